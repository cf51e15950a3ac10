"""The request log: what was asked of the emulator and how it answered, without bodies and credentials."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revops.emulator.http import Json


@dataclass(frozen=True)
class Logged:
    """One request; `status` is None where no answer came, `write` True where it is for changing things."""

    method: str
    path: str
    query: dict[str, list[str]]
    status: int | None
    ms: float
    write: bool


class RequestLog:
    """The requests this emulator answered, oldest first. Held in memory: another process keeps its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Logged] = []

    def add(self, entry: Logged) -> None:
        with self._lock:
            self._entries.append(entry)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()

    def entries(self) -> list[Logged]:
        with self._lock:
            return list(self._entries)

    def bodies(self) -> list[dict[str, Json]]:
        return [asdict(entry) for entry in self.entries()]
