"""Points in time and refinements of filters (dossier G3)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, boolean, fault, filled, integer, object_of, one_of
from revops.emulator.http import Json
from revops.emulator.tagged import Fields, Shape, tagged

MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
    "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
)  # fmt: skip
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
ENDPOINTS = one_of("INCLUSIVE", "EXCLUSIVE")
PARSERS = one_of("VALUE", "UPDATED_AT")


def within(low: int, high: int) -> Checker:
    """An integer from `low` to `high`, both included."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        faults = list(integer(value, where))
        yield from faults
        if not faults and not low <= value <= high:
            yield fault(f"{where} must be from {low} to {high}", where, "OUT_OF_RANGE")

    return checker


_DAY, _MONTH = within(1, 31), within(1, 12)
_CLOCK: Fields = {
    "hour": within(0, 23),
    "minute": within(0, 59),
    "second": within(0, 59),
    "millisecond": within(0, 999),
}
_ZONE: Fields = {"timezoneSource": one_of("CUSTOM", "USER", "PORTAL")}
_REFERENCES: dict[str, Shape] = {
    "NOW": ({}, _CLOCK),
    "TODAY": ({}, _CLOCK),
    "WEEK": ({"dayOfWeek": one_of(*WEEKDAYS)}, _CLOCK),
    "MONTH": ({"day": _DAY}, _CLOCK),
    "QUARTER": ({"day": _DAY, "month": _MONTH}, _CLOCK),
    "YEAR": ({"day": _DAY, "month": _MONTH}, _CLOCK),
    "FISCAL_QUARTER": ({"day": _DAY, "month": _MONTH}, _CLOCK),
    "FISCAL_YEAR": ({"day": _DAY, "month": _MONTH}, _CLOCK),
}
_OFFSET = object_of(
    {},
    dict.fromkeys(
        ("milliseconds", "seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years"),
        integer,
    ),
)
_PROPERTY_TIMES = one_of(
    "VALUE",
    "UPDATED_AT",
    "ANNIVERSARY",
    "VALUE_WITH_ZONE_SAME_LOCAL_CONVERSION",
    "ANNIVERSARY_WITH_ZONE_SAME_LOCAL_CONVERSION",
)


def time_point(has_property: Checker) -> Checker:
    """A `DATE`, an `INDEXED` or a `PROPERTY_REFERENCED` time; the last one names a property of the record."""
    return tagged(
        "timeType",
        {
            "DATE": ({"year": integer, "month": _MONTH, "day": _DAY, "zoneId": filled}, {**_CLOCK, **_ZONE}),
            "INDEXED": (
                {"indexReference": tagged("referenceType", _REFERENCES), "zoneId": filled},
                {"offset": _OFFSET, **_ZONE},
            ),
            "PROPERTY_REFERENCED": (
                {"property": has_property, "referenceType": _PROPERTY_TIMES, "zoneId": filled},
                _ZONE,
            ),
        },
    )


def point_fields(has_property: Checker) -> Shape:
    """What `TIME_POINT` has beside `operator`; the spec demands a `type` that repeats the operation type."""
    return (
        {"timePoint": time_point(has_property), "type": one_of("TIME_POINT")},
        {"endpointBehavior": ENDPOINTS, "propertyParser": PARSERS},
    )


def range_fields(has_property: Checker) -> Shape:
    """What `TIME_RANGED` has beside `operator`."""
    point = time_point(has_property)
    return (
        {"lowerBoundTimePoint": point, "upperBoundTimePoint": point, "type": one_of("TIME_RANGED")},
        {
            "lowerBoundEndpointBehavior": ENDPOINTS,
            "upperBoundEndpointBehavior": ENDPOINTS,
            "propertyParser": PARSERS,
        },
    )


_TIME_OFFSET = object_of(
    {
        "amount": integer,
        "offsetDirection": one_of("PAST", "FUTURE"),
        "timeUnit": one_of("SECONDS", "MINUTES", "HOURS", "DAYS", "WEEKS", "MONTHS", "QUARTERS", "YEARS"),
    }
)
_BEFORE_AFTER = one_of("BEFORE", "AFTER")
_BETWEEN = one_of("BETWEEN", "NOT_BETWEEN")
_SETS = one_of("ALL", "ALL_INCLUDE_EMPTY", "ANY", "ANY_INCLUDE_EMPTY", "NONE", "NONE_EXCLUDE_EMPTY")

_OPERATION: Fields = {"operationType": filled, "includeObjectsWithNoValueSet": boolean}


def _as_refinement(shape: Shape, *operators: str) -> Shape:
    """A time operation that stands as a refinement: its `type` is the tag there."""
    required, optional = shape
    untagged = {name: checker for name, checker in required.items() if name != "type"}
    return {**_OPERATION, "operator": one_of(*operators), **untagged}, optional


REFINEMENT = tagged(
    "type",
    {
        "TIME_POINT": _as_refinement(point_fields(filled), "IS_BEFORE", "IS_AFTER"),
        "TIME_RANGED": _as_refinement(range_fields(filled), "IS_BETWEEN", "IS_NOT_BETWEEN"),
        "NUM_OCCURRENCES": ({}, {"minOccurrences": within(0, 2**31), "maxOccurrences": within(0, 2**31)}),
        "SET_OCCURRENCES": ({"setType": _SETS}, {}),
        "RELATIVE_COMPARATIVE": ({"comparison": _BEFORE_AFTER, "timeOffset": _TIME_OFFSET}, {}),
        "RELATIVE_RANGED": (
            {"lowerBoundOffset": _TIME_OFFSET, "upperBoundOffset": _TIME_OFFSET, "rangeType": _BETWEEN},
            {},
        ),
        "ABSOLUTE_COMPARATIVE": ({"comparison": _BEFORE_AFTER, "timestamp": integer}, {}),
        "ABSOLUTE_RANGED": (
            {"lowerTimestamp": integer, "upperTimestamp": integer, "rangeType": _BETWEEN},
            {},
        ),
        "ALL_HISTORY": ({}, {}),
    },
)
"""A `pruningRefineBy` or `coalescingRefineBy`: which of the events count."""

REFINEMENTS: Fields = {"pruningRefineBy": REFINEMENT, "coalescingRefineBy": REFINEMENT}
PRUNING: Fields = {"pruningRefineBy": REFINEMENT}
