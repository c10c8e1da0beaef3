"""Stage-to-stage conversion of one client, of groups, or of all: counts, honest rates, and how sure they are.

Source: docs/method.md section 15. Every rate counts the worth of what is still open.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from coachhub.analysis.baseline import NO_SHIFT, mix_expected_rates
from coachhub.analysis.evidence import mix_healthy_rates
from coachhub.analysis.facts import Facts, Flags, Floats
from coachhub.analysis.grouping import sum_by_group
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.trials import Result, Trials

ENOUGH_WORTH: Final = 8.0
"""Below this much worth a rate reads "too early"."""


@dataclass(frozen=True, slots=True)
class FunnelCounts:
    """Unweighted counts of g groups at each of the five steps."""

    passes: Floats  # (g, 5)
    failures: Floats  # (g, 5)
    open: Floats  # (g, 5) silent and withdrawn trials, as many as there are
    open_worth: Floats  # (g, 5) what those are worth
    channels: Floats  # (g, 3) worth of the first step by Channel

    @property
    def worth(self) -> Floats:
        """(g, 5) the trials that a rate is of: passes, failures and the worth of the open ones."""
        return self.passes + self.failures + self.open_worth


@dataclass(frozen=True, slots=True)
class FunnelRates:
    """How many pass each step, of g groups; `low` and `high` bound 80 % of what is plausible."""

    rate: Floats  # (g, 5) passes by worth, NaN where there is nothing
    mean: Floats  # (g, 5) the same, shrunk to what is usual
    low: Floats  # (g, 5)
    high: Floats  # (g, 5)
    too_early: Flags  # (g, 5) less than 8 of worth


def count_funnel(
    facts: Facts,
    trials: Trials,
    *,
    group: NDArray[np.integer] | None = None,
    groups: int = 1,
    chosen: Flags | None = None,
) -> FunnelCounts:
    """Count the trials of every group.

    `group` (k,) is each client's group 0..groups-1, or -1 to leave a client out; None puts everybody into
    one. `chosen` (n,) restricts the applications, for example to a channel or to days of sending.
    """
    of_client = np.zeros(facts.client_count, dtype=np.intp) if group is None else group.astype(np.intp)
    home = of_client[trials.client]
    keep = home >= 0
    if chosen is not None:
        keep &= chosen[trials.application]
    rows = np.flatnonzero(keep)
    home, step, result = home[rows], trials.step[rows] - 1, trials.result[rows]
    exposure = trials.exposure[rows]
    cell = (home * STEPS + step) * 3 + result
    counts = np.bincount(cell, minlength=groups * STEPS * 3).reshape(groups, STEPS, 3).astype(np.float64)
    worth = sum_by_group(cell, exposure, groups * STEPS * 3).reshape(groups, STEPS, 3)
    first = step == 0
    lane = home[first] * 3 + facts.channel[trials.application[rows[first]]]
    channels = sum_by_group(lane, exposure[first], groups * 3).reshape(groups, 3)
    return FunnelCounts(
        counts[:, :, Result.PASSED],
        counts[:, :, Result.FAILED],
        counts[:, :, Result.OPEN],
        worth[:, :, Result.OPEN],
        channels,
    )


def rate_funnel(
    counts: FunnelCounts, shift: Floats = NO_SHIFT, parameters: Parameters = DEFAULTS
) -> FunnelRates:
    """Rates of `counts`: raw by worth, and the Beta posterior around what is expected of these channels.

    `shift` (5,) is the market's log-odds. The interval runs from the 10th to the 90th percentile.
    """
    expected = mix_expected_rates(mix_healthy_rates(counts.channels, shift, parameters), parameters)
    strength = np.asarray(parameters.prior_strength)
    worth = counts.worth
    a = strength * expected + counts.passes
    b = strength * (1.0 - expected) + worth - counts.passes
    raw = np.divide(counts.passes, worth, out=np.full(worth.shape, np.nan), where=worth > 0)
    low, high = (np.asarray(betaincinv(a, b, level), dtype=np.float64) for level in (0.1, 0.9))
    return FunnelRates(raw, a / (a + b), low, high, worth < ENOUGH_WORTH)
