"""The golden cases come out exactly, and a changed number of the method is noticed."""

from dataclasses import replace

import numpy as np
import pytest

from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.vocabulary import Cause, State
from coachhub.playbook.improvements import load_effects
from tests.analysis.golden_histories import GOLDEN, LETTERS, STATES, Golden


def distance(golden: Golden, parameters: Parameters = DEFAULTS) -> float:
    """How far the probabilities are from the golden ones."""
    probabilities = diagnose(golden.facts, golden.now, parameters=parameters).probabilities[0]
    return float(np.abs(probabilities - np.array(list(golden.expected["P"].values()))).max())


def settle(golden: Golden) -> Diagnoses:
    return diagnose(golden.facts, golden.now, effects=load_effects())


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_the_golden_cases_are_exact(golden: Golden) -> None:
    found = settle(golden)
    assert distance(golden) < 0.00051  # the cases are written with three digits
    assert State(found.state[0]) is STATES[golden.expected["state"]]
    assert found.exposure[0] == pytest.approx(golden.expected["n_eff"], abs=0.0051)
    assert found.gains[0] == pytest.approx(golden.expected["gain"], abs=0.0051)
    if golden.expected["cause"]:
        assert Cause(found.cause[0]) is LETTERS[golden.expected["cause"]]
        assert load_effects().slugs[found.improvement[0]] == golden.expected["action"]


def test_the_first_case_tells_its_interviews_and_its_runner_up() -> None:
    found = settle(GOLDEN[0])
    assert found.pace[0] == 4.5
    assert found.interviews[0] == pytest.approx(0.39, abs=0.005)
    assert found.improved_interviews[0] == pytest.approx(0.18, abs=0.005)
    assert Cause(found.runner_up[0]) is Cause.QUALIFICATIONS
    assert found.runner_up_probability[0] == pytest.approx(0.264, abs=0.001)
    assert found.exposure[0, 0] * found.healthy[0, 0] == pytest.approx(1.8, abs=0.05)


@pytest.mark.parametrize(
    "changed",
    [
        {"tempering": 1.0},
        {"half_life_days": 100.0},
        {"healthy_rate": (0.16, 0.62, 0.75, 0.50, 0.48)},
        {"prior_strength": (15.0, 12.0, 12.0, 15.0, 12.0)},
        {"pass_median": (11.0, 8.0, 8.0, 9.0, 9.0)},
        {"ghost": (0.45, 0.25, 0.25, 0.25, 0.15)},
        {"prior": (0.12, 0.23, 0.29, 0.24, 0.12)},
        {"reliability": (0.20, 0.30, 0.50)},
        {"concentration": (4.0, 10.0, 12.0)},
        {"rating_deficit": 1.1},
        {"channel_pseudo_counts": (2.0, 0.4, 0.1)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_changed_number_moves_a_golden_case(changed: dict[str, object]) -> None:
    # The cases above would be worthless if they held for other numbers too.
    other = replace(DEFAULTS, **changed)  # type: ignore[arg-type]
    assert max(distance(golden, other) for golden in GOLDEN) > 0.001
