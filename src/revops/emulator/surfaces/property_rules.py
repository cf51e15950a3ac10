"""What HubSpot refuses in the definition of a property (dossier B2 to B4, peers (f))."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from revops.emulator.admission import granted
from revops.emulator.check import boolean, filled, integer, list_of, nullable, object_of, one_of, text
from revops.emulator.formulas import names, parse
from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import sensitive_write
from revops.emulator.surfaces.property_tables import BUILT_IN, FIELD_TYPES, active, existing, groups

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from revops.emulator.check import Checker
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

    Rule = Callable[[Portal, ObjectType, Mapping[str, Json]], None]

SENSITIVITIES = ("non_sensitive", "sensitive", "highly_sensitive")
NUMBER_HINTS = ("currency", "duration", "formatted", "percentage", "probability", "unformatted")
TEXT_HINTS = (
    "domain_name",
    "email",
    "ip_address",
    "multi_line",
    "phone_number",
    "physical_address",
    "postal_code",
    "unformatted_single_line",
)
OPTION = object_of(
    {"label": filled, "value": filled, "displayOrder": integer, "hidden": boolean}, {"description": text}
)
# Null keeps what is there (dossier B2), so on these fields it is no fault.
_KEEPING: dict[str, Checker] = {
    "numberDisplayHint": nullable(one_of(*NUMBER_HINTS)),
    "textDisplayHint": nullable(one_of(*TEXT_HINTS)),
    "currencyPropertyName": nullable(text),
}
_UPDATABLE: dict[str, Checker] = {
    "label": filled,
    "description": text,
    "groupName": text,
    "type": one_of(*BUILT_IN),
    "fieldType": one_of(*FIELD_TYPES),
    "options": list_of(OPTION, maximum=5000),
    "displayOrder": integer,
    "hidden": boolean,
    "formField": boolean,
    "calculationFormula": filled,
    "showCurrencySymbol": boolean,
    **_KEEPING,
}
_CREATE_ONLY: dict[str, Checker] = {
    "hasUniqueValue": boolean,
    "dataSensitivity": one_of(*SENSITIVITIES),
    "externalOptions": boolean,
    "referencedObjectType": text,
}
# Accepted and never kept, on create and update alike (dossier B2).
_IGNORED: dict[str, Checker] = {"dateDisplayHint": text}
_REQUIRED = ("label", "type", "fieldType", "groupName")
CREATE = object_of(
    {"name": text, **{name: _UPDATABLE[name] for name in _REQUIRED}},
    {**_UPDATABLE, **_CREATE_ONLY, **_IGNORED},
)
UPDATE = object_of({}, {**_UPDATABLE, **_CREATE_ONLY, **_IGNORED})
KEPT_ON_UPDATE = tuple(_UPDATABLE)
"""What an update changes; the create-only fields are accepted with 200 and left as they are (dossier B2)."""

# Dossier B3.
_LEGAL = {
    "bool": ("booleancheckbox", "calculation_equation"),
    "enumeration": ("booleancheckbox", "checkbox", "radio", "select", "calculation_equation"),
    "date": ("date",),
    "datetime": ("date",),
    "string": ("file", "text", "textarea", "html", "phonenumber", "calculation_equation"),
    "number": ("number", "calculation_equation"),
    "phone_number": ("phonenumber",),
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NAME_LENGTH = 100
_UNIQUE_PER_OBJECT = 10
FREE_LIMIT, PAID_LIMIT = 10, 1000
"""Custom properties per object (dossier B4)."""


def created(portal: Portal, kind: ObjectType, sent: Mapping[str, Json]) -> None:
    """Refuse a definition that HubSpot would not create."""
    for rule in (_named, _counted, *_RULES):
        rule(portal, kind, sent)


def updated(portal: Portal, kind: ObjectType, merged: Mapping[str, Json]) -> None:
    """Refuse what a definition would become by an update."""
    for rule in _RULES:
        rule(portal, kind, merged)


def _named(_portal: Portal, _kind: ObjectType, sent: Mapping[str, Json]) -> None:
    name = sent["name"]
    if not _NAME.fullmatch(name) or len(name) > _NAME_LENGTH:
        raise Refusal(400, f"Property name '{name}' must start with a letter and hold a-z, 0-9 and _ only")
    if name.startswith(("hs_", "hubspot_")):
        raise Refusal(400, f"Property name '{name}' is reserved for HubSpot")


def _sensitive(portal: Portal, kind: ObjectType, sent: Mapping[str, Json]) -> None:
    level = sent.get("dataSensitivity", "non_sensitive")
    if level == "non_sensitive":
        return
    if not granted(portal.traits, sensitive_write(kind, level)):
        raise Refusal(403, "Missing required scope for: sensitive-data-property-create", "MISSING_SCOPES")
    if portal.has("sensitive-data-off"):
        raise Refusal(
            400, "Sensitive data is not enabled", sub_category="PORTAL_NOT_ENABLED_FOR_SENSITIVE_DATA"
        )


def _counted(portal: Portal, kind: ObjectType, sent: Mapping[str, Json]) -> None:
    limit, table = property_limit(portal), active(portal, kind)
    # Looking into every definition takes time, so it is done only where one of the limits may be reached.
    near = len(table) >= limit or sent.get("hasUniqueValue")
    custom = [body for body in table.values() if not body.get("hubspotDefined")] if near else []
    if len(custom) >= limit:
        raise Refusal(400, f"Object type {kind.id} already has {limit} custom properties")
    unique = sum(body.get("hasUniqueValue", False) for body in custom)
    if sent.get("hasUniqueValue") and unique >= _UNIQUE_PER_OBJECT:
        raise Refusal(400, f"Object type {kind.id} already has {_UNIQUE_PER_OBJECT} unique properties")


def property_limit(portal: Portal) -> int:
    return FREE_LIMIT if portal.traits.tier_of() == "free" else PAID_LIMIT


def _grouped(portal: Portal, kind: ObjectType, merged: Mapping[str, Json]) -> None:
    if merged["groupName"] not in groups(portal, kind):
        raise Refusal(400, f"Property group '{merged['groupName']}' does not exist")


def _shown(_portal: Portal, _kind: ObjectType, merged: Mapping[str, Json]) -> None:
    if merged.get("hubspotDefined"):
        return
    kind, field = merged["type"], merged["fieldType"]
    if field not in _LEGAL[kind]:
        raise Refusal(400, f"Field type '{field}' is not allowed for a property of type '{kind}'")
    if field == "calculation_equation" and "calculationFormula" not in merged:
        raise Refusal(400, "A calculation_equation property needs a calculationFormula")
    if merged.get("displayOrder", -1) < -1:
        raise Refusal(400, "displayOrder must be -1 or more")


def _optioned(_portal: Portal, _kind: ObjectType, merged: Mapping[str, Json]) -> None:
    options = merged.get("options")
    _distinct(options or [])
    if merged["type"] == "bool" and merged["fieldType"] == "booleancheckbox":
        _boolean(options or [])
    elif merged["type"] == "enumeration":
        if options is None and not merged.get("externalOptions"):
            raise Refusal(400, "An enumeration property needs options")
    elif options and merged["type"] != "bool":
        raise Refusal(400, f"A property of type '{merged['type']}' has no options")


def _distinct(options: list[dict[str, Json]]) -> None:
    for part in ("value", "label"):
        twice = [word for word, count in Counter(option[part] for option in options).items() if count > 1]
        if twice:
            raise Refusal(400, f"Options must have distinct {part}s, these are not: {', '.join(twice)}")


def _boolean(options: list[dict[str, Json]]) -> None:
    if sorted(option["value"] for option in options) != ["false", "true"]:
        raise Refusal(
            400,
            "Boolean properties must have exactly two options; one with a value of true, "
            "the other with a value of false",
            sub_category="INVALID_BOOLEAN_OPTION",
        )


def _external(_portal: Portal, _kind: ObjectType, merged: Mapping[str, Json]) -> None:
    external, referenced = merged.get("externalOptions", False), merged.get("referencedObjectType")
    if external and merged["type"] != "enumeration":
        raise Refusal(400, "Only enumeration properties can have externalOptions")
    if external and merged.get("options"):
        raise Refusal(400, "A property with externalOptions cannot have options")
    if external != (referenced == "OWNER") or referenced not in (None, "OWNER"):
        raise Refusal(400, "externalOptions and referencedObjectType OWNER go together")


def _in_currency(_portal: Portal, _kind: ObjectType, merged: Mapping[str, Json]) -> None:
    # An empty name counts as set: nothing ever clears it (peers (f)).
    name = merged.get("currencyPropertyName")
    if name is not None and merged.get("showCurrencySymbol") is not True:
        raise Refusal(
            400,
            f"Property cannot have a currency property name set to '{name}'",
            sub_category="ONLY_CURRENCY_PROPERTIES_CAN_SPECIFY_CURRENCY",
        )


def _computable(portal: Portal, kind: ObjectType, merged: Mapping[str, Json]) -> None:
    # Only properties of the same object, and only those that are there already (peers (f), "Formula").
    if "calculationFormula" in merged and not merged.get("hubspotDefined"):
        for name in names(parse(merged["calculationFormula"])):
            existing(portal, kind, name)


_RULES: tuple[Rule, ...] = (_sensitive, _grouped, _shown, _optioned, _external, _in_currency, _computable)
