"""What was last applied to one portal, resource by resource: the base of the three-way comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.model.address import Address
from revops.model.json import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource in the ledger."""

    id: str = ""
    units: Mapping[str, Json] = field(default_factory=dict)
    """Last applied value of every managed unit."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Portal ids of parts, by path."""
    created: bool = False
    """True: this tool made it in this portal; the proof that a delete needs (rule 3)."""
    maybe: bool = False
    """True: a create was sent and its answer lost; it may exist (rules 5 and 6)."""
    unkept: Mapping[str, Json] = field(default_factory=dict)
    """Units that HubSpot accepted and did not keep: path -> `{"sent": …, "kept": …}` (rule 10)."""
    ticked: str = ""
    """For checklist items: who did it; empty while open."""
    ticked_on: str = ""
    """The day of the tick (YYYY-MM-DD); empty where nobody wrote it down."""
    evidence: str = ""
    """Where the proof is, as whoever ticked it said."""


@dataclass(frozen=True)
class Ledger:
    """All entries of one portal. Values are immutable; `with_entry` gives the next ledger."""

    portal: int = 0
    entries: Mapping[Address, Entry] = field(default_factory=dict)

    def entry(self, address: Address) -> Entry | None:
        return self.entries.get(address)

    def with_entries(self, changed: Mapping[Address, Entry | None]) -> Ledger:
        """The same ledger with entries replaced, or forgotten where they are None."""
        merged = {**self.entries, **changed}
        return Ledger(self.portal, {address: entry for address, entry in merged.items() if entry is not None})

    def with_entry(self, address: Address, entry: Entry | None) -> Ledger:
        """The same ledger with one entry replaced, or forgotten where it is None."""
        return self.with_entries({address: entry})
