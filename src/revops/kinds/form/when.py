"""Conditions of dependent fields: words of the condition language as HubSpot's operators (dossier I1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.condition import Test
from revops.model.json import Json

_SETS: Final[Mapping[str, str]] = {
    "any_of": "set_any",
    "none_of": "set_not_any",
    "all_of": "set_all",
    "not_all_of": "set_not_all",
    "exactly": "set_eq",
    "not_exactly": "set_neq",
}
_SINGLES: Final[Mapping[str, str]] = {
    "equals": "eq",
    "not_equals": "neq",
    "contains": "contains",
    "not_contains": "doesnt_contain",
    "starts_with": "str_starts_with",
    "ends_with": "str_ends_with",
}
_NUMBERS: Final[Mapping[str, str]] = {
    "less_than": "lt",
    "at_most": "lte",
    "greater_than": "gt",
    "at_least": "gte",
}
_RANGES: Final[Mapping[str, str]] = {"between": "between", "not_between": "not_between"}
_BOOLEANS: Final[Mapping[str, str]] = {"is": "eq", "is_not": "neq"}
WORDS: Final = (*_SETS, *_BOOLEANS, *_SINGLES, *_NUMBERS, *_RANGES, "known")
"""What a form can ask; a span of time is left out, as no source tells how HubSpot writes its ends."""

_EMPTY: Final = {"value": "", "values": [], "rangeStart": "", "rangeEnd": ""}
"""All members are required, also those that an operator does not use (dossier I1)."""


def problem(test: Test) -> str:
    """Why a form cannot ask it; empty where it can."""
    if test.word not in WORDS or (test.word in _RANGES and test.type != "number"):
        return f"a form cannot ask `{test.word}` of a {test.type}"
    if test.word in _SINGLES and isinstance(test.value, list) and len(test.value) > 1:
        return f"a form compares `{test.word}` with one value"
    return ""


def compiled(when: Mapping[str, Json]) -> dict[str, Json]:
    """HubSpot's `dependentCondition` of a word and its value."""
    ((word, value),) = when.items()
    if word == "raw":
        return dict(value)
    if word == "known":
        return {"operator": "is_not_empty", **_EMPTY}
    if word in _SETS:
        return {"operator": _SETS[word], **_EMPTY, "values": list(value)}
    if word in _RANGES:
        start, end = value
        return {"operator": word, **_EMPTY, "rangeStart": _text(start), "rangeEnd": _text(end)}
    single = value[0] if isinstance(value, list) else value
    return {"operator": {**_SINGLES, **_NUMBERS, **_BOOLEANS}[word], **_EMPTY, "value": _text(single)}


def read(body: Mapping[str, Json]) -> dict[str, Json]:
    """`dependentCondition` as a word and its value; `{raw: …}` where a blueprint has no words for it."""
    operator = body.get("operator")
    value, values = body.get("value") or "", body.get("values") or []
    if operator == "is_not_empty":
        return {"known": True}
    for word in (word for word, known in _SETS.items() if known == operator):
        return {word: list(values) or [value]}
    for word in (word for word, known in _NUMBERS.items() if known == operator):
        return {word: _number(value)}
    if operator in _RANGES:
        return {str(operator): [_number(body.get(end) or "") for end in ("rangeStart", "rangeEnd")]}
    words = _BOOLEANS if value in ("true", "false") else _SINGLES
    for word in (word for word, known in words.items() if known == operator):
        return {word: value == "true" if words is _BOOLEANS else value}
    return {"raw": dict(body)}


def spelled(test: Test) -> dict[str, Json]:
    """One spelling per meaning: as it would be read from HubSpot."""
    return read(compiled({test.word: test.value}))


def _text(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(text: str) -> Json:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
