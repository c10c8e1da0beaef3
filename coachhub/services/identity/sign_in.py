"""Signing in with an address and a password."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Membership, Session, User
from coachhub.services.identity.passwords import hash_password, needs_renewal, verify_password
from coachhub.services.identity.sessions import open_session
from coachhub.services.identity.throttle import (
    forget_failures,
    keyed_hash,
    note_failure,
    seconds_to_wait,
)
from coachhub.services.transaction import writing


class WrongCredentialsError(Exception):
    """The address or the password is not right; which of them is not said."""


@dataclass
class TooManyAttemptsError(Exception):
    """Too many failed attempts: wait so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a password hash costs."""

    memory_kib: int
    rounds: int


def sign_in(
    email: str, password: str, *, address: str, device: str, secret: str, cost: Cost, hours: int
) -> str:
    """Check the password and open a session; returns the value for the cookie.

    Raises TooManyAttemptsError before anything is compared, and WrongCredentialsError after a comparison
    that takes as long for an unknown address as for a known one.
    """
    now = clock.now()
    folded = email.strip().lower()
    email_hash = keyed_hash(secret, "email", folded)
    address_hash = keyed_hash(secret, "address", address)
    wait = seconds_to_wait(db.session(), email_hash, address_hash, now)
    if wait:
        raise TooManyAttemptsError(wait)
    user = db.session.scalars(select(User).where(User.email == folded)).first()
    stored = user.password_hash if user else None
    # The hash is compared outside the transaction that writes: it takes far longer than the rest.
    right = verify_password(stored, password, memory_kib=cost.memory_kib, rounds=cost.rounds)
    membership = find_membership(user) if user else None
    if not right or user is None or user.disabled_at is not None or membership is None:
        with writing(None) as session:
            note_failure(session, email_hash, address_hash, now)
        raise WrongCredentialsError
    renewed = None
    if stored and needs_renewal(stored, memory_kib=cost.memory_kib, rounds=cost.rounds):
        renewed = hash_password(password, memory_kib=cost.memory_kib, rounds=cost.rounds)
    with writing(None) as session:
        forget_failures(session, email_hash, address_hash)
        session.execute(delete(Session).where(Session.expires_at <= now))
        if renewed:
            session.execute(update(User).where(User.id == user.id).values(password_hash=renewed))
        return open_session(session, user, membership, device=device, now=now, hours=hours)


def find_membership(user: User) -> Membership | None:
    """The practice that the person enters: the one she has belonged to longest."""
    return db.session.scalars(
        select(Membership).where(Membership.user_id == user.id).order_by(Membership.created_at)
    ).first()
