"""The state of one portal as one command works with it: what it loads, holds and saves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from revops.model.journal import Journal, NoJournal, Unsettled
from revops.model.ledger import Ledger
from revops.state import journal
from revops.state.database import Database
from revops.state.lock import PortalLock, Told, unheard
from revops.state.store import FileStore, Store, open_database, store_of
from revops.state.who import holder


@dataclass(frozen=True)
class Locking:
    """A command that saves the ledger, and how many seconds it waits for one that does so already."""

    command: str
    wait: float = 0.0
    plans: bool = False
    """It shows a plan, which tells of runs that were cut off; every other command tells at once."""


@dataclass(frozen=True)
class Kept:
    """Store, and lock where one is held."""

    portal: int
    store: Store
    lock: PortalLock | None = None

    @property
    def database(self) -> Database:
        return self.store.database

    @property
    def in_files(self) -> bool:
        """Whether the ledger is a file of the project, which belongs into its repository."""
        return isinstance(self.store, FileStore)

    @property
    def journal(self) -> Journal:
        """Of the run that holds the lock; without a lock nothing is written, so nothing is noted."""
        if self.lock is None:
            return NoJournal()
        return journal.RunJournal(self.database, self.portal, self.lock.me.run)

    def load(self) -> Ledger:
        """The ledger as it was saved last.

        Raises:
            Refused: it cannot be used.
        """
        return self.store.load()

    def save(self, ledger: Ledger) -> None:
        """Replace the ledger.

        Raises:
            Refused: the lock was taken away meanwhile, or the ledger cannot be written.
            ValueError: the command did not say that it saves; a fault of ours.
        """
        if self.lock is None:
            raise ValueError("the ledger is saved by a command that does not lock it")
        self.store.save(ledger, self.lock)

    def unsettled(self) -> list[Unsettled]:
        """What runs that have ended left open."""
        return journal.unsettled(self.database, self.portal)


@contextmanager
def keep_state(
    project: Path, url: str, portal: int, locking: Locking | None, told: Told = unheard
) -> Iterator[Kept]:
    """The state of a portal, locked where the command is to save it.

    Args:
        project: folder of the files.
        url: of the database that a team shares; empty for files.
        portal: whose state.
        locking: None for a command that only looks.
        told: hears of whom it waits for, and how long still.

    Raises:
        Refused: the database cannot be used, or somebody else works on the portal.
    """
    with ExitStack() as closing:
        database = open_database(project, url)
        closing.callback(database.close)
        store = store_of(project, portal, database)
        if locking is None:
            yield Kept(portal, store)
            return
        lock = PortalLock(database, portal, holder(locking.command))
        closing.enter_context(lock.take(locking.wait, told))
        yield Kept(portal, store, lock)
