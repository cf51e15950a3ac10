"""Dates in conditions as points in time (dossier, G3: the recipes of HubSpot's list-filter guide)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from revops.model.json import Json

_START = {"hour": 0, "minute": 0, "second": 0, "millisecond": 0}
_END = {"hour": 23, "minute": 59, "second": 59, "millisecond": 999}


class Point(Enum):
    """A moment, given the value that stands after the word."""

    START = "first millisecond of the day"
    END = "last millisecond of the day"
    AGO = "days before today"
    AHEAD = "days after today"
    NOW = "now"


@dataclass(frozen=True)
class Moment:
    """`TIME_POINT`: before or after one point."""

    operator: str
    point: Point
    endpoint: str = "EXCLUSIVE"


@dataclass(frozen=True)
class Span:
    """`TIME_RANGED`: between two points, or outside of them; both ends belong to the span."""

    operator: str
    lower: Point
    upper: Point
    parser: str = "VALUE"


MOMENTS: Mapping[str, Moment] = {
    "before": Moment("IS_BEFORE", Point.START),
    "on_or_after": Moment("IS_AFTER", Point.START, "INCLUSIVE"),
    "after": Moment("IS_AFTER", Point.END),
    "on_or_before": Moment("IS_BEFORE", Point.END, "INCLUSIVE"),
    "more_than_days_ago": Moment("IS_BEFORE", Point.AGO),
    "more_than_days_ahead": Moment("IS_AFTER", Point.AHEAD),
}

SPANS: Mapping[str, Span] = {
    "on": Span("IS_BETWEEN", Point.START, Point.END),
    "not_on": Span("IS_NOT_BETWEEN", Point.START, Point.END),
    "between": Span("IS_BETWEEN", Point.START, Point.END),
    "not_between": Span("IS_NOT_BETWEEN", Point.START, Point.END),
    "within_last_days": Span("IS_BETWEEN", Point.AGO, Point.NOW),
    "not_within_last_days": Span("IS_NOT_BETWEEN", Point.AGO, Point.NOW),
    "within_next_days": Span("IS_BETWEEN", Point.NOW, Point.AHEAD),
    "not_within_next_days": Span("IS_NOT_BETWEEN", Point.NOW, Point.AHEAD),
    "updated_in_days": Span("IS_BETWEEN", Point.AGO, Point.NOW, "UPDATED_AT"),
    "not_updated_in_days": Span("IS_NOT_BETWEEN", Point.AGO, Point.NOW, "UPDATED_AT"),
}


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
            "propertyParser": "VALUE",
        }
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
    if point in (Point.START, Point.END):
        day = date.fromisoformat(value)
        clock = _START if point is Point.START else _END
        return {"timeType": "DATE", **common, "year": day.year, "month": day.month, "day": day.day, **clock}
    if point is Point.NOW:
        return {"timeType": "INDEXED", **common, "indexReference": {"referenceType": "NOW"}}
    days = -value if point is Point.AGO else value
    return {
        "timeType": "INDEXED",
        **common,
        "indexReference": {"referenceType": "TODAY"},
        "offset": {"days": days},
    }


def read_time(operation: Mapping[str, Json], zone: str) -> tuple[str, Json] | None:
    """Word and value of an operation that `time_operation` may have written; None for any other."""
    if operation.get("operationType") == "TIME_POINT":
        return _read_moment(operation, zone)
    return _read_span(operation, zone)


def _read_moment(operation: Mapping[str, Json], zone: str) -> tuple[str, Json] | None:
    point, value = _read_point(operation.get("timePoint"), zone)
    endpoint = operation.get("endpointBehavior", "EXCLUSIVE")
    if point is None or operation.get("propertyParser", "VALUE") != "VALUE":
        return None
    sought = Moment(str(operation.get("operator")), point, endpoint)
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
    if lower is Point.START and low != high:
        return (words[-1], [low, high]) if words else None
    return (words[0], high if lower is Point.NOW else low) if words else None


def _read_point(point: Json, zone: str) -> tuple[Point | None, Json]:
    if not isinstance(point, Mapping) or point.get("zoneId") != zone:
        return None, None
    if point.get("timeType") == "DATE":
        return _read_day(point)
    reference, offset = point.get("indexReference"), point.get("offset") or {}
    if reference == {"referenceType": "NOW"} and not offset:
        return Point.NOW, None
    if reference == {"referenceType": "TODAY"} and set(offset) == {"days"}:
        days = offset["days"]
        return (Point.AGO if days < 0 else Point.AHEAD), abs(days)
    return None, None


def _read_day(point: Mapping[str, Json]) -> tuple[Point | None, Json]:
    clock = {unit: point.get(unit, 0) for unit in _START}
    found = {Point.START: _START, Point.END: _END}
    at = next((known for known, parts in found.items() if parts == clock), None)
    return at, date(point["year"], point["month"], point["day"]).isoformat()
