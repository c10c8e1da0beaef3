"""The measurement against others: plain scipy, numerical integration, and statsmodels' meta-analysis."""

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import simpson
from scipy.special import expit, logit
from statsmodels.stats.meta_analysis import combine_effects

from coachhub.analysis.after_counts import After
from coachhub.analysis.effect import Before, list_shifts, match_before, measure_effects
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.pooling import pool_effects
from coachhub.analysis.vocabulary import Cause

SHIFTS = list_shifts()
SCALES = {
    Cause.QUALIFICATIONS: [0.9 / 1.5, 0.6 / 1.5, 1.0, 0.5 / 1.5, 0],
    Cause.APPLICATION: [1.0, 0, 0, 0, 0],
    Cause.INTERVIEW: [0, 0.6 / 1.4, 0, 1.0, 0.5],
    Cause.FIT: [0, 0, 0, 0.6 / 1.4, 1.0],
}


def draw_focuses(
    seed: int, count: int
) -> tuple[Before, After, Floats, "np.ndarray[tuple[int], np.dtype[np.int8]]"]:
    """Focuses on random causes with random rates before, counts after and drifts."""
    draw = np.random.default_rng(seed)
    before = Before(draw.uniform(0.5, 9, (count, 5)), draw.uniform(2, 25, (count, 5)))
    passes, failures, open_worth = draw.uniform(0, 5, (3, count, 5))
    after = After(passes, failures, open_worth)
    return before, after, draw.normal(0, 0.3, (count, 5)), draw.integers(0, 4, count).astype(np.int8)


def test_plain_scipy_one_focus_at_a_time_says_the_same() -> None:
    before, after, drift, causes = draw_focuses(1, 40)
    found = measure_effects(before, after, causes, drift=drift)
    for focus in range(40):
        likelihood = np.ones(SHIFTS.size)
        for step, scale in enumerate(SCALES[Cause(causes[focus])]):
            if scale:
                nodes = stats.beta.ppf(
                    (np.arange(24) + 0.5) / 24, before.alpha[focus, step], before.beta[focus, step]
                )
                rate = expit(logit(nodes) + SHIFTS[:, None] * scale + drift[focus, step])
                missed = after.failures[focus, step] + after.open_worth[focus, step]
                likelihood *= (rate ** after.passes[focus, step] * (1 - rate) ** missed).mean(axis=1)
        weight = likelihood * stats.norm.pdf(SHIFTS, 0.2, 0.5)
        weight /= weight.sum()
        reached = weight.cumsum()
        assert np.exp(found.log_likelihood[focus]) == pytest.approx(likelihood, rel=1e-7)
        assert found.mean[focus] == pytest.approx((weight * SHIFTS).sum(), abs=1e-9)
        assert found.chance[focus] == pytest.approx(weight[SHIFTS > 0.05].sum(), abs=1e-9)
        assert found.low[focus] == SHIFTS[reached >= 0.1][0]
        assert found.high[focus] == SHIFTS[reached >= 0.9][0]


@pytest.mark.parametrize(("s", "n"), [(0, 6), (1, 6), (3, 12), (6, 20), (12, 30)])
def test_integration_over_rates_and_shifts_is_near(s: int, n: int) -> None:
    alpha, beta = 1.8, 25.2
    odds, shifts = np.linspace(-16, 8, 2401), np.linspace(-2, 3, 501)
    rate = expit(odds)
    density = stats.beta.pdf(rate, alpha, beta) * rate * (1 - rate)
    later = expit(odds + shifts[:, None])
    seen = simpson(density * later**s * (1 - later) ** (n - s), x=odds, axis=1)
    weight = seen * stats.norm.pdf(shifts, 0.2, 0.5)
    whole = simpson(weight, x=shifts)
    above = shifts >= 0.05 - 1e-9
    row = np.zeros((1, 5))
    passes, fails = row.copy(), row.copy()
    passes[0, 0], fails[0, 0] = s, n - s
    found = measure_effects(
        Before(np.full((1, 5), alpha), np.full((1, 5), beta)),
        After(passes, fails, row),
        np.array([Cause.APPLICATION], dtype=np.int8),
    )
    # 24 nodes leave out the outermost two percent on each side: at most half a step of the grid.
    assert found.mean[0] == pytest.approx(simpson(shifts * weight, x=shifts) / whole, abs=0.05)
    assert found.chance[0] == pytest.approx(simpson(weight[above], x=shifts[above]) / whole, abs=0.02)


def test_the_rate_after_is_the_posterior_mean_by_drawing() -> None:
    draw = np.random.default_rng(8)
    rate = draw.beta(1.8, 33.2, 2_000_000)
    shift = draw.normal(0.2, 0.5, rate.size)
    later = expit(logit(np.maximum(rate, 1e-12)) + shift)
    weight = later**6 * (1 - later) ** 14
    passes, fails = np.zeros((2, 1, 5))
    passes[0, 0], fails[0, 0] = 6, 14
    before = Before(np.full((1, 5), 1.8), np.full((1, 5), 33.2))
    found = measure_effects(
        before, After(passes, fails, np.zeros((1, 5))), np.array([Cause.APPLICATION], dtype=np.int8)
    )
    assert found.after_rate[0, 0] == pytest.approx((weight * later).sum() / weight.sum(), abs=0.004)
    assert found.mean[0] == pytest.approx((weight * shift).sum() / weight.sum(), abs=0.03)


def test_the_moments_are_those_of_the_mixture_of_scipys_betas() -> None:
    draw = np.random.default_rng(2)
    healthy, passes = draw.uniform(0.05, 0.8, (20, 5)), draw.uniform(0, 4, (20, 5))
    exposure = passes + draw.uniform(0, 15, (20, 5))
    chances = draw.dirichlet(np.ones(5), 20)
    found = match_before(passes, exposure, healthy, chances)
    kappa, shift = np.array(DEFAULTS.prior_strength), DEFAULTS.signatures()
    for row in range(20):
        for step in range(5):
            prior = expit(logit(healthy[row, step]) + shift[:, step]) * kappa[step]
            parts = stats.beta(
                prior + passes[row, step],
                kappa[step] - prior + exposure[row, step] - passes[row, step],
            )
            mean = chances[row] @ parts.mean()
            square = chances[row] @ (parts.var() + parts.mean() ** 2)
            one = stats.beta(found.alpha[row, step], found.beta[row, step])
            assert one.mean() == pytest.approx(mean)
            assert one.var() == pytest.approx(square - mean**2)


def test_with_known_shifts_the_pooled_mean_is_near_the_random_effects_one() -> None:
    # Where each focus saw its own shift as a normal one, a meta-analysis can be made of them too.
    draw = np.random.default_rng(4)
    spread = draw.uniform(0.3, 0.6, 200)
    seen = draw.normal(draw.normal(0.6, 0.5, 200), spread)
    rows = -0.5 * ((SHIFTS - seen[:, None]) / spread[:, None]) ** 2
    found = pool_effects(rows, np.zeros(200, dtype=np.int32), 1)
    meta = combine_effects(seen, spread**2, method_re="dl")
    assert meta.tau2 == pytest.approx(0.25, abs=0.08)
    assert found.mean[0] == pytest.approx(meta.mean_effect_re, abs=0.03)
    assert found.spread[0] == pytest.approx(meta.sd_eff_w_re, rel=0.2)
