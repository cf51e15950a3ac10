"""Moments that words about time stand for, and the moments that values stand for."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from revops.simulate.record import Clock

_MONTHS: Final = {"months": 1, "quarters": 3, "years": 12}
_DAYS: Final = {"days": 1, "weeks": 7}


def moment(value: str, clock: Clock) -> datetime | None:
    """A stored value: a date (midnight in the zone), an ISO 8601 time, milliseconds since 1970; else None."""
    try:
        if value.removeprefix("-").isdecimal():
            return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(value))
        if len(value) == len("2026-10-01"):
            return start_of(value, clock)
        found = datetime.fromisoformat(value)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def start_of(day: str, clock: Clock) -> datetime:
    """The first moment of a day."""
    return datetime.combine(date.fromisoformat(day), time(), clock.zone)


def end_of(day: str, clock: Clock) -> datetime:
    """The last millisecond of a day, by the calendar's clock."""
    return datetime.combine(date.fromisoformat(day), time(23, 59, 59, 999000), clock.zone)


def today(clock: Clock) -> datetime:
    return clock.now.astimezone(clock.zone).replace(hour=0, minute=0, second=0, microsecond=0)


def shifted(start: datetime, unit: str, count: int) -> datetime:
    """So many units on, by the calendar; the 31st becomes the last day of a shorter month."""
    if unit in _DAYS:
        return start + timedelta(days=_DAYS[unit] * count)
    year, month = divmod(start.year * 12 + start.month - 1 + _MONTHS[unit] * count, 12)
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


def boundary(period: str, count: int, clock: Clock) -> datetime:
    """Where the period begins that is so many after the present one; a week begins on Monday."""
    day = today(clock)
    starts = {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
    }
    return shifted(starts[period], f"{period}s", count)
