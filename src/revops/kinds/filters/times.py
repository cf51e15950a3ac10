"""Dates in conditions as points in time (dossier, G3: the recipes of HubSpot's list-filter guide)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from revops.kinds.filters.periods import period_operation, read_period
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.words import UNITS

_START = {"hour": 0, "minute": 0, "second": 0, "millisecond": 0}
_END = {"hour": 23, "minute": 59, "second": 59, "millisecond": 999}


class Place(Enum):
    """Where a moment stands, given the value that stands after the word."""

    START = "first millisecond of the day"
    END = "last millisecond of the day"
    AGO = "so many units before today"
    AHEAD = "so many units after today"
    NOW = "now"
    VALUE = "what another property holds"
    UPDATED_AT = "when another property was updated"


@dataclass(frozen=True)
class Point:
    """A moment; `unit` is one of UNITS where units are counted."""

    place: Place
    unit: str = ""


@dataclass(frozen=True)
class Moment:
    """`TIME_POINT`: before or after one point."""

    operator: str
    point: Point
    endpoint: str = "EXCLUSIVE"
    parser: str = "VALUE"


@dataclass(frozen=True)
class Span:
    """`TIME_RANGED`: between two points, or outside of them; both ends belong to the span."""

    operator: str
    lower: Point
    upper: Point
    parser: str = "VALUE"


_DAY = Point(Place.START), Point(Place.END)
_NOW = Point(Place.NOW)


def _moments() -> Iterator[tuple[str, Moment]]:
    start, end = _DAY
    yield "before", Moment("IS_BEFORE", start)
    yield "on_or_after", Moment("IS_AFTER", start, "INCLUSIVE")
    yield "after", Moment("IS_AFTER", end)
    yield "on_or_before", Moment("IS_BEFORE", end, "INCLUSIVE")
    for unit in UNITS:
        yield f"more_than_{unit}_ago", Moment("IS_BEFORE", Point(Place.AGO, unit))
        yield f"more_than_{unit}_ahead", Moment("IS_AFTER", Point(Place.AHEAD, unit))
    for side in ("before", "after"):
        operator = f"IS_{side.upper()}"
        yield f"{side}_property", Moment(operator, Point(Place.VALUE))
        updated = Moment(operator, Point(Place.UPDATED_AT), parser="UPDATED_AT")
        yield f"updated_{side}_property", updated


def _spans() -> Iterator[tuple[str, Span]]:
    yield from _both("on", "not_on", *_DAY)
    yield from _both("between", "not_between", *_DAY)
    for unit in UNITS:
        ago, ahead = Point(Place.AGO, unit), Point(Place.AHEAD, unit)
        yield from _both(f"within_last_{unit}", f"not_within_last_{unit}", ago, _NOW)
        yield from _both(f"within_next_{unit}", f"not_within_next_{unit}", _NOW, ahead)
        yield from _both(f"updated_in_{unit}", f"not_updated_in_{unit}", ago, _NOW, "UPDATED_AT")


def _both(
    word: str, negative: str, lower: Point, upper: Point, parser: str = "VALUE"
) -> Iterator[tuple[str, Span]]:
    yield word, Span("IS_BETWEEN", lower, upper, parser)
    yield negative, Span("IS_NOT_BETWEEN", lower, upper, parser)


MOMENTS: Final[Mapping[str, Moment]] = dict(_moments())
SPANS: Final[Mapping[str, Span]] = dict(_spans())


def time_operation(word: str, value: Json, zone: str) -> dict[str, Json]:
    """The operation of a word about time, without `includeObjectsWithNoValueSet`. `zone` is an IANA name."""
    if word in MOMENTS:
        moment = MOMENTS[word]
        return {
            "operationType": "TIME_POINT",
            "type": "TIME_POINT",
            "operator": moment.operator,
            "timePoint": _point(moment.point, value, zone),
            "endpointBehavior": moment.endpoint,
            "propertyParser": moment.parser,
        }
    if word not in SPANS:
        return period_operation(word, value, zone)
    span = SPANS[word]
    low, high = value if isinstance(value, list | tuple) else (value, value)
    return {
        "operationType": "TIME_RANGED",
        "type": "TIME_RANGED",
        "operator": span.operator,
        "lowerBoundTimePoint": _point(span.lower, low, zone),
        "lowerBoundEndpointBehavior": "INCLUSIVE",
        "upperBoundTimePoint": _point(span.upper, high, zone),
        "upperBoundEndpointBehavior": "INCLUSIVE",
        "propertyParser": span.parser,
    }


def _point(point: Point, value: Json, zone: str) -> dict[str, Json]:
    common = {"zoneId": zone, "timezoneSource": "CUSTOM"}
    match point.place:
        case Place.START | Place.END as place:
            day = date.fromisoformat(value)
            named = {"year": day.year, "month": day.month, "day": day.day}
            return {"timeType": "DATE", **common, **named, **(_START if place is Place.START else _END)}
        case Place.VALUE | Place.UPDATED_AT as place:
            other = {"property": PropertyRef.parse(value).name, "referenceType": place.name}
            return {"timeType": "PROPERTY_REFERENCED", **common, **other}
        case Place.NOW:
            return {"timeType": "INDEXED", **common, "indexReference": {"referenceType": "NOW"}}
        case place:
            offset = {point.unit: -value if place is Place.AGO else value}
            reference = {"indexReference": {"referenceType": "TODAY"}, "offset": offset}
            return {"timeType": "INDEXED", **common, **reference}


def read_time(operation: Mapping[str, Json], zone: str) -> tuple[str, Json] | None:
    """Word and value of an operation that `time_operation` may have written; None for any other.

    The value of a word about another property is that property's name, without its object.
    """
    if operation.get("operationType") == "TIME_POINT":
        return _read_moment(operation, zone)
    return _read_span(operation, zone) or read_period(operation, zone)


def _read_moment(operation: Mapping[str, Json], zone: str) -> tuple[str, Json] | None:
    point, value = _read_point(operation.get("timePoint"), zone)
    if point is None:
        return None
    endpoint = operation.get("endpointBehavior", "EXCLUSIVE")
    parser = operation.get("propertyParser", "VALUE")
    sought = Moment(str(operation.get("operator")), point, endpoint, parser)
    return next(((word, value) for word, moment in MOMENTS.items() if moment == sought), None)


def _read_span(operation: Mapping[str, Json], zone: str) -> tuple[str, Json] | None:
    (lower, low), (upper, high) = (
        _read_point(operation.get(f"{side}BoundTimePoint"), zone) for side in ("lower", "upper")
    )
    ends = {operation.get(f"{side}BoundEndpointBehavior", "INCLUSIVE") for side in ("lower", "upper")}
    if lower is None or upper is None or ends != {"INCLUSIVE"}:
        return None
    parser = operation.get("propertyParser", "VALUE")
    sought = Span(str(operation.get("operator")), lower, upper, parser)
    words = [word for word, span in SPANS.items() if span == sought]
    if lower.place is Place.START and low != high:
        return (words[-1], [low, high]) if words else None
    return (words[0], high if lower.place is Place.NOW else low) if words else None


def _read_point(point: Json, zone: str) -> tuple[Point | None, Json]:
    if not isinstance(point, Mapping) or point.get("zoneId") != zone:
        return None, None
    counts = {unit: count for unit, count in (point.get("offset") or {}).items() if count}
    match point.get("timeType"):
        case "DATE" if not counts:
            return _read_day(point)
        case "PROPERTY_REFERENCED" if not counts:
            return _read_other(point)
        case "INDEXED":
            return _read_indexed(point.get("indexReference"), counts)
        case _:
            return None, None


def _read_indexed(reference: Json, counts: Mapping[str, Json]) -> tuple[Point | None, Json]:
    if reference == {"referenceType": "NOW"} and not counts:
        return _NOW, None
    if reference == {"referenceType": "TODAY"} and len(counts) == 1:
        ((unit, count),) = counts.items()
        if unit in UNITS:
            return Point(Place.AGO if count < 0 else Place.AHEAD, unit), abs(count)
    return None, None


def _read_day(point: Mapping[str, Json]) -> tuple[Point | None, Json]:
    clock = {unit: point.get(unit, 0) for unit in _START}
    found = {Place.START: _START, Place.END: _END}
    at = next((Point(known) for known, parts in found.items() if parts == clock), None)
    return at, date(point["year"], point["month"], point["day"]).isoformat()


def _read_other(point: Mapping[str, Json]) -> tuple[Point | None, Json]:
    """Anniversaries and conversions of zones have no words."""
    place = {place.name: place for place in (Place.VALUE, Place.UPDATED_AT)}.get(
        str(point.get("referenceType"))
    )
    return (Point(place), point.get("property")) if place else (None, None)
