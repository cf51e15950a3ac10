"""Whether a record meets filters: each property operation, time points, branches, and what cannot be told."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from segment_bodies import about, branch, in_list, operation, rooted

from revops.emulator.filters.canonical import respelled
from revops.emulator.filters.evaluation import accepts
from revops.emulator.filters.facts import Facts

TOKYO = ZoneInfo("Asia/Tokyo")
# A Wednesday.
NOW = datetime(2026, 5, 20, 15, 30, tzinfo=TOKYO)
VALUES = {
    "firstname": "Yuki Tanaka",
    "lastname": "yuki tanaka",
    "visits": "12",
    "optout": "true",
    "topics": "crm;seo",
    "day": "2026-05-20",
    "moment": "2026-05-20T03:00:00Z",  # noon in Tokyo
    "earlier": "1747353600000",  # 2025-05-16T00:00:00Z
    "broken": "soon",
}
TYPES = {
    "visits": "number",
    "optout": "bool",
    "topics": "enumeration",
    "day": "date",
    "moment": "datetime",
    "earlier": "datetime",
    "broken": "datetime",
}


def facts(**more):
    known = {
        "values": VALUES,
        "types": TYPES,
        "now": NOW,
        "zone": TOKYO,
        "in_list": {"7": True, "8": False}.get,
    }
    return Facts(**{**known, **more})


def holds(name, kind, operator, **fields):
    return accepts(rooted(about(name, operation(kind, operator, **fields))), facts())


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("IS_EQUAL_TO", "YUKI TANAKA", True),
        ("IS_EQUAL_TO", "Yuki", False),
        ("IS_NOT_EQUAL_TO", "Yuki", True),
        ("CONTAINS", "ki tan", True),
        ("DOES_NOT_CONTAIN", "ki tan", False),
        ("CONTAINS_EXACTLY", "tanaka", True),
        ("CONTAINS_EXACTLY", "tan", False),
        ("DOES_NOT_CONTAIN_EXACTLY", "tan", True),
        ("STARTS_WITH", "yuki", True),
        ("STARTS_WITH", "tanaka", False),
        ("ENDS_WITH", "tanaka", True),
        ("ENDS_WITH", "yuki", False),
    ],
)
def test_texts(operator, value, expected):
    """Text operations, with one value and with several of which any will do."""
    if "EXACTLY" not in operator:
        assert holds("firstname", "STRING", operator, value=value) is expected
    assert holds("firstname", "MULTISTRING", operator, values=["nobody", value]) is expected


def test_texts_are_compared_with_each_other():
    """`COMPARATIVE_STRING` knows no case (HubSpot's guide)."""
    same = {"comparisonPropertyName": "lastname"}

    assert holds("firstname", "COMPARATIVE_STRING", "IS_EQUAL_TO", **same)
    assert not holds("topics", "COMPARATIVE_STRING", "IS_EQUAL_TO", **same)
    unset = {"comparisonPropertyName": "phone", "defaultComparisonValue": "12"}
    assert holds("visits", "COMPARATIVE_STRING", "IS_EQUAL_TO", **unset)


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("IS_EQUAL_TO", 12.0, True),
        ("IS_NOT_EQUAL_TO", 12, False),
        ("IS_GREATER_THAN", 12, False),
        ("IS_GREATER_THAN_OR_EQUAL_TO", 12, True),
        ("IS_LESS_THAN", 12, False),
        ("IS_LESS_THAN", 12.5, True),
        ("IS_LESS_THAN_OR_EQUAL_TO", 12, True),
        ("IS_LESS_THAN_OR_EQUAL_TO", 11, False),
    ],
)
def test_numbers(operator, value, expected):
    """Numbers are compared as such."""
    assert holds("visits", "NUMBER", operator, value=value) is expected


@pytest.mark.parametrize(("bounds", "expected"), [((1, 12), True), ((13, 20), False), ((12, 12), True)])
def test_ranges_of_numbers(bounds, expected):
    """Both bounds count."""
    lower, upper = bounds
    fields = {"lowerBound": lower, "upperBound": upper}

    assert holds("visits", "NUMBER_RANGED", "IS_BETWEEN", **fields) is expected
    assert holds("visits", "NUMBER_RANGED", "IS_NOT_BETWEEN", **fields) is not expected


