"""What bodies of the schemas surface may hold, by version (dossier H1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator.check import body_of, boolean, filled, integer, list_of, object_of, one_of, text
from revops.emulator.http import Ask, Json, Refusal
from revops.emulator.surfaces.property_rules import NUMBER_HINTS, OPTION, TEXT_HINTS
from revops.emulator.surfaces.property_tables import BUILT_IN, FIELD_TYPES

if TYPE_CHECKING:
    from revops.emulator.check import Checker

ROLES: Final = ("requiredProperties", "searchableProperties", "secondaryDisplayProperties")
UNKEPT: Final = ("externalOptionsReferenceType", "optionSortStrategy", "searchableInGlobalSearch")
"""Members of an inline property that the property surface does not show."""

NAMES: Final = list_of(filled)
_PROPERTY: Final = object_of(
    {"name": text, "label": filled, "type": one_of(*BUILT_IN), "fieldType": one_of(*FIELD_TYPES)},
    {
        "groupName": text,
        "description": text,
        "options": list_of(OPTION),
        "displayOrder": integer,
        "hidden": boolean,
        "formField": boolean,
        "hasUniqueValue": boolean,
        "numberDisplayHint": one_of(*NUMBER_HINTS),
        "textDisplayHint": one_of(*TEXT_HINTS),
        "showCurrencySymbol": boolean,
        "searchableInGlobalSearch": boolean,
        "optionSortStrategy": one_of("ALPHABETICAL", "DISPLAY_ORDER"),
        "externalOptionsReferenceType": text,
        "referencedObjectType": text,
    },
)
FIELDS: Final[dict[str, Checker]] = {
    "description": text,
    "primaryDisplayProperty": filled,
    "requiredProperties": NAMES,
    "searchableProperties": NAMES,
    "secondaryDisplayProperties": NAMES,
    "allowsSensitiveProperties": boolean,
}
_NEW: Final[dict[str, Checker]] = {
    "name": text,
    "labels": object_of({"singular": filled, "plural": filled}),
    "properties": list_of(_PROPERTY),
    "requiredProperties": NAMES,
    "associatedObjects": NAMES,
}
_NEW_DATED: Final = ("searchableProperties", "secondaryDisplayProperties", "allowsSensitiveProperties")
"""What 2026-09 demands besides."""
_CHANGE: Final[dict[str, Checker]] = {
    **FIELDS,
    "labels": object_of({}, {"singular": filled, "plural": filled}),
    "clearDescription": boolean,
    "restorable": boolean,
}


def new_object(ask: Ask) -> dict[str, Json]:
    """The body of a create; without a primary display property it is refused (peers (f))."""
    if ask.version == "v3":
        sent = body_of(ask, _NEW, {**FIELDS, "shouldCreateSameObjectAssociation": boolean})
    else:
        sent = body_of(ask, {**_NEW, **{name: FIELDS[name] for name in _NEW_DATED}}, FIELDS)
    if "primaryDisplayProperty" not in sent:
        raise Refusal(400, "A primary display property is required")
    return sent


def changed_object(ask: Ask) -> dict[str, Json]:
    """The body of a PATCH."""
    return body_of(ask, {"clearDescription": boolean} if ask.version != "v3" else {}, _CHANGE)
