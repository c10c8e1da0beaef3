"""Files that were brought and not yet added; each is seen by who brought it, and by nobody else."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.intake import Choices
from coachhub.intake.limits import MAX_BYTES
from coachhub.models import ImportDraft
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


class BrokenDraftError(ValueError):
    """The bytes of a draft cannot be unpacked; the file must be brought again."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A waiting import, as lists show it; `questions` and `rows_open` are what waits for an answer."""

    id: UUID
    client_id: UUID | None
    new_name: str
    file_name: str
    created_at: datetime
    applications: int
    questions: int
    rows_open: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A waiting import with its file."""

    id: UUID
    client_id: UUID | None
    new_client: dict[str, str]
    file_name: str
    file_sha256: str
    data: bytes
    choices: Choices
    version: int


def list_drafts(scope: Scope) -> list[DraftRow]:
    """The drafts of this person, the newest first; the files themselves are not read."""
    rows = db.session.execute(
        select(
            ImportDraft.id,
            ImportDraft.client_id,
            ImportDraft.new_client,
            ImportDraft.file_name,
            ImportDraft.created_at,
            ImportDraft.summary,
        )
        .where(visible(scope, ImportDraft))
        .order_by(ImportDraft.created_at.desc(), ImportDraft.id.desc())
    )
    return [
        DraftRow(
            row.id,
            row.client_id,
            _read_newcomer(row.new_client).get("name", ""),
            row.file_name,
            row.created_at,
            _count(row.summary, "applications"),
            _count(row.summary, "questions"),
            _count(row.summary, "rows_open"),
        )
        for row in rows
    ]


def find_draft(scope: Scope, draft_id: UUID) -> Draft | None:
    """One draft of this person with its file, or None.

    Raises BrokenDraftError when the stored bytes are no file any more.
    """
    row = db.session.execute(
        select(ImportDraft).where(visible(scope, ImportDraft), ImportDraft.id == draft_id)
    ).scalar_one_or_none()
    if row is None:
        return None
    return Draft(
        row.id,
        row.client_id,
        _read_newcomer(row.new_client),
        row.file_name,
        row.file_sha256,
        _unpack(row.packed),
        Choices.from_json(row.choices),
        row.version,
    )


def find_draft_of_file(scope: Scope, data: bytes) -> UUID | None:
    """The newest draft of this person that holds this file."""
    file_sha256 = hashlib.sha256(data).hexdigest()
    return db.session.scalar(
        select(ImportDraft.id)
        .where(visible(scope, ImportDraft), ImportDraft.file_sha256 == file_sha256)
        .order_by(ImportDraft.created_at.desc(), ImportDraft.id.desc())
        .limit(1)
    )


def find_owner(scope: Scope, draft_id: UUID) -> tuple[UUID | None, dict[str, str]] | None:
    """Whose search a draft of this person is for: the client's key, or who comes with it; None: no draft."""
    row = db.session.execute(
        select(ImportDraft.client_id, ImportDraft.new_client).where(
            visible(scope, ImportDraft), ImportDraft.id == draft_id
        )
    ).one_or_none()
    return None if row is None else (row.client_id, _read_newcomer(row.new_client))


def _read_newcomer(stored: Any) -> dict[str, str]:
    """Who will be added with a draft, by field; {} for a client who is there."""
    if not isinstance(stored, dict):
        return {}
    return {name: stored[name] for name in ("name", "email", "field") if isinstance(stored.get(name), str)}


def _unpack(packed: bytes) -> bytes:
    """The file's bytes."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, MAX_BYTES + 1)
    except zlib.error as error:
        raise BrokenDraftError from error
    if not unpacker.eof:
        raise BrokenDraftError
    return data


def _count(summary: Any, name: str) -> int:
    """A number of the summary; what is not there counts as none."""
    value = summary.get(name) if isinstance(summary, dict) else 0
    return value if isinstance(value, int) and value >= 0 else 0