def test_flags():
    """A flag is the text true."""
    assert holds("optout", "BOOL", "IS_EQUAL_TO", value=True)
    assert not holds("optout", "BOOL", "IS_EQUAL_TO", value=False)
    assert holds("optout", "BOOL", "IS_NOT_EQUAL_TO", value=False)


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("IS_ANY_OF", ["seo", "ads"], True),
        ("IS_ANY_OF", ["ads"], False),
        ("IS_NONE_OF", ["ads"], True),
        ("IS_NONE_OF", ["crm"], False),
        ("IS_EXACTLY", ["seo", "crm"], True),
        ("IS_EXACTLY", ["crm"], False),
        ("IS_NOT_EXACTLY", ["crm"], True),
        ("CONTAINS_ALL", ["crm"], True),
        ("CONTAINS_ALL", ["crm", "ads"], False),
        ("DOES_NOT_CONTAIN_ALL", ["crm", "ads"], True),
    ],
)
def test_choices(operator, values, expected):
    """The value is a set of options."""
    assert holds("topics", "ENUMERATION", operator, values=values) is expected


def test_known_and_unknown():
    """Whether there is a value, under each of its names."""
    for operator in ("IS_KNOWN", "IS_NOT_BLANK"):
        assert holds("firstname", "ALL_PROPERTY", operator)
        assert not holds("phone", "ALL_PROPERTY", operator)
    for operator in ("IS_UNKNOWN", "IS_NOT_KNOWN", "IS_BLANK"):
        assert holds("phone", "ALL_PROPERTY", operator)
        assert not holds("firstname", "ALL_PROPERTY", operator)


@pytest.mark.parametrize("operator", ["IS_EQUAL_TO", "IS_NOT_EQUAL_TO"])
def test_without_a_value(operator):
    """No value is accepted or rejected as the operation says, whatever its operator (HubSpot's guide)."""
    for unset in (True, False):
        assert holds("phone", "STRING", operator, unset=unset, value="1") is unset


def test_the_past_is_known_as_far_as_the_present_tells():
    """What is so now has ever been so; what is not now may have been: no history is kept."""
    now, other = {"values": ["crm"]}, {"values": ["ads"]}

    assert holds("topics", "ENUMERATION", "HAS_EVER_BEEN_ANY_OF", **now) is True
    assert holds("topics", "ENUMERATION", "HAS_NEVER_BEEN_ANY_OF", **now) is False
    assert holds("topics", "ENUMERATION", "HAS_EVER_BEEN_ANY_OF", **other) is None
    assert holds("topics", "ENUMERATION", "HAS_NEVER_BEEN_ANY_OF", **other) is None
    assert holds("phone", "STRING", "HAS_NEVER_CONTAINED", value="1") is None
    assert holds("visits", "NUMBER", "HAS_EVER_BEEN_EQUAL_TO", value=12) is True


def indexed(kind, days=0, **reference):
    offset = {"offset": {"days": days}} if days else {}
    index = {"referenceType": kind, **reference}
    return {"timeType": "INDEXED", "indexReference": index, "zoneId": "Asia/Tokyo", **offset}


def dated(day, hour=0, month=5):
    return {
        "timeType": "DATE",
        "year": 2026,
        "month": month,
        "day": day,
        "hour": hour,
        "zoneId": "Asia/Tokyo",
    }


def referenced(name):
    reference = {"timeType": "PROPERTY_REFERENCED", "property": name, "referenceType": "VALUE"}
    return {**reference, "zoneId": "Asia/Tokyo"}


