"""A row of changes has many of them: one for each took a twentieth of an apply's time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOVE = """
insert into changes select run, seq, json_build_array(json_build_object(
    'address', address, 'phase', phase, 'action', action, 'units', units::json, 'id', id,
    'created', created = 1, 'raw', raw::json, 'was', was))::text,
    case status when 'planned' then '[null]' else json_build_array(json_build_array(status, id))::text end
    from rows_of_changes
"""


def upgrade() -> None:
    """What was noted before has one change in each row."""
    op.rename_table("changes", "rows_of_changes")
    op.execute("alter index changes_pkey rename to rows_of_changes_pkey")
    op.create_table(
        "changes",
        sa.Column("run", sa.Text, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("planned", sa.Text, nullable=False),
        sa.Column("ended", sa.Text, nullable=False),
    )
    op.execute(_MOVE)
    op.drop_table("rows_of_changes")
