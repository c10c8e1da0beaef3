"""What a practice adds to the playbook, or changes in it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.analysis.vocabulary import Cause
from coachhub.models.base import Base, Keyed


class PracticeImprovement(Keyed, Base):
    """An improvement of the practice's own, or its edition of one that everybody has (the same slug)."""

    __tablename__ = "practice_improvements"
    __table_args__ = (
        UniqueConstraint("practice_id", "slug"),
        CheckConstraint("cause BETWEEN 0 AND 3", name="cause"),
        {"info": {"common": True}},
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(60))
    cause: Mapped[Cause]
    title: Mapped[str] = mapped_column(String(200))
    eta: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The share of each cause's deficit that it closes, by the cause's word."""
    effort_hours: Mapped[float] = mapped_column(Float)
    why: Mapped[str] = mapped_column(Text)
    steps: Mapped[list[str]] = mapped_column(JSON, default=list)
    done: Mapped[str] = mapped_column(Text)
    needs: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
