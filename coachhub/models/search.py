"""A client's search: applications, the moves they made, why they ended. Every key carries the practice."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from coachhub.models.base import Base, Keyed, one_of

ORIGINS = ("client", "coach", "import", "mail")


def of_application(name: str) -> tuple[ForeignKeyConstraint, Index]:
    """The foreign key and index that tie a table's rows to an application of the same client and practice."""
    columns = ("practice_id", "client_id", "application_id")
    return (
        ForeignKeyConstraint(
            columns,
            ["applications.practice_id", "applications.client_id", "applications.id"],
            ondelete="CASCADE",
        ),
        Index(f"ix_{name}_{'_'.join(columns)}", *columns),
    )


def of_client(name: str) -> tuple[ForeignKeyConstraint, Index]:
    """The foreign key and index that tie a table's rows to a client of the same practice."""
    columns = ("practice_id", "client_id")
    return (
        ForeignKeyConstraint(columns, ["clients.practice_id", "clients.id"], ondelete="CASCADE"),
        Index(f"ix_{name}_{'_'.join(columns)}", *columns),
    )


class Client(Keyed, Base):
    """A job seeker whom a coach of the practice accompanies."""

    __tablename__ = "clients"
    __table_args__ = (
        UniqueConstraint("practice_id", "id"),
        UniqueConstraint("practice_id", "email"),
        # One account is one client: otherwise it would sign in to somebody else's search.
        UniqueConstraint("practice_id", "user_id"),
        ForeignKeyConstraint(["practice_id", "coach_id"], ["memberships.practice_id", "memberships.user_id"]),
        ForeignKeyConstraint(["practice_id", "user_id"], ["memberships.practice_id", "memberships.user_id"]),
        Index("ix_clients_practice_id_coach_id", "practice_id", "coach_id"),
        Index("ix_clients_user_id", "user_id"),
        one_of("status", ("searching", "paused", "placed", "closed")),
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id"))
    coach_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    field: Mapped[str | None] = mapped_column(String(100))
    seniority: Mapped[str | None] = mapped_column(String(40))
    location: Mapped[str | None] = mapped_column(String(200))
    timezone: Mapped[str | None] = mapped_column(String(64))
    search_started_on: Mapped[date | None]
    weekly_target: Mapped[int | None] = mapped_column(SmallInteger)
    last_session_on: Mapped[date | None]
    next_session_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(10), default="searching")
    consent: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    data_version: Mapped[int] = mapped_column(BigInteger, default=0)
    """The practice's data version at the last write that touched this client: only newer ones are re-read."""
    created_at: Mapped[datetime]


class Application(Keyed, Base):
    """One role at one company; stage, outcome and the days that follow are derived from its events."""

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("practice_id", "client_id", "id"),
        ForeignKeyConstraint(
            ["practice_id", "client_id"], ["clients.practice_id", "clients.id"], ondelete="CASCADE"
        ),
        CheckConstraint("stage BETWEEN 0 AND 6", name="stage"),
        CheckConstraint("outcome BETWEEN 0 AND 5", name="outcome"),
        CheckConstraint("channel IS NULL OR channel BETWEEN 0 AND 2", name="channel"),
        one_of("origin", ORIGINS),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    company: Mapped[str] = mapped_column(Text)
    role_title: Mapped[str | None] = mapped_column(Text)
    role_key: Mapped[str] = mapped_column(String(200))
    """Company and role, folded, so that the same role written twice is found again."""
    link_key: Mapped[str | None] = mapped_column(String(300))
    """The posting's address or number, folded; only together with the role does it name an application."""
    url: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[Channel | None]
    work_mode: Mapped[str | None] = mapped_column(String(20))
    salary: Mapped[str | None] = mapped_column(Text)
    salary_amount: Mapped[float | None] = mapped_column(Numeric(12, 2, asdecimal=False))
    materials_version: Mapped[str | None] = mapped_column(String(100))
    applied_on: Mapped[date | None]
    stage: Mapped[Stage] = mapped_column(default=Stage.SAVED)
    stage_known: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    closed_on: Mapped[date | None]
    first_response_on: Mapped[date | None]
    notes: Mapped[str | None] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(8))
    field_origins: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default=text("'{}'"))
    """Who says what stands in a field, by its name; "*" holds for the others, `origin` without it. See
    intake.merging.origins."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class StageEvent(Keyed, Base):
    """One dated move, append-only: a correction retracts the old event and adds a new one."""

    __tablename__ = "stage_events"
    __table_args__ = (
        *of_application("stage_events"),
        CheckConstraint("(stage IS NULL) <> (outcome IS NULL)", name="stage_or_outcome"),
        CheckConstraint("stage IS NULL OR stage BETWEEN 0 AND 6", name="stage"),
        CheckConstraint("outcome IS NULL OR outcome BETWEEN 0 AND 5", name="outcome"),
        one_of("origin", ORIGINS),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    application_id: Mapped[UUID]
    stage: Mapped[Stage | None]
    outcome: Mapped[Outcome | None]
    occurred_on: Mapped[date | None]
    """The day the answer came; empty when nobody dated the application either."""
    scheduled_for: Mapped[date | None]
    imputed: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    origin: Mapped[str] = mapped_column(String(8))
    retracted_at: Mapped[datetime | None]


class Rejection(Base):
    """What surrounds a rejection: what the client thought, the feedback clock, the employer's words."""

    __tablename__ = "rejections"
    __table_args__ = (
        *of_application("rejections"),
        CheckConstraint("stage BETWEEN 0 AND 6", name="stage"),
        one_of("feedback", ("none", "due", "sent", "answered", "refused", "let_go")),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    application_id: Mapped[UUID] = mapped_column(primary_key=True)
    rejected_at: Mapped[datetime]
    stage: Mapped[Stage]
    reflection: Mapped[str | None] = mapped_column(Text)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the client answered to the four questions, by cause: yes, unsure or no."""
    reflected_at: Mapped[datetime | None]
    postponed_until: Mapped[date | None]
    """"Not now": until this day nobody asks him about it."""
    feedback: Mapped[str] = mapped_column(String(8), default="none")
    feedback_due_at: Mapped[datetime | None]
    feedback_changed_at: Mapped[datetime | None]
    feedback_verbatim: Mapped[str | None] = mapped_column(Text)


class Attribution(Keyed, Base):
    """One statement about one cause; a person who names two causes makes two rows at the same moment."""

    __tablename__ = "attributions"
    __table_args__ = (
        *of_application("attributions"),
        CheckConstraint("cause BETWEEN 0 AND 3", name="cause"),
        CheckConstraint("source BETWEEN 0 AND 2", name="source"),
        CheckConstraint("confidence IS NULL OR confidence BETWEEN 1 AND 3", name="confidence"),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    application_id: Mapped[UUID]
    cause: Mapped[Cause]
    source: Mapped[Source]
    confidence: Mapped[int | None] = mapped_column(SmallInteger)
    verbatim: Mapped[str | None] = mapped_column(Text)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    """The client's calendar day of `made_at`, which the statistics use."""
    retracted_at: Mapped[datetime | None]
