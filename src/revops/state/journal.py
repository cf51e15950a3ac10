"""The journal: a request is noted before it is sent, and settled once the ledger says what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from revops.model.address import Address
from revops.model.history import Holder
from revops.model.journal import Intent, Perhaps, Unsettled
from revops.model.json import Json, parsed, spelled
from revops.state.codes import refuse
from revops.state.database import Database, Row
from revops.state.lock import holder_of, is_alive, lost
from revops.state.shapes import entries_of
from revops.state.text import sparse

_INTEND: Final = (
    "insert into intents (run, portal, at, surface, method, path, body, carries, perhaps) "
    "select :run, :portal, {now}, :surface, :method, :path, :body, :carries, :perhaps "
    "where exists (select 1 from locks where portal = :portal and run = :run) returning number"
)
"""Notes nothing where the lock is another's: what was taken away can send no more."""

_SETTLE: Final = "update intents set ending = :ending, settled = {now}, perhaps = '' where number = :number"
"""What was in doubt is in doubt no more, and takes no room."""

_UNSETTLED: Final = (
    "select i.number, i.run, r.who, r.started, {now} - i.at, i.surface, i.method, i.path, i.body, i.carries, "
    "i.perhaps, l.run, l.who, l.machine, l.pid, l.command, l.since, {now} - l.renewed from intents i "
    "left join runs r on r.id = i.run left join locks l on l.portal = i.portal and l.run = i.run "
    "where i.portal = :portal and i.ending is null order by i.number"
)
_OWN: Final = 11
"""Columns of the intent and its run; those of the lock that its run may hold follow."""


class RunJournal:
    """The journal of one run, which holds the portal's lock.

    Args:
        database: where it is kept.
        portal: that is written to.
        run: as the lock has it.
    """

    def __init__(self, database: Database, portal: int, run: str) -> None:
        self._database = database
        self._portal = portal
        self._run = run

    def intend(self, intent: Intent) -> int:
        """Note a request; its number.

        Raises:
            Refused: it cannot be noted, or the lock is not this run's any more.
        """
        rows = self._database.write(_INTEND, self._values(intent))
        if not rows:
            lost(self._portal, holder_of(self._database, self._portal))
        return int(rows[0][0])

    def settle(self, number: int, ending: str) -> None:
        """Note what became of it."""
        self._database.write(_SETTLE, {"number": number, "ending": ending})

    def _values(self, intent: Intent) -> dict[str, object]:
        return {
            "run": self._run,
            "portal": self._portal,
            "surface": intent.surface,
            "method": intent.method,
            "path": intent.path,
            "body": intent.body,
            "carries": spelled([str(address) for address in intent.carries]),
            "perhaps": _doubts(intent.perhaps),
        }


def unsettled(database: Database, portal: int) -> list[Unsettled]:
    """The intents of runs that have ended without settling them, oldest first.

    Raises:
        Refused: a row is not as the tool writes it (exit code 4).
    """
    rows = database.read(_UNSETTLED, {"portal": portal})
    try:
        return [_unsettled(row) for row in rows if not _is_under_way(row)]
    except (AttributeError, LookupError, TypeError, ValueError):
        hint = "restore the database from a backup, or remove the rows of `intents` that no run has settled"
        refuse("RV628", f"the journal of portal {portal} is not as the tool writes it", hint)


def recover(database: Database, found: Iterable[Unsettled]) -> None:
    """Note that the ledger has what these leave in doubt, so that nobody does it twice."""
    values = [{"number": one.number, "ending": "recovered"} for one in found]
    database.write_many([(_SETTLE, values)])


def _is_under_way(row: Row) -> bool:
    """True where the run that noted it holds the lock and lives."""
    run, who, machine, pid, command, since, age = row[_OWN:]
    if run is None:
        return False
    return is_alive(Holder(run, who, machine, int(pid), command, float(since), float(age)))


def _unsettled(row: Row) -> Unsettled:
    number, run, who, started, age, surface, method, path, body, carries, perhaps = row[:_OWN]
    addresses = tuple(Address.parse(text) for text in parsed(carries))
    intent = Intent(surface, method, path, body, addresses, _perhaps(parsed(perhaps)))
    return Unsettled(int(number), run, who or "somebody", float(started or 0), float(age), intent)


def _doubts(perhaps: Mapping[Address, Perhaps]) -> str:
    return spelled(
        {
            str(address): [sparse(one.before) if one.before else None, sparse(one.after)]
            for address, one in perhaps.items()
        }
    )


def _perhaps(document: Json) -> dict[Address, Perhaps]:
    before, after = (
        entries_of({text: pair[side] for text, pair in document.items() if pair[side] is not None})
        for side in (0, 1)
    )
    return {Address.parse(text): Perhaps(before.get(text), entry) for text, entry in after.items()}
