"""What follows from an application's events, written beside them in the same transaction."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub.analysis.application_state import Move, derive_state
from coachhub.models import Application, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope


def rederive(scope: Scope, session: Session, application_id: UUID) -> None:
    """Set the derived columns of one application from its standing events."""
    events = session.execute(
        select(StageEvent.stage, StageEvent.outcome, StageEvent.occurred_on)
        .where(
            visible(scope, StageEvent),
            StageEvent.application_id == application_id,
            StageEvent.retracted_at.is_(None),
        )
        .order_by(StageEvent.recorded_at, StageEvent.id)
    )
    derived = derive_state(Move(event.stage, event.outcome, event.occurred_on) for event in events)
    session.execute(
        update(Application)
        .where(visible(scope, Application), Application.id == application_id)
        .values(
            applied_on=derived.applied_on,
            stage=derived.stage,
            outcome=derived.outcome,
            closed_on=derived.closed_on,
            first_response_on=derived.first_response_on,
            version=Application.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
