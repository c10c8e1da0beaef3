"""The trials of one client as the oracle sees them: exact moments, how they stand, and who said what."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtr

from benchmarks.diagnosis.searches import Searches
from benchmarks.diagnosis.sending import MONTH_STARTS
from coachhub.analysis.parameters import STEPS
from coachhub.analysis.vocabulary import Source


@dataclass(frozen=True, slots=True)
class Seen:
    """One trial that has begun."""

    step: int  # 0..4
    entered_at: float
    factor: float  # of channel and season, on the market of the first step
    result: Literal["passed", "failed", "silent"]
    answered_if_passed: float  # of a silent one: the chance that a pass would have come by now
    answered_if_failed: float
    heard: bool  # whether somebody might have said why by now
    said: tuple[int | None, int | None, int | None]  # the cause each source names, in the order of `Source`


def see_trials(searches: Searches, client: int, day: float, sent: int) -> list[Seen]:
    """The trials of the first `sent` applications of a client, at the end of his `day`."""
    until, world, sendings = day + 1.0, searches.world, searches.sendings
    born_on = float(searches.clients.born_on[client])
    seen = []
    for application in range(sent):
        factor = world.channel_factors[int(sendings.channel[client, application])]
        factor *= world.season[find_month(born_on, float(sendings.sent_at[client, application]))]
        for number in range(STEPS):
            step = searches.steps[number]
            entered = float(step.entered_at[client, application])
            if entered >= until:
                continue
            answered = float(step.answered_at[client, application]) < until
            end = float(step.withdrawn_at[client, application])
            silent = not answered
            failed = answered and not step.passed[client, application]
            age = min(end, until) - entered
            waited = entered + world.silent_days + 1.0
            patient = silent and end >= until and waited < until
            slow = world.slowness[find_month(born_on, entered)]
            said: list[int | None] = [None, None, None]
            for voice in Source:
                speaks = step.said.on_rejection if failed else step.said.in_silence
                if (failed or patient) and speaks[voice, client, application]:
                    said[voice] = int(step.said.label[voice, client, application])
            seen.append(
                Seen(
                    step=number,
                    entered_at=entered,
                    factor=factor,
                    result="silent" if silent else "failed" if failed else "passed",
                    answered_if_passed=arrive(
                        age, world.pass_median[number] * slow, world.pass_sigma[number]
                    ),
                    answered_if_failed=(1.0 - world.ghost[number])
                    * arrive(age, world.fail_median[number] * slow, world.fail_sigma[number]),
                    heard=failed or patient,
                    said=(said[0], said[1], said[2]),
                )
            )
    return seen


def find_month(born_on: float, day: float) -> int:
    """The month 0..11 of the own `day` of a client whose search began on a day of the year."""
    return int(np.searchsorted(MONTH_STARTS, (born_on + day) % 365.0, side="right"))


def arrive(age: float, median: float, sigma: float) -> float:
    """The chance that a lognormal delay is over after `age` days."""
    return float(ndtr((np.log(age) - np.log(median)) / sigma)) if age > 0.0 else 0.0
