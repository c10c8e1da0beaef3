"""What many focuses teach together: nothing below thirty, no claim from noise, the truth from many."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import cumulative_simpson, simpson
from scipy.stats import norm

from coachhub.analysis.after_counts import After
from coachhub.analysis.effect import Before, list_shifts, measure_effects
from coachhub.analysis.facts import Floats, Int32
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.pooling import (
    Pooled,
    find_needed,
    find_prior_means,
    learn_eta,
    list_means,
    pool_by_cause,
    pool_effects,
)
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import load_effects

SHIFTS = list_shifts()


def see_shift(shift: float, spread: float, times: int) -> Floats:
    """Log-likelihoods of focuses that each saw about `shift`."""
    return np.tile(-0.5 * ((SHIFTS - shift) / spread) ** 2, (times, 1))


def pool_one(log_likelihood: Floats) -> Pooled:
    return pool_effects(log_likelihood, np.zeros(log_likelihood.shape[0], dtype=np.int32), 1)


def test_means_are_exact_hundredths() -> None:
    assert list_means()[0] == -2.0
    assert list_means()[-1] == 3.0
    assert 0.1 in list_means().tolist()


def test_numerical_integration_over_the_whole_line_says_the_same() -> None:
    seen = [(0.3, 0.6), (0.9, 0.4), (-0.2, 0.5), (0.5, 0.9)]
    rows = np.vstack([see_shift(shift, spread, 1) for shift, spread in seen])
    found = pool_one(rows)

    line, means = np.linspace(-9, 9, 1801), np.linspace(-2.5, 2.5, 1001)
    around = norm.pdf(line, means[:, None], 0.5)
    weight = norm.pdf(means, 0.2, 0.35)
    for shift, spread in seen:
        weight = weight * simpson(np.exp(-0.5 * ((line - shift) / spread) ** 2) * around, x=line, axis=1)
    whole = simpson(weight, x=means)
    assert found.mean[0] == pytest.approx(simpson(means * weight, x=means) / whole, abs=0.003)
    reached = cumulative_simpson(weight, x=means, initial=0) / whole
    # The ends stand on the first hundredth that reaches its share.
    assert found.low[0] == pytest.approx(means[(reached >= 0.1).argmax()], abs=0.0101)
    assert found.high[0] == pytest.approx(means[(reached >= 0.9).argmax()], abs=0.0101)


def test_a_normal_world_has_its_closed_form() -> None:
    found = pool_one(see_shift(0.6, 0.5, 40))
    each = 1 / (0.5**2 + 0.5**2)
    precision = 1 / 0.35**2 + 40 * each
    assert found.mean[0] == pytest.approx((0.2 / 0.35**2 + 40 * each * 0.6) / precision, abs=0.004)
    assert found.spread[0] == pytest.approx(precision**-0.5, abs=0.004)


def test_a_focus_after_which_nothing_happened_moves_nothing() -> None:
    silent = pool_one(np.zeros((200, SHIFTS.size)))
    nobody = pool_one(np.zeros((0, SHIFTS.size)))
    for found in (silent, nobody):
        assert found.mean[0] == pytest.approx(0.2, abs=0.001)
        assert found.spread[0] == pytest.approx(0.35, abs=0.001)
    assert (silent.cycles[0], nobody.cycles[0]) == (200, 0)


@pytest.mark.parametrize(("cycles", "shown"), [(29, False), (30, True), (31, True)])
def test_nothing_is_shown_below_thirty_cycles(cycles: int, shown: bool) -> None:
    found = pool_one(see_shift(1.0, 0.3, cycles))
    assert found.shown[0] == shown
    assert found.works[0] == shown
    assert find_needed(found).until_shown[0] == max(30 - cycles, 0)
    assert find_prior_means(found, np.array([0, 0]))[1] == (found.mean[0] if shown else 0.2)


def test_groups_do_not_touch_each_other() -> None:
    rows = np.vstack([see_shift(0.1, 0.5, 30), see_shift(0.9, 0.5, 35)])
    group: Int32 = np.repeat([2, 0], [30, 35]).astype(np.int32)
    mixed = np.random.default_rng(1).permutation(65)
    found = pool_effects(rows[mixed], group[mixed], 4)
    assert found.cycles.tolist() == [35, 0, 30, 0]
    assert found.mean[0] == pytest.approx(pool_one(rows[30:]).mean[0])
    assert found.mean[2] == pytest.approx(pool_one(rows[:30]).mean[0])
    assert found.works.tolist() == [True, False, False, False]
    assert pool_effects(rows[:0], group[:0], 0).mean.size == 0


@pytest.mark.parametrize(("low", "works"), [(0.09, False), (0.10, False), (0.11, True)])
def test_a_claim_needs_the_whole_interval_above_a_tenth(low: float, works: bool) -> None:
    # Move the world by hundredths until the interval begins where we want it.
    for shift in np.arange(0.15, 0.6, 0.002):
        found = pool_one(see_shift(float(shift), 0.4, 50))
        if found.low[0] == low:
            assert found.works[0] == works
            return
    pytest.fail(f"no interval begins at {low}")


def test_how_many_more_cycles_would_tell_is_how_many_do_tell() -> None:
    now = pool_one(see_shift(0.24, 0.8, 60))
    more = int(find_needed(now).until_known[0])
    assert not now.works[0]
    assert more > 5
    # The mean drifts from the prior's to that of the focuses, so the forecast is a forecast.
    assert pool_one(see_shift(0.24, 0.8, 60 + 2 * more)).works[0]
    assert not pool_one(see_shift(0.24, 0.8, 60 + more // 3)).works[0]
    assert find_needed(pool_one(see_shift(1.0, 0.4, 60))).until_known[0] == 0
    assert find_needed(pool_one(see_shift(-1.0, 0.4, 60))).until_known[0] == 0


def test_what_no_practice_will_see_is_not_promised() -> None:
    flat = pool_one(np.zeros((40, SHIFTS.size)))
    assert find_needed(flat).until_known[0] == -1
    at_the_claim = replace(flat, mean=np.array([0.1]), spread=np.array([0.1]))
    assert find_needed(at_the_claim).until_known[0] == -1
    assert find_needed(pool_one(np.zeros((0, SHIFTS.size)))).until_known[0] == -1


def test_shares_are_learned_from_thirty_cycles_on_and_shrunk_towards_the_assumed() -> None:
    effects = load_effects()
    improvements = len(effects.slugs)
    resume = effects.slugs.index("rewrite_resume_accomplishments")

    def learn(shift: float, cycles: int, cause: Cause = Cause.APPLICATION) -> Floats:
        which, causes = np.full(cycles, resume), np.full(cycles, cause)
        pooled = pool_by_cause(see_shift(shift, 0.3, cycles), which, causes, improvements)
        mean = float(pooled.mean.reshape(-1, 4)[resume, cause])
        learned = learn_eta(effects.eta, pooled)
        other = np.ones_like(learned, dtype=bool)
        other[resume, cause] = False
        assert (learned[other] == effects.eta[other]).all()
        return np.array([learned[resume, cause], mean])

    assert learn(1.2, 29)[0] == 0.5
    share, mean = learn(1.2, 30)
    assert share == pytest.approx((30 * 0.5 + 30 * mean / 1.4) / 60)
    share, mean = learn(-1.5, 90)
    assert mean < 0
    assert share == pytest.approx((30 * 0.5 + 90 * 0.05) / 120)
    share, mean = learn(2.9, 60)
    assert mean > 1.4
    assert share == pytest.approx((30 * 0.5 + 60 * 1.0) / 90)
    assert learn(1.2, 60, Cause.QUALIFICATIONS)[0] < 60 / 90


def test_many_measured_focuses_find_the_shift_that_was_there() -> None:
    draw = np.random.default_rng(11)
    for truth in (0.0, 0.8):
        rate = draw.beta(1.8, 13.2, 400)
        odds = rate / (1 - rate) * np.exp(draw.normal(truth, 0.5, 400))
        passes = np.zeros((400, 5))
        passes[:, 0] = draw.binomial(30, odds / (1 + odds))
        before, fails = np.ones((2, 400, 5)), np.zeros((400, 5))
        before[0, :, 0], before[1, :, 0] = 1.8, 13.2
        fails[:, 0] = 30 - passes[:, 0]
        causes = np.full(400, Cause.APPLICATION, dtype=np.int8)
        found = pool_one(
            measure_effects(Before(before[0], before[1]), After(passes, fails, np.zeros((400, 5))), causes)
            .log_likelihood
        )  # fmt: skip
        assert found.mean[0] == pytest.approx(truth, abs=0.13)
        assert found.works[0] == (truth > 0)
    assert DEFAULTS.pooled_least == 30
