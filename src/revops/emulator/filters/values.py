"""Property operations held against a record's value (dossier G3).

What no source says and the emulator chooses: text is compared without regard to case (HubSpot says so of
`string-comparative` alone), "contains exactly" looks for whole words, and a value that cannot be read as its
type leaves the answer open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from revops.emulator.filters.dates import DATES
from revops.emulator.filters.facts import Facts
from revops.emulator.http import Json

_KNOWN: Final = ("IS_KNOWN", "IS_NOT_BLANK")
_NEGATIVES: Final = {
    "IS_NOT_EQUAL_TO": "IS_EQUAL_TO",
    "DOES_NOT_CONTAIN": "CONTAINS",
    "DOES_NOT_CONTAIN_EXACTLY": "CONTAINS_EXACTLY",
    "IS_NOT_BETWEEN": "IS_BETWEEN",
    "IS_NONE_OF": "IS_ANY_OF",
    "IS_NOT_EXACTLY": "IS_EXACTLY",
    "DOES_NOT_CONTAIN_ALL": "CONTAINS_ALL",
}
_EVER: Final = {
    "BEEN_EQUAL_TO": "IS_EQUAL_TO",
    "CONTAINED": "CONTAINS",
    "BEEN_ANY_OF": "IS_ANY_OF",
    "BEEN_EXACTLY": "IS_EXACTLY",
    "CONTAINED_ALL": "CONTAINS_ALL",
}
_UPDATES: Final = ("ROLLING_PROPERTY_UPDATED", "COMPARATIVE_PROPERTY_UPDATED")


def meets(operation: Json, name: str, facts: Facts) -> bool | None:
    """Whether the record's value of this property meets the operation, None where that cannot be told."""
    held, operator = facts.values.get(name), operation["operator"]
    if operation["operationType"] == "ALL_PROPERTY":
        return (held is not None) is (operator in _KNOWN)
    if operation["operationType"] in _UPDATES or operation.get("propertyParser") == "UPDATED_AT":
        return None
    if past := re.fullmatch("HAS_(EVER|NEVER)_(.+)", operator):
        return _once(past, operation, held, facts.types.get(name, ""), facts)
    if held is None:
        unset: bool = operation["includeObjectsWithNoValueSet"]
        return unset
    return _compared(operation, held, facts.types.get(name, ""), facts)


def _once(past: re.Match[str], operation: Json, held: str | None, kind: str, facts: Facts) -> bool | None:
    """No history is kept: what is so now has been so once, of all else nothing is known."""
    present = {**operation, "operator": _EVER[past[2]]}
    if held is not None and _compared(present, held, kind, facts):
        return past[1] == "EVER"
    return None


def _compared(operation: Json, held: str, kind: str, facts: Facts) -> bool | None:
    operator = operation["operator"]
    if operator in _NEGATIVES:
        found = _compared({**operation, "operator": _NEGATIVES[operator]}, held, kind, facts)
        return None if found is None else not found
    if operation["operationType"] in DATES:
        return DATES[operation["operationType"]](operation, held, kind, facts)
    return _TESTS[operation["operationType"]](operation, held, facts)


def _string(operation: Json, held: str, _facts: Facts) -> bool:
    return _TEXTS[operation["operator"]](held.lower(), operation["value"].lower())


def _strings(operation: Json, held: str, _facts: Facts) -> bool:
    """Any of the values will do."""
    test = _TEXTS[operation["operator"]]
    return any(test(held.lower(), value.lower()) for value in operation["values"])


def _other_string(operation: Json, held: str, facts: Facts) -> bool:
    default: str = operation.get("defaultComparisonValue", "")
    return held.lower() == facts.values.get(operation["comparisonPropertyName"], default).lower()


def _number(operation: Json, held: str, _facts: Facts) -> bool | None:
    try:
        number = float(held)
    except ValueError:
        return None
    if operation["operationType"] == "NUMBER_RANGED":
        between: bool = operation["lowerBound"] <= number <= operation["upperBound"]
        return between
    return _NUMBERS[operation["operator"]](number, operation["value"])


def _flag(operation: Json, held: str, _facts: Facts) -> bool:
    return (held == "true") is operation["value"]


def _choice(operation: Json, held: str, _facts: Facts) -> bool:
    """Several values of one property stand side by side with semicolons between them (dossier B3)."""
    return _SETS[operation["operator"]](set(held.split(";")), set(operation["values"]))


def _has_words(held: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", held) is not None


_TEXTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "IS_EQUAL_TO": str.__eq__,
    "CONTAINS": str.__contains__,
    "CONTAINS_EXACTLY": _has_words,
    "STARTS_WITH": str.startswith,
    "ENDS_WITH": str.endswith,
}
_NUMBERS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "IS_EQUAL_TO": lambda held, value: held == value,
    "IS_GREATER_THAN": lambda held, value: held > value,
    "IS_GREATER_THAN_OR_EQUAL_TO": lambda held, value: held >= value,
    "IS_LESS_THAN": lambda held, value: held < value,
    "IS_LESS_THAN_OR_EQUAL_TO": lambda held, value: held <= value,
}
_SETS: Final[Mapping[str, Callable[[set[str], set[str]], bool]]] = {
    "IS_ANY_OF": lambda held, values: bool(held & values),
    "IS_EXACTLY": lambda held, values: held == values,
    "CONTAINS_ALL": lambda held, values: held >= values,
}
_TESTS: Final[Mapping[str, Callable[[Json, str, Facts], bool | None]]] = {
    "STRING": _string,
    "MULTISTRING": _strings,
    "COMPARATIVE_STRING": _other_string,
    "NUMBER": _number,
    "NUMBER_RANGED": _number,
    "BOOL": _flag,
    "ENUMERATION": _choice,
}
