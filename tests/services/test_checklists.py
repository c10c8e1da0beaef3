"""The checklist: asked once, kept, corrected, and never overwritten unseen; it rules out what is in place."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from coachhub.extensions import db
from coachhub.queries.checklists import find_checklist
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.scope import Scope
from coachhub.services.checklists import SHARES, answer_checklist
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.versions import ChangedMeanwhileError
from tests.queries.histories import client_of
from tests.services.searches import bring, contents
from tests.services.test_focuses import RESUME, TODAY, jennifer_sheet
from tests.support.people import People, make_people

RESUME_DONE = {"resume_rewritten": True, "profile_complete": False}


@pytest.fixture
def everybody(each_app: Flask) -> Iterator[People]:
    with each_app.app_context():
        yield make_people()


def proposed(people: People, scope: Scope) -> str:
    found = diagnose_clients(scope, TODAY)
    row = found.facts.client_ids.index(str(client_of(people.carol)))
    return str(found.effects.slugs[found.diagnoses.improvement[row]])


def test_answers_are_kept_and_rule_out_what_is_in_place(everybody: People) -> None:
    bob, carol = everybody.bob.scope, client_of(everybody.carol)
    bring(everybody.carol.scope, jennifer_sheet(), today=TODAY)
    assert find_checklist(bob, carol) is None
    assert proposed(everybody, bob) == RESUME
    answer_checklist(bob, carol, RESUME_DONE, version=0, today=TODAY)
    kept = find_checklist(bob, carol)
    assert kept is not None
    assert (kept.resume_rewritten, kept.profile_complete) == (True, False)
    assert (kept.letters_tailored_share, kept.stretch_share) == (None, None)
    assert (kept.answered_on, kept.answered_by, kept.version) == (TODAY, bob.user_id, 1)
    assert proposed(everybody, bob) == "tailored_cover_letters"
    answer_checklist(
        bob, carol, {**RESUME_DONE, "letters_tailored_share": SHARES["half"]}, version=1, today=TODAY
    )
    assert proposed(everybody, bob) == "linkedin_profile"
    answer_checklist(bob, carol, {}, version=2, today=TODAY)  # not sure of anything after all
    assert proposed(everybody, bob) == RESUME


@pytest.mark.parametrize(
    ("word", "letters", "stretch"),
    [("none", False, True), ("some", False, True), ("half", True, False), ("most", True, False)],
)
def test_a_share_in_words_is_on_the_side_of_the_threshold_that_it_says(
    word: str, letters: bool, stretch: bool
) -> None:
    assert (SHARES[word] >= 0.5, SHARES[word] < 0.3) == (letters, stretch)


def test_what_somebody_answered_meanwhile_is_not_overwritten(everybody: People) -> None:
    bob, alice, carol = everybody.bob.scope, everybody.alice.scope, client_of(everybody.carol)
    answer_checklist(bob, carol, RESUME_DONE, version=0, today=TODAY)
    answer_checklist(alice, carol, RESUME_DONE, version=0, today=TODAY)  # the same is no other wish
    with pytest.raises(ChangedMeanwhileError) as caught:
        answer_checklist(alice, carol, {"stretch_share": 0.8}, version=0, today=TODAY)
    assert caught.value.version == 1
    assert caught.value.current["resume_rewritten"] is True
    answer_checklist(alice, carol, {"stretch_share": 0.8}, version=1, today=TODAY)
    kept = find_checklist(bob, carol)
    assert kept is not None
    assert (kept.resume_rewritten, kept.stretch_share, kept.version) == (None, 0.8, 2)


def test_two_first_answers_at_once_are_one_and_the_other_is_told(each_app: Flask, everybody: People) -> None:
    carol = client_of(everybody.carol)
    told: list[str] = []
    start = threading.Barrier(2)

    def answer(scope: Scope, share: float) -> None:
        with each_app.app_context():
            start.wait()
            try:
                answer_checklist(scope, carol, {"stretch_share": share}, version=0, today=TODAY)
                told.append("kept")
            except ChangedMeanwhileError:
                told.append("changed meanwhile")

    both = ((everybody.bob.scope, 0.2), (everybody.alice.scope, 0.8))
    threads = [threading.Thread(target=answer, args=pair) for pair in both]
    db.session.rollback()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["changed meanwhile", "kept"]
    assert len(contents(each_app)["checklists"]) == 1


def test_it_is_for_those_who_accompany_the_client(app: Flask, people: People) -> None:
    carol = client_of(people.carol)
    with app.app_context():
        for stranger in (people.cleo, people.mallory):
            with pytest.raises(ClientNotFoundError):
                answer_checklist(stranger.scope, carol, RESUME_DONE, version=0, today=TODAY)
        with pytest.raises(NotAllowedError):
            answer_checklist(people.carol.scope, carol, RESUME_DONE, version=0, today=TODAY)
        with pytest.raises(ValueError, match="shares"):
            answer_checklist(people.bob.scope, carol, {"stretch_share": 1.1}, version=0, today=TODAY)
        answer_checklist(people.bob.scope, carol, RESUME_DONE, version=0, today=TODAY)
        for stranger in (people.cleo, people.mallory, people.dan):
            assert find_checklist(stranger.scope, carol) is None
    assert [row["action"] for row in contents(app)["audit_events"]].count("client.checklist_answered") == 1
