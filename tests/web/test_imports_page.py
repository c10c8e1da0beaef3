"""Bringing a tracker: whose search may be chosen, and every error keeps what was typed."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub.intake import read_tracker
from coachhub.queries.applications import list_applications
from coachhub.queries.import_drafts import list_drafts
from tests.services.searches import SHEET, bring, contents
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import Page, get, post
from tests.web.import_forms import upload

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


def test_a_client_is_asked_for_nothing_but_his_file(app: Flask, people: People) -> None:
    page = get(sign_in_as(app, people.carol), URL)
    assert page.status == 200
    assert {"client", "new_name", "new_email", "new_field"}.isdisjoint(page.fields)
    assert "Dan" not in page.text
    assert app.test_client().get(URL).status_code == 302
    assert app.test_client().post(URL).status_code in (401, 400)


def test_a_link_chooses_the_client_beforehand(app: Flask, people: People) -> None:
    page = get(sign_in_as(app, people.bob), f"{URL}?client={people.dan.scope.client_id}")
    assert page.chosen == str(people.dan.scope.client_id)


def test_a_file_is_kept_for_the_chosen_client_and_nothing_is_added_yet(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    browser = sign_in_as(each_app, people.bob)
    answer = post(browser, URL, client=str(people.carol.scope.client_id), new_name="", tracker=FILE)
    assert answer.status_code == 303
    with each_app.app_context():
        [draft] = list_drafts(people.bob.scope)
        assert list_applications(people.bob.scope) == []
    assert answer.location == f"/imports/{draft.id}"
    assert (draft.client_id, draft.file_name) == (people.carol.scope.client_id, "tracker.csv")
    assert "1 sheet waits for you" in get(browser, URL).text


def test_a_form_that_is_sent_twice_leads_to_one_draft(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    page = get(browser, URL)
    places = set()
    for _ in range(2):
        data = {
            "csrf_token": page.fields["csrf_token"],
            "once": page.fields["once"],
            "client": str(people.carol.scope.client_id),
            "tracker": (BytesIO(SHEET.encode()), "tracker.csv"),
        }
        places.add(browser.post(URL, data=data).location)
    assert len(places) == 1
    with app.app_context():
        assert len(list_drafts(people.bob.scope)) == 1


def test_a_client_brings_his_own_file_whatever_the_form_says(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    answer = post(browser, URL, client=str(people.dan.scope.client_id), new_name="Eve", tracker=FILE)
    assert answer.status_code == 303
    with app.app_context():
        [draft] = list_drafts(people.carol.scope)
    assert draft.client_id == people.carol.scope.client_id


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
        ({"client": "new", "new_name": "Erin", "new_email": "e@x.de,b@x.de"}, "new_email", "ada@example.org"),
        ({"client": "new", "new_name": "Erin", "new_email": "e@x.org\tb"}, "new_email", "ada@example.org"),
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


def test_rows_are_pasted_where_there_is_no_file(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    answer = post(browser, URL, pasted=SHEET.replace(",", "\t"))
    assert answer.status_code == 303
    with app.app_context():
        [draft] = list_drafts(people.carol.scope)
    assert (draft.file_name, draft.applications) == ("pasted.tsv", 3)
    page = send(browser, pasted="just a word")
    assert page.status == 422
    assert page.invalid == {"pasted"}
    assert ">just a word</textarea>" in page.html


def test_the_script_is_told_where_the_reading_is(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.carol)
    token = get(browser, URL).fields["csrf_token"]
    body = {"csrf_token": token, "tracker": (BytesIO(SHEET.encode()), "t.csv")}
    answer = browser.post(URL, data=body, headers={"X-Upload": "1"})
    with app.app_context():
        [draft] = list_drafts(people.carol.scope)
    assert (answer.status_code, answer.location) == (201, f"/imports/{draft.id}")


@pytest.mark.parametrize("name", ["coachhub-tracker.csv", "coachhub-tracker.xlsx"])
def test_a_sample_is_read_without_a_question(app: Flask, people: People, name: str) -> None:
    browser = sign_in_as(app, people.carol)
    assert f"/imports/samples/{name}" in get(browser, URL).html
    sample = browser.get(f"/imports/samples/{name}")
    assert sample.status_code == 200
    assert f"filename={name}" in sample.headers["Content-Disposition"]
    found = read_tracker(sample.data, filename=name, today=date(2026, 6, 1), explain=True)
    assert (found.rows.applications, found.rows.saved) == (3, 1)
    assert found.explanation is not None
    assert (found.questions, found.problems, found.explanation.open_rows) == ((), (), 0)
    assert "left_out" not in {column.field for column in found.explanation.columns}
    assert b"\n=" not in sample.data
    assert browser.get("/imports/samples/other.csv").status_code == 404


def test_the_same_file_again_says_when_and_by_whom(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.bob.scope, SHEET, client_id=people.carol.scope.client_id)
    browser = sign_in_as(app, people.bob)
    place = upload(browser, SHEET, client=str(people.carol.scope.client_id))
    page = get(browser, place)
    assert "Bob brought this very file on" in page.text
    assert "Nothing in it is new." in page.text
    own = sign_in_as(app, people.carol)
    told = get(own, upload(own, SHEET)).text
    assert "This very file was brought on" in told
    assert "Bob" not in told


def test_a_file_that_is_too_large_says_how_to_make_it_smaller(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    head = b"--x\r\nContent-Disposition: form-data; name=tracker; filename=a.csv\r\n\r\n"
    body = head + b"A" * 27 * 1024 * 1024
    page = Page(browser.post(URL, data=body + b"\r\n--x--", content_type="multipart/form-data; boundary=x"))
    assert page.status == 413
    assert "Files up to 25 MB can be read" in page.text
    assert page.invalid == {"tracker"}
    carol = str(people.carol.scope.client_id)
    kept = browser.post(f"{URL}?client={carol}", data=body, content_type="multipart/form-data; boundary=x")
    assert Page(kept).chosen == carol
