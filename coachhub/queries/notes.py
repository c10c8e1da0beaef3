"""What coaches wrote about a search, the latest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from coachhub.extensions import db
from coachhub.models import Note
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note; `visibility` is private or shared."""

    id: UUID
    client_id: UUID
    author_id: UUID
    visibility: str
    words: str
    version: int
    created_at: datetime


def list_notes(scope: Scope, client_id: UUID) -> list[NoteRow]:
    """The notes about a client that `scope` may read: her own, and what was shared."""
    return _read_notes(scope, Note.client_id == client_id)


def find_note(scope: Scope, note_id: UUID) -> NoteRow | None:
    """One note, or None: not there and not yours are the same."""
    return next(iter(_read_notes(scope, Note.id == note_id)), None)


def _read_notes(scope: Scope, *conditions: ColumnElement[bool]) -> list[NoteRow]:
    """The visible notes that meet the conditions, the latest first."""
    rows = db.session.execute(
        select(
            Note.id,
            Note.client_id,
            Note.author_id,
            Note.visibility,
            Note.words,
            Note.version,
            Note.created_at,
        )
        .where(visible(scope, Note), *conditions)
        .order_by(Note.created_at.desc(), Note.id.desc())
    )
    return [NoteRow(**row._mapping) for row in rows]
