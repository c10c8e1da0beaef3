"""A focus that a write is about: its client and it are locked until the transaction ends."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub.models import Focus
from coachhub.queries.focuses import ACTIVE, FocusRow, find_focus
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.client_errors import ClientNotFoundError
from coachhub.services.focuses.errors import FocusEndedError, FocusNotBegunError, FocusNotFoundError
from coachhub.services.holding import hold_client


def hold_focus(scope: Scope, session: Session, client_id: UUID, focus_id: UUID) -> FocusRow:
    """The focus as it stands now, and nobody changes it, its steps or whose client it is meanwhile.

    The client comes first, in every write about a focus: two of them never wait for each other in a circle.
    Raises FocusNotFoundError, also for who handed the client over a moment ago.
    """
    try:
        hold_client(scope, session, client_id)
    except ClientNotFoundError as error:
        raise FocusNotFoundError from error
    session.execute(
        select(Focus.id)
        .where(visible(scope, Focus), Focus.client_id == client_id, Focus.id == focus_id)
        .with_for_update()
    )
    focus = find_focus(scope, focus_id)
    if focus is None:
        raise FocusNotFoundError
    return focus


def hold_begun_focus(
    scope: Scope, session: Session, client_id: UUID, focus_id: UUID, today: date
) -> FocusRow:
    """The same for what is only done to a focus that is active and has begun.

    Raises FocusNotFoundError, FocusEndedError and FocusNotBegunError.
    """
    focus = hold_focus(scope, session, client_id, focus_id)
    if focus.state != ACTIVE:
        raise FocusEndedError(focus.result)
    if not focus.has_begun(today):
        raise FocusNotBegunError(focus.started_on)
    return focus


def change_focus(scope: Scope, session: Session, focus_id: UUID, **values: Any) -> None:
    """Write new values over a focus that this transaction holds."""
    session.execute(
        update(Focus)
        .where(visible(scope, Focus), Focus.id == focus_id)
        .values(**values, version=Focus.version + 1)
        .execution_options(synchronize_session=False)
    )
