"""What was imported, from which file, and what became of each row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.models.base import Base, Keyed, one_of
from coachhub.models.search import of_client


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
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


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
