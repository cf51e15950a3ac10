"""Which kinds of fields show which properties, and what each of them can have (dossier B3, I1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CHOICE: Final = ("dropdown", "radio")
_BOX: Final = ("single_checkbox", "radio", "dropdown")
_TEXT: Final = ("single_line_text", "multi_line_text")
_PHONE: Final = ("phone", "mobile_phone")

_BY_PROPERTY: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("string", "text"): _TEXT,
    ("string", "textarea"): _TEXT[::-1],
    ("string", "phonenumber"): _PHONE,
    ("phone_number", "phonenumber"): _PHONE,
    ("string", "file"): ("file",),
    ("number", "number"): ("number",),
    ("date", "date"): ("datepicker",),
    ("enumeration", "select"): _CHOICE,
    ("enumeration", "radio"): _CHOICE[::-1],
    ("enumeration", "checkbox"): ("multiple_checkboxes",),
    ("enumeration", "booleancheckbox"): _BOX,
    ("bool", "booleancheckbox"): _BOX,
}
"""Type and fieldType of a property -> kinds of fields, the usual one first.

What HubSpot's editor lets people change a field into is written down nowhere; these show the same values.
"""

_BY_NAME: Final[Mapping[str, str]] = {"email": "email", "phone": "phone", "mobilephone": "mobile_phone"}
"""Properties of contacts that have a kind of field of their own; in old portals a phone number is a text."""

CHOICES: Final = frozenset({"dropdown", "multiple_checkboxes", "radio"})
"""Kinds of fields with options."""

_PLACEHOLDERS: Final = frozenset({"multiple_checkboxes", "single_checkbox"})
_DIGITS: Final = frozenset({"mobile_phone", "phone"})
_ONLY: Final[Mapping[str, frozenset[str]]] = {
    "options": CHOICES,
    "blockedEmailDomains": frozenset({"email"}),
    "useDefaultBlockList": frozenset({"email"}),
    "useCountryCodeSelect": frozenset({"phone"}),
    "minAllowedDigits": _DIGITS,
    "maxAllowedDigits": _DIGITS,
    "allowMultipleFiles": frozenset({"file"}),
}


def field_types(scope: str, name: str, type_: str, shown_as: str) -> tuple[str, ...]:
    """The kinds of fields that can show a property, the usual one first; none where forms cannot.

    Args:
        scope: object of the property.
        name: of the property.
        type_: `type` of the property.
        shown_as: its `fieldType`; empty where nobody tells, then every one of the type is meant.
    """
    if scope == "contacts" and name in _BY_NAME and (name == "email" or shown_as in ("", "phonenumber")):
        return (_BY_NAME[name],)
    if shown_as:
        return _BY_PROPERTY.get((type_, shown_as), ())
    found = (kind for (known, _), kinds in _BY_PROPERTY.items() if known == type_ for kind in kinds)
    return tuple(dict.fromkeys(found))


def takes(field_type: str, member: str) -> bool:
    """Whether fields of this kind have a member."""
    if member == "placeholder":
        return field_type not in _PLACEHOLDERS
    return field_type in _ONLY.get(member, (field_type,))
