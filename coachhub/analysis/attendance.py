"""Those who came to a workshop against those who were invited and did not: how their steps shifted since.

Source: docs/method.md section 24. Who comes chooses himself, so this is no proof that the workshop helped.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from coachhub.analysis.after_counts import collect_after, count_gained
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.effect import Before, match_before, measure_effects
from coachhub.analysis.facts import Facts, Flags, Floats, Int8, Int32
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.parameters import CAUSES, DEFAULTS, STEPS, Parameters
from coachhub.analysis.patterns import Attendance, compare_attendance
from coachhub.analysis.trials import Trials

ASSESSMENT: Final = 2
"""The place of the step that only about a third of all applications take."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of r guests; side 0 did not come, side 1 did."""

    attendance: Attendance
    people: Int32  # (2,) guests of whom it is known whether they came
    gained: Floats  # (2,) exposure of the targeted steps since the workshop
    start: Floats  # (5,) mean shrunk rate of each step on the day of the workshop, both sides together
    told: bool  # both sides have at least 5 guests, and a targeted exposure of 8

    def tell_rates(self, step: int, scale: float) -> tuple[Floats, Floats]:
        """The rates of a step (0..4) after it, from the same start: mean (2,) and 80 % interval (2, 2).

        `scale` is how much of a shift the step feels (`Parameters.targets`).
        """
        pooled = self.attendance.pooled
        start = np.log(self.start[step] / (1.0 - self.start[step]))
        shifts = np.array([pooled.mean, pooled.low, pooled.high]) * scale
        rates = 1.0 / (1.0 + np.exp(-(start + shifts)))
        return rates[0], rates[1:].T


def compare_guests(
    facts: Facts,
    trials: Trials,
    client: Int32,
    causes: Int8,
    held_on: Int32,
    attended: Flags,
    *,
    focuses: Focuses | None = None,
    parameters: Parameters = DEFAULTS,
) -> Compared:
    """Compare r guests (r,) of workshops on `causes` that took place on `held_on` (day numbers).

    `trials` are those of `facts` today. A guest's rates before are what was known on that day; every trial
    that he entered after it counts. Whoever was a guest of two workshops stands here twice.
    """
    before = _look_back(facts, client, held_on, focuses, parameters)
    after = collect_after(trials, client, held_on + 1)
    measured = measure_effects(before, after, causes, parameters=parameters)
    side = attended.astype(np.int32)
    gained = np.zeros(2)
    np.add.at(gained, side, count_gained(after, causes, parameters))
    people = np.bincount(side, minlength=2).astype(np.int32)
    attendance = compare_attendance(measured.log_likelihood, attended, parameters)
    start = before.rate.mean(axis=0) if client.size else np.full(STEPS, np.nan)
    enough = bool((gained >= parameters.mature_applications).all())
    return Compared(attendance, people, gained, start, attendance.shown and enough)


def find_shown_step(cause: int, parameters: Parameters = DEFAULTS) -> tuple[int, float]:
    """The step (0..4) in which a cause is told, and how much of its shift that step feels.

    The one that it lowers most; but an assessment is rare, and then it is the one that it lowers next.
    """
    felt = parameters.targets()[cause].copy()
    felt[ASSESSMENT] = 0.0
    step = int(felt.argmax())
    return step, float(felt[step])


def _look_back(
    facts: Facts, client: Int32, held_on: Int32, focuses: Focuses | None, parameters: Parameters
) -> Before:
    """The rates of each guest as they were known on the day of his workshop."""
    # A rating has no day here: one that was given since would be hindsight.
    plain = replace(facts, ratings=np.full((facts.client_count, CAUSES), np.nan))
    alpha, beta = np.ones((2, client.size, STEPS))
    for day in np.unique(held_on).tolist():
        rows = np.flatnonzero(held_on == day)
        found = diagnose(plain, day, focuses=focuses, parameters=parameters)
        who = client[rows]
        then = match_before(
            found.statistics.passes[who],
            found.exposure[who],
            found.healthy[who],
            found.probabilities[who],
            parameters,
        )
        alpha[rows], beta[rows] = then.alpha, then.beta
    return Before(alpha, beta)
