"""How far a log can be relied on: what of it is guessed, out of order, or missing altogether.

Source: docs/method.md section 27. The diagnosis knows nothing of it; what is *shown* may be lowered by it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.facts import NO_DAY, Facts, Flags, Floats, Int32
from coachhub.analysis.stage_days import StageDays
from coachhub.analysis.vocabulary import Outcome, Stage

SILENT_AFTER_DAYS: Final = 28
"""Silence at step 1 (docs/method.md section 4)."""
USUAL_SILENCE: Final = 0.75
"""The largest published share of applications that are never answered (section 2): more is unusual."""
FEWEST_RECORDS: Final = 10
"""Fewer records are no log yet; the diagnosis itself says that it is too early."""
LATE_WEIGHT: Final = 0.5
"""A move with a guessed or late day did happen: half of what it says is known."""


@dataclass(frozen=True, slots=True)
class DataTrust:
    """What is recorded of k clients, what of it is doubtful, and the share that can be relied on."""

    records: Int32  # (k,) applications sent on a known day, and moves and ends of any application
    moves: Int32  # (k,) moves and ends
    late: Int32  # (k,) of the moves, those whose day is a guess or was written down long after it
    aged: Int32  # (k,) applications sent more than 28 days ago
    silent: Int32  # (k,) of the aged, those that are open and of which nothing more is recorded
    disordered: Int32  # (k,) applications whose days contradict each other
    undated: Int32  # (k,) applications without a day of sending
    no_answers: Flags  # (k,) at least ten aged applications, and not one answer of any kind
    share: Floats  # (k,) the share of the records that can be relied on, NaN under ten records

    def excess(self, row: int) -> int:
        """How many more applications of a client are silent than is usual."""
        return max(0, round(float(self.silent[row]) - USUAL_SILENCE * float(self.aged[row])))


def measure_trust(facts: Facts, standing: StageDays, today: int) -> DataTrust:
    """The trust in every client's log as of `today`; `standing` is `read_stage_days` of the same day."""
    clients, sent = facts.client_count, standing.tracked
    moves = _count(facts, facts.events.application)
    late = _count(facts, facts.events.application[facts.events.late])
    moved = np.zeros(facts.application_count, dtype=np.bool_)
    moved[facts.events.application] = True
    old = sent & (today - facts.applied_on.astype(np.int64) > SILENT_AFTER_DAYS)
    aged = _count(facts, np.flatnonzero(old))
    # A mark of "no response" is an answer of the client's: he looked.
    quiet = old & ~moved & (facts.stage <= Stage.APPLIED) & (facts.outcome == Outcome.OPEN)
    silent = _count(facts, np.flatnonzero(quiet))
    disordered = _count(facts, np.flatnonzero(find_disordered(facts, today)))
    undated = _count(facts, np.flatnonzero((facts.applied_on == NO_DAY) & (facts.stage > Stage.SAVED)))
    records = _count(facts, np.flatnonzero(sent)) + undated + moves
    no_answers = (aged >= FEWEST_RECORDS) & (moves == 0)
    excess = np.where(no_answers, aged, np.maximum(0.0, silent - USUAL_SILENCE * aged))
    doubtful = LATE_WEIGHT * late + disordered + undated + excess
    share = np.full(clients, np.nan)
    known = records >= FEWEST_RECORDS
    share[known] = np.clip(1.0 - doubtful[known] / records[known], 0.0, 1.0)
    share[no_answers] = 0.0
    return DataTrust(records, moves, late, aged, silent, disordered, undated, no_answers, share)


def find_disordered(facts: Facts, today: int) -> Flags:
    """Applications (n,) that ended or moved before they were sent, ended before they moved, or will have."""
    events, sent = facts.events, facts.applied_on
    dated = events.occurred_on != NO_DAY
    day, at = events.occurred_on[dated], events.application[dated]
    wrong = np.zeros(facts.application_count, dtype=np.bool_)
    early = (sent[at] != NO_DAY) & (day < sent[at])
    # The end may be followed by a move only where it was taken back: then it is no end any more.
    closed = facts.closed_on[at]
    after = (closed != NO_DAY) & (day > closed) & (facts.outcome[at] != Outcome.OPEN)
    wrong[at[early | after | (day > today + 1)]] = True
    return wrong


def _count(facts: Facts, applications: Int32 | np.ndarray) -> Int32:
    """How many of the `applications` (positions, with repetition) each client (k,) has."""
    return np.bincount(facts.client[applications], minlength=facts.client_count).astype(np.int32)
