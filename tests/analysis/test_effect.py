"""Did it help: the method's test vectors, the Beta before, the verdicts, and the honest middle."""

import json
from itertools import pairwise

import numpy as np
import pytest

from coachhub.analysis.after_counts import After
from coachhub.analysis.agreement import keep_baseline, keep_evidence
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.effect import (
    Before,
    Measured,
    judge_chances,
    list_shifts,
    match_before,
    measure_effects,
    read_before,
)
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import STEPS
from coachhub.analysis.vocabulary import Cause, Verdict
from coachhub.playbook.improvements import load_effects
from tests.analysis.golden_histories import GOLDEN

# Before s of n, after s of n; expected shift, chance, and the interval where the method prints one.
VECTORS = [
    ((0, 12), (1, 6), "0.29", "0.69", None),
    ((0, 12), (3, 12), "0.47", "0.83", None),
    ((0, 20), (6, 20), "0.73", "0.95", (0.2, 1.3)),
    ((1, 20), (2, 20), "0.21", "0.64", None),
    ((2, 20), (2, 20), "0.13", "0.57", None),
    ((3, 20), (0, 20), "-0.20", "0.29", None),
    ((0, 20), (0, 20), "0.03", "0.48", None),
    ((0, 20), (12, 30), "1.05", "0.998", None),
]


def at_first_step(values: list[float], elsewhere: float = 0.0) -> Floats:
    """Numbers of the first step, (q, 5)."""
    table = np.full((len(values), STEPS), elsewhere)
    table[:, 0] = values
    return table


def measure_first_step(before: list[tuple[float, float]], after: list[tuple[float, float]]) -> Measured:
    """The method's single step: a prior of 15 trials at .12, and a cause that lowers only step 1."""
    alpha = at_first_step([0.12 * 15 + s for s, n in before], 1.0)
    beta = at_first_step([0.88 * 15 + n - s for s, n in before], 1.0)
    counts = After(
        at_first_step([s for s, n in after]),
        at_first_step([(n - s) / 2 for s, n in after]),
        at_first_step([(n - s) / 2 for s, n in after]),
    )
    return measure_effects(Before(alpha, beta), counts, np.full(len(before), Cause.APPLICATION, np.int8))


def test_the_test_vectors_are_exact_and_focuses_do_not_touch_each_other() -> None:
    together = measure_first_step([v[0] for v in VECTORS], [v[1] for v in VECTORS])
    for row, (before, after, mean, chance, interval) in enumerate(VECTORS):
        alone = measure_first_step([before], [after])
        assert f"{together.mean[row]:.2f}" == mean
        assert f"{together.chance[row]:.{len(chance) - 2}f}" == chance
        assert alone.mean[0] == pytest.approx(together.mean[row], abs=1e-12)
        assert alone.chance[0] == pytest.approx(together.chance[row], abs=1e-12)
        if interval:
            assert (together.low[row], together.high[row]) == interval
    verdicts = [Verdict(one) for one in together.verdict.tolist()]
    tell = Verdict.CANNOT_TELL
    assert verdicts == [
        tell, Verdict.PROBABLY_HELPED, Verdict.HELPED, tell, tell, Verdict.NO_SIGN, tell, Verdict.HELPED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [
        (0.2999, Verdict.NO_SIGN),
        (0.30, Verdict.NO_SIGN),
        (0.3001, Verdict.CANNOT_TELL),
        (0.7999, Verdict.CANNOT_TELL),
        (0.80, Verdict.PROBABLY_HELPED),
        (0.8001, Verdict.PROBABLY_HELPED),
        (0.8999, Verdict.PROBABLY_HELPED),
        (0.90, Verdict.HELPED),
        (0.9001, Verdict.HELPED),
    ],
)
def test_a_verdict_changes_at_its_number(chance: float, verdict: Verdict) -> None:
    assert Verdict(judge_chances(np.array([chance]))[0]) is verdict


def test_shifts_are_exact_tenths_from_minus_two_to_three() -> None:
    shifts = list_shifts()
    assert shifts.tolist() == [number / 10 for number in range(-20, 31)]
    assert shifts[shifts > 0].tolist()[0] == 0.1


def test_without_a_trial_afterwards_the_prior_comes_back() -> None:
    found = measure_first_step([(0, 12)], [(0, 0)])
    assert found.mean[0] == pytest.approx(0.2, abs=0.002)
    assert Verdict(found.verdict[0]) is Verdict.CANNOT_TELL
    assert measure_first_step([], []).mean.size == 0


