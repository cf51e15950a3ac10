"""Days of the calendar as people write them, `2027-04-01` or `04-01`, and why one is none."""

from __future__ import annotations

from calendar import monthrange
from typing import Final

_LEAP_YEAR: Final = 2000
"""Where no year is told, the 29th of February is a day."""


def no_day(text: str) -> str:
    """Why digits of that form are no day of the calendar; empty where they are one.

    Args:
        text: `YYYY-MM-DD` or `MM-DD`.
    """
    *years, month, day = (int(part) for part in text.split("-"))
    year = years[0] if years else _LEAP_YEAR
    if year < 1:
        return f"{text} is no day of the calendar: there is no year {year}"
    if not 1 <= month <= _MONTHS:
        return f"{text} is no day of the calendar: there is no month {month:02}"
    last = monthrange(year, month)[1]
    return "" if 1 <= day <= last else f"{text} is no day of the calendar: that month has {last} days"


_MONTHS: Final = 12
