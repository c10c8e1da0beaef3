"""Intake: what is remembered, what disagrees, what words suggest, and whose word a field is."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261128_intake"
down_revision: str | None = "20261127_life_of_a_focus"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Intake: what is remembered, what disagrees, what words suggest, and whose word a field is."""
    op.create_table(
        "learned_mappings",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("learned_by", sa.Uuid(), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('header', 'word')", name=op.f("ck_learned_mappings_kind")),
        sa.ForeignKeyConstraint(["learned_by"], ["users.id"], name=op.f("fk_learned_mappings_learned_by")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practices.id"],
            name=op.f("fk_learned_mappings_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_mappings")),
        sa.UniqueConstraint(
            "practice_id", "kind", "key", name=op.f("uq_learned_mappings_practice_id_kind_key")
        ),
    )
    op.create_table(
        "import_conflicts",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("kept_from", sa.String(length=80), nullable=False),
        sa.Column("offered", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(length=6), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("answer IN ('kept', 'taken', 'undone')", name=op.f("ck_import_conflicts_answer")),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_import_conflicts_answered_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "application_id"],
            ["applications.practice_id", "applications.client_id", "applications.id"],
            name=op.f("fk_import_conflicts_practice_id_client_id_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "batch_id"],
            ["import_batches.practice_id", "import_batches.client_id", "import_batches.id"],
            name=op.f("fk_import_conflicts_practice_id_client_id_batch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_conflicts")),
    )
    op.create_index(
        "ix_import_conflicts_practice_id_client_id_application_id",
        "import_conflicts",
        ["practice_id", "client_id", "application_id"],
        unique=False,
    )

    op.create_table(
        "suggested_causes",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(length=9), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("answer IN ('confirmed', 'dismissed')", name=op.f("ck_suggested_causes_answer")),
        sa.CheckConstraint("cause BETWEEN 0 AND 3", name=op.f("ck_suggested_causes_cause")),
        sa.CheckConstraint("source BETWEEN 0 AND 2", name=op.f("ck_suggested_causes_source")),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_suggested_causes_answered_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "application_id"],
            ["applications.practice_id", "applications.client_id", "applications.id"],
            name=op.f("fk_suggested_causes_practice_id_client_id_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "batch_id"],
            ["import_batches.practice_id", "import_batches.client_id", "import_batches.id"],
            name=op.f("fk_suggested_causes_practice_id_client_id_batch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggested_causes")),
    )
    op.create_index(
        "ix_suggested_causes_practice_id_client_id_application_id",
        "suggested_causes",
        ["practice_id", "client_id", "application_id"],
        unique=False,
    )

    op.add_column(
        "applications", sa.Column("field_origins", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
    )

    op.add_column("import_batches", sa.Column("product", sa.String(length=40), nullable=True))
    op.add_column("import_batches", sa.Column("undone_by", sa.Uuid(), nullable=True))

    op.add_column("import_rows", sa.Column("changes", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("import_rows", "changes")

    op.drop_column("import_batches", "undone_by")

    op.drop_column("import_batches", "product")

    op.drop_column("applications", "field_origins")

    op.drop_index("ix_suggested_causes_practice_id_client_id_application_id", table_name="suggested_causes")

    op.drop_table("suggested_causes")
    op.drop_index("ix_import_conflicts_practice_id_client_id_application_id", table_name="import_conflicts")

    op.drop_table("import_conflicts")
    op.drop_table("learned_mappings")
