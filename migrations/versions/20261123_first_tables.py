"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_first_tables"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """The first tables."""
    op.create_table(
        "login_attempts",
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempts")),
    )
    op.create_index(
        "ix_login_attempts_address_hash_attempted_at",
        "login_attempts",
        ["address_hash", "attempted_at"],
        unique=False,
    )
    op.create_index("ix_login_attempts_attempted_at", "login_attempts", ["attempted_at"], unique=False)
    op.create_index(
        "ix_login_attempts_email_hash_attempted_at",
        "login_attempts",
        ["email_hash", "attempted_at"],
        unique=False,
    )

    op.create_table(
        "practices",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("audience_word", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
    )
    op.create_table(
        "users",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("auth_epoch", sa.Integer(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_users_email_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "audit_events",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_role", sa.String(length=8), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name=op.f("fk_audit_events_practice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(
        "ix_audit_events_practice_id_happened_at",
        "audit_events",
        ["practice_id", "happened_at"],
        unique=False,
    )

    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("route", sa.String(length=200), nullable=False),
        sa.Column("body_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=400), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practices.id"],
            name=op.f("fk_idempotency_keys_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_idempotency_keys_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotency_keys")),
        info={"identity": True},
    )
    op.create_table(
        "memberships",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('owner', 'coach', 'client')", name=op.f("ck_memberships_role")),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name=op.f("fk_memberships_practice_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id")),
        sa.PrimaryKeyConstraint("practice_id", "user_id", name=op.f("pk_memberships")),
        info={"identity": True},
    )
    op.create_index("ix_memberships_user_id", "memberships", ["user_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name=op.f("fk_outbox_practice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_practice_id_sent_at", "outbox", ["practice_id", "sent_at"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("auth_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("csrf_secret", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_sessions_practice_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_sessions")),
        info={"identity": True},
    )
    op.create_index(op.f("ix_sessions_expires_at"), "sessions", ["expires_at"], unique=False)
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"], unique=False)

    op.create_table(
        "tokens",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("practice_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('invite', 'reset', 'sign_in', 'api')", name=op.f("ck_tokens_purpose")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_tokens_created_by")),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_tokens_practice_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_tokens_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
        info={"identity": True},
    )
    op.create_table(
        "clients",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("field", sa.String(length=100), nullable=True),
        sa.Column("seniority", sa.String(length=40), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=True),
        sa.Column("search_started_on", sa.Date(), nullable=True),
        sa.Column("weekly_target", sa.SmallInteger(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("consent", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "status IN ('searching', 'paused', 'placed', 'closed')", name=op.f("ck_clients_status")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "coach_id"],
            ["memberships.practice_id", "memberships.user_id"],
            name=op.f("fk_clients_practice_id_coach_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "user_id"],
            ["memberships.practice_id", "memberships.user_id"],
            name=op.f("fk_clients_practice_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name=op.f("fk_clients_practice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("practice_id", "email", name=op.f("uq_clients_practice_id_email")),
        sa.UniqueConstraint("practice_id", "user_id", name=op.f("uq_clients_practice_id_user_id")),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_clients_practice_id_id")),
    )
    op.create_index("ix_clients_practice_id_coach_id", "clients", ["practice_id", "coach_id"], unique=False)
    op.create_index("ix_clients_user_id", "clients", ["user_id"], unique=False)

    op.create_table(
        "applications",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("role_title", sa.Text(), nullable=True),
        sa.Column("role_key", sa.String(length=200), nullable=False),
        sa.Column("link_key", sa.String(length=300), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("channel", sa.SmallInteger(), nullable=True),
        sa.Column("work_mode", sa.String(length=20), nullable=True),
        sa.Column("salary", sa.Text(), nullable=True),
        sa.Column("salary_amount", sa.Numeric(precision=12, scale=2, asdecimal=False), nullable=True),
        sa.Column("materials_version", sa.String(length=100), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("stage", sa.SmallInteger(), nullable=False),
        sa.Column("stage_known", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.SmallInteger(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("first_response_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "origin IN ('client', 'coach', 'import', 'mail')", name=op.f("ck_applications_origin")
        ),
        sa.CheckConstraint(
            "channel IS NULL OR channel BETWEEN 0 AND 2", name=op.f("ck_applications_channel")
        ),
        sa.CheckConstraint("outcome BETWEEN 0 AND 5", name=op.f("ck_applications_outcome")),
        sa.CheckConstraint("stage BETWEEN 0 AND 6", name=op.f("ck_applications_stage")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_applications_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint(
            "practice_id", "client_id", "id", name=op.f("uq_applications_practice_id_client_id_id")
        ),
    )

    op.create_table(
        "checkins",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("mood", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("mood BETWEEN 1 AND 5", name=op.f("ck_checkins_mood")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_checkins_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkins")),
    )
    op.create_index(
        "ix_checkins_practice_id_client_id", "checkins", ["practice_id", "client_id"], unique=False
    )

    op.create_table(
        "focuses",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("improvement", sa.String(length=60), nullable=False),
        sa.Column("cause", sa.SmallInteger(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("baseline", sa.JSON(), nullable=False),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("locked_until", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'active', 'closed')", name=op.f("ck_focuses_state")),
        sa.CheckConstraint("cause BETWEEN 0 AND 3", name=op.f("ck_focuses_cause")),
        sa.ForeignKeyConstraint(["accepted_by"], ["users.id"], name=op.f("fk_focuses_accepted_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_focuses_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focuses")),
        sa.UniqueConstraint(
            "practice_id", "client_id", "id", name=op.f("uq_focuses_practice_id_client_id_id")
        ),
    )
    op.create_index("ix_focuses_practice_id_client_id", "focuses", ["practice_id", "client_id"], unique=False)
    op.create_index(
        "uq_focuses_one_active",
        "focuses",
        ["practice_id", "client_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )

    op.create_table(
        "import_batches",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'committed', 'undone')", name=op.f("ck_import_batches_state")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_import_batches_made_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_import_batches_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
        sa.UniqueConstraint(
            "practice_id", "client_id", "id", name=op.f("uq_import_batches_practice_id_client_id_id")
        ),
    )
    op.create_index(
        "ix_import_batches_practice_id_client_id",
        "import_batches",
        ["practice_id", "client_id"],
        unique=False,
    )
    op.create_index(
        "ix_import_batches_practice_id_client_id_file_sha256",
        "import_batches",
        ["practice_id", "client_id", "file_sha256"],
        unique=False,
    )

    op.create_table(
        "notes",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("visibility", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("visibility IN ('private', 'shared')", name=op.f("ck_notes_visibility")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_notes_author_id")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_notes_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_practice_id_client_id", "notes", ["practice_id", "client_id"], unique=False)

    op.create_table(
        "snoozes",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["clients.practice_id", "clients.id"],
            name=op.f("fk_snoozes_practice_id_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_snoozes_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snoozes")),
    )
    op.create_index("ix_snoozes_practice_id_client_id", "snoozes", ["practice_id", "client_id"], unique=False)

    op.create_table(
        "attributions",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("confidence", sa.SmallInteger(), nullable=True),
        sa.Column("verbatim", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("cause BETWEEN 0 AND 3", name=op.f("ck_attributions_cause")),
        sa.CheckConstraint(
            "confidence IS NULL OR confidence BETWEEN 1 AND 3", name=op.f("ck_attributions_confidence")
        ),
        sa.CheckConstraint("source BETWEEN 0 AND 2", name=op.f("ck_attributions_source")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_attributions_made_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "application_id"],
            ["applications.practice_id", "applications.client_id", "applications.id"],
            name=op.f("fk_attributions_practice_id_client_id_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attributions")),
    )
    op.create_index(
        "ix_attributions_practice_id_client_id_application_id",
        "attributions",
        ["practice_id", "client_id", "application_id"],
        unique=False,
    )

    op.create_table(
        "focus_steps",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("focus_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["users.id"], name=op.f("fk_focus_steps_done_by")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "focus_id"],
            ["focuses.practice_id", "focuses.client_id", "focuses.id"],
            name=op.f("fk_focus_steps_practice_id_client_id_focus_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_steps")),
        sa.UniqueConstraint(
            "practice_id",
            "client_id",
            "focus_id",
            "position",
            name=op.f("uq_focus_steps_practice_id_client_id_focus_id_position"),
        ),
    )
    op.create_table(
        "import_rows",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('added', 'changed', 'known', 'problem')", name=op.f("ck_import_rows_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "batch_id"],
            ["import_batches.practice_id", "import_batches.client_id", "import_batches.id"],
            name=op.f("fk_import_rows_practice_id_client_id_batch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
    )
    op.create_index(
        "ix_import_rows_practice_id_client_id_batch_id",
        "import_rows",
        ["practice_id", "client_id", "batch_id"],
        unique=False,
    )

    op.create_table(
        "rejections",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.SmallInteger(), nullable=False),
        sa.Column("reflection", sa.Text(), nullable=True),
        sa.Column("feedback", sa.String(length=8), nullable=False),
        sa.Column("feedback_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feedback_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feedback_verbatim", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "feedback IN ('none', 'due', 'sent', 'answered', 'refused', 'let_go')",
            name=op.f("ck_rejections_feedback"),
        ),
        sa.CheckConstraint("stage BETWEEN 0 AND 6", name=op.f("ck_rejections_stage")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "application_id"],
            ["applications.practice_id", "applications.client_id", "applications.id"],
            name=op.f("fk_rejections_practice_id_client_id_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_rejections")),
    )
    op.create_index(
        "ix_rejections_practice_id_client_id_application_id",
        "rejections",
        ["practice_id", "client_id", "application_id"],
        unique=False,
    )

    op.create_table(
        "stage_events",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.SmallInteger(), nullable=True),
        sa.Column("outcome", sa.SmallInteger(), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("scheduled_for", sa.Date(), nullable=True),
        sa.Column("imputed", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "origin IN ('client', 'coach', 'import', 'mail')", name=op.f("ck_stage_events_origin")
        ),
        sa.CheckConstraint(
            "(stage IS NULL) <> (outcome IS NULL)", name=op.f("ck_stage_events_stage_or_outcome")
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome BETWEEN 0 AND 5", name=op.f("ck_stage_events_outcome")
        ),
        sa.CheckConstraint("stage IS NULL OR stage BETWEEN 0 AND 6", name=op.f("ck_stage_events_stage")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id", "application_id"],
            ["applications.practice_id", "applications.client_id", "applications.id"],
            name=op.f("fk_stage_events_practice_id_client_id_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_stage_events_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_events")),
    )
    op.create_index(
        "ix_stage_events_practice_id_client_id_application_id",
        "stage_events",
        ["practice_id", "client_id", "application_id"],
        unique=False,
    )


def downgrade() -> None:
    """Undo it: an empty database."""
    op.drop_table("stage_events")
    op.drop_table("rejections")
    op.drop_table("import_rows")
    op.drop_table("focus_steps")
    op.drop_table("attributions")
    op.drop_table("snoozes")
    op.drop_table("notes")
    op.drop_table("import_batches")
    op.drop_table("focuses")
    op.drop_table("checkins")
    op.drop_table("applications")
    op.drop_table("clients")
    op.drop_table("tokens")
    op.drop_table("sessions")
    op.drop_table("outbox")
    op.drop_table("memberships")
    op.drop_table("idempotency_keys")
    op.drop_table("audit_events")
    op.drop_table("users")
    op.drop_table("practices")
    op.drop_table("login_attempts")
