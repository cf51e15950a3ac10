"""The properties and groups of a new portal, made from the catalogue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from revops.emulator.catalogue import OBJECTS
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.property_tables import active, groups

if TYPE_CHECKING:
    from revops.emulator.catalogue.rows import Row
    from revops.emulator.http import Json
    from revops.emulator.portal import Portal

_EPOCH = "1970-01-01T00:00:00Z"


def defaults(portal: Portal) -> None:
    """Write HubSpot's own groups and properties into a new portal."""
    for name, (sections, rows) in OBJECTS.items():
        kind = resolve(portal, name)
        for place, (group, label) in enumerate(sections):
            groups(portal, kind)[group] = {
                "name": group,
                "label": label,
                "displayOrder": place,
                "archived": False,
            }
        table = active(portal, kind)
        for place, row in enumerate(rows):
            table[row.name] = shipped(row, place)


@cache
def shipped(row: Row, place: int) -> dict[str, Json]:
    """A HubSpot-defined property as the API shows it; peers (f) saw no `archived` on it."""
    body: dict[str, Json] = {
        "updatedAt": _EPOCH,
        "createdAt": _EPOCH,
        "name": row.name,
        "label": row.label,
        "type": row.type,
        "fieldType": row.field,
        "description": "",
        "groupName": row.group,
        "options": _options(row),
        "displayOrder": place,
        "calculated": row.field.startswith("calculation_"),
        "externalOptions": row.owner,
        "hasUniqueValue": False,
        "hidden": False,
        "hubspotDefined": True,
        "modificationMetadata": _metadata(row),
        "formField": not row.computed,
        "dataSensitivity": "non_sensitive",
    }
    return {**body, "referencedObjectType": "OWNER"} if row.owner else body


def _options(row: Row) -> list[dict[str, Json]]:
    return [
        {"label": label, "value": value, "displayOrder": place, "hidden": False}
        for place, (value, label) in enumerate(row.options)
    ]


def _metadata(row: Row) -> dict[str, bool]:
    metadata = {"archivable": False, "readOnlyDefinition": True, "readOnlyValue": row.computed}
    return {**metadata, "readOnlyOptions": not row.open} if row.type == "enumeration" else metadata
