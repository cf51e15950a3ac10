"""`/crm-object-schemas`: custom objects, their labels, roles of properties and associations (dossier H1).

What it leaves out: `restorable`, which no source explains, and roles of properties of HubSpot's own objects.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.check import body_of, boolean, filled
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces import association_table, properties
from revops.emulator.surfaces import schema_table as table
from revops.emulator.surfaces.property_tables import active, groups
from revops.emulator.surfaces.record_table import records
from revops.emulator.surfaces.schema_bodies import FIELDS, NAMES, ROLES, UNKEPT, changed_object, new_object

if TYPE_CHECKING:
    from revops.emulator.portal import Portal
    from revops.emulator.surfaces.schema_table import Schema

MOST_OBJECTS: Final = 20
"""On a developer test account (dossier H1); how one more is refused is unverified."""

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_INCLUDES: Final = ("includePropertyDefinitions", "includeAssociationDefinitions", "includeAuditMetadata")
_EVERYTHING: Final = dict.fromkeys(_INCLUDES, True)


def _include(ask: Ask) -> dict[str, bool]:
    return {name: ask.flag(name, default=True) for name in _INCLUDES}


def _list(ask: Ask) -> Reply:
    """Active or archived ones; the list does not lag, as far as anybody saw."""
    held = table.bin_of(ask.portal) if ask.flag("archived") else table.live(ask.portal)
    include = _include(ask)
    return Reply(200, {"results": [table.shown(ask.portal, key, one, include) for key, one in held.items()]})


def _read(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    if not kind.custom:
        return Reply(200, table.standard(ask.portal, kind, _include(ask)))
    type_id, schema = table.named(ask.portal, table.live(ask.portal), kind.id)
    seen = table.cached(ask.portal, type_id, schema)
    if seen is None:
        raise Refusal(404, f"Object type {type_id} does not exist", "OBJECT_NOT_FOUND")
    return Reply(200, table.shown(ask.portal, type_id, seen, _include(ask)))


def _batch_read(ask: Ask) -> Reply:
    """Objects by type id or full name; what is none of them is left out (unverified)."""
    flags = dict.fromkeys(_INCLUDES, boolean)
    sent = body_of(ask, {"inputs": NAMES, **flags})
    wanted = {text.lower() for text in sent["inputs"]}
    found = [
        table.shown(ask.portal, type_id, schema, {name: sent[name] for name in _INCLUDES})
        for type_id, schema in table.live(ask.portal).items()
        if {type_id, table.full_name(ask.portal, schema).lower()} & wanted
    ]
    return Reply(200, {"results": found})


def _create(ask: Ask) -> Reply:
    sent = new_object(ask)
    portal, type_id = ask.portal, f"2-{ask.portal.new_id()}"
    _check_name(portal, sent["name"])
    _purge_twin(portal, sent["name"])
    kept = {name: sent[name] for name in ("name", "labels", *FIELDS) if name in sent}
    now = portal.now()
    schema = {
        "requiredProperties": [],
        "searchableProperties": [],
        "secondaryDisplayProperties": [],
        "allowsSensitiveProperties": False,
        **kept,
        "activities": table.activities(portal, type_id, sent["name"]),
        "archived": False,
        "createdAt": now,
        "updatedAt": now,
        **_by(portal, "createdByUserId", "updatedByUserId"),
    }
    table.keep(portal, type_id, schema)
    table.fill(portal, type_id, schema)
    for one in sent["properties"]:
        _make_property(portal, type_id, schema, one)
    _check_roles(portal, type_id, schema)
    for other in dict.fromkeys(object_types.resolve(portal, one).id for one in sent["associatedObjects"]):
        _associate(portal, type_id, other, "")
    return Reply(201, table.shown(portal, type_id, schema, _EVERYTHING))


def _by(portal: Portal, *members: str) -> dict[str, int]:
    return dict.fromkeys(members, int(portal.user_id))


def _check_name(portal: Portal, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Refusal(400, f"name '{name}' must begin with a letter and hold letters, digits and _ only")
    if any(one["name"].lower() == name.lower() for one in table.live(portal).values()):
        raise Refusal(409, f"An object type named '{name}' already exists.", "OBJECT_ALREADY_EXISTS")
    if len(table.live(portal)) >= MOST_OBJECTS:
        raise Refusal(400, f"Your account has reached its limit of {MOST_OBJECTS} custom object types")


def _purge_twin(portal: Portal, name: str) -> None:
    """A create over an archived name purges it (peers (f))."""
    for type_id, schema in list(table.bin_of(portal).items()):
        if schema["name"].lower() == name.lower():
            table.purge(portal, type_id, schema)


def _make_property(portal: Portal, type_id: str, schema: Schema, sent: dict[str, Json]) -> None:
    """Without a group it goes into the one that the object comes with."""
    kind = table.kind_of(type_id, schema)
    own = next(iter(groups(portal, kind)))
    kept = {name: value for name, value in sent.items() if name not in UNKEPT}
    properties.create(portal, kind, {"groupName": own, **kept})


def _check_roles(portal: Portal, type_id: str, schema: Schema) -> None:
    there = active(portal, table.kind_of(type_id, schema))
    named = [schema["primaryDisplayProperty"], *(name for role in ROLES for name in schema[role])]
    for name in named:
        if name not in there:
            raise Refusal(400, f"Property {name} does not exist on object type {type_id}")


def _update(ask: Ask) -> Reply:
    """Fields that are left out keep what the cache holds, and that may be old (peers (f))."""
    type_id, schema = table.named(ask.portal, table.live(ask.portal), ask.args["object_type"])
    sent = changed_object(ask)
    base = table.cached(ask.portal, type_id, schema) or schema
    labels = {**base["labels"], **sent.get("labels", {})}
    changed = {name: sent[name] for name in FIELDS if name in sent}
    after = {
        **base,
        **changed,
        "labels": labels,
        "updatedAt": ask.portal.now(),
        **_by(ask.portal, "updatedByUserId"),
    }
    if sent.get("clearDescription"):
        after.pop("description", None)
    _check_roles(ask.portal, type_id, after)
    table.keep(ask.portal, type_id, after)
    return Reply(200, table.definition(ask.portal, type_id, after))


def _delete(ask: Ask) -> Reply:
    """Archives an object without records, or with `archived=true` purges an archived one (peers (f))."""
    portal, name = ask.portal, ask.args["object_type"]
    if ask.flag("archived"):
        table.purge(portal, *table.named(portal, table.bin_of(portal), name))
        return Reply(204)
    type_id, schema = table.named(portal, table.live(portal), name)
    held = records(portal, table.kind_of(type_id, schema)).values()
    if any(not record["archived"] for record in held):
        # The words are unverified.
        raise Refusal(400, f"Object type {type_id} has records and cannot be deleted")
    del table.live(portal)[type_id]
    table.bin_of(portal)[type_id] = {**schema, "archived": True, "updatedAt": portal.now()}
    return Reply(204)


def _associate(portal: Portal, one: str, other: str, name: str) -> dict[str, Json]:
    """An association without a label, in both directions."""
    start, end = object_types.resolve(portal, one), object_types.resolve(portal, other)
    if association_table.unlabelled(portal, start, end):
        raise Refusal(400, f"{start.id} and {end.id} are associated already")
    called = name or f"{start.singular}_to_{end.singular}"
    return association_table.new_pair(portal, start, end, called, (None, None))[0]


def _add_association(ask: Ask) -> Reply:
    type_id, schema = table.named(ask.portal, table.live(ask.portal), ask.args["object_type"])
    sent = body_of(ask, {"fromObjectTypeId": filled, "toObjectTypeId": filled}, {"name": filled})
    ends = [object_types.resolve(ask.portal, sent[end]).id for end in ("fromObjectTypeId", "toObjectTypeId")]
    if type_id not in ends:
        raise Refusal(400, f"The association must be one of {type_id}")
    made = str(_associate(ask.portal, ends[0], ends[1], sent.get("name", ""))["typeId"])
    found = table.associations(ask.portal, type_id, schema)
    return Reply(201, next(one for one in found if one["id"] == made))


def _drop_association(ask: Ask) -> Reply:
    """Both directions go; those with activities stay (unverified)."""
    type_id, _ = table.named(ask.portal, table.live(ask.portal), ask.args["object_type"])
    row = association_table.made(ask.portal).get(ask.args["association_id"])
    if row is None or type_id not in (row["fromObjectTypeId"], row["toObjectTypeId"]):
        raise Refusal(404, f"No association {ask.args['association_id']}", "OBJECT_NOT_FOUND")
    association_table.drop(ask.portal, row)
    return Reply(204)


_READ = ("crm.schemas.custom.read", "crm.objects.custom.read", "crm.objects.custom.write")
_WRITE = ("crm.schemas.custom.write",)
_TWINS = (
    ("/crm-object-schemas/{version}/schemas", ("2026-09", "2026-03", "v3")),
    ("/crm/{version}/schemas", ("v3",)),
)
_ONE, _ASSOCIATIONS = "/<object_type>", "/<object_type>/associations"
ROUTES = tuple(
    Route(
        method,
        f"{base}{path}",
        handler,
        versions,
        _WRITE if write else _READ,
        tier="" if (method, path) == ("GET", _ONE) else "enterprise",
        write=write,
    )
    for base, versions in _TWINS
    for method, path, handler, write in (
        ("GET", "", _list, False),
        ("POST", "", _create, True),
        ("POST", "/batch/read", _batch_read, False),
        ("GET", _ONE, _read, False),
        ("PATCH", _ONE, _update, True),
        ("DELETE", _ONE, _delete, True),
        ("POST", _ASSOCIATIONS, _add_association, True),
        ("DELETE", f"{_ASSOCIATIONS}/<association_id>", _drop_association, True),
    )
)
