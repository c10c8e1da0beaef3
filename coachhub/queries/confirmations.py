"""What a coach said, looking back at a focus, that really held the search back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Confirmation
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """One look back; without a cause it was none of the four."""

    cause: Cause | None
    confirmed_on: date
    confirmed_by: UUID


def find_confirmation(scope: Scope, focus_id: UUID) -> ConfirmationRow | None:
    """What was said about one focus, None where nobody could say; for staff."""
    row = db.session.execute(
        select(Confirmation.cause, Confirmation.confirmed_on, Confirmation.confirmed_by).where(
            visible(scope, Confirmation), Confirmation.focus_id == focus_id
        )
    ).one_or_none()
    return None if row is None else ConfirmationRow(*row)
