"""What is kept when a focus is agreed says what was known that day, and lasts as JSON."""

import json
from dataclasses import replace

import numpy as np
import pytest

from coachhub.analysis.agreement import (
    choose_focus_cause,
    find_proposal,
    keep_baseline,
    keep_evidence,
)
from coachhub.analysis.vocabulary import Cause, State
from coachhub.playbook.improvements import load_effects
from coachhub.queries.diagnoses import Diagnosed
from tests.analysis.history_rows import gather_facts
from tests.dashboards.stories import diagnose_all, jennifer, name_clients

EFFECTS = load_effects()


def lean() -> Diagnosed:
    facts, _rows = name_clients(gather_facts(jennifer(), 1))
    return diagnose_all(facts)


def test_the_evidence_of_the_worked_example_is_kept_unrounded() -> None:
    found = lean().diagnoses
    kept = json.loads(json.dumps(keep_evidence(found, EFFECTS, 0)))
    assert (kept["state"], kept["cause"], kept["runner_up"]) == ("leaning", "application", "qualifications")
    assert kept["proposed"] == "rewrite_resume_accomplishments"
    assert kept["probabilities"]["application"] == found.probabilities[0, 2]
    assert kept["probabilities"]["application"] == pytest.approx(0.447, abs=0.005)
    assert kept["gains"]["fit"] == found.gains[0, 3]
    assert (kept["sent"], kept["passed"], kept["failed"], kept["open"]) == (
        20, [0] * 5, [8, 0, 0, 0, 0], [12, 0, 0, 0, 0],
    )  # fmt: skip
    assert kept["exposure"][0] == pytest.approx(11.9, abs=0.05)


def test_the_baseline_holds_the_weighted_statistics_and_the_market() -> None:
    found = lean().diagnoses
    kept = json.loads(json.dumps(keep_baseline(found, 0)))
    assert kept["passes"][0] + kept["failures"][0] + kept["open_worth"][0] == pytest.approx(
        found.exposure[0, 0]
    )
    assert kept["shift"] == [0.0] * 5
    assert kept["pace"] == pytest.approx(4.5)
    assert len(kept["healthy"]) == 5


@pytest.mark.parametrize("state", State)
def test_only_a_focus_and_a_lean_propose(state: State) -> None:
    found = replace(lean().diagnoses, state=np.array([state], dtype=np.int8))
    proposed = find_proposal(found, EFFECTS, 0)
    assert (proposed is not None) is (state in (State.FOCUS, State.LEANING))


def test_an_improvement_that_helps_the_proposed_cause_is_for_it() -> None:
    found = lean().diagnoses

    def choose(slug: str, filed_under: Cause) -> Cause:
        return choose_focus_cause(found, EFFECTS, 0, slug, filed_under)

    assert choose("tailored_cover_letters", Cause.APPLICATION) == Cause.APPLICATION
    assert choose("mock_interviews", Cause.INTERVIEW) == Cause.INTERVIEW
    fit = replace(found, cause=np.array([Cause.FIT], dtype=np.int8))
    assert choose_focus_cause(fit, EFFECTS, 0, "mock_interviews", Cause.INTERVIEW) == Cause.FIT
    early = replace(fit, state=np.array([State.ABSTAIN], dtype=np.int8))
    assert choose_focus_cause(early, EFFECTS, 0, "mock_interviews", Cause.INTERVIEW) == Cause.INTERVIEW
