"""Tests of a condition as filters of HubSpot's record search (dossier J2), and days as bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from revops.kinds.filters.normal import Leaf, alternatives
from revops.kinds.filters.search import EVERYBODY, NOBODY, Groups, searched
from revops.kinds.filters.spans import Span, span
from revops.model import condition
from revops.model.address import Address
from revops.model.condition import InSegment, Not, PropertyRef
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.outlook import Outlook
from revops.model.plan import PortalFacts
from revops.model.spec import Observed, Resource, Symbol

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
"""Half past midnight of the 22nd in Tokyo."""
NONE = {"propertyName": "x", "operator": "NOT_HAS_PROPERTY"}


def asked(word: str, value: Json, kind: str = "number", name: str = "x") -> condition.Test:
    return condition.Test(PropertyRef("contacts", name), kind, word, value)


def outlook(field: str = "select", **made: str) -> Outlook:
    """A portal in Tokyo with the property `x` of a field type; properties that are yet to be made."""
    address = Address("property", "contacts", "x")
    there = {address: Observed(address, "x", {"fieldType": field})}
    names = Names({Symbol("lifecycle_stage", "mql"): "77"})
    to_make = {Address("property", "contacts", name): kind for name, kind in made.items()}
    return Outlook(
        Context(portal=PortalFacts(1, time_zone="Asia/Tokyo"), names=names),
        NOW,
        {} if "x" in made else there,
        {at: Resource(at, {"fieldType": kind}) for at, kind in to_make.items()},
    )


def groups(test: condition.Test, seen: Outlook | None = None) -> Groups | None:
    return searched(Leaf(test), seen or outlook())


def told(operator: str, **members: Json) -> Json:
    return {"propertyName": "x", "operator": operator, **members}


@pytest.mark.parametrize(
    ("test", "one"),
    [
        (asked("equals", 5), told("EQ", value="5")),
        (asked("less_than", 5), told("LT", value="5")),
        (asked("at_most", 5), told("LTE", value="5")),
        (asked("greater_than", 5), told("GT", value="5")),
        (asked("at_least", 5), told("GTE", value="5")),
        (asked("between", [2, 4]), told("BETWEEN", value="2", highValue="4")),
        (asked("known", True), told("HAS_PROPERTY")),
        (asked("is", True, "bool"), told("EQ", value="true")),
        (asked("is", False, "bool"), told("EQ", value="false")),
        (asked("any_of", ["a"], "enumeration"), told("EQ", value="a")),
        (asked("any_of", ["a", "B"], "enumeration"), told("IN", values=["a", "B"])),
        (asked("equals", ["Tokyo", "OSAKA"], "string"), told("IN", values=["tokyo", "osaka"])),
    ],
)
def test_positive_words_are_one_filter(test: condition.Test, one: Json) -> None:
    """The operators that dossier J2 lists; values are texts."""
    assert groups(test) == ((one,),)


@pytest.mark.parametrize(
    ("test", "one"),
    [
        (asked("not_equals", 5), told("NEQ", value="5")),
        (asked("is_not", True, "bool"), told("NEQ", value="true")),
        (asked("none_of", ["a", "b"], "enumeration"), told("NOT_IN", values=["a", "b"])),
    ],
)
def test_negative_words_count_records_without_a_value_besides(test: condition.Test, one: Json) -> None:
    """They fit records without a value, and no source says that a negative operator does."""
    assert groups(test) == ((one,), (NONE,))


def test_what_has_no_value_is_asked_for_as_such() -> None:
    """`unknown` is one operator."""
    assert groups(asked("unknown", True)) == ((NONE,),)


def test_a_denied_bound_is_the_other_side_and_those_without_a_value() -> None:
    """Not 60 or more is less than 60, or nothing."""
    ((leaf,),) = alternatives(Not(asked("at_least", 60)))

    assert searched(leaf, outlook()) == ((told("LT", value="60"),), (NONE,))


@pytest.mark.parametrize(
    "test",
    [
        asked("contains", ["a"], "string"),
        asked("starts_with", ["a"], "string"),
        asked("equals", ["a"], "phone_number"),
        asked("all_of", ["a"], "enumeration"),
        asked("ever_equals", 5),
        asked("not_between", [2, 4]),
        asked("updated_in_days", 5),
        asked("within_last_months", 1, "date"),
        asked("in_this", "month", "date"),
        asked("not_on", "2026-11-22", "date"),
        asked("any_of", [str(number) for number in range(101)], "enumeration"),
    ],
)
def test_what_a_search_does_not_say_is_not_asked(test: condition.Test) -> None:
    """Words without an operator that means just the same, and lists that are too long."""
    assert groups(test) is None


def test_several_values_are_not_searched() -> None:
    """No source says how a search finds one of several values that a record holds."""
    assert groups(asked("any_of", ["a"], "enumeration"), outlook("checkbox")) is None


def test_options_of_an_unseen_property_are_not_searched() -> None:
    """Whether it holds several values is not known then."""
    assert groups(asked("any_of", ["a"], "enumeration", "other")) is None


def test_segments_are_no_filters() -> None:
    """Search knows properties alone."""
    assert searched(Leaf(InSegment("s")), outlook()) is None


def test_stages_go_by_their_ids_in_this_portal() -> None:
    """A lifecycle stage that was made has an id of its own."""
    address = Address("property", "contacts", "lifecyclestage")
    seen = outlook()
    seen = Outlook(
        seen.context, NOW, {address: Observed(address, "lifecyclestage", {"fieldType": "radio"})}, {}
    )

    found = groups(asked("any_of", ["mql"], "enumeration", "lifecyclestage"), seen)

    assert found == (({"propertyName": "lifecyclestage", "operator": "EQ", "value": "77"},),)


def test_nobody_has_a_value_of_a_property_that_is_yet_to_be_made() -> None:
    """A positive word fits nobody, a negative one everybody; HubSpot is not asked about what it has not."""
    seen = outlook(x="number")
    ((denied,),) = alternatives(Not(asked("at_least", 60)))

    assert groups(asked("at_least", 60), seen) == NOBODY
    assert groups(asked("not_equals", 60), seen) == EVERYBODY
    assert searched(denied, seen) == EVERYBODY


def test_values_that_the_plan_moves_are_not_searched() -> None:
    """Records get them in the same run, before anything is switched on."""
    seen = replace(outlook(), moving=frozenset({Address("property", "contacts", "x")}))

    assert groups(asked("any_of", ["a"], "enumeration"), seen) is None


def test_what_hubspot_computes_may_have_values_at_once() -> None:
    """A calculated property that is yet to be made is not taken for empty."""
    assert groups(asked("at_least", 60), outlook(x="calculation_equation")) is None


def at(*moment: int, zone: ZoneInfo = TOKYO) -> datetime:
    return datetime(*moment, tzinfo=zone)


LAST = (23, 59, 59, 999000)
"""HubSpot counts milliseconds."""


@pytest.mark.parametrize(
    ("word", "value", "first", "last"),
    [
        ("on", "2026-11-20", at(2026, 11, 20), at(2026, 11, 20, *LAST)),
        ("between", ["2026-11-01", "2026-11-20"], at(2026, 11, 1), at(2026, 11, 20, *LAST)),
        ("before", "2026-11-20", None, at(2026, 11, 19, *LAST)),
        ("on_or_before", "2026-11-20", None, at(2026, 11, 20, *LAST)),
        ("after", "2026-11-20", at(2026, 11, 21), None),
        ("on_or_after", "2026-11-20", at(2026, 11, 20), None),
        ("within_last_days", 2, at(2026, 11, 20), at(2026, 11, 22, 0, 30)),
        ("within_last_weeks", 1, at(2026, 11, 15), at(2026, 11, 22, 0, 30)),
        ("within_next_days", 2, at(2026, 11, 22, 0, 30), at(2026, 11, 24)),
        ("more_than_days_ago", 2, None, at(2026, 11, 19, *LAST)),
        ("more_than_days_ahead", 2, at(2026, 11, 24, 0, 0, 0, 1000), None),
    ],
)
def test_moments_are_those_of_the_portals_days(
    word: str, value: Json, first: datetime | None, last: datetime | None
) -> None:
    """Days begin at midnight in the portal's zone, and are counted from the beginning of today."""
    assert span(asked(word, value, "datetime"), NOW, "Asia/Tokyo") == Span(first, last)


