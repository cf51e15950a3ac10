"""What pydantic found, in words for the person who writes the blueprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from revops.model.json import Json

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

_AMOUNTS: Final[Mapping[str, str]] = {
    "too_short": "{actual_length} entries are too few: at least {min_length}",
    "too_long": "{actual_length} entries are too many: at most {max_length}",
}

_TRUTH: Final = {"True": "true", "False": "false"}
"""As YAML writes them."""

_FORMS: Final = {"^[a-z][a-z0-9_]*$": "lower-case letters, digits and `_`, a letter first"}
"""Patterns of names in words."""


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
        return "RV118", _AMOUNTS[kind].format(**error["ctx"])
    if kind in _LIMITS:
        return "RV118", f"{shown(given)} is not {_LIMITS[kind].format(**_context(error))}"
    return "RV118", str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _context(error: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts of the message, as people read them."""
    context = dict(error.get("ctx", {}))
    listed = str(context.get("expected", ""))
    context["expected"] = f"one of {listed}" if " or " in listed else _TRUTH.get(listed, listed)
    pattern = str(context.get("pattern", ""))
    context["form"] = _FORMS.get(pattern, f"text of the form {pattern}")
    return context


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


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
