"""What stands after a condition's word, checked against the shape that the word asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from revops.model.json import MISSING, Json, Missing
from revops.model.words import PERIODS, Shape

DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def shaped(shape: Shape, value: Json) -> Json | Missing:
    """The value as a `Test` holds it, MISSING where it does not have the shape."""
    return _READERS[shape](value)


def _text(value: Json) -> Json | Missing:
    """Text; a bare `true` or `1` in YAML is the stored value of that spelling."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int) and value != "" else MISSING


def _texts(value: Json) -> Json | Missing:
    items = [_text(item) for item in (value if isinstance(value, list) else [value])]
    return items if items and MISSING not in items else MISSING


def _number(value: Json) -> Json | Missing:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else MISSING


def _whole(value: Json) -> Json | Missing:
    return value if isinstance(value, int) and not isinstance(value, bool) else MISSING


def _range(value: Json) -> Json | Missing:
    return _pair(value, _whole)


def _date(value: Json) -> Json | Missing:
    if not (isinstance(value, str) and DATE.fullmatch(value)):
        return MISSING
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return MISSING


def _dates(value: Json) -> Json | Missing:
    return _pair(value, _date)


def _pair(value: Json, read: Callable[[Json], Json | Missing]) -> Json | Missing:
    items: list[Any] = [read(item) for item in value] if isinstance(value, list) else []
    return items if len(items) == 2 and MISSING not in items and items[0] <= items[1] else MISSING


def _count(value: Json) -> Json | Missing:
    count = _whole(value)
    return count if count is not MISSING and count >= 1 else MISSING


def _period(value: Json) -> Json | Missing:
    return value if isinstance(value, str) and value in PERIODS else MISSING


def _periods(value: Json) -> Json | Missing:
    """One of a unit is the unit itself."""
    if not isinstance(value, dict):
        return _period(value)
    pairs = list(value.items())
    if len(pairs) != 1 or pairs[0][0] not in PERIODS or _count(pairs[0][1]) is MISSING:
        return MISSING
    return value if pairs[0][1] > 1 else pairs[0][0]


def _property(value: Json) -> Json | Missing:
    return value if isinstance(value, str) and value else MISSING


def _bool(value: Json) -> Json | Missing:
    return value if isinstance(value, bool) else MISSING


def _true(value: Json) -> Json | Missing:
    return True if value is True else MISSING


_READERS: Final[Mapping[Shape, Callable[[Json], Json | Missing]]] = {
    Shape.TEXT: _text,
    Shape.TEXTS: _texts,
    Shape.NUMBER: _number,
    Shape.RANGE: _range,
    Shape.BOOL: _bool,
    Shape.DATE: _date,
    Shape.DATES: _dates,
    Shape.DAYS: _count,
    Shape.WEEKS: _count,
    Shape.MONTHS: _count,
    Shape.YEARS: _count,
    Shape.PERIOD: _period,
    Shape.PERIODS: _periods,
    Shape.COUNT: _count,
    Shape.PROPERTY: _property,
    Shape.TRUE: _true,
}
