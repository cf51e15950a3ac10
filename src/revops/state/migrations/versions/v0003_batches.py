"""A row of changes has several of them: one for each took twice as long to note."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOVE = """
insert into changes select run, seq,
    '[' || left(json_build_object('address', address, 'phase', phase, 'action', action, 'id', id,
        'created', created = 1, 'was', was)::text, -1)
        || ', "units": ' || units || ', "raw": ' || raw || '}]',
    json_build_array(json_build_array(status, id))::text
    from rows_of_changes
"""
"""Put together as text: what is no JSON stays damaged, and keeps nobody from the rest of the state."""


def upgrade() -> None:
    """What was noted before has one change in each row."""
    op.rename_table("changes", "rows_of_changes")
    op.execute("alter index changes_pkey rename to rows_of_changes_pkey")
    op.create_table(
        "changes",
        sa.Column("run", sa.Text, primary_key=True),
        sa.Column("batch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("planned", sa.Text, nullable=False),
        sa.Column("ended", sa.Text, nullable=False),
    )
    op.execute(_MOVE)
    op.drop_table("rows_of_changes")
