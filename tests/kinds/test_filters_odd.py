"""Filters that do not look as documented, or say what the language cannot: they stay raw."""

from typing import Any

import pytest

from revops.kinds import filters
from revops.model import condition as c
from revops.model.context import Context, Names
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol

IDS = {
    Symbol("form", "f"): "f-1",
    Symbol("segment", "hot"): "42",
    Symbol("email", "news"): "55",
}
TOKYO = Context(portal=PortalFacts(1, time_zone="Asia/Tokyo"), names=Names(IDS))
OCTOBER = 1790780400000
"""2026-10-01T00:00 in Tokyo."""
ZONE = {"zoneId": "Asia/Tokyo", "timezoneSource": "CUSTOM"}
DAY = {"timeType": "DATE", **ZONE, "year": 2026, "month": 10, "day": 1}
KNOWN = {
    "filterType": "PROPERTY",
    "property": "email",
    "operation": {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"},
}


def prop(kind: str, operator: str, **told: Any) -> dict[str, Any]:
    operation = {"operationType": kind, "operator": operator, "includeObjectsWithNoValueSet": False, **told}
    return {"filterType": "PROPERTY", "property": "p", "operation": operation}


def today(**offset: Any) -> dict[str, Any]:
    return {"timeType": "INDEXED", **ZONE, "indexReference": {"referenceType": "TODAY"}, "offset": offset}


def viewed(**told: Any) -> dict[str, Any]:
    return {"filterType": "PAGE_VIEW", "operator": "HAS_PAGEVIEW_EQ", "pageUrl": "x", **told}


def root(*entries: Any) -> dict[str, Any]:
    part = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": []}
    own = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": []}
    return {**own, "filterBranches": [{**part, "filters": list(entries)}]}


ODD = [
    prop("DATETIME", "IS_BEFORE_DATE"),
    prop("DATETIME", "IS_BEFORE", timestamp=str(OCTOBER)),
    prop("RANGED_DATE", "IS_BETWEEN", lowerBound=OCTOBER),
    prop("RANGED_DATE", "OVERLAPS", lowerBound=OCTOBER, upperBound=OCTOBER + 86_399_999),
    prop("ENUMERATION", "IS_ANY_OF", values=[]),
    prop("ENUMERATION", "IS_ANY_OF", values=[None]),
    prop("MULTISTRING", "IS_EQUAL_TO"),
    prop("STRING", "HAS_EVER_BEEN_EQUAL_TO", value=""),
    prop("BOOL", "IS_EQUAL_TO", value="true"),
    prop("NUMBER", "IS_LESS_THAN", value=None),
    prop("NUMBER_RANGED", "IS_BETWEEN", lowerBound=1),
    prop("NUMBER_RANGED", "IS_BETWEEN", lowerBound=0.5, upperBound=1.5),
    prop("CALENDAR_DATE", "IN_LAST_TIME_UNIT", timeUnit="HOUR", timeUnitCount=2),
    prop("CALENDAR_DATE", "IN_THIS_TIME_UNIT", timeUnit="MONTH", timeUnitCount=2),
    prop("ROLLING_DATE_RANGE", "IS_LESS_THAN_X_DAYS_AGO", numberOfDays=0),
    prop("COMPARATIVE_DATE", "IS_BEFORE", comparisonPropertyName=None),
    prop("COMPARATIVE_STRING", "CONTAINS", comparisonPropertyName="q"),
    prop("TIME_POINT", "IS_BEFORE", timePoint={"timeType": "DATE", **ZONE, "year": 2026}),
    prop("TIME_POINT", "IS_BEFORE", timePoint={**DAY, "offset": {"days": -3}}),
    prop("TIME_POINT", "IS_BEFORE", timePoint=today(days="-3")),
    prop("TIME_POINT", "IS_BEFORE", timePoint={
        "timeType": "PROPERTY_REFERENCED", **ZONE, "property": "q", "referenceType": "VALUE",
        "offset": {"days": 3}}),
    prop("TIME_RANGED", "IS_BETWEEN", lowerBoundTimePoint=today(days="1"), upperBoundTimePoint=today()),
    prop("TIME_RANGED", "IS_BETWEEN", lowerBoundTimePoint=[], upperBoundTimePoint=today()),
    prop("ALL_PROPERTY", "IS_KNOWN", coalescingRefineBy={"type": "NUM_OCCURRENCES", "minOccurrences": 2}),
    {"filterType": "PROPERTY", "property": "p"},
    {"filterType": "PROPERTY", "operation": KNOWN["operation"]},
    {"filterType": "FORM_SUBMISSION", "operator": "SEEN"},
    {"filterType": "FORM_SUBMISSION_ON_PAGE", "operator": "FILLED_OUT"},
    {"filterType": "PRIVACY", "privacyName": "PRIVACY_CONSENT_APPROVE", "operator": "ASKED"},
    {"filterType": "IN_LIST", "operator": "EVER_IN_LIST", "listId": "42"},
    {"filterType": "PAGE_VIEW", "operator": "HAS_PAGEVIEW_EQ"},
    {"filterType": "EMAIL_EVENT", "operator": "OPENED", "emailId": "55",
     "coalescingRefineBy": {"type": "NUM_OCCURRENCES", "minOccurrences": 2}},
    viewed(coalescingRefineBy={"type": "NUM_OCCURRENCES"}),
    viewed(coalescingRefineBy={"type": "NUM_OCCURRENCES", "maxOccurrences": 3}),
    viewed(coalescingRefineBy={"type": "NUM_OCCURRENCES", "minOccurrences": "2"}),
    viewed(pruningRefineBy={"type": "ABSOLUTE_COMPARATIVE", "comparison": "AFTER", "timestamp": None}),
    viewed(pruningRefineBy={"type": "ABSOLUTE_RANGED", "rangeType": "BETWEEN", "lowerTimestamp": OCTOBER}),
    viewed(pruningRefineBy={"type": "RELATIVE_COMPARATIVE", "comparison": "AFTER",
                            "timeOffset": {"amount": "3", "offsetDirection": "PAST", "timeUnit": "DAYS"}}),
]  # fmt: skip


@pytest.mark.parametrize("entry", ODD, ids=lambda entry: str(entry.get("operation", entry)))
def test_odd_filters_stay_raw(entry: dict[str, Any]) -> None:
    """None is guessed, none raises, and the one beside it is read as ever."""
    read = filters.decompile(root(KNOWN, entry), TOKYO)

    known = c.Test(c.PropertyRef("contacts", "email"), "", "known", value=True)
    assert read == c.All((known, c.Raw(entry)))


@pytest.mark.parametrize("entry", ["filterType", 5, {"operator": "IN_LIST"}], ids=str)
def test_what_is_no_filter_makes_the_whole_unread(entry: Any) -> None:
    """Nobody knows what it stands for."""
    assert filters.decompile(root(KNOWN, entry), TOKYO) is None


def test_event_without_a_type_stays_raw() -> None:
    """Its branch has no name that a blueprint could say."""
    branch = {"filterBranchType": "UNIFIED_EVENTS", "operator": "HAS_COMPLETED", "filters": []}
    tree = root(KNOWN)
    tree["filterBranches"][0]["filterBranches"] = [branch]

    read = filters.decompile(tree, TOKYO)

    assert isinstance(read, c.All)
    assert c.Raw(branch) in read.of


MIDNIGHTS = [
    ("Africa/Cairo", "2026-04-24"),
    ("Asia/Beirut", "2026-03-29"),
    ("America/Asuncion", "2023-10-01"),
    ("America/Havana", "2026-11-01"),
    ("Asia/Tokyo", "2026-10-01"),
]


@pytest.mark.parametrize(("zone", "day"), MIDNIGHTS)
@pytest.mark.parametrize("since", [True, False])
@pytest.mark.parametrize("until", [True, False])
def test_days_without_a_midnight_are_read_again(zone: str, day: str, since: bool, until: bool) -> None:
    """In some zones the clock goes on, or back, at midnight of a day; it is a day all the same."""
    context = Context(portal=PortalFacts(1, time_zone=zone), names=Names(IDS))
    refine = c.Refinement(since=day if since else "", until=day if until else "")
    condition = c.Submitted(("f",), refine=refine)

    assert filters.decompile(filters.compile(condition, context), context) == condition


def test_older_dates_of_a_day_without_a_midnight() -> None:
    """24 April 2026 begins in Cairo at 01:00 summer time, which is 2026-04-23T22:00Z."""
    context = Context(portal=PortalFacts(1, time_zone="Africa/Cairo"))
    begin = 1776981600000

    read = filters.decompile(root(prop("DATETIME", "IS_BEFORE", timestamp=begin)), context)

    assert filters.spell(read or c.All(())) == {"property": "contacts.p", "before": "2026-04-24"}
