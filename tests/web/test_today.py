"""What a coach does with a line of Today: done, later, undo; and with the choices that she keeps."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import SavedFilter, Snooze
from coachhub.services import saved_filters
from tests.queries.histories import client_of
from tests.support.people import People, sign_in_as
from tests.web.forms import Page, get

TODAY = clock.today("America/Toronto")
ANYTHING = ["", "x" * 10_000, "<script>alert(1)</script>", "=1+1", "😀", "a\x00b", "2026-13-45", "done "]


@pytest.fixture
def bob(app: Flask, people: People) -> FlaskClient:
    return sign_in_as(app, people.bob)


def send(browser: FlaskClient, carol: UUID, address: str | None = None, **fields: str) -> TestResponse:
    """Send a form with the token of the page that puts a line away."""
    token = get(browser, f"/clients/{carol}/today").fields["csrf_token"]
    return browser.post(address or f"/clients/{carol}/today", data={"csrf_token": token, **fields})


def rows(app: Flask, people: People) -> list[Snooze]:
    with app.app_context():
        mine = Snooze.practice_id == people.bob.scope.practice_id
        return list(db.session.scalars(select(Snooze).where(mine).order_by(Snooze.id)))


def notices(browser: FlaskClient) -> str:
    return get(browser, "/imports/new").text


def test_done_is_one_tap_and_leads_back_with_a_sentence(app: Flask, people: People, bob: FlaskClient) -> None:
    carol, subject = client_of(people.carol), UUID(int=7)
    answer = send(bob, carol, reason="feedback", subject=str(subject), until="done", back="/dash/today?q=x")
    assert (answer.status_code, answer.location) == (303, "/dash/today?q=x")
    assert "Done for Carol. You can bring it back under “Put away”." in notices(bob)
    (row,) = rows(app, people)
    assert (row.reason, row.subject_id, row.until, row.client_id) == ("feedback", subject, None, carol)
    # A second tap is the same wish.
    send(bob, carol, reason="feedback", subject=str(subject), until="done")
    assert [one.undone_at is None for one in rows(app, people)] == [False, True]


def say(days: int) -> str:
    """A day ahead, as it is said when it is further away than this week."""
    day = TODAY + timedelta(days=days)
    return f"{day.day} {day:%B}" + ("" if day.year == TODAY.year else f" {day.year}")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "tomorrow"),
        (2, f"{TODAY + timedelta(days=2):%A}"),
        (6, f"{TODAY + timedelta(days=6):%A}"),
        (7, say(7)),
        (366, say(366)),
    ],
)
def test_later_is_a_day_that_the_screen_offers(
    app: Flask, people: People, bob: FlaskClient, days: int, words: str
) -> None:
    until = TODAY + timedelta(days=days)
    answer = send(bob, client_of(people.carol), reason="quiet", until=until.isoformat())
    assert answer.location == "/dash/today"
    assert f"Carol is put away until {words}." in notices(bob)
    assert [row.until for row in rows(app, people)] == [until]


def test_a_day_of_her_own_is_asked_for_on_a_page(app: Flask, people: People, bob: FlaskClient) -> None:
    carol = client_of(people.carol)
    page = get(bob, f"/clients/{carol}/today?reason=quiet&subject={UUID(int=3)}")
    assert "Until when can Carol wait?" in page.text
    assert (page.fields["reason"], page.fields["subject"]) == ("quiet", str(UUID(int=3)))
    until = TODAY + timedelta(days=40)
    fields = {"reason": "quiet", "subject": str(UUID(int=3)), "until": "day", "day": until.isoformat()}
    assert send(bob, carol, **fields).location == "/dash/today"
    assert [(row.until, row.subject_id) for row in rows(app, people)] == [(until, UUID(int=3))]


@pytest.mark.parametrize("ahead", [-1, 0, 367])
def test_a_day_that_cannot_be_is_explained_and_nothing_is_lost(
    app: Flask, people: People, bob: FlaskClient, ahead: int
) -> None:
    day = (TODAY + timedelta(days=ahead)).isoformat()
    answer = send(bob, client_of(people.carol), reason="quiet", until="day", day=day)
    page = Page(answer)
    assert page.status == 422
    assert "Choose a day after today, within a year." in page.text
    assert (page.fields["day"], page.fields["reason"]) == (day, "quiet")
    assert page.invalid == {"day"}
    assert rows(app, people) == []


@pytest.mark.parametrize("field", ["reason", "subject", "until", "day"])
def test_whatever_arrives_has_a_clear_answer(people: People, bob: FlaskClient, field: str) -> None:
    day = (TODAY + timedelta(days=5)).isoformat()
    for text in ANYTHING:
        fields = {"reason": "quiet", "until": "day", "day": day, field: text}
        answer = send(bob, client_of(people.carol), **fields)
        # A sign that no keyboard has is refused at the gate.
        assert answer.status_code in ((400,) if "\x00" in text else (303, 422))
        assert "<script>alert" not in answer.text


def test_a_line_that_today_does_not_have_is_said_to_be_gone(people: People, bob: FlaskClient) -> None:
    assert send(bob, client_of(people.carol), reason="unheard of", until="done").status_code == 303
    assert "This line is not on Today any more. Nothing was changed." in notices(bob)


def test_undo_brings_the_line_back(app: Flask, people: People, bob: FlaskClient) -> None:
    carol = client_of(people.carol)
    send(bob, carol, reason="quiet", until="done")
    key = rows(app, people)[0].id
    answer = send(bob, carol, f"/snoozes/{key}/undo", back="/dash/today")
    assert (answer.status_code, answer.location) == (303, "/dash/today")
    assert "The line of Carol is back." in notices(bob)
    assert rows(app, people)[0].undone_at is not None
    assert send(bob, carol, f"/snoozes/{key}/undo").status_code == 303


def test_another_coach_finds_nothing_of_it(app: Flask, people: People, bob: FlaskClient) -> None:
    carol = client_of(people.carol)
    cleo = sign_in_as(app, people.cleo)
    send(bob, carol, reason="quiet", until="done")
    key = rows(app, people)[0].id
    token = get(cleo, "/imports/new").fields["csrf_token"]
    for address in (f"/clients/{carol}/today", f"/snoozes/{key}/undo"):
        answer = cleo.post(address, data={"csrf_token": token, "reason": "quiet", "until": "done"})
        assert answer.status_code == 404
    assert [row.undone_at for row in rows(app, people)] == [None]


def test_a_way_back_to_another_host_is_not_taken(people: People, bob: FlaskClient) -> None:
    answer = send(
        bob, client_of(people.carol), reason="quiet", until="done", back="https://evil.example/dash/today"
    )
    assert answer.location == "/dash/today"


def test_a_choice_is_kept_and_removed(app: Flask, people: People, bob: FlaskClient) -> None:
    carol = client_of(people.carol)
    back = "/dash/today?only=quiet"
    answer = send(bob, carol, "/today/filters", name="Quiet ones", query="only=quiet", back=back)
    assert (answer.status_code, answer.location) == (303, back)
    assert "The choice is kept." in notices(bob)
    with app.app_context():
        mine = SavedFilter.practice_id == people.bob.scope.practice_id
        key = db.session.scalars(select(SavedFilter.id).where(mine, SavedFilter.name == "Quiet ones")).one()
    assert send(bob, carol, f"/today/filters/{key}/remove").status_code == 303
    assert "“Quiet ones” is removed." in notices(bob)
    assert send(bob, carol, f"/today/filters/{key}/remove").status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " ", "query": "q=a"}, "needs a name of 1 to 60 characters"),
        ({"name": "x" * 61, "query": "q=a"}, "needs a name of 1 to 60 characters"),
        ({"name": "mine"}, "too long to be kept"),
        ({"name": "mine", "query": "q=" + "x" * 400}, "too long to be kept"),
    ],
)
def test_a_choice_that_cannot_be_kept_says_why(
    people: People, bob: FlaskClient, fields: dict[str, str], words: str
) -> None:
    assert send(bob, client_of(people.carol), "/today/filters", **fields).status_code == 303
    assert words in notices(bob)


def test_twenty_choices_are_enough(app: Flask, people: People, bob: FlaskClient) -> None:
    with app.app_context():
        for number in range(saved_filters.MOST):
            saved_filters.save_filter(people.bob.scope, "today", str(number), "q=a")
    send(bob, client_of(people.carol), "/today/filters", name="one more", query="q=a")
    assert "Twenty choices are kept already." in notices(bob)
