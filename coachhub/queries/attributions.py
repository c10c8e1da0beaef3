"""What people said about causes, word for word."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.vocabulary import Cause, Source
from coachhub.extensions import db
from coachhub.models import Application, Attribution
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about one application, with the words as they were said."""

    application_id: UUID
    company: str
    role_title: str | None
    cause: Cause
    source: Source
    verbatim: str | None
    made_on: date
    made_by: UUID | None = None  # who wrote it down
    made_at: datetime | None = None


def list_statements(scope: Scope, client_id: UUID) -> list[Statement]:
    """The statements that stand about a client's applications, the latest first."""
    rows = db.session.execute(
        select(
            Attribution.application_id,
            Application.company,
            Application.role_title,
            Attribution.cause,
            Attribution.source,
            Attribution.verbatim,
            Attribution.made_on,
            Attribution.made_by,
            Attribution.made_at,
        )
        .join(
            Application,
            (Application.id == Attribution.application_id)
            & (Application.practice_id == Attribution.practice_id),
        )
        .where(
            visible(scope, Attribution),
            Attribution.client_id == client_id,
            Attribution.retracted_at.is_(None),
        )
        .order_by(Attribution.made_on.desc(), Attribution.id.desc())
    )
    return [
        Statement(
            row.application_id,
            row.company,
            row.role_title,
            row.cause,
            row.source,
            row.verbatim,
            row.made_on,
            row.made_by,
            row.made_at,
        )
        for row in rows
    ]
