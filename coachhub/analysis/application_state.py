"""What follows from an application's events: its stage, its outcome and their days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from coachhub.analysis.vocabulary import Outcome, Stage

ENDS_AT_OFFER = frozenset({Outcome.ACCEPTED, Outcome.DECLINED})
ANSWERS = frozenset({Outcome.REJECTED, Outcome.ACCEPTED, Outcome.DECLINED})


class Move(NamedTuple):
    """One standing event: a stage or an outcome, with its day when it has one."""

    stage: Stage | None
    outcome: Outcome | None
    occurred_on: date | None


@dataclass(frozen=True, slots=True)
class Derived:
    """The columns of an application that follow from its events."""

    applied_on: date | None
    stage: Stage
    outcome: Outcome
    closed_on: date | None
    first_response_on: date | None


def derive_state(moves: Iterable[Move]) -> Derived:
    """The state after `moves`, given in the order in which they were recorded.

    The furthest stage is kept for ever. The last outcome counts, unless a stage came on a later day: then
    the application is open again. A decision on an offer implies the offer.
    """
    stage, outcome = Stage.SAVED, Outcome.OPEN
    applied_on: date | None = None
    closed_on: date | None = None
    answered_on: date | None = None
    latest_stage_on = date.min
    for move in moves:
        if move.stage is not None:
            stage = max(stage, move.stage)
            if move.stage is Stage.APPLIED:
                applied_on = move.occurred_on
            if move.stage > Stage.APPLIED and move.occurred_on is not None:
                latest_stage_on = max(latest_stage_on, move.occurred_on)
        elif move.outcome is not None and _ends(move, outcome, closed_on):
            outcome, closed_on = move.outcome, move.occurred_on
        if _is_answer(move) and move.occurred_on is not None:
            answered_on = move.occurred_on if answered_on is None else min(answered_on, move.occurred_on)
    if closed_on is not None and closed_on < latest_stage_on:
        outcome, closed_on = Outcome.OPEN, None
    if outcome in ENDS_AT_OFFER:
        stage = Stage.OFFER
    if outcome is Outcome.OPEN:
        closed_on = None
    return Derived(applied_on, stage, outcome, closed_on, answered_on)


def _ends(move: Move, outcome: Outcome, closed_on: date | None) -> bool:
    """Whether the outcome of `move` replaces the one so far: the one recorded last wins a tie.

    "No response" is a mark, not an answer: it never undoes an answer, and every answer undoes it.
    """
    if move.outcome is Outcome.NO_RESPONSE and outcome is not Outcome.OPEN:
        return False
    if outcome is Outcome.NO_RESPONSE:
        return True
    return closed_on is None or move.occurred_on is None or move.occurred_on >= closed_on


def _is_answer(move: Move) -> bool:
    """Whether the move is a word from the employer; a rejection is one."""
    if move.stage is not None:
        return move.stage > Stage.APPLIED
    return move.outcome in ANSWERS
