"""What a week of use needs: drafts of imports, milestones, saved filters."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_daily_use"
down_revision: str | None = "20261123_first_tables"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """What a week of use needs: drafts of imports, milestones, saved filters."""
    op.create_table(
        "saved_filters",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("screen", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=400), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("screen IN ('today', 'reasons')", name=op.f("ck_saved_filters_screen")),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_saved_filters_practice_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_saved_filters_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint(
            "practice_id",
            "user_id",
            "screen",
            "name",
            name=op.f("uq_saved_filters_practice_id_user_id_screen_name"),
        ),
    )
    op.create_table(
        "import_drafts",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("new_client", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_import_drafts_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_import_drafts_practice_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_import_drafts_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_drafts")),
    )
    op.create_index(
        "ix_import_drafts_practice_id_user_id", "import_drafts", ["practice_id", "user_id"], unique=False
    )

    op.create_table(
        "milestones",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('strength', 'win')", name=op.f("ck_milestones_kind")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_milestones_made_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_milestones_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    op.create_index(
        "ix_milestones_practice_id_client_id", "milestones", ["practice_id", "client_id"], unique=False
    )

    op.add_column("checkins", sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("clients", sa.Column("last_session_on", sa.Date(), nullable=True))
    op.add_column("clients", sa.Column("next_session_on", sa.Date(), nullable=True))

    op.add_column(
        "rejections", sa.Column("answers", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("rejections", sa.Column("reflected_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("rejections", sa.Column("postponed_until", sa.Date(), nullable=True))

    op.add_column("snoozes", sa.Column("subject_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("snoozes", "subject_id")

    op.drop_column("rejections", "postponed_until")
    op.drop_column("rejections", "reflected_at")
    op.drop_column("rejections", "answers")

    op.drop_column("clients", "next_session_on")
    op.drop_column("clients", "last_session_on")

    op.drop_column("checkins", "shared")

    op.drop_index("ix_milestones_practice_id_client_id", table_name="milestones")

    op.drop_table("milestones")
    op.drop_index("ix_import_drafts_practice_id_user_id", table_name="import_drafts")

    op.drop_table("import_drafts")
    op.drop_table("saved_filters")
