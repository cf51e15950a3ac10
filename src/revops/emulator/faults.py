"""Faults that a test or a person orders: an error answer, a delay, a lost connection, a stale read."""

from __future__ import annotations

import fnmatch
import re
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from revops.emulator.check import boolean, check, integer, mapping, nullable, number, one_of, text
from revops.emulator.check import object_of as object_of_fields
from revops.emulator.http import Json, Refusal

if TYPE_CHECKING:
    from revops.emulator.check import Checker


@dataclass(frozen=True)
class Fault:
    """One order; what is left empty does not happen."""

    method: str = "*"
    path: str = "*"
    """A glob over the path; `*` also matches slashes."""
    path_regex: str = ""
    status: int | None = None
    body: Json = None
    headers: dict[str, str] = field(default_factory=dict)
    delay_ms: float = 0
    drop: str = ""
    """`before` the request is carried out, or `after` it was committed: no answer comes either way."""
    commit: bool = False
    """With `status`: the request is carried out and committed, this answer replaces of its own."""
    torn: bool = False
    """The real answer, cut in the middle of its JSON."""
    lag_ms: float = 0
    """A read sees the portal as it was this long ago."""
    count: int | None = 1
    """How many matching requests are hit; None: all until faults are cleared."""
    nth: int = 1
    """The first matching request to be hit."""

    def matches(self, method: str, path: str) -> bool:
        if self.method not in ("*", method):
            return False
        if self.path_regex:
            return re.search(self.path_regex, path) is not None
        return fnmatch.fnmatchcase(path, self.path)


_FIELDS: dict[str, Checker] = {
    "method": text,
    "path": text,
    "path_regex": text,
    "status": integer,
    "body": lambda _value, _where: iter(()),
    "headers": mapping(text),
    "delay_ms": number,
    "drop": one_of("before", "after"),
    "commit": boolean,
    "torn": boolean,
    "lag_ms": number,
    "count": nullable(integer),
    "nth": integer,
}


def fault_of(body: Json) -> Fault:
    """The fault that a request body orders; raises `Refusal` for anything unknown in it."""
    check(body, object_of_fields({}, _FIELDS))
    try:
        re.compile(body.get("path_regex", ""))
    except re.error as wrong:
        raise Refusal(400, f"path_regex: {wrong}") from wrong
    return Fault(**body)


class Faults:
    """The orders still open, first come first served. Held in memory: a restart forgets them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._open.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._open.clear()

    def open(self) -> list[Fault]:
        with self._lock:
            return list(self._open)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that hits this request, if any; counting it down, and the matching ones still waiting."""
        with self._lock:
            for place, fault in enumerate(self._open):
                if fault.matches(method, path) and (hit := self._advance(place, fault)):
                    return hit
        return None

    def _advance(self, place: int, fault: Fault) -> Fault | None:
        if fault.nth > 1:
            self._open[place] = replace(fault, nth=fault.nth - 1)
            return None
        if fault.count is not None:
            if fault.count <= 1:
                del self._open[place]
            else:
                self._open[place] = replace(fault, count=fault.count - 1)
        return fault
