"""Where definitions of properties and groups are kept, and how they look when HubSpot shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import STANDARD, ObjectType, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal, Table

Property = dict[str, Json]
BUILT_IN = (
    "bool",
    "date",
    "datetime",
    "enumeration",
    "number",
    "phone_number",
    "string",
)
"""The types that a create may ask for (dossier B3)."""
FIELD_TYPES = (
    "booleancheckbox",
    "calculation_equation",
    "checkbox",
    "date",
    "file",
    "html",
    "number",
    "phonenumber",
    "radio",
    "select",
    "text",
    "textarea",
)
"""The field types that a create may ask for (dossier B3)."""


def active(portal: Portal, kind: ObjectType) -> Table:
    """The definitions in use, by name."""
    return portal.table(f"properties:{kind.name}")


def archived(portal: Portal, kind: ObjectType) -> Table:
    """The definitions in the recycle bin, by name."""
    return portal.table(f"archived_properties:{kind.name}")


def groups(portal: Portal, kind: ObjectType) -> Table:
    """The property groups, by name."""
    return portal.table(f"groups:{kind.name}")


def find(portal: Portal, object_type: str, name: str) -> Property | None:
    """The active definition of a property; `object_type` is a name or a type id."""
    found: Property | None = active(portal, resolve(portal, object_type)).get(name)
    return found


def existing(portal: Portal, kind: ObjectType, name: str) -> Property:
    """The active definition of a property, or HubSpot's 404."""
    found: Property | None = active(portal, kind).get(name)
    if found is None:
        raise missing(kind, name)
    return found


def missing(kind: ObjectType, name: str) -> Refusal:
    """The 404 of a name that this query does not find; it is no proof of absence (peers (f))."""
    return Refusal(404, f"Property {name} does not exist on object type {kind.id}", "OBJECT_NOT_FOUND")


def set_options(portal: Portal, object_type: str, name: str, options: list[dict[str, Json]]) -> None:
    """Give a property whose options mirror something else (stages, pipelines) its new list.

    Nothing happens where the portal has no such property, as with a custom object's `hs_pipeline`.
    """
    table = active(portal, resolve(portal, object_type))
    if name in table:
        table[name] = {**table[name], "options": options, "updatedAt": portal.now()}


def name_group(portal: Portal, kind: ObjectType, name: str) -> None:
    """See to it that a group exists of which no more is known than its name."""
    table = groups(portal, kind)
    if name not in table:
        table[name] = {"name": name, "label": name, "displayOrder": len(table), "archived": False}


def custom_objects(portal: Portal) -> list[ObjectType]:
    return [resolve(portal, type_id) for type_id in portal.table("object_types")]


def every_kind(portal: Portal) -> list[ObjectType]:
    return [*STANDARD, *custom_objects(portal)]


def new_property(portal: Portal, sent: Mapping[str, Json]) -> Property:
    """A custom property as HubSpot completes it, fields in the order in which HubSpot prints them."""
    now = portal.now()
    return {
        "updatedAt": now,
        "createdAt": now,
        "name": sent["name"],
        "label": sent["label"],
        "type": sent["type"],
        "fieldType": sent["fieldType"],
        "description": sent.get("description", ""),
        "groupName": sent["groupName"],
        "options": sent.get("options", []),
        "createdUserId": portal.user_id,
        "updatedUserId": portal.user_id,
        "displayOrder": sent.get("displayOrder", -1),
        "calculated": "calculationFormula" in sent,
        "externalOptions": sent.get("externalOptions", False),
        "archived": False,
        "hasUniqueValue": sent.get("hasUniqueValue", False),
        "hidden": sent.get("hidden", False),
        "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False},
        "formField": sent.get("formField", False),
        "dataSensitivity": sent.get("dataSensitivity", "non_sensitive"),
        **{name: sent[name] for name in SPARSE if sent.get(name) is not None},
    }


SPARSE = (
    "calculationFormula",
    "numberDisplayHint",
    "textDisplayHint",
    "showCurrencySymbol",
    "currencyPropertyName",
    "referencedObjectType",
)
"""Fields that a property shows only where they were set."""
