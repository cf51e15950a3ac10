"""Days and times of a workflow: when it looks for records, when it acts (dossier F6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from revops.kinds.wire import property_name, property_ref
from revops.kinds.workflow.step import clock, read_clock
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.json import Json

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST"),
    *("SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
)
MIDNIGHT: Final = "24:00"
"""The end of a day."""
RELATIVE: Final[Mapping[str, str]] = {
    "first_monday": "FIRST_MONDAY_OF_MONTH",
    "last_day": "LAST_DAY_OF_MONTH",
}
"""Days of a month that have no number."""
_RELATIVE: Final = {theirs: ours for ours, theirs in RELATIVE.items()}


def schedule(trigger: Mapping[str, Json], context: Context) -> dict[str, Json]:
    """The `enrollmentSchedule` of `every` or `date`.

    No source tells the sign of `daysDelta`, so only the day itself is written.
    """
    at: dict[str, Json] = {"timeOfDay": clock(trigger["at"])}
    if "date" in trigger:
        held = {"dateProperty": property_name(PropertyRef.parse(trigger["date"]), context), "daysDelta": 0}
        return {"type": "PROPERTY_BASED", **held, "yearly": trigger.get("yearly", False), **at}
    days: Json = trigger.get("on")
    match trigger["every"]:
        case "week":
            return {"type": "WEEKLY", "daysOfWeek": [day.upper() for day in days], **at}
        case "month" if isinstance(days, list):
            return {"type": "MONTHLY_SPECIFIC_DAYS", "daysOfMonth": days, **at}
        case "month":
            return {"type": "MONTHLY_RELATIVE_DAYS", "monthlyRelativeDays": RELATIVE[days], **at}
        case "year":
            return {"type": "YEARLY", **calendar_day(days), **at}
        case _:
            return {"type": "DAILY", **at}


def read_schedule(found: Mapping[str, Json], scope: str, context: Context) -> dict[str, Json] | None:
    """The trigger behind a schedule, without its condition."""
    time = read_clock(found.get("timeOfDay"))
    told = _read_days(found, scope, context)
    return {**told, "at": time} if time and told else None


def _read_days(found: Mapping[str, Json], scope: str, context: Context) -> dict[str, Json] | None:
    match found:
        case {"type": "DAILY"}:
            return {"every": "day"}
        case {"type": "WEEKLY", "daysOfWeek": [*days]}:
            return {"every": "week", "on": in_week([str(day).lower() for day in days])}
        case {"type": "MONTHLY_SPECIFIC_DAYS", "daysOfMonth": [*days]}:
            return {"every": "month", "on": sorted(days)}
        case {"type": "MONTHLY_RELATIVE_DAYS", "monthlyRelativeDays": day} if day in _RELATIVE:
            return {"every": "month", "on": _RELATIVE[day]}
        case {"type": "YEARLY"}:
            return {"every": "year", "on": read_day(found)}
        case {"type": "PROPERTY_BASED", "dateProperty": str(name), "daysDelta": 0}:
            told = {"date": str(property_ref(scope, name, context))}
            return {**told, **({"yearly": True} if found.get("yearly") else {})}
        case _:
            return None


def in_week(days: Sequence[str]) -> list[str]:
    """Days from Monday on, each once."""
    return sorted(set(days), key=DAYS.index)


def calendar_day(text: str) -> dict[str, Json]:
    """`12-31` or `2027-12-31` as HubSpot's month and day, and its year where there is one."""
    *year, month, day = (int(part) for part in text.split("-"))
    found = {"month": _MONTHS[month - 1], "dayOfMonth": day}
    return {"year": year[0], **found} if year else found


def read_day(found: Mapping[str, Json]) -> str:
    """A day of the calendar as a blueprint writes it."""
    year = f"{found['year']:04}-" if found.get("year") else ""
    return f"{year}{_MONTHS.index(found['month']) + 1:02}-{found['dayOfMonth']:02}"


def windows(hours: Sequence[Mapping[str, Json]]) -> list[Json]:
    """`timeWindows`: one for each day of each entry."""
    return [
        {"day": day.upper(), "startTime": clock(entry["from"]), **_until(entry["to"])}
        for entry in hours
        for day in entry["days"]
    ]


def _until(end: str) -> dict[str, Json]:
    """No time of day is 24:00; a window without an end is taken for one that its day ends (unverified)."""
    return {} if end == MIDNIGHT else {"endTime": clock(end)}


def read_windows(found: Sequence[Mapping[str, Json]]) -> list[Json]:
    """Windows with the days on which they are the same, in the order of the week."""
    days: dict[tuple[str, str], list[str]] = {}
    for window in found:
        start, end = read_clock(window.get("startTime")), read_clock(window.get("endTime"))
        days.setdefault((start or "00:00", end or MIDNIGHT), []).append(str(window["day"]).lower())
    told = [{"days": in_week(on), "from": start, "to": end} for (start, end), on in days.items()]
    return sorted(told, key=lambda entry: (DAYS.index(entry["days"][0]), str(entry["from"])))
