"""What a run carries along: the ledger as it grows, names as they are learnt, what must not be built on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

from revops.engine.observe import Reader, Sender, observe_place
from revops.engine.situation import Place, Situation
from revops.model.address import Address
from revops.model.change import Change
from revops.model.context import Context
from revops.model.finding import Finding, Refused
from revops.model.journal import Intent, Journal, NoJournal
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Observation, Resource, Symbol

_NOTHING: Final = Entry()
"""Made once: it is asked for at every step of every create."""


@dataclass
class Run:
    """One execution. `lag` is in seconds: after them a surface must show a write."""

    situation: Situation
    sender: Sender
    save: Callable[[Ledger], None]
    lag: Callable[[str], float]
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    progress: Callable[[Change, int], None] = lambda _change, _calls: None
    """Told after every request that writes, with how many there were for the change."""
    journal: Journal = field(default_factory=NoJournal)
    """Where every write is noted before it is sent, so that a run that is cut off can be found out about."""
    context: Context = field(init=False)
    stopped: set[Address] = field(default_factory=set)
    altered: set[Address] = field(default_factory=set)
    """What HubSpot accepted and keeps otherwise: not to be switched on as if it were what was agreed to."""
    halted: Finding | None = None
    """Why no further write may go out; what is on its way is still settled and read back."""
    unsaved: Finding | None = None
    """Why the ledger could not be written down; what is only in memory is lost with this process."""
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.context = self.situation.context

    def entry(self, address: Address) -> Entry:
        """What the ledger holds of an address, empty where it holds nothing."""
        return self.context.ledger.entry(address) or _NOTHING

    def record(self, entries: Mapping[Address, Entry | None]) -> None:
        """Put entries into the ledger, or take them out, and save at once; where that fails the run halts."""
        if not entries:
            return
        with self._lock:
            ledger = self.context.ledger.with_entries(entries)
            self.context = replace(self.context, ledger=ledger)
            try:
                self.save(ledger)
            except Refused as refusal:
                self.halted = self.unsaved = refusal.findings[0]

    def intend(self, intent: Intent) -> int | None:
        """Note what is about to be sent; where that fails the run halts, and None says: do not send it."""
        try:
            return self.journal.intend(intent)
        except Refused as refusal:
            self.halted = self.halted or refusal.findings[0]
            return None

    def settle(self, number: int, ending: str) -> None:
        """Note what became of it; where the ledger could not be saved it stays open for the next run."""
        if self.unsaved:
            return
        try:
            self.journal.settle(number, ending)
        except Refused as refusal:
            self.halted = self.halted or refusal.findings[0]

    def learn(self, names: Mapping[Symbol, str]) -> None:
        """Make ids that came back known to everything that follows."""
        if not names:
            return
        with self._lock:
            self.context = self.context.named(names)

    def look(self, place: Place, wanted: Sequence[Resource]) -> Observation:
        """Observe one place afresh."""
        try:
            return observe_place(place, wanted, self.situation.kinds, self.context, Reader(self.sender))
        except Refused as refusal:
            return Observation(broken=refusal.findings[0].summary, findings=refusal.findings)
