"""What was agreed, confirmed, answered and changed in the playbook comes whole, in one statement."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub.analysis.vocabulary import Cause
from coachhub.models import Checklist, Confirmation, Focus, PracticeImprovement
from coachhub.queries.coaching_rows import load_coaching, read_coaching
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.visibility import whole_practice
from coachhub.scope import Scope
from coachhub.services.focuses import agree_focus
from coachhub.services.transaction import writing
from tests.queries.histories import NOW, client_of
from tests.support.people import People, make_people
from tests.support.statements import count_statements

TODAY = date(2026, 6, 1)


@pytest.fixture
def practice(each_app: Flask) -> Iterator[People]:
    with each_app.app_context():
        people = make_people()
        fill(people)
        yield people


def fill(people: People) -> None:
    """Carol works on something that was drawn by lot, and more is known of her and of Dan."""
    bob, carol, dan = people.bob.scope, client_of(people.carol), client_of(people.dan)
    key = agree_focus(bob, carol, "mock_interviews", today=TODAY)
    with writing(bob, carol, dan) as session:
        session.execute(
            update(Focus)
            .where(Focus.practice_id == bob.practice_id, Focus.id == key)
            .values(
                evidence={"proposed": "mock_interviews", "probabilities": {"none": 1.0}},
                near_ties=["mock_interviews", "interview_stories"],
            )
        )
        session.add_all(
            [
                confirm(bob, carol, key),
                Checklist(
                    practice_id=bob.practice_id,
                    client_id=dan,
                    resume_rewritten=True,
                    profile_complete=False,
                    letters_tailored_share=0.25,
                    answered_on=TODAY,
                ),
                improve(bob),
            ]
        )


def confirm(scope: Scope, client_id: UUID, focus_id: UUID) -> Confirmation:
    return Confirmation(
        practice_id=scope.practice_id,
        client_id=client_id,
        focus_id=focus_id,
        cause=Cause.INTERVIEW,
        confirmed_on=TODAY,
        confirmed_by=scope.user_id,
    )


def improve(scope: Scope) -> PracticeImprovement:
    return PracticeImprovement(
        practice_id=scope.practice_id,
        slug="own_walks",
        cause=Cause.FIT,
        title="Walk",
        eta={"fit": 0.2},
        effort_hours=1.5,
        why="Air",
        needs="Shoes",
        steps=["Go", "Come back"],
        done="Walked",
        source="Ours",
        retired_at=NOW,
        created_at=NOW,
    )


def test_each_kind_comes_as_it_was_kept(practice: People) -> None:
    found = read_coaching(practice.bob.scope)
    [focus] = found.focuses
    assert (focus.client_id, focus.improvement, focus.proposed) == (
        client_of(practice.carol),
        "mock_interviews",
        "mock_interviews",
    )
    assert (focus.started_on, focus.ended_on, focus.completed_on) == (TODAY, None, None)
    assert focus.read_evidence() == {"proposed": "mock_interviews", "probabilities": {"none": 1.0}}
    assert focus.read_baseline()["as_of"] == TODAY.isoformat()
    assert (focus.drawn, focus.measurable) == (True, True)
    [confirmed] = found.confirmations
    assert (confirmed.focus_id, confirmed.cause, confirmed.confirmed_on) == (focus.id, Cause.INTERVIEW, TODAY)
    [answers] = found.answers
    assert (answers.client_id, answers.values) == (client_of(practice.dan), (1.0, 0.0, 0.25, None))
    [own] = found.improvements
    assert (own.slug, own.cause, own.title, own.eta) == ("own_walks", Cause.FIT, "Walk", {"fit": 0.2})
    assert (own.effort_hours, own.steps, own.retired) == (1.5, ("Go", "Come back"), True)
    assert (own.why, own.needs, own.done, own.source) == ("Air", "Shoes", "Walked", "Ours")


def test_it_takes_one_statement(practice: People) -> None:
    with count_statements() as asked:
        read_coaching(practice.bob.scope)
    assert len(asked) == 1


def test_the_staff_read_the_practice_and_nobody_else_does(practice: People) -> None:
    for reader in (practice.alice, practice.bob, practice.cleo):
        assert len(load_coaching(reader.scope).focuses) == 1
        assert len(load_coaching(reader.scope).answers) == 1
    carol, dan = (load_coaching(one.scope) for one in (practice.carol, practice.dan))
    assert (len(carol.focuses), len(carol.answers), carol.confirmations) == (1, 0, [])
    assert (len(dan.focuses), len(dan.answers), dan.confirmations) == (0, 1, [])
    for stranger in (practice.mallory, practice.trudy):
        found = load_coaching(stranger.scope)
        assert (found.focuses, found.confirmations, found.answers, found.improvements) == ([], [], [], [])


def test_what_a_coach_does_not_see_is_in_none_of_her_diagnoses(practice: People) -> None:
    seen = {}
    for reader in (practice.alice, practice.bob, practice.cleo):
        found = diagnose_clients(reader.scope, TODAY)
        seen[reader.name] = (found.focuses.client.size, len(found.answered), found.facts.client_count)
    assert seen == {"Alice": (1, 1, 2), "Bob": (1, 1, 2), "Cleo": (0, 0, 0)}


def test_a_checklist_rules_out_what_it_says_is_there(practice: People) -> None:
    bob, carol = practice.bob.scope, client_of(practice.carol)
    with writing(bob, carol) as session:
        session.add(
            Checklist(practice_id=bob.practice_id, client_id=carol, resume_rewritten=True, answered_on=TODAY)
        )
    found = diagnose_clients(bob, TODAY + timedelta(days=1))
    row = found.facts.client_ids.index(str(carol))
    assert found.effects.slugs[found.diagnoses.improvement[row]] != "rewrite_resume_accomplishments"


def test_a_client_is_never_the_whole_practice(practice: People) -> None:
    with pytest.raises(ValueError, match="himself"):
        whole_practice(practice.carol.scope)
