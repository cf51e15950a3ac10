"""Everything a portal holds, in one document, with or without what the server made up."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from revops.emulator.check import whole_number
from revops.emulator.portal import Portal
from revops.emulator.store import dump_traits, portals

if TYPE_CHECKING:
    import sqlite3

    from revops.emulator.http import Json
    from revops.emulator.portal import Traits

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_USERS = frozenset({"createdUserId", "updatedUserId", "createdById", "updatedById", "fromUserId"})
_COUNTERS = "counters"
_CUSTOM = re.compile(r"2-(\d+)")
_OBJECTS = ("object_types", "archived_object_types")
"""Tables of custom objects, by type id."""


def whole(db: sqlite3.Connection, *, ids: bool) -> dict[str, Json]:
    """Every portal: its traits and its tables.

    Without `ids`, timestamps, ids that the server gave and the users who wrote are left out, and a table
    whose keys are such ids is a sorted list, so that two portals with the same content look the same.
    """
    return {
        str(number): _portal(Portal(db, number, traits), ids=ids) for number, traits in portals(db).items()
    }


def _portal(portal: Portal, *, ids: bool) -> dict[str, Json]:
    names = portal.db.execute(
        "select distinct name from documents where portal=? order by name", (str(portal.id),)
    )
    tables = {name: dict(portal.table(name)) for (name,) in names.fetchall()}
    shown = tables if ids else _Bare(portal).tables(tables)
    return {"traits": _traits(portal.traits), "tables": shown}


def _traits(traits: Traits) -> Json:
    return json.loads(dump_traits(traits))


class _Bare:
    """Leaves out what differs between two portals that hold the same."""

    def __init__(self, portal: Portal) -> None:
        # `Portal.new_id` counts up from a start that depends on the portal alone.
        self._portal_id = portal.id
        self._given = range(portal.id % 9973 * 1000 + 100_001, int(portal.new_id()))
        # Most values of a portal come a thousand times.
        self._is_given = cache(self._worked_out)

    def tables(self, tables: dict[str, dict[str, Json]]) -> dict[str, Json]:
        objects = {key: row["name"] for table in _OBJECTS for key, row in tables.get(table, {}).items()}
        return {
            _CUSTOM.sub(lambda found: objects.get(found[0], found[0]), name): self._table(rows)
            for name, rows in tables.items()
            if name != _COUNTERS
        }

    def _table(self, rows: dict[str, Json]) -> Json:
        bare = {key: self._value(body) for key, body in rows.items()}
        if any(self._made_up(part) for key in rows for part in key.split("/")):
            return sorted(bare.values(), key=lambda body: json.dumps(body, sort_keys=True))
        return bare

    def _value(self, value: Json) -> Json:
        if isinstance(value, list):
            return [self._value(part) for part in value]
        if isinstance(value, dict):
            return {
                self._value(key): self._value(part)
                for key, part in value.items()
                if key not in _USERS and not self._is_time(part)
            }
        return "(id)" if self._made_up(value) else value

    @staticmethod
    def _is_time(value: Json) -> bool:
        return isinstance(value, str) and _TIME.fullmatch(value) is not None

    def _made_up(self, value: Json) -> bool:
        """Whether it is an id that the server gave."""
        return isinstance(value, str | int) and not isinstance(value, bool) and self._is_given(value)

    def _worked_out(self, value: str | int) -> bool:
        if isinstance(value, str) and _UUID.fullmatch(value):
            return True
        text = str(value)
        custom = _CUSTOM.fullmatch(text)
        text = custom[1] if custom else text
        number = whole_number(text)
        return number is not None and (number in self._given or number == self._portal_id)
