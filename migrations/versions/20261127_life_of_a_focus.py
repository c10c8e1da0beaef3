"""The life of a focus: ratings, checklists, evaluations, confirmations, playbook, workshops."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261127_life_of_a_focus"
down_revision: str | None = "20261123_invitations"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """The life of a focus: ratings, checklists, evaluations, confirmations, playbook, workshops."""
    op.create_table(
        "practice_improvements",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("cause", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("eta", sa.JSON(), nullable=False),
        sa.Column("effort_hours", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("cause BETWEEN 0 AND 3", name=op.f("ck_practice_improvements_cause")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_practice_improvements_made_by")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practices.id"],
            name=op.f("fk_practice_improvements_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_improvements")),
        sa.UniqueConstraint("practice_id", "slug", name=op.f("uq_practice_improvements_practice_id_slug")),
    )
    op.create_table(
        "workshops",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.SmallInteger(), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("invitation", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('planned', 'held', 'cancelled')", name=op.f("ck_workshops_state")),
        sa.CheckConstraint("cause BETWEEN 0 AND 3", name=op.f("ck_workshops_cause")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_workshops_made_by")),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_workshops_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_workshops_practice_id_id")),
    )
    op.create_table(
        "checklists",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("resume_rewritten", sa.Boolean(), nullable=True),
        sa.Column("profile_complete", sa.Boolean(), nullable=True),
        sa.Column("letters_tailored_share", sa.Float(), nullable=True),
        sa.Column("stretch_share", sa.Float(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "letters_tailored_share IS NULL OR letters_tailored_share BETWEEN 0 AND 1",
            name=op.f("ck_checklists_letters_tailored_share"),
        ),
        sa.CheckConstraint(
            "stretch_share IS NULL OR stretch_share BETWEEN 0 AND 1", name=op.f("ck_checklists_stretch_share")
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_checklists_answered_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_checklists_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "client_id", name=op.f("pk_checklists")),
    )
    op.create_table(
        "evaluations",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.SmallInteger(), nullable=False),
        sa.Column("improvement", sa.String(length=60), nullable=True),
        sa.Column("mature", sa.Boolean(), nullable=False),
        sa.Column("probabilities", sa.JSON(), nullable=False),
        sa.Column("gains", sa.JSON(), nullable=False),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('abstain', 'focus', 'leaning', 'nothing_stands_out', 'paused')",
            name=op.f("ck_evaluations_state"),
        ),
        sa.CheckConstraint("cause BETWEEN 0 AND 3", name=op.f("ck_evaluations_cause")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_evaluations_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint(
            "practice_id", "client_id", "week_on", name=op.f("uq_evaluations_practice_id_client_id_week_on")
        ),
    )
    op.create_table(
        "workshop_guests",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_workshop_guests_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "workshop_id"],
            ["workshops.practice_id", "workshops.id"],
            name=op.f("fk_workshop_guests_practice_id_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_guests")),
        sa.UniqueConstraint(
            "practice_id",
            "client_id",
            "workshop_id",
            name=op.f("uq_workshop_guests_practice_id_client_id_workshop_id"),
        ),
    )
    op.create_index(
        "ix_workshop_guests_practice_id_client_id",
        "workshop_guests",
        ["practice_id", "client_id"],
        unique=False,
    )
    op.create_index(
        "ix_workshop_guests_practice_id_workshop_id",
        "workshop_guests",
        ["practice_id", "workshop_id"],
        unique=False,
    )

    op.create_table(
        "confirmations",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("focus_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.SmallInteger(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("cause IS NULL OR cause BETWEEN 0 AND 3", name=op.f("ck_confirmations_cause")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["users.id"], name=op.f("fk_confirmations_confirmed_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "focus_id"],
            ["focuses.practice_id", "focuses.client_id", "focuses.id"],
            name=op.f("fk_confirmations_practice_id_client_id_focus_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
        sa.UniqueConstraint(
            "practice_id",
            "client_id",
            "focus_id",
            name=op.f("uq_confirmations_practice_id_client_id_focus_id"),
        ),
    )
    op.create_table(
        "ratings",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("focus_id", sa.Uuid(), nullable=True),
        sa.Column("occasion", sa.String(length=6), nullable=False),
        sa.Column("qualifications", sa.SmallInteger(), nullable=True),
        sa.Column("application", sa.SmallInteger(), nullable=True),
        sa.Column("interview", sa.SmallInteger(), nullable=True),
        sa.Column("fit", sa.SmallInteger(), nullable=True),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("rated_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("occasion IN ('intake', 'ask', 'review')", name=op.f("ck_ratings_occasion")),
        sa.CheckConstraint(
            "application IS NULL OR application BETWEEN 1 AND 5", name=op.f("ck_ratings_application")
        ),
        sa.CheckConstraint("fit IS NULL OR fit BETWEEN 1 AND 5", name=op.f("ck_ratings_fit")),
        sa.CheckConstraint(
            "interview IS NULL OR interview BETWEEN 1 AND 5", name=op.f("ck_ratings_interview")
        ),
        sa.CheckConstraint(
            "qualifications IS NULL OR qualifications BETWEEN 1 AND 5", name=op.f("ck_ratings_qualifications")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "focus_id"],
            ["focuses.practice_id", "focuses.client_id", "focuses.id"],
            name=op.f("fk_ratings_practice_id_client_id_focus_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_ratings_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["rated_by"], ["users.id"], name=op.f("fk_ratings_rated_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
    )
    op.create_index("ix_ratings_practice_id_client_id", "ratings", ["practice_id", "client_id"], unique=False)

    op.add_column(
        "focuses", sa.Column("near_ties", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column("focuses", sa.Column("checked_in_on", sa.Date(), nullable=True))
    op.add_column("focuses", sa.Column("checkin", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("focuses", sa.Column("extended_on", sa.Date(), nullable=True))
    op.add_column("focuses", sa.Column("measured_on", sa.Date(), nullable=True))
    op.add_column(
        "focuses", sa.Column("measurement", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("focuses", sa.Column("verdict", sa.String(length=20), nullable=True))

    op.add_column("practices", sa.Column("evaluated_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("practices", "evaluated_on")

    op.drop_column("focuses", "verdict")
    op.drop_column("focuses", "measurement")
    op.drop_column("focuses", "measured_on")
    op.drop_column("focuses", "extended_on")
    op.drop_column("focuses", "checkin")
    op.drop_column("focuses", "checked_in_on")
    op.drop_column("focuses", "near_ties")

    op.drop_index("ix_ratings_practice_id_client_id", table_name="ratings")

    op.drop_table("ratings")
    op.drop_table("confirmations")
    op.drop_index("ix_workshop_guests_practice_id_workshop_id", table_name="workshop_guests")
    op.drop_index("ix_workshop_guests_practice_id_client_id", table_name="workshop_guests")

    op.drop_table("workshop_guests")
    op.drop_table("evaluations")
    op.drop_table("checklists")
    op.drop_table("workshops")
    op.drop_table("practice_improvements")
