"""How a client said he was, as far as this person may know."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import CheckIn
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One answer to "how are you?"; mood 1 angry, 2 disappointed, 3 flat, 4 relieved, 5 fine."""

    id: UUID
    client_id: UUID
    mood: int
    words: str | None
    shared: bool
    said_on: date
    created_at: datetime


def list_checkins(scope: Scope, client_id: UUID) -> list[CheckInRow]:
    """A client's check-ins, the latest first; staff see the shared ones."""
    rows = db.session.execute(
        select(
            CheckIn.id,
            CheckIn.client_id,
            CheckIn.mood,
            CheckIn.words,
            CheckIn.shared,
            CheckIn.said_on,
            CheckIn.created_at,
        )
        .where(visible(scope, CheckIn), CheckIn.client_id == client_id)
        .order_by(CheckIn.created_at.desc(), CheckIn.id.desc())
    )
    return [CheckInRow(**row._mapping) for row in rows]
