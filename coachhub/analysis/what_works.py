"""What the focuses of a practice show together: each improvement's effect, and how proposals did.

Source: docs/method.md section 25. A cycle is a focus that was started and has had its time, whatever came of
it: one that was set aside counts like one that was finished.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.special import expit, logit

from coachhub.analysis.after_counts import After
from coachhub.analysis.effect import Before, measure_effects
from coachhub.analysis.facts import NO_DAY, Flags, Floats, Int8, Int32
from coachhub.analysis.parameters import CAUSES, DEFAULTS, Parameters
from coachhub.analysis.pooling import Needed, Pooled, find_needed, pool_by_cause
from coachhub.analysis.scoring import Scores, score_proposals

SHOWN_STEPS: Final = (0, 0, 3, 4)
"""The step (0..4) at which a focus on each cause is shown: the one that the cause lowers most, of those that
every application takes; not each employer gives an assessment."""


@dataclass(frozen=True, slots=True)
class Cycles:
    """q cycles; `improvement` is the position in a playbook's effects."""

    client: Int32  # (q,) any number that stands for the client
    improvement: Int32  # (q,)
    cause: Int8  # (q,) Cause
    agreement: Int8  # (q,) scoring.Agreement
    drawn: Flags  # (q,) drawn by lot among improvements that promised as much
    before: Before
    after: After
    drift: Floats  # (q, 5)

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.cause.size)

    def list_counted(self) -> Floats:
        """(q, 31) all that a measurement looks at, a row for each."""
        before, after = self.before, self.after
        parts = (before.alpha, before.beta, after.passes, after.failures, after.open_worth, self.drift)
        return np.hstack([self.cause[:, None].astype(np.float64), *parts])

    def take(self, some: Flags) -> "Cycles":
        """Those that are True in `some` (q,)."""
        before, after = self.before, self.after
        return Cycles(
            client=self.client[some],
            improvement=self.improvement[some],
            cause=self.cause[some],
            agreement=self.agreement[some],
            drawn=self.drawn[some],
            before=Before(before.alpha[some], before.beta[some]),
            after=After(after.passes[some], after.failures[some], after.open_worth[some]),
            drift=self.drift[some],
        )

    def measure(self) -> "Shifts":
        """The shift after each of them."""
        found = measure_effects(self.before, self.after, self.cause, drift=self.drift)
        return Shifts(found.log_likelihood, found.verdict)


@dataclass(frozen=True, slots=True)
class Shifts:
    """What was measured of q cycles, as far as it is added up."""

    log_likelihood: Floats  # (q, s)
    verdict: Int8  # (q,) Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """One improvement on one cause, over all its cycles; the shift is that of the shown step."""

    improvement: int
    cause: int
    cycles: int
    clients: int
    step: int  # 0..4
    odds: float
    odds_low: float  # 80 % of what is plausible lies from here ...
    odds_high: float  # ... to here
    before: float  # the shrunk rate before, in the mean over the cycles
    after: float
    after_low: float
    after_high: float
    shown: bool
    works: bool  # shown, and the whole range lies above 1.1
    until_shown: int
    until_known: int  # about so many more cycles until it is known on which side of 1.1; -1: more than 1,000


@dataclass(frozen=True, slots=True)
class WhatWorks:
    """What the cycles of a practice, or of an invented one, show together."""

    effects: tuple[Effect, ...]  # those with a cycle: by what is shown, then by the number of cycles
    scores: Scores
    cycles: int
    clients: int
    drawn: int  # of the cycles, how many were drawn by lot


def find_ended(started_on: Int32, ended_on: Int32, today: int, parameters: Parameters = DEFAULTS) -> Flags:
    """Which focuses (q,) are cycles on `today`: those that ended, and those whose review has come."""
    over = (ended_on != NO_DAY) & (ended_on <= today)
    return np.asarray(over | (started_on + np.int32(parameters.review_day) <= today), dtype=np.bool_)


def show_what_works(
    cycles: Cycles, improvements: int, shifts: Shifts | None = None, parameters: Parameters = DEFAULTS
) -> WhatWorks:
    """Add up the cycles of a playbook with so many improvements; where there is little, nothing is shown.

    `shifts` saves measuring them again.
    """
    measured = shifts or cycles.measure()
    pooled = pool_by_cause(
        measured.log_likelihood, cycles.improvement, cycles.cause, improvements, parameters
    )
    group = cycles.improvement.astype(np.intp) * CAUSES + cycles.cause
    effects: list[Effect] = []
    for cause in range(CAUSES):
        step = SHOWN_STEPS[cause]
        scale = float(parameters.targets()[cause, step])
        # At a step that feels less than the whole shift, 1.1 times the odds is more of a shift.
        judged = replace(parameters, pooled_claim=parameters.pooled_claim / scale)
        needed = find_needed(pooled, judged)
        effects += [
            _describe(cycles, pooled, needed, place, step, scale, judged)
            for place in np.unique(group[cycles.cause == cause]).tolist()
        ]
    effects.sort(key=lambda one: (not one.shown, -one.odds if one.shown else -one.cycles, one.improvement))
    everything = np.ones(cycles.count, dtype=np.bool_)
    return WhatWorks(
        effects=tuple(effects),
        scores=score_proposals(
            cycles.agreement, everything, measured.verdict, measured.log_likelihood, parameters
        ),
        cycles=cycles.count,
        clients=int(np.unique(cycles.client).size),
        drawn=int(cycles.drawn.sum()),
    )


def _describe(
    cycles: Cycles, pooled: Pooled, needed: Needed, place: int, step: int, scale: float, judged: Parameters
) -> Effect:
    """The cycles of one improvement on one cause."""
    improvement, cause = divmod(place, CAUSES)
    mine = (cycles.improvement == improvement) & (cycles.cause == cause)
    before = float(cycles.before.rate[mine, step].mean())
    shifts = scale * np.array([pooled.mean[place], pooled.low[place], pooled.high[place]])
    odds, after = np.exp(shifts).tolist(), expit(logit(before) + shifts).tolist()
    clients = int(np.unique(cycles.client[mine]).size)
    # Of very few people nothing is said, however often each has been through it (docs/decisions/0017).
    shown = bool(pooled.shown[place]) and clients >= judged.compared_least
    return Effect(
        improvement=improvement,
        cause=cause,
        cycles=int(pooled.cycles[place]),
        clients=clients,
        step=step,
        odds=odds[0],
        odds_low=odds[1],
        odds_high=odds[2],
        before=before,
        after=after[0],
        after_low=after[1],
        after_high=after[2],
        shown=shown,
        works=shown and bool(pooled.low[place] > judged.pooled_claim),
        until_shown=int(needed.until_shown[place]),
        until_known=int(needed.until_known[place]),
    )
