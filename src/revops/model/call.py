"""One HTTP request to HubSpot as data, its answer, and the two conversations that kinds hold."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from revops.model.address import Address
from revops.model.finding import Finding
from revops.model.json import Json


@dataclass(frozen=True)
class Call:
    """`path` is relative to the surface's base, which the hub's table knows for each version.

    Equal read calls of one observation are sent once.
    """

    surface: str
    method: str
    path: str = ""
    query: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """A tuple of values repeats the name."""
    body: Json = None
    carries: tuple[Address, ...] = ()
    """The changes that this request makes; empty for reads."""
    pages: bool = False
    """True: follow the list's pages to the end; the answer's body then holds all `results`."""
    rehearsal: Json = None
    """For `--explain` and counting: the body that an obliging portal would answer."""
    rehearsal_headers: Mapping[str, str] = field(default_factory=dict)
    units: frozenset[str] | None = None
    """The units that it sets, where it does not set all of its changes': a later request sets the rest."""
    restates: bool = False
    """True where the kind itself judges an answer of an error status; it then breaks nothing."""
    kept: bool = True
    """False: one of so many reads that no observation keeps the answer to send it once."""
    barred: Finding | None = None
    """Why it is not to be sent, where the conversation before it showed that; what it carries is left."""

    @property
    def request(self) -> str:
        """The request in words: `GET properties /contacts`."""
        return " ".join(filter(None, (self.method, self.surface, self.path)))


@dataclass(frozen=True)
class Answer:
    """What came back. `headers` are in lower case. `body` is parsed JSON or None."""

    status: int
    body: Json = None
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    """Why the answer is uncertain (time-out, torn body, lost connection); empty for a whole answer."""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300 and not self.fault

    @property
    def uncertain(self) -> bool:
        """True where the write may or may not have happened (design.md, rule 6)."""
        return bool(self.fault) or self.status >= 500

    @property
    def refused(self) -> bool:
        return 400 <= self.status < 500


Conversation = Generator[Sequence[Call], Sequence[Answer], Any]
"""Yields calls that may be sent side by side, is sent their answers in the same order."""
