"""Runs know which run they take back, changes what a moved thing was called; units tell what was removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add two columns, which are empty in what was noted before, and drop one that said nothing more."""
    op.add_column("runs", sa.Column("undoes", sa.Text, nullable=False, server_default=""))
    op.add_column("changes", sa.Column("was", sa.Text, nullable=False, server_default=""))
    op.drop_column("changes", "overwritten")
