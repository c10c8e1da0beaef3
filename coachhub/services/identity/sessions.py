"""Server-side sessions: a random value in the cookie, its hash in a row that can be ended."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session as DatabaseSession

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Client, IdempotencyKey, LoginAttempt, Membership, Practice, Session, Token, User
from coachhub.scope import Role, Scope
from coachhub.services.transaction import writing

SEEN_EVERY: Final = timedelta(seconds=60)
"""How often a session's last use is written down: not on every request."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, read from the database on every request, so that a revoked right is gone at once."""

    session_hash: str
    user_id: UUID
    name: str
    email: str
    role: Role
    practice_id: UUID
    practice_name: str
    timezone: str
    audience_word: str
    locale: str
    client_id: UUID | None
    csrf_secret: str
    notices: list[Any]
    demo: bool

    @property
    def scope(self) -> Scope:
        """What this person may see."""
        return Scope(self.practice_id, self.user_id, self.role, self.client_id)

    @property
    def initials(self) -> str:
        """Two letters for the corner of the page."""
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


def hash_token(token: str) -> str:
    """What the database keeps of a random value."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(
    session: DatabaseSession,
    user: User,
    membership: Membership,
    *,
    device: str,
    now: datetime,
    hours: int,
    ends_at: datetime | None = None,
) -> str:
    """Add a session row and return the value for the cookie, which is kept nowhere else.

    It lasts so many hours, or until `ends_at` if that is sooner.
    """
    token, lasting = secrets.token_urlsafe(32), now + timedelta(hours=hours)
    session.add(
        Session(
            id_hash=hash_token(token),
            user_id=user.id,
            practice_id=membership.practice_id,
            auth_epoch=user.auth_epoch,
            created_at=now,
            last_seen_at=now,
            expires_at=min(lasting, ends_at or lasting),
            csrf_secret=secrets.token_hex(20),
            device="".join(sign for sign in device[:200] if sign.isprintable()),
            notices=[],
        )
    )
    return token


# Every request asks this: it is put together once.
SIGNED_IN: Final = (
    select(Session, User, Membership.role, Practice, Client.id.label("client_id"))
    .join(User, User.id == Session.user_id)
    .join(
        Membership,
        and_(Membership.user_id == Session.user_id, Membership.practice_id == Session.practice_id),
    )
    .join(Practice, Practice.id == Session.practice_id)
    .outerjoin(Client, and_(Client.practice_id == Session.practice_id, Client.user_id == Session.user_id))
    .where(
        Session.id_hash == bindparam("id_hash"),
        User.disabled_at.is_(None),
        Membership.disabled_at.is_(None),
    )
    .order_by(Client.id)
    .limit(1)
    .execution_options(coachhub_system="who is signed in")
)


def resolve_session(token: str, *, idle_minutes: int) -> Person | None:
    """The person behind a cookie, or None: expired, idle, ended, disabled, or signed in before a change."""
    if len(token) != 43:
        return None
    now = clock.now()
    row = db.session.execute(SIGNED_IN, {"id_hash": hash_token(token)}).first()
    if row is None:
        return None
    found, user, role, practice = row[:4]
    client_id: UUID | None = row[4]
    idle_since = now - timedelta(minutes=idle_minutes)
    if found.auth_epoch != user.auth_epoch or found.expires_at <= now or found.last_seen_at <= idle_since:
        return None
    if role == Role.CLIENT and client_id is None:
        return None
    person = Person(
        session_hash=found.id_hash,
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=Role(role),
        practice_id=practice.id,
        practice_name=practice.name,
        timezone=practice.timezone,
        audience_word=practice.audience_word,
        locale=practice.locale,
        client_id=client_id if role == Role.CLIENT else None,
        csrf_secret=found.csrf_secret,
        notices=list(found.notices),
        demo=practice.demo,
    )
    if now - found.last_seen_at >= SEEN_EVERY:
        note_use(person.session_hash, now)
    return person


def note_use(id_hash: str, now: datetime) -> None:
    """Write down that the session was used; while somebody else writes for long, the next request will."""
    with suppress(OperationalError), writing(None) as session:
        session.execute(update(Session).where(Session.id_hash == id_hash).values(last_seen_at=now))


def keep_notices(session_hash: str, notices: list[Any]) -> None:
    """Keep the sentences that the next page shows."""
    with writing(None) as session:
        session.execute(update(Session).where(Session.id_hash == session_hash).values(notices=notices))


def end_session(session_hash: str) -> None:
    """End one session: a copy of its cookie is worth nothing from now on."""
    with writing(None) as session:
        session.execute(delete(Session).where(Session.id_hash == session_hash))


def forget_what_expired() -> int:
    """Remove sessions, tokens, counted attempts and old forms' keys; returns how many rows went."""
    now = clock.now()
    long_ago = now - timedelta(days=30)
    with writing(None) as session:
        results = [
            session.execute(delete(Session).where(Session.expires_at <= now)),
            session.execute(delete(Token).where(Token.expires_at <= long_ago)),
            session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at <= long_ago)),
            session.execute(
                delete(LoginAttempt).where(LoginAttempt.attempted_at <= now - timedelta(hours=1))
            ),
        ]
    return sum(int(getattr(result, "rowcount", 0)) for result in results)
