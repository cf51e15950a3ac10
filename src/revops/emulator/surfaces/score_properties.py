"""The read-only properties that a published score writes (dossier B3, O9)."""

from __future__ import annotations

from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import resolve
from revops.emulator.portal import Portal
from revops.emulator.surfaces.property_tables import active, groups, new_property

FIELD_TYPE = "calculation_score"
_LOCKED = {
    "calculated": True,
    "modificationMetadata": {
        "archivable": False,
        "readOnlyDefinition": True,
        "readOnlyValue": True,
        "readOnlyOptions": True,
    },
}


def write(portal: Portal, object_type: str, output: Json) -> None:
    """Create or update the property of an output: a number, or an enumeration of its tiers."""
    kind = resolve(portal, object_type)
    table = active(portal, kind)
    name = output["propertyName"]
    before = table.get(name, {"fieldType": FIELD_TYPE})
    if before["fieldType"] != FIELD_TYPE:
        raise Refusal(409, f"A property named '{name}' already exists.", "OBJECT_ALREADY_EXISTS")
    sent = {
        "name": name,
        "label": output["propertyLabel"],
        "description": output.get("propertyDescription", ""),
        "groupName": output.get("propertyGroup") or next(iter(groups(portal, kind))),
        "type": "enumeration" if "boundaries" in output else "number",
        "fieldType": FIELD_TYPE,
        "options": [_option(place, tier) for place, tier in enumerate(output.get("boundaries", []))],
    }
    created = {"createdAt": before["createdAt"]} if "createdAt" in before else {}
    table[name] = {**new_property(portal, sent), **_LOCKED, **created}


def remove(portal: Portal, object_type: str, output: Json) -> None:
    """Take the property away with its score; whether HubSpot keeps it in the recycle bin is unverified."""
    active(portal, resolve(portal, object_type)).pop(output["propertyName"], None)


def _option(place: int, tier: Json) -> Json:
    label = tier["label"]
    return {"label": label, "value": label, "displayOrder": place, "hidden": False, "description": ""}
