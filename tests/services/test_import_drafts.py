"""A file that waits: its person's alone, corrected, added once with its new client, or let go."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from coachhub import clock
from coachhub.intake import Choices, Tracker, read_tracker
from coachhub.models import ImportDraft
from coachhub.queries.applications import list_applications
from coachhub.queries.clients import list_clients
from coachhub.queries.import_drafts import BrokenDraftError, find_draft, list_drafts
from coachhub.queries.imports import find_batch, list_batches, list_fates
from coachhub.scope import Scope, SystemScope
from coachhub.services.clients import ClientExistsError, ClientNotFoundError, NotAllowedError
from coachhub.services.consistency import find_disagreements
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.import_drafts import (
    MOST_DRAFTS,
    DraftNotFoundError,
    change_draft,
    confirm_draft,
    discard_draft,
    forget_old_drafts,
    keep_draft,
)
from coachhub.services.imports import NothingToImportError, preview_import
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError
from tests.services.searches import HEADER, SHEET, TODAY, bring, contents
from tests.support.people import People, make_people
from tests.support.statements import count_statements

UNSURE = HEADER + (
    "Acme,Cook,03/04/2026,Applied,zugzwang,,https://jobs.example/acme/1\n"
    "Birch,Cook,32/04/2026,Interview,,,https://jobs.example/birch/2\n"
    ",Baker,05/04/2026,Applied,,,\n"
)
NEW = {"name": "Erin", "email": "Erin@Example.org", "field": "Design"}


def read(text: str, choices: Choices = Choices()) -> Tracker:  # noqa: B008  frozen
    return read_tracker(text.encode(), filename="t.csv", today=TODAY, choices=choices, explain=True)


def keep(
    scope: Scope, text: str = SHEET, *, client_id: UUID | None = None, new: dict[str, str] | None = None,
    once: str | None = None,
) -> UUID:  # fmt: skip
    return keep_draft(
        scope,
        client_id=client_id,
        new_client=new,
        file_name="t.csv",
        data=text.encode(),
        tracker=read(text),
        once=once,
    )


def test_a_file_waits_with_what_it_still_asks(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope.client_id
        draft_id = keep(people.bob.scope, UNSURE, client_id=carol)
        with count_statements() as asked:
            [row] = list_drafts(people.bob.scope)
        assert len(asked) == 1
        assert "packed" not in asked[0]
        assert (row.id, row.client_id, row.new_name, row.file_name) == (draft_id, carol, "", "t.csv")
        assert (row.applications, row.questions, row.rows_open) == (3, 1, 2)
        draft = find_draft(people.bob.scope, draft_id)
        assert draft is not None
        assert (draft.data, draft.version, draft.choices) == (UNSURE.encode(), 1, Choices())
        assert draft.file_sha256 == hashlib.sha256(UNSURE.encode()).hexdigest()
        assert list_applications(people.alice.scope) == []


def test_a_draft_is_its_persons_alone(app: Flask, people: People) -> None:
    with app.app_context():
        draft_id = keep(people.bob.scope, client_id=people.carol.scope.client_id)
        for other in (people.alice, people.cleo, people.carol, people.mallory):
            assert list_drafts(other.scope) == []
            assert find_draft(other.scope, draft_id) is None
            for attempt in (
                lambda scope: discard_draft(scope, draft_id),
                lambda scope: change_draft(scope, draft_id, 1, Choices(), read(SHEET)),
                lambda scope: confirm_draft(scope, draft_id, 1, read(SHEET), today=TODAY),
            ):
                with pytest.raises(DraftNotFoundError):
                    attempt(other.scope)
        assert len(list_drafts(people.bob.scope)) == 1


def test_nobody_keeps_a_file_for_somebody_elses_client(app: Flask, people: People) -> None:
    with app.app_context():
        for stranger in (people.cleo, people.mallory, people.carol):
            with pytest.raises(ClientNotFoundError):
                keep(stranger.scope, client_id=people.dan.scope.client_id)
        with pytest.raises(NotAllowedError):
            keep(people.carol.scope, new=NEW)
        with pytest.raises(ClientExistsError):
            keep(people.bob.scope, new={"name": "Carol", "email": "CAROL@example.org"})
        with pytest.raises(ValueError, match="name"):
            keep(people.bob.scope, new={"name": "  "})
    assert contents(app)["import_drafts"] == []


def test_a_form_sent_twice_keeps_one_file(each_app: Flask) -> None:
    with each_app.app_context():
        bob = make_people().bob.scope
        keep(bob, new=NEW, once="k")
        with pytest.raises(AlreadyDoneError):
            keep(bob, new=NEW, once="k")
        assert len(list_drafts(bob)) == 1


def test_the_oldest_of_too_many_goes(app: Flask, people: People) -> None:
    with app.app_context():
        keep(people.alice.scope, new=NEW)
        first = keep(people.bob.scope, new=NEW)
        later = [keep(people.bob.scope, new=NEW) for _ in range(MOST_DRAFTS)]
        assert {row.id for row in list_drafts(people.bob.scope)} == set(later) - {first}
        assert len(list_drafts(people.alice.scope)) == 1


def test_a_decision_is_kept_and_a_stale_one_is_told(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob = people.bob.scope
        draft_id = keep(bob, UNSURE, client_id=people.carol.scope.client_id)
        choices = Choices(words={"zugzwang": "rejected"}, rows={3: {"Date Applied": "22/04/2026"}})
        assert change_draft(bob, draft_id, 1, choices, read(UNSURE, choices)) == 2
        draft = find_draft(bob, draft_id)
        assert draft is not None
        assert (draft.choices, draft.version) == (choices, 2)
        [row] = list_drafts(bob)
        assert (row.questions, row.rows_open) == (0, 1)
        with pytest.raises(ChangedMeanwhileError) as told:
            change_draft(bob, draft_id, 1, Choices(), read(UNSURE))
        assert (told.value.version, told.value.current) == (2, {"choices": choices.to_json()})
        with pytest.raises(ChangedMeanwhileError):
            confirm_draft(bob, draft_id, 1, read(UNSURE), today=TODAY)
        assert list_applications(bob) == []


def test_a_file_is_added_once_with_the_client_who_comes_with_it(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob = people.bob.scope
        draft_id = keep(bob, new=NEW)
        tracker = read(SHEET)
        promised = preview_import(bob, None, tracker, today=TODAY)
        assert (promised.added, promised.changed, promised.known, promised.conflicts) == (3, 0, 0, 0)
        assert confirm_draft(bob, draft_id, 1, tracker, today=TODAY) == draft_id
        assert confirm_draft(bob, draft_id, 1, tracker, today=TODAY) == draft_id
        [erin] = [row for row in list_clients(bob) if row.name == "Erin"]
        assert (erin.email, erin.field, erin.coach_id) == ("erin@example.org", "Design", bob.user_id)
        assert len(list_applications(bob)) == 3
        [batch] = list_batches(bob, erin.id)
        assert find_batch(bob, draft_id) == batch
        assert (batch.id, batch.counts["added"], batch.state) == (draft_id, 3, "committed")
        fates = list_fates(bob, draft_id, 10)
        assert [(fate.row, fate.verdict, fate.company) for fate in fates] == [
            (2, "added", "Acme"),
            (3, "added", "Birch"),
            (4, "added", "Cedar"),
        ]
        assert list_drafts(bob) == []
        assert find_disagreements(people.alice.scope) == []


def test_what_cannot_be_added_leaves_the_draft_and_nothing_else(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob = people.bob.scope
        draft_id = keep(bob, new=NEW)
        with writing(bob) as session:
            session.execute(
                update(ImportDraft)
                .where(ImportDraft.practice_id == bob.practice_id)
                .values(new_client={"name": "Dan the second", "email": "dan@example.org"})
            )
        before = len(list_clients(bob))
        with pytest.raises(ClientExistsError):
            confirm_draft(bob, draft_id, 1, read(SHEET), today=TODAY)
        with pytest.raises(NothingToImportError):
            confirm_draft(bob, draft_id, 1, read("Company,Role,Date Applied\n"), today=TODAY)
        assert len(list_clients(bob)) == before
        assert len(list_drafts(bob)) == 1
        with pytest.raises(DraftNotFoundError):
            confirm_draft(bob, uuid4(), 1, read(SHEET), today=TODAY)


def test_a_preview_says_what_an_import_then_does(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, carol = people.bob.scope, people.carol.scope.client_id
        assert carol
        bring(people.carol.scope, SHEET)
        newer = SHEET.replace("2026-03-09,Applied", "2026-03-09,Final") + "Elm,Cook,2026-05-01,Applied,,,\n"
        before = contents(each_app)
        promised = preview_import(bob, carol, read(newer), today=TODAY)
        assert contents(each_app) == before
        draft_id = keep(bob, newer, client_id=carol)
        confirm_draft(bob, draft_id, 1, read(newer), today=TODAY)
        batch = find_batch(bob, draft_id)
        assert batch is not None
        assert (promised.added, promised.changed, promised.known, promised.conflicts) == (1, 1, 2, 0)
        assert (batch.counts["added"], batch.counts["changed"], batch.counts["known"]) == (1, 1, 2)


def test_a_draft_can_be_let_go_and_an_old_one_goes_by_itself(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob = people.bob.scope
        discard_draft(bob, keep(bob, new=NEW))
        with pytest.raises(DraftNotFoundError):
            discard_draft(bob, uuid4())
        old, young = keep(bob, new=NEW), keep(bob, new=NEW)
        with writing(bob) as session:
            session.execute(
                update(ImportDraft)
                .where(ImportDraft.practice_id == bob.practice_id, ImportDraft.id == old)
                .values(created_at=clock.now() - timedelta(days=14, minutes=1))
            )
        assert forget_old_drafts(SystemScope("sweep")) == 1
        assert [row.id for row in list_drafts(bob)] == [young]
        assert forget_old_drafts(SystemScope("sweep")) == 0


@pytest.mark.parametrize("packed", [b"nonsense", b"", b"x\x9c\x03"])
def test_bytes_that_are_no_file_any_more_are_told(app: Flask, people: People, packed: bytes) -> None:
    with app.app_context():
        bob = people.bob.scope
        draft_id = keep(bob, new=NEW)
        with writing(bob) as session:
            session.execute(
                update(ImportDraft)
                .where(ImportDraft.practice_id == bob.practice_id)
                .values(packed=packed, summary=["?"], new_client=7, choices="?")
            )
        with pytest.raises(BrokenDraftError):
            find_draft(bob, draft_id)
        [row] = list_drafts(bob)
        assert (row.new_name, row.questions) == ("", 0)
