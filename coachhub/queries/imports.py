"""Imports that were made: the files of a client, and what became of their rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select

from coachhub.extensions import db
from coachhub.models import Application, ImportBatch, ImportRow
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

VERDICTS = ("added", "changed", "known", "problem")


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import."""

    id: UUID
    client_id: UUID
    file_name: str
    state: str
    made_by: UUID | None
    made_at: datetime
    undone_at: datetime | None
    counts: dict[str, int]
    """Rows by verdict, each verdict present."""
    file_sha256: str
    product: str | None
    """The program whose export the file was."""
    undone_by: UUID | None


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of one row of a file."""

    row: int
    verdict: str
    company: str | None
    role_title: str | None


def find_batch(scope: Scope, batch_id: UUID) -> BatchRow | None:
    """One import, or None: not there and not yours are the same."""
    row = db.session.execute(_batches(scope).where(ImportBatch.id == batch_id)).one_or_none()
    return None if row is None else _read_batch(row)


def list_batches(scope: Scope, client_id: UUID) -> list[BatchRow]:
    """The imports into one client's search, the newest first."""
    rows = db.session.execute(
        _batches(scope)
        .where(ImportBatch.client_id == client_id)
        .order_by(ImportBatch.made_at.desc(), ImportBatch.id.desc())
        .limit(100)
    )
    return [_read_batch(row) for row in rows]


def find_earlier_batch(scope: Scope, client_id: UUID, file_sha256: str) -> BatchRow | None:
    """The newest import of this very file into a client's search that was not taken back, or None."""
    row = db.session.execute(
        _batches(scope)
        .where(
            ImportBatch.client_id == client_id,
            ImportBatch.file_sha256 == file_sha256,
            ImportBatch.state == "committed",
        )
        .order_by(ImportBatch.made_at.desc(), ImportBatch.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _read_batch(row)


def list_fates(scope: Scope, batch_id: UUID, most: int) -> list[RowFate]:
    """What became of the first rows of an import, in the order of the file."""
    rows = db.session.execute(
        select(ImportRow.row_number, ImportRow.verdict, Application.company, Application.role_title)
        .outerjoin(
            Application,
            and_(
                Application.practice_id == ImportRow.practice_id,
                Application.client_id == ImportRow.client_id,
                Application.id == ImportRow.application_id,
            ),
        )
        .where(visible(scope, ImportRow), ImportRow.batch_id == batch_id)
        .order_by(ImportRow.row_number, ImportRow.id)
        .limit(most)
    )
    return [RowFate(row.row_number, row.verdict, row.company, row.role_title) for row in rows]


def _batches(scope: Scope) -> Select[Any]:
    """The imports that this person sees."""
    return select(
        ImportBatch.id,
        ImportBatch.client_id,
        ImportBatch.file_name,
        ImportBatch.state,
        ImportBatch.made_by,
        ImportBatch.made_at,
        ImportBatch.undone_at,
        ImportBatch.counts,
        ImportBatch.file_sha256,
        ImportBatch.product,
        ImportBatch.undone_by,
    ).where(visible(scope, ImportBatch))


def _read_batch(row: Row[Any]) -> BatchRow:
    """A row of the table as a value."""
    stored = row.counts if isinstance(row.counts, dict) else {}
    counts = {name: n if isinstance(n := stored.get(name), int) else 0 for name in VERDICTS}
    return BatchRow(
        row.id,
        row.client_id,
        row.file_name,
        row.state,
        row.made_by,
        row.made_at,
        row.undone_at,
        counts,
        row.file_sha256,
        row.product,
        row.undone_by,
    )
