"""The state of a target without asking its portal anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from revops.model.history import Holder, PastRun
from revops.settings import Settings
from revops.state.database import Database
from revops.state.history import portal_of
from revops.state.lock import holder_of, is_alive
from revops.state.store import Store, open_database, store_of


@dataclass(frozen=True)
class Offline:
    """The state of one portal, as anybody may look at it."""

    target: str
    portal: int
    store: Store

    @property
    def database(self) -> Database:
        return self.store.database

    def holder(self) -> Holder | None:
        """Who holds the lock, gone or not."""
        return holder_of(self.database, self.portal)

    def condition(self, run: PastRun) -> str:
        """`done`, `running`, or `cut off`."""
        if run.ended is not None:
            return "done"
        found = self.holder()
        return "running" if found and found.run == run.id and is_alive(found) else "cut off"


@contextmanager
def offline(project: Path, target_name: str | None) -> Iterator[Offline]:
    """The state of a target.

    Raises:
        Refused: there is no such target, the state cannot be used, or nothing tells the portal.
    """
    settings = Settings.load(project)
    target = settings.target(target_name)
    with closing(open_database(project, settings.state_url)) as database:
        portal = target.portal or portal_of(database, target.name)
        yield Offline(target.name, portal, store_of(project, portal, database))
