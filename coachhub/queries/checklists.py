"""What a client has in place already, as his coach answered it once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Checklist
from coachhub.queries.coaching_rows import Answers, load_coaching
from coachhub.queries.facts import load
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """The four answers, None where nobody is sure; shares are from 0 to 1."""

    resume_rewritten: bool | None
    profile_complete: bool | None
    letters_tailored_share: float | None
    stretch_share: float | None
    answered_on: date
    answered_by: UUID | None
    version: int


def find_checklist(scope: Scope, client_id: UUID) -> ChecklistRow | None:
    """The answers about a client; None where nobody was asked, or he is not this person's to see."""
    row = db.session.execute(
        select(
            Checklist.resume_rewritten,
            Checklist.profile_complete,
            Checklist.letters_tailored_share,
            Checklist.stretch_share,
            Checklist.answered_on,
            Checklist.answered_by,
            Checklist.version,
        ).where(visible(scope, Checklist), Checklist.client_id == client_id)
    ).one_or_none()
    return None if row is None else ChecklistRow(*row)


def find_answers(scope: Scope, client_id: UUID) -> Answers | None:
    """The four answers alone, from the rows that came with a diagnosis: no statement of its own after one."""
    if str(client_id) not in load(scope).client_ids:
        return None
    return next((one for one in load_coaching(scope).answers if one.client_id == client_id), None)
