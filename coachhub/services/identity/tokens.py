"""Single-use secrets behind links: made here, kept as hashes, consumed by one statement."""

import secrets
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session as DatabaseSession

from coachhub.extensions import db
from coachhub.models import Token
from coachhub.scope import Role
from coachhub.services.identity.sessions import hash_token

Purpose = Literal["invite", "reset"]
LIFETIME: Final[dict[Purpose, timedelta]] = {"invite": timedelta(hours=48), "reset": timedelta(hours=1)}
LENGTH: Final = 43
"""Signs of a token: 256 random bits in URL-safe letters."""


def make_token() -> str:
    """A new secret; it stands in the link alone."""
    return secrets.token_urlsafe(32)


def add_token(
    session: DatabaseSession,
    token: str,
    purpose: Purpose,
    *,
    email: str,
    now: datetime,
    practice_id: UUID | None = None,
    user_id: UUID | None = None,
    client_id: UUID | None = None,
    name: str | None = None,
    role: Role | None = None,
    created_by: UUID | None = None,
) -> None:
    """Keep the hash of a token with what it stands for."""
    session.add(
        Token(
            hash=hash_token(token),
            purpose=purpose,
            practice_id=practice_id,
            user_id=user_id,
            client_id=client_id,
            email=email,
            name=name,
            role=role.value if role else None,
            created_by=created_by,
            created_at=now,
            expires_at=now + LIFETIME[purpose],
        )
    )


def find_token(token: str, purpose: Purpose, now: datetime) -> Token | None:
    """The row behind a token that could be used now; looking does not use it."""
    if len(token) != LENGTH:
        return None
    return db.session.scalars(
        select(Token).where(*_is_usable(token, purpose, now)).execution_options(populate_existing=True)
    ).first()


def consume_token(session: DatabaseSession, token: str, purpose: Purpose, now: datetime) -> bool:
    """Use a token up: True for one caller only, however many try at the same moment."""
    used = session.execute(
        update(Token)
        .where(*_is_usable(token, purpose, now))
        .values(used_at=now)
        .returning(Token.hash)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return used is not None


def _is_usable(token: str, purpose: Purpose, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The row of this token, for this purpose and no other, unused and in time."""
    return (
        Token.hash == hash_token(token),
        Token.purpose == purpose,
        Token.used_at.is_(None),
        Token.expires_at > now,
    )


def end_tokens(
    session: DatabaseSession, purpose: Purpose, now: datetime, *conditions: ColumnElement[bool]
) -> int:
    """Make the tokens that meet the conditions worthless; returns how many were open until now."""
    ended = session.execute(
        update(Token)
        .where(Token.purpose == purpose, Token.used_at.is_(None), *conditions)
        .values(used_at=now)
        .returning(Token.hash)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())


def end_invitations_of_client(
    session: DatabaseSession, practice_id: UUID, client_id: UUID, now: datetime
) -> None:
    """No link that was sent to a client opens anything any more."""
    end_tokens(session, "invite", now, Token.practice_id == practice_id, Token.client_id == client_id)


def count_made(
    session: DatabaseSession, purpose: Purpose, since: datetime, *conditions: ColumnElement[bool]
) -> int:
    """How many tokens that meet the conditions were made since a moment."""
    return session.execute(
        select(func.count())
        .select_from(Token)
        .where(Token.purpose == purpose, Token.created_at > since, *conditions)
    ).scalar_one()
