"""What pydantic found, in words for the person who writes the blueprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from revops.model.json import MISSING, Json, Missing

WANTED: Final[Mapping[str, str]] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "a map",
    "model_type": "a map",
    "model_attributes_type": "a map",
    "dataclass_type": "a map",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "none_required": "nothing",
}
"""What a value should have been, by the type of pydantic's error."""

_LIMITS: Final[Mapping[str, str]] = {
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "multiple_of": "a multiple of {multiple_of}",
    "string_too_short": "at least {min_length} characters long",
    "string_too_long": "at most {max_length} characters long",
    "string_pattern_mismatch": "{form}",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "union_tag_invalid": "one of {expected_tags}",
}

_STAND_INS: Final[Mapping[str, Json]] = {"a whole number": 1, "a number": 1, "true or false": False}
_LIMITED: Final = {
    "gt": "greater_than",
    "ge": "greater_than_equal",
    "lt": "less_than",
    "le": "less_than_equal",
    "multiple_of": "multiple_of",
}
"""Word of pydantic's context -> the type of the error that has it."""
_NEXT: Final = {"gt": 1, "ge": 0, "lt": -1, "le": 0, "multiple_of": 0}
"""What leads from a limit to a number that keeps it."""

_AMOUNTS: Final[Mapping[str, str]] = {
    "too_short": "at least {min_length}",
    "too_long": "at most {max_length}",
}

_TRUTH: Final = {"True": "true", "False": "false"}
"""As YAML writes them."""

_MONTH_DAY: Final = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
FORMS: Final = {
    "^[a-z][a-z0-9_]*$": "lower-case letters, digits and `_`, a letter first",
    "^[a-z0-9_]+$": "lower-case letters, digits and `_`",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": 'a time such as "09:00"',
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day such as 2027-04-01",
    f"^{_MONTH_DAY}$": "a month and a day such as 04-01",
    f"^([0-9]{{4}}-)?{_MONTH_DAY}$": "a day of every year such as 12-31, or of one such as 2027-12-31",
    "^https?://": "an address such as https://www.example.com",
    "^https://": "an address that begins with https://, such as https://www.example.com",
    "^[01]-[0-9]+$": "the number of an action such as 0-14 or 1-179507819",
    r"^([a-z][a-z0-9_]*|[^@\s]+@[^@\s]+)$": "a role, or an address such as sales@example.com",
    "^[a-z]{2,3}(-[a-z0-9]{2,4}){0,2}$": "the code of a language such as ja or en-gb",
}
"""Every pattern of the sections in words, with an example."""


def is_type_error(error: Mapping[str, Any]) -> bool:
    return error["type"] in WANTED


def cause(error: Mapping[str, Any]) -> tuple[str, str]:
    """Code and summary of one error of pydantic's list."""
    kind, given = error["type"], error["input"]
    name = error["loc"][-1] if error["loc"] else ""
    if kind == "extra_forbidden":
        return "RV115", f"there is no key {name!r} here"
    if kind == "missing":
        return "RV117", f"the key {name!r} is missing"
    if kind in WANTED:
        return "RV116", f"{WANTED[kind]} is expected, not {shown(given)}"
    if kind == "union_tag_not_found":
        return "RV118", "the keys do not tell what this is"
    if kind in _AMOUNTS:
        return "RV118", _amount(error)
    if kind in _LIMITS:
        return "RV118", f"{shown(given)} is not {_LIMITS[kind].format(**_context(error))}"
    return "RV118", str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _amount(error: Mapping[str, Any]) -> str:
    """How many entries there are, and how many there can be."""
    what = "map" if isinstance(error["input"], Mapping) else "list"
    count, limit = error["ctx"]["actual_length"], _AMOUNTS[error["type"]].format(**error["ctx"])
    return f"the {what} has {count or 'no'} {'entry' if count == 1 else 'entries'}: {limit}"


def _context(error: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts of the message, as people read them."""
    context = dict(error.get("ctx", {}))
    listed = str(context.get("expected", ""))
    context["expected"] = f"one of {listed}" if " or " in listed else _TRUTH.get(listed, listed)
    pattern = str(context.get("pattern", ""))
    context["form"] = FORMS.get(pattern, f"text of the form {pattern}")
    return context


def stand_in(error: Mapping[str, Any]) -> Json | Missing:
    """A number or truth value that would be right instead; MISSING where another sort of value is wanted."""
    kind, context = error["type"], error.get("ctx", {})
    wanted = WANTED.get(kind, "")
    if wanted in _STAND_INS:
        return _STAND_INS[wanted]
    limits = {word: context[word] for word, limited in _LIMITED.items() if kind == limited}
    fitting = (limit + _NEXT[word] for word, limit in limits.items() if isinstance(limit, int | float))
    return next(fitting, MISSING)


def is_choice(error: Mapping[str, Any]) -> bool:
    """True where some values are allowed and the given one is none of them."""
    return error["type"] in ("literal_error", "enum")


def allowed(error: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that would have been right, where pydantic lists them."""
    context = error.get("ctx", {})
    listed = str(context.get("expected", context.get("expected_tags", "")))
    parts = (part.strip().strip("'") for part in listed.replace(" or ", ", ").split(",") if part.strip())
    return tuple(_TRUTH.get(part, part) for part in parts)


def is_truth(values: Sequence[str]) -> bool:
    """True where one truth value is allowed and nothing else; a text is no slip of it."""
    return list(values) in (["true"], ["false"])


def shown(value: Json) -> str:
    """A value as the blueprint's author thinks of it, short."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {_short(value)!r}"
    return f"the number {value}"


def spelt(value: Json) -> str:
    """As `shown`; of a list what stands in it."""
    if not isinstance(value, list):
        return shown(value)
    plain = all(isinstance(part, str | int | float) for part in value)
    parts = ", ".join(str(part) for part in value)
    return f"[{_short(parts)}]" if value and plain else shown(value) if value else "an empty list"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
