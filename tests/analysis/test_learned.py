"""What a practice has learned changes the diagnosis once there is enough of it, and not before."""

import numpy as np
import pytest
from scipy.special import expit, logit

from coachhub.analysis.baseline import mix_expected_rates
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.evidence import mix_healthy_rates
from coachhub.analysis.facts import Floats
from coachhub.analysis.learned import Learned, apply_learned, learn_market
from coachhub.analysis.learned_prior import learn_prior
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.reliability import Reliability
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from coachhub.playbook.improvements import load_effects
from tests.analysis.golden_histories import GOLDEN
from tests.analysis.history_rows import ApplicationRow, end, gather_facts, move

EFFECTS = load_effects()


@pytest.mark.parametrize(("confirmed", "shown"), [(29, False), (30, True), (31, True)])
def test_the_mix_of_causes_is_learned_from_thirty_confirmed_ones_on(confirmed: int, shown: bool) -> None:
    found = learn_prior(np.full(confirmed, Cause.INTERVIEW, dtype=np.int8))
    assert (found.confirmed, found.shown) == (confirmed, shown)
    assert found.prior.sum() == pytest.approx(1.0)
    expected = (100 * 0.24 + confirmed) / (100 + confirmed) if shown else 0.24
    assert found.prior[1 + Cause.INTERVIEW] == pytest.approx(expected)


def test_none_of_the_four_is_an_answer_too() -> None:
    found = learn_prior(np.array([-1] * 40 + [Cause.FIT] * 10, dtype=np.int8))
    assert found.prior.tolist() == pytest.approx(
        [(12 + 40) / 150, 22 / 150, 30 / 150, 24 / 150, (12 + 10) / 150]
    )


def practice(clients: int, answered: int = 2) -> list[ApplicationRow]:
    """Clients with ten decided applications each, sent in the last days."""
    return [
        ApplicationRow(
            80 + number,
            [move(Stage.SCREENING, 92), end(Outcome.REJECTED, 95)]
            if number < answered
            else [end(Outcome.REJECTED, 92)],
            client=client,
        )
        for client in range(clients)
        for number in range(10)
    ]


@pytest.mark.parametrize(("clients", "used"), [(29, False), (30, True), (31, True)])
def test_the_market_is_used_from_thirty_clients_on(clients: int, used: bool) -> None:
    # Who sent nothing lately, or nothing at all, teaches nothing.
    facts = gather_facts([*practice(clients), ApplicationRow(80 - 200, client=clients)], clients + 2)
    market = learn_market(facts, build_trials(facts, 100))
    assert (market.clients, market.used) == (clients, used)
    assert market.shift[0] > 0.2
    assert market.exposure[0] == pytest.approx(10 * clients * 0.92, abs=clients * 0.2)
    assert market.exposure[3] == 0.0
    assert (market.in_force[0] != 0.0) == used


def test_a_shift_moves_the_expected_rate_to_the_practices_own() -> None:
    facts = gather_facts(practice(200), 200)
    market = learn_market(facts, build_trials(facts, 100))
    channels = np.array([[market.exposure[0], 0.0, 0.0]])
    plain = mix_expected_rates(mix_healthy_rates(channels, np.zeros(5)))[0, 0]
    assert expit(logit(plain) + market.shift[0]) == pytest.approx(0.2, abs=0.01)


def test_nothing_learned_changes_nothing() -> None:
    parameters, effects = apply_learned(DEFAULTS, EFFECTS, Learned())
    assert parameters == DEFAULTS
    assert effects is EFFECTS


def test_what_was_learned_is_what_the_diagnosis_uses() -> None:
    eta: Floats = EFFECTS.eta.copy()
    eta[EFFECTS.slugs.index("linkedin_profile"), Cause.APPLICATION] = 0.9
    reliability = Reliability(
        np.array([40, 0, 0], np.int32), np.array([0.6, np.nan, np.nan]), np.array([0.5, 0.3, 0.45]),
        np.array([True, False, False]),
    )  # fmt: skip
    prior = learn_prior(np.full(100, Cause.APPLICATION, dtype=np.int8))
    parameters, effects = apply_learned(
        DEFAULTS, EFFECTS, Learned(eta=eta, reliability=reliability, prior=prior)
    )
    assert parameters.reliability == (0.5, 0.3, 0.45)
    assert parameters.prior[2] == pytest.approx(0.65)
    hash(parameters)  # tables are kept by their parameters
    jennifer = GOLDEN[0]
    before = diagnose(jennifer.facts, jennifer.now, effects=EFFECTS)
    after = diagnose(jennifer.facts, jennifer.now, parameters=parameters, effects=effects)
    assert after.probabilities[0, 2] > before.probabilities[0, 2] + 0.2
    assert effects.slugs[after.improvement[0]] == "linkedin_profile"


def test_shares_of_another_playbook_are_refused() -> None:
    with pytest.raises(ValueError, match="3 learned shares"):
        apply_learned(DEFAULTS, EFFECTS, Learned(eta=np.zeros((3, 4))))
