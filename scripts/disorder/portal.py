"""A portal that misbehaves once when it is told to, and that can be put back to what it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from werkzeug.exceptions import HTTPException

from disorder.blueprints import MARK
from disorder.troubles import Trouble
from revops.emulator import Emulator, routing
from revops.emulator.control import PREFIX

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_SAVED: Final = "select rowid, portal, name, key, body from documents order by rowid"
_PUT_BACK: Final = "insert into documents(rowid, portal, name, key, body) values(?,?,?,?,?)"

_NAMES: Final = ("label", "name", "hs_name")

VOLATILE_TABLES: Final = frozenset(
    ("flow_email_campaigns", "flow_revisions", "flow_workflow_ids", "pipeline_audit", "score_versions")
)
"""Bookkeeping of the emulator, which tells how often something was written."""

VOLATILE_FIELDS: Final = frozenset(("displayOrder", "revisionId"))
"""Numbers that say no more than a sequence; the sequence itself is a unit of the blueprint."""


@dataclass(frozen=True)
class Hit:
    """A request that was disturbed."""

    trouble: str
    request: str


class UnrulyPortal(Emulator):
    """The emulator, with one trouble at a time at a request that is counted down to."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []
        self.asked = 0
        """Requests that came; the emulator's log lacks those that a trouble kept from it."""
        self._counting = Lock()
        self._trouble: Trouble | None = None
        self._left = 0
        self._kill: Callable[[], None] = lambda: None

    def order(self, trouble: Trouble, kill: Callable[[], None]) -> None:
        """Have a trouble at the n-th request that it is for; `kill` ends whoever sends the requests."""
        self._trouble, self._left, self._kill = trouble, trouble.number, kill

    def calm(self) -> None:
        """No trouble from here on."""
        self._trouble = None
        self.faults.clear()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        trouble = None if path.startswith(PREFIX) else self._due(method, path)
        if trouble is None:
            return super().__call__(environ, start_response)
        self.hits.append(Hit(trouble.name, f"{method} {path}"))
        return trouble.work(self, super().__call__, self._kill, environ, start_response)

    def _due(self, method: str, path: str) -> Trouble | None:
        """The trouble, where it is for this request."""
        with self._counting:
            self.asked += 1
            trouble = self._trouble
            if trouble is None or (trouble.writes and not is_write(method, path)):
                return None
            if not re.search(trouble.path, path):
                return None
            self._left -= 1
            if self._left > 0:
                return None
            if not trouble.stays:
                self._trouble = None
            return trouble

    def save(self) -> list[tuple[Any, ...]]:
        """All that it holds."""
        with self.store.transaction(write=False) as db:
            return db.execute(_SAVED).fetchall()

    def put_back(self, saved: list[tuple[Any, ...]]) -> None:
        """Hold that and nothing else."""
        self.calm()
        self.hits.clear()
        self.log.clear()
        self.asked = 0
        with self.store.transaction(write=True) as db:
            db.execute("delete from documents")
            db.executemany(_PUT_BACK, saved)
            db.execute("delete from past")

    def content(self) -> dict[str, Any]:
        """What it holds, table by table, without ids, times and bookkeeping."""
        tables = self.state(ids=False)[str(self.portal_id)]["tables"]
        return {name: _plain(rows) for name, rows in tables.items() if name not in VOLATILE_TABLES}

    def names(self) -> Counter[tuple[str, str]]:
        """How often it has each name and label of the blueprint, by what bears it."""
        return Counter(_names(self.state()[str(self.portal_id)]["tables"]))


def _names(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for table, rows in tables.items():
        for key, row in rows.items():
            if isinstance(row, dict):
                yield from _named(table, {**row.get("properties", {}), **row})
                for stage in row.get("stages", ()):
                    yield from _named(f"{table}/{key}", stage)


def _named(place: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    texts = {str(row[field]) for field in _NAMES if field in row}
    yield from ((place, text) for text in texts if text.startswith(MARK))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items() if key not in VOLATILE_FIELDS}
    if not isinstance(value, list):
        return value
    stages = all(isinstance(part, dict) and "writePermissions" in part for part in value)
    return [_plain(part) for part in (sorted(value, key=_place) if stages else value)]


def _place(stage: dict[str, Any]) -> int:
    return int(stage["displayOrder"])


def is_write(method: str, path: str) -> bool:
    """Whether a request is for changing something."""
    try:
        return routing.find(method, path)[0].write
    except HTTPException:
        return False
