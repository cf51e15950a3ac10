"""The ledger as rows of a database, for a team that shares one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from revops.model.address import Address
from revops.model.json import parsed
from revops.model.ledger import Entry, Ledger
from revops.state.codes import refuse
from revops.state.database import Database
from revops.state.lock import PortalLock
from revops.state.shapes import entries_of
from revops.state.text import sparse

_LOAD: Final = "select address, entry from entries where portal = :portal"
_PUT: Final = (
    "insert into entries (portal, address, entry) select :portal, :address, :entry "
    "where exists (select 1 from locks where portal = :portal and run = :run) "
    "on conflict (portal, address) do update set entry = excluded.entry"
)
_FORGET: Final = (
    "delete from entries where portal = :portal and address = :address "
    "and exists (select 1 from locks where portal = :portal and run = :run)"
)
"""Both write nothing where the lock is another's, however late somebody broke it."""


class TableStore:
    """One portal's ledger, an entry per row: a run writes only what it moved."""

    def __init__(self, portal: int, database: Database) -> None:
        self.database = database
        self._portal = portal
        self._saved: Mapping[Address, Entry] = {}
        """As the rows are, as far as this process knows."""

    def load(self) -> Ledger:
        """All entries of the portal.

        Raises:
            Refused: a row is not of the shape that the tool writes (exit code 4).
        """
        rows = self.database.read(_LOAD, {"portal": self._portal})
        try:
            found = entries_of({address: parsed(entry) for address, entry in rows})
            self._saved = {Address.parse(text): entry for text, entry in found.items()}
        except ValueError:
            hint = "restore the table `entries` from a backup, or empty it and run revops state rebuild"
            refuse("RV628", f"the ledger of portal {self._portal} is not as the tool writes it", hint)
        return Ledger(self._portal, self._saved)

    def save(self, ledger: Ledger, lock: PortalLock) -> None:
        """Write the entries that moved, in one transaction.

        Raises:
            Refused: the lock is not this run's any more, the ledger is another portal's or no JSON (4).
        """
        if ledger.portal != self._portal:
            told = f"the ledger is about portal {ledger.portal}, not {self._portal}"
            refuse("RV605", told, "check the target's portal id")
        new, old = ledger.entries, self._saved
        moved = [address for address, entry in new.items() if old.get(address) is not entry]
        gone = [address for address in old if address not in new]
        key = {"portal": self._portal, "run": lock.me.run}
        puts = [{**key, "address": str(one), "entry": _text(one, new[one])} for one in moved]
        drops = [{**key, "address": str(one)} for one in gone]
        self.database.write_many([(_PUT, puts), (_FORGET, drops)])
        lock.require()
        self._saved = new


def _text(address: Address, entry: Entry) -> str:
    """An entry as text.

    Raises:
        Refused: it holds what is no JSON (exit code 4).
    """
    try:
        text = json.dumps(sparse(entry), ensure_ascii=False, allow_nan=False)
        f"{address}{text}".encode()
    except ValueError as error:
        hint = "HubSpot shows a value that is no JSON; correct it there, then run again"
        refuse("RV601", f"the ledger cannot be written: {address}: {error}", hint)
    return text
