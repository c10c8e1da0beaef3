"""The one improvement a client works on now, and its steps. The database allows one active at a time."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.analysis.vocabulary import Cause
from coachhub.models.base import Base, Keyed, one_of
from coachhub.models.search import of_client


class Focus(Keyed, Base):
    """An improvement that coach and client agreed on, with what it was based on and what came of it."""

    __tablename__ = "focuses"
    __table_args__ = (
        *of_client("focuses"),
        UniqueConstraint("practice_id", "client_id", "id"),
        Index(
            "uq_focuses_one_active",
            "practice_id",
            "client_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        one_of("state", ("proposed", "active", "closed")),
        CheckConstraint("cause BETWEEN 0 AND 3", name="cause"),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(String(8))
    improvement: Mapped[str] = mapped_column(String(60))
    cause: Mapped[Cause]
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    baseline: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    override_reason: Mapped[str | None] = mapped_column(Text)
    started_on: Mapped[date | None]
    locked_until: Mapped[date | None]
    review_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    result: Mapped[str | None] = mapped_column(String(40))
    near_ties: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The improvements among which the proposed one was drawn, because they promised as much."""
    checked_in_on: Mapped[date | None]
    checkin: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The check-in of day 21: how the work goes, in the coach's words."""
    extended_on: Mapped[date | None]
    measured_on: Mapped[date | None]
    measurement: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the review measured, unrounded (docs/method.md section 21)."""
    verdict: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class FocusStep(Keyed, Base):
    """One step of a focus, at most an hour of work, ticked by the client."""

    __tablename__ = "focus_steps"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id", "focus_id"],
            ["focuses.practice_id", "focuses.client_id", "focuses.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "client_id", "focus_id", "position"),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    focus_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    words: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
