"""Practices, people and how they get in. Apart from practices this is not tenant data."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.models.base import Base, Keyed, one_of

IDENTITY: dict[str, Any] = {"info": {"identity": True}}


class Practice(Keyed, Base):
    """The tenant: one coach alone, or a firm, a university office, a bootcamp."""

    __tablename__ = "practices"

    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    locale: Mapped[str] = mapped_column(String(16), default="en")
    audience_word: Mapped[str] = mapped_column(String(40), default="client")
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    data_version: Mapped[int] = mapped_column(BigInteger, default=0)
    demo: Mapped[bool] = mapped_column(default=False)
    evaluated_on: Mapped[date | None]
    """The Monday of the last weekly evaluation; a week that the worker missed is made up when it is back."""
    created_at: Mapped[datetime]


class User(Keyed, Base):
    """A person who can sign in; what she may see is said by her memberships."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower_case"),)

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    auth_epoch: Mapped[int] = mapped_column(default=0)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Membership(Base):
    """What a person is in a practice."""

    __tablename__ = "memberships"
    __table_args__ = (
        one_of("role", ("owner", "coach", "client")),
        Index("ix_memberships_user_id", "user_id"),
        IDENTITY,
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(8))
    disabled_at: Mapped[datetime | None]
    """Since when the practice keeps its door shut for this person; other practices do not notice."""
    created_at: Mapped[datetime]


class Session(Base):
    """One signed-in device; the cookie holds a random value of which only the hash is kept."""

    __tablename__ = "sessions"
    __table_args__ = (IDENTITY,)

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    auth_epoch: Mapped[int]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    csrf_secret: Mapped[str] = mapped_column(String(64))
    device: Mapped[str] = mapped_column(String(200), default="")
    notices: Mapped[list[Any]] = mapped_column(JSON, default=list)


class Token(Base):
    """A single-purpose, single-use secret (invitation, reset, sign-in link), kept as its hash."""

    __tablename__ = "tokens"
    __table_args__ = (
        one_of("purpose", ("invite", "reset", "sign_in", "api")),
        IDENTITY,
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(8))
    practice_id: Mapped[UUID | None] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[UUID | None]
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str | None] = mapped_column(String(200))
    """How the inviter calls who is invited."""
    role: Mapped[str | None] = mapped_column(String(8))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginAttempt(Keyed, Base):
    """A failed sign-in, for the throttle that all workers share; neither address is kept in the clear."""

    __tablename__ = "login_attempts"
    __table_args__ = (
        Index("ix_login_attempts_email_hash_attempted_at", "email_hash", "attempted_at"),
        Index("ix_login_attempts_address_hash_attempted_at", "address_hash", "attempted_at"),
        Index("ix_login_attempts_attempted_at", "attempted_at"),
    )

    email_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    attempted_at: Mapped[datetime]


class IdempotencyKey(Base):
    """A form that was sent once: the same key again gets the same answer and changes nothing."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (IDENTITY,)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    route: Mapped[str] = mapped_column(String(200))
    body_sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int]
    location: Mapped[str | None] = mapped_column(String(400))
    created_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
