"""Single fields on the wire: how a new one looks, how members are set, and what a field says (dossier I1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from revops.kinds.form.design import Field
from revops.kinds.form.settings import FIELD_TEXTS
from revops.kinds.form.shows import CHOICES, takes
from revops.kinds.objects import scope_of, type_id
from revops.kinds.wire import property_name, property_ref
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.json import Json

Wire = dict[str, Any]
_USUAL: Final[Mapping[str, Mapping[str, Json]]] = {
    "email": {"validation": {"blockedEmailDomains": [], "useDefaultBlockList": False}},
    "phone": {
        "useCountryCodeSelect": False,
        "validation": {"minAllowedDigits": 7, "maxAllowedDigits": 20},
    },
    "mobile_phone": {"validation": {"minAllowedDigits": 7, "maxAllowedDigits": 20}},
    "file": {"allowMultipleFiles": False},
}
"""Members that a kind of field must have, with HubSpot's usual values (dossier I1)."""
_VALIDATION: Final = ("blockedEmailDomains", "useDefaultBlockList", "minAllowedDigits", "maxAllowedDigits")
_FLAGS: Final = ("required", "hidden", "useCountryCodeSelect", "allowMultipleFiles")


def new_field(field: Field, context: Context) -> Wire:
    """A field with everything that HubSpot demands of its kind, to set members on."""
    ref, kind = field.ref, field.type
    several = {"options": _options([*field.of.options], field, {}), "defaultValues": []}
    return {
        "objectTypeId": type_id(ref.object, context.names),
        "name": property_name(ref, context),
        "label": field.of.label or ref.name,
        "required": False,
        "hidden": False,
        "fieldType": kind,
        "dependentFields": [],
        **{member: _copied(value) for member, value in _USUAL.get(kind, {}).items()},
        **(several if kind in CHOICES else {}),
    }


def set_member(wire: Wire, member: str, value: Json, field: Field, context: Context) -> None:
    """Set one unit's value; another kind of field keeps what it can have, too."""
    if member == "fieldType":
        _turn(wire, field, context)
    elif member == "options":
        wire["options"] = _options(value, field, wire)
    elif member == "defaultValue":
        wire["defaultValues" if isinstance(value, list) else "defaultValue"] = value
    elif member in _VALIDATION:
        wire["validation"] = {**_USUAL[wire["fieldType"]]["validation"], **(wire.get("validation") or {})}
        wire["validation"][member] = value
    else:
        wire[member] = value


def _turn(wire: Wire, field: Field, context: Context) -> None:
    """Make it another kind of field; what the new kind has, too, stays."""
    if wire.get("fieldType") == field.type:
        return
    made = new_field(field, context)
    more = ("description", "placeholder", *(() if field.type in CHOICES else ("defaultValue",)))
    stays = [name for name in (*made, *more) if name in wire and name != "fieldType"]
    kept: Wire = {name: wire[name] for name in stays if takes(field.type, name)}
    wire.clear()
    wire.update({**made, **kept})


def _options(values: list[str], field: Field, wire: Mapping[str, Json]) -> list[Json]:
    """Options as HubSpot lists them; labels are those of the property."""
    shown = {one["value"]: one["label"] for one in wire.get("options") or []}
    labels = {**shown, **field.of.options}
    return [
        {"label": labels.get(value, value), "value": value, "displayOrder": place}
        for place, value in enumerate(values)
    ]


def ref_of(wire: Mapping[str, Json], context: Context) -> PropertyRef:
    """The property that a field fills, under the blueprint's name."""
    scope = scope_of(str(wire["objectTypeId"]), context.names)
    return property_ref(scope, str(wire["name"]), context)


def members(wire: Mapping[str, Json]) -> dict[str, Json]:
    """Everything that a blueprint can say about a field but what depends on it."""
    kind = str(wire["fieldType"])
    found: dict[str, Json] = {"fieldType": kind}
    found |= {text: wire.get(text) or "" for text in FIELD_TEXTS if takes(kind, text)}
    found |= {flag: bool(wire.get(flag)) for flag in _FLAGS if takes(kind, flag)}
    validation = wire.get("validation") or {}
    found |= {name: validation[name] for name in _VALIDATION if takes(kind, name) and name in validation}
    if kind in CHOICES:
        options = sorted(wire.get("options") or [], key=lambda one: one.get("displayOrder") or 0)
        return {
            **found,
            "options": [one["value"] for one in options],
            "defaultValue": wire.get("defaultValues") or [],
        }
    return {**found, "defaultValue": wire.get("defaultValue") or ""}


def _copied(value: Json) -> Json:
    return dict(value) if isinstance(value, Mapping) else value
