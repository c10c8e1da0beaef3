"""What people write around a search, what the program owes them, and who did what."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.models.base import Base, Keyed, one_of
from coachhub.models.search import of_client


class CheckIn(Keyed, Base):
    """How the client feels, when he chose to say so."""

    __tablename__ = "checkins"
    __table_args__ = (*of_client("checkins"), CheckConstraint("mood BETWEEN 1 AND 5", name="mood"))

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    mood: Mapped[int] = mapped_column(SmallInteger)
    words: Mapped[str | None] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    """Only the client himself sees it unless he shares it."""
    said_on: Mapped[date]
    created_at: Mapped[datetime]


class Note(Keyed, Base):
    """What a coach wrote; private ones never reach the client."""

    __tablename__ = "notes"
    __table_args__ = (*of_client("notes"), one_of("visibility", ("private", "shared")))

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    visibility: Mapped[str] = mapped_column(String(8), default="private")
    words: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Snooze(Keyed, Base):
    """A line of Today that a coach put away, done or until a day.

    `subject_id` is what the line was about (an application, a focus); without one it was about the client.
    """

    __tablename__ = "snoozes"
    __table_args__ = of_client("snoozes")

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID | None]
    until: Mapped[date | None]
    created_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Milestone(Keyed, Base):
    """What a client is good at, or what went well, in his own words or his coach's."""

    __tablename__ = "milestones"
    __table_args__ = (*of_client("milestones"), one_of("kind", ("strength", "win")))

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date | None]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]


class SavedFilter(Keyed, Base):
    """A choice that a coach made on a screen and gave a name; hers alone."""

    __tablename__ = "saved_filters"
    __table_args__ = (
        UniqueConstraint("practice_id", "user_id", "screen", "name"),
        one_of("screen", ("today", "reasons")),
        {"info": {"personal": True}},
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    screen: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(400))
    created_at: Mapped[datetime]


class OutboxMessage(Keyed, Base):
    """A mail that must go out, written in the transaction that decided it and claimed with a lease."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_practice_id_sent_at", "practice_id", "sent_at"),)

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id"))
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    sent_at: Mapped[datetime | None]


class AuditEvent(Keyed, Base):
    """Who did what to whose data, and when; never what the words were. Append-only."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_practice_id_happened_at", "practice_id", "happened_at"),)

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id"))
    actor_id: Mapped[UUID | None]
    actor_role: Mapped[str | None] = mapped_column(String(8))
    client_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[UUID | None]
    happened_at: Mapped[datetime]