@pytest.mark.parametrize(
    ("point", "before", "after"),
    [
        (dated(20, 12), False, False),
        (dated(20, 13), True, False),
        (dated(20, 11), False, True),
        (indexed("NOW"), True, False),
        (indexed("TODAY"), False, True),
        (indexed("TODAY", days=1), True, False),
        (indexed("TODAY", hour=12), False, False),
        (indexed("WEEK", dayOfWeek="MONDAY"), False, True),
        (indexed("WEEK", dayOfWeek="THURSDAY"), True, False),
        (indexed("MONTH", day=20), False, True),
        (indexed("MONTH", day=21), True, False),
        (indexed("QUARTER", month=2, day=20), False, True),
        (indexed("QUARTER", month=3, day=1), True, False),
        (indexed("YEAR", month=5, day=20), False, True),
        (indexed("YEAR", month=6, day=1), True, False),
        (referenced("earlier"), False, True),
        (referenced("day"), False, True),
    ],
)
def test_time_points(point, before, after):
    """The value is noon of 20 May 2026 in Tokyo, now is half past three: a point's own end does not count."""
    for operator, expected in (("IS_BEFORE", before), ("IS_AFTER", after)):
        fields = {"timePoint": point, "type": "TIME_POINT"}
        assert holds("moment", "TIME_POINT", operator, **fields) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-05-20T12:00:00+09:00", True),
        ("2026-05-20T03:00:00", True),
        ("1779246000000", True),
        ("2026-05-20T12:00:00Z", False),
    ],
)
def test_moments_are_read_in_their_zones(written, expected):
    """A moment has its zone, or is one of UTC."""
    is_then = operation("DATETIME", "IS_EQUAL_TO", timestamp=1779246000000)
    values = {"moment": written}

    assert accepts(rooted(about("moment", is_then)), facts(values=values)) is expected


def test_ends_count_where_they_are_inclusive():
    """`endpointBehavior` decides about the very moment."""
    fields = {"timePoint": dated(20, 12), "type": "TIME_POINT", "endpointBehavior": "INCLUSIVE"}

    assert holds("moment", "TIME_POINT", "IS_AFTER", **fields)
    assert holds("moment", "TIME_POINT", "IS_BEFORE", **fields)


def span(lower, upper, **more):
    return {"lowerBoundTimePoint": lower, "upperBoundTimePoint": upper, "type": "TIME_RANGED", **more}


@pytest.mark.parametrize(
    ("name", "lower", "upper", "expected"),
    [
        ("moment", indexed("TODAY", days=-3), indexed("NOW"), True),
        ("moment", indexed("NOW"), indexed("TODAY", days=5), False),
        ("moment", dated(20, 12), dated(20, 12), True),
        ("day", dated(20), dated(20, 23), True),
        ("day", dated(21), dated(21, 23), False),
        ("earlier", indexed("TODAY", days=-3), indexed("NOW"), False),
    ],
)
def test_time_ranges(name, lower, upper, expected):
    """The guide's recipes: in the last and in the next days, on a day; a date is midnight there."""
    assert holds(name, "TIME_RANGED", "IS_BETWEEN", **span(lower, upper)) is expected
    assert holds(name, "TIME_RANGED", "IS_NOT_BETWEEN", **span(lower, upper)) is not expected


def test_exclusive_ranges():
    """An end that is exclusive does not count."""
    lower = span(dated(20, 12), dated(20, 13), lowerBoundEndpointBehavior="EXCLUSIVE")

    assert holds("moment", "TIME_RANGED", "IS_BETWEEN", **lower) is False


@pytest.mark.parametrize(
    ("name", "kind", "operator", "fields"),
    [
        ("moment", "TIME_POINT", "IS_AFTER", {"timePoint": indexed("FISCAL_YEAR", day=1, month=4)}),
        ("moment", "TIME_POINT", "IS_AFTER", {"timePoint": {**dated(20), "zoneId": "Moon/Base"}}),
        ("moment", "TIME_POINT", "IS_AFTER", {"timePoint": dated(30, month=2)}),
        ("moment", "TIME_POINT", "IS_AFTER", {"timePoint": indexed("NOW", days=10**9)}),
        ("moment", "TIME_POINT", "IS_AFTER", {"timePoint": referenced("closedate")}),
        ("moment", "TIME_POINT", "IS_AFTER", {"timePoint": dated(20), "propertyParser": "UPDATED_AT"}),
        ("broken", "TIME_POINT", "IS_AFTER", {"timePoint": dated(20)}),
        ("broken", "TIME_RANGED", "IS_NOT_BETWEEN", span(dated(1), dated(2))),
        ("firstname", "NUMBER", "IS_NOT_EQUAL_TO", {"value": 1}),
        ("firstname", "ROLLING_PROPERTY_UPDATED", "NOT_UPDATED_IN_LAST_X_DAYS", {"numberOfDays": 7}),
        ("firstname", "COMPARATIVE_PROPERTY_UPDATED", "IS_AFTER", {"comparisonPropertyName": "day"}),
        ("moment", "DATE", "IS_LESS_THAN_X_DAYS_AGO", {"year": 2026, "month": "MAY", "day": 1}),
        ("moment", "CALENDAR_DATE", "IN_THIS_TIME_UNIT", {"timeUnit": "YEAR", "useFiscalYear": True}),
        ("moment", "CALENDAR_DATE", "IN_NEXT_TIME_UNIT", {"timeUnit": "YEAR", "timeUnitCount": 10**6}),
        ("moment", "COMPARATIVE_DATE", "IS_AFTER", {"comparisonPropertyName": "closedate"}),
    ],
)
def test_what_cannot_be_told(name, kind, operator, fields):
    """No history, no fiscal year, no such zone or day, a value that is none: the answer stays open."""
    assert holds(name, kind, operator, **fields) is None


