"""A coach rates a client on four questions: every rating is kept, the latest counts."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal
from uuid import UUID

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.models import Rating
from coachhub.models.base import new_key
from coachhub.queries.clients import find_client
from coachhub.queries.focuses import find_focus
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.focuses import FocusNotFoundError
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing

Occasion = Literal["intake", "ask", "review"]
LOWEST: Final = 1
HIGHEST: Final = 5


class NothingRatedError(ValueError):
    """None of the four was rated: that says nothing, and would hide what was said before."""


def rate_client(
    scope: Scope,
    client_id: UUID,
    answers: Mapping[Cause, int | None],
    *,
    occasion: Occasion,
    today: date,
    focus_id: UUID | None = None,
    once: str | None = None,
) -> UUID:
    """Keep how strong each of the four looks, 1 to 5, None for what was not seen yet; returns the key.

    `focus_id` names the focus at whose review it is given. Raises NothingRatedError, ClientNotFoundError,
    FocusNotFoundError, NotAllowedError for a client's scope, AlreadyDoneError, and ValueError for a number
    that is not on the scale.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("A rating is a coach's.")
    values = {cause: answers.get(cause) for cause in Cause}
    given = [value for value in values.values() if value is not None]
    if any(not LOWEST <= value <= HIGHEST for value in given):
        raise ValueError(f"{given} are not all from {LOWEST} to {HIGHEST}")
    if not given:
        raise NothingRatedError
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    if focus_id is not None:
        focus = find_focus(scope, focus_id)
        if focus is None or focus.client_id != client_id:
            raise FocusNotFoundError
    key = new_key()
    with writing(scope, client_id) as session:
        claim_once(scope, session, once, "client.rate")
        session.add(
            Rating(
                id=key,
                practice_id=scope.practice_id,
                client_id=client_id,
                focus_id=focus_id,
                occasion=occasion,
                **{cause.word: value for cause, value in values.items()},
                rated_on=today,
                rated_by=scope.user_id,
                created_at=clock.now(),
            )
        )
        note_action(scope, session, "client.rated", client_id=client_id, object_id=key)
    return key
