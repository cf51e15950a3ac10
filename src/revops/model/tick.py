"""Whether an item of the checklist is done: ticked with the text that it has now, and in this period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from revops.model.json import Json
from revops.model.ledger import Entry

Every = Literal["week", "month", "quarter"]
"""How often an item has to be done again."""

_MONTHS_OF_A_QUARTER = 3


def why_open(units: Mapping[str, Json], entry: Entry | None, today: date) -> str:
    """Why an item is still to be done; empty where it is done."""
    if entry is None or not entry.ticked:
        return "to be done by hand in HubSpot"
    if entry.units != dict(units):
        return "its text changed since it was ticked"
    every = units.get("every")
    return f"to be done again each {every}" if every and _has_lapsed(every, entry, today) else ""


def _has_lapsed(every: Every, entry: Entry, today: date) -> bool:
    """True where it was ticked in an earlier period, or nobody wrote down when.

    A later one is this one: whoever ticked it lives where the day begins earlier.
    """
    ticked_on = date.fromisoformat(entry.ticked_on) if entry.ticked_on else None
    return ticked_on is None or _period(ticked_on, every) < _period(today, every)


def _period(day: date, every: Every) -> tuple[int, int]:
    """The year and the number of the week (ISO 8601), month or quarter that a day is in."""
    if every == "week":
        year, week, _ = day.isocalendar()
        return year, week
    month = day.month - 1
    return day.year, month if every == "month" else month // _MONTHS_OF_A_QUARTER
