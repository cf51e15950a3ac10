"""What HubSpot refuses in the values of a record, by the definitions of its properties (J1)."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from revops.emulator.check import mapping, nullable, text
from revops.emulator.http import Json, Refusal
from revops.emulator.surfaces.property_tables import active
from revops.emulator.surfaces.record_table import holding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal
    from revops.emulator.surfaces.property_tables import Property

HIDDEN_REFUSED: Final = "refuse-hidden-option"
"""Variant: a hidden option is no value for a record any more. No source says what HubSpot does."""

VALUES: Final = mapping(nullable(text))
"""`properties` of a record: all values are strings, null takes one away."""

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
Values = dict[str, str | None]


def check_values(portal: Portal, kind: ObjectType, every_values: Iterable[Values]) -> None:
    """Refuse values that HubSpot would not keep, those of all records at once.

    Raises:
        Refusal: 400; that one bad value refuses a whole batch is unverified, and the stricter reading.
    """
    definitions = dict(active(portal, kind))
    faults = [
        fault
        for values in every_values
        for name, value in values.items()
        for fault in _faults(portal, definitions.get(name), name, value)
    ]
    if faults:
        told = [{"isValid": False, "message": each["message"], "error": each["code"]} for each in faults[:3]]
        raise Refusal(400, f"Property values were not valid: {json.dumps(told)}", errors=faults)


def _faults(portal: Portal, body: Property | None, name: str, value: str | None) -> Iterator[dict[str, Json]]:
    if body is None:
        yield _fault(f'Property "{name}" does not exist', "PROPERTY_DOESNT_EXIST", name)
    elif body.get("calculated") or body.get("modificationMetadata", {}).get("readOnlyValue"):
        yield _fault(f'"{name}" is a read only property', "READ_ONLY_VALUE", name)
    elif value not in (None, ""):
        yield from _misfits(portal, body, name, str(value))


def _misfits(portal: Portal, body: Property, name: str, value: str) -> Iterator[dict[str, Json]]:
    if body["type"] in ("enumeration", "bool") and body.get("options"):
        allowed = [
            one["value"] for one in body["options"] if not (one["hidden"] and portal.has(HIDDEN_REFUSED))
        ]
        held = value.split(";") if body["fieldType"] == "checkbox" else [value]
        for one in held:
            if one not in allowed:
                told = f"{one} was not one of the allowed options: {allowed[:20]}"
                yield _fault(told, "INVALID_OPTION", name)
    elif not _READS.get(body["type"], _any)(value):
        yield _fault(f"{value} was not a valid {body['type']}.", f"INVALID_{body['type'].upper()}", name)


def _fault(message: str, code: str, name: str) -> dict[str, Json]:
    return {"message": message, "code": code, "in": name, "context": {"propertyName": [name]}}


def _any(_value: str) -> bool:
    return True


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


def _is_time(value: str) -> bool:
    """A date or moment in ISO 8601, or milliseconds since 1970."""
    if value.removeprefix("-").isdecimal():
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_READS: Final[Mapping[str, Callable[[str], bool]]] = {
    "number": _is_number,
    "date": _is_time,
    "datetime": _is_time,
}


def check_unique(portal: Portal, kind: ObjectType, values: Values, own_id: str = "") -> None:
    """Refuse a value that only one record may hold and another one does.

    Raises:
        Refusal: 409 with the other's id for a contact's e-mail (J1); that other unique properties are refused
            likewise is unverified.
    """
    definitions = active(portal, kind)
    for name, value in values.items():
        unique = (kind.name, name) == ("contacts", "email") or definitions[name].get("hasUniqueValue")
        other = holding(portal, kind, name, value) if unique and value else None
        if other and other["id"] != own_id:
            raise Refusal(409, f"{kind.singular} already exists. Existing ID: {other['id']}", "CONFLICT")
