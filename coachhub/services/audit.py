"""Who did what to whose data: one row per action, in the transaction of the action, never with its words."""

from uuid import UUID

from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.models import AuditEvent
from coachhub.scope import Scope


def note_action(
    scope: Scope,
    session: Session,
    action: str,
    *,
    client_id: UUID | None = None,
    object_id: UUID | None = None,
) -> None:
    """Add the row to the transaction that is under way."""
    session.add(
        AuditEvent(
            practice_id=scope.practice_id,
            actor_id=scope.user_id,
            actor_role=scope.role.value,
            client_id=client_id,
            action=action,
            object_id=object_id,
            happened_at=clock.now(),
        )
    )
