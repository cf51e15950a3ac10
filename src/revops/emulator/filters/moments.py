"""The moments that values of dates and time points of filters stand for (dossier G3).

What no source says and the emulator chooses: a date without a time is midnight in the zone of what it is
compared with, TODAY and its like begin at midnight, weeks begin on Monday. Fiscal years and anniversaries are
not worked out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from revops.emulator.filters.facts import Facts
from revops.emulator.filters.times import WEEKDAYS
from revops.emulator.http import Json


def midnight(at: datetime) -> datetime:
    """The beginning of a day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def moment(written: str, kind: str, zone: tzinfo) -> datetime | None:
    """A value as a moment: ISO 8601 or milliseconds since 1970; None for what is neither."""
    try:
        if written.removeprefix("-").isdecimal():
            found = datetime.fromtimestamp(int(written) / 1000, UTC)
        else:
            found = datetime.fromisoformat(written)
    except (ValueError, OverflowError, OSError):
        return None
    if kind == "date":
        return midnight(found).replace(tzinfo=zone)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def zone_of(point: Json) -> tzinfo | None:
    """The zone of a time point, None for a name that no zone has."""
    try:
        return ZoneInfo(point["zoneId"])
    except (KeyError, ValueError, OSError):
        return None


def instant(point: Json, zone: tzinfo, facts: Facts) -> datetime | None:
    """The moment that a time point stands for; None where it cannot be worked out."""
    try:
        return _POINTS[point["timeType"]](point, zone, facts)
    except (ValueError, OverflowError):
        return None


def _dated(point: Json, zone: tzinfo, _facts: Facts) -> datetime:
    day = datetime(point["year"], point["month"], point["day"], tzinfo=zone)
    return datetime.combine(day, _clock(point), zone)


def _indexed(point: Json, zone: tzinfo, facts: Facts) -> datetime | None:
    reference, now = point["indexReference"], facts.now.astimezone(zone)
    kind = reference["referenceType"]
    if kind == "NOW":
        return shifted(now, point.get("offset", {}))
    if kind not in _DAYS:
        return None
    start = datetime.combine(_DAYS[kind](now, reference), _clock(reference), zone)
    return shifted(start, point.get("offset", {}))


def _referenced(point: Json, zone: tzinfo, facts: Facts) -> datetime | None:
    """The value of another property of the record; when it was updated is not kept."""
    name = point["property"]
    if point["referenceType"] != "VALUE" or name not in facts.values:
        return None
    return moment(facts.values[name], facts.types.get(name, ""), zone)


def _clock(fields: Json) -> time:
    hour, minute, second, ms = (fields.get(name, 0) for name in ("hour", "minute", "second", "millisecond"))
    return time(hour, minute, second, ms * 1000)


def shifted(start: datetime, offset: Mapping[str, int]) -> datetime:
    """A moment moved by an offset: by the calendar for days and more, by the clock for less."""
    months = offset.get("months", 0) + 3 * offset.get("quarters", 0) + 12 * offset.get("years", 0)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, monthrange(year, month + 1)[1])
    moved = start.replace(year=year, month=month + 1, day=day)
    moved += timedelta(days=offset.get("days", 0), weeks=offset.get("weeks", 0))
    clock = {name: offset.get(name, 0) for name in ("hours", "minutes", "seconds", "milliseconds")}
    return (moved.astimezone(UTC) + timedelta(**clock)).astimezone(start.tzinfo)


def _weekday(now: datetime, reference: Json) -> datetime:
    return now + timedelta(days=WEEKDAYS.index(reference["dayOfWeek"]) - now.weekday())


def _in_quarter(now: datetime, reference: Json) -> datetime:
    """The month of a reference counts within its quarter (unverified)."""
    first = (now.month - 1) // 3 * 3
    return now.replace(month=first + (reference["month"] - 1) % 3 + 1, day=reference["day"])


_DAYS: Final[Mapping[str, Callable[[datetime, Json], datetime]]] = {
    "TODAY": lambda now, _reference: now,
    "WEEK": _weekday,
    "MONTH": lambda now, reference: now.replace(day=reference["day"]),
    "QUARTER": _in_quarter,
    "YEAR": lambda now, reference: now.replace(month=reference["month"], day=reference["day"]),
}
_POINTS: Final[Mapping[str, Callable[[Json, tzinfo, Facts], datetime | None]]] = {
    "DATE": _dated,
    "INDEXED": _indexed,
    "PROPERTY_REFERENCED": _referenced,
}
