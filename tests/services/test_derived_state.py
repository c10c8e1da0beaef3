"""What follows from an application's moves: cases by hand, and what must hold for any moves at all."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachhub.analysis.application_state import ANSWERS, Derived, Move, derive_state
from coachhub.analysis.vocabulary import Outcome, Stage

START = date(2026, 1, 5)


def day(number: int) -> date:
    return START + timedelta(days=number)


def stage(reached: Stage, number: int | None) -> Move:
    return Move(reached, None, None if number is None else day(number))


def end(outcome: Outcome, number: int | None) -> Move:
    return Move(None, outcome, None if number is None else day(number))


APPLIED = stage(Stage.APPLIED, 0)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        pytest.param([], Derived(None, Stage.SAVED, Outcome.OPEN, None, None), id="nothing"),
        pytest.param([APPLIED], Derived(day(0), Stage.APPLIED, Outcome.OPEN, None, None), id="sent"),
        pytest.param(
            [APPLIED, end(Outcome.REJECTED, 9)],
            Derived(day(0), Stage.APPLIED, Outcome.REJECTED, day(9), day(9)),
            id="a rejection is a response",
        ),
        pytest.param(
            [APPLIED, stage(Stage.INTERVIEW, 7), end(Outcome.REJECTED, 9)],
            Derived(day(0), Stage.INTERVIEW, Outcome.REJECTED, day(9), day(7)),
            id="a rejection erases no stage",
        ),
        pytest.param(
            [APPLIED, stage(Stage.FINAL, 9), stage(Stage.SCREENING, 12)],
            Derived(day(0), Stage.FINAL, Outcome.OPEN, None, day(9)),
            id="an earlier stage lowers nothing",
        ),
        pytest.param(
            [APPLIED, end(Outcome.REJECTED, 9), stage(Stage.INTERVIEW, 12)],
            Derived(day(0), Stage.INTERVIEW, Outcome.OPEN, None, day(9)),
            id="a stage on a later day opens it again",
        ),
        pytest.param(
            [APPLIED, stage(Stage.INTERVIEW, 12), end(Outcome.REJECTED, 12)],
            Derived(day(0), Stage.INTERVIEW, Outcome.REJECTED, day(12), day(12)),
            id="on one day the outcome comes last",
        ),
        pytest.param(
            [APPLIED, end(Outcome.ACCEPTED, 30)],
            Derived(day(0), Stage.OFFER, Outcome.ACCEPTED, day(30), day(30)),
            id="accepting implies the offer",
        ),
        pytest.param(
            [APPLIED, end(Outcome.DECLINED, 30)],
            Derived(day(0), Stage.OFFER, Outcome.DECLINED, day(30), day(30)),
            id="declining implies the offer",
        ),
        pytest.param(
            [APPLIED, end(Outcome.WITHDRAWN, 5)],
            Derived(day(0), Stage.APPLIED, Outcome.WITHDRAWN, day(5), None),
            id="withdrawing is no response of the employer",
        ),
        pytest.param(
            [APPLIED, end(Outcome.NO_RESPONSE, 40)],
            Derived(day(0), Stage.APPLIED, Outcome.NO_RESPONSE, day(40), None),
            id="silence is no response",
        ),
        pytest.param(
            [APPLIED, end(Outcome.REJECTED, 9), end(Outcome.NO_RESPONSE, 40)],
            Derived(day(0), Stage.APPLIED, Outcome.REJECTED, day(9), day(9)),
            id="a mark of silence undoes no answer",
        ),
        pytest.param(
            [APPLIED, end(Outcome.NO_RESPONSE, 40), end(Outcome.REJECTED, 9)],
            Derived(day(0), Stage.APPLIED, Outcome.REJECTED, day(9), day(9)),
            id="every answer undoes a mark of silence, also one that came before it",
        ),
        pytest.param(
            [APPLIED, end(Outcome.REJECTED, 9), end(Outcome.WITHDRAWN, 9)],
            Derived(day(0), Stage.APPLIED, Outcome.WITHDRAWN, day(9), day(9)),
            id="of two on one day the one recorded last counts",
        ),
        pytest.param(
            [stage(Stage.APPLIED, None), end(Outcome.REJECTED, None)],
            Derived(None, Stage.APPLIED, Outcome.REJECTED, None, None),
            id="nobody dated anything",
        ),
    ],
)
def test_the_state_follows_from_the_moves(moves: list[Move], expected: Derived) -> None:
    assert derive_state(moves) == expected


days = st.none() | st.integers(0, 60).map(day)
stage_moves = st.builds(Move, st.sampled_from(Stage), st.none(), days)
outcome_moves = st.builds(Move, st.none(), st.sampled_from(Outcome), days)
any_moves = st.lists(stage_moves | outcome_moves, max_size=8)


@given(any_moves)
def test_the_furthest_stage_is_kept_for_ever(moves: list[Move]) -> None:
    reached = max((move.stage for move in moves if move.stage is not None), default=Stage.SAVED)
    derived = derive_state(moves)
    assert derived.stage == max(
        reached, Stage.OFFER if derived.outcome in (Outcome.ACCEPTED, Outcome.DECLINED) else reached
    )


@given(any_moves, stage_moves)
def test_one_more_stage_never_lowers_the_stage_it_reached(moves: list[Move], more: Move) -> None:
    before = max((move.stage for move in moves if move.stage is not None), default=Stage.SAVED)
    assert derive_state([*moves, more]).stage >= before


@given(any_moves)
def test_only_what_has_ended_has_a_last_day_and_nothing_comes_after_it(moves: list[Move]) -> None:
    derived = derive_state(moves)
    if derived.outcome is Outcome.OPEN:
        assert derived.closed_on is None
    if derived.closed_on is not None:
        later = [
            move
            for move in moves
            if move.stage is not None
            and move.stage > Stage.APPLIED
            and move.occurred_on is not None
            and move.occurred_on > derived.closed_on
        ]
        assert later == []
        assert Move(None, derived.outcome, derived.closed_on) in moves


@given(any_moves)
def test_the_first_response_is_the_first_dated_word_of_the_employer(moves: list[Move]) -> None:
    words = [
        move.occurred_on
        for move in moves
        if move.occurred_on is not None
        and (move.outcome in ANSWERS or (move.stage is not None and move.stage > Stage.APPLIED))
    ]
    assert derive_state(moves).first_response_on == min(words, default=None)


@given(st.lists(stage_moves, max_size=6), st.lists(outcome_moves, max_size=3), st.randoms())
def test_the_order_in_which_stages_were_written_down_does_not_matter(
    stages: list[Move], outcomes: list[Move], random: Random
) -> None:
    once = [move for move in stages if move.stage is not Stage.APPLIED]
    mixed = [APPLIED, *once]
    random.shuffle(mixed)
    assert derive_state([APPLIED, *once, *outcomes]) == derive_state([*outcomes, *mixed])
