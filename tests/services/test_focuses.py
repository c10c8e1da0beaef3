"""Agreeing, ticking and ending a focus: one at a time, whoever clicks at the same moment."""

import threading
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.queries.focuses import find_active_focus, find_focus, list_active_focuses, list_focuses
from coachhub.scope import Scope
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.focuses import (
    FocusActiveError,
    FocusEndedError,
    FocusNotFoundError,
    ImprovementNotFoundError,
    ReasonNeededError,
    ReasonTooLongError,
    StepNotFoundError,
    agree_focus,
    end_focus,
    tick_step,
)
from coachhub.services.identity.once import AlreadyDoneError
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.support.people import People, make_people

TODAY = date(2026, 6, 1)
RESUME, MOCK = "rewrite_resume_accomplishments", "mock_interviews"


def jennifer_sheet() -> str:
    """Twenty sent in a month, eight closed without an answer: a lean to the application."""
    closed = {0, 1, 2, 4, 5, 7, 9, 11}
    lines = ["Company,Role,Date Applied,Stage,Result,Result Date"]
    for number in range(20):
        day = round(number * 29 / 19)
        sent = TODAY - timedelta(days=31 - day)
        end = TODAY - timedelta(days=31 - min(day + 14, 30))
        result = f"Rejected,{end}" if number in closed else ","
        lines.append(f"Company {number},Assistant,{sent},Applied,{result}")
    return "\n".join(lines) + "\n"


def agree(people: People, improvement: str = RESUME, **more: str) -> UUID:
    return agree_focus(people.bob.scope, client_of(people.carol), improvement, today=TODAY, **more)


