"""What lock, journal and history ask of a database; SQLite and PostgreSQL answer the same statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

NOW: Final = "{now}"
"""Stands in a statement for the database's own clock, in seconds since 1970."""

Values = Mapping[str, Any]
"""Values of a statement's `:names`."""

Row = Sequence[Any]


class Database(Protocol):
    """One database, open. Safe to use from many threads; every write is on the disk when it returns.

    All methods raise `Refused` (RV606) where the database cannot be used.
    """

    def read(self, statement: str, values: Values) -> Sequence[Row]:
        """All rows of a select; nothing where nobody ever wrote."""

    def write(self, statement: str, values: Values) -> Sequence[Row]:
        """One statement as a transaction of its own; the rows that it returns."""

    def write_many(self, statements: Iterable[tuple[str, Iterable[Values]]]) -> None:
        """Statements, each for all of its values, in one transaction."""

    def close(self) -> None:
        """Give back what is held open."""
