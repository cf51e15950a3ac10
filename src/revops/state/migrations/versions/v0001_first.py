"""Ledger, lock, journal and history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables. Values are JSON as text: they come back as they were written, to the last digit."""
    op.create_table(
        "entries",
        sa.Column("portal", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("entry", sa.Text, nullable=False),
    )
    op.create_table(
        "locks",
        sa.Column("portal", sa.BigInteger, primary_key=True, autoincrement=False),
        *_texts("run", "who", "machine", "command"),
        sa.Column("pid", sa.BigInteger, nullable=False),
        *_times("since", "renewed", nullable=False),
    )
    op.create_table(
        "intents",
        sa.Column("number", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("portal", sa.BigInteger, nullable=False),
        *_texts("run", "surface", "method", "path", "body", "carries", "perhaps"),
        *_times("at", nullable=False),
        sa.Column("ending", sa.Text),
        *_times("settled", nullable=True),
    )
    op.create_index("intents_open", "intents", ["portal"], postgresql_where=sa.text("ending is null"))
    _history()


def _history() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("portal", sa.BigInteger, nullable=False),
        *_texts("target", "command", "who", "version", "ci", "plan", "blueprint", "counts", "told"),
        *_times("started", nullable=False),
        *_times("ended", nullable=True),
        sa.Column("exit_code", sa.Integer),
    )
    op.create_index("runs_of", "runs", ["portal", "started"])
    op.create_table(
        "changes",
        sa.Column("run", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("address", "phase", "action", "status", "units", "id", "overwritten", "raw"),
        sa.Column("created", sa.Integer, nullable=False),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _times(*names: str, nullable: bool) -> list[sa.Column[float]]:
    """Seconds since 1970 by the server's clock."""
    return [sa.Column(name, sa.Double, nullable=nullable) for name in names]
