"""Who uses a property: formulas, workflows, segments, forms, scores. While they do it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from revops.emulator.formulas import words
from revops.emulator.http import Json, Refusal
from revops.emulator.surfaces.property_tables import active

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

# Table, what HubSpot calls such a user (of the last ones only the first is observed: peers (f), "Archive").
_USERS = (("flows", "WORKFLOW"), ("lists", "LIST"), ("forms", "FORM"), ("scores", "LEAD_SCORE"))
# Where filters, workflow actions, schedules and scores name a property (dossier E3, F3 to F6, G3).
_KEYS = (
    "property",
    "propertyName",
    "property_name",
    "source_property",
    "target_property",
    "appendPropertyName",
    "dateProperty",
    "contactProperty",
)


@dataclass(frozen=True)
class Use:
    """One user of a property, as HubSpot's refusal names it."""

    kind: str
    name: str


def uses(portal: Portal, kind: ObjectType, name: str) -> Iterator[Use]:
    """What mentions the property and is not archived; a switched-off workflow counts (peers (f))."""
    for other in active(portal, kind).values():
        if not other.get("hubspotDefined") and name in words(other.get("calculationFormula", "")):
            yield Use("CALCULATED_PROPERTY", f"{kind.id}/{other['name']}")
    for table, word in _USERS:
        for key, body in portal.table(table).items():
            if not body.get("archived") and _mentions(body, kind.id, name, ""):
                yield Use(word, str(body.get("name", key)))


def _mentions(value: Json, type_id: str, name: str, seen: str) -> bool:
    """Whether a document names the property where it speaks of that object type; `seen` is the nearest."""
    if isinstance(value, list):
        return any(_mentions(part, type_id, name, seen) for part in value)
    if not isinstance(value, dict):
        return False
    near = str(value.get("objectTypeId") or seen)
    if near in ("", type_id) and _names(value, name):
        return True
    return any(_mentions(part, type_id, name, near) for part in value.values())


def _names(body: dict[str, Json], name: str) -> bool:
    if any(body.get(key) == name for key in _KEYS) or name in body.get("owner_properties", ()):
        return True
    return "objectTypeId" in body and "fieldType" in body and body.get("name") == name


def refuse_in_use(portal: Portal, kind: ObjectType, name: str) -> None:
    """The 400 that counts and names the users (dossier B5, peers (f))."""
    found = list(uses(portal, kind, name))
    if not found:
        return
    raise Refusal(
        400,
        f"Property: {name} of object type {kind.id} is currently used in {len(found)} places "
        "and cannot be deleted",
        sub_category="PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        errors=[
            {
                "message": f"{use.kind} {use.name} uses the property",
                "subCategory": "PropertyValidationError.PROPERTY_USAGE",
                "context": {"parentType": [use.kind], "parentName": [use.name]},
            }
            for use in found
        ],
        context={"usageCount": [str(len(found))]},
    )
