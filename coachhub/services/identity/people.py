"""Practices, users and what a person is in a practice."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Membership, Practice, User
from coachhub.scope import Role, Scope, SystemScope
from coachhub.services.identity.passwords import hash_password
from coachhub.services.identity.sign_in import Cost
from coachhub.services.transaction import writing


class EmailTakenError(ValueError):
    """Somebody already signs in with this address."""


def has_practice() -> bool:
    """Whether the database holds any practice yet."""
    return db.session.scalars(select(Practice.id).limit(1)).first() is not None


def create_practice(name: str, *, timezone: str, demo: bool = False, audience_word: str = "client") -> UUID:
    """Add a practice; returns its key."""
    with writing(None) as session:
        practice = Practice(
            name=name, timezone=timezone, demo=demo, audience_word=audience_word, created_at=clock.now()
        )
        session.add(practice)
        session.flush()
        return practice.id


def create_user(email: str, name: str, password: str | None, *, cost: Cost) -> UUID:
    """Add a person; raises EmailTakenError, or PasswordRefusedError for a password that is easy to guess."""
    folded = email.strip().lower()
    hashed = None
    if password is not None:
        about = tuple(folded.replace("@", ".").split(".")) + tuple(name.split())
        hashed = hash_password(password, memory_kib=cost.memory_kib, rounds=cost.rounds, about=about)
    try:
        with writing(None) as session:
            user = User(email=folded, name=name, password_hash=hashed, created_at=clock.now())
            session.add(user)
            session.flush()
            return user.id
    except IntegrityError as error:
        raise EmailTakenError(f"{folded} signs in already.") from error


def add_member(practice_id: UUID, user_id: UUID, role: Role) -> None:
    """Make a person an owner, coach or client of a practice."""
    with writing(None) as session:
        session.add(
            Membership(practice_id=practice_id, user_id=user_id, role=role.value, created_at=clock.now())
        )


def list_owners(scope: SystemScope) -> list[Scope]:
    """One owner's scope per practice, for commands that speak for it (`scope.purpose` says which)."""
    rows = db.session.execute(
        select(Membership.practice_id, Membership.user_id)
        .where(Membership.role == Role.OWNER.value)
        .order_by(Membership.created_at)
        .execution_options(coachhub_system=scope.purpose)
    )
    owners: dict[UUID, UUID] = {}
    for practice_id, user_id in rows:
        owners.setdefault(practice_id, user_id)
    return [Scope(practice_id, user_id, Role.OWNER) for practice_id, user_id in owners.items()]


def name_staff(practice_id: UUID) -> dict[UUID, str]:
    """The names of a practice's owners and coaches by their keys."""
    rows = db.session.execute(
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.practice_id == practice_id, Membership.role != Role.CLIENT.value)
    )
    return {row.id: row.name for row in rows}


def is_client_account(practice_id: UUID, user_id: UUID) -> bool:
    """Whether the person signs in to this practice as a client."""
    role = db.session.execute(
        select(Membership.role).where(Membership.practice_id == practice_id, Membership.user_id == user_id)
    ).scalar_one_or_none()
    return role == Role.CLIENT.value
