"""One tap from the Client screen: how far an old rejection came, and questions for the client's own page."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.models import Client
from coachhub.queries.applications import ApplicationDetail, find_application, list_applications
from coachhub.queries.rejections import find_rejection
from coachhub.services.applications import record_move
from coachhub.services.consistency import find_disagreements
from coachhub.services.transaction import writing
from tests.queries.histories import client_of
from tests.services.searches import bring
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get

ZONE = "America/Toronto"
LAST_WORDS = (
    "Company,Date Applied,Status,Result Date\nAcme,2026-03-02,Rejected,2026-03-20\nBirch,2026-03-05,,\n"
)
"""A sheet that kept only the last word."""


def bring_lost(app: Flask, people: People) -> dict[str, UUID]:
    """Carol's sheet; the keys of its rows by company, one a rejection that lost its stage."""
    with app.app_context():
        bring(people.carol.scope, LAST_WORDS, today=clock.today(ZONE))
        return {row.company: row.id for row in list_applications(people.carol.scope)}


def send(browser: FlaskClient, address: str, **fields: str) -> TestResponse:
    """A form on a screen: the token comes from a page."""
    token = get(browser, "/imports/new").fields["csrf_token"]
    return browser.post(address, data={"csrf_token": token, **fields})


def look(app: Flask, people: People, key: UUID) -> ApplicationDetail:
    with app.app_context():
        assert find_disagreements(people.carol.scope) == []
        found = find_application(people.bob.scope, key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("word", "stage"),
    [("applied", Stage.APPLIED), ("screening", Stage.SCREENING), ("interview", Stage.INTERVIEW)],
)
def test_how_far_it_came_is_kept_in_one_tap_and_once(each_app: Flask, word: str, stage: Stage) -> None:
    with each_app.app_context():
        people = make_people()
    acme = bring_lost(each_app, people)["Acme"]
    assert not look(each_app, people, acme).stage_known
    browser, address = sign_in_as(each_app, people.bob), f"/applications/{acme}/came-after"
    answer = send(browser, address, stage=word)
    assert (answer.status_code, answer.location) == (303, f"/dash/clients/{client_of(people.carol)}")
    found = look(each_app, people, acme)
    assert (found.stage, found.stage_known, found.outcome) == (stage, True, Outcome.REJECTED)
    assert found.closed_on == date(2026, 3, 20)
    # Said again, by whoever had the screen open still, it changes nothing.
    send(browser, address, stage="screening")
    assert look(each_app, people, acme) == found
    assert "Acme: somebody noted that already." in get(browser, "/imports/new").text


def test_what_is_no_answer_changes_nothing(app: Flask, people: People) -> None:
    keys = bring_lost(app, people)
    browser = sign_in_as(app, people.bob)
    for stage in ("", "offer", "final", "<b>", "saved"):
        send(browser, f"/applications/{keys['Acme']}/came-after", stage=stage)
    send(browser, f"/applications/{keys['Birch']}/came-after", stage="interview")
    assert not look(app, people, keys["Acme"]).stage_known
    assert look(app, people, keys["Birch"]).stage is Stage.APPLIED


def test_an_answer_without_its_day_is_asked_about_on_its_own_page(app: Flask, people: People) -> None:
    with app.app_context():
        bring(people.carol.scope, "Company,Status\nAcme,Rejected\n")
        [row] = list_applications(people.carol.scope)
    assert row.closed_on is None
    browser = sign_in_as(app, people.bob)
    answer = send(browser, f"/applications/{row.id}/came-after", stage="interview")
    page = f"/clients/{client_of(people.carol)}/search/applications/{row.id}/rejection/stage"
    assert answer.location == page
    assert get(browser, page).status == 200


def test_the_questions_stand_on_the_clients_own_page_after_one_tap(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
    acme = bring_lost(each_app, people)["Acme"]
    coach, client = sign_in_as(each_app, people.bob), sign_in_as(each_app, people.carol)
    assert "The questions about Acme" not in get(client, "/search").text
    for _tap in range(2):
        assert send(coach, f"/applications/{acme}/ask-client").status_code == 303
    assert "The questions about Acme stand on Carol’s page from now on." in get(coach, "/imports/new").text
    page = get(client, "/search")
    assert (
        "The questions about Acme Four plain questions, two minutes. They can wait longer, too." in page.text
    )


def test_nobody_is_asked_who_cannot_be(app: Flask, people: People) -> None:
    keys = bring_lost(app, people)
    browser = sign_in_as(app, people.bob)
    send(browser, f"/applications/{keys['Birch']}/ask-client")
    assert "Birch is no rejection any more." in get(browser, "/imports/new").text
    with app.app_context():
        carol = client_of(people.carol)
        with writing(people.bob.scope, carol) as session:
            mine = (Client.practice_id == people.bob.scope.practice_id) & (Client.id == carol)
            session.execute(update(Client).where(mine).values(user_id=None))
    send(browser, f"/applications/{keys['Acme']}/ask-client")
    assert "Carol has no account yet: ask when you meet." in get(browser, "/imports/new").text
    with app.app_context():
        assert find_rejection(people.bob.scope, keys["Acme"]) is None


def test_strangers_find_nothing(app: Flask, people: People) -> None:
    acme = bring_lost(app, people)["Acme"]
    before = look(app, people, acme)
    for persona in (people.cleo, people.mallory, people.carol):
        browser = sign_in_as(app, persona)
        for key in (acme, uuid4()):
            assert send(browser, f"/applications/{key}/came-after", stage="interview").status_code == 404
            assert send(browser, f"/applications/{key}/ask-client").status_code == 404
    assert look(app, people, acme) == before


def test_a_rejection_that_was_taken_back_meanwhile_stays_open(app: Flask, people: People) -> None:
    acme = bring_lost(app, people)["Acme"]
    with app.app_context():
        answered, today = date(2026, 3, 20), clock.today(ZONE)
        record_move(people.bob.scope, acme, outcome=Outcome.OPEN, occurred_on=answered, today=today)
    browser = sign_in_as(app, people.bob)
    send(browser, f"/applications/{acme}/came-after", stage="interview")
    assert look(app, people, acme).outcome is Outcome.OPEN
