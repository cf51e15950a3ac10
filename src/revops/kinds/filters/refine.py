"""Refinements: how often and in which days something happened (dossier G3, `...RefineBy`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from revops.kinds.filters.days import begin, day_from, day_to, next_begin
from revops.kinds.filters.times import read_time
from revops.model.condition import EVER, Refinement
from revops.model.json import MISSING, Json
from revops.model.shapes import shaped
from revops.model.words import Shape


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
    if not refine.until:
        start = begin(refine.since, zone)
        return {"type": "ABSOLUTE_COMPARATIVE", "comparison": "AFTER", "timestamp": start}
    end = next_begin(refine.until, zone)
    if not refine.since:
        return {"type": "ABSOLUTE_COMPARATIVE", "comparison": "BEFORE", "timestamp": end}
    bounds = {"lowerTimestamp": begin(refine.since, zone), "upperTimestamp": end - 1}
    return {"type": "ABSOLUTE_RANGED", "rangeType": "BETWEEN", **bounds}


def read_refinement(body: Mapping[str, Json], zone: str) -> Refinement | None:
    """What the members say; None where the blueprint has no words for it."""
    dated = _read_days(body.get("pruningRefineBy"), zone)
    count = body.get("coalescingRefineBy")
    if not count or count.get("type") == "ALL_HISTORY":
        return dated
    if dated != EVER or count.get("type") != "NUM_OCCURRENCES":
        return None
    return _read_count(count.get("minOccurrences"), count.get("maxOccurrences"))


def _read_count(least: Json, most: Json) -> Refinement | None:
    """Without a lower bound it may hold for none."""
    odd = [bound for bound in (least, most) if bound is not None and shaped(Shape.COUNT, bound) is MISSING]
    return None if odd or least is None else Refinement(least, most)


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
            return _read_stamps(body["lowerTimestamp"], body["upperTimestamp"], zone)
        case {"type": "TIME_RANGED" | "TIME_POINT" as kind}:
            return _read_operation({"operationType": kind, **body}, zone)
        case _:
            return None


def _read_offset(offset: Mapping[str, Json]) -> Refinement | None:
    size, amount = {"DAYS": 1, "WEEKS": 7}.get(offset["timeUnit"]), shaped(Shape.DAYS, offset["amount"])
    if size is None or amount is MISSING or offset.get("offsetDirection") != "PAST":
        return None
    return Refinement(last_days=size * int(amount))


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
    since = "" if low is None else day_from(low, zone)
    until = "" if high is None else day_to(high, zone) or day_to(high - 1, zone)
    if since is None or until is None or not since + until:
        return None
    return Refinement(since=since, until=until)
