"""The oracle: without evidence it knows the prior, with evidence it is honest, and no worse than we are."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from benchmarks.diagnosis.draws import draw_prior
from benchmarks.diagnosis.oracle import ask_oracle, hear, hear_nothing, weigh_trial
from benchmarks.diagnosis.scoring import measure_calibration
from benchmarks.diagnosis.seen import Seen, see_trials
from benchmarks.diagnosis.worlds import BASE
from coachhub.analysis.trials import Result, build_trials
from coachhub.analysis.vocabulary import Cause
from tests.benchmarks.clients import look_once, simulate_once

FAILED = Seen(0, 5.0, 1.0, "failed", 0.0, 0.0, heard=True, said=(None, None, None))


def test_it_sees_the_trials_that_the_product_sees() -> None:
    view = look_once(20)
    trials = build_trials(view.facts, view.today)
    for client in range(12):
        seen = see_trials(simulate_once(), client, float(view.day[client]), 20)
        own = trials.client == client
        words = {Result.OPEN: "silent", Result.FAILED: "failed", Result.PASSED: "passed"}
        assert [one.step + 1 for one in seen] == trials.step[own].tolist()
        assert [one.result for one in seen] == [words[Result(result)] for result in trials.result[own]]
    said = sum(
        label is not None
        for one in range(50)
        for trial in see_trials(simulate_once(), one, float(view.day[one]), 20)
        for label in trial.said
    )
    assert said == int((view.facts.client[view.facts.attributions.application] < 50).sum())


@pytest.mark.parametrize("step", range(5))
def test_whatever_is_said_or_not_said_is_certain_to_be_one_of_these(step: int) -> None:
    draws = draw_prior(BASE, 500, 1)
    trial = replace(FAILED, step=step)
    late = trial.entered_at >= draws.clients.changed_at
    market = np.full(500, BASE.market[step])
    total = np.zeros(500)
    # How often somebody speaks is left out of what the oracle weighs: it is the same for all draws.
    for client, employer, coach in product(Cause, [None, *Cause], [None, *Cause]):
        often = 1.0 if employer is None else BASE.employer_speaks[step]
        often *= 1.0 if coach is None else BASE.coach_speaks[step]
        total += often * hear(draws, replace(trial, said=(client, employer, coach)), late, market)
    np.testing.assert_allclose(total, 1.0)


def test_who_says_nothing_is_weighed_the_same_both_ways() -> None:
    draws = draw_prior(BASE, 500, 1)
    late = FAILED.entered_at >= draws.clients.changed_at
    passing = np.where(late, draws.passing[0, 1], draws.passing[0, 0])
    market = np.full(500, 0.3)
    slow, fast = hear(draws, FAILED, late, market), hear_nothing(draws, FAILED, passing, market)
    np.testing.assert_allclose(slow, fast)
    assert slow.std() > 0.0


def test_a_rejection_makes_weak_clients_likelier_and_a_reply_strong_ones() -> None:
    draws = draw_prior(BASE, 4000, 2)
    strength = draws.qualities[0, :, Cause.APPLICATION]
    failed = weigh_trial(draws, FAILED)
    passed = weigh_trial(draws, Seen(0, 5.0, 1.0, "passed", 1.0, 1.0, heard=False, said=(None, None, None)))
    assert np.corrcoef(strength, failed)[0, 1] < -0.3
    assert np.corrcoef(strength, passed)[0, 1] > 0.3


def test_the_oracle_is_right_as_often_as_it_says() -> None:
    searches, view = simulate_once(), look_once(20)
    verdicts = ask_oracle(searches, view, 20, clients=60, count=4000)
    rows = np.arange(60)
    truth = view.truth.take(rows)
    stated = verdicts.probabilities[rows, verdicts.causes + 1]
    event = (verdicts.causes == truth.best) & truth.clear
    np.testing.assert_allclose(verdicts.probabilities.sum(axis=1), 1.0)
    assert stated.mean() == pytest.approx(event.mean(), abs=0.2)
    assert measure_calibration(stated, event) < 0.3
    assert np.median(verdicts.draws) > 200


def test_without_evidence_it_answers_the_prior() -> None:
    searches, view = simulate_once(), look_once(5)
    verdicts = ask_oracle(searches, view, 0, clients=2, count=4000)
    assert (verdicts.draws == pytest.approx(4000.0)) is True
    assert verdicts.probabilities[0, 0] == pytest.approx(1.0 - view.truth.clear.mean(), abs=0.05)
    # If everybody gets the same, these two win nearly the same.
    assert set(verdicts.causes.tolist()) <= {Cause.APPLICATION, Cause.INTERVIEW}
