"""Answering what a file and what was known disagree about."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import ImportConflict
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.holding import hold_application
from coachhub.services.import_answers import AnswerTooLateError, take_answer
from coachhub.services.transaction import writing

__all__ = ["Answer", "AnswerTooLateError", "ConflictNotFoundError"]
__all__ += ["answer_all", "answer_conflict", "reopen_conflict"]

Answer = Literal["kept", "taken"]


class ConflictNotFoundError(LookupError):
    """There is no such question, or not for this person, or somebody answered it."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that is answered."""

    id: UUID
    client_id: UUID
    application_id: UUID
    batch_id: UUID
    field: str
    offered: str


def answer_conflict(scope: Scope, conflict_id: UUID, answer: Answer) -> UUID:
    """Settle one question: what was known stays ("kept"), or the file's word is taken over ("taken").

    Returns the key of the client. Raises ConflictNotFoundError, and AnswerTooLateError when what the file
    says does not fit any more to what was recorded since: it can only be kept.
    """
    found = _read(scope, db.session(), ImportConflict.id == conflict_id)
    if not found:
        raise ConflictNotFoundError
    with writing(scope, found[0].client_id) as session:
        _settle(scope, session, found[0], answer)
        note_action(
            scope, session, f"conflict.{answer}", client_id=found[0].client_id,
            object_id=found[0].application_id,
        )  # fmt: skip
    return found[0].client_id


def answer_all(scope: Scope, batch_id: UUID, answer: Answer) -> int:
    """Settle all open questions of one import in the same way; returns how many were settled.

    What cannot be taken over any more stays open.
    """
    found = _read(scope, db.session(), ImportConflict.batch_id == batch_id)
    if not found:
        return 0
    client_id = found[0].client_id
    settled = 0
    with writing(scope, client_id) as session:
        # One order of locks for everybody: by application.
        for one in sorted(found, key=lambda one: (one.application_id, one.id)):
            try:
                with session.begin_nested():
                    _settle(scope, session, one, answer)
            except (AnswerTooLateError, ConflictNotFoundError):
                continue
            settled += 1
        note_action(scope, session, f"conflicts.{answer}", client_id=client_id, object_id=batch_id)
    return settled


def reopen_conflict(scope: Scope, conflict_id: UUID) -> UUID:
    """Ask again where somebody kept what was known; returns the key of the client.

    What was taken over from a file is corrected where it stands. Raises ConflictNotFoundError.
    """
    mine = (visible(scope, ImportConflict), ImportConflict.id == conflict_id, ImportConflict.answer == "kept")
    client_id = db.session.scalar(select(ImportConflict.client_id).where(*mine))
    if client_id is None:
        raise ConflictNotFoundError
    with writing(scope, client_id) as session:
        again = session.execute(
            update(ImportConflict)
            .where(*mine)
            .values(answer=None, answered_at=None, answered_by=None)
            .returning(ImportConflict.application_id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if again is None:
            raise ConflictNotFoundError
        note_action(scope, session, "conflict.reopened", client_id=client_id, object_id=again)
    return client_id


def _read(scope: Scope, session: Session, *which: ColumnElement[bool]) -> list[_Question]:
    """The open questions that this person sees."""
    rows: Any = session.execute(
        select(
            ImportConflict.id,
            ImportConflict.client_id,
            ImportConflict.application_id,
            ImportConflict.batch_id,
            ImportConflict.field,
            ImportConflict.offered,
        )
        .where(visible(scope, ImportConflict), ImportConflict.answer.is_(None), *which)
        .order_by(ImportConflict.id)
    )
    return [_Question(*row) for row in rows]


def _settle(scope: Scope, session: Session, one: _Question, answer: Answer) -> None:
    """Write an answer, and what follows from it; of two who answer at once the second finds no question."""
    held = hold_application(scope, session, one.application_id)
    now = clock.now()
    done = session.execute(
        update(ImportConflict)
        .where(visible(scope, ImportConflict), ImportConflict.id == one.id, ImportConflict.answer.is_(None))
        .values(answer=answer, answered_at=now, answered_by=scope.user_id)
        .returning(ImportConflict.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if done is None:
        raise ConflictNotFoundError
    if answer == "taken":
        take_answer(scope, session, held, one.batch_id, one.field, one.offered)
