"""The one list of schemas, and every custom object in the words of the blueprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.object.expand import SETS
from revops.kinds.object.records import counted
from revops.kinds.objects import scope_of
from revops.kinds.wire import Binding, results, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.objects import HOST
from revops.model.spec import Observation, Observed, Resource, Symbol

Row = Mapping[str, Json]

_ACTIVITIES: Final = frozenset({"calls", "emails", "marketing_events", "meetings", "notes", "tasks"})
"""Associated by HubSpot itself, so nobody's work. Nine are (peers (f)); five are named (dossier H1)."""


def list_call(*, archived: bool = False) -> Call:
    """All objects at once; properties have a list of their own, which does not lag (peers (f))."""
    query = {"includePropertyDefinitions": "false", **({"archived": "true"} if archived else {})}
    return Call("schemas", "GET", query=query)


def observe(wanted: Sequence[Resource], context: Context) -> Conversation:
    """The active ones, and the archived ones where something wanted is not active.

    What may be removed tells whether records stand in the way.
    """
    answers = yield (list_call(),)
    binding = Binding.of(HOST, "", context)
    rows = [row for row in _rows(answers[0]) if row.get("archived") is not True]
    ids = {Symbol(HOST, _address(row, binding).name): row["objectTypeId"] for row in rows}
    names = context.names.having(ids)
    shown = [_observed(row, names, binding, context) for row in rows if not _is_hidden(row, binding)]
    found = yield from counted(shown, context)
    known = {one.address for one in found}
    absent = [one for one in wanted if one.address not in known and not one.reference]
    if unread(answers) or not absent:
        return Observation(found, unread(answers))
    archived = yield (list_call(archived=True),)
    twins = frozenset(_address(row, binding) for row in _rows(archived[0]))
    return Observation(found, unread(archived), archived=twins - known)


def _rows(answer: Answer) -> list[dict[str, Json]]:
    return results(answer, "name", "objectTypeId")


def _address(row: Row, binding: Binding) -> Address:
    """By the name or the id that the target binds; else by name: HubSpot's paths do not tell case."""
    for told in (row["name"], row["objectTypeId"]):
        bound = binding.blueprint(told)
        if bound != told:
            return Address(HOST, "", bound)
    return Address(HOST, "", row["name"].lower())


def _is_hidden(row: Row, binding: Binding) -> bool:
    """True where the blueprint gives this object's name to another one."""
    return binding.hides(row["name"]) and binding.blueprint(row["objectTypeId"]) == row["objectTypeId"]


def _observed(row: Row, names: Names, binding: Binding, context: Context) -> Observed:
    address = _address(row, binding)
    properties = Binding.of("property", address.name, context)
    return Observed(
        address,
        id=row["objectTypeId"],
        units=dict(_units(row, names, properties)),
        factory={} if row.get("description") else {"description": ""},
        editor=str(row.get("updatedByUserId") or ""),
        raw=row,
    )


def _units(row: Row, names: Names, properties: Binding) -> Iterator[tuple[str, Json]]:
    for number, label in (row.get("labels") or {}).items():
        yield f"labels.{number}", label
    yield "description", row.get("description") or ""
    if row.get("primaryDisplayProperty"):
        yield "primaryDisplayProperty", properties.blueprint(row["primaryDisplayProperty"])
    for role in (*SETS, "secondaryDisplayProperties"):
        found = [properties.blueprint(name) for name in row.get(role) or ()]
        yield role, sorted(found) if role in SETS else found
    for other in sorted(_associated(row)):
        yield f"associatedObjects.{scope_of(other, names)}", True
    yield "allowsSensitiveProperties", bool(row.get("allowsSensitiveProperties"))


def _associated(row: Row) -> set[str]:
    """Type ids at the other end; HubSpot lists an association once for each direction."""
    ends = [(one["fromObjectTypeId"], one["toObjectTypeId"]) for one in row.get("associations") or ()]
    return {end for pair in ends for end in pair} - {row["objectTypeId"]}


def describe(observed: Observed) -> Mapping[str, Json]:
    """The entry that `pull` writes, without what goes without saying."""
    units = observed.units
    labels = {
        path.removeprefix("labels."): value for path, value in units.items() if path.startswith("labels.")
    }
    roles = {
        path: units[path]
        for path in ("primaryDisplayProperty", *SETS, "secondaryDisplayProperties")
        if units.get(path)
    }
    others = [
        path.removeprefix("associatedObjects.") for path in units if path.startswith("associatedObjects.")
    ]
    shown = [name for name in others if name not in _ACTIVITIES and not name.startswith("0-")]
    told = {"description": units["description"], **roles, "associatedObjects": shown}
    sensitive = {"allowsSensitiveProperties": True} if units["allowsSensitiveProperties"] else {}
    return {"labels": labels, **{path: value for path, value in told.items() if value}, **sensitive}
