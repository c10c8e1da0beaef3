"""Whether what is derived still follows from what it is derived from."""

from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from coachhub.analysis.application_state import Move, derive_state
from coachhub.extensions import db
from coachhub.models import Application, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


def find_disagreements(scope: Scope) -> list[UUID]:
    """The applications whose stage, outcome or days do not follow from their standing events."""
    events = db.session.execute(
        select(StageEvent.application_id, StageEvent.stage, StageEvent.outcome, StageEvent.occurred_on)
        .where(visible(scope, StageEvent), StageEvent.retracted_at.is_(None))
        .order_by(StageEvent.application_id, StageEvent.recorded_at, StageEvent.id)
    )
    derived = {
        application_id: derive_state(Move(row.stage, row.outcome, row.occurred_on) for row in rows)
        for application_id, rows in groupby(events, key=lambda row: row.application_id)
    }
    nothing = derive_state(())
    stored = db.session.execute(
        select(
            Application.id,
            Application.applied_on,
            Application.stage,
            Application.outcome,
            Application.closed_on,
            Application.first_response_on,
        ).where(visible(scope, Application))
    )
    wrong = []
    for row in stored:
        wanted = derived.get(row.id, nothing)
        kept = (row.applied_on, row.stage, row.outcome, row.closed_on, row.first_response_on)
        if kept != (
            wanted.applied_on,
            wanted.stage,
            wanted.outcome,
            wanted.closed_on,
            wanted.first_response_on,
        ):
            wrong.append(row.id)
    return wrong
