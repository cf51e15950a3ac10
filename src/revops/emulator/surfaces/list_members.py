"""Who is in a segment: what people put in, kept in `list_members`, or what the filters say at the moment.

No source tells the moment when a record joined a dynamic segment from what the emulator keeps: it is taken to
be the later one of the record's last change and of the filters'.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from revops.emulator.filters.evaluation import accepts
from revops.emulator.filters.facts import Facts
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.list_table import DYNAMIC, lists
from revops.emulator.surfaces.property_tables import active
from revops.emulator.surfaces.record_table import every

if TYPE_CHECKING:
    from collections.abc import Iterable

    from revops.emulator.http import Json
    from revops.emulator.portal import Portal
    from revops.emulator.surfaces.list_table import Segment
    from revops.emulator.surfaces.record_table import Record

_ROWS = "list_members"
Joined = dict[str, dict[str, str]]
"""By record: the moments of its first and its last joining."""


class Members:
    """The members of a portal's segments, each worked out once: for one request."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._now = datetime.fromisoformat(portal.now())
        self._zone = ZoneInfo(portal.table("account")["details"]["timeZone"])
        self._found: dict[str, Joined] = {}
        self._open: set[str] = set()
        self._records: dict[str, dict[str, Record]] = {}
        self._facts: dict[str, dict[str, Facts]] = {}

    def of(self, body: Segment) -> Joined:
        """The members of a segment, of records that are there, in the order of their ids."""
        list_id = body["listId"]
        if list_id not in self._found:
            work = self._matching if body["processingType"] == DYNAMIC else self._put_in
            found = work(body)
            self._found[list_id] = {key: found[key] for key in sorted(found, key=int)}
        return self._found[list_id]

    def matching(self, body: Segment) -> list[str]:
        """The records that meet the filters of a segment now, whatever its processing type."""
        return list(self._matching(body))

    def known(self, type_id: str) -> dict[str, Record]:
        """The records of an object type that are not archived."""
        if type_id not in self._records:
            held = every(self._portal, resolve(self._portal, type_id))
            self._records[type_id] = {key: one for key, one in held.items() if not one["archived"]}
        return self._records[type_id]

    def _put_in(self, body: Segment) -> Joined:
        there = self.known(body["objectTypeId"])
        return {key: row for key, row in rows(self._portal, body["listId"]).items() if key in there}

    def _matching(self, body: Segment) -> Joined:
        self._open.add(body["listId"])
        found: Joined = {}
        there = self.known(body["objectTypeId"])
        for key, facts in self._known_facts(body["objectTypeId"]).items():
            if accepts(body["filterBranch"], facts):
                found[key] = joined(max(there[key]["updatedAt"], body["filtersUpdatedAt"]))
        self._open.discard(body["listId"])
        return found

    def _known_facts(self, type_id: str) -> dict[str, Facts]:
        """The same records as filters see them."""
        if type_id not in self._facts:
            definitions = active(self._portal, resolve(self._portal, type_id))
            types = {name: body["type"] for name, body in definitions.items()}
            self._facts[type_id] = {
                key: Facts(
                    record["properties"], types, self._now, self._zone, partial(self._holds, key, type_id)
                )
                for key, record in self.known(type_id).items()
            }
        return self._facts[type_id]

    def _holds(self, record_id: str, type_id: str, list_id: str) -> bool | None:
        """Whether a record is in another segment; of one that is being worked out nobody can tell."""
        other = lists(self._portal).get(list_id)
        if other is None or list_id in self._open or other["objectTypeId"] != type_id:
            return None
        return record_id in self.of(other)


def joined(moment: str) -> dict[str, str]:
    return {"firstAddedTimestamp": moment, "lastAddedTimestamp": moment}


def rows(portal: Portal, list_id: str) -> Joined:
    """Every record that was put into a segment, in one query; the index of keys has them side by side."""
    found = portal.db.execute(
        "select key, body from documents where portal=? and name=? and key > ? and key < ?",
        (str(portal.id), _ROWS, f"{list_id}/", f"{list_id}0"),
    )
    bodies = {key.partition("/")[2]: json.loads(body) for key, body in found}
    return {record_id: body["joined"] for record_id, body in bodies.items()}


def put_in(portal: Portal, body: Segment, record_ids: Iterable[str]) -> None:
    """Make records members by hand."""
    list_id, table = body["listId"], portal.table(_ROWS)
    added = joined(portal.now())
    for record_id in record_ids:
        row: Json = {"listId": list_id, "recordId": record_id, "joined": added}
        table[f"{list_id}/{record_id}"] = row


def take_out(portal: Portal, body: Segment, record_ids: Iterable[str]) -> None:
    """Let records be members no more."""
    table, taken = portal.table(_ROWS), list(record_ids)
    for record_id in taken:
        del table[f"{body['listId']}/{record_id}"]
    if taken:
        lists(portal)[body["listId"]] = {**body, "lastRemovedAt": portal.now()}
