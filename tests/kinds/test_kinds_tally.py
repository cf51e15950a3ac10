"""How many records meet a condition: what is asked, and how the answers become a count or a bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from kind_talk import talk

from revops.kinds.segment.spec import Design
from revops.kinds.tally import Tally, explained, tally
from revops.model import condition
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.condition import All, AnyOf, Condition, InSegment, Not, PropertyRef
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.outlook import Outlook
from revops.model.spec import Resource, Symbol

REFUSED = Answer(403, {"message": "This app hasn't been granted all required scopes"})


def outlook(segments: Mapping[str, str] | None = None, **made: Condition | None) -> Outlook:
    """A portal with segments by name and id; segments that are yet to be made, with their conditions."""
    names = Names({Symbol("segment", name): key for name, key in (segments or {}).items()})
    to_make = {
        Address("segment", "", name): Resource(
            Address("segment", "", name), {}, Design("contacts", name, where)
        )
        for name, where in made.items()
    }
    return Outlook(Context(names=names), datetime(2026, 11, 22, tzinfo=UTC), {}, to_make)


def points(least: int, scope: str = "contacts") -> condition.Test:
    return condition.Test(PropertyRef(scope, "points"), "number", "at_least", least)


def blank(name: str) -> condition.Test:
    """Takes two filter groups: a value that is another one, or none."""
    return condition.Test(PropertyRef("contacts", name), "number", "not_equals", 1)


UNTOLD = condition.Test(PropertyRef("contacts", "city"), "string", "contains", ["x"])


def total(count: int) -> Answer:
    return Answer(200, {"total": count, "results": []})


def sizes(**members: int) -> Answer:
    """Segments by `s` and their id."""
    rows = [
        {
            "listId": key.removeprefix("s"),
            "processingStatus": "COMPLETE",
            "additionalProperties": {"hs_list_size": str(size)},
        }
        for key, size in members.items()
    ]
    return Answer(200, {"results": rows})


def asked(of: Condition, *rounds: list[Answer], seen: Outlook | None = None) -> tuple[list[Json], Tally]:
    """The filters of every search, group by group, and what became of the answers."""
    calls, found = talk(tally(of, "contacts", seen or outlook()), *rounds)
    searches = [call for calls in calls for call in calls if call.surface == "search"]
    return [[_filters(group) for group in call.body["filterGroups"]] for call in searches], found


def _filters(group: Mapping[str, Json]) -> Json:
    return [(one["operator"], one.get("value")) for one in group["filters"]]


def test_what_a_search_says_is_counted_exactly() -> None:
    """Two tests that must hold at once are one group; one search, nothing is fetched but the total."""
    calls, found = talk(tally(All((points(5), points(7))), "contacts", outlook()), [total(12)])

    ((call,),) = calls
    assert found == Tally(12)
    assert (call.method, call.path, call.restates) == ("POST", "/contacts/search", True)
    assert {**call.body, "filterGroups": len(call.body["filterGroups"])} == {
        "filterGroups": 1,
        "sorts": [],
        "properties": ["hs_object_id"],
        "limit": 1,
        "after": "0",
    }


def test_alternatives_are_groups_of_one_search() -> None:
    """A record that meets both counts once, so the sum is exact."""
    told, found = asked(AnyOf((points(5), points(7))), [total(12)])

    assert told == [[[("GTE", "5")], [("GTE", "7")]]]
    assert found == Tally(12)


def test_what_cannot_be_asked_is_left_out_of_what_must_hold_at_once() -> None:
    """The count is a bound then, and says what it left out."""
    told, found = asked(All((points(5), UNTOLD)), [total(12)])

    assert told == [[[("GTE", "5")]]]
    assert (found.records, found.at_most) == (12, True)
    assert "contacts.city" in explained(found)


def test_an_alternative_that_cannot_be_asked_makes_all_records_the_bound() -> None:
    """Whoever meets it is among all, and nobody knows how many those are."""
    told, found = asked(AnyOf((points(5), UNTOLD)), [total(3)], [total(900)])

    assert told == [[[("GTE", "5")]], []]
    assert (found.records, found.at_most) == (900, True)


def test_tests_of_associated_records_are_not_asked_of_the_record() -> None:
    """A property of the company is no property of the contact."""
    told, found = asked(points(5, "companies"), [total(900)])

    assert told == [[]]
    assert (found.records, found.at_most) == (900, True)


def test_six_alternatives_are_more_than_one_search_takes() -> None:
    """Five groups at most (dossier J2): the counts of six searches are added up, an upper bound."""
    told, found = asked(AnyOf(tuple(map(points, range(6)))), [total(10)] * 6)

    assert len(told) == 6
    assert (found.records, found.at_most) == (60, True)
    assert "one by one" in explained(found)


def test_five_alternatives_are_not() -> None:
    """The last number of groups that fits."""
    told, found = asked(AnyOf(tuple(map(points, range(5)))), [total(10)])

    assert len(told) == 1
    assert found == Tally(10)


def test_too_many_alternatives_are_not_searched_one_by_one() -> None:
    """Eleven searches for one number are no courtesy: all records are the bound."""
    told, found = asked(AnyOf(tuple(map(points, range(11)))), [total(900)])

    assert told == [[]]
    assert (found.records, found.at_most) == (900, True)


def test_the_seventh_filter_of_a_group_is_left_out() -> None:
    """Six filters per group at most (dossier J2)."""
    told, found = asked(All(tuple(map(points, range(7)))), [total(10)])

    assert [len(group) for group in told[0]] == [6]
    assert (found.records, found.at_most) == (10, True)


def test_what_multiplies_groups_is_left_out_first() -> None:
    """Three negative tests are eight groups; one of them has to go."""
    told, found = asked(All((points(5), blank("a"), blank("b"), blank("c"))), [total(10)])

    assert [len(group) for group in told[0]] == [3, 3, 3, 3]
    assert (found.records, found.at_most) == (10, True)


def test_many_negative_tests_end_in_bounded_time() -> None:
    """Forty of them would be a million million groups."""
    told, found = asked(All(tuple(blank(f"p{number}") for number in range(40))), [total(10)])

    assert len(told[0]) <= 5
    assert found.at_most


def test_18_filters_are_the_most_of_one_search() -> None:
    """Four alternatives of five tests are 20 filters: each is searched alone."""
    five = tuple(map(points, range(5)))

    told, found = asked(AnyOf(tuple(All(five) for _ in range(4))), [total(2)] * 4)

    assert len(told) == 4
    assert (found.records, found.at_most) == (8, True)


def test_members_of_a_segment_are_told_by_its_size() -> None:
    """No search: HubSpot tells the size in its list of segments."""
    told, found = asked(InSegment("hot"), [sizes(s9=40)], seen=outlook({"hot": "9"}))

    assert told == []
    assert found == Tally(40)


@pytest.mark.parametrize(("searched", "bound"), [(30, 30), (50, 40)])
def test_members_that_meet_something_are_the_smaller_of_both(searched: int, bound: int) -> None:
    """Nobody knows how many are in both, so it is a bound."""
    seen = outlook({"hot": "9"})

    _, found = asked(All((InSegment("hot"), points(5))), [total(searched), sizes(s9=40)], seen=seen)

    assert (found.records, found.at_most) == (bound, True)


def test_a_segment_that_is_still_filled_has_no_size() -> None:
    """What HubSpot tells of it would be too low."""
    filling = sizes(s9=0)
    filling.body["results"][0]["processingStatus"] = "PROCESSING"

    _, found = asked(InSegment("hot"), [filling], [total(900)], seen=outlook({"hot": "9"}))

    assert (found.records, found.at_most) == (900, True)


def test_who_is_in_no_segment_is_not_asked() -> None:
    """A size says nothing about those who are left."""
    _, found = asked(Not(InSegment("hot")), [total(900)], seen=outlook({"hot": "9"}))

    assert (found.records, found.at_most) == (900, True)


def test_the_condition_of_a_segment_that_is_yet_to_be_made_stands_for_it() -> None:
    """Whoever meets it will be in it."""
    told, found = asked(InSegment("hot"), [total(12)], seen=outlook(hot=points(5)))

    assert told == [[[("GTE", "5")]]]
    assert found == Tally(12)


@pytest.mark.parametrize(("kind", "records"), [("dynamic", 12), ("snapshot", 40)])
def test_a_segment_that_the_plan_changes_is_counted_as_it_will_be(kind: str, records: int) -> None:
    """Its size is that of the old condition; a snapshot keeps the members that it has."""
    address = Address("segment", "", "hot")
    changed = {address: Resource(address, {"type": kind}, Design("contacts", "Hot", points(5)))}
    seen = replace(outlook({"hot": "9"}), changed=changed)

    _, found = asked(InSegment("hot"), [total(12) if kind == "dynamic" else sizes(s9=40)], seen=seen)

    assert found == Tally(records)


def test_segments_that_are_too_wide_together_make_all_records_the_bound() -> None:
    """Each is fine by itself; ten times ten times ten alternatives are more than HubSpot takes anywhere."""
    ten = AnyOf(tuple(map(points, range(10))))
    all_three = All((InSegment("a"), InSegment("b"), InSegment("c")))

    told, found = asked(all_three, [total(900)], seen=outlook(a=ten, b=ten, c=ten))

    assert told == [[]]
    assert (found.records, found.at_most) == (900, True)
    assert "so many alternatives" in explained(found)


def test_whom_it_keeps_out_is_left_out_first() -> None:
    """Where both are too much together the count is of those who meet the condition, and says so."""
    five = tuple(map(points, range(5)))
    wide = AnyOf(tuple(All(five) for _ in range(4)))

    calls, found = talk(tally(points(7), "contacts", outlook(), wide), [total(12)])

    ((call,),) = calls
    assert call.body["filterGroups"][0]["filters"][0]["value"] == "7"
    assert (found.records, found.at_most) == (12, True)
    assert "whom it keeps out" in explained(found)


def test_whom_it_keeps_out_is_asked_where_that_is_possible() -> None:
    """7 or more, but not 9 or more, so less than 9 or without a number."""
    calls, found = talk(tally(points(7), "contacts", outlook(), points(9)), [total(12)])

    ((call,),) = calls
    assert [_filters(group) for group in call.body["filterGroups"]] == [
        [("GTE", "7"), ("LT", "9")],
        [("GTE", "7"), ("NOT_HAS_PROPERTY", None)],
    ]
    assert found == Tally(12)


def test_everybody_is_counted_exactly() -> None:
    """A score of all records asks for nothing."""
    told, found = asked(All(()), [total(900)])

    assert told == [[]]
    assert found == Tally(900)


def test_records_of_an_object_that_is_yet_to_be_made_are_none() -> None:
    """HubSpot is not asked about an object that it does not have."""
    car = Address("object", "", "car")
    seen = Outlook(Context(), datetime(2026, 11, 22, tzinfo=UTC), {}, {car: Resource(car, {})})

    calls, found = talk(tally(points(5, "car"), "car", seen))

    assert (calls, found) == ([], Tally(0))


def test_a_search_that_is_refused_for_what_it_asks_is_tried_without_filters() -> None:
    """A 400 about a filter says nothing about the right to search."""
    _, found = asked(points(5), [Answer(400, {"message": "no such property"})], [total(900)])

    assert (found.records, found.at_most) == (900, True)


def test_a_search_that_is_refused_altogether_counts_nothing() -> None:
    """Never 0: nobody could count, and HubSpot's words say why."""
    _, found = asked(points(5), [REFUSED], [REFUSED])

    assert found.records is None
    assert "scopes" in explained(found)


@pytest.mark.parametrize("body", [{"total": -1}, {"total": "many"}, {}])
def test_a_total_that_is_no_count_is_not_taken_for_one(body: Json) -> None:
    """Who asked tells it as an answer of another shape."""
    with pytest.raises((LookupError, TypeError, ValueError), match=r"total|count"):
        asked(points(5), [Answer(200, body)])
