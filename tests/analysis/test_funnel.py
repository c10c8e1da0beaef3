"""Conversion from stage to stage: counts, honest rates, and when it is too early."""

import random

import numpy as np
import pytest
from scipy.stats import beta

from coachhub.analysis.exposure import measure_exposure
from coachhub.analysis.funnel import count_funnel, rate_funnel
from coachhub.analysis.trials import Result, build_trials
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move
from tests.analysis.random_histories import draw_practice

TODAY = 60


def test_counts_are_the_trials() -> None:
    facts = gather_facts(draw_practice(random.Random(4), 6), 6)  # noqa: S311
    trials = build_trials(facts, TODAY)
    counts = count_funnel(facts, trials, group=np.arange(6), groups=6)
    for client in range(6):
        for step in range(1, 6):
            here = (trials.client == client) & (trials.step == step)
            silent = here & (trials.result == Result.OPEN)
            assert counts.passes[client, step - 1] == (here & (trials.result == Result.PASSED)).sum()
            assert counts.failures[client, step - 1] == (here & (trials.result == Result.FAILED)).sum()
            assert counts.open[client, step - 1] == silent.sum()
            assert counts.open_worth[client, step - 1] == pytest.approx(trials.exposure[silent].sum())
    everybody = count_funnel(facts, trials)
    assert everybody.worth[0] == pytest.approx(counts.worth.sum(axis=0))
    assert everybody.channels[0] == pytest.approx(counts.channels.sum(axis=0))


def test_groups_and_choices_leave_others_out() -> None:
    facts = gather_facts(draw_practice(random.Random(5), 4), 4)  # noqa: S311
    trials = build_trials(facts, TODAY)
    own = count_funnel(facts, trials, group=np.arange(4), groups=4)
    some = count_funnel(facts, trials, group=np.array([0, -1, 1, 0]), groups=2)
    assert some.passes[0] == pytest.approx(own.passes[0] + own.passes[3])
    assert some.failures[1] == pytest.approx(own.failures[2])
    cold = count_funnel(facts, trials, chosen=facts.channel == Channel.COLD)
    warm = count_funnel(facts, trials, chosen=facts.channel != Channel.COLD)
    assert cold.worth + warm.worth == pytest.approx(own.worth.sum(axis=0)[None])
    assert cold.channels[0, 1:].tolist() == [0, 0]


def test_a_rate_counts_the_worth_of_the_open_ones() -> None:
    rows = [ApplicationRow(50) for _ in range(4)]
    rows += [ApplicationRow(0, [end(Outcome.REJECTED, 9)]) for _ in range(6)]
    rows += [ApplicationRow(0, [move(Stage.SCREENING, 9)]) for _ in range(2)]
    facts = gather_facts(rows)
    rates = rate_funnel(count_funnel(facts, build_trials(facts, TODAY)))
    worth = 8 + 4 * float(measure_exposure(10, 1))
    assert rates.rate[0, 0] == pytest.approx(2 / worth)
    # The interval is the one of the Beta posterior around what cold applications usually bring.
    expected = float(
        rate_funnel(count_funnel(gather_facts([]), build_trials(gather_facts([]), TODAY))).mean[0, 0]
    )
    assert expected == pytest.approx(0.1, abs=0.01)
    assert rates.low[0, 0] < rates.mean[0, 0] < rates.high[0, 0]
    spread = beta(rates.mean[0, 0] * (15 + worth), (1 - rates.mean[0, 0]) * (15 + worth))
    assert rates.low[0, 0] == pytest.approx(spread.ppf(0.1))
    assert rates.high[0, 0] == pytest.approx(spread.ppf(0.9))


@pytest.mark.parametrize(("rejections", "early"), [(7, True), (8, False), (9, False)])
def test_under_eight_of_worth_it_is_too_early(rejections: int, early: bool) -> None:
    facts = gather_facts([ApplicationRow(0, [end(Outcome.REJECTED, 9)]) for _ in range(rejections)])
    rates = rate_funnel(count_funnel(facts, build_trials(facts, TODAY)))
    assert rates.too_early[0, 0] == early
    assert rates.too_early[0, 1:].all()


def test_nothing_has_no_rate_but_an_expectation() -> None:
    facts = gather_facts([])
    rates = rate_funnel(count_funnel(facts, build_trials(facts, TODAY)))
    assert np.isnan(rates.rate).all()
    assert ((rates.low > 0) & (rates.high < 1)).all()
