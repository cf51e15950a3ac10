"""Refinements: how often and in which days something happened (dossier G3, `...RefineBy`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from revops.kinds.filters.times import read_time
from revops.model.condition import EVER, Refinement
from revops.model.json import Json

_DAY = timedelta(days=1)
_LAST = timedelta(milliseconds=1)


def refinements(refine: Refinement, zone: str) -> dict[str, Json]:
    """The member that a filter or an event branch takes, none where it happened ever. `zone` is an IANA name.

    HubSpot takes one: it looks at the days (`pruning`) or counts (`coalescing`; guide to segment filters).
    """
    if refine.is_counted:
        return {"coalescingRefineBy": _count(refine)}
    return {"pruningRefineBy": _days(refine, zone)} if refine.is_dated else {}


def _count(refine: Refinement) -> dict[str, Json]:
    """The lower bound is always said: whether "at most 3" holds for none is not documented."""
    most = {} if refine.at_most is None else {"maxOccurrences": refine.at_most}
    return {"type": "NUM_OCCURRENCES", "minOccurrences": refine.at_least, **most}


def _days(refine: Refinement, zone: str) -> dict[str, Json]:
    if refine.last_days is not None:
        offset = {"amount": refine.last_days, "offsetDirection": "PAST", "timeUnit": "DAYS"}
        return {"type": "RELATIVE_COMPARATIVE", "comparison": "AFTER", "timeOffset": offset}
    start = _stamp(refine.since, zone) if refine.since else 0
    end = _stamp(refine.until, zone, days=1) if refine.until else 0
    if not end:
        return {"type": "ABSOLUTE_COMPARATIVE", "comparison": "AFTER", "timestamp": start}
    if not start:
        return {"type": "ABSOLUTE_COMPARATIVE", "comparison": "BEFORE", "timestamp": end}
    bounds = {"lowerTimestamp": start, "upperTimestamp": end - 1}
    return {"type": "ABSOLUTE_RANGED", "rangeType": "BETWEEN", **bounds}


def _stamp(day: str, zone: str, days: int = 0) -> int:
    """Milliseconds at which the day begins, or the one so many days later."""
    begin = datetime.combine(date.fromisoformat(day) + days * _DAY, time(), ZoneInfo(zone))
    return int(begin.timestamp()) * 1000


def read_refinement(body: Mapping[str, Json], zone: str) -> Refinement | None:
    """What the members say; None where the blueprint has no words for it."""
    dated = _read_days(body.get("pruningRefineBy"), zone)
    count = body.get("coalescingRefineBy")
    if not count or count.get("type") == "ALL_HISTORY":
        return dated
    if dated != EVER or count.get("type") != "NUM_OCCURRENCES":
        return None
    least, most = count.get("minOccurrences"), count.get("maxOccurrences")
    if least == 0 or most == 0:
        return None
    return Refinement(least or 1, most)


def _read_days(body: Json, zone: str) -> Refinement | None:
    if not body or body.get("type") == "ALL_HISTORY":
        return EVER
    match body:
        case {"type": "RELATIVE_COMPARATIVE", "comparison": "AFTER", "timeOffset": offset}:
            return _read_offset(offset)
        case {"type": "ABSOLUTE_COMPARATIVE", "comparison": "AFTER", "timestamp": stamp}:
            return _read_stamps(stamp, None, zone)
        case {"type": "ABSOLUTE_COMPARATIVE", "comparison": "BEFORE", "timestamp": stamp}:
            return _read_stamps(None, stamp, zone)
        case {"type": "ABSOLUTE_RANGED", "rangeType": "BETWEEN"}:
            return _read_stamps(body.get("lowerTimestamp"), body.get("upperTimestamp"), zone)
        case {"type": "TIME_RANGED" | "TIME_POINT" as kind}:
            return _read_operation({"operationType": kind, **body}, zone)
        case _:
            return None


def _read_offset(offset: Mapping[str, Json]) -> Refinement | None:
    days = {"DAYS": 1, "WEEKS": 7}.get(offset.get("timeUnit", ""), 0) * offset.get("amount", 0)
    return Refinement(last_days=days) if days > 0 and offset.get("offsetDirection") == "PAST" else None


def _read_operation(body: Mapping[str, Json], zone: str) -> Refinement | None:
    word, value = read_time(body, zone) or ("", None)
    found: dict[str, Callable[[Json], Refinement]] = {
        "within_last_days": lambda days: Refinement(last_days=days),
        "on_or_after": lambda day: Refinement(since=day),
        "on_or_before": lambda day: Refinement(until=day),
        "between": lambda days: Refinement(since=days[0], until=days[1]),
        "on": lambda day: Refinement(since=day, until=day),
    }
    return found[word](value) if word in found else None


def _read_stamps(low: Json, high: Json, zone: str) -> Refinement | None:
    """Both ends must be those of days; a day ends in its last millisecond or in the first of the next."""
    begin = _moment(low, zone)
    end = _moment(high, zone)
    end = end + _LAST if end and end.time() != time() else end
    if any(one and one.time() != time() for one in (begin, end)):
        return None
    since = begin.date().isoformat() if begin else ""
    return Refinement(since=since, until=(end - _DAY).date().isoformat() if end else "")


def _moment(stamp: Json, zone: str) -> datetime | None:
    if stamp is None:
        return None
    return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=stamp)).astimezone(ZoneInfo(zone))
