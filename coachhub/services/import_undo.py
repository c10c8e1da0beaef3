"""Taking a whole import back: what it brought goes, what people or later files did since stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, true, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Application, ImportBatch, ImportConflict, SuggestedCause
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.import_restoring import restore
from coachhub.services.import_touched import KeptApplication, Taken, list_added, list_changed
from coachhub.services.import_writing import hold_imports
from coachhub.services.transaction import writing

UNDO_WITHIN: Final = timedelta(days=30)
CHUNK: Final = 500


class ImportNotFoundError(LookupError):
    """There is no such import, or not for this person."""


class ImportTooOldError(ValueError):
    """The import was made longer ago than it can be taken back."""


class ImportUndoneError(RuntimeError):
    """The import was taken back already."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was taken back, and what stays because somebody did something with it since."""

    client_id: UUID
    removed: int
    restored: int
    kept: tuple[str, ...]
    """Company and role of each application that stays."""


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do now."""

    client_id: UUID
    removed: int
    restored: int
    kept: tuple[KeptApplication, ...]


def preview_undo(scope: Scope, batch_id: UUID) -> UndoPreview:
    """What taking an import back would remove, restore and leave, without writing.

    Raises ImportNotFoundError, ImportUndoneError and ImportTooOldError.
    """
    client_id, made_at = _find(scope, batch_id)
    added = list_added(scope, db.session(), client_id, batch_id, made_at)
    changed = list_changed(scope, db.session(), client_id, batch_id, made_at)
    return UndoPreview(client_id, len(added.free), len(changed.free), (*added.kept, *changed.kept))


def undo_import(scope: Scope, batch_id: UUID) -> UndoResult:
    """Take an import back: applications that it added, and what it filled in and moved on in known ones.

    An application that a person touched since (a move, an edit, a reason, an answer), or that a later import
    knows, stays as it is. Questions and suggestions of the import that nobody answered go. Raises
    ImportNotFoundError, ImportUndoneError and ImportTooOldError (after 30 days). A client takes back what he
    brought himself.
    """
    client_id, made_at = _find(scope, batch_id)
    with writing(scope, client_id) as session:
        hold_imports(scope, session, client_id)
        _close_batch(scope, session, batch_id)
        _lock(scope, session, client_id, batch_id, made_at)
        added = list_added(scope, session, client_id, batch_id, made_at)
        changed = list_changed(scope, session, client_id, batch_id, made_at)
        restore(scope, session, client_id, batch_id, made_at, changed.free)
        _forget_questions(scope, session, client_id, batch_id)
        _remove(scope, session, added.free)
        note_action(scope, session, "import.undone", client_id=client_id, object_id=batch_id)
    return UndoResult(
        client_id,
        len(added.free),
        len(changed.free),
        tuple(one.name for one in (*added.kept, *changed.kept)),
    )


def _find(scope: Scope, batch_id: UUID) -> tuple[UUID, datetime]:
    """Whose import it is and when it was made; raises what stands in the way of taking it back."""
    found = db.session.execute(
        select(ImportBatch.client_id, ImportBatch.made_at, ImportBatch.state).where(
            visible(scope, ImportBatch), ImportBatch.id == batch_id, _may_undo(scope)
        )
    ).one_or_none()
    if found is None:
        raise ImportNotFoundError
    if found.state == "undone":
        raise ImportUndoneError
    if found.state != "committed" or found.made_at < clock.now() - UNDO_WITHIN:
        raise ImportTooOldError
    return found.client_id, found.made_at


def _may_undo(scope: Scope) -> ColumnElement[bool]:
    """Of the imports that a person sees, those that she may take back."""
    return ImportBatch.made_by == scope.user_id if scope.role is Role.CLIENT else true()


def _close_batch(scope: Scope, session: Session, batch_id: UUID) -> None:
    """Mark the batch as undone; of two people who do it at once, the second learns that it was done."""
    closed = session.execute(
        update(ImportBatch)
        .where(
            visible(scope, ImportBatch),
            ImportBatch.id == batch_id,
            _may_undo(scope),
            ImportBatch.state == "committed",
        )
        .values(state="undone", undone_at=clock.now(), undone_by=scope.user_id)
        .returning(ImportBatch.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if closed is None:
        raise ImportUndoneError


def _lock(scope: Scope, session: Session, client_id: UUID, batch_id: UUID, made_at: datetime) -> None:
    """Lock what will go or change, in one order: who edits it at this moment is waited for, and then seen."""
    if session.get_bind().dialect.name != "postgresql":
        return
    found: list[Taken] = [
        list_added(scope, session, client_id, batch_id, made_at),
        list_changed(scope, session, client_id, batch_id, made_at),
    ]
    for some in _chunks(sorted({key for one in found for key in one.free})):
        session.execute(
            select(Application.id)
            .where(visible(scope, Application), Application.id.in_(some))
            .order_by(Application.id)
            .with_for_update()
        )


def _forget_questions(scope: Scope, session: Session, client_id: UUID, batch_id: UUID) -> None:
    """What the import asked and suggested, and nobody answered, is not asked any more."""
    tables: tuple[Any, ...] = (ImportConflict, SuggestedCause)
    for table in tables:
        session.execute(
            delete(table)
            .where(
                visible(scope, table),
                table.client_id == client_id,
                table.batch_id == batch_id,
                table.answer.is_(None),
            )
            .execution_options(synchronize_session=False)
        )


def _remove(scope: Scope, session: Session, keys: Sequence[UUID]) -> None:
    """Delete applications that the import added; their events, questions and suggestions go with them."""
    for some in _chunks(keys):
        session.execute(
            delete(Application)
            .where(visible(scope, Application), Application.id.in_(some))
            .execution_options(synchronize_session=False)
        )


def _chunks(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """The keys, so many as a statement takes."""
    for at in range(0, len(keys), CHUNK):
        yield keys[at : at + CHUNK]
