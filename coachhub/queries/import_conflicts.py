"""What a file and what was known disagree about, with both sources; what was known stands meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from coachhub.extensions import db
from coachhub.intake.merging.origins import read_origin
from coachhub.intake.merging.questions import Said, read_other, read_said
from coachhub.models import Application, ImportBatch, ImportConflict
from coachhub.queries.field_origins import Origin, add_files
from coachhub.queries.visibility import visible
from coachhub.scope import Scope

MOST: Final = 500


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
    origins = add_files(scope, client_id, [read_origin(row.kept_from) for row in rows])
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
            origin,
            read_said(row.field, row.offered),
            row.file_name,
            row.made_at,
            row.row_number,
            read_other(row.field, row.offered),
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
