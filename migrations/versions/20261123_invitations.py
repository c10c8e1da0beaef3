"""Invitations carry a name; a practice shuts its door for one person without touching her account."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_invitations"
down_revision: str | None = "20261123_daily_use"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Invitations carry a name; a practice shuts its door for one person without touching her account."""
    op.add_column("memberships", sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tokens", sa.Column("name", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Back: who was shut out is in again, and open invitations lose their names."""
    op.drop_column("tokens", "name")
    op.drop_column("memberships", "disabled_at")
