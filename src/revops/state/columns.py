"""The tables of the state and their columns, said once: both databases are held to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "runs": (
        *("id", "portal", "target", "command", "who", "version", "ci", "started", "ended", "plan"),
        *("blueprint", "exit_code", "counts", "told", "undoes"),
    ),
    "changes": ("run", "batch", "planned", "ended"),
    "intents": (
        *("number", "run", "portal", "at", "surface", "method", "path", "body", "carries", "perhaps"),
        *("ending", "settled"),
    ),
    "locks": ("portal", "run", "who", "machine", "pid", "command", "since", "renewed"),
    "entries": ("portal", "address", "entry"),
}
"""Table -> columns. A row of `changes` has several, and what became of each; `entries` is the ledger,
which is a file where state is kept in files."""


def insert(table: str, **spelled: str) -> str:
    """An insert of a whole row.

    Args:
        table: of `COLUMNS`.
        spelled: SQL instead of the value of a column's own name.
    """
    values = ", ".join(spelled.get(column, f":{column}") for column in COLUMNS[table])
    return " ".join(("insert into", table, f"({named(table)})", "values", f"({values})"))


def select(table: str, rest: str) -> str:
    """A select of whole rows; `rest` is what stands after the table."""
    return " ".join(("select", named(table), "from", table, rest))


def named(table: str) -> str:
    """The columns as statements name them."""
    return ", ".join(COLUMNS[table])
