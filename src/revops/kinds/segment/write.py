"""Changes of segments as requests (dossier G1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from revops.kinds import filters
from revops.kinds.objects import type_id
from revops.kinds.segment.folders import ROOT_ID, Folders, parent, read_again, steps
from revops.kinds.segment.reading import TYPES, UNITS
from revops.kinds.segment.spec import NEVER, ROOT
from revops.kinds.wire import segment
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Resource

_NONE: Final[frozenset[str]] = frozenset()
_LATER: Final = ("folder", "convert")
"""Units that a request of their own sets; a folder that is there already goes with the create."""


def compile_changes(changes: Sequence[Change], context: Context) -> Conversation:
    """Removals, creates, folders that are missing, then what changes of each, in this sequence.

    A name is unique in the portal, so what is replaced goes before the new one comes; everything that could
    keep the new one from being sent is found out before.
    """
    made = _Made()
    if any("folder" in _written(change) for change in changes):
        (answer,) = yield [read_again(context.names)]
        made.folders = dict(Folders.read(answer.body).ids)
    creates = [change for change in changes if change.action in (Action.CREATE, Action.REPLACE)]
    calls = [_create(change, made, context) for change in creates]
    gone = [change for change in changes if change.action in (Action.DELETE, Action.REPLACE)]
    if gone:
        yield [_delete(change, context) for change in gone]
    if calls:
        made.note(creates, (yield calls))
    for path, carried in _missing_folders(changes, made).items():
        (answer,) = yield [_folder(path, carried, made)]
        if answer.ok:
            made.folders[path] = str(answer.body["folder"]["id"])
    rest = [call for change in changes for call in _rest(change, made, context)]
    if rest:
        yield rest


@dataclass
class _Made:
    """Ids that are known by now."""

    lists: dict[Address, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    placed: set[Address] = field(default_factory=set)
    """What was made in its folder at once."""

    def note(self, creates: Sequence[Change], answers: Sequence[Answer]) -> None:
        for change, answer in zip(creates, answers, strict=True):
            if answer.ok:
                self.lists[change.address] = str(answer.body["list"]["listId"])
            if _path(change) in self.folders:
                self.placed.add(change.address)


def _written(change: Change) -> Mapping[str, Json]:
    """The units that are to be sent; of a new one all."""
    if change.action in (Action.CREATE, Action.REPLACE) and change.resource:
        return change.resource.units
    return {} if change.action is Action.DELETE else change.after()


def _path(change: Change) -> str:
    return str(_written(change).get("folder", ROOT))


def list_id(change: Change, context: Context) -> str:
    """The id of a segment that is there."""
    entry = context.ledger.entry(change.address)
    return change.actual.id if change.actual else entry.id if entry else ""


def _delete(change: Change, context: Context) -> Call:
    return Call("lists", "DELETE", f"/{segment(list_id(change, context))}", carries=(change.address,))


def _create(change: Change, made: _Made, context: Context) -> Call:
    """The create (dossier G1).

    Raises:
        Unresolved: the portal lacks a name that the condition uses.
    """
    units, path = _written(change), _path(change)
    body = create_body(change.resource, context) if change.resource else {}
    there = path != ROOT and path in made.folders
    placed = {"listFolderId": int(made.folders[path])} if there else {}
    later = {unit for unit in _LATER if unit in units and not (unit == "folder" and (there or path == ROOT))}
    later -= {"convert"} if units.get("convert") == NEVER else _NONE
    return Call(
        "lists",
        "POST",
        body={**body, **placed},
        carries=(change.address,),
        rehearsal={"list": {"listId": f"<{change.address}>"}},
        units=frozenset(units) - later if later else None,
    )


def create_body(resource: Resource, context: Context) -> dict[str, Json]:
    """What a create demands, and the filters."""
    units, design = resource.units, resource.spec
    body: dict[str, Json] = {
        "name": units["name"],
        "objectTypeId": type_id(design.object, context.names),
        "processingType": TYPES[units["type"]],
    }
    if design.where:
        body["filterBranch"] = filters.compile(design.where, context, design.object)
    return body


def _missing_folders(changes: Sequence[Change], made: _Made) -> dict[str, tuple[Address, ...]]:
    """Folders to make, outer ones first, each with the segments that it is made for."""
    found: dict[str, tuple[Address, ...]] = {}
    for change in changes:
        for path in steps(_path(change)):
            if path not in made.folders:
                found[path] = (*found.get(path, ()), change.address)
    return dict(sorted(found.items(), key=lambda item: item[0].count("/")))


def _folder(path: str, carries: tuple[Address, ...], made: _Made) -> Call:
    body = {"name": path.rpartition("/")[2], "parentFolderId": made.folders.get(parent(path), ROOT_ID)}
    rehearsal = {"folder": {"id": f"<folder {path}>"}}
    return Call("lists", "POST", "/folders", body=body, carries=carries, rehearsal=rehearsal, units=_NONE)


def _rest(change: Change, made: _Made, context: Context) -> Iterator[Call]:
    """What a request of its own changes; of a new segment what the create did not say."""
    units, address = dict(_written(change)), change.address
    new = change.action in (Action.CREATE, Action.REPLACE)
    if new and address not in made.lists:
        return
    found = made.lists.get(address) or list_id(change, context)
    if new:
        units = {
            unit: value for unit, value in units.items() if unit in _LATER and value not in (ROOT, NEVER)
        }
        if address in made.placed:
            units.pop("folder", None)
    for unit, value in units.items():
        method, path, query, body = _request(unit, value, found, change, made, context)
        told = frozenset({unit}) if new or len(units) > 1 else None
        yield Call("lists", method, path, query, body, (address,), units=told)


def _request(
    unit: str, value: Json, list_id: str, change: Change, made: _Made, context: Context
) -> tuple[str, str, dict[str, str | tuple[str, ...]], Json]:
    """Method, path, query and body that set one unit; nobody is enrolled because a blueprint was edited."""
    base, design = f"/{segment(list_id)}", change.resource.spec if change.resource else None
    match unit:
        case "name":
            return "PUT", f"{base}/update-list-name", {"listName": value}, None
        case "where":
            body = {"filterBranch": filters.compile(design.where, context, design.object)} if design else {}
            return "PUT", f"{base}/update-list-filters", {"enrollObjectsInWorkflows": "false"}, body
        case "folder":
            folder = made.folders.get(value, f"<folder {value}>")
            return "PUT", "/folders/move-list", {}, {"listId": list_id, "newFolderId": folder}
        case _ if value == NEVER:
            return "DELETE", f"{base}/schedule-conversion", {}, None
        case _:
            return "PUT", f"{base}/schedule-conversion", {}, conversion_time(value)


def conversion_time(value: Mapping[str, Json]) -> dict[str, Json]:
    """The unit `convert` as HubSpot takes it."""
    if "on" in value:
        year, month, day = map(int, value["on"].split("-"))
        return {"conversionType": "CONVERSION_DATE", "year": year, "month": month, "day": day}
    ((word, amount),) = value["inactive"].items()
    return {"conversionType": "INACTIVITY", "offset": amount, "timeUnit": UNITS[word]}
