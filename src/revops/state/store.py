"""Where the state of a portal is kept: files of the project, or a database that a team shares."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from revops.model.exits import ERROR, USAGE
from revops.model.ledger import Ledger
from revops.state.codes import refuse
from revops.state.database import Database
from revops.state.ledger import LedgerFile, ledger_path
from revops.state.lock import PortalLock
from revops.state.sqlite import SqliteDatabase
from revops.state.tables import TableStore

_SCHEMES: Final = ("postgresql", "postgres")


class Store(Protocol):
    """The ledger of one portal, and the database that has its lock, journal and history."""

    database: Database

    def load(self) -> Ledger:
        """The ledger, empty where there is none yet.

        Raises:
            Refused: it cannot be read, is damaged, newer, or another portal's.
        """

    def save(self, ledger: Ledger, lock: PortalLock) -> None:
        """Replace the ledger, in one step and to last.

        Raises:
            Refused: the lock is not this run's any more, or the ledger cannot be written.
        """


class FileStore:
    """The ledger as a file that the client's repository holds; the rest in SQLite beside it."""

    def __init__(self, file: LedgerFile, database: Database) -> None:
        self.database = database
        self._file = file

    def load(self) -> Ledger:
        """The file's ledger."""
        return self._file.load()

    def save(self, ledger: Ledger, lock: PortalLock) -> None:
        """Replace the file."""
        lock.require()
        self._file.save(ledger)


def open_database(project: Path, url: str) -> Database:
    """The database of lock, journal and history. Nothing is asked of it yet.

    Args:
        project: the folder that has the file where no URL is given.
        url: `postgresql://…`, or empty for files.

    Raises:
        Refused: the URL is not of a database that is known (exit code 64), or its libraries are missing (1).
    """
    if not url:
        return SqliteDatabase(project / ".revops" / "state.db")
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    if scheme not in _SCHEMES:
        # The URL itself may hold a password and is not shown.
        told = f"REVOPS_STATE_URL has the scheme {scheme!r}" if scheme else "REVOPS_STATE_URL is no URL"
        hint = "write postgresql://USER:PASSWORD@HOST/DATABASE, or unset it to keep state in files"
        refuse("RV618", told, hint, USAGE)
    try:
        found: Database = import_module("revops.state.postgres").PostgresDatabase(url)
    except ImportError as error:
        told = f"REVOPS_STATE_URL needs {error.name}, which is not installed"
        refuse("RV619", told, "pip install 'revops[postgres]'", ERROR)
    return found


def store_of(project: Path, portal: int, database: Database) -> Store:
    """The state of one portal."""
    if isinstance(database, SqliteDatabase):
        return FileStore(LedgerFile(ledger_path(project, portal), portal), database)
    return TableStore(portal, database)
