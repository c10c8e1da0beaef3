"""When waiting is the answer: how much of the silence is still to be heard, and until which day.

Source: docs/method.md section 11.
"""

import numpy as np

from coachhub.analysis.exposure import look_up_exposure
from coachhub.analysis.facts import NO_DAY, Facts, Flags, Floats, Int32
from coachhub.analysis.grouping import sum_by_group
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.trials import Result, Trials

LOOK_AHEAD_DAYS = 90


def measure_missing(facts: Facts, trials: Trials) -> Floats:
    """The share (k,) of each client's silent exposure that is still missing; 0 where nothing is silent.

    Withdrawn applications are not waiting for anything.
    """
    silent = np.flatnonzero((trials.result == Result.OPEN) & ~trials.withdrawn)
    client = trials.client[silent]
    count = np.bincount(client, minlength=facts.client_count)
    heard = np.bincount(client, weights=trials.exposure[silent], minlength=facts.client_count)
    return np.asarray(1.0 - np.where(count > 0, heard / np.maximum(count, 1), 1.0), dtype=np.float64)


def find_waits(facts: Facts, trials: Trials, asked: Flags, parameters: Parameters = DEFAULTS) -> Int32:
    """The first day (k,) on which the first step of the clients `asked` is worth 8, or, if it is already,
    on which at most half of their silence is missing; NO_DAY where 90 days do not bring it.

    Weights fade as in every other count, so that on this day the evidence is there, not only nearly.
    """
    until = np.full(facts.client_count, NO_DAY, dtype=np.int32)
    part = np.flatnonzero((trials.step == 1) & asked[trials.client])
    client, entry = trials.client[part], trials.entry[part]
    frozen = (trials.result[part] != Result.OPEN) | trials.withdrawn[part]
    kept = trials.exposure[part]

    def worth_on(day: int) -> Floats:
        age = day - entry
        exposure = np.where(frozen, kept, look_up_exposure(age, np.ones_like(age, dtype=np.int8), parameters))
        fading = np.exp2(-age / parameters.half_life_days)
        return sum_by_group(client, exposure * fading, facts.client_count)

    already = worth_on(trials.today) >= parameters.mature_applications
    later = np.flatnonzero((trials.result == Result.OPEN) & ~trials.withdrawn & asked[trials.client])
    silent = np.bincount(trials.client[later], minlength=facts.client_count)
    pending = asked.copy()
    # No client whose trials could never add up needs a look ahead.
    pending &= already | (np.bincount(client, minlength=facts.client_count) >= parameters.mature_applications)
    for day in range(trials.today + 1, trials.today + 1 + LOOK_AHEAD_DAYS):
        if not pending.any():
            break
        arrived = ~already & (worth_on(day) >= parameters.mature_applications)
        if (pending & already).any():
            heard = look_up_exposure(day - trials.entry[later], trials.step[later], parameters)
            total = np.bincount(trials.client[later], weights=heard, minlength=facts.client_count)
            arrived |= already & (total >= 0.5 * silent)
        until[pending & arrived] = day
        pending &= ~arrived
    return until


def count_needed(facts: Facts, trials: Trials, client: int, parameters: Parameters = DEFAULTS) -> int:
    """How many more applications, sent today, would bring the first step of one client to a worth of 8.

    With fewer than these no day of the next 90 does; 0 where the worth is reached without them.
    """
    own = np.flatnonzero((trials.client == client) & (trials.step == 1))
    days = np.arange(1, LOOK_AHEAD_DAYS + 1)
    age = trials.today - trials.entry[own][:, None] + days
    frozen = (trials.result[own] != Result.OPEN) | trials.withdrawn[own]
    exposure = np.where(
        frozen[:, None],
        trials.exposure[own][:, None],
        look_up_exposure(age, np.ones_like(age, dtype=np.int8), parameters),
    )
    fading = 2.0 ** (-1.0 / parameters.half_life_days)
    have = (exposure * fading**age).sum(axis=0)
    each = look_up_exposure(days, np.ones_like(days, dtype=np.int8), parameters) * fading**days
    if trials.exposure[own] @ fading ** (trials.today - trials.entry[own]) >= parameters.mature_applications:
        return 0
    return max(0, int(np.ceil((parameters.mature_applications - have) / np.maximum(each, 1e-9)).min()))