@pytest.mark.parametrize(
    ("kind", "operator", "fields", "expected"),
    [
        ("ROLLING_DATE_RANGE", "IS_LESS_THAN_X_DAYS_AGO", {"numberOfDays": 1}, True),
        ("ROLLING_DATE_RANGE", "IS_MORE_THAN_X_DAYS_AGO", {"numberOfDays": 1}, False),
        ("ROLLING_DATE_RANGE", "IS_MORE_THAN_X_DAYS_AGO", {"numberOfDays": 0}, True),
        ("ROLLING_DATE_RANGE", "IS_LESS_THAN_X_DAYS_FROM_NOW", {"numberOfDays": 1}, False),
        ("ROLLING_DATE_RANGE", "IS_MORE_THAN_X_DAYS_FROM_NOW", {"numberOfDays": 0}, False),
        ("RANGED_DATE", "IS_BETWEEN", {"lowerBound": 1779246000000, "upperBound": 1779246000000}, True),
        ("RANGED_DATE", "IS_NOT_BETWEEN", {"lowerBound": 0, "upperBound": 1}, True),
        ("DATETIME", "IS_EQUAL_TO", {"timestamp": 1779246000000}, True),
        ("DATETIME", "IS_BEFORE", {"timestamp": 1779246000001}, True),
        ("DATETIME", "IS_AFTER", {"timestamp": 1779246000000}, False),
        ("DATETIME", "IS_AFTER_DATE", {"timestamp": 1779246000000 - 86_400_000}, True),
        ("DATETIME", "IS_AFTER_DATE", {"timestamp": 1779246000000 - 3_600_000}, False),
        ("DATETIME", "IS_BEFORE_DATE", {"timestamp": 1779246000000 + 86_400_000}, True),
        ("CALENDAR_DATE", "IN_THIS_TIME_UNIT", {"timeUnit": "DAY"}, True),
        ("CALENDAR_DATE", "IN_THIS_TIME_UNIT_SO_FAR", {"timeUnit": "WEEK"}, True),
        ("CALENDAR_DATE", "IN_THIS_TIME_UNIT", {"timeUnit": "QUARTER"}, True),
        ("CALENDAR_DATE", "IN_LAST_TIME_UNIT", {"timeUnit": "MONTH"}, False),
        ("CALENDAR_DATE", "IN_NEXT_TIME_UNIT", {"timeUnit": "YEAR"}, False),
        ("COMPARATIVE_DATE", "IS_AFTER", {"comparisonPropertyName": "earlier"}, True),
        ("COMPARATIVE_DATE", "IS_BEFORE", {"comparisonPropertyName": "earlier"}, False),
    ],
)
def test_older_date_operations(kind, operator, fields, expected):
    """What they mean where a portal takes them; 1779246000000 is the value, three and a half hours ago."""
    assert holds("moment", kind, operator, **fields) is expected


def test_calendar_units_on_either_side():
    """The value of 16 May 2025 is in last year, that of today in none before it."""
    last_year = operation("CALENDAR_DATE", "IN_LAST_TIME_UNIT", timeUnit="YEAR")

    assert accepts(rooted(about("earlier", last_year)), facts())
    assert not accepts(rooted(about("moment", last_year)), facts())


YES = {"filterType": "CONSTANT", "shouldAccept": True}
NO = {"filterType": "CONSTANT", "shouldAccept": False}
OPEN = {"filterType": "PAGE_VIEW", "operator": "HAS_PAGEVIEW_EQ", "pageUrl": "/"}


