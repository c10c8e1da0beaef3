"""A client's own list of strengths and wins."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Milestone
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One line of the list; kind is strength or win."""

    id: UUID
    client_id: UUID
    kind: str
    words: str
    happened_on: date | None
    created_at: datetime


def list_milestones(scope: Scope, client_id: UUID) -> list[MilestoneRow]:
    """A client's strengths and wins, the latest first."""
    rows = db.session.execute(
        select(
            Milestone.id,
            Milestone.client_id,
            Milestone.kind,
            Milestone.words,
            Milestone.happened_on,
            Milestone.created_at,
        )
        .where(visible(scope, Milestone), Milestone.client_id == client_id)
        .order_by(Milestone.created_at.desc(), Milestone.id.desc())
    )
    return [MilestoneRow(**row._mapping) for row in rows]
