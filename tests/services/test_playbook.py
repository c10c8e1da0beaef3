"""A practice's playbook: owners keep it, nothing is overwritten unseen, something is always left."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.playbook.book import Origin
from coachhub.playbook.drafts import Draft, Fault, Problem, draft_of
from coachhub.playbook.improvements import find_improvement, load_improvements
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import find_active_focus
from coachhub.queries.playbook import count_working, find_playbook
from coachhub.scope import Scope
from coachhub.services import playbook
from coachhub.services.clients import NotAllowedError
from coachhub.services.focuses import ImprovementNotFoundError, agree_focus
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.playbook import (
    MOST_OWN,
    DraftRefusedError,
    LastOneError,
    PlaybookFullError,
    add_improvement,
    bring_back,
    edit_improvement,
    retire_improvement,
)
from coachhub.services.versions import ChangedMeanwhileError
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.services.test_focuses import MOCK, RESUME, TODAY, jennifer_sheet
from tests.support.people import People, add_person, make_people

CALLS = Draft(
    title="  Call  before\nyou write ",
    why="A call tells more than a page.\0",
    steps=("Call one. (30 minutes)", " ", "Call two. (30 minutes)"),
    done="Two calls were made.",
    effort_hours=1.5,
    needs="A phone.",
    source="Our own habit; the share closed is assumed.",
    cause=Cause.INTERVIEW,
    share=0.15,
)


@pytest.fixture
def everybody(each_app: Flask) -> Iterator[People]:
    with each_app.app_context():
        yield make_people()


@pytest.fixture
def here(app: Flask) -> Iterator[People]:
    """The same on SQLite alone, for what no database decides."""
    with app.app_context():
        yield make_people()


def actions(app: Flask) -> list[str]:
    return [row["action"] for row in contents(app)["audit_events"] if row["action"].startswith("playbook.")]


def test_an_owner_adds_one_and_everybody_of_the_practice_has_it(each_app: Flask, everybody: People) -> None:
    slug = add_improvement(everybody.alice.scope, CALLS)
    assert slug == "own_call_before_you_write"
    for reader in (everybody.alice, everybody.bob, everybody.cleo, everybody.carol):
        entry = find_playbook(reader.scope).find_entry(slug)
        assert (entry.origin, entry.retired) == (Origin.OWN, False)
        assert entry.improvement.title == "Call before you write"
        assert entry.improvement.why == "A call tells more than a page."
        assert entry.improvement.steps == ("Call one. (30 minutes)", "Call two. (30 minutes)")
        assert entry.improvement.eta == (0.0, 0.0, 0.15, 0.0)
        assert entry.improvement.cause is Cause.INTERVIEW
    assert diagnose_clients(everybody.bob.scope, TODAY).playbook.find(slug).effort_hours == 1.5
    with pytest.raises(KeyError):
        find_playbook(everybody.mallory.scope).find(slug)
    assert actions(each_app) == ["playbook.added"]


def test_its_own_improvement_can_be_agreed_and_its_steps_are_copied(everybody: People) -> None:
    bring(everybody.carol.scope, jennifer_sheet(), today=TODAY)
    slug, carol = add_improvement(everybody.alice.scope, CALLS), client_of(everybody.carol)
    agree_focus(everybody.bob.scope, carol, slug, today=TODAY, reason="She asked for it.")
    edit_improvement(everybody.alice.scope, slug, 0, replace(CALLS, steps=("Something else.",)))
    focus = find_active_focus(everybody.carol.scope, carol)
    assert focus is not None
    assert (focus.improvement, focus.cause) == (slug, Cause.INTERVIEW)
    assert [step.words for step in focus.steps] == ["Call one. (30 minutes)", "Call two. (30 minutes)"]
    assert count_working(everybody.bob.scope) == {slug: 1}
    assert count_working(everybody.cleo.scope) == {}


def test_the_practice_s_words_replace_everybody_s_and_what_is_counted_stays(
    each_app: Flask, everybody: People
) -> None:
    alice = everybody.alice.scope
    ours = replace(CALLS, cause=Cause.FIT, share=0.25)
    edit_improvement(alice, RESUME, 0, ours)
    entry = find_playbook(everybody.bob.scope).find_entry(RESUME)
    assert (entry.origin, entry.version) == (Origin.EDITED, 1)
    assert entry.improvement.title == "Call before you write"
    assert (entry.improvement.cause, entry.improvement.eta) == (Cause.APPLICATION, (0.0, 0.5, 0.0, 0.0))
    edit_improvement(alice, RESUME, 1, draft_of(find_improvement(RESUME)))
    assert find_playbook(alice).find_entry(RESUME).origin is Origin.EVERYBODY
    assert actions(each_app) == ["playbook.changed", "playbook.changed"]


def test_what_was_changed_meanwhile_is_not_overwritten_and_both_texts_are_there(everybody: People) -> None:
    alice = everybody.alice.scope
    edit_improvement(alice, MOCK, 0, replace(CALLS, title="First"))
    with pytest.raises(ChangedMeanwhileError) as caught:
        edit_improvement(alice, MOCK, 0, replace(CALLS, title="Second"))
    assert (caught.value.version, caught.value.current["title"]) == (1, "First")
    assert caught.value.current["steps"] == ["Call one. (30 minutes)", "Call two. (30 minutes)"]
    edit_improvement(alice, MOCK, 0, replace(CALLS, title="First"))  # the same words are the same wish
    edit_improvement(alice, MOCK, 1, replace(CALLS, title="Second"))
    assert find_playbook(alice).name(MOCK) == "Second"
    assert find_playbook(alice).find_entry(MOCK).version == 2


def test_one_s_own_may_come_to_help_another_cause(everybody: People) -> None:
    alice = everybody.alice.scope
    slug = add_improvement(alice, CALLS)
    edit_improvement(alice, slug, 0, replace(CALLS, cause=Cause.FIT, share=0.20))
    changed = find_playbook(alice).find(slug)
    assert (changed.cause, changed.eta) == (Cause.FIT, (0.0, 0.0, 0.0, 0.20))


def test_what_is_retired_is_proposed_and_agreed_no_more_until_it_is_back(
    each_app: Flask, everybody: People
) -> None:
    alice, bob, carol = everybody.alice.scope, everybody.bob.scope, client_of(everybody.carol)
    bring(everybody.carol.scope, jennifer_sheet(), today=TODAY)

    def proposed() -> str:
        found = diagnose_clients(bob, TODAY)
        row = found.facts.client_ids.index(str(carol))
        return str(found.effects.slugs[found.diagnoses.improvement[row]])

    assert proposed() == RESUME
    retire_improvement(alice, RESUME)
    retire_improvement(alice, RESUME)  # twice is once
    assert proposed() == "tailored_cover_letters"
    with pytest.raises(ImprovementNotFoundError):
        agree_focus(bob, carol, RESUME, today=TODAY)
    assert find_playbook(bob).name(RESUME) == find_improvement(RESUME).title
    # Retired, it can be changed, and stays retired.
    edit_improvement(alice, RESUME, 0, replace(CALLS, title="Ours"))
    assert find_playbook(bob).find_entry(RESUME).retired
    bring_back(alice, RESUME)
    bring_back(alice, RESUME)
    assert proposed() == RESUME
    assert find_playbook(bob).name(RESUME) == "Ours"
    told = ["playbook.retired", "playbook.changed", "playbook.brought_back"]
    assert actions(each_app) == told


def test_a_focus_goes_on_when_its_improvement_is_retired(here: People) -> None:
    carol = client_of(here.carol)
    agree_focus(here.bob.scope, carol, MOCK, today=TODAY, reason="Agreed.")
    retire_improvement(here.alice.scope, MOCK)
    focus = find_active_focus(here.carol.scope, carol)
    assert focus is not None
    assert len(focus.steps) == len(find_improvement(MOCK).steps)


def test_every_cause_keeps_one_to_propose(here: People) -> None:
    alice = here.alice.scope
    fit = [one.slug for one in load_improvements() if one.cause is Cause.FIT]
    slug = add_improvement(alice, replace(CALLS, cause=Cause.FIT))
    for one in fit:
        retire_improvement(alice, one)
    with pytest.raises(LastOneError):
        retire_improvement(alice, slug)
    with pytest.raises(LastOneError):
        edit_improvement(alice, slug, 0, replace(CALLS, cause=Cause.INTERVIEW))
    bring_back(alice, fit[0])
    retire_improvement(alice, slug)


def test_two_owners_never_retire_the_last_two_at_once(each_app: Flask, everybody: People) -> None:
    alice, home = everybody.alice.scope, everybody.alice.scope.practice_id
    fit = [one.slug for one in load_improvements() if one.cause is Cause.FIT]
    for one in fit[2:]:
        retire_improvement(alice, one)
    olga = Scope(home, everybody.bob.scope.user_id, alice.role)
    told: list[str] = []
    start = threading.Barrier(2)

    def retire(scope: Scope, slug: str) -> None:
        with each_app.app_context():
            start.wait()
            try:
                retire_improvement(scope, slug)
                told.append("retired")
            except LastOneError:
                told.append("the last one")

    threads = [threading.Thread(target=retire, args=pair) for pair in ((alice, fit[0]), (olga, fit[1]))]
    db.session.rollback()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["retired", "the last one"]


@pytest.mark.parametrize("name", ["bob", "carol"])
def test_coaches_and_clients_change_nothing(here: People, name: str) -> None:
    scope = getattr(here, name).scope
    doings: list[Any] = [
        lambda: add_improvement(scope, CALLS),
        lambda: edit_improvement(scope, MOCK, 0, CALLS),
        lambda: retire_improvement(scope, MOCK),
        lambda: bring_back(scope, MOCK),
    ]
    for doing in doings:
        with pytest.raises(NotAllowedError):
            doing()


def test_another_practice_s_is_not_there(here: People) -> None:
    slug = add_improvement(here.alice.scope, CALLS)
    oscar = add_person(here.mallory.scope.practice_id, "Oscar", here.alice.scope.role).scope
    for doing in (retire_improvement, bring_back):
        with pytest.raises(ImprovementNotFoundError):
            doing(oscar, slug)
    with pytest.raises(ImprovementNotFoundError):
        edit_improvement(oscar, slug, 0, CALLS)


def test_a_form_sent_twice_adds_one(everybody: People) -> None:
    alice, key = everybody.alice.scope, uuid4().hex
    add_improvement(alice, CALLS, once=key)
    with pytest.raises(AlreadyDoneError):
        add_improvement(alice, CALLS, once=key)
    assert sum(entry.origin is Origin.OWN for entry in find_playbook(alice).entries) == 1


def test_the_same_title_twice_makes_two_and_a_title_without_plain_letters_one(here: People) -> None:
    alice = here.alice.scope
    assert add_improvement(alice, CALLS) == "own_call_before_you_write"
    assert add_improvement(alice, CALLS) == "own_call_before_you_write_2"
    assert add_improvement(alice, replace(CALLS, title="Übung macht den Meister")) == (
        "own_ubung_macht_den_meister"
    )
    assert add_improvement(alice, replace(CALLS, title="練習")) == "own_improvement"
    assert len(add_improvement(alice, replace(CALLS, title="x" * 120))) <= 60


def test_what_has_to_be_corrected_is_told_at_once_and_nothing_is_kept(app: Flask, here: People) -> None:
    with pytest.raises(DraftRefusedError) as caught:
        add_improvement(here.alice.scope, replace(CALLS, title=" \0 ", steps=("Read. (90 minutes)",)))
    assert caught.value.problems == [
        Problem("title", Fault.EMPTY),
        Problem("steps", Fault.OVER_AN_HOUR, 1),
    ]
    assert contents(app)["practice_improvements"] == []


def test_a_playbook_has_an_end(here: People, monkeypatch: pytest.MonkeyPatch) -> None:
    # The table of effects keeps places in one byte.
    assert len(load_improvements()) + MOST_OWN <= 127
    monkeypatch.setattr(playbook, "MOST_OWN", 2)
    for _ in range(2):
        add_improvement(here.alice.scope, CALLS)
    with pytest.raises(PlaybookFullError):
        add_improvement(here.alice.scope, CALLS)
