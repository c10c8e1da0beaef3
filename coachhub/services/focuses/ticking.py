"""Ticking the steps of a focus; with the last one it is completed."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.models import FocusStep
from coachhub.queries.clients import find_client
from coachhub.queries.focuses import ACTIVE, find_step
from coachhub.queries.practices import find_timezone
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.focuses.errors import FocusEndedError, FocusNotFoundError, StepNotFoundError
from coachhub.services.focuses.holding import change_focus, hold_focus
from coachhub.services.transaction import writing


def tick_step(scope: Scope, step_id: UUID, *, done: bool) -> None:
    """Tick a step of an active focus, or take that back; with the last one the focus is completed.

    The day is the client's own, and never before the first day of the focus: who begins early is welcome.
    Raises StepNotFoundError, and FocusEndedError when the focus is over.
    """
    step = find_step(scope, step_id)
    client = find_client(scope, step.client_id) if step else None
    if step is None or client is None:
        raise StepNotFoundError
    today = clock.today(client.timezone, find_timezone(scope))
    with writing(scope, client.id) as session:
        try:
            # Held until the commit, so that two last steps ticked at once see each other.
            focus = hold_focus(scope, session, client.id, step.focus_id)
        except FocusNotFoundError as error:
            raise StepNotFoundError from error
        if focus.state != ACTIVE:
            raise FocusEndedError(focus.result)
        changed = session.execute(
            update(FocusStep)
            .where(
                visible(scope, FocusStep),
                FocusStep.id == step_id,
                FocusStep.done_at.is_(None) if done else FocusStep.done_at.is_not(None),
            )
            .values(done_at=clock.now() if done else None, done_by=scope.user_id if done else None)
            .returning(FocusStep.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if changed is None:
            return
        left = _has_steps_left(scope, session, focus.id)
        completed = None if left else max(today, focus.started_on)
        change_focus(scope, session, focus.id, completed_on=completed)
        action = "focus.step_done" if done else "focus.step_undone"
        note_action(scope, session, action, client_id=client.id, object_id=step_id)


def _has_steps_left(scope: Scope, session: Session, focus_id: UUID) -> bool:
    """Whether any step of a focus is not ticked."""
    left = select(FocusStep.id).where(
        visible(scope, FocusStep), FocusStep.focus_id == focus_id, FocusStep.done_at.is_(None)
    )
    return session.scalar(left.limit(1)) is not None
