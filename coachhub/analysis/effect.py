"""Did it help: how far the targeted steps of a focus have shifted, and how sure that is.

Source: docs/method.md section 21. A raw before and after flatters, because a client gets a focus when his
record looks bad; so the rate before is the posterior one, which already allows for that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.special import betaincinv, logit, logsumexp

from coachhub.analysis.after_counts import After
from coachhub.analysis.evidence import rate_steps
from coachhub.analysis.facts import Floats, Int8
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.vocabulary import Cause, Verdict

BLOCK: Final = 1024
"""Steps that are worked out at once: 10 MB a table, whatever the number of focuses."""


@dataclass(frozen=True, slots=True)
class Before:
    """The rate of each step before q focuses, as a Beta distribution."""

    alpha: Floats  # (q, 5)
    beta: Floats  # (q, 5)

    @property
    def rate(self) -> Floats:
        """(q, 5) the shrunk rate: the one to show."""
        return self.alpha / (self.alpha + self.beta)


@dataclass(frozen=True, slots=True)
class Measured:
    """The shift of q focuses, in log-odds of the step that its cause lowers most."""

    mean: Floats  # (q,)
    low: Floats  # (q,) 80 % of what is plausible lies from low ...
    high: Floats  # (q,) ... to high
    chance: Floats  # (q,) that it is above 0
    verdict: Int8  # (q,) Verdict
    before_rate: Floats  # (q, 5) shrunk, NaN where a step is not targeted
    after_rate: Floats  # (q, 5) shrunk, the drift of the market included; NaN likewise
    log_likelihood: Floats  # (q, g) of each shift of `list_shifts`: what `pooling` adds up


def list_shifts(parameters: Parameters = DEFAULTS) -> Floats:
    """The shifts that are tried (g,), ascending, in log-odds."""
    low, step = parameters.effect_lowest, parameters.effect_step
    count = round((parameters.effect_highest - low) / step) + 1
    # From whole numbers, so that .1 is .1 and counts as above 0.
    return np.asarray(np.round((np.arange(count) + round(low / step)) * step, 10), dtype=np.float64)


def match_before(
    passes: Floats,
    exposure: Floats,
    healthy: Floats,
    probabilities: Floats,
    parameters: Parameters = DEFAULTS,
) -> Before:
    """The rates before q focuses, from the statistics (q, 5), healthy rates (q, 5) and P(h) (q, 5).

    Under each hypothesis the rate is a Beta; the mixture is replaced by the Beta of its mean and variance.
    """
    a, b = rate_steps(healthy, parameters)
    a, b = a + passes[:, None, :], b + (exposure - passes)[:, None, :]
    total = a + b
    center = a / total
    square = center * (a + 1.0) / (total + 1.0)
    mean = np.einsum("qh,qhs->qs", probabilities, center)
    variance = np.einsum("qh,qhs->qs", probabilities, square) - mean**2
    strength = mean * (1.0 - mean) / variance - 1.0
    return Before(mean * strength, (1.0 - mean) * strength)


def read_before(
    evidence: Sequence[Mapping[str, Any]],
    baselines: Sequence[Mapping[str, Any]],
    parameters: Parameters = DEFAULTS,
) -> Before:
    """The same from what `agreement` kept of each focus; both have q entries.

    Where a baseline has its own P(h) they are of the same day as its statistics, and count.
    """
    if not baselines:
        return Before(np.zeros((0, STEPS)), np.zeros((0, STEPS)))

    def column(key: str) -> Floats:
        return np.array([kept[key] for kept in baselines], dtype=np.float64)

    words = ("none", *Cause.words())
    known = (
        kept.get("probabilities") or agreed["probabilities"]
        for kept, agreed in zip(baselines, evidence, strict=True)
    )
    probabilities = np.array([[each[word] for word in words] for each in known])
    passes = column("passes")
    exposure = passes + column("failures") + column("open_worth")
    return match_before(passes, exposure, column("healthy"), probabilities, parameters)


def measure_effects(
    before: Before,
    after: After,
    causes: Int8,
    *,
    drift: Floats | None = None,
    prior_mean: Floats | None = None,
    parameters: Parameters = DEFAULTS,
) -> Measured:
    """Measure q focuses on `causes` (q,).

    `drift` (q, 5) is the log-odds by which the market moved meanwhile (`drift.measure_drift`), None for no
    move. `prior_mean` (q,) is what to expect of each improvement (`pooling.find_prior_means`), None for the
    assumed one. No error: without a trial afterwards the prior comes back, which cannot tell.
    """
    shifts = list_shifts(parameters)
    focuses = causes.size
    scale = parameters.targets()[causes]
    moved = np.zeros((focuses, STEPS)) if drift is None else drift
    focus, step = np.nonzero(scale)
    likelihood = np.zeros((focus.size, shifts.size))
    rate = np.zeros((focus.size, shifts.size))
    for start in range(0, focus.size, BLOCK):
        rows = slice(start, start + BLOCK)
        cell = (focus[rows], step[rows])
        likelihood[rows], rate[rows] = _weigh_shifts(
            _place_nodes(before.alpha[cell], before.beta[cell], parameters),
            scale[cell][:, None] * shifts + moved[cell][:, None],
            after.passes[cell],
            (after.failures + after.open_worth)[cell],
        )
    total = np.zeros((focuses, shifts.size))
    np.add.at(total, focus, likelihood)
    expected = np.full(focuses, parameters.effect_mean) if prior_mean is None else prior_mean
    weight = total - 0.5 * ((shifts - expected[:, None]) / parameters.effect_sigma) ** 2
    weight = np.exp(weight - logsumexp(weight, axis=1, keepdims=True)) if focuses else weight
    mean, low, high = sum_up(weight, shifts)
    chance = weight[:, shifts > 0.0].sum(axis=1)
    before_rate, after_rate = np.full((2, focuses, STEPS), np.nan)
    before_rate[focus, step] = before.rate[focus, step]
    after_rate[focus, step] = (weight[focus] * rate).sum(axis=1)
    return Measured(
        mean, low, high, chance, judge_chances(chance, parameters), before_rate, after_rate, total
    )


def sum_up(weight: Floats, grid: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean and 80 % interval (q,) of weights (q, g), which sum to 1, on a grid (g,).

    The interval runs between the first points at which the sum reaches .1 and .9.
    """
    reached = np.cumsum(weight, axis=1)
    low, high = ((reached >= share - 1e-12).argmax(axis=1) for share in (0.1, 0.9))
    return weight @ grid, grid[low], grid[high]


