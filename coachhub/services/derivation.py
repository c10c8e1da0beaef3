"""What follows from an application's events, written beside them in the same transaction."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub.analysis.application_state import Move, derive_state
from coachhub.intake.merging.origins import with_word
from coachhub.models import Application, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.corrections import note_moves
from coachhub.services.field_origins import name_person

NAMED = ("applied_on", "stage", "outcome", "closed_on")
"""What is derived and has an origin."""


def rederive(
    scope: Scope, session: Session, application_id: UUID, *, mark: bool = True, word: str | None = None
) -> None:
    """Set the derived columns of one application from its standing events.

    What changes is noted as the word of whoever is asking, or as `word`, unless `mark` is False.
    """
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
    values: dict[str, Any] = {
        "applied_on": derived.applied_on,
        "stage": derived.stage,
        "outcome": derived.outcome,
        "closed_on": derived.closed_on,
        "first_response_on": derived.first_response_on,
    }
    if mark:
        before = session.execute(
            select(
                Application.client_id,
                Application.field_origins,
                *(getattr(Application, name) for name in NAMED),
            ).where(visible(scope, Application), Application.id == application_id)
        ).one_or_none()
        changed = [name for name in NAMED if before is not None and getattr(before, name) != values[name]]
        if before is not None and changed:
            told = word or name_person(scope)
            values["field_origins"] = with_word(before.field_origins, changed, told)
            if word is None:
                note_moves(scope, session, before.client_id, application_id, before, derived)
    session.execute(
        update(Application)
        .where(visible(scope, Application), Application.id == application_id)
        .values(**values, version=Application.version + 1)
        .execution_options(synchronize_session=False)
    )
