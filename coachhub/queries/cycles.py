"""The focuses of a whole practice as columns: which are cycles, and what each of them shows.

Only `queries.learning` and `queries.works` read them: what leaves those two are sums (docs/decisions/0017).
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import numpy as np
from flask import current_app

from coachhub.analysis.actions import Effects
from coachhub.analysis.after_counts import collect_after, find_first_days, find_last_days
from coachhub.analysis.days import number_day, number_days
from coachhub.analysis.drift import measure_drift
from coachhub.analysis.effect import read_before
from coachhub.analysis.facts import Facts, Flags, Floats, Int8, Int32
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.parameters import CAUSES
from coachhub.analysis.scoring import Agreement
from coachhub.analysis.trials import Trials
from coachhub.analysis.what_works import Cycles, Shifts, find_ended
from coachhub.queries.coaching_rows import AgreedFocus, load_coaching
from coachhub.scope import Scope

Measured = dict[bytes, tuple[Floats, int]]
"""What was measured, by all that the measurement looked at."""

KEPT_PRACTICES: Final = 16
KEPT_CYCLES: Final = 1000
DRIFT_DIGITS: Final = 2
"""Of the market's move, in log-odds: every answer to anybody moves its later digits, for all focuses."""


@dataclass(frozen=True, slots=True)
class Begun:
    """All focuses (b,) that were started by a day, in the order of their start."""

    rows: Sequence[AgreedFocus]
    focuses: Focuses
    improvement: Int32  # (b,) position in the effects, -1 where the playbook never had it
    agreement: Int8  # (b,) scoring.Agreement
    cycle: Flags  # (b,) had its time, and can be measured
    effects: Effects

    def count_cycles(self, chosen: Flags | None = None) -> Int32:
        """How many cycles there are of each improvement and cause (m, 4); only the `chosen` (b,) if given."""
        some = self.cycle if chosen is None else self.cycle & chosen
        shape = self.effects.eta.shape
        cells = self.find_cells()[some]
        return np.bincount(cells, minlength=shape[0] * CAUSES).reshape(shape).astype(np.int32)

    def find_cells(self) -> Int32:
        """Improvement and cause of each (b,) as one number."""
        return self.improvement * np.int32(CAUSES) + self.focuses.cause

    def build_cycles(self, facts: Facts, trials: Trials, chosen: Flags | None = None) -> Cycles:
        """The cycles, or the `chosen` (b,) of them, with what was before and what came after."""
        some = np.flatnonzero(self.cycle if chosen is None else self.cycle & chosen)
        every = self.focuses
        # What ends a window is the client's next focus, whether or not that one is looked at.
        first = find_first_days(every.started_on, every.completed_on, trials.today)
        last = find_last_days(every.client, every.started_on)
        rows = [self.rows[place] for place in some.tolist()]
        return Cycles(
            client=every.client[some],
            improvement=self.improvement[some],
            cause=every.cause[some],
            agreement=self.agreement[some],
            drawn=np.array([row.drawn for row in rows], dtype=np.bool_),
            before=read_before([row.read_evidence() for row in rows], [row.read_baseline() for row in rows]),
            after=collect_after(trials, every.client[some], first[some], last[some]),
            drift=np.round(measure_drift(facts, trials, every, first, last)[some], DRIFT_DIGITS),
        )


def list_begun(scope: Scope, facts: Facts, effects: Effects, today: date) -> Begun:
    """The focuses that were started by `today`; `facts` are the columns of the whole practice."""
    places = {one: place for place, one in enumerate(facts.client_ids)}
    columns = {slug: column for column, slug in enumerate(effects.slugs)}
    rows = [
        row
        for row in load_coaching(scope).focuses
        if row.started_on <= today and str(row.client_id) in places
    ]
    focuses = Focuses(
        np.array([places[str(row.client_id)] for row in rows], dtype=np.int32),
        np.array([int(row.cause) for row in rows], dtype=np.int8),
        number_days(row.started_on for row in rows),
        number_days(row.ended_on for row in rows),
        number_days(row.completed_on for row in rows),
    )
    improvement = np.array([columns.get(row.improvement, -1) for row in rows], dtype=np.int32)
    measurable = np.array([row.measurable for row in rows], dtype=np.bool_)
    ended = find_ended(focuses.started_on, focuses.ended_on, number_day(today))
    return Begun(
        rows=rows,
        focuses=focuses,
        improvement=improvement,
        agreement=np.array([_find_agreement(row) for row in rows], dtype=np.int8),
        cycle=ended & measurable & (improvement >= 0),
        effects=effects,
    )


def measure_kept(scope: Scope, cycles: Cycles) -> Shifts:
    """Measure the cycles; those that look as they did when they were measured last are not measured again.

    After one client's write that is all but his: measuring a thousand takes the better part of a second.
    """
    practices: dict[UUID, Measured] = current_app.extensions.setdefault("measured_cycles", {})
    known = practices.get(scope.practice_id, {})
    keys = [row.tobytes() for row in cycles.list_counted()]
    fresh = np.array([key not in known for key in keys], dtype=np.bool_)
    measured = cycles.take(fresh).measure()
    new = itertools.compress(keys, fresh.tolist())
    known = known | dict(
        zip(new, zip(measured.log_likelihood, measured.verdict.tolist(), strict=True), strict=True)
    )
    if not fresh.all():
        likelihood, verdict = zip(*(known[key] for key in keys), strict=True)
        measured = Shifts(np.stack(likelihood), np.array(verdict, dtype=np.int8))
    if len(known) > KEPT_CYCLES + 2 * len(keys):
        # Yesterday's: what is open has another worth every day.
        known = {key: known[key] for key in keys}
    if scope.practice_id not in practices and len(practices) >= KEPT_PRACTICES:
        practices.clear()
    practices[scope.practice_id] = known
    return measured


def _find_agreement(row: AgreedFocus) -> Agreement:
    """How a focus came about; what was proposed may be gone from the playbook since."""
    if row.proposed is None:
        return Agreement.UNPROPOSED
    return Agreement.ACCEPTED if row.proposed == row.improvement else Agreement.OVERRIDDEN
