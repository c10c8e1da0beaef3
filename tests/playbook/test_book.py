"""A practice's playbook: its own words, its own improvements, and what it retired."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coachhub.analysis.actions import History, choose_improvements, find_allowed
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.book import Edition, Origin, Playbook, built_in_playbook, compile_playbook
from coachhub.playbook.improvements import Improvement, find_improvement, load_effects, load_improvements

MOCK, RESUME = "mock_interviews", "rewrite_resume_accomplishments"
OWN = replace(
    find_improvement("calm_start"),
    slug="own_breathe",
    title="Breathe before the call",
    cause=Cause.INTERVIEW,
    eta=(0.0, 0.0, 0.15, 0.0),
)


def test_a_practice_that_changed_nothing_has_what_everybody_has() -> None:
    playbook = built_in_playbook()
    assert playbook.offered == load_improvements()
    assert playbook.effects.slugs == load_effects().slugs
    assert playbook.effects.offered is None
    assert {entry.origin for entry in playbook.entries} == {Origin.EVERYBODY}


def test_an_edition_changes_words_and_effort_and_nothing_that_is_counted() -> None:
    changed = replace(
        find_improvement(RESUME),
        title="Say what came of it",
        steps=("Do it. (30 minutes)",),
        effort_hours=1.0,
        cause=Cause.FIT,
        eta=(0.0, 0.0, 0.0, 1.0),
        settled_by=None,
    )
    playbook = compile_playbook([Edition(changed, retired=False, version=3)])
    entry = playbook.find_entry(RESUME)
    assert (entry.origin, entry.version, entry.retired) == (Origin.EDITED, 3, False)
    assert (entry.improvement.title, entry.improvement.effort_hours) == ("Say what came of it", 1.0)
    assert entry.improvement.cause is Cause.APPLICATION
    assert entry.improvement.eta == (0.0, 0.5, 0.0, 0.0)
    assert entry.improvement.settled_by == "resume_rewritten"
    assert playbook.effects.slugs == load_effects().slugs


def test_the_practice_s_own_stand_after_everybody_s_of_their_cause() -> None:
    playbook = compile_playbook([Edition(OWN, retired=False, version=1)])
    slugs = [entry.improvement.slug for entry in playbook.entries]
    before = [one.slug for one in load_improvements() if one.cause <= Cause.INTERVIEW]
    assert slugs[: len(before) + 1] == [*before, "own_breathe"]
    assert playbook.find_entry("own_breathe").origin is Origin.OWN
    assert playbook.effects.slugs == tuple(slugs)


def test_what_is_retired_keeps_its_title_and_is_not_offered() -> None:
    # Retired in the words that everybody has: it is still everybody's.
    playbook = compile_playbook([Edition(find_improvement(MOCK), retired=True, version=0)])
    entry = playbook.find_entry(MOCK)
    assert (entry.origin, entry.retired) == (Origin.EVERYBODY, True)
    assert playbook.name(MOCK) == find_improvement(MOCK).title
    assert MOCK not in [one.slug for one in playbook.offered]
    assert playbook.name("luck") == "luck"
    assert find_offered(playbook, MOCK) is None
    assert find_offered(playbook, RESUME) is not None


def find_offered(playbook: Playbook, slug: str) -> Improvement | None:
    try:
        return playbook.find_offered(slug)
    except KeyError:
        return None


slugs = st.sampled_from([one.slug for one in load_improvements()])


@given(
    st.sets(slugs, max_size=12),
    st.lists(st.tuples(*[st.floats(1e-3, 1e3)] * 4), min_size=1, max_size=10),
    st.sampled_from(Cause),
    st.booleans(),
)
def test_what_is_retired_is_never_proposed(
    retired: set[str], drawn: list[tuple[float, float, float, float]], cause: Cause, done: bool
) -> None:
    # The last improvement of a cause cannot be retired: services/playbook.py refuses it.
    for one in Cause:
        mine = [each.slug for each in load_improvements() if each.cause is one]
        if retired.issuperset(mine):
            retired = retired - {mine[0]}
    editions = [Edition(find_improvement(slug), retired=True, version=0) for slug in retired]
    effects = compile_playbook([*editions, Edition(OWN, retired=True, version=1)]).effects
    gains = np.array(drawn)
    # Also where everything was done a day ago, and something has to be proposed once more.
    done_on = np.full((len(gains), len(effects.slugs)), 99 if done else -1000, dtype=np.int32)
    allowed = find_allowed(effects, History(None, done_on), len(gains), 100)
    chosen = choose_improvements(gains, np.full(len(gains), cause, dtype=np.int8), effects, allowed)
    assert not {effects.slugs[place] for place in chosen.tolist()} & {*retired, "own_breathe"}
