"""The state of a target without asking its portal anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from revops.cli.options import Command
from revops.model.history import Holder, PastRun
from revops.settings import Settings, Target
from revops.state.codes import refuse
from revops.state.database import Database
from revops.state.history import locked_portals, portals_of
from revops.state.lock import holder_of, is_alive
from revops.state.store import Store, open_database, store_of


@dataclass(frozen=True)
class Offline:
    """The state of one portal, as anybody may look at it."""

    target: str
    portal: int
    why: str
    """Why it is this portal: it was named, it is pinned, or the last run was against it."""
    others: tuple[int, ...]
    """Other portals that runs with this target were against."""
    is_guess: bool
    """Only the last of several runs tells the portal: enough for looking."""
    store: Store

    @property
    def database(self) -> Database:
        return self.store.database

    @property
    def told(self) -> str:
        """Which portal this is about, and how to see another one."""
        others = ", ".join(map(str, self.others))
        more = f"; runs with this target were against {others}, too: --portal" if others else ""
        return f"portal {self.portal}, {self.why}{more}"

    def holder(self) -> Holder | None:
        """Who holds the lock, gone or not."""
        return holder_of(self.database, self.portal)

    def condition(self, run: PastRun) -> str:
        """`done`, `running`, or `cut off`."""
        if run.ended is not None:
            return "done"
        found = self.holder()
        return "running" if found and found.run == run.id and is_alive(found) else "cut off"


def portal_option(command: Command) -> Command:
    told = "A portal's id; else the one that the target pins, or that its last run was against."
    return click.option("--portal", type=click.IntRange(1), metavar="ID", help=told)(command)


@contextmanager
def offline(project: Path, target_name: str | None, portal: int | None = None) -> Iterator[Offline]:
    """The state of a target.

    Args:
        project: its folder.
        target_name: of revops.yaml; None for the default one.
        portal: whose state is meant, where it is not the target's own or last one.

    Raises:
        Refused: there is no such target, the state cannot be used, or nothing tells the portal.
    """
    settings = Settings.load(project)
    target = settings.target(target_name)
    with closing(open_database(project, settings.state_url(target))) as database:
        past = portals_of(database, target.name)
        found, why = _chosen(database, target, past, portal)
        others = tuple(one for one in past if one != found)
        is_guess = bool(others) and not (portal or target.portal)
        yield Offline(target.name, found, why, others, is_guess, store_of(project, found, database))


def _chosen(database: Database, target: Target, past: Sequence[int], portal: int | None) -> tuple[int, str]:
    """The portal that is meant, and why.

    Raises:
        Refused: nothing tells (exit code 4).
    """
    if portal:
        return portal, "as --portal names it"
    if target.portal:
        return target.portal, f"pinned for target {target.name!r}"
    if not past:
        told = f"there was no run yet with the target {target.name!r}, so nothing tells its portal"
        locked = "".join(f", --portal {one} (somebody works on it)" for one in locked_portals(database))
        refuse("RV629", told, f"name another with --target or --portal{locked}, or run revops apply first")
    return past[0], f"of the last run with target {target.name!r}"
