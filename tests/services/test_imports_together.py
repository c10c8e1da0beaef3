"""Imports at the same moment, and a search that changes between what was shown and what is done."""

from uuid import UUID

import pytest
from flask import Flask

from coachhub.queries.import_conflicts import list_conflicts
from coachhub.scope import Scope
from coachhub.services.applications import edit_application
from coachhub.services.consistency import find_disagreements
from coachhub.services.import_drafts import PlanChangedError, confirm_draft, keep_draft
from coachhub.services.import_undo import undo_import
from coachhub.services.imports import ImportResult, preview_import
from tests.services.import_rows import TODAY, bring_rows, days_later, digest, make_row, make_tracker, stored
from tests.services.together import at_once
from tests.support.people import make_people

ROWS = [make_row(f"Company {number}", applied_on=days_later(number)) for number in range(30)]


def test_two_imports_at_once_add_everything_once(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        results = at_once(
            each_app,
            lambda: bring_rows(people.bob.scope, ROWS, carol.client_id),
            lambda: bring_rows(carol, ROWS[::-1]),
            lambda: bring_rows(people.alice.scope, ROWS, carol.client_id),
        )
        assert [type(one) for one in results] == [ImportResult] * 3
        assert sorted(one.added for one in results) == [0, 0, 30]
        assert len(stored(carol)) == 30
        assert find_disagreements(people.alice.scope) == []


def test_edits_at_the_moment_of_an_import_are_not_lost(each_app: Flask) -> None:
    filled = [row._replace(location="Oslo", notes="From the file.") for row in ROWS]
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        bring_rows(carol, ROWS)
        edited = stored(carol)[:8]

        def edit(one: UUID, version: int) -> None:
            edit_application(people.bob.scope, one, version, location="Bergen")

        results = at_once(
            each_app,
            lambda: bring_rows(carol, filled),
            *(lambda one=one: edit(one.id, one.version) for one in edited),
        )
        assert isinstance(results[0], ImportResult)
        won = [one for one, result in zip(edited, results[1:], strict=True) if result is None]
        after = {one.id: one for one in stored(carol)}
        # Who was first wins: an edit stays, or its person is told that the file came before.
        assert all(after[one.id].location == "Bergen" for one in won)
        assert all(one.location in ("Oslo", "Bergen") for one in after.values())
        assert all(one.notes == "From the file." for one in after.values())
        assert len(list_conflicts(carol)) <= len(won)
        assert find_disagreements(people.alice.scope) == []


def test_an_import_and_an_undo_at_once_are_one_after_the_other(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        batch = bring_rows(carol, ROWS).batch_id
        at_once(each_app, lambda: undo_import(carol, batch), lambda: bring_rows(carol, ROWS))
        assert len(stored(carol)) == 30
        assert find_disagreements(people.alice.scope) == []


def keep(scope: Scope, client_id: UUID | None) -> tuple[UUID, str]:
    """A draft and the fingerprint of what its person was shown."""
    tracker = make_tracker(ROWS)
    draft = keep_draft(scope, client_id=client_id, file_name="a.csv", data=b"a", tracker=tracker)
    return draft, preview_import(scope, client_id, tracker, today=TODAY, version=1).fingerprint


def test_what_was_shown_is_what_is_done(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, carol = people.bob.scope, people.carol.scope
        tracker = make_tracker(ROWS)
        draft, shown = keep(bob, carol.client_id)
        bring_rows(carol, ROWS[:3])
        held = digest(carol)
        with pytest.raises(PlanChangedError):
            confirm_draft(bob, draft, 1, tracker, today=TODAY, plan=shown)
        assert digest(carol) == held
        again = preview_import(bob, carol.client_id, tracker, today=TODAY, version=1)
        assert (again.added, again.known) == (27, 3)
        assert again.fingerprint != shown
        assert again == preview_import(bob, carol.client_id, tracker, today=TODAY, version=1)
        assert (
            again.fingerprint
            != preview_import(bob, carol.client_id, tracker, today=TODAY, version=2).fingerprint
        )
        confirm_draft(bob, draft, 1, tracker, today=TODAY, plan=again.fingerprint)
        assert len(stored(carol)) == 30


def test_an_edit_that_changes_nothing_of_the_plan_is_no_reason_to_ask_again(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bob, carol = people.bob.scope, people.carol.scope
        bring_rows(carol, ROWS[:1])
        draft, shown = keep(bob, carol.client_id)
        [one] = stored(carol)
        edit_application(carol, one.id, one.version, notes="Mine.")
        confirm_draft(bob, draft, 1, make_tracker(ROWS), today=TODAY, plan=shown)
        assert stored(carol)[0].notes == "Mine."
