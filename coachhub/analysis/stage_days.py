"""What stands on a day: the day each application reached each stage, and the outcome that counts.

Rules: docs/method.md section 3. No event is sorted: minima and maxima per application and stage answer all
of them, so the order in which events arrive can never matter. Most applications never reach a second stage:
what is worked out is worked out for the others.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Facts, Flags, Int8, Int32, StageEvents
from coachhub.analysis.parameters import Parameters
from coachhub.analysis.vocabulary import Outcome, Stage

NEVER: Final = 2**31 - 1
"""The day of what has not happened; larger than every real day."""

STAGES: Final = 6
"""Columns of the tables: applied at 0, screening 1, ... offer 5; the open step of column j is j + 1."""

# Of two outcomes on one day the more final one stands; a reopening gives way to all.
_RANK: Final = {
    Outcome.OPEN: 0,
    Outcome.WITHDRAWN: 1,
    Outcome.REJECTED: 2,
    Outcome.DECLINED: 3,
    Outcome.ACCEPTED: 4,
}


@dataclass(frozen=True, slots=True)
class StageDays:
    """n applications as of a day. A column of `day` and `entry` counts only where `reached`."""

    tracked: Flags  # (n,) sent on a known day, not after the day of evaluation
    reached: Flags  # (n, 6) this stage counts for this application
    day: Int32  # (n, 6) the day the stage was reached
    entry: Int32  # (n, 6) the day its step opened: the same, or the scheduled day
    outcome: Int8  # (n,) the standing Outcome; a mark of "no response" leaves OPEN
    closed_on: Int32  # (n,) the day of the standing outcome, NO_DAY when open


def read_stage_days(facts: Facts, today: int, parameters: Parameters) -> StageDays:
    """The stages and the outcome of every application as of `today` (a day number)."""
    count = facts.application_count
    tracked = (facts.applied_on != NO_DAY) & (facts.applied_on <= today)
    reached = np.zeros((count, STAGES), dtype=np.bool_)
    reached[:, 0] = True
    day = np.full((count, STAGES), NEVER, dtype=np.int32)
    day[:, 0] = facts.applied_on
    entry = day.copy()
    events = facts.events
    # A dated rejection or withdrawal tells nothing about stages; every other event may.
    value = events.value
    tells = (value < OUTCOME_OFFSET) | (events.occurred_on == NO_DAY)
    tells |= (value == OUTCOME_OFFSET + Outcome.ACCEPTED) | (value == OUTCOME_OFFSET + Outcome.DECLINED)
    moved = np.zeros(count, dtype=np.bool_)
    moved[events.application[tells]] = True
    rows = np.flatnonzero(moved)
    place = np.cumsum(moved, dtype=np.int32) - 1

    stages = np.flatnonzero(value < OUTCOME_OFFSET)
    found = _first_days(events, stages, place, rows.size, today)
    last = np.full(count, NO_DAY, dtype=np.int32)
    last[rows] = found[1]
    outcome, closed_on = _standing_outcomes(events, today, last)
    walked = _walk(
        found, facts.applied_on[rows], tracked[rows], outcome[rows], closed_on[rows], today, parameters
    )
    reached[rows], day[rows], entry[rows] = walked.reached, walked.day, walked.entry
    closed_on[rows] = walked.closed_on
    return StageDays(tracked, reached, day, entry, outcome, closed_on)


FirstDays = tuple[Int32, Int32, Int32, Flags]
"""First dated day of each stage, last of any (r,), scheduled day, "only undated"; else (r, 6)."""


def _walk(
    found: FirstDays,
    applied_on: Int32,
    tracked: Flags,
    outcome: Int8,
    closed_on: Int32,
    today: int,
    parameters: Parameters,
) -> StageDays:
    """The stages of r applications whose first days were `found`; the other columns are (r,) too."""
    first, _, scheduled, undated = found
    # A stage counts unless a further one came on an earlier day: stages never go back.
    next_dated = np.minimum.accumulate(first[:, ::-1], axis=1)[:, ::-1]
    beyond = np.concatenate([next_dated[:, 1:], np.full((first.shape[0], 1), NEVER, dtype=np.int32)], axis=1)
    effective = (first != NEVER) & (first <= beyond)

    reached = effective | undated
    implied = ((outcome == Outcome.ACCEPTED) | (outcome == Outcome.DECLINED)) & ~reached[:, 5]
    reached[:, 5] |= implied
    reached[:, 0] = True

    closing = np.where((closed_on == NO_DAY) | (outcome == Outcome.OPEN), NEVER, closed_on)
    day = np.where(effective, first, NEVER)
    day[:, 0] = applied_on
    # A dated acceptance is the day of the offer that it implies.
    day[:, 5] = np.where(implied, closing, day[:, 5])
    entry = day.copy()
    before = here = applied_on.astype(np.int64)
    median = np.zeros(len(here), dtype=np.int64) + round(parameters.pass_median[0])
    for column in range(1, STAGES):
        guessed = reached[:, column] & (day[:, column] == NEVER)
        if guessed.any():
            cap = np.minimum(np.minimum(beyond[:, column], closing), today)
            asked_for = scheduled[:, column]
            # An invitation came no later than its interview, nor before the stage that led to it.
            cap = np.where(asked_for != NO_DAY, np.minimum(cap, np.maximum(asked_for, before)), cap)
            day[guessed, column] = np.minimum(here + median, cap)[guessed]
        present = reached[:, column]
        entry[:, column] = np.maximum(day[:, column], scheduled[:, column])
        if column < STAGES - 1:
            before = np.where(present, day[:, column], before)
            here = np.where(present, entry[:, column], here)
            median = np.where(present, round(parameters.pass_median[column]), median)

    # An outcome that nobody dated came as late as a positive answer would have.
    guess = (outcome != Outcome.OPEN) & (closed_on == NO_DAY) & tracked
    closed_on = np.where(guess, np.minimum(here + median, today), closed_on).astype(np.int32)
    closed_on[outcome == Outcome.OPEN] = NO_DAY
    return StageDays(tracked, reached, day, entry, outcome, closed_on)


def _first_days(
    events: StageEvents, stages: NDArray[np.intp], place: Int32, count: int, today: int
) -> FirstDays:
    """What the events at `stages` say of `count` applications; `place` (n,) is where each of these stands."""
    shape = (count, STAGES)
    first = np.full(shape, NEVER, dtype=np.int32)
    last = np.full(shape[0], NO_DAY, dtype=np.int32)
    scheduled = np.full(shape, NO_DAY, dtype=np.int32)
    undated = np.zeros(shape, dtype=np.bool_)
    rows = stages[(events.value[stages] > Stage.APPLIED) & (events.occurred_on[stages] <= today)]
    at = place[events.application[rows]].astype(np.intp)
    cell = at * STAGES + (events.value[rows] - Stage.APPLIED)
    day, planned = events.occurred_on[rows], events.scheduled_for[rows]

    dated = day != NO_DAY
    np.minimum.at(first.reshape(-1), cell[dated], day[dated])
    np.maximum.at(last, at[dated], day[dated])
    undated.reshape(-1)[cell[~dated]] = True
    undated &= first == NEVER
    # Among the rounds of a stage the first one opens its step; a second entry of that day moves it later.
    opens = (planned != NO_DAY) & ((day == first.reshape(-1)[cell]) | (~dated & undated.reshape(-1)[cell]))
    np.maximum.at(scheduled.reshape(-1), cell[opens], planned[opens])
    return first, last, scheduled, undated


def _standing_outcomes(events: StageEvents, today: int, last: Int32) -> tuple[Int8, Int32]:
    """The outcome (n,) that no later stage voids, and its day (n,), NO_DAY when open or not dated."""
    ends = (events.value >= OUTCOME_OFFSET) & (events.value != OUTCOME_OFFSET + Outcome.NO_RESPONSE)
    rows = np.flatnonzero(ends & (events.occurred_on <= today))
    rank = np.zeros(8, dtype=np.int64)
    back = np.zeros(8, dtype=np.int8)
    for member, order in _RANK.items():
        rank[member], back[order] = order, member
    # One number orders by day, then by rank; what has no date sorts before all dates.
    nothing = np.int64(NO_DAY - 1) * 8
    key = np.full(last.size, nothing, dtype=np.int64)
    word = events.value[rows].astype(np.intp) - OUTCOME_OFFSET
    np.maximum.at(key, events.application[rows], events.occurred_on[rows].astype(np.int64) * 8 + rank[word])

    day = key >> 3
    outcome = np.where(key == nothing, np.int8(Outcome.OPEN), back[key & 7]).astype(np.int8)
    # A stage on a later day, even a step back, says that the application lives on.
    outcome[(day != NO_DAY) & (last > day)] = Outcome.OPEN
    closed_on = np.where(outcome == Outcome.OPEN, NO_DAY, np.maximum(day, NO_DAY)).astype(np.int32)
    return outcome, closed_on
