"""The journal: what is noted of a write before it is sent, and that it was settled afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from revops.model.address import Address
from revops.model.ledger import Entry


class Perhaps(NamedTuple):
    """A ledger entry as it is, and as it is to be where nobody knows whether the write happened."""

    before: Entry | None
    after: Entry


@dataclass(frozen=True)
class Intent:
    """One request that is about to be sent. Its body is kept as a digest only."""

    surface: str
    method: str
    path: str = ""
    body: str = ""
    """SHA-256 of the body's JSON."""
    carries: tuple[Address, ...] = ()
    perhaps: Mapping[Address, Perhaps] = field(default_factory=dict)
    """What a create, or the removal before a replacement, leaves in doubt; nothing for any other write:
    the three-way comparison tells by itself whether it arrived."""


@dataclass(frozen=True)
class Unsettled:
    """An intent of a run that has ended, of which nobody noted what became."""

    number: int
    run: str
    who: str
    started: float
    """When the run began, in seconds since 1970."""
    age: float
    """Seconds since the intent was noted."""
    intent: Intent


class Journal(Protocol):
    """Where writes are noted. Both methods may be called from many threads."""

    def intend(self, intent: Intent) -> int:
        """Note a request that is about to be sent, to last; its number.

        Raises:
            Refused: it cannot be noted, or the portal's lock is another's by now: nothing may be sent.
        """

    def settle(self, number: int, ending: str) -> None:
        """Note what became of a request, once the ledger says it: a status, `lost` or `not sent`.

        Raises:
            Refused: it cannot be noted; the next run then finds it unsettled.
        """


class NoJournal:
    """For runs that nobody could take up again, such as rehearsals on toys."""

    def intend(self, _intent: Intent) -> int:
        """Nothing is noted."""
        return 0

    def settle(self, _number: int, _ending: str) -> None:
        """Nothing was noted."""
