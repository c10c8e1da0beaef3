"""Signing in with an address and a password."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Membership, Session, User
from coachhub.services.identity.passwords import hash_again, needs_renewal, verify_password
from coachhub.services.identity.sessions import open_session
from coachhub.services.identity.throttle import (
    claim_attempt,
    forget_attempts,
    keyed_hash,
    name_network,
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


@dataclass(frozen=True, slots=True)
class Visit:
    """From where somebody asks, and what a session that begins now is like."""

    address: str
    device: str
    secret: str
    """Keys the hashes under which attempts are counted."""
    session_hours: int

    def hashes(self, email: str, kind: str = "") -> tuple[str, str]:
        """Under what an attempt is counted: the address, and the place; `kind` sets it apart."""
        return (
            keyed_hash(self.secret, f"{kind}email", email.strip().lower()),
            keyed_hash(self.secret, f"{kind}address", name_network(self.address)),
        )


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
    address_hash = keyed_hash(secret, "address", name_network(address))
    with writing(None) as session:
        wait = claim_attempt(session, email_hash, address_hash, now)
    if wait:
        raise TooManyAttemptsError(wait)
    user = find_user(folded)
    stored = user.password_hash if user else None
    epoch = user.auth_epoch if user else 0
    user_id = user.id if user else None
    # The hash is compared outside any transaction that writes: it takes far longer than the rest.
    right = verify_password(stored, password, memory_kib=cost.memory_kib, rounds=cost.rounds)
    if not right or stored is None:
        raise WrongCredentialsError
    renewed = None
    if needs_renewal(stored, memory_kib=cost.memory_kib, rounds=cost.rounds):
        renewed = hash_again(password, memory_kib=cost.memory_kib, rounds=cost.rounds)
    with writing(None) as session:
        # Read again: the password may have been changed, or the person removed, while it was compared.
        user = session.get(User, user_id, populate_existing=True)
        if user is None or user.disabled_at is not None or user.auth_epoch != epoch:
            raise WrongCredentialsError
        membership = find_membership(user)
        if membership is None:
            raise WrongCredentialsError
        forget_attempts(session, email_hash, address_hash)
        session.execute(delete(Session).where(Session.expires_at <= now))
        if renewed:
            session.execute(
                update(User)
                .where(User.id == user.id, User.password_hash == stored)
                .values(password_hash=renewed)
                .execution_options(synchronize_session=False)
            )
        return open_session(session, user, membership, device=device, now=now, hours=hours)


def find_user(folded: str) -> User | None:
    """The person who signs in with this address; what PostgreSQL cannot hold is nobody's."""
    if "\x00" in folded:
        return None
    return db.session.scalars(select(User).where(User.email == folded)).first()


def find_membership(user: User) -> Membership | None:
    """The practice that the person enters: the one she has belonged to longest, of those that let her in."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.user_id == user.id, Membership.disabled_at.is_(None))
        .order_by(Membership.created_at, Membership.practice_id)
    ).first()
