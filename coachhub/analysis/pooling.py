"""What many focuses teach together: the pooled effect of each improvement, and what is still missing.

Source: docs/method.md section 22. Every focus that was started counts, also one that was set aside: those
that went well stay longer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp, ndtri

from coachhub.analysis.effect import list_shifts, sum_up
from coachhub.analysis.facts import Flags, Floats, Int32
from coachhub.analysis.parameters import CAUSES, DEFAULTS, Parameters


@dataclass(frozen=True, slots=True)
class Pooled:
    """The mean shift of g groups of focuses, in log-odds of the step that their cause lowers most."""

    cycles: Int32  # (g,) how many focuses
    mean: Floats  # (g,) the assumed mean where there are none
    low: Floats  # (g,) 80 % of what is plausible lies from low ...
    high: Floats  # (g,) ... to high
    spread: Floats  # (g,) standard deviation of the mean
    shown: Flags  # (g,) enough cycles to be shown, and to change a proposal
    works: Flags  # (g,) shown, and the whole interval lies above the claim


@dataclass(frozen=True, slots=True)
class Needed:
    """How many more cycles each of g groups needs; -1 where more than 1,000."""

    until_shown: Int32  # (g,) 0 when it is shown
    until_known: Int32  # (g,) about so many until the interval lies on one side of the claim; 0 when it does


def list_means(parameters: Parameters = DEFAULTS) -> Floats:
    """The pooled means that are tried, ascending: hundredths between the lowest and the highest shift."""
    low, high = round(parameters.effect_lowest * 100), round(parameters.effect_highest * 100)
    return np.arange(low, high + 1) / 100


def pool_effects(
    log_likelihood: Floats, group: NDArray[np.integer], groups: int, parameters: Parameters = DEFAULTS
) -> Pooled:
    """The pooled shift of each group 0..groups-1 of focuses; log-likelihoods (q, s) come from `effect`.

    Focuses differ around their group's mean m by N(m, .5^2), m itself is N(.2, .35^2) beforehand. A focus
    after which nothing happened moves nothing.
    """
    shifts, means = list_shifts(parameters), list_means(parameters)
    # Each row of weights sums to 1, so that a flat likelihood is as likely under every mean.
    around = -0.5 * ((shifts - means[:, None]) / parameters.effect_sigma) ** 2
    around = np.exp(around - logsumexp(around, axis=1, keepdims=True))
    top = log_likelihood.max(axis=1, keepdims=True, initial=-np.inf)
    fits = np.log(np.exp(log_likelihood - top) @ around.T)  # (q, means)
    score = np.tile(-0.5 * ((means - parameters.pooled_mean) / parameters.pooled_sigma) ** 2, (groups, 1))
    np.add.at(score, group, fits)
    weight = np.exp(score - logsumexp(score, axis=1, keepdims=True)) if groups else score
    mean, low, high = sum_up(weight, means)
    spread = np.sqrt((weight * (means - mean[:, None]) ** 2).sum(axis=1))
    cycles = np.bincount(group, minlength=groups).astype(np.int32)
    shown = cycles >= parameters.pooled_least
    return Pooled(cycles, mean, low, high, spread, shown, shown & (low > parameters.pooled_claim))


def find_needed(pooled: Pooled, parameters: Parameters = DEFAULTS) -> Needed:
    """How many more cycles would tell, if the mean stayed where it is.

    The interval reaches 1.28 spreads to each side and 1 / spread^2 grows by the same with each cycle: after
    how many does it leave the claim of .1 outside?
    """
    missing = np.maximum(parameters.pooled_least - pooled.cycles, 0).astype(np.int32)
    precision = pooled.spread**-2.0
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(pooled.cycles > 0, (precision - parameters.pooled_sigma**-2.0) / pooled.cycles, 0.0)
        wanted = (ndtri(0.9) / (pooled.mean - parameters.pooled_claim)) ** 2
        more = np.ceil((wanted - precision) / each)
    known = (pooled.low > parameters.pooled_claim) | (pooled.high < parameters.pooled_claim)
    # Nearly there is not there: the interval itself decides, the formula only looks ahead.
    more = np.where(known, 0.0, np.maximum(more, 1.0))
    promised = (each > 0.0) & (more <= parameters.pooled_longest)
    return Needed(missing, np.where(promised | known, more, -1.0).astype(np.int32))


def find_prior_means(pooled: Pooled, group: NDArray[np.integer], parameters: Parameters = DEFAULTS) -> Floats:
    """What to expect of each focus (q,) before it is measured: its group's mean, once that is shown."""
    means = np.where(pooled.shown, pooled.mean, parameters.effect_mean)
    return np.asarray(means[group], dtype=np.float64)


def pool_by_cause(
    log_likelihood: Floats,
    improvement: NDArray[np.integer],
    causes: NDArray[np.integer],
    improvements: int,
    parameters: Parameters = DEFAULTS,
) -> Pooled:
    """The pooled shifts by improvement and cause: group improvement * 4 + cause."""
    group = improvement.astype(np.intp) * CAUSES + causes
    return pool_effects(log_likelihood, group, improvements * CAUSES, parameters)


def learn_eta(eta: Floats, pooled: Pooled, parameters: Parameters = DEFAULTS) -> Floats:
    """The learned share of each cause's deficit that each improvement closes (m, 4), from `pool_by_cause`.

    The assumed `eta` (m, 4) counts as 30 cycles, and stays as it is below 30 of them.
    """
    whole = np.abs(np.asarray(parameters.signature)).max(axis=1)
    cycles, mean = pooled.cycles.reshape(eta.shape), pooled.mean.reshape(eta.shape)
    seen = np.clip(mean / whole, parameters.learned_eta_least, 1.0)
    strength = parameters.learning_strength
    learned = (strength * eta + cycles * seen) / (strength + cycles)
    return np.where(pooled.shown.reshape(eta.shape), learned, eta)