def test_only_the_targeted_steps_are_looked_at() -> None:
    before = Before(np.full((4, STEPS), 2.0), np.full((4, STEPS), 6.0))
    causes = np.array(list(Cause), dtype=np.int8)
    found = measure_effects(before, After(*np.zeros((3, 4, STEPS))), causes)
    targeted = [[True, True, True, True, False], [True, False, False, False, False]]
    targeted += [[False, True, False, True, True], [False, False, False, True, True]]
    assert (~np.isnan(found.before_rate)).tolist() == targeted
    assert (~np.isnan(found.after_rate)).tolist() == targeted
    # What happens at a step that the cause leaves alone says nothing.
    loud = np.zeros((4, STEPS))
    loud[np.array(targeted) == np.False_] = 30.0
    unmoved = measure_effects(before, After(loud, np.zeros((4, STEPS)), loud), causes)
    assert unmoved.mean == pytest.approx(found.mean, abs=1e-12)


def test_the_rates_to_show_are_shrunk_towards_each_other() -> None:
    found = measure_first_step([(0, 20)], [(12, 30)])
    assert found.before_rate[0, 0] == pytest.approx(1.8 / 35)
    assert found.before_rate[0, 0] < found.after_rate[0, 0] < 12 / 30


def test_a_market_that_rose_explains_some_of_the_change() -> None:
    before = Before(at_first_step([1.8], 1.0), at_first_step([33.2], 1.0))
    after = After(at_first_step([6.0]), at_first_step([14.0]), at_first_step([0.0]))
    causes = np.array([Cause.APPLICATION], dtype=np.int8)
    calm = measure_effects(before, after, causes)
    risen = measure_effects(before, after, causes, drift=at_first_step([0.5]))
    assert risen.mean[0] < calm.mean[0] - 0.05
    hopeful = measure_effects(before, after, causes, prior_mean=np.array([0.8]))
    assert hopeful.mean[0] > calm.mean[0]


def test_one_more_rejection_afterwards_never_speaks_for_it() -> None:
    chances = [measure_first_step([(2, 20)], [(3, 3 + fails)]).chance[0] for fails in range(30)]
    assert all(later < earlier for earlier, later in pairwise(chances))


def test_a_mixture_of_one_is_the_beta_itself() -> None:
    healthy = np.array([[0.12, 0.6, 0.7, 0.5, 0.5]])
    passes, exposure = np.array([[1.0, 2, 0, 1, 0]]), np.array([[12.0, 5, 0, 2, 0]])
    alone = match_before(passes, exposure, healthy, np.array([[1.0, 0, 0, 0, 0]]))
    kappa = np.array([15.0, 12, 12, 12, 12])
    assert alone.alpha == pytest.approx(kappa * healthy + passes)
    assert alone.beta == pytest.approx(kappa * (1 - healthy) + exposure - passes)


def test_the_mixture_keeps_its_mean_and_its_spread() -> None:
    draw = np.random.default_rng(5)
    golden = GOLDEN[0]
    found = diagnose(golden.facts, golden.now, effects=load_effects())
    kept = json.loads(json.dumps([keep_evidence(found, load_effects(), 0), keep_baseline(found, 0)]))
    before = read_before([kept[0]], [kept[1]])
    # The same by drawing: first the hypothesis, then its rate.
    hypothesis = draw.choice(5, size=400_000, p=found.probabilities[0])
    log_odds = np.log(found.healthy[0, 0] / (1 - found.healthy[0, 0]))
    rate = 1 / (1 + np.exp(-(log_odds + np.array([0, -0.9, -1.4, 0, -0.2]))))[hypothesis]
    exposure, passes = found.exposure[0, 0], found.statistics.passes[0, 0]
    drawn = draw.beta(15 * rate + passes, 15 * (1 - rate) + exposure - passes)
    total = before.alpha[0, 0] + before.beta[0, 0]
    assert before.rate[0, 0] == pytest.approx(drawn.mean(), abs=0.0005)
    spread = np.sqrt(before.rate[0, 0] * (1 - before.rate[0, 0]) / (total + 1))
    assert spread == pytest.approx(drawn.std(), abs=0.0005)


def test_nothing_kept_is_no_focus() -> None:
    assert read_before([], []).rate.shape == (0, STEPS)


def test_rates_at_the_very_ends_stay_numbers() -> None:
    extreme = Before(np.full((2, STEPS), 1e-3), np.full((2, STEPS), 50.0))
    extreme.alpha[1], extreme.beta[1] = 50.0, 1e-3
    after = After(np.full((2, STEPS), 40.0), np.full((2, STEPS), 40.0), np.zeros((2, STEPS)))
    found = measure_effects(extreme, after, np.array([Cause.QUALIFICATIONS] * 2, dtype=np.int8))
    assert np.isfinite([found.mean, found.low, found.high, found.chance]).all()
    assert found.mean[0] > found.mean[1]