def test_days_of_a_date_are_midnights_in_utc() -> None:
    """A `date` holds no time; which day is today, the portal's zone says."""
    utc = ZoneInfo("UTC")

    found = span(asked("within_last_days", 2, "date"), NOW, "Asia/Tokyo")

    assert found == Span(at(2026, 11, 20, zone=utc), at(2026, 11, 22, zone=utc))


def test_bounds_are_sent_as_milliseconds() -> None:
    """The 20th of November 2026 in UTC, both ends in it: 1795132800 s is its midnight."""
    first, last = "1795132800000", str(1795132800000 + 86_400_000 - 1)

    assert groups(asked("on", "2026-11-20", "date")) == ((told("GTE", value=first), told("LTE", value=last)),)


def test_a_day_beyond_the_calendar_is_not_asked() -> None:
    """A span of a million days has no beginning."""
    assert groups(asked("within_last_days", 1_000_000, "date")) is None


@pytest.mark.parametrize("name", ["America", "Atlantis/Capital", "x" * 5000, "../UTC"])
def test_a_time_zone_that_is_none_is_told_as_an_answer_of_another_shape(name: str) -> None:
    """HubSpot says where the portal is; a folder of zones is none, nor is a name of any length."""
    with pytest.raises(ValueError, match=r"time zone|keys must"):
        span(asked("on", "2026-11-22", "datetime"), NOW, name)