def test_agreeing_keeps_the_steps_the_days_and_what_was_known(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        key = agree(people)
        focus = find_active_focus(people.bob.scope, client_of(people.carol))
        assert focus is not None
        assert (focus.id, focus.improvement, focus.cause) == (key, RESUME, Cause.APPLICATION)
        assert (focus.started_on, focus.locked_until, focus.review_on) == (
            TODAY,
            TODAY + timedelta(days=21),
            TODAY + timedelta(days=28),
        )
        assert focus.accepted_by == people.bob.scope.user_id
        assert focus.override_reason is None
        assert [step.position for step in focus.steps] == [1, 2, 3, 4, 5, 6]
        assert all(step.done_at is None and step.words for step in focus.steps)
        assert list_active_focuses(people.alice.scope) == {client_of(people.carol): focus}
    [row] = contents(each_app)["focuses"]
    assert "rewrite_resume_accomplishments" in str(row["evidence"])
    assert "leaning" in str(row["evidence"])
    assert "'sent': 20" in str(row["evidence"]).replace('"', "'")
    assert "open_worth" in str(row["baseline"])


def test_another_improvement_than_the_proposed_one_needs_a_reason_which_is_kept(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        for empty in ("", "   ", "\x00"):
            with pytest.raises(ReasonNeededError):
                agree(people, MOCK, reason=empty)
        with pytest.raises(ReasonTooLongError):
            agree(people, MOCK, reason="x" * 1001)
        agree(people, MOCK, reason=" She has two interviews \x00next week. ")
        focus = find_active_focus(people.bob.scope, client_of(people.carol))
        assert focus is not None
        assert focus.override_reason == "She has two interviews next week."
        assert focus.cause == Cause.INTERVIEW


def test_where_nothing_is_proposed_a_choice_needs_no_reason(app: Flask, people: People) -> None:
    with app.app_context():
        agree(people, MOCK)
        focus = find_active_focus(people.bob.scope, client_of(people.carol))
        assert focus is not None
        assert focus.cause == Cause.INTERVIEW


def test_the_second_focus_is_refused_with_the_first_one(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        first = agree_focus(people.alice.scope, client_of(people.carol), RESUME, today=TODAY)
        with pytest.raises(FocusActiveError) as caught:
            agree(people, MOCK)
        assert caught.value.focus.id == first
        assert caught.value.focus.accepted_by == people.alice.scope.user_id
        assert len(list_focuses(people.bob.scope, client_of(people.carol))) == 1


def test_of_two_coaches_who_agree_at_once_one_wins_and_the_other_is_told(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        begun = threading.Barrier(2)
        told: list[object] = []

        def click(scope: Scope, improvement: str) -> None:
            with each_app.app_context():
                begun.wait(10)
                try:
                    told.append(agree_focus(scope, carol, improvement, today=TODAY))
                except FocusActiveError as error:
                    told.append(error.focus)
                finally:
                    db.session.remove()

        db.session.rollback()
        threads = [
            threading.Thread(target=click, args=(people.alice.scope, RESUME)),
            threading.Thread(target=click, args=(people.bob.scope, MOCK)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        [won] = [one for one in told if isinstance(one, UUID)]
        [lost] = [one for one in told if not isinstance(one, UUID)]
        active = find_active_focus(people.bob.scope, carol)
        assert active is not None
        assert active == lost
        assert active.id == won
        assert len(active.steps) == 6


def test_a_form_sent_twice_agrees_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        agree(people, once="the same form")
        with pytest.raises(AlreadyDoneError):
            agree(people, once="the same form")


def test_the_client_ticks_and_the_last_step_completes_the_focus(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = agree(people)
        focus = find_focus(people.carol.scope, key)
        assert focus is not None
        for step in focus.steps[:-1]:
            tick_step(people.carol.scope, step.id, done=True)
            tick_step(people.carol.scope, step.id, done=True)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.steps_done, found.completed_on) == (5, None)
        assert found.next_step is not None
        assert found.next_step.id == focus.steps[-1].id
        tick_step(people.bob.scope, focus.steps[-1].id, done=True)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.steps_done, found.completed_on) == (6, clock.today("America/Toronto"))
        assert found.next_step is None
        tick_step(people.carol.scope, focus.steps[2].id, done=False)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.steps_done, found.completed_on) == (5, None)


@pytest.mark.parametrize(("result", "completed"), [("done", TODAY), ("set_aside", None), ("offer", None)])
def test_a_focus_ends_with_a_result_and_makes_room(
    app: Flask, people: People, result: str, completed: date | None
) -> None:
    with app.app_context():
        key = agree(people)
        for _again in range(2):
            end_focus(people.bob.scope, key, result, today=TODAY, why="She changed her mind \x00")
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert (found.state, found.result, found.ended_on) == ("closed", result, TODAY)
        assert found.completed_on == completed
        with pytest.raises(FocusEndedError):
            tick_step(people.carol.scope, found.steps[0].id, done=True)
        with pytest.raises(FocusEndedError):
            end_focus(people.bob.scope, key, "offer" if result == "done" else "done", today=TODAY)
        assert find_active_focus(people.bob.scope, client_of(people.carol)) is None
        agree(people, MOCK)
    [ended, _new] = contents(app)["focuses"]
    assert "She changed her mind" in str(ended["evidence"])


def test_a_result_that_there_is_not_is_refused(app: Flask, people: People) -> None:
    with app.app_context():
        key = agree(people)
        with pytest.raises(ValueError, match="no result"):
            end_focus(people.bob.scope, key, "lost", today=TODAY)
        with pytest.raises(ImprovementNotFoundError):
            agree(people, "luck")


def test_strangers_find_nothing_and_clients_agree_and_end_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = agree(people)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        before = contents(each_app)
        for stranger in (people.cleo, people.mallory):
            with pytest.raises(ClientNotFoundError):
                agree_focus(stranger.scope, client_of(people.carol), MOCK, today=TODAY)
            with pytest.raises(FocusNotFoundError):
                end_focus(stranger.scope, key, "done", today=TODAY)
        for other in (people.cleo, people.mallory, people.trudy, people.dan):
            with pytest.raises(StepNotFoundError):
                tick_step(other.scope, found.steps[0].id, done=True)
            assert find_focus(other.scope, key) is None
            assert find_active_focus(other.scope, client_of(people.carol)) is None
        with pytest.raises(NotAllowedError):
            agree_focus(people.dan.scope, client_of(people.dan), MOCK, today=TODAY)
        with pytest.raises(NotAllowedError):
            end_focus(people.carol.scope, key, "done", today=TODAY)
        with pytest.raises(StepNotFoundError):
            tick_step(people.bob.scope, uuid4(), done=True)
        assert contents(each_app) == before
