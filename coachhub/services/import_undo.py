"""Taking a whole import back: what it added goes, what people did since stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, exists, or_, select, true, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Application, Attribution, ImportBatch, ImportRow, Rejection, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.derivation import rederive
from coachhub.services.transaction import writing

UNDO_WITHIN: Final = timedelta(days=30)


class ImportNotFoundError(LookupError):
    """There is no such import, or not for this person."""


class ImportTooOldError(ValueError):
    """The import was made longer ago than it can be taken back."""


class ImportUndoneError(RuntimeError):
    """The import was taken back already."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was taken back, and what stays because a person did something with it since."""

    client_id: UUID
    removed: int
    restored: int
    kept: tuple[str, ...]
    """Company and role of each application that stays."""


Why = Literal["moved", "edited", "reason", "reflected", "answered", "later_import"]
"""What keeps an application: a move, an edit, a stated reason or a note about its rejection, an answer to a
question of the import, or a later import that knew it."""


@dataclass(frozen=True, slots=True)
class KeptApplication:
    """An application that stays, and why."""

    id: UUID
    name: str
    why: Why


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do now."""

    client_id: UUID
    removed: int
    restored: int
    kept: tuple[KeptApplication, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """The import that is taken back; all its events were recorded at the moment that it was made."""

    id: UUID
    client_id: UUID
    made_at: datetime


def undo_import(scope: Scope, batch_id: UUID) -> UndoResult:
    """Take an import back: applications that it added, and the events that it added to known ones.

    An application that a person touched since (a move, an edit, a reason, a reflection) stays as it is.
    Raises ImportNotFoundError, ImportUndoneError and ImportTooOldError (after 30 days). A client takes back
    what he brought himself.
    """
    found = db.session.execute(
        select(ImportBatch.client_id, ImportBatch.made_at, ImportBatch.state).where(
            visible(scope, ImportBatch), ImportBatch.id == batch_id, _may_undo(scope)
        )
    ).one_or_none()
    if found is None:
        raise ImportNotFoundError
    _check_state(found.state, found.made_at)
    with writing(scope, found.client_id) as session:
        _close_batch(scope, session, batch_id)
        batch = _Batch(batch_id, found.client_id, found.made_at)
        kept = _name_touched(scope, session, batch)
        restored = _retract_events(scope, session, batch)
        removed = _remove_added(scope, session, batch)
        note_action(scope, session, "import.undone", client_id=found.client_id, object_id=batch_id)
    return UndoResult(found.client_id, removed, restored, kept)


def preview_undo(scope: Scope, batch_id: UUID) -> UndoPreview:
    """What taking an import back would remove, restore and leave, without writing.

    Raises ImportNotFoundError, ImportUndoneError and ImportTooOldError.
    """
    raise NotImplementedError


def _may_undo(scope: Scope) -> ColumnElement[bool]:
    """Of the imports that a person sees, those that she may take back."""
    return ImportBatch.made_by == scope.user_id if scope.role is Role.CLIENT else true()


def _check_state(state: str, made_at: datetime) -> None:
    """Refuse what was taken back already, and what is too long ago."""
    if state == "undone":
        raise ImportUndoneError
    if state != "committed" or made_at < clock.now() - UNDO_WITHIN:
        raise ImportTooOldError


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
        .values(state="undone", undone_at=clock.now())
        .returning(ImportBatch.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if closed is None:
        raise ImportUndoneError


def _rows(scope: Scope, batch: _Batch, verdict: str) -> Any:
    """The applications of the batch's rows with a verdict."""
    return select(ImportRow.application_id).where(
        visible(scope, ImportRow),
        ImportRow.client_id == batch.client_id,
        ImportRow.batch_id == batch.id,
        ImportRow.verdict == verdict,
        ImportRow.application_id.is_not(None),
    )


def _touched(scope: Scope, batch: _Batch) -> ColumnElement[bool]:
    """Whether somebody did something with an application since the batch added it."""
    # A second row of the same file that says more makes the second version; everything beyond is a person,
    # or a later file.
    usual = case((Application.id.in_(_rows(scope, batch, "changed")), 2), else_=1)
    later = exists().where(
        StageEvent.practice_id == scope.practice_id,
        StageEvent.client_id == batch.client_id,
        StageEvent.application_id == Application.id,
        or_(StageEvent.recorded_at != batch.made_at, StageEvent.retracted_at.is_not(None)),
    )
    said = exists().where(
        Attribution.practice_id == scope.practice_id,
        Attribution.client_id == batch.client_id,
        Attribution.application_id == Application.id,
    )
    thought = exists().where(
        Rejection.practice_id == scope.practice_id, Rejection.application_id == Application.id
    )
    return or_(Application.version > usual, later, said, thought)


def _name_touched(scope: Scope, session: Session, batch: _Batch) -> tuple[str, ...]:
    """Company and role of the added applications that stay."""
    rows = session.execute(
        select(Application.company, Application.role_title)
        .where(
            visible(scope, Application),
            Application.client_id == batch.client_id,
            Application.id.in_(_rows(scope, batch, "added")),
            _touched(scope, batch),
        )
        .order_by(Application.id)
    )
    return tuple(", ".join(text for text in row if text) for row in rows)


def _retract_events(scope: Scope, session: Session, batch: _Batch) -> int:
    """Retract what the batch added to applications that were known before; returns how many changed."""
    changed = session.scalars(
        update(StageEvent)
        .where(
            visible(scope, StageEvent),
            StageEvent.client_id == batch.client_id,
            StageEvent.application_id.in_(_rows(scope, batch, "changed")),
            StageEvent.application_id.not_in(_rows(scope, batch, "added")),
            StageEvent.recorded_at == batch.made_at,
            StageEvent.origin == "import",
            StageEvent.retracted_at.is_(None),
        )
        .values(retracted_at=clock.now())
        .returning(StageEvent.application_id)
        .execution_options(synchronize_session=False)
    )
    applications = dict.fromkeys(changed)
    for application_id in applications:
        rederive(scope, session, application_id)
    return len(applications)


def _remove_added(scope: Scope, session: Session, batch: _Batch) -> int:
    """Delete what the batch added and nobody touched; its events go with it. Returns how many went."""
    gone = session.execute(
        delete(Application)
        .where(
            visible(scope, Application),
            Application.client_id == batch.client_id,
            Application.id.in_(_rows(scope, batch, "added")),
            ~_touched(scope, batch),
        )
        .returning(Application.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