def judge_chances(chance: Floats, parameters: Parameters = DEFAULTS) -> Int8:
    """The Verdict for each chance (q,) that a shift is above 0."""
    return np.select(
        [
            chance >= parameters.helped_at,
            chance >= parameters.probably_helped_at,
            chance <= parameters.no_sign_at,
        ],
        [Verdict.HELPED, Verdict.PROBABLY_HELPED, Verdict.NO_SIGN],
        default=Verdict.CANNOT_TELL,
    ).astype(np.int8)


def _place_nodes(alpha: Floats, beta: Floats, parameters: Parameters) -> Floats:
    """Log-odds (t, 24) at equal steps of probability of the Beta distributions (t,)."""
    quantiles = (np.arange(parameters.effect_nodes) + 0.5) / parameters.effect_nodes
    rates = betaincinv(alpha[:, None], beta[:, None], quantiles)
    # A rate that a computer cannot tell from 0 or 1 has no log-odds, or some that overflow later.
    return np.asarray(logit(np.clip(rates, 1e-200, 1.0 - 1e-15)), dtype=np.float64)


def _weigh_shifts(nodes: Floats, moved: Floats, passes: Floats, fails: Floats) -> tuple[Floats, Floats]:
    """Log-likelihood of each shift `moved` (t, g) of the nodes (t, 24), and the mean rate then; (t, g)."""
    odds = nodes[:, None, :] + moved[:, :, None]
    against = np.exp(-odds)
    # The logarithm of what a rate leaves over is that of the rate less its log-odds.
    log = -(passes + fails)[:, None, None] * np.log1p(against) - fails[:, None, None] * odds
    top = log.max(axis=2, keepdims=True)
    weight = np.exp(log - top)
    whole = weight.sum(axis=2)
    return top[:, :, 0] + np.log(whole / nodes.shape[1]), (weight / (1.0 + against)).sum(axis=2) / whole
