"""When a workflow enrols and acts: schedules, windows, blocked dates and anchors (dossier F2, F6)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, boolean, fault, integer, list_of, object_of, one_of
from revops.emulator.filters.times import MONTHS, WEEKDAYS, within
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.flow_values import DAYS_OF_WEEK, TIME_OF_DAY
from revops.emulator.tagged import Fields, both, tagged

_DAY = within(1, 31)
_MONTH = one_of(*MONTHS)
_DATE: Fields = {"month": _MONTH, "dayOfMonth": _DAY}
_LEAP_YEAR, _LAST_YEAR = 2028, 9999


def _in_calendar(value: Json, where: str) -> Iterator[Fault]:
    """A day that its month has; the 29th of February is one where no year is told."""
    year = value.get("year", _LEAP_YEAR)
    if not 1 <= year <= _LAST_YEAR:
        yield fault(f"{where}.year is out of range", f"{where}.year", "OUT_OF_RANGE")
    elif value["dayOfMonth"] > monthrange(year, MONTHS.index(value["month"]) + 1)[1]:
        path = f"{where}.dayOfMonth"
        yield fault(f"{path}: {value['month']} has no day {value['dayOfMonth']}", path, "OUT_OF_RANGE")


def _forwards(value: Json, where: str) -> Iterator[Fault]:
    """A window that ends before it starts is refused (unverified)."""
    start, end = value.get("startTime"), value.get("endTime")
    if start and end and (end["hour"], end["minute"]) <= (start["hour"], start["minute"]):
        yield fault(f"{where} ends before it starts", f"{where}.endTime", "OUT_OF_RANGE")


def _some(value: Json, where: str) -> Iterator[Fault]:
    if not value:
        yield fault(f"{where} names no day", where, "INVALID_LENGTH")


_WINDOW_TIMES: Fields = {"startTime": TIME_OF_DAY, "endTime": TIME_OF_DAY}
TIME_WINDOW = both(object_of({"day": one_of(*WEEKDAYS)}, _WINDOW_TIMES), _forwards)
BLOCKED_DATE = both(object_of(_DATE, {"year": integer}), _in_calendar)


def _date_property(subject: Subject) -> Checker:
    """A property that holds a date: around no other could anything be planned."""

    def dated(value: Json, where: str) -> Iterator[Fault]:
        if (subject.declared(value) or {}).get("type") not in ("date", "datetime"):
            yield fault(f"{where}: property {value} holds no date", where, "INVALID_PROPERTY_TYPE")

    return both(subject.has_property, dated)


def schedule(subject: Subject) -> Checker:
    """An `enrollmentSchedule`."""
    at: Fields = {"timeOfDay": TIME_OF_DAY}
    by_date: Fields = {"dateProperty": _date_property(subject), "daysDelta": integer, "yearly": boolean}
    relative = one_of("FIRST_MONDAY_OF_MONTH", "LAST_DAY_OF_MONTH")
    kinds = tagged(
        "type",
        {
            "DAILY": (at, {}),
            "WEEKLY": ({**at, "daysOfWeek": both(DAYS_OF_WEEK, _some)}, {}),
            "MONTHLY_SPECIFIC_DAYS": ({**at, "daysOfMonth": list_of(_DAY, minimum=1)}, {}),
            "MONTHLY_RELATIVE_DAYS": ({**at, "monthlyRelativeDays": relative}, {}),
            "YEARLY": ({**at, **_DATE}, {}),
            "PROPERTY_BASED": ({**at, **by_date}, {}),
        },
    )
    return both(kinds, _dated_one)


def anchor(subject: Subject) -> Checker:
    """An `eventAnchor`: the date around which a contact flow is centred."""
    kinds = tagged(
        "type",
        {
            "CONTACT_PROPERTY_ANCHOR": ({"contactProperty": _date_property(subject)}, {}),
            "STATIC_DATE_ANCHOR": (_DATE, {"year": integer}),
        },
    )
    return both(kinds, _dated_one)


def _dated_one(value: Json, where: str) -> Iterator[Fault]:
    if "month" in value:
        yield from _in_calendar(value, where)
