"""The lock of a portal: one run at a time saves its ledger, and everybody can see who it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Final, NoReturn, Self

from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.history import Holder, moment
from revops.state.codes import refuse
from revops.state.database import Database, Row
from revops.state.who import is_gone

LEASE: Final = 60.0
"""Seconds after which a holder that says nothing counts as gone, wherever it ran."""

RENEWAL: Final = 15.0
"""Seconds between two signs of life: three may get lost before the lease ends."""

_PAUSE: Final = 1.0
"""Seconds between two looks at a lock that is waited for."""

_TAKE: Final = (
    "insert into locks (portal, run, who, machine, pid, command, since, renewed) "
    "values (:portal, :run, :who, :machine, :pid, :command, {now}, {now}) "
    "on conflict (portal) do nothing returning run"
)
_TAKE_OVER: Final = (
    "update locks set run = :run, who = :who, machine = :machine, pid = :pid, command = :command, "
    "since = {now}, renewed = {now} where portal = :portal and run = :gone and {now} - renewed >= :age "
    "returning run"
)
_HOLDER: Final = (
    "select run, who, machine, pid, command, since, {now} - renewed from locks where portal = :portal"
)
_RENEW: Final = "update locks set renewed = {now} where portal = :portal and run = :run returning run"
_RELEASE: Final = "delete from locks where portal = :portal and run = :run returning run"


Told = Callable[[Holder, float], None]
"""Hears at each look who holds the lock, and how many seconds more it is waited for."""


def unheard(_found: Holder, _left: float) -> None:
    """Where nobody listens."""


class PortalLock:
    """The lock of one portal, seen by one process. A context while it is held.

    Args:
        database: that everybody shares.
        portal: whose lock.
        me: who would hold it.
        sleep: pauses between two looks, in seconds.
        clock: tells seconds, for how long was waited.
    """

    def __init__(
        self,
        database: Database,
        portal: int,
        me: Holder,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.me = me
        self.broken: Holder | None = None
        """Whose lock this one took over, because it was gone."""
        self._database = database
        self._portal = portal
        self._sleep = sleep
        self._clock = clock
        self._ended = Event()
        self._life = Thread(target=self._renew, name="revops-lock", daemon=True)

    def take(self, wait: float = 0.0, told: Told = unheard) -> Self:
        """Take the lock, from a holder that is gone, too.

        Args:
            wait: seconds to wait for a holder that is not gone.
            told: hears of it before each pause.

        Raises:
            Refused: another holds it still (exit code 4).
        """
        until = self._clock() + wait
        while not self._taken():
            found, left = holder_of(self._database, self._portal), until - self._clock()
            if found is not None and left <= 0:
                raise Refused([_held(self._portal, found)], UNDECIDED)
            if found is not None:
                told(found, left)
                self._sleep(_PAUSE)
        self._life.start()
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._life.join()
        with suppress(Refused):  # what the run has done stands; the lease ends by itself
            self._database.write(_RELEASE, self._values)

    def require(self) -> None:
        """Go on only as long as the lock is this run's.

        Raises:
            Refused: somebody broke it or took it over (exit code 4).
        """
        found = holder_of(self._database, self._portal)
        if found is None or found.run != self.me.run:
            lost(self._portal, found)

    @property
    def finding(self) -> Finding | None:
        """What is to be said of a lock that was taken over."""
        if self.broken is None:
            return None
        told = f"took over the lock of {described(self.broken)}: that process is gone"
        hint = "revops history tells how far it came; a run that is not in it has sent nothing"
        return Finding("RV617", Severity.WARNING, told, hint)

    @property
    def _values(self) -> dict[str, object]:
        me = self.me
        return {
            "portal": self._portal,
            "run": me.run,
            "who": me.who,
            "machine": me.machine,
            "pid": me.pid,
            "command": me.command,
        }

    def _taken(self) -> bool:
        """True where nobody held it, or nobody who is there any more."""
        if self._database.write(_TAKE, self._values):
            return True
        found = holder_of(self._database, self._portal)
        if found is None or is_alive(found):
            return False
        # Who was gone may have been replaced meanwhile: the row is compared once more as it is changed.
        age = {"gone": found.run, "age": 0.0 if is_gone(found) else LEASE}
        if not self._database.write(_TAKE_OVER, {**self._values, **age}):
            return False
        self.broken = found
        return True

    def _renew(self) -> None:
        """A sign of life from time to time; where one does not get through, the next one may."""
        while not self._ended.wait(RENEWAL):
            try:
                self._database.write(_RENEW, {"portal": self._portal, "run": self.me.run})
            except Refused:
                continue


def holder_of(database: Database, portal: int) -> Holder | None:
    """Who holds the lock of a portal, gone or not."""
    rows = database.read(_HOLDER, {"portal": portal})
    return as_holder(rows[0]) if rows else None


def as_holder(row: Row) -> Holder:
    """A holder of a row: run, who, machine, pid, command, since, age."""
    run, who, machine, pid, command, since, age = row
    return Holder(str(run), str(who), str(machine), int(pid), str(command), float(since), float(age))


def is_alive(found: Holder) -> bool:
    """False where the process is known to be gone, or has said nothing for as long as the lease."""
    return found.age < LEASE and not is_gone(found)


def unlock(database: Database, portal: int) -> Holder | None:
    """Take the lock away from whoever holds it, if anybody does; the run that had it sends nothing more."""
    found = holder_of(database, portal)
    if found and database.write(_RELEASE, {"portal": portal, "run": found.run}):
        return found
    return None


def described(found: Holder) -> str:
    """`ann@box (revops apply, process 4711) since 2026-11-22 13:05 UTC`."""
    return f"{found.who} (revops {found.command}, process {found.pid}) since {moment(found.since)}"


def locked(portal: int, found: Holder) -> str:
    """`portal 4711 is locked by ann@box (...) since ...`."""
    return f"portal {portal} is locked by {described(found)}"


def lost(portal: int, found: Holder | None) -> NoReturn:
    """Stop a run whose lock is another's by now.

    Raises:
        Refused: always (exit code 4).
    """
    by = f"now {described(found)} holds it" if found else "nobody holds it now"
    told = f"the lock of portal {portal} was taken away from this run; {by}"
    refuse("RV609", told, "revops history tells who broke it; then run the same again")


def _held(portal: int, found: Holder) -> Finding:
    hint = "the same command with --wait 300 waits for it; if that run is gone: revops state unlock"
    return Finding("RV608", Severity.ERROR, locked(portal, found), hint)
