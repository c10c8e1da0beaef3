"""How the market moved between before and after a focus, seen on clients who worked on something else.

Source: docs/method.md section 21. Without it every focus that began before a good spring has helped.
"""

import numpy as np
from scipy.special import logit

from coachhub.analysis.after_counts import find_targeted
from coachhub.analysis.baseline import NO_SHIFT, mix_expected_rates
from coachhub.analysis.evidence import mix_healthy_rates
from coachhub.analysis.facts import NO_DAY, Facts, Flags, Floats, Int32
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.grouping import sum_by_group
from coachhub.analysis.parameters import CAUSES, DEFAULTS, STEPS, Parameters
from coachhub.analysis.trials import Result, Trials


def find_untouched(focuses: Focuses, clients: int, parameters: Parameters = DEFAULTS) -> Flags:
    """Clients (k, 5) none of whose focuses targets a step; who never had a focus is untouched everywhere.

    Of those who had one neither window counts: what came before it looks bad because it led to the focus.
    """
    touched = np.zeros((clients, CAUSES), dtype=np.bool_)
    touched[focuses.client, focuses.cause] = True
    every = find_targeted(np.arange(CAUSES, dtype=np.int8), parameters)
    return np.asarray(~(touched.astype(np.int8) @ every.astype(np.int8)).astype(np.bool_), dtype=np.bool_)


def measure_drift(
    facts: Facts,
    trials: Trials,
    focuses: Focuses,
    first: Int32,
    last: Int32 | None = None,
    parameters: Parameters = DEFAULTS,
) -> Floats:
    """The log-odds by which each step moved between the two windows of each of the q focuses: (q, 5).

    Before: entered in the 180 days before the day it began. After: from day `first` (q,) to day `last`, or to
    today where that is NO_DAY or None (`after_counts`). A window's shift is that of section 14, with its own
    channels and without decay. 0 where either window has less than 200 of exposure.
    """
    sums, lowest = _add_up_days(facts, trials, focuses, parameters)

    def cut(since: Int32, until: Int32) -> Floats:
        low = np.clip(since.astype(np.int64) - lowest, 0, len(sums) - 1)
        high = np.clip(until.astype(np.int64) + 1 - lowest, low, len(sums) - 1)
        return np.asarray(sums[high] - sums[low], dtype=np.float64)

    today = np.full(first.size, trials.today, dtype=np.int32)
    end = today if last is None else np.where(last == NO_DAY, today, np.minimum(last, today))
    started = focuses.started_on
    before = cut(started - np.int32(parameters.cohort_window_days), started - np.int32(1))
    after = cut(first, end)
    least = np.minimum(before[..., :2].sum(axis=2), after[..., :2].sum(axis=2))
    moved = _shift_rates(after, parameters) - _shift_rates(before, parameters)
    return np.where(least >= parameters.drift_exposure, moved, 0.0)


def _add_up_days(
    facts: Facts, trials: Trials, focuses: Focuses, parameters: Parameters
) -> tuple[Floats, int]:
    """Running sums (days + 1, 5 steps, 5) over the days of entry, and the first of these days.

    Of the untouched: passes, the rest of the exposure, and the exposure by channel. A window is the
    difference of two rows.
    """
    untouched = find_untouched(focuses, facts.client_count, parameters)
    rows = np.flatnonzero(untouched[trials.client, trials.step - 1])
    if not rows.size:
        return np.zeros((1, STEPS, 5)), 0
    entry, worth = trials.entry[rows], trials.exposure[rows]
    lowest = int(entry.min())
    days = int(entry.max()) - lowest + 1
    cell = ((entry - lowest).astype(np.intp) * STEPS + trials.step[rows] - 1) * 5
    which = np.where(trials.result[rows] == Result.PASSED, 0, 1)
    channel = facts.channel[trials.application[rows]] + 2
    by_day = sum_by_group(cell + which, worth, days * STEPS * 5)
    by_day += sum_by_group(cell + channel, worth, days * STEPS * 5)
    sums = np.zeros((days + 1, STEPS, 5))
    np.cumsum(by_day.reshape(days, STEPS, 5), axis=0, out=sums[1:])
    return sums, lowest


def _shift_rates(sums: Floats, parameters: Parameters) -> Floats:
    """The shift (q, 5) of each window's rates against what its channels lead to expect."""
    passes, exposure = sums[..., 0], sums[..., :2].sum(axis=2)
    healthy = mix_healthy_rates(sums[:, 0, 2:], NO_SHIFT, parameters)
    expected = mix_expected_rates(healthy, parameters)
    strength = parameters.cohort_strength
    rate = (passes + strength * expected) / (exposure + strength)
    return np.asarray(logit(rate) - logit(expected), dtype=np.float64)
