"""How the filters of a search hold a record's value against theirs (J2, HubSpot's search guide).

Values of enumerations are compared as they are written, all other text without regard to case. What no source
says and the emulator chooses: a record without a value meets NOT_HAS_PROPERTY and no other operator, and the
value of a `checkbox` is one text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from revops.emulator.http import Json
from revops.emulator.surfaces.record_table import RECORD_ID

if TYPE_CHECKING:
    from revops.emulator.surfaces.property_tables import Property
    from revops.emulator.surfaces.record_table import Record

    Definitions = Mapping[str, Property]

_ONE, _MANY, _SPAN = frozenset({"value"}), frozenset({"values"}), frozenset({"value", "highValue"})
NEEDS: Final[Mapping[str, frozenset[str]]] = {
    "EQ": _ONE,
    "NEQ": _ONE,
    "LT": _ONE,
    "LTE": _ONE,
    "GT": _ONE,
    "GTE": _ONE,
    "BETWEEN": _SPAN,
    "IN": _MANY,
    "NOT_IN": _MANY,
    "HAS_PROPERTY": frozenset(),
    "NOT_HAS_PROPERTY": frozenset(),
    "CONTAINS_TOKEN": _ONE,
    "NOT_CONTAINS_TOKEN": _ONE,
}
"""Operator -> the members that its filter has besides."""

_WORD: Final = re.compile(r"[^\W_]+")


def matches(definitions: Definitions, record: Record, filters: list[Json]) -> bool:
    """Whether a record meets all filters of a group."""
    return all(_meets(definitions, record, one) for one in filters)


def _meets(definitions: Definitions, record: Record, one: Json) -> bool:
    name, operator = one["propertyName"], one["operator"]
    held = record["properties"].get(name)
    if operator in ("HAS_PROPERTY", "NOT_HAS_PROPERTY"):
        return (held is None) is (operator == "NOT_HAS_PROPERTY")
    if held is None:
        return False
    read = _reader(definitions, name)
    sent = (one.get("value"), one.get("highValue"), *one.get("values", ()))
    given = [read(text) for text in sent if text is not None]
    if operator.endswith("CONTAINS_TOKEN"):
        negative: bool = operator.startswith("NOT")
        return _has_token(held, one["value"]) != negative
    return _TESTS[operator](read(held), given)


_TESTS: Final[Mapping[str, Callable[[Json, list[Json]], bool]]] = {
    "EQ": lambda held, given: held == given[0],
    "NEQ": lambda held, given: held != given[0],
    "LT": lambda held, given: held < given[0],
    "LTE": lambda held, given: held <= given[0],
    "GT": lambda held, given: held > given[0],
    "GTE": lambda held, given: held >= given[0],
    "BETWEEN": lambda held, given: given[0] <= held <= given[1],
    "IN": lambda held, given: held in given,
    "NOT_IN": lambda held, given: held not in given,
}


def _has_token(held: str, wanted: str) -> bool:
    """A word of the value; `*` stands for any letters."""
    words = [word.lower() for word in _WORD.findall(held)]
    return any(fnmatchcase(word, wanted.lower()) for word in words)


def ordering(definitions: Definitions, name: str) -> Callable[[Record], Json]:
    """What records are sorted by; those without a value come first."""
    read = _reader(definitions, name)

    def key(record: Record) -> Json:
        held = record["properties"].get(name)
        return (held is not None, read(held) if held is not None else 0)

    return key


def _reader(definitions: Definitions, name: str) -> Callable[[str], Json]:
    """How a value of the property is compared, by its type."""
    type_ = "number" if name == RECORD_ID else definitions[name]["type"]
    return _READERS.get(type_, str.lower)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _moment(text: str) -> float:
    """Milliseconds since 1970."""
    if text.removeprefix("-").isdecimal():
        return float(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return float("nan")
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000


_READERS: Final[Mapping[str, Callable[[str], Json]]] = {
    "number": _number,
    "date": _moment,
    "datetime": _moment,
    "enumeration": str,
    "bool": str,
}
