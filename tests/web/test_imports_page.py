"""Bringing a tracker: whose search may be chosen, and every error keeps what was typed."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub.queries.clients import list_clients
from tests.services.killing import at_write
from tests.services.searches import SHEET, contents
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import Page, get, post

URL = "/imports/new"
FILE = ("tracker.csv", SHEET.encode())


def send(browser: FlaskClient, **values: Any) -> Page:
    return Page(post(browser, URL, **{"new_name": "", "new_email": "", **values}))


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("alice", {"Carol", "Dan"}),
        ("bob", {"Carol", "Dan"}),
        ("cleo", set()),
        ("mallory", {"Trudy"}),
    ],
)
def test_staff_are_offered_the_clients_they_see(
    app: Flask, people: People, name: str, offered: set[str]
) -> None:
    page = get(sign_in_as(app, getattr(people, name)), URL)
    assert page.status == 200
    options = {text for value, text in page.options.items() if value not in ("", "new")}
    assert options == offered
    assert "new" in page.options


def test_clients_and_visitors_have_no_such_page(app: Flask, people: People) -> None:
    assert sign_in_as(app, people.carol).get(URL).status_code == 404
    assert app.test_client().get(URL).status_code == 302
    assert app.test_client().post(URL).status_code in (401, 400)


def test_a_link_chooses_the_client_beforehand(app: Flask, people: People) -> None:
    page = get(sign_in_as(app, people.bob), f"{URL}?client={people.dan.scope.client_id}")
    assert page.chosen == str(people.dan.scope.client_id)


def test_a_tracker_comes_into_the_chosen_search(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.bob)
    carol = str(people.carol.scope.client_id)
    first = send(browser, client=carol, tracker=FILE)
    assert first.status == 200
    assert "3 applications were added." in first.text
    again = send(browser, client=carol, tracker=FILE)
    assert "nothing was changed" in again.text
    assert {row["client_id"] for row in contents(each_app)["applications"]} <= {
        people.carol.scope.client_id,
        carol.replace("-", ""),
    }


def test_somebody_new_is_added_with_her_search(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.cleo)
    page = send(browser, client="new", new_name=" Erin ", new_email="Erin@Example.org", tracker=FILE)
    assert page.status == 200
    with each_app.app_context():
        [erin] = list_clients(people.cleo.scope)
    assert (erin.name, erin.email, erin.coach_id) == ("Erin", "erin@example.org", people.cleo.scope.user_id)
    assert str(erin.id) in page.html


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"tracker": None}, "tracker", "Choose the file"),
        ({"tracker": ("", b"")}, "tracker", "Choose the file"),
        ({"tracker": ("tracker.pdf", b"%PDF-1.7")}, "tracker", "CSV"),
        ({"tracker": ("tracker.csv", b"")}, "tracker", ""),
        ({"client": "nonsense"}, "client", "Choose one of your clients"),
        ({"client": ""}, "client", "Choose one of your clients"),
        ({"client": "{dan}"}, "client", "Choose one of your clients"),
        ({"client": "new"}, "new_name", "name?"),
        ({"client": "new", "new_name": "   "}, "new_name", "name?"),
        ({"client": "new", "new_name": "E" * 201}, "new_name", "200"),
        ({"client": "new", "new_name": "Erin", "new_email": "erin"}, "new_email", "ada@example.org"),
        ({"client": "new", "new_name": "Erin", "new_email": "e@" + "x" * 300}, "new_email", "254"),
        ({"client": "new", "new_name": "Erin", "new_email": "CAROL@example.org"}, "new_email", "already"),
    ],
)  # fmt: skip
def test_an_error_keeps_what_was_typed_says_what_to_do_and_writes_nothing(
    app: Flask, people: People, wrong: dict[str, Any], field: str, says: str
) -> None:
    browser = sign_in_as(app, people.bob if wrong.get("client") != "{dan}" else people.cleo)
    values = {"client": str(people.carol.scope.client_id), "tracker": FILE, **wrong}
    if values["client"] == "{dan}":
        values["client"] = str(people.dan.scope.client_id)
    before = contents(app)
    page = send(browser, **{name: value for name, value in values.items() if value is not None})
    assert page.status == 422
    assert page.invalid == {field}
    assert says in page.text
    for name in ("new_name", "new_email"):
        assert (page.fields[name] or "") == values.get(name, "")
    if values["client"] in page.options:
        assert page.chosen == values["client"]
    after = contents(app)
    assert after.pop("sessions")
    before.pop("sessions")
    assert after == before


def test_a_file_that_is_too_large_says_how_to_make_it_smaller(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    head = b"--x\r\nContent-Disposition: form-data; name=tracker; filename=a.csv\r\n\r\n"
    body = head + b"A" * 27 * 1024 * 1024
    page = Page(browser.post(URL, data=body + b"\r\n--x--", content_type="multipart/form-data; boundary=x"))
    assert page.status == 413
    assert "Files up to 25 MB can be read" in page.text


def test_a_new_client_whose_search_could_not_be_brought_is_not_left_behind(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.bob)
    form = {"client": "new", "new_name": "Erin", "new_email": "erin@example.org", "tracker": FILE}

    def break_down() -> None:
        raise OSError("the disk is full")

    with each_app.app_context(), at_write(4, break_down) as writes:
        broken = send(browser, **form)
    assert any("INTO clients" in write for write in writes[:3])
    assert broken.status == 500
    assert "disk" not in broken.text
    assert "Erin" not in {row["name"] for row in contents(each_app)["clients"]}
    assert send(browser, **form).status == 200
