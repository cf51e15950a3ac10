"""Stand-ins for people: the same person is the same stand-in everywhere and in the next snapshot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.model.json import Json

_ADDRESS: Final = re.compile(r"[A-Za-z0-9_.%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.([A-Za-z]{2,24})")
_FILES: Final = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"})
"""Ends of names such as `logo@2x.png`, which are no addresses."""
_STANDING_IN: Final = re.compile(r"person-[0-9a-f]{12}@example\.com")
_NAMES: Final = ("firstName", "lastName")
Row = Mapping[str, Json]


@dataclass(frozen=True)
class StandIns:
    """What is put in place of addresses and of the names of a portal's people.

    Args:
        known: addresses that have a stand-in already, in small letters: people behind roles.
        names: whole names, each with its stand-in.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def with_people(self, rows: Iterable[Row]) -> StandIns:
        """The same, now that owners and users are known."""
        return StandIns(self.known, {**self.names, **dict(self._named(rows))})

    def _named(self, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
        for row in rows:
            first, last = (str(row.get(name) or "").strip() for name in _NAMES)
            for whole in (f"{first} {last}", f"{last} {first}", f"{last}{first}"):
                if first and last:
                    yield whole, self._name(row)

    def _name(self, row: Row) -> str:
        return f"Person {self._mark(self._of(row))}"

    def _of(self, row: Row) -> str:
        return str(row.get("email") or row.get("userId") or row.get("id"))

    @staticmethod
    def _mark(told: str) -> str:
        """The same for the same person in every portal, so that snapshots of two can be compared."""
        return hashlib.sha256(told.lower().encode()).hexdigest()[:12]

    def person(self, row: Row) -> dict[str, Json]:
        """An owner or user under another name."""
        first, last = "Person", self._mark(self._of(row))
        named = {name: one for name, one in zip(_NAMES, (first, last), strict=True) if row.get(name)}
        return {**{name: self.text(value) for name, value in row.items()}, **named}

    def text(self, value: Json) -> Json:
        """Any part of an answer, with no address of anybody in it."""
        if isinstance(value, Mapping):
            return {name: self.text(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.text(part) for part in value]
        if not isinstance(value, str):
            return value
        if value.strip() in self.names:
            return self.names[value.strip()]
        return _ADDRESS.sub(self._address, value) if "@" in value else value

    def _address(self, found: re.Match[str]) -> str:
        told = found[0]
        if found[1].lower() in _FILES or _STANDING_IN.fullmatch(told):
            return told
        return self.known.get(told.lower()) or f"person-{self._mark(told)}@example.com"