@pytest.mark.parametrize(
    ("kind", "filters", "expected"),
    [
        ("AND", [], True),
        ("AND", [YES, YES], True),
        ("AND", [YES, NO], False),
        ("AND", [NO, OPEN], False),
        ("AND", [YES, OPEN], None),
        ("OR", [NO, YES], True),
        ("OR", [YES, OPEN], True),
        ("OR", [NO, OPEN], None),
        ("OR", [], False),
        ("NOT_ALL", [YES, NO], True),
        ("NOT_ALL", [YES, YES], False),
        ("NOT_ALL", [YES, OPEN], None),
        ("NOT_ANY", [NO, NO], True),
        ("NOT_ANY", [NO, YES], False),
        ("NOT_ANY", [NO, OPEN], None),
    ],
)
def test_branches(kind, filters, expected):
    """Branches join what is true, false or open; filters and branches count alike."""
    nested = [branch("AND", [one]) for one in filters]

    assert accepts(branch(kind, filters), facts()) is expected
    assert accepts(branch(kind, [], nested), facts()) is expected


@pytest.mark.parametrize("kind", ["ASSOCIATION", "UNIFIED_EVENTS", "PROPERTY_ASSOCIATION"])
def test_what_is_elsewhere_is_open(kind):
    """Events and other records are not looked at, negated or not."""
    elsewhere = branch(kind, [YES], logic="AND")

    assert accepts(branch("AND", [], [elsewhere]), facts()) is None
    assert accepts(branch("NOT_ANY", [], [elsewhere]), facts()) is None


def test_segments():
    """A segment that is not known leaves the answer open; one of a workflow does, too."""
    of_workflow = {**in_list("7"), "metadata": {"id": "7", "inListType": "WORKFLOWS_ACTIVE"}}

    assert accepts(rooted(in_list("7")), facts()) is True
    assert accepts(rooted(in_list("7", "NOT_IN_LIST")), facts()) is False
    assert accepts(rooted(in_list("8", "NOT_IN_LIST")), facts()) is True
    assert accepts(rooted(in_list("9")), facts()) is None
    assert accepts(rooted(in_list("9", "NOT_IN_LIST")), facts()) is None
    assert accepts(rooted(of_workflow), facts()) is None


TREES = [
    rooted(about("firstname", operation("STRING", "CONTAINS", value="yuki"))),
    rooted(about("firstname", operation("STRING", "HAS_EVER_CONTAINED", value="yuki"))),
    rooted(about("topics", operation("ENUMERATION", "IS_ANY_OF", values=["seo", "crm", "seo"]))),
    rooted(about("phone", operation("ALL_PROPERTY", "IS_NOT_KNOWN"))),
    rooted(about("moment", operation("TIME_POINT", "IS_AFTER", timePoint=dated(20, 12), type="TIME_POINT"))),
    rooted(about("moment", operation("TIME_RANGED", "IS_BETWEEN", **span(dated(20, 12), indexed("NOW"))))),
    branch("OR", [], [branch("AND", [YES, YES]), branch("AND", [YES])]),
]


@pytest.mark.parametrize("tree", TREES)
def test_respelling_keeps_the_meaning(tree):
    """Another spelling says the same of the record, and is its own respelling."""
    other = respelled(tree)

    assert accepts(other, facts()) is accepts(tree, facts())
    assert respelled(other) == other


def test_respelling():
    """Text in the plural, options in order, defaults filled in, nothing twice."""
    text, options, known, point, period, constant = (respelled(TREES[place]) for place in (0, 2, 3, 4, 5, 6))

    def only(tree):
        return tree["filterBranches"][0]["filters"][0]["operation"]

    assert only(text) == operation("MULTISTRING", "CONTAINS", values=["yuki"])
    assert only(options)["values"] == ["crm", "seo"]
    assert only(known)["operator"] == "IS_UNKNOWN"
    assert only(point)["endpointBehavior"] == "EXCLUSIVE"
    assert only(point)["timePoint"]["timezoneSource"] == "CUSTOM"
    assert only(period)["lowerBoundEndpointBehavior"] == "INCLUSIVE"
    assert constant == branch("OR", [], [branch("AND", [YES])])
