"""Moves that cannot be: sent after its answer, an undo of what others stand on, a no that is none."""

from collections.abc import Iterator

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from coachhub.queries.applications import list_applications, list_events
from coachhub.queries.attributions import list_statements
from coachhub.services.consistency import find_disagreements
from coachhub.services.rejections import answer_questions
from tests.services.searches import bring
from tests.support.people import People, make_people, sign_in_as
from tests.web.forms import get
from tests.web.search_pages import TODAY, add, ago, find, move, reject, send


@pytest.fixture
def home(each_app: Flask) -> Iterator[People]:
    """Everybody, on both databases; when the test is over, what is derived follows from its events."""
    with each_app.app_context():
        people = make_people()
    yield people
    with each_app.app_context():
        assert find_disagreements(people.alice.scope) == []


def test_an_application_is_never_sent_after_its_answer(each_app: Flask, home: People) -> None:
    scope = home.carol.scope
    rejected, talked = add(each_app, scope, "Acme", sent=20), add(each_app, scope, "Birch", sent=20)
    reject(each_app, scope, rejected, days=10)
    move(each_app, scope, talked, Stage.SCREENING, 12)
    move(each_app, scope, talked, Stage.INTERVIEW, 3)
    browser = sign_in_as(each_app, home.carol)
    for key in (rejected, talked):
        refused = send(browser, f"/search/applications/{key}/move", move="sent", on=ago(7).isoformat())
        assert refused.status_code == 422
        assert "There was an answer" in refused.text
        assert find(each_app, scope, key).applied_on == ago(20)
    with each_app.app_context():
        [sent] = [one for one in list_events(scope, talked) if one.stage is Stage.APPLIED]
    # The page was opened before the others moved it on.
    assert send(browser, f"/search/events/{sent.id}/undo", back="/account").status_code == 303
    assert "Take back first what came later" in browser.get("/account").text
    assert find(each_app, scope, talked).applied_on == ago(20)


def test_what_a_file_guessed_moves_with_the_day_of_sending(each_app: Flask, home: People) -> None:
    scope = home.carol.scope
    with each_app.app_context():
        bring(scope, f"Company,Role,Applied,Status\nAcme,Cook,{ago(60)},Rejected\n", today=TODAY)
        [row] = list_applications(scope)
        assert [one.imputed for one in list_events(scope, row.id) if one.stage is not Stage.APPLIED]
    move(each_app, scope, row.id, Stage.APPLIED, 1)
    with each_app.app_context():
        days = {one.occurred_on for one in list_events(scope, row.id)}
    assert days == {ago(1)}
    assert find(each_app, scope, row.id).outcome is row.outcome


def test_who_sends_it_after_all_has_not_stopped(each_app: Flask, home: People) -> None:
    scope = home.carol.scope
    key = add(each_app, scope, sent=None)
    move(each_app, scope, key, Outcome.WITHDRAWN, 5)
    move(each_app, scope, key, Stage.APPLIED, 1)
    row = find(each_app, scope, key)
    assert (row.applied_on, row.outcome, row.closed_on) == (ago(1), Outcome.OPEN, None)


def test_a_no_that_is_none_any_more_takes_its_reasons_with_it(each_app: Flask, home: People) -> None:
    scope = home.carol.scope
    key = add(each_app, scope, sent=20)
    reject(each_app, scope, key, Stage.SCREENING, 10)
    with each_app.app_context():
        answer_questions(scope, key, {Cause.FIT: "no"}, today=TODAY)
    move(each_app, scope, key, Stage.INTERVIEW, 0)
    assert find(each_app, scope, key).outcome is Outcome.OPEN
    with each_app.app_context():
        assert scope.client_id is not None
        assert list_statements(scope, scope.client_id) == []


def test_an_interview_beside_an_ending_is_no_celebration(each_app: Flask, home: People) -> None:
    scope = home.carol.scope
    key = add(each_app, scope, sent=20)
    browser = sign_in_as(each_app, home.carol)
    page = get(browser, f"/search/applications/{key}").fields
    reject(each_app, scope, key)
    late = {"csrf_token": page["csrf_token"], "once": page["once"], "move": "interview", "back": "/account"}
    assert browser.post(f"/search/applications/{key}/move", data=late).status_code == 303
    said = browser.get("/account").text
    assert "It stays closed" in said
    assert "You earned" not in said
    assert find(each_app, scope, key).outcome is Outcome.REJECTED
