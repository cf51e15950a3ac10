"""This, the last and the next days, weeks, months, quarters and years of the calendar.

Written as ranges of time points: real portals refuse `CALENDAR_DATE` for a property (dossier G3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.json import Json
from revops.model.words import PERIODS

_NOW: Final = {"referenceType": "NOW"}
REFERENCES: Final[Mapping[str, Mapping[str, Json]]] = {
    "day": {"referenceType": "TODAY"},
    "week": {"referenceType": "WEEK", "dayOfWeek": "MONDAY"},
    "month": {"referenceType": "MONTH", "day": 1},
    "quarter": {"referenceType": "QUARTER", "day": 1, "month": 1},
    "year": {"referenceType": "YEAR", "day": 1, "month": 1},
}
"""Period -> the point at which the present one begins."""
_WORDS: Final = ("in_this", "in_this_so_far", "in_last", "in_next")


def periods(word: str, value: Json) -> tuple[str, int, int | None]:
    """The unit, and the first and the last boundary in units from the present one; None: up to now."""
    unit, count = next(iter(value.items())) if isinstance(value, Mapping) else (value, 1)
    match word.removeprefix("not_"):
        case "in_this":
            return unit, 0, 1
        case "in_last":
            return unit, -count, 0
        case "in_next":
            return unit, 1, 1 + count
        case _:
            return unit, 0, None


def period_operation(word: str, value: Json, zone: str) -> dict[str, Json]:
    """The operation of a word about the calendar, without `includeObjectsWithNoValueSet`."""
    unit, low, high = periods(word, value)
    return {
        "operationType": "TIME_RANGED",
        "type": "TIME_RANGED",
        "operator": "IS_NOT_BETWEEN" if word.startswith("not_") else "IS_BETWEEN",
        "lowerBoundTimePoint": _point(unit, low, zone),
        "lowerBoundEndpointBehavior": "INCLUSIVE",
        "upperBoundTimePoint": _point(unit, high, zone),
        "upperBoundEndpointBehavior": "INCLUSIVE" if high is None else "EXCLUSIVE",
        "propertyParser": "VALUE",
    }


def _point(unit: str, count: int | None, zone: str) -> dict[str, Json]:
    reference = _NOW if count is None else REFERENCES[unit]
    offset = {"offset": {f"{unit}s": count}} if count else {}
    common = {"zoneId": zone, "timezoneSource": "CUSTOM"}
    return {"timeType": "INDEXED", **common, "indexReference": dict(reference), **offset}


def read_period(operation: Mapping[str, Json], zone: str) -> tuple[str, Json] | None:
    """Word and value of an operation that `period_operation` may have written; None for any other."""
    low, high = (operation.get(f"{side}BoundTimePoint") or {} for side in ("lower", "upper"))
    unit = next((unit for unit in PERIODS if low.get("indexReference") == REFERENCES[unit]), None)
    counts = _count(low, unit), _count(high, unit)
    if unit is None or counts[0] is None or not {low.get("zoneId"), high.get("zoneId")} <= {zone}:
        return None
    for word, value in _candidates(unit, *counts):
        if _bare(period_operation(word, value, zone)) == _bare({"propertyParser": "VALUE", **operation}):
            return word, value
    return None


def _count(point: Mapping[str, Json], unit: str | None) -> int | None:
    """How far a point is from the beginning of the present period; None for now, and for another unit."""
    offset = point.get("offset") or {}
    if point.get("indexReference") == _NOW or offset.keys() - {f"{unit}s"}:
        return None
    count = offset.get(f"{unit}s") or 0
    return count if isinstance(count, int) else None


def _candidates(unit: str, low: int | None, high: int | None) -> list[tuple[str, Json]]:
    """The words that could have these boundaries."""
    size = (high or 0) - (low or 0)
    value: Json = unit if size <= 1 else {unit: size}
    return [(f"{negation}{word}", value) for word in _WORDS for negation in ("", "not_")]


def _bare(operation: Mapping[str, Json]) -> dict[str, Json]:
    """What decides about the meaning; an offset of nothing is none."""
    points = {
        name: (point.get("indexReference"), {u: n for u, n in (point.get("offset") or {}).items() if n})
        for name, point in operation.items()
        if name.endswith("TimePoint")
    }
    names = ("operator", "lowerBoundEndpointBehavior", "upperBoundEndpointBehavior", "propertyParser")
    return {**points, **{name: operation.get(name) for name in names}}
