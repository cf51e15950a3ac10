"""When a workflow enrols and acts: schedules, windows, blocked dates and anchors (dossier F2, F6)."""

from __future__ import annotations

from revops.emulator.check import Checker, boolean, integer, list_of, object_of, one_of
from revops.emulator.filters.times import MONTHS, WEEKDAYS, within
from revops.emulator.references import Subject
from revops.emulator.surfaces.flow_values import DAYS_OF_WEEK, TIME_OF_DAY
from revops.emulator.tagged import tagged

_DAY = within(1, 31)
_MONTH = one_of(*MONTHS)

TIME_WINDOW = object_of({"day": one_of(*WEEKDAYS)}, {"startTime": TIME_OF_DAY, "endTime": TIME_OF_DAY})
BLOCKED_DATE = object_of({"month": _MONTH, "dayOfMonth": _DAY}, {"year": integer})


def schedule(subject: Subject) -> Checker:
    """An `enrollmentSchedule`."""
    at = {"timeOfDay": TIME_OF_DAY}
    return tagged(
        "type",
        {
            "DAILY": (at, {}),
            "WEEKLY": ({**at, "daysOfWeek": DAYS_OF_WEEK}, {}),
            "MONTHLY_SPECIFIC_DAYS": ({**at, "daysOfMonth": list_of(_DAY, minimum=1)}, {}),
            "MONTHLY_RELATIVE_DAYS": (
                {**at, "monthlyRelativeDays": one_of("FIRST_MONDAY_OF_MONTH", "LAST_DAY_OF_MONTH")},
                {},
            ),
            "YEARLY": ({**at, "month": _MONTH, "dayOfMonth": _DAY}, {}),
            "PROPERTY_BASED": (
                {**at, "dateProperty": subject.has_property, "daysDelta": integer, "yearly": boolean},
                {},
            ),
        },
    )


def anchor(subject: Subject) -> Checker:
    """An `eventAnchor`: the date around which a contact flow is centred."""
    return tagged(
        "type",
        {
            "CONTACT_PROPERTY_ANCHOR": ({"contactProperty": subject.has_property}, {}),
            "STATIC_DATE_ANCHOR": ({"month": _MONTH, "dayOfMonth": _DAY}, {"year": integer}),
        },
    )
