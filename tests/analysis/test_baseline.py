"""What a practice's clients teach about their market."""

import numpy as np
import pytest

from coachhub.analysis.baseline import NO_SHIFT, learn_baseline_shift, mix_expected_rates
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.evidence import mix_healthy_rates
from coachhub.analysis.facts import Facts
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move


def make_market(passes: int, rejections: int, day: int = 100, channel: Channel = Channel.COLD) -> Facts:
    """One client whose applications were answered on their first day."""
    rows = [ApplicationRow(day, [move(Stage.OFFER, day)], channel=channel) for _ in range(passes)]
    rows += [ApplicationRow(day, [end(Outcome.REJECTED, day)], channel=channel) for _ in range(rejections)]
    return gather_facts(rows)


def learn(facts: Facts, today: int = 100) -> float:
    return float(learn_baseline_shift(facts, build_trials(facts, today))[0])


def test_the_mixture_is_what_the_method_says() -> None:
    cold = mix_healthy_rates(np.array([[1e6, 0.0, 0.0]]), NO_SHIFT)
    assert mix_expected_rates(cold)[0] == pytest.approx([0.096, 0.55, 0.66, 0.38, 0.39], abs=0.006)


def test_a_practice_without_evidence_shifts_nothing() -> None:
    assert learn_baseline_shift(gather_facts([]), build_trials(gather_facts([]), 0)) == pytest.approx(
        np.zeros(5)
    )


def test_the_shift_is_the_one_of_the_formula() -> None:
    mix = mix_healthy_rates(np.array([[100.0, 0.0, 0.0]]), NO_SHIFT)
    m = float(mix_expected_rates(mix)[0, 0])
    rate = (20 + 80 * m) / (100 + 80)
    assert learn(make_market(20, 80)) == pytest.approx(np.log(rate / (1 - rate)) - np.log(m / (1 - m)))


def test_good_and_bad_markets_shift_in_their_direction_and_more_with_more_clients() -> None:
    assert learn(make_market(30, 70)) > 0.3
    assert learn(make_market(0, 100)) < -0.3
    assert learn(make_market(0, 400)) < learn(make_market(0, 100)) < learn(make_market(0, 10)) < 0


def test_referrals_are_expected_to_do_better() -> None:
    assert learn(make_market(20, 80, channel=Channel.REFERRAL)) < learn(make_market(20, 80))


@pytest.mark.parametrize(("age", "counts"), [(179, True), (180, True), (181, False)])
def test_only_the_last_180_days_count(age: int, counts: bool) -> None:
    assert (abs(learn(make_market(30, 70), 100 + age)) > 1e-9) == counts


def test_the_shift_reaches_the_healthy_rates() -> None:
    facts = make_market(0, 40)
    shifted = diagnose(facts, 100, baseline_shift=np.array([-0.5, 0, 0, 0, 0]))
    plain = diagnose(facts, 100)
    assert shifted.healthy[0, 0] < plain.healthy[0, 0]
    assert shifted.healthy[0, 1:] == pytest.approx(plain.healthy[0, 1:])
    # In a poor market silence says less about the client.
    assert shifted.probabilities[0, 0] > plain.probabilities[0, 0]
