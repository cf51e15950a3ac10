"""Which moments a test of a date means today, as far as days and weeks tell it (dossier G3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from revops.kinds.filters.days import zone_of
from revops.model.condition import Test
from revops.model.json import Json

_ROLLING: Final = re.compile("(within_last|within_next|more_than)_(days|weeks)(_ago|_ahead|)")
_DAYS: Final = {"days": 1, "weeks": 7}
_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Span:
    """From one moment to another, both of them in it; None: without a bound."""

    first: datetime | None = None
    last: datetime | None = None


def span(test: Test, now: datetime, time_zone: str) -> Span | None:
    """The moments that a positive word means; None where months or periods of the calendar are asked for.

    A property of type `date` holds the midnight of its day in UTC, one of type `datetime` a moment, and days
    are those of the portal (dossier B3, G3).
    """
    here = zone_of(time_zone)
    zone: tzinfo = UTC if test.type == "date" else here
    today = now.astimezone(here).date()
    rolling = _ROLLING.fullmatch(test.word)
    try:
        if rolling:
            return _rolling(rolling[1] + rolling[3], test, today, now, zone, _DAYS[rolling[2]])
        return _fixed(test.word, test.value, zone)
    except OverflowError:
        return None


def _start(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _before(day: date, zone: tzinfo) -> datetime:
    """The last moment before a day; HubSpot counts milliseconds."""
    return _start(day, zone).astimezone(UTC) - _TICK


def _rolling(word: str, test: Test, today: date, now: datetime, zone: tzinfo, days: int) -> Span | None:
    """Days are counted from the beginning of today; of a `date`, all of today may be meant."""
    shift = timedelta(days=days * test.value)
    midnight = _start(today, zone) if test.type == "date" else now
    match word:
        case "within_last":
            return Span(_start(today - shift, zone), midnight)
        case "within_next":
            return Span(midnight, _start(today + shift, zone))
        case "more_than_ago":
            return Span(None, _before(today - shift, zone))
        case "more_than_ahead":
            return Span(_start(today + shift, zone) + _TICK, None)
        case _:
            return None


def _fixed(word: str, value: Json, zone: tzinfo) -> Span | None:
    low, high = value if isinstance(value, list | tuple) else (value, value)
    match word:
        case "on" | "between":
            return Span(_start(_day(low), zone), _before(_day(high) + _DAY, zone))
        case "before":
            return Span(None, _before(_day(low), zone))
        case "on_or_before":
            return Span(None, _before(_day(low) + _DAY, zone))
        case "after":
            return Span(_start(_day(low) + _DAY, zone), None)
        case "on_or_after":
            return Span(_start(_day(low), zone), None)
        case _:
            return None


def _day(text: Json) -> date:
    return date.fromisoformat(str(text))
