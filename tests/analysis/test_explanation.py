"""The two strongest terms are the ones that separate the chosen cause from the runner-up."""

import numpy as np
import pytest

from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.evidence import weigh_steps
from coachhub.analysis.explanation import TERMS, name_band, name_strength
from coachhub.analysis.parameters import DEFAULTS
from tests.analysis.golden_histories import GOLDEN


@pytest.mark.parametrize(
    ("log_odds", "word"),
    [(0.349, "weak"), (0.35, "moderate"), (-0.999, "moderate"), (-1.0, "strong"), (1.001, "strong")],
)
def test_the_strength_of_a_term_in_words(log_odds: float, word: str) -> None:
    assert name_strength(log_odds) == word


@pytest.mark.parametrize(
    ("share", "word"), [(0.249, "small"), (0.25, "medium"), (0.75, "medium"), (0.751, "large")]
)
def test_the_size_of_a_gain_in_words(share: float, word: str) -> None:
    assert name_band(share) == word


def list_terms(number: int) -> list[str]:
    terms = diagnose(GOLDEN[number].facts, GOLDEN[number].now).explanation.term[0]
    return [TERMS[term] for term in terms if term >= 0]


def test_the_terms_of_the_golden_cases() -> None:
    assert list_terms(0) == ["step_applied"]  # there is nothing else
    assert list_terms(1) == ["tags_coach", "step_applied"]
    assert list_terms(5) == ["step_final", "step_applied"]
    assert list_terms(11) == ["coach_rating", "step_applied"]


def test_a_disagreement_shows_with_its_sign() -> None:
    found = diagnose(GOLDEN[7].facts, GOLDEN[7].now).explanation
    assert [TERMS[term] for term in found.term[0]] == ["tags_coach", "tags_client"]
    assert found.log_odds[0, 0] > 1 > -1 > found.log_odds[0, 1]


def test_a_term_is_the_tempered_difference_of_its_evidence() -> None:
    golden = GOLDEN[0]
    found = diagnose(golden.facts, golden.now)
    evidence = weigh_steps(found.statistics, np.zeros(5)).log_evidence[0, :, 0]
    difference = evidence[1 + found.cause[0]] - evidence[1 + found.runner_up[0]]
    assert found.explanation.log_odds[0, 0] == pytest.approx(DEFAULTS.tempering * difference)
