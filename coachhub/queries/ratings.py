"""What coaches have rated of a client on four questions, 1 to 5; for staff only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Rating
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One coach's answers of one day; `values` has 1 to 5 for what she had seen, None for what not yet."""

    id: UUID
    occasion: str
    focus_id: UUID | None
    values: dict[Cause, int | None]
    rated_on: date
    rated_by: UUID


def list_ratings(scope: Scope, client_id: UUID) -> list[RatingRow]:
    """All ratings of a client, the latest first: that one counts. A client sees none."""
    rows = db.session.execute(
        select(
            Rating.id,
            Rating.occasion,
            Rating.focus_id,
            Rating.qualifications,
            Rating.application,
            Rating.interview,
            Rating.fit,
            Rating.rated_on,
            Rating.rated_by,
        )
        .where(visible(scope, Rating), Rating.client_id == client_id)
        .order_by(Rating.rated_on.desc(), Rating.created_at.desc(), Rating.id.desc())
    )
    return [
        RatingRow(
            row.id,
            row.occasion,
            row.focus_id,
            {cause: getattr(row, cause.word) for cause in Cause},
            row.rated_on,
            row.rated_by,
        )
        for row in rows
    ]
