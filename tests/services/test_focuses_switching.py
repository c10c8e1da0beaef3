"""Switching: offered by the weekly evaluations or decided by a coach, and always both steps or none."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, State
from coachhub.models import Evaluation
from coachhub.models.base import new_key
from coachhub.queries.evaluations import list_latest_evaluations, offer_switch
from coachhub.queries.focuses import find_active_focus, find_focus, list_focuses
from coachhub.services.clients import NotAllowedError
from coachhub.services.focuses import (
    FocusEndedError,
    FocusNotFoundError,
    ImprovementNotFoundError,
    ReasonNeededError,
    SameImprovementError,
    StartDayError,
    switch_focus,
)
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.transaction import writing
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.services.test_focuses import MOCK, RESUME, TODAY, agree, jennifer_sheet
from tests.support.people import People, make_people

CLEAR = {"application": 0.12, "interview": 0.55}
MILD = {"application": 0.30, "interview": 0.46}


def store(people: People, age: int, said: dict[str, float]) -> None:
    """A weekly evaluation of Carol on a day of her focus, with a gain for each cause like its probability."""
    rest = (1 - sum(said.values())) / 3
    words = ("none", *Cause.words())
    with writing(people.bob.scope, client_of(people.carol)) as session:
        session.add(
            Evaluation(
                id=new_key(),
                practice_id=people.bob.scope.practice_id,
                client_id=client_of(people.carol),
                week_on=TODAY + timedelta(days=age),
                state=State.LEANING.word,
                cause=Cause.INTERVIEW,
                improvement=MOCK,
                mature=True,
                probabilities={word: said.get(word, rest) for word in words},
                gains={word: said.get(word, 0.01) for word in Cause.words()},
                evaluated_at=datetime(2026, 6, 1, 8, tzinfo=UTC),
            )
        )


def offered(people: People, age: int) -> tuple[Cause, bool] | None:
    focus = find_active_focus(people.bob.scope, client_of(people.carol))
    assert focus is not None
    made = list_latest_evaluations(people.bob.scope, client_of(people.carol))
    offer = offer_switch(people.bob.scope, focus, made, TODAY + timedelta(days=age))
    return (offer.cause, offer.early) if offer else None


def begin(people: People, **more: int) -> UUID:
    bring(people.carol.scope, jennifer_sheet(), today=TODAY)
    return agree(people, RESUME, **more)


def test_golden_a_inside_the_lock_half_as_much_again_changes_nothing(app: Flask, people: People) -> None:
    with app.app_context():
        begin(people)
        store(people, 2, MILD)
        store(people, 9, MILD)
        assert offered(people, 10) is None


def test_golden_b_after_the_lock_the_same_is_worth_a_talk(app: Flask, people: People) -> None:
    with app.app_context():
        begin(people)
        store(people, 23, MILD)
        assert [offered(people, age) for age in (27, 28, 30)] == [
            None,
            (Cause.INTERVIEW, False),
            (Cause.INTERVIEW, False),
        ]


def test_golden_c_three_times_as_much_in_two_weeks_is_worth_one_early(app: Flask, people: People) -> None:
    with app.app_context():
        begin(people)
        store(people, 4, CLEAR)
        assert offered(people, 10) is None
        store(people, 11, CLEAR)
        assert offered(people, 12) == (Cause.INTERVIEW, True)
        assert offered(people, 6) is None
        store(people, 18, MILD)
        assert offered(people, 19) is None


def test_a_lock_of_three_weeks_ends_after_three(app: Flask, people: People) -> None:
    with app.app_context():
        begin(people, lock_days=21)
        store(people, 16, MILD)
        assert [offered(people, age) for age in (20, 21)] == [None, (Cause.INTERVIEW, False)]


def test_evaluations_from_before_the_focus_say_nothing_about_it(app: Flask, people: People) -> None:
    with app.app_context():
        begin(people)
        store(people, -7, CLEAR)
        store(people, 0, CLEAR)
        assert [offered(people, age) for age in (8, 30)] == [None, None]


def test_what_is_offered_needs_no_reason_and_what_is_not_does(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        first = begin(people)
        day = TODAY + timedelta(days=30)
        for empty in (None, " ", "\x00"):
            with pytest.raises(ReasonNeededError):
                switch_focus(people.bob.scope, first, MOCK, today=day, reason=empty)
        store(people, 28, MILD)
        with pytest.raises(ReasonNeededError):
            switch_focus(people.bob.scope, first, "skill_gap_plan", today=day)
        second = switch_focus(people.bob.scope, first, MOCK, today=day)
        [new, old] = list_focuses(people.bob.scope, client_of(people.carol))
        assert (new.id, new.state, new.improvement, new.cause) == (second, "active", MOCK, Cause.INTERVIEW)
        assert (new.started_on, new.override_reason) == (day, None)
        assert (old.id, old.state, old.result, old.ended_on) == (first, "closed", "switched", day)
        assert old.measured_on == day
        assert old.completed_on is None
    noted = [row["action"] for row in contents(each_app)["audit_events"]]
    assert noted.count("focus.switched") == 1
    assert "focus.overridden" not in noted


def test_a_coach_who_decides_otherwise_says_why_which_is_kept_with_both_and_noted(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        first = begin(people)
        day = TODAY + timedelta(days=3)
        starts = day + timedelta(days=4)
        switch_focus(
            people.bob.scope, first, MOCK, today=day, reason="Three interviews next week",
            starts_on=starts, lock_days=21,
        )  # fmt: skip
        [new, old] = list_focuses(people.bob.scope, client_of(people.carol))
        assert new.override_reason == old.ended_because == "Three interviews next week"
        assert (new.started_on, new.locked_until) == (starts, starts + timedelta(days=21))
        assert old.result == "switched"
    noted = [row["action"] for row in contents(each_app)["audit_events"]]
    assert noted.count("focus.overridden") == 1


def test_a_switch_that_cannot_be_leaves_everything_as_it_was(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = begin(people)
        before = contents(each_app)
        bob, why = people.bob.scope, "Because"
        with pytest.raises(SameImprovementError):
            switch_focus(bob, key, RESUME, today=TODAY, reason=why)
        with pytest.raises(ImprovementNotFoundError):
            switch_focus(bob, key, "luck", today=TODAY, reason=why)
        with pytest.raises(StartDayError):
            switch_focus(bob, key, MOCK, today=TODAY, reason=why, starts_on=TODAY - timedelta(days=1))
        for stranger in (people.cleo, people.mallory):
            with pytest.raises(FocusNotFoundError):
                switch_focus(stranger.scope, key, MOCK, today=TODAY, reason=why)
        with pytest.raises(NotAllowedError):
            switch_focus(people.carol.scope, key, MOCK, today=TODAY, reason=why)
        assert contents(each_app) == before
        switch_focus(bob, key, MOCK, today=TODAY, reason=why, once="a form")
        with pytest.raises((AlreadyDoneError, FocusEndedError)):
            switch_focus(bob, key, MOCK, today=TODAY, reason=why, once="a form")
        with pytest.raises(FocusEndedError):
            switch_focus(bob, key, "skill_gap_plan", today=TODAY, reason=why)
        assert len(list_focuses(bob, client_of(people.carol))) == 2


def test_nothing_of_it_stays_when_the_second_half_fails(
    each_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coachhub.services.focuses import switching

    with each_app.app_context():
        people = make_people()
        key = begin(people)
        before = contents(each_app)

        def fail(*_anything: object) -> UUID:
            raise ArithmeticError("planted")

        monkeypatch.setattr(switching, "add_focus", fail)
        with pytest.raises(ArithmeticError):
            switch_focus(people.bob.scope, key, MOCK, today=TODAY, reason="Because")
        assert contents(each_app) == before
        found = find_focus(people.bob.scope, key)
        assert found is not None
        assert found.state == "active"
