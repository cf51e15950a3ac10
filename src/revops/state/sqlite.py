"""Journal, history and lock in one SQLite file beside the ledger, ignored by git."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final

from revops.state.codes import refuse
from revops.state.database import NOW, Row, Values
from revops.state.steps import STEPS

FORMAT: Final = len(STEPS)
_BUSY_SECONDS: Final = 30
_CLOCK: Final = "((julianday('now') - 2440587.5) * 86400.0)"
"""Seconds since 1970; `unixepoch('subsec')` needs SQLite 3.42."""


def _way_out(error: sqlite3.Error) -> str:
    """Only a file that is no database is worth removing: it holds the lock, open requests and the history."""
    code = getattr(error, "sqlite_errorcode", None)  # errors of the module itself have none
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return "restore it from a backup; removed, it is made anew, without history and open requests"
    if code == sqlite3.SQLITE_BUSY:
        return "another process uses it: run the same again"
    return "make room or correct its permissions, then run again"


class SqliteDatabase:
    """A file; made with the first write, so that looking leaves nothing behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._open: sqlite3.Connection | None = None

    def read(self, statement: str, values: Values) -> Sequence[Row]:
        """All rows of a select."""
        if self._open is None and not self.path.exists():
            return ()
        with self._used() as connection:
            return connection.execute(_spelled(statement), values).fetchall()

    def write(self, statement: str, values: Values) -> Sequence[Row]:
        """One statement, synced to the disk."""
        with self._used() as connection:
            return connection.execute(_spelled(statement), values).fetchall()

    def write_many(self, statements: Iterable[tuple[str, Iterable[Values]]]) -> None:
        """Statements in one transaction."""
        with self._used() as connection, _transaction(connection):
            for statement, all_values in statements:
                connection.executemany(_spelled(statement), all_values)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time.

        Raises:
            Refused: the file cannot be read or written, is no database, or is of a newer format.
        """
        try:
            with self._lock:
                self._open = self._open or self._opened()
                yield self._open
        except sqlite3.Error as error:
            self._require_known()
            refuse("RV606", f"{self.path} cannot be used: {error}", _way_out(error))
        except OSError as error:
            refuse("RV606", f"{self.path} cannot be used: {error.strerror}", "correct the permissions")

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("pragma journal_mode = wal")
            # Only `full` syncs the log at each commit, without which a power cut could undo an intent.
            connection.execute("pragma synchronous = full")
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Go through the steps that the file has not gone through; two processes may come here at once."""
        if self._format(connection) == FORMAT:
            return
        with _transaction(connection):
            for step in STEPS[self._format(connection) :]:
                for statement in step.split(";"):
                    connection.execute(statement)
            connection.execute(f"pragma user_version = {FORMAT}")

    def _require_known(self) -> None:
        """A newer version may have brought the file along while this one had it open."""
        with self._lock, suppress(sqlite3.Error):
            if self._open is not None:
                self._format(self._open)

    def _format(self, connection: sqlite3.Connection) -> int:
        found: int = connection.execute("pragma user_version").fetchone()[0]
        if found > FORMAT:
            told = f"{self.path} has format {found}, this revops knows {FORMAT}"
            refuse("RV607", told, "update revops to the version that wrote it")
        return found


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Takes the file's lock at once, so that two processes queue up and none fails."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _spelled(statement: str) -> str:
    return statement.replace(NOW, _CLOCK)
