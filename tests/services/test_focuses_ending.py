"""Ending a focus: with a result, a measurement and, within the lock, a reason."""

from datetime import date, timedelta

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Verdict
from coachhub.queries.focuses import find_active_focus, find_focus
from coachhub.services.focuses import (
    FocusEndedError,
    ImprovementNotFoundError,
    ReasonNeededError,
    end_focus,
    tick_step,
)
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.services.test_focuses import MOCK, TODAY, agree, jennifer_sheet
from tests.support.people import People, make_people


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


@pytest.mark.parametrize(
    ("age", "lock", "needed"),
    [(0, 28, True), (27, 28, True), (28, 28, False), (20, 21, True), (21, 21, False)],
)
def test_setting_it_aside_within_the_lock_needs_a_sentence_and_is_noted(
    app: Flask, people: People, age: int, lock: int, needed: bool
) -> None:
    day = TODAY + timedelta(days=age)
    with app.app_context():
        key = agree(people, lock_days=lock)
        for empty in (None, "", "  \x00 "):
            if needed:
                with pytest.raises(ReasonNeededError):
                    end_focus(people.bob.scope, key, "set_aside", today=day, why=empty)
        end_focus(people.bob.scope, key, "set_aside", today=day, why="It was too much" if needed else None)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert found.ended_because == ("It was too much" if needed else None)
    noted = [row["action"] for row in contents(app)["audit_events"]]
    assert ("focus.lock_lifted" in noted) == needed


def test_it_is_measured_on_the_day_it_ends_whatever_its_result(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        key = agree(people)
        later = TODAY + timedelta(days=30)
        rows = ["Company,Role,Date Applied,Stage,Result,Result Date"]
        for number in range(10):
            sent = TODAY + timedelta(days=7 + number)
            rows.append(f"Later {number},Assistant,{sent},{'Interview' if number < 6 else 'Applied'},,")
        bring(people.carol.scope, "\n".join(rows) + "\n", today=later)
        end_focus(people.bob.scope, key, "offer", today=later)
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert found.measurement is not None
        measured = found.measurement
        assert (found.measured_on, measured.as_of) == (later, later)
        assert measured.since == TODAY + timedelta(days=7)
        assert measured.passes[0] == 6
        assert measured.targeted == (0,)
        assert measured.verdict is found.verdict is Verdict.HELPED
        assert measured.chance >= 0.9
        assert 0.0 < measured.low < measured.mean < measured.high
        assert measured.before_rate[0] is not None
        assert measured.after_rate[0] is not None
        assert measured.before_rate[0] < measured.after_rate[0]
        assert measured.before_exposure[0] == pytest.approx(
            found.baseline["failures"][0] + found.baseline["open_worth"][0]
        )


def test_one_that_never_began_is_not_measured(app: Flask, people: People) -> None:
    with app.app_context():
        key = agree(people, starts_on=TODAY + timedelta(days=5))
        end_focus(people.bob.scope, key, "set_aside", today=TODAY + timedelta(days=2))
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert found.never_began
        assert (found.measured_on, found.measurement, found.verdict) == (None, None, None)
