"""What a file and what was known disagree about, with both sources; what was known stands meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from coachhub.extensions import db
from coachhub.models import Application, ImportBatch, ImportConflict
from coachhub.queries.field_origins import Origin, add_file, name_files, read_origin
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

SAME_AS: Final = "same_as"
"""The field of the question whether two applications are one: `offered` is the key of the other."""
DATED: Final = ("outcome", "stage")
"""Fields whose value is a word of the vocabulary, with its day where one is known: "rejected 2026-03-20"."""
DAYS: Final = ("applied_on", "closed_on")
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a disagreement, taken apart: a word of the vocabulary, a day, or a text as written."""

    text: str
    word: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One open question; `kept` is what stands, `offered` what the file says.

    `field` is a name of `queries.field_origins.FIELDS`, or `same_as`: the file's row was kept apart as the
    application `application_id`, and may be the application `other`.
    """

    id: UUID
    client_id: UUID
    application_id: UUID
    batch_id: UUID
    company: str
    role_title: str | None
    field: str
    kept: Said
    kept_from: Origin
    offered: Said
    file_name: str
    brought_at: datetime
    row: int
    other: UUID | None = None
    answer: str | None = None


def list_conflicts(
    scope: Scope, client_id: UUID | None = None, batch_id: UUID | None = None, *, with_kept: bool = False
) -> list[ConflictRow]:
    """The open questions that `scope` sees, of one client or one import or all; the newest import first.

    `with_kept` adds those in which somebody kept what was known: they can be asked again.
    """
    waits = ImportConflict.answer.is_(None)
    statement = (
        select(
            ImportConflict.id,
            ImportConflict.client_id,
            ImportConflict.application_id,
            ImportConflict.batch_id,
            Application.company,
            Application.role_title,
            ImportConflict.field,
            ImportConflict.kept,
            ImportConflict.kept_from,
            ImportConflict.offered,
            ImportBatch.file_name,
            ImportBatch.made_at,
            ImportConflict.row_number,
            ImportConflict.answer,
        )
        .join(
            Application,
            and_(
                Application.practice_id == ImportConflict.practice_id,
                Application.id == ImportConflict.application_id,
            ),
        )
        .join(
            ImportBatch,
            and_(
                ImportBatch.practice_id == ImportConflict.practice_id,
                ImportBatch.id == ImportConflict.batch_id,
            ),
        )
        .where(
            visible(scope, ImportConflict),
            or_(waits, ImportConflict.answer == "kept") if with_kept else waits,
        )
        .order_by(ImportBatch.made_at.desc(), ImportConflict.row_number, ImportConflict.id)
        .limit(MOST)
    )
    if client_id is not None:
        statement = statement.where(ImportConflict.client_id == client_id)
    if batch_id is not None:
        statement = statement.where(ImportConflict.batch_id == batch_id)
    rows = db.session.execute(statement).all()
    origins = [read_origin(row.kept_from) for row in rows]
    files = name_files(scope, client_id, (one.key for one in origins if one.who == "file"))
    return [
        ConflictRow(
            row.id,
            row.client_id,
            row.application_id,
            row.batch_id,
            row.company,
            row.role_title,
            row.field,
            read_said(row.field, row.kept),
            add_file(origin, files),
            read_said(row.field, row.offered),
            row.file_name,
            row.made_at,
            row.row_number,
            _read_other(row.field, row.offered),
            row.answer,
        )
        for row, origin in zip(rows, origins, strict=True)
    ]


def count_conflicts(scope: Scope, client_id: UUID | None = None) -> dict[UUID, int]:
    """How many questions are open, by client; clients without one are left out."""
    statement = (
        select(ImportConflict.client_id, func.count())
        .where(visible(scope, ImportConflict), ImportConflict.answer.is_(None))
        .group_by(ImportConflict.client_id)
    )
    if client_id is not None:
        statement = statement.where(ImportConflict.client_id == client_id)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def read_said(field: str, text: str) -> Said:
    """One side of a disagreement as it is stored."""
    if field in DAYS:
        return Said(text, None, _read_day(text))
    if field in DATED:
        word, _, day = text.partition(" ")
        return Said(text, word, _read_day(day))
    if field == SAME_AS and _read_other(field, text) is not None:
        return Said(text.partition(" ")[2])
    return Said(text)


def _read_other(field: str, offered: str) -> UUID | None:
    """The application that a row kept apart may be."""
    if field != SAME_AS:
        return None
    try:
        return UUID(offered.partition(" ")[0])
    except ValueError:
        return None


def _read_day(text: str) -> date | None:
    """A day, None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
