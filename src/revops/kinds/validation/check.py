"""What HubSpot would refuse about a property's rules, found before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.validation.arguments import moment
from revops.kinds.validation.regex import fault
from revops.model.condition import PropertyRef
from revops.model.json import Json


@dataclass(frozen=True)
class Carrier:
    """Types of the properties that may have a rule, and their field types; none named: any of the type."""

    types: tuple[str, ...]
    fields: tuple[str, ...] = ()


_NUMBER: Final = Carrier(("number",))
_LINE: Final = Carrier(("string",), ("text",))
_TEXT: Final = Carrier(("string",), ("text", "textarea"))
_LENGTH: Final = Carrier(("string", "phone_number"), ("text", "textarea", "phonenumber"))
_PHONE: Final = Carrier(("string", "phone_number"), ("phonenumber",))
_DATE: Final = Carrier(("date",))
_DATETIME: Final = Carrier(("datetime",))
_DAY: Final = Carrier(("date", "datetime"))

CARRIERS: Final[Mapping[str, Carrier]] = {
    "MIN_NUMBER": _NUMBER,
    "MAX_NUMBER": _NUMBER,
    "DECIMAL": _NUMBER,
    "MIN_LENGTH": _LENGTH,
    "MAX_LENGTH": _LENGTH,
    "ALPHANUMERIC": _TEXT,
    "FORMAT": _TEXT,
    "SPECIAL_CHARACTERS": _TEXT,
    "WHITESPACE": _LINE,
    "REGEX": _TEXT,
    "EMAIL": _LINE,
    "EMAIL_ALLOWED_DOMAINS": _LINE,
    "EMAIL_BLOCKED_DOMAINS": _LINE,
    "URL": _LINE,
    "URL_ALLOWED_DOMAINS": _LINE,
    "URL_BLOCKED_DOMAINS": _LINE,
    "DOMAIN": _LINE,
    "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE": _PHONE,
    "START_DATE": _DATE,
    "END_DATE": _DATE,
    "AFTER_DURATION": _DATE,
    "BEFORE_DURATION": _DATE,
    "START_DATETIME": _DATETIME,
    "END_DATETIME": _DATETIME,
    "AFTER_DATETIME_DURATION": _DATETIME,
    "BEFORE_DATETIME_DURATION": _DATETIME,
    "DAYS_OF_WEEK": _DAY,
}
"""By rule type, from HubSpot's guide to property validations (March 2026).

It names `string` alone for rules of phone numbers; a property of type `phone_number` has the same field
(dossier B3).
"""

RANGES: Final = (
    ("MIN_NUMBER", "MAX_NUMBER"),
    ("MIN_LENGTH", "MAX_LENGTH"),
    ("START_DATE", "END_DATE"),
    ("START_DATETIME", "END_DATETIME"),
)
"""Lower and upper limits."""

_RE2: Final = "HubSpot's expressions are those of RE2: github.com/google/re2/wiki/Syntax."


@dataclass(frozen=True)
class Entry:
    """The rules of one property as the blueprint writes them, and where to report."""

    rules: Mapping[str, Json]
    ref: PropertyRef
    near: Surroundings

    def report(self, code: str, summary: str, *path: str, hint: str = "") -> None:
        self.near.report(code, summary, "validations", self.ref.object, self.ref.name, *path, hint=hint)

    @property
    def field(self) -> str:
        """The field type, where the blueprint declares it."""
        declared = self.near.entry("properties", self.ref.object, self.ref.name)
        found = declared.get("fieldType") if isinstance(declared, dict) else None
        return found if isinstance(found, str) else ""


def check(entry: Entry) -> None:
    """Report everything that HubSpot would refuse about one property's rules."""
    if not entry.rules:
        entry.report("RV613", "no rule is named", hint="Name one, e.g. `URL: true`, or delete the entry.")
    _carriers(entry)
    _ranges(entry)
    told = fault(entry.rules["REGEX"]["pattern"]) if "REGEX" in entry.rules else ""
    if told:
        entry.report("RV612", f"HubSpot cannot read the expression: {told}", "REGEX", "pattern", hint=_RE2)


def above(low: Json, high: Json) -> bool:
    """Whether a lower limit is above an upper one; dates are compared as moments."""
    return _measure(low) > _measure(high)


def _measure(limit: Json) -> float:
    return moment(limit).timestamp() if isinstance(limit, str) else limit


def _carriers(entry: Entry) -> None:
    declared, field = entry.near.property_type(entry.ref), entry.field
    for rule in entry.rules:
        carrier = CARRIERS[rule]
        if declared and declared not in carrier.types:
            _misplaced(entry, rule, carrier.types, f"type {declared}")
        elif field and carrier.fields and field not in carrier.fields:
            _misplaced(entry, rule, carrier.fields, f"fieldType {field}")


def _misplaced(entry: Entry, rule: str, wanted: tuple[str, ...], found: str) -> None:
    what, told = found.split()
    others = [name for name, one in CARRIERS.items() if told in (one.types if what == "type" else one.fields)]
    hint = f"For {found} there {'are' if others else 'is'} {', '.join(others) or 'no rule'}."
    summary = f"{rule} is for {what} {' and '.join(wanted)}, and {entry.ref} is of {found}"
    entry.report("RV610", summary, rule, hint=hint)


def _ranges(entry: Entry) -> None:
    for low, high in RANGES:
        if low in entry.rules and high in entry.rules and above(entry.rules[low], entry.rules[high]):
            summary = f"{low} {entry.rules[low]} is above {high} {entry.rules[high]}"
            entry.report("RV611", summary, low, hint="Exchange them: no value can meet both.")
