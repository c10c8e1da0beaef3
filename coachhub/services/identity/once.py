"""A form that is sent twice is done once: its key is claimed in the transaction that does the work."""

import hashlib

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.models import IdempotencyKey
from coachhub.scope import Scope


class AlreadyDoneError(RuntimeError):
    """This very form was received before: what it asked for is done."""


def claim_once(scope: Scope, session: Session, key: str | None, route: str) -> None:
    """Claim the key of a form inside the caller's transaction; without a key every sending counts.

    Raises AlreadyDoneError when the same person sent the same key before, also at this very moment: the
    second of two claims waits for the first one's transaction.
    """
    if not key:
        return
    spelled = hashlib.sha256(f"{scope.practice_id}:{route}:{key}".encode()).hexdigest()
    mine = (IdempotencyKey.user_id == scope.user_id) & (IdempotencyKey.key == spelled)
    if session.scalar(select(IdempotencyKey.key).where(mine)) is not None:
        raise AlreadyDoneError
    session.add(
        IdempotencyKey(
            user_id=scope.user_id,
            key=spelled,
            practice_id=scope.practice_id,
            route=route[:200],
            body_sha256=b"",
            status=303,
            created_at=clock.now(),
        )
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyDoneError from error
