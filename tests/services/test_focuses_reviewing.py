"""The check-in and the review of a focus: kept, measured, closed or going on, as people decide."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, Verdict
from coachhub.queries.coaching_rows import load_coaching
from coachhub.queries.focuses import FocusRow, find_focus
from coachhub.services.clients import NotAllowedError
from coachhub.services.focuses import (
    CANNOT_SAY,
    NONE_OF_THEM,
    REVIEW_RESULTS,
    FocusEndedError,
    FocusNotBegunError,
    FocusNotFoundError,
    ReasonTooLongError,
    ReviewDayError,
    check_in_focus,
    end_focus,
    go_on,
    review_focus,
)
from coachhub.services.identity.once import AlreadyDoneError
from tests.services.searches import bring, contents
from tests.services.test_focuses import MOCK, TODAY, agree, jennifer_sheet
from tests.support.people import People, make_people

REVIEW = TODAY + timedelta(days=28)


def read(people: People, key: UUID) -> FocusRow:
    found = find_focus(people.bob.scope, key)
    assert found is not None
    return found


def close(people: People, key: UUID, result: str = "reviewed", confirmed: str = "fit", **more: Any) -> None:
    review_focus(people.bob.scope, key, result, confirmed, **{"today": REVIEW, **more})


@pytest.mark.parametrize("result", REVIEW_RESULTS)
def test_a_review_closes_it_with_result_measurement_and_what_really_held_it_back(
    each_app: Flask, result: str
) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        key = agree(people)
        close(people, key, result, why=" It was the right thing \x00 ")
        found = read(people, key)
        assert (found.state, found.result, found.ended_on) == ("closed", result, REVIEW)
        assert found.ended_because == "It was the right thing"
        assert found.completed_on == (REVIEW if result == "done" else None)
        assert found.measurement is not None
        # Measured before it was closed: what is called done today counts from the seventh day.
        assert found.measurement.since == TODAY + timedelta(days=7)
        assert found.verdict is found.measurement.verdict is Verdict.CANNOT_TELL
        [said] = load_coaching(people.bob.scope).confirmations
        assert (said.focus_id, said.cause, said.confirmed_on) == (key, Cause.FIT, REVIEW)
        assert load_coaching(people.carol.scope).confirmations == []
    [row] = contents(each_app)["confirmations"]
    assert UUID(str(row["confirmed_by"])) == people.bob.scope.user_id


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("qualifications", [Cause.QUALIFICATIONS]),
        (NONE_OF_THEM, [None]),
        (CANNOT_SAY, []),
    ],
)
def test_none_of_the_four_is_kept_and_i_cannot_say_is_not(
    app: Flask, people: People, answer: str, kept: list[Cause | None]
) -> None:
    with app.app_context():
        key = agree(people)
        close(people, key, confirmed=answer)
        assert [said.cause for said in load_coaching(people.bob.scope).confirmations] == kept


def test_an_answer_that_there_is_not_is_refused_and_nothing_is_written(app: Flask, people: People) -> None:
    with app.app_context():
        key = agree(people)
        before = contents(app)
        for result, confirmed in (("switched", "fit"), ("won", "fit"), ("done", "luck"), ("done", "")):
            with pytest.raises(ValueError, match="no answers"):
                close(people, key, result, confirmed)
        with pytest.raises(ReasonTooLongError):
            close(people, key, why="x" * 1001)
        with pytest.raises(ValueError, match="no answer"):
            check_in_focus(people.bob.scope, key, "badly", today=REVIEW)
        assert contents(app) == before


def test_a_review_happens_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = agree(people)
        close(people, key, once="this form")
        for more in ({"once": "this form"}, {"once": "another form"}, {}):
            with pytest.raises((AlreadyDoneError, FocusEndedError)):
                close(people, key, "done", "interview", **more)
        found = read(people, key)
        assert found.result == "reviewed"
        bob = people.bob.scope
        for late in (
            partial(check_in_focus, bob, key, "well", today=REVIEW),
            partial(go_on, bob, key, REVIEW + timedelta(days=9), today=REVIEW),
            partial(end_focus, bob, key, "done", today=REVIEW),
        ):
            with pytest.raises(FocusEndedError):
                late()


def test_the_check_in_keeps_how_it_goes_who_asked_and_how_much_there_is_to_look_at(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        key = agree(people)
        day = TODAY + timedelta(days=21)
        check_in_focus(people.bob.scope, key, "stuck", today=day, words=" No time \x00")
        kept = read(people, key).half_time
        assert kept is not None
        assert (kept.held_on, kept.going, kept.words) == (day, "stuck", "No time")
        assert (kept.held_by, kept.gained) == (people.bob.scope.user_id, 0.0)
        mine = find_focus(people.carol.scope, key)
        assert mine is not None
        assert mine.half_time is None
        check_in_focus(people.alice.scope, key, "well", today=day + timedelta(days=2))
        kept = read(people, key).half_time
        assert kept is not None
        assert (kept.going, kept.words, kept.held_by) == ("well", None, people.alice.scope.user_id)


@pytest.mark.parametrize(
    ("day", "until", "allowed"),
    [
        (28, 28, False),
        (28, 29, True),
        (28, 42, True),
        (28, 56, True),
        (28, 57, False),
        (35, 35, False),
        (35, 63, True),
        (35, 64, False),
        (20, 28, False),
        (20, 29, True),
    ],
)
def test_it_goes_on_until_a_day_after_the_review_and_within_four_weeks(
    app: Flask, people: People, day: int, until: int, allowed: bool
) -> None:
    today, wanted = TODAY + timedelta(days=day), TODAY + timedelta(days=until)
    with app.app_context():
        key = agree(people)
        if not allowed:
            with pytest.raises(ReviewDayError):
                go_on(people.bob.scope, key, wanted, today=today)
        else:
            go_on(people.bob.scope, key, wanted, today=today)
        found = read(people, key)
        assert found.review_on == (wanted if allowed else TODAY + timedelta(days=28))
        assert found.extended_on == (today if allowed else None)
        assert found.locked_until == TODAY + timedelta(days=28)


def test_what_has_not_begun_is_neither_checked_nor_reviewed(app: Flask, people: People) -> None:
    first = TODAY + timedelta(days=9)
    with app.app_context():
        key = agree(people, starts_on=first)
        day: date = first - timedelta(days=1)
        for early in (
            partial(check_in_focus, people.bob.scope, key, "well", today=day),
            partial(go_on, people.bob.scope, key, first + timedelta(days=30), today=day),
            partial(close, people, key, today=day),
        ):
            with pytest.raises(FocusNotBegunError) as caught:
                early()
            assert caught.value.starts_on == first
        close(people, key, today=first)


def test_strangers_find_nothing_and_a_client_decides_nothing(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        key = agree(people, MOCK)
        before = contents(each_app)
        later = REVIEW + timedelta(days=7)
        for person, error in (
            (people.cleo, FocusNotFoundError),
            (people.mallory, FocusNotFoundError),
            (people.carol, NotAllowedError),
        ):
            with pytest.raises(error):
                review_focus(person.scope, key, "done", "fit", today=REVIEW)
            with pytest.raises(error):
                go_on(person.scope, key, later, today=REVIEW)
            with pytest.raises(error):
                check_in_focus(person.scope, key, "well", today=REVIEW)
        assert contents(each_app) == before
