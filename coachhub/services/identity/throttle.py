"""The sign-in throttle: counted in the database, so all workers and machines share it."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from coachhub.models import LoginAttempt

WINDOW: Final = timedelta(minutes=5)
PER_EMAIL: Final = 10
PER_ADDRESS: Final = 30
EVERYWHERE: Final = 1000


def keyed_hash(secret: str, kind: str, value: str) -> str:
    """A value that counts attempts but cannot be turned back into an address."""
    return hmac.new(secret.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def seconds_to_wait(session: Session, email_hash: str, address_hash: str, now: datetime) -> int:
    """How long this person at this address must wait; 0 when she may try.

    The limit per e-mail counts attempts from this address only, so that a stranger cannot lock her out; a
    tenfold of it from everywhere slows a spread attack on one person.
    """
    since = now - WINDOW
    recent = LoginAttempt.attempted_at > since
    limits = (
        ((LoginAttempt.email_hash == email_hash) & (LoginAttempt.address_hash == address_hash), PER_EMAIL),
        (LoginAttempt.email_hash == email_hash, PER_EMAIL * 10),
        (LoginAttempt.address_hash == address_hash, PER_ADDRESS),
        (LoginAttempt.attempted_at > since, EVERYWHERE),
    )
    for condition, limit in limits:
        count, oldest = session.execute(
            select(func.count(), func.min(LoginAttempt.attempted_at)).where(recent, condition)
        ).one()
        if count >= limit:
            return max(1, int((oldest + WINDOW - now).total_seconds()) + 1)
    return 0


def note_failure(session: Session, email_hash: str, address_hash: str, now: datetime) -> None:
    """Count a failed attempt, and forget those that no limit looks at any more."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.attempted_at < now - 4 * WINDOW))
    session.add(LoginAttempt(email_hash=email_hash, address_hash=address_hash, attempted_at=now))


def forget_failures(session: Session, email_hash: str, address_hash: str) -> None:
    """Start afresh after a right password."""
    session.execute(
        delete(LoginAttempt).where(
            LoginAttempt.email_hash == email_hash, LoginAttempt.address_hash == address_hash
        )
    )
