"""The tables on PostgreSQL, as Alembic makes them."""
