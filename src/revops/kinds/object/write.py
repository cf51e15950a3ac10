"""Changes of custom objects as requests: a create with its properties, a PATCH that leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.object.read import list_call
from revops.kinds.object.spec import Design
from revops.kinds.objects import ROLES, path_word, type_id
from revops.kinds.properties.made import inline
from revops.kinds.wire import Binding, results, segment
from revops.model.address import Address
from revops.model.call import Call, Conversation
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.objects import HOST, is_id
from revops.model.spec import Phase

_ASSOCIATED: Final = "associatedObjects."
_LISTS: Final = ROLES[1:]


def compile_changes(changes: Sequence[Change], context: Context) -> Conversation:
    """The list is read again before a PATCH: one that omits fields can put old values back (peers (f))."""
    rows: dict[str, Mapping[str, Json]] = {}
    seen = [change.actual.raw for change in changes if change.actual and change.action is Action.UPDATE]
    if seen:
        call = list_call()
        answers = yield (Call(call.surface, call.method, query=call.query, rehearsal={"results": seen}),)
        rows = {row["objectTypeId"]: row for row in results(answers[0], "objectTypeId")}
    yield [call for change in changes for call in _calls(change, rows, context)]


def _calls(change: Change, rows: Mapping[str, Mapping[str, Json]], context: Context) -> Iterator[Call]:
    carries = (change.address,)
    if change.action is Action.CREATE:
        yield Call("schemas", "POST", body=_create(change, context), carries=carries)
        return
    known = change.actual.id if change.actual else path_word(change.address.name, context)
    if change.action is Action.DELETE:
        yield Call("schemas", "DELETE", f"/{segment(known)}", carries=carries)
        return
    if any(not unit.path.startswith(_ASSOCIATED) for unit in change.units):
        row = rows.get(known, change.actual.raw if change.actual else {})
        yield Call(
            "schemas", "PATCH", f"/{segment(known)}", body=_patch(change, row, context), carries=carries
        )
    for other in _associated(change):
        body = {"fromObjectTypeId": known, "toObjectTypeId": type_id(other, context.names)}
        yield Call("schemas", "POST", f"/{segment(known)}/associations", body=body, carries=carries)


def _create(change: Change, context: Context) -> dict[str, Json]:
    """Every member that a create demands (dossier H1), the properties with a role among them."""
    bound = Binding.of(HOST, "", context).portal(change.address.name)
    design = change.resource.spec if change.resource else None
    parts = design.properties if isinstance(design, Design) else {}
    return {
        "name": change.address.name if is_id(bound) else bound,
        "allowsSensitiveProperties": False,
        **{role: [] for role in _LISTS},
        **_fields(change, context),
        "properties": [
            inline(_made(change.address.name, part, units), context) for part, units in parts.items()
        ],
        "associatedObjects": [type_id(other, context.names) for other in _associated(change)],
    }


def _made(scope: str, name: str, units: Mapping[str, Json]) -> Change:
    """A property as the change that would make it alone."""
    moved = tuple(UnitChange(path, MISSING, value) for path, value in units.items())
    return Change(Address("property", scope, name), Phase.DEFINE, Action.CREATE, moved)


def _patch(change: Change, row: Mapping[str, Json], context: Context) -> dict[str, Json]:
    """All members, changed or not."""
    kept: dict[str, Json] = {
        "labels": row.get("labels") or {},
        "description": row.get("description") or "",
        "primaryDisplayProperty": row.get("primaryDisplayProperty"),
        **{role: row.get(role) or [] for role in _LISTS},
        "allowsSensitiveProperties": bool(row.get("allowsSensitiveProperties")),
    }
    fields = _fields(change, context)
    labels = {**kept["labels"], **fields.get("labels", {})}
    body = {**kept, **fields, "labels": labels}
    cleared = not body["description"]
    said = {field: value for field, value in body.items() if value is not None}
    if cleared:
        del said["description"]
    return {**said, "clearDescription": cleared}


def _fields(change: Change, context: Context) -> dict[str, Json]:
    """The units that the change sets, but for associations, with the portal's names."""
    names = Binding.of("property", change.address.name, context)
    after = change.after()
    labels = {
        path.removeprefix("labels."): label for path, label in after.items() if path.startswith("labels.")
    }
    body: dict[str, Json] = {"labels": labels} if labels else {}
    for path, value in after.items():
        if path in _LISTS:
            body[path] = [names.portal(name) for name in value]
        elif path == ROLES[0]:
            body[path] = names.portal(value)
        elif path in ("description", "allowsSensitiveProperties"):
            body[path] = value
    return body


def _associated(change: Change) -> list[str]:
    return [path.removeprefix(_ASSOCIATED) for path in change.after() if path.startswith(_ASSOCIATED)]
