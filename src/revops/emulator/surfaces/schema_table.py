"""Where custom objects are kept, and how their schemas look: the object itself, its properties, associations.

An object's associations are those of the associations surface, but for the nine with activities.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.catalogue import custom
from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import ObjectType
from revops.emulator.surfaces import association_table
from revops.emulator.surfaces.property_defaults import shipped
from revops.emulator.surfaces.property_tables import active, archived, groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.portal import Portal, Table

Schema = dict[str, Json]

CACHE: Final = "schema-cache"
"""Variant: a single read, and a PATCH, start from what was there a minute ago (peers (f))."""
_CACHED_SECONDS: Final = 60

# Nine appear (peers (f)); which ones nobody says. These are the activities, and what else has a type id.
ACTIVITIES: Final = ("0-18", "0-19", "0-27", "0-46", "0-47", "0-48", "0-49", "0-54", "0-116")
_MEMBERS: Final = (
    "name",
    "labels",
    "primaryDisplayProperty",
    "requiredProperties",
    "searchableProperties",
    "secondaryDisplayProperties",
    "allowsSensitiveProperties",
    "archived",
)
_TIMES: Final = ("createdAt", "updatedAt")
_AUDIT: Final = (*_TIMES, "createdByUserId", "updatedByUserId")


def live(portal: Portal) -> Table:
    """Custom objects in use, by type id."""
    return portal.table(object_types.CUSTOM)


def bin_of(portal: Portal) -> Table:
    """Archived ones, by type id."""
    return portal.table("archived_object_types")


def kind_of(type_id: str, schema: Schema) -> ObjectType:
    return ObjectType(type_id, type_id, schema["labels"]["singular"], schema["labels"]["plural"])


def full_name(portal: Portal, schema: Schema) -> str:
    return f"p{portal.id}_{schema['name']}"


def named(portal: Portal, table: Table, text: str) -> tuple[str, Schema]:
    """The object that a path names in one of the tables.

    Raises:
        Refusal: 400, as for every other name that is no object type.
    """
    for type_id, schema in table.items():
        if text == type_id or text.lower() == full_name(portal, schema).lower():
            return type_id, schema
    raise Refusal(400, f"Unable to infer object type from: {text}")


def keep(portal: Portal, type_id: str, schema: Schema) -> None:
    """Store an object; for a while single reads do not see it where a cache stands before them."""
    before = live(portal).get(type_id)
    live(portal)[type_id] = schema
    if portal.has(CACHE):
        held = portal.table("schema_cache")
        body = cached(portal, type_id, before)
        held[type_id] = {"until": time.time() + _CACHED_SECONDS, "body": body}


def cached(portal: Portal, type_id: str, schema: Schema | None) -> Schema | None:
    """What a single read sees of an object: None where it does not see it yet."""
    held = portal.table("schema_cache").get(type_id)
    return held["body"] if held and held["until"] > time.time() else schema


def fill(portal: Portal, type_id: str, schema: Schema) -> None:
    """Give a new object what every one comes with: its group and HubSpot's properties."""
    kind = kind_of(type_id, schema)
    name, label = custom.group(schema["name"], schema["labels"]["singular"])
    groups(portal, kind)[name] = {"name": name, "label": label, "displayOrder": 0, "archived": False}
    for place, row in enumerate(custom.rows(schema["name"])):
        active(portal, kind)[row.name] = shipped(row, place)


def activities(portal: Portal, type_id: str, name: str) -> list[dict[str, Json]]:
    """The associations that appear by themselves."""
    now = portal.now()
    return [
        {
            "id": portal.new_id(),
            "fromObjectTypeId": type_id,
            "toObjectTypeId": other,
            "name": f"{name}_to_{other}",
            "createdAt": now,
        }
        for other in ACTIVITIES
    ]


def associations(portal: Portal, type_id: str, schema: Schema) -> list[dict[str, Json]]:
    """Every association type from or to the object."""
    return [*schema.get("activities", []), *(_defined(row) for row in _made(portal, type_id))]


def _made(portal: Portal, type_id: str) -> Iterator[dict[str, Json]]:
    rows = association_table.made(portal).values()
    return (row for row in rows if type_id in (row["fromObjectTypeId"], row["toObjectTypeId"]))


def _defined(row: dict[str, Json]) -> dict[str, Json]:
    kept = {member: row[member] for member in ("fromObjectTypeId", "toObjectTypeId", "name", "createdAt")}
    return {"id": str(row["typeId"]), **kept}


def definition(portal: Portal, type_id: str, schema: Schema, audit: tuple[str, ...] = _TIMES) -> Schema:
    """The object as a PATCH answers it: without properties, associations and who wrote it (HubSpot's API)."""
    members = (*_MEMBERS, "description", *audit)
    return {
        "id": type_id.removeprefix("2-"),
        "objectTypeId": type_id,
        "fullyQualifiedName": full_name(portal, schema),
        **{member: schema[member] for member in members if schema.get(member) is not None},
    }


def shown(portal: Portal, type_id: str, schema: Schema, include: dict[str, bool]) -> Schema:
    """The object as reads and creates answer it; what is not included is empty or left out."""
    table = active(portal, kind_of(type_id, schema))
    return {
        **definition(portal, type_id, schema, _AUDIT if include["includeAuditMetadata"] else ()),
        "properties": list(table.values()) if include["includePropertyDefinitions"] else [],
        "associations": associations(portal, type_id, schema)
        if include["includeAssociationDefinitions"]
        else [],
    }


def standard(portal: Portal, kind: ObjectType, include: dict[str, bool]) -> Schema:
    """The schema of an object of HubSpot's own: a read of its name shows what its associations are called."""
    ends = ("fromObjectTypeId", "toObjectTypeId")
    mine = [row for row in association_table.every(portal) if kind.id in (row[ends[0]], row[ends[1]])]
    listed = [{"id": str(row["typeId"]), **{k: row[k] for k in (*ends, "name") if k in row}} for row in mine]
    return {
        "id": kind.id,
        "objectTypeId": kind.id,
        "name": kind.name,
        "fullyQualifiedName": kind.name,
        "labels": {"singular": kind.singular, "plural": kind.plural},
        "requiredProperties": [],
        "searchableProperties": [],
        "secondaryDisplayProperties": [],
        "allowsSensitiveProperties": False,
        "archived": False,
        "properties": list(active(portal, kind).values()) if include["includePropertyDefinitions"] else [],
        "associations": listed if include["includeAssociationDefinitions"] else [],
    }


def purge(portal: Portal, type_id: str, schema: Schema) -> None:
    """Take an archived object away for good, with everything below it."""
    kind = kind_of(type_id, schema)
    for row in list(_made(portal, type_id)):
        if str(row["typeId"]) in association_table.made(portal):
            association_table.drop(portal, row)
    for table in (active(portal, kind), archived(portal, kind), groups(portal, kind)):
        table.clear()
    pipelines = portal.table("pipelines")
    for key in [key for key in pipelines if key.startswith(f"{kind.name}/")]:
        del pipelines[key]
    del bin_of(portal)[type_id]
