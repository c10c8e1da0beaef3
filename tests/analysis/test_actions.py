"""From a cause to one improvement: scores, the checklist, what was done lately, and what is left then."""

import numpy as np
import pytest

from coachhub.analysis.actions import History, choose_improvements, find_allowed
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import load_effects

EFFECTS = load_effects()
NOTHING = [np.nan] * 4
A, Q, I, F = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT  # noqa: E741


def propose(
    gains: list[float], cause: Cause, checklist: list[float] | None = None, done: dict[str, int] | None = None
) -> str:
    """The improvement for one client on day 100; `done` says how many days ago each was done."""
    done_on = np.full((1, len(EFFECTS.slugs)), NO_DAY, dtype=np.int32)
    for slug, ago in (done or {}).items():
        done_on[0, EFFECTS.slugs.index(slug)] = 100 - ago
    history = History(np.array([checklist or NOTHING]), done_on)
    allowed = find_allowed(EFFECTS, history, 1, 100)
    chosen = choose_improvements(np.array([gains]), np.array([cause], dtype=np.int8), EFFECTS, allowed)
    return str(EFFECTS.slugs[chosen[0]])


@pytest.mark.parametrize(
    ("cause", "slug"),
    [
        (A, "rewrite_resume_accomplishments"),
        (I, "mock_interviews"),
        (F, "company_research"),
        (Q, "skill_gap_plan"),
    ],
)
def test_each_cause_has_its_first_choice(cause: Cause, slug: str) -> None:
    gains = [0.1] * 4
    gains[cause] = 1.0
    assert propose(gains, cause) == slug


def test_what_helps_two_causes_scores_for_both() -> None:
    assert propose([1.0, 0.1, 0.1, 0.1], Q) == "skill_gap_plan"
    assert propose([1.0, 0.1, 0.1, 0.9], Q) == "retarget_roles"


@pytest.mark.parametrize(
    ("checklist", "slug"),
    [
        ([1, np.nan, np.nan, np.nan], "tailored_cover_letters"),
        ([0, np.nan, np.nan, np.nan], "rewrite_resume_accomplishments"),
        ([1, np.nan, 0.49, np.nan], "tailored_cover_letters"),
        ([1, np.nan, 0.50, np.nan], "linkedin_profile"),
        ([1, 1, 0.49, np.nan], "tailored_cover_letters"),
        ([1, 0, 0.51, np.nan], "linkedin_profile"),
    ],
)
def test_the_checklist_rules_out_what_is_settled(checklist: list[float], slug: str) -> None:
    assert propose([0.1, 1.0, 0.1, 0.1], A, checklist) == slug


@pytest.mark.parametrize(
    ("stretch", "slug"), [(0.29, "skill_gap_plan"), (0.30, "retarget_roles"), (0.31, "retarget_roles")]
)
def test_few_stretches_rule_out_retargeting(stretch: float, slug: str) -> None:
    assert propose([1.0, 0.1, 0.1, 0.9], Q, [np.nan, np.nan, np.nan, stretch]) == slug


@pytest.mark.parametrize(
    ("ago", "slug"),
    [
        (0, "tailored_cover_letters"),
        (59, "tailored_cover_letters"),
        (60, "tailored_cover_letters"),
        (61, "rewrite_resume_accomplishments"),
        (-1, "rewrite_resume_accomplishments"),  # a day that has not come
    ],
)
def test_what_was_done_in_the_last_60_days_is_not_proposed_again(ago: int, slug: str) -> None:
    assert propose([0.1, 1.0, 0.1, 0.1], A, done={"rewrite_resume_accomplishments": ago}) == slug


def test_with_the_method_s_three_settled_ours_follow() -> None:
    settled = [1.0, 1.0, 1.0, np.nan]
    assert propose([0.2, 1.0, 0.9, 0.3], A, settled) == "readable_resume"


def test_where_nothing_is_left_for_the_cause_the_best_of_all_is_proposed() -> None:
    settled = [1.0, 1.0, 1.0, np.nan]
    ours = {"readable_resume": 5, "ask_for_a_referral": 5}
    assert propose([0.2, 1.0, 0.9, 0.3], A, settled, ours) == "mock_interviews"
    everything = dict.fromkeys(EFFECTS.slugs, 1)
    assert propose([0.2, 1.0, 0.9, 0.3], A, settled, everything) == "rewrite_resume_accomplishments"
