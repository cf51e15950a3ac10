"""Days of the portal's calendar as the milliseconds since 1970 that bound them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from revops.model.json import Json

_LONGEST: Final = 60


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone that HubSpot says a portal is in.

    Raises:
        ValueError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, OSError):  # a name may be that of a folder of zones
        raise ValueError(f"{name[:_LONGEST]!r} is no time zone") from None


def begin(day: str, zone: str) -> int:
    """The first millisecond of a day (`YYYY-MM-DD`) in an IANA zone; some days have no midnight."""
    return int(datetime.combine(date.fromisoformat(day), time(), zone_of(zone)).timestamp()) * 1000


def next_begin(day: str, zone: str) -> int:
    """The first millisecond after a day."""
    return begin((date.fromisoformat(day) + timedelta(days=1)).isoformat(), zone)


def day_at(stamp: Json, zone: str) -> str:
    """The day in which a moment is.

    Raises:
        TypeError: the stamp is no number.
        OverflowError: it lies beyond the calendar.
    """
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=stamp)
    return moment.astimezone(zone_of(zone)).date().isoformat()


def day_from(stamp: Json, zone: str) -> str | None:
    """The day of which this is the first millisecond; None where it is another one."""
    day = day_at(stamp, zone)
    return day if begin(day, zone) == stamp else None


def day_to(stamp: Json, zone: str) -> str | None:
    """The day of which this is the last millisecond; None where it is another one."""
    day = day_at(stamp, zone)
    return day if next_begin(day, zone) - 1 == stamp else None
