"""What a client is good at and what went well, in one line each; shown beside every rejection."""

from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import delete, select

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Milestone
from coachhub.models.base import new_key
from coachhub.queries.clients import find_client
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing


class MilestoneNotFoundError(LookupError):
    """There is no such line, or not for this person."""


class NoWordsError(ValueError):
    """A line without words says nothing."""


def add_milestone(
    scope: Scope,
    client_id: UUID,
    kind: Literal["strength", "win"],
    words: str,
    *,
    happened_on: date | None = None,
    once: str | None = None,
) -> UUID:
    """Add a strength or a win to the client's list; returns its key.

    Raises ClientNotFoundError, NoWordsError, AlreadyDoneError.
    """
    if kind not in ("strength", "win"):
        raise ValueError(f"{kind!r} is neither a strength nor a win")
    if not words.strip():
        raise NoWordsError
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    key = new_key()
    with writing(scope, client_id) as session:
        claim_once(scope, session, once, "milestone.add")
        session.add(
            Milestone(
                id=key,
                practice_id=scope.practice_id,
                client_id=client_id,
                kind=kind,
                words=words.strip(),
                happened_on=happened_on,
                made_by=scope.user_id,
                created_at=clock.now(),
            )
        )
        note_action(scope, session, "milestone.added", client_id=client_id, object_id=key)
    return key


def remove_milestone(scope: Scope, milestone_id: UUID) -> None:
    """Take a line off the client's list. Raises MilestoneNotFoundError."""
    owner = db.session.execute(
        select(Milestone.client_id).where(visible(scope, Milestone), Milestone.id == milestone_id)
    ).scalar_one_or_none()
    if owner is None:
        raise MilestoneNotFoundError
    with writing(scope, owner) as session:
        session.execute(
            delete(Milestone)
            .where(visible(scope, Milestone), Milestone.id == milestone_id)
            .execution_options(synchronize_session=False)
        )
        note_action(scope, session, "milestone.removed", client_id=owner, object_id=milestone_id)
