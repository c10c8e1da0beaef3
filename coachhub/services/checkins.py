"""How a client is, when he says so: his own unless he shares it."""

from datetime import date
from typing import Final
from uuid import UUID

from coachhub import clock
from coachhub.models import CheckIn
from coachhub.models.base import new_key
from coachhub.queries.clients import find_client
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing

MOODS: Final = (1, 2, 3, 4, 5)
"""Angry, disappointed, flat, relieved, fine."""


def check_in(
    scope: Scope,
    client_id: UUID,
    mood: int,
    *,
    words: str | None = None,
    shared: bool = False,
    today: date,
    once: str | None = None,
) -> UUID:
    """Keep how the client feels today; returns the key of what was kept.

    Raises ClientNotFoundError, AlreadyDoneError.
    """
    if mood not in MOODS:
        raise ValueError(f"{mood!r} is no mood")
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    key = new_key()
    with writing(scope, client_id) as session:
        claim_once(scope, session, once, "checkin")
        session.add(
            CheckIn(
                id=key,
                practice_id=scope.practice_id,
                client_id=client_id,
                mood=mood,
                words=(words or "").strip() or None,
                shared=shared,
                said_on=today,
                created_at=clock.now(),
            )
        )
        note_action(scope, session, "checkin.kept", client_id=client_id)
    return key
