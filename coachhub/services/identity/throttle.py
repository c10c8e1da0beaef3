"""The sign-in throttle: counted in the database, so all workers and machines share it."""

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from coachhub.models import LoginAttempt

WINDOW: Final = timedelta(minutes=5)
PER_EMAIL: Final = 10
PER_ADDRESS: Final = 30
EVERYWHERE: Final = 1000
LOCK: Final = 5_417_936_021
"""Any number that no other advisory lock of this program uses."""


def keyed_hash(secret: str, kind: str, value: str) -> str:
    """A value that counts attempts but cannot be turned back into an address."""
    return hmac.new(secret.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def name_network(address: str) -> str:
    """Where an attempt came from: one IPv4 address, or the IPv6 network that one connection is given."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)


def claim_attempt(session: Session, email_hash: str, address_hash: str, now: datetime) -> int:
    """Count an attempt before the password is looked at: 0 when it may go on, else how many seconds to wait.

    One at a time, so that attempts at the same moment cannot all see the same count. On SQLite a writer is
    alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    session.execute(delete(LoginAttempt).where(LoginAttempt.attempted_at < now - 4 * WINDOW))
    wait = seconds_to_wait(session, email_hash, address_hash, now)
    if not wait:
        session.add(LoginAttempt(email_hash=email_hash, address_hash=address_hash, attempted_at=now))
    return wait


def seconds_to_wait(session: Session, email_hash: str, address_hash: str, now: datetime) -> int:
    """How long this person at this address must wait; 0 when she may try.

    The limit per e-mail counts attempts from this address only, so that a stranger cannot lock her out; a
    tenfold of it from everywhere slows a spread attack on one person.
    """
    recent = LoginAttempt.attempted_at > now - WINDOW
    of_email = LoginAttempt.email_hash == email_hash
    from_address = LoginAttempt.address_hash == address_hash
    limits = (
        ((of_email, from_address), PER_EMAIL),
        ((of_email,), PER_EMAIL * 10),
        ((from_address,), PER_ADDRESS),
        ((), EVERYWHERE),
    )
    for conditions, limit in limits:
        count, oldest = session.execute(
            select(func.count(), func.min(LoginAttempt.attempted_at)).where(recent, *conditions)
        ).one()
        if count >= limit:
            return max(1, int((oldest + WINDOW - now).total_seconds()) + 1)
    return 0


def forget_attempts(session: Session, email_hash: str, address_hash: str) -> None:
    """Start afresh after a right password."""
    session.execute(
        delete(LoginAttempt).where(
            LoginAttempt.email_hash == email_hash, LoginAttempt.address_hash == address_hash
        )
    )
