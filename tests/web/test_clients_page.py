"""A client's card: added, changed by two at once, handed over, invited."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub import clock
from coachhub.queries.clients import ClientRow, find_client, find_client_by_email, list_clients
from coachhub.services.clients import add_client
from tests.access.browsing import read_token
from tests.support.people import PASSWORD, People, TestPerson, sign_in_as
from tests.support.statements import MOST, count_statements
from tests.web.forms import Page, get, post
from tests.web.mailing import find_link, path_of

TODAY = clock.today("America/Toronto")
WHOLE = {
    "name": "Erin Long",
    "email": "Erin@Example.org",
    "field": "Sales",
    "seniority": "Senior",
    "location": "Montréal",
    "timezone": "Europe/Berlin",
    "search_started_on": "2026-01-05",
    "weekly_target": "7",
}
STRANGE = ("<script>x</script>", "=1+1", "\U0001f600", "'; DROP TABLE clients; --")


def read_client(app: Flask, person: TestPerson, client_id: UUID | None) -> ClientRow:
    assert client_id is not None
    with app.app_context():
        row = find_client(person.scope, client_id)
    assert row is not None
    return row


def test_a_coach_adds_a_client_who_is_hers(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    answer = post(browser, "/clients/new", **WHOLE)
    assert answer.status_code == 303
    found = re.fullmatch(r"/dash/clients/([0-9a-f-]{36})", answer.location)
    assert found
    row = read_client(app, people.bob, UUID(found[1]))
    assert (row.name, row.email, row.coach_id) == ("Erin Long", "erin@example.org", people.bob.scope.user_id)
    assert (row.location, row.timezone, row.weekly_target) == ("Montréal", "Europe/Berlin", 7)
    assert str(row.search_started_on) == "2026-01-05"


def test_an_owner_chooses_the_coach(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.alice)
    page = get(browser, "/clients/new")
    assert page.chosen == str(people.alice.scope.user_id)
    answer = post(browser, "/clients/new", name="Erin", coach=str(people.cleo.scope.user_id))
    assert answer.status_code == 303
    with app.app_context():
        assert [row.name for row in list_clients(people.cleo.scope)] == ["Erin"]
    for wrong in ("", "x", str(people.mallory.scope.user_id)):
        page = Page(post(browser, "/clients/new", name="Fay", coach=wrong))
        assert (page.status, page.fields["name"]) == (422, "Fay")
        assert "Choose who accompanies this client" in page.text


def test_a_double_click_adds_one(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    sent = {"name": "Erin", "once": "the same key"}
    assert [post(browser, "/clients/new", **sent).status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        assert [row.name for row in list_clients(people.bob.scope)] == ["Carol", "Dan", "Erin"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": "\t "}, "What is the name?"),
        ({"name": "x" * 10_000}, "At most 200 characters fit here"),
        ({"email": "erin at home"}, "does not look like an email address"),
        ({"email": "carol@example.org"}, "has this address already"),
        ({"timezone": "Toronto"}, "Write the time zone like America/Toronto"),
        ({"timezone": "../../etc/passwd"}, "Write the time zone like America/Toronto"),
        ({"search_started_on": "2026-02-30"}, "There is no such day"),
        ({"search_started_on": str(TODAY + timedelta(days=1))}, "This day is still to come"),
        ({"search_started_on": "1800-01-01"}, "Is the year right?"),
        ({"weekly_target": "0"}, "Write a whole number from 1 to 200"),
        ({"weekly_target": "²"}, "Write a whole number from 1 to 200"),
        ({"weekly_target": "many"}, "Write a whole number from 1 to 200"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    app: Flask, people: People, values: dict[str, str], says: str
) -> None:
    browser = sign_in_as(app, people.bob)
    given = {**WHOLE, **values}
    page = Page(post(browser, "/clients/new", **given))
    assert page.status == 422
    assert says in page.text
    assert page.invalid == set(values)
    assert {name: page.fields[name] for name in given} == given


def test_a_card_is_saved_and_shown_as_text(app: Flask, people: People) -> None:
    browser, client = sign_in_as(app, people.bob), people.carol.scope.client_id
    address = f"/clients/{client}/edit"
    tomorrow = str(TODAY + timedelta(days=1))
    for strange in STRANGE:
        version = get(browser, address).fields["version"]
        given = {**WHOLE, "name": strange, "field": strange, "status": "paused", "version": version}
        days = {"last_session_on": str(TODAY), "next_session_on": tomorrow}
        assert post(browser, address, **given, **days).status_code == 303
        page = get(browser, address)
        assert (page.fields["name"], page.fields["field"], page.chosen) == (strange, strange, "paused")
        assert "<script>x" not in page.html
    row = read_client(app, people.bob, client)
    assert (row.status, str(row.next_session_on)) == ("paused", tomorrow)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"status": "gone"}, "Choose one of these"),
        ({"last_session_on": str(TODAY + timedelta(days=1))}, "This day is still to come"),
        ({"next_session_on": str(TODAY - timedelta(days=1))}, "This day is over"),
        ({"next_session_on": "9999-12-31"}, "This day is years away"),
    ],
)
def test_days_of_sessions_are_checked(app: Flask, people: People, values: dict[str, str], says: str) -> None:
    browser, address = sign_in_as(app, people.bob), f"/clients/{people.carol.scope.client_id}/edit"
    given = {"name": "Carol", "status": "searching", "version": "1", **values}
    page = Page(post(browser, address, **given))
    assert (page.status, says in page.text) == (422, True)


def test_of_two_who_save_the_second_sees_both_texts(app: Flask, people: People) -> None:
    bob, alice = sign_in_as(app, people.bob), sign_in_as(app, people.alice)
    address = f"/clients/{people.carol.scope.client_id}/edit"
    opened = get(alice, address).fields["version"]
    first = {"name": "Carol Reed", "status": "paused", "location": "Oslo", "version": opened}
    assert post(bob, address, **first).status_code == 303
    mine = {"name": "Carol R.", "status": "searching", "location": "Oslo", "version": opened}
    page = Page(post(alice, address, **mine))
    assert page.status == 409
    assert page.text.count("Saved meanwhile:") == 2
    assert "Saved meanwhile: Carol Reed" in page.text
    assert "Saved meanwhile: Paused for a while" in page.text
    assert (page.fields["name"], page.chosen) == ("Carol R.", "searching")
    # Chosen now: the form carries the newer version.
    again = {**mine, "version": page.fields["version"]}
    assert post(alice, address, **again).status_code == 303
    assert read_client(app, people.alice, people.carol.scope.client_id).name == "Carol R."


def test_a_version_that_makes_no_sense_is_an_old_one(app: Flask, people: People) -> None:
    browser, address = sign_in_as(app, people.bob), f"/clients/{people.carol.scope.client_id}/edit"
    for version in ("", "x", "-1", "9" * 40):
        page = Page(post(browser, address, name="Else", status="searching", version=version))
        assert (page.status, "Saved meanwhile: Carol" in page.text) == (409, True)


def test_handing_over_says_before_what_it_means(app: Flask, people: People) -> None:
    browser, client = sign_in_as(app, people.bob), people.carol.scope.client_id
    address = f"/clients/{client}/coach"
    page = get(browser, address)
    assert "After this you no longer see Carol" in page.text
    assert set(page.options) == {"", str(people.alice.scope.user_id), str(people.cleo.scope.user_id)}
    for wrong in ("", "nobody", "x", str(people.mallory.scope.user_id)):
        assert post(browser, address, coach=wrong).status_code == 422
    sent = {"csrf_token": read_token(browser.get(address)), "coach": str(people.cleo.scope.user_id)}
    for _ in range(2):
        # A double click: the second finds that it is done.
        answer = browser.post(address, data={**sent, "once": "k"})
        assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get(f"/clients/{client}/edit").status_code == 404
    assert sign_in_as(app, people.cleo).get(f"/clients/{client}/edit").status_code == 200


def test_an_owner_hands_over_and_still_sees(app: Flask, people: People) -> None:
    browser, client = sign_in_as(app, people.alice), people.carol.scope.client_id
    answer = post(browser, f"/clients/{client}/coach", coach="nobody")
    assert (answer.status_code, answer.location) == (303, f"/dash/clients/{client}")
    assert "Accompanied by nobody for now" in get(browser, f"/clients/{client}/edit").text
    assert sign_in_as(app, people.bob).get(f"/clients/{client}/edit").status_code == 404


def invited(app: Flask, people: People, email: str | None = "erin@example.org") -> tuple[FlaskClient, UUID]:
    with app.app_context():
        client = add_client(people.bob.scope, name="Erin", email=email)
    return sign_in_as(app, people.bob), client


def test_a_client_is_invited_accepts_and_is_connected(app: Flask, people: People) -> None:
    browser, client = invited(app, people)
    card, address = f"/clients/{client}/edit", f"/clients/{client}/invitation"
    assert "Erin has no account yet" in get(browser, card).text
    # The button of the card sends no address.
    token = read_token(browser.get(card))
    link = find_link(Page(browser.post(address, data={"csrf_token": token})))
    assert "Invited: the link works until" in get(browser, card).text
    visitor = app.test_client()
    answer = post(visitor, path_of(link), name="Erin Long", password="brand new words for me")
    assert (answer.status_code, answer.location) == (303, "/")
    assert visitor.get("/").location == "/search"
    assert "Erin signs in and sees this search" in get(browser, card).text
    assert post(browser, address).status_code == 303
    assert "signs in already" in get(browser, card).text


def test_a_missing_address_is_asked_for_and_kept(app: Flask, people: People) -> None:
    browser, client = invited(app, people, email=None)
    address = f"/clients/{client}/invitation"
    token = read_token(browser.get(address))
    page = Page(browser.post(address, data={"csrf_token": token}))
    assert (page.status, "Where does Erin read mail?" in page.text) == (422, True)
    for wrong, says in (
        ("nowhere", "does not look like"),
        ("dan@example.org", "Somebody else of the practice"),
        ("cleo@example.org", "Somebody else of the practice"),
    ):
        page = Page(post(browser, address, email=wrong))
        assert (page.status, says in page.text, page.fields["email"]) == (422, True, wrong)
    assert find_link(Page(post(browser, address, email=" Erin@example.org")))
    with app.app_context():
        assert find_client_by_email(people.bob.scope, "erin@example.org") is not None


def test_an_address_with_an_account_elsewhere_is_invited_like_any_other(app: Flask, people: People) -> None:
    browser, client = invited(app, people, email=people.mallory.email)
    known = Page(post(browser, f"/clients/{client}/invitation"))
    other, newcomer = invited(app, people)
    unknown = Page(post(other, f"/clients/{newcomer}/invitation"))

    def plain(page: Page) -> str:
        return re.sub(r"mallory|erin|[\w-]{43}", "", page.text)

    assert plain(known) == plain(unknown)
    pages = [get(app.test_client(), path_of(find_link(page))) for page in (known, unknown)]
    assert plain(pages[0]) == plain(pages[1])


def test_an_invitation_is_withdrawn(app: Flask, people: People) -> None:
    browser, client = invited(app, people)
    link = find_link(Page(post(browser, f"/clients/{client}/invitation")))
    token = read_token(browser.get(f"/clients/{client}/edit"))
    answer = browser.post(f"/clients/{client}/invitation/withdraw", data={"csrf_token": token})
    assert answer.status_code == 303
    assert app.test_client().get(path_of(link)).status_code == 410


def test_a_clients_door_shuts_and_opens_and_his_password_can_be_renewed(app: Flask, people: People) -> None:
    browser, carol = sign_in_as(app, people.bob), sign_in_as(app, people.carol)
    client = people.carol.scope.client_id
    token = read_token(browser.get("/account"))
    for is_open, status in (("0", 302), ("1", 302)):
        data = {"csrf_token": token, "open": is_open}
        assert browser.post(f"/clients/{client}/access", data=data).status_code == 303
        assert carol.get("/search").status_code == status
        entered = post(app.test_client(), "/sign-in", email=people.carol.email, password=PASSWORD)
        assert entered.status_code == (302 if is_open == "1" else 422)
    page = Page(browser.post(f"/clients/{client}/password-link", data={"csrf_token": token}))
    assert app.test_client().get(path_of(find_link(page))).status_code == 200


def test_the_pages_ask_the_database_little(app: Flask, people: People) -> None:
    browser, client = sign_in_as(app, people.alice), people.carol.scope.client_id
    for address in ("new", f"{client}/edit", f"{client}/coach", f"{client}/invitation"):
        with app.app_context(), count_statements() as asked:
            assert browser.get(f"/clients/{address}").status_code == 200
        assert 0 < len(asked) <= MOST
