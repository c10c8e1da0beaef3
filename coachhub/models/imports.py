"""What was imported, from which file, and what became of each row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.analysis.vocabulary import Cause, Source
from coachhub.models.base import Base, Keyed, one_of
from coachhub.models.search import of_application, of_client


class ImportBatch(Keyed, Base):
    """One file that was read into one client's search."""

    __tablename__ = "import_batches"
    __table_args__ = (
        *of_client("import_batches"),
        UniqueConstraint("practice_id", "client_id", "id"),
        Index(
            "ix_import_batches_practice_id_client_id_file_sha256", "practice_id", "client_id", "file_sha256"
        ),
        one_of("state", ("waiting", "committed", "undone")),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(String(10))
    file_name: Mapped[str] = mapped_column(String(255))
    file_sha256: Mapped[str] = mapped_column(String(64))
    product: Mapped[str | None] = mapped_column(String(40))
    """The program whose export the file was, where it was one."""
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]


class ImportRow(Keyed, Base):
    """What became of one row of an imported file."""

    __tablename__ = "import_rows"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id", "batch_id"],
            ["import_batches.practice_id", "import_batches.client_id", "import_batches.id"],
            ondelete="CASCADE",
        ),
        Index("ix_import_rows_practice_id_client_id_batch_id", "practice_id", "client_id", "batch_id"),
        one_of("verdict", ("added", "changed", "known", "problem")),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    batch_id: Mapped[UUID]
    row_number: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(8))
    application_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Fields of a known application that the row filled, by name: what stood there before, so that it can
    be taken back."""


class ImportConflict(Keyed, Base):
    """A field about which a file and what is known disagree: a question with both sources.

    What was known stands until somebody answers.
    """

    __tablename__ = "import_conflicts"
    __table_args__ = (
        *of_application("import_conflicts"),
        ForeignKeyConstraint(
            ["practice_id", "client_id", "batch_id"],
            ["import_batches.practice_id", "import_batches.client_id", "import_batches.id"],
            ondelete="CASCADE",
        ),
        one_of("answer", ("kept", "taken", "undone")),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    application_id: Mapped[UUID]
    batch_id: Mapped[UUID]
    row_number: Mapped[int]
    field: Mapped[str] = mapped_column(String(20))
    kept: Mapped[str] = mapped_column(Text)
    kept_from: Mapped[str] = mapped_column(String(80))
    """Whose word `kept` is, as `Application.field_origins` writes it."""
    offered: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str | None] = mapped_column(String(6))


class SuggestedCause(Keyed, Base):
    """Words of an imported tracker that name a cause; a person confirms them, or says that they do not."""

    __tablename__ = "suggested_causes"
    __table_args__ = (
        *of_application("suggested_causes"),
        ForeignKeyConstraint(
            ["practice_id", "client_id", "batch_id"],
            ["import_batches.practice_id", "import_batches.client_id", "import_batches.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("cause BETWEEN 0 AND 3", name="cause"),
        CheckConstraint("source BETWEEN 0 AND 2", name="source"),
        one_of("answer", ("confirmed", "dismissed")),
    )

    practice_id: Mapped[UUID]
    client_id: Mapped[UUID]
    application_id: Mapped[UUID]
    batch_id: Mapped[UUID]
    cause: Mapped[Cause]
    source: Mapped[Source]
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str | None] = mapped_column(String(9))


class LearnedMapping(Keyed, Base):
    """What somebody of the practice decided about a header or a wording; offered when it comes again."""

    __tablename__ = "learned_mappings"
    __table_args__ = (
        UniqueConstraint("practice_id", "kind", "key"),
        one_of("kind", ("header", "word")),
        {"info": {"common": True}},
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(6))
    key: Mapped[str] = mapped_column(String(200))
    """The header or the wording, folded."""
    value: Mapped[str] = mapped_column(String(40))
    """What it was decided to be, by a name of `intake.choices`."""
    learned_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    learned_at: Mapped[datetime]


class ImportDraft(Keyed, Base):
    """A file that was brought and not yet added; only who brought it sees it."""

    __tablename__ = "import_drafts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"], ["clients.practice_id", "clients.id"], ondelete="CASCADE"
        ),
        Index("ix_import_drafts_practice_id_user_id", "practice_id", "user_id"),
        {"info": {"personal": True}},
    )

    practice_id: Mapped[UUID] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[UUID | None]
    """Whose search it is; without one, `new_client` says who will be added with it."""
    new_client: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    file_name: Mapped[str] = mapped_column(String(255))
    file_sha256: Mapped[str] = mapped_column(String(64))
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    """The file's bytes, compressed."""
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What a person decided about columns, dates, words and rows."""
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What was understood, in a few numbers, for lists that do not read the file again."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
