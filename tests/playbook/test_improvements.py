"""The playbook says what the method says, in kind words and short steps."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachhub.analysis.actions import choose_improvements, score_improvements
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import (
    Improvement,
    PlaybookError,
    find_improvement,
    load_effects,
    load_improvements,
    read_improvements,
)

# Qualifications, application, interview, fit.
ETA = {
    "skill_gap_plan": (0.35, 0, 0, 0),
    "retarget_roles": (0.30, 0, 0, 0.30),
    "rewrite_resume_accomplishments": (0, 0.50, 0, 0),
    "tailored_cover_letters": (0, 0.35, 0, 0.10),
    "linkedin_profile": (0, 0.25, 0, 0),
    "mock_interviews": (0, 0, 0.50, 0.10),
    "company_research": (0, 0, 0.25, 0.40),
}
# Ours, beside the seven of the method: never above a quarter, so that they come after them.
MORE_ETA = {
    "bridge_one_gap": (0.20, 0, 0, 0),
    "work_sample": (0.20, 0, 0, 0),
    "speaking_references": (0.10, 0, 0, 0),
    "readable_resume": (0, 0.20, 0, 0),
    "ask_for_a_referral": (0, 0.15, 0, 0),
    "interview_stories": (0, 0, 0.25, 0),
    "first_two_minutes": (0, 0, 0.20, 0),
    "interview_debriefs": (0, 0, 0.15, 0),
    "calm_start": (0, 0, 0.10, 0),
    "places_that_suit": (0, 0, 0, 0.20),
    "insider_conversations": (0, 0, 0, 0.15),
    "stay_in_touch": (0, 0, 0, 0.15),
    "ask_what_tipped": (0, 0, 0, 0.10),
}
SETTLED_BY = {
    "rewrite_resume_accomplishments": "resume_rewritten",
    "linkedin_profile": "profile_complete",
    "tailored_cover_letters": "letters_tailored_share",
    "retarget_roles": "stretch_share",
}


def test_the_seven_improvements_and_ours_and_what_they_close() -> None:
    assert {improvement.slug: improvement.eta for improvement in load_improvements()} == ETA | MORE_ETA
    assert max(share for shares in MORE_ETA.values() for share in shares) <= 0.25
    assert all(sum(share > 0 for share in shares) == 1 for shares in MORE_ETA.values())
    settled = {i.slug: i.settled_by for i in load_improvements() if i.settled_by is not None}
    assert settled == SETTLED_BY


def test_the_table_of_effects_keeps_the_order_of_the_entries() -> None:
    effects = load_effects()
    assert effects.slugs == tuple(improvement.slug for improvement in load_improvements())
    assert effects.eta.tolist() == [list((ETA | MORE_ETA)[slug]) for slug in effects.slugs]
    assert effects.settled_by == tuple(SETTLED_BY.get(slug) for slug in effects.slugs)
    with pytest.raises(ValueError, match="read-only"):
        effects.eta[0, 0] = 1
    assert not np.isnan(effects.effort).any()


def test_every_cause_has_at_least_five_improvements() -> None:
    filed = [improvement.cause for improvement in load_improvements()]
    assert min(filed.count(cause) for cause in Cause) >= 5


@given(st.lists(st.tuples(*[st.floats(1e-6, 1e6)] * 4), min_size=1, max_size=20), st.sampled_from(Cause))
def test_what_we_added_never_takes_the_place_of_the_seven_in_a_proposal(
    drawn: list[tuple[float, float, float, float]], cause: Cause
) -> None:
    # Any gains, also those of a cause that was chosen although another one promises more.
    effects, gains = load_effects(), np.array(drawn)
    causes = np.full(len(gains), cause, dtype=np.int8)
    seven = np.array([slug in ETA for slug in effects.slugs])
    every = np.ones((len(gains), seven.size), dtype=np.bool_)
    chosen = choose_improvements(gains, causes, effects, every)
    assert np.array_equal(chosen, choose_improvements(gains, causes, effects, every & seven))
    assert seven[chosen].all()
    # Nor is one within 5 % of the best, where improvements take turns.
    score = score_improvements(gains, effects)
    helping = effects.eta[:, cause] > 0
    best = score[:, helping].max(axis=1)
    assert (score[:, helping & ~seven] < 0.95 * best[:, None]).all()


def test_with_a_method_s_choice_done_ours_can_follow() -> None:
    effects = load_effects()
    allowed = np.array([[slug not in ("mock_interviews", "company_research") for slug in effects.slugs]])
    chosen = choose_improvements(
        np.array([[0.1, 0.1, 1.0, 0.1]]), np.array([Cause.INTERVIEW], dtype=np.int8), effects, allowed
    )
    assert effects.slugs[chosen[0]] == "interview_stories"


@pytest.mark.parametrize("improvement", load_improvements(), ids=lambda improvement: improvement.slug)
def test_a_source_says_what_is_assumed(improvement: Improvement) -> None:
    assert "assumed" in improvement.source


@pytest.mark.parametrize("improvement", load_improvements(), ids=lambda improvement: improvement.slug)
def test_an_entry_can_be_worked_with(improvement: Improvement) -> None:
    assert 3 <= len(improvement.steps) <= 6
    for step in improvement.steps:
        minutes = re.search(r"\((\d+) minutes(?: a day| each)?\)$", step)
        assert minutes, step
        assert int(minutes[1]) <= 60, step
    for text in (improvement.why, improvement.needs, improvement.done, improvement.source):
        assert len(text) > 60
        assert text.endswith((".", "?"))
    assert 15 < len(improvement.title) < 70
    assert find_improvement(improvement.slug) is improvement


@pytest.mark.parametrize("improvement", load_improvements(), ids=lambda improvement: improvement.slug)
def test_the_hours_are_those_of_the_steps(improvement: Improvement) -> None:
    minutes = sum(int(found) for found in re.findall(r"\((\d+) minutes", " ".join(improvement.steps)))
    # Some steps are done more than once: a day, or each time.
    often = any(step.endswith((" each)", " a day)")) for step in improvement.steps)
    assert minutes / 60 - 0.5 <= improvement.effort_hours <= minutes / 60 + (2 if often else 1)


@pytest.mark.parametrize("improvement", load_improvements(), ids=lambda improvement: improvement.slug)
def test_no_entry_judges_a_person(improvement: Improvement) -> None:
    words = " ".join(
        [improvement.title, improvement.why, improvement.needs, improvement.done, *improvement.steps]
    ).lower()
    for harsh in ("fail", "weak", "bad ", "mistake", "poor", "wrong", "should have", "lack"):
        assert harsh not in words, harsh


def test_an_unknown_slug_is_not_found() -> None:
    with pytest.raises(KeyError):
        find_improvement("luck")


ENTRY = """
[[improvement]]
slug = "x"
title = "t"
effort_hours = 1
why = "w"
needs = "n"
steps = ["s"]
done = "d"
source = "s"
eta = {{ {eta} }}
{more}
"""


@pytest.mark.parametrize(
    ("eta", "more", "message"),
    [
        ("fit = 0.0", "", "eta is a share"),
        ("fit = 1.1", "", "eta is a share"),
        ("fit = 0.2, interview = 0.3", "", "eta is largest for another cause than fit"),
        ("fit = 0.2", 'settled_by = "luck"', "settled_by is one of resume_rewritten"),
        ("fit = 0.2", "cost = 3", "cost is not a field"),
    ],
)
def test_a_faulty_entry_is_refused(eta: str, more: str, message: str) -> None:
    with pytest.raises(PlaybookError, match=f"fit.toml: x: {message}"):
        read_improvements(ENTRY.format(eta=eta, more=more), Cause.FIT, "fit.toml")


def test_a_missing_field_is_named() -> None:
    with pytest.raises(PlaybookError, match="x: done, needs, source missing"):
        read_improvements(
            '[[improvement]]\nslug="x"\ntitle="t"\neffort_hours=1\nwhy="w"\nsteps=[]\neta={fit=0.1}',
            Cause.FIT,
            "f",
        )
