"""What coaches work out about clients: ratings, checklists, evaluations, confirmed causes, workshops."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.analysis.vocabulary import Cause
from coachhub.models.base import Base, Keyed, one_of
from coachhub.models.search import of_client

STAFF: dict[str, Any] = {"info": {"staff": True}}
SCALE = "{0} IS NULL OR {0} BETWEEN 1 AND 5"
SHARE = "{0} IS NULL OR {0} BETWEEN 0 AND 1"


class Rating(Keyed, Base):
    """A coach's four ratings of a client, 1 to 5, "how strong is this"; the latest counts, all are kept."""

    __tablename__ = "ratings"
    __table_args__ = (
        *of_client("ratings"),
        ForeignKeyConstraint(
            ["practice_id", "client_id", "focus_id"],
            ["focuses.practice_id", "focuses.client_id", "focuses.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint(SCALE.format("qualifications"), name="qualifications"),
        CheckConstraint(SCALE.format("application"), name="application"),
        CheckConstraint(SCALE.format("interview"), name="interview"),
        CheckConstraint(SCALE.format("fit"), name="fit"),
        one_of("occasion", ("intake", "ask", "review")),
        STAFF,
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    focus_id: Mapped[UUID | None]
    """The focus at whose review it was given."""
    occasion: Mapped[str] = mapped_column(String(6))
    qualifications: Mapped[int | None] = mapped_column(SmallInteger)
    application: Mapped[int | None] = mapped_column(SmallInteger)
    interview: Mapped[int | None] = mapped_column(SmallInteger)
    fit: Mapped[int | None] = mapped_column(SmallInteger)
    rated_on: Mapped[date]
    rated_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]


class Checklist(Base):
    """What a client has already in place, asked once and kept; empty is "not known"."""

    __tablename__ = "checklists"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"], ["clients.practice_id", "clients.id"], ondelete="CASCADE"
        ),
        CheckConstraint(SHARE.format("letters_tailored_share"), name="letters_tailored_share"),
        CheckConstraint(SHARE.format("stretch_share"), name="stretch_share"),
    )

    practice_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    resume_rewritten: Mapped[bool | None]
    profile_complete: Mapped[bool | None]
    letters_tailored_share: Mapped[float | None] = mapped_column(Float)
    stretch_share: Mapped[float | None] = mapped_column(Float)
    answered_on: Mapped[date]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)


class Evaluation(Keyed, Base):
    """What the diagnosis said of a client in one week, stored so that nothing flips because a day passed."""

    __tablename__ = "evaluations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"], ["clients.practice_id", "clients.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("practice_id", "client_id", "week_on"),
        CheckConstraint("cause BETWEEN 0 AND 3", name="cause"),
        one_of("state", ("abstain", "focus", "leaning", "nothing_stands_out", "paused")),
        STAFF,
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    week_on: Mapped[date]
    """The Monday, in the practice's calendar."""
    state: Mapped[str] = mapped_column(String(20))
    cause: Mapped[Cause]
    improvement: Mapped[str | None] = mapped_column(String(60))
    mature: Mapped[bool]
    probabilities: Mapped[dict[str, float]] = mapped_column(JSON)
    gains: Mapped[dict[str, float]] = mapped_column(JSON)
    evaluated_at: Mapped[datetime]


class Confirmation(Keyed, Base):
    """What a coach says, looking back at a focus, that really held the search back.

    Only this teaches a practice's mix of causes. Empty is "none of the four".
    """

    __tablename__ = "confirmations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id", "focus_id"],
            ["focuses.practice_id", "focuses.client_id", "focuses.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "client_id", "focus_id"),
        CheckConstraint("cause IS NULL OR cause BETWEEN 0 AND 3", name="cause"),
        STAFF,
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    focus_id: Mapped[UUID]
    cause: Mapped[Cause | None]
    confirmed_on: Mapped[date]
    confirmed_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))


class Workshop(Keyed, Base):
    """A session for several clients who share a cause."""

    __tablename__ = "workshops"
    __table_args__ = (
        UniqueConstraint("practice_id", "id"),
        CheckConstraint("cause BETWEEN 0 AND 3", name="cause"),
        one_of("state", ("planned", "held", "cancelled")),
        {"info": {"staff": True, "common": True}},
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    cause: Mapped[Cause]
    field: Mapped[str | None] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    invitation: Mapped[str] = mapped_column(Text)
    held_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(9), default="planned")
    made_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class WorkshopGuest(Keyed, Base):
    """A client who is invited to a workshop, and whether he came."""

    __tablename__ = "workshop_guests"
    __table_args__ = (
        *of_client("workshop_guests"),
        ForeignKeyConstraint(
            ["practice_id", "workshop_id"], ["workshops.practice_id", "workshops.id"], ondelete="CASCADE"
        ),
        Index("ix_workshop_guests_practice_id_workshop_id", "practice_id", "workshop_id"),
        UniqueConstraint("practice_id", "client_id", "workshop_id"),
        STAFF,
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    workshop_id: Mapped[UUID]
    attended: Mapped[bool | None]
    invited_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]
    """When the invitation as it stands went out to him; empty again when it was changed since."""
