"""Kind `segment`: the section, and the portal's lists in its words (dossier G)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from kind_talk import Near, expand, found, talk
from pydantic import ValidationError

from filter_bodies import condition, known
from revops.kinds.segment import SegmentKind
from revops.model import condition as c
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.condition import All, Condition, InSegment, PropertyRef, Submitted
from revops.model.context import Context, Names
from revops.model.finding import Refused
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Need, Observation, Resource, Symbol

KIND = SegmentKind()
KNOWN = c.Test(PropertyRef("contacts", "email"), "string", "known", value=True)
SAID = {"property": "contacts.email", "known": True}
FILTER = known("email")
IN_LIST = {"filterType": "IN_LIST", "listId": "8", "operator": "IN_LIST"}


class Reading(Near):
    """A blueprint whose conditions are given as trees."""

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        found: Condition = value["tree"]
        return found


def near(**facts: Any) -> Reading:
    return Reading(types={"contacts.email": "string"}, conditions={"reachable": KNOWN}, **facts)


def one(told: Mapping[str, Json], key: str = "news", about: Near | None = None) -> Resource:
    entry = {"object": "contacts", "name": "News", **told}
    (resource,) = expand(KIND, {key: entry}, about or near())
    return resource


def row(list_id: str, name: str, **told: Json) -> dict[str, Json]:
    return {"listId": list_id, "name": name, "objectTypeId": "0-1", "processingType": "DYNAMIC", **told}


def searched(*rows: Json) -> Answer:
    return Answer(200, {"results": list(rows)})


def shown(*rows: Json) -> Answer:
    return Answer(200, {"lists": list(rows)})


def seen(
    wanted: Resource | None, *rounds: list[Answer], context: Context | None = None
) -> tuple[list[list[Call]], Observation]:
    asked, told = talk(KIND.observe("", [wanted] if wanted else [], context or Context()), *rounds)
    return asked, told


def test_a_section_is_units() -> None:
    """The object is no part of the address: a name is one in the whole portal."""
    resource = one(
        {"where": "reachable", "folder": "/Marketing/Nurture/", "convert": {"inactive": {"months": 3}}}
    )

    assert resource.address == Address("segment", "", "news")
    assert resource.units == {
        "object": "contacts",
        "type": "dynamic",
        "name": "News",
        "where": SAID,
        "folder": "Marketing/Nurture",
        "convert": {"inactive": {"months": 3}},
    }
    assert resource.needs == {Need(Address("property", "contacts", "email"))}


def test_what_is_left_out_is_not_managed() -> None:
    """No folder and no conversion: nobody touches them (rule 2)."""
    assert one({"type": "static"}).units == {"object": "contacts", "type": "static", "name": "News"}
    assert one({"type": "static", "folder": "/"}).units["folder"] == "/"


def test_names_in_conditions_come_first() -> None:
    """A segment of the blueprint is needed; one of the portal is looked up, as forms are."""
    tree = All((InSegment("vip"), InSegment("Board"), Submitted(("Download",))))
    resource = one({"where": {"tree": tree}}, about=near(entries={"segments": {"vip": {}}}))

    assert resource.needs == {Need(Address("segment", "", "vip"))}
    assert resource.uses == {Symbol("segment", "vip"), Symbol("segment", "Board"), Symbol("form", "Download")}


@pytest.mark.parametrize(
    ("told", "code", "word"),
    [
        ({"existing": True, "folder": "A"}, "RV850", "folder"),
        ({"type": "static", "where": "reachable"}, "RV851", "where"),
        ({"type": "snapshot"}, "RV851", None),
        ({}, "RV851", None),
        ({"type": "snapshot", "where": "reachable", "convert": "never"}, "RV852", "convert"),
        ({"object": "deals", "where": "reachable"}, "RV282", "where"),
    ],
)
def test_what_does_not_go_together_is_told(told: Json, code: str, word: str | None) -> None:
    """All at once, each at its line."""
    about = near()
    one(told, about=about)

    assert about.reports == [(code, ("segments", "news", *([word] if word else [])))]


def test_two_of_one_name() -> None:
    """HubSpot takes a name once in the whole portal, whatever the object (dossier G1)."""
    about = near()
    static = {"type": "static", "name": "VIP"}
    expand(KIND, {"one": {**static, "object": "contacts"}, "two": {**static, "object": "deals"}}, about)

    assert about.reports == [("RV853", ("segments", "two", "name"))]


@pytest.mark.parametrize(
    "told",
    [
        {"convert": {}},
        {"convert": {"on": "2027-02-30"}},
        {"convert": {"on": "2027-02-01", "inactive": {"days": 1}}},
        {"convert": {"inactive": {"days": 0}}},
        {"convert": {"inactive": {"days": 1, "weeks": 1}}},
        {"convert": "sometimes"},
        {"type": "active"},
    ],
)
def test_values_that_no_segment_has(told: Json) -> None:
    """The section's type refuses them."""
    with pytest.raises(ValidationError):
        one(told)


def test_one_search_and_one_read() -> None:
    """The search shows no filters (dossier G1), so those of the managed ones are read together."""
    asked, told = seen(
        one({"where": "reachable"}),
        [searched(row("7", "News", additionalProperties={"hs_list_size": "12"}), row("8", "Others"))],
        [shown(row("7", "News", filterBranch=condition(FILTER)))],
    )

    (search,), (read,) = asked
    assert (search.method, search.path, search.pages) == ("POST", "/search", True)
    assert (read.method, read.path) == ("GET", "")
    assert read.query == {"listIds": ("7",), "includeFilters": "true"}
    mine = found(told, "segment.news")
    assert mine.units == {"object": "contacts", "type": "dynamic", "name": "News", "where": SAID}
    assert mine.raw["size"] == "12"
    assert found(told, "segment.others").units["name"] == "Others"
    assert told.ids[Symbol("segment", "news")] == "7"
    assert told.ids[Symbol("segment", "Others")] == "8"


def test_a_hundred_a_request() -> None:
    """A portal's own segments are read with filters for `pull`, a hundred at once."""
    rows = [row(str(number), f"List {number}") for number in range(1, 151)]
    folders = Answer(200, {"folder": {"id": "0", "childNodes": [], "childLists": []}})
    lists = [Answer(200, {"results": []})] * 3
    asked, _ = seen(None, [searched(*rows), *lists, folders], [shown(*rows[:100]), shown(*rows[100:])])

    assert [len(call.query["listIds"]) for call in asked[1]] == [100, 50]


def test_known_ids_come_before_names() -> None:
    """A segment that was renamed in HubSpot is the same one; one that took its name is not."""
    entry = Entry("7", {"name": "News"}, created=True)
    context = Context(ledger=Ledger(1, {Address("segment", "", "news"): entry}))
    rows = row("7", "Letters"), row("9", "News")
    _, told = seen(one({"where": "reachable"}), [searched(*rows)], [shown(rows[0])], context=context)

    assert found(told, "segment.news").units["name"] == "Letters"
    assert {seen.address.name for seen in told.found} == {"news", "news_9"}


def test_a_bound_id_comes_before_the_ledger() -> None:
    """A person says which one is meant."""
    entry = Entry("7", {"name": "News"}, created=True)
    context = Context(bind={"segment.news": "9"}, ledger=Ledger(1, {Address("segment", "", "news"): entry}))
    rows = row("7", "News"), row("9", "Other")
    _, told = seen(one({"where": "reachable"}), [searched(*rows)], [shown(rows[1])], context=context)

    assert found(told, "segment.news").id == "9"


def test_names_are_one_per_object() -> None:
    """One of companies is not the segment of contacts, and HubSpot would refuse a second name."""
    _, told = seen(one({"where": "reachable"}), [searched(row("7", "news ", objectTypeId="0-2"))])

    assert [(finding.code, str(finding.address)) for finding in told.findings] == [("RV854", "segment.news")]


def test_a_name_that_is_nowhere_makes_it_wait() -> None:
    """Neither a key of the blueprint nor a segment of the portal."""
    tree = All((InSegment("news"), InSegment("Board"), InSegment("Nobody")))
    _, told = seen(one({"where": {"tree": tree}}), [searched(row("8", "Board"))])

    assert set(told.missing) == {Symbol("segment", "Nobody")}


def test_ids_read_as_the_words_of_the_blueprint() -> None:
    """The same segment has a key and a name; the one that the condition uses is kept."""
    for name in ("Board", "board"):
        wanted = one({"where": {"tree": InSegment(name)}})
        known = Context(names=Names({Symbol("segment", "board"): "8"}))
        _, told = seen(
            wanted,
            [searched(row("7", "News"), row("8", "Board"))],
            [shown(row("7", "News", filterBranch=condition(IN_LIST)))],
            context=known,
        )
        assert found(told, "segment.news").units["where"] == {"in_segment": name}


def test_what_has_no_words_is_raw() -> None:
    """It is shown, and `--keep` refuses it: it may name things by a portal's ids (rule 1)."""
    strange = {"filterType": "WEBINAR", "operator": "HAS_WEBINAR_REGISTRATION", "webinarId": "5"}
    _, told = seen(
        one({"where": "reachable"}),
        [searched(row("7", "News"))],
        [shown(row("7", "News", filterBranch=condition(strange)))],
    )
    where = found(told, "segment.news").units["where"]

    assert where == {"raw": strange}
    with pytest.raises(Refused, match="no words"):
        KIND.rewrite({"where": "reachable"}, "where", where, Context())


def test_what_the_token_may_not_see_is_unreadable() -> None:
    """It is there and its filters are not shown: held, never made again."""
    _, told = seen(one({"where": "reachable"}), [searched(row("7", "News"))], [shown()])

    assert found(told, "segment.news").unreadable


def test_a_list_that_was_cut_proves_nothing() -> None:
    """An answer that is not ok is no proof of absence (rule 5)."""
    _, told = seen(one({"where": "reachable"}), [Answer(500)])

    assert told.unknown


TREE = {
    "id": "0",
    "childLists": [1],
    "childNodes": [
        {
            "id": "10",
            "name": "Marketing",
            "childLists": [],
            "childNodes": [{"id": "11", "name": "Old", "childLists": [], "childNodes": []}],
        },
        {
            "id": "12",
            "name": "Sales",
            "childLists": [],
            "childNodes": [{"id": "13", "name": "Old", "childLists": [], "childNodes": []}],
        },
    ],
}


@pytest.mark.parametrize(
    ("list_id", "name", "path"),
    [("1", None, "/"), ("7", None, "/"), ("7", "Sales", "Sales"), ("7", "Gone", None)],
)
def test_folders_are_paths(list_id: str, name: str | None, path: str | None) -> None:
    """From the tree, or from the folder's name in the search where that is the only one."""
    told = {"additionalProperties": {"hs_folder_name": name}} if name else {}
    body = row(list_id, "News", **told)
    wanted = one({"where": "reachable", "folder": "Sales"})
    _, seen_ = seen(wanted, [searched(body), Answer(200, {"folder": TREE})], [shown(body)])

    assert found(seen_, "segment.news").units.get("folder") == path
    assert seen_.ids[Symbol("folder", "Marketing/Old")] == "11"


def test_folders_of_one_name_are_looked_into() -> None:
    """HubSpot lists the segments of the folder that is asked for, and not of those below it."""
    body = row("7", "News", additionalProperties={"hs_folder_name": "Old"})
    looked = [
        Answer(200, {"folder": {"id": "11", "childLists": [], "childNodes": []}}),
        Answer(200, {"folder": {"id": "13", "childLists": [7], "childNodes": []}}),
    ]
    asked, told = seen(
        one({"where": "reachable", "folder": "Sales/Old"}),
        [searched(body), Answer(200, {"folder": TREE})],
        [shown(body), *looked],
    )

    assert [call.query.get("folderId") for call in asked[1][1:]] == ["11", "13"]
    assert found(told, "segment.news").units["folder"] == "Sales/Old"


@pytest.mark.parametrize(
    ("answer", "unit"),
    [
        (Answer(404), "never"),
        (Answer(200, {"listId": "7"}), "never"),
        (
            Answer(
                200,
                {
                    "requestedConversionTime": {
                        "conversionType": "CONVERSION_DATE",
                        "year": 2027,
                        "month": 3,
                        "day": 1,
                    }
                },
            ),
            {"on": "2027-03-01"},
        ),
        (
            Answer(
                200,
                {
                    "requestedConversionTime": {
                        "conversionType": "INACTIVITY",
                        "offset": 2,
                        "timeUnit": "WEEK",
                    }
                },
            ),
            {"inactive": {"weeks": 2}},
        ),
        (
            Answer(200, {"requestedConversionTime": {"conversionType": "MOON"}}),
            {"raw": {"conversionType": "MOON"}},
        ),
        (Answer(500), None),
    ],
)
def test_a_conversion_is_read_where_one_is_managed(answer: Answer, unit: Json) -> None:
    """One request for each such segment; 404 says that none is planned."""
    wanted = one({"where": "reachable", "convert": {"on": "2027-03-01"}})
    asked, told = seen(wanted, [searched(row("7", "News"))], [shown(row("7", "News")), answer])

    assert asked[1][1].path == "/7/schedule-conversion"
    assert found(told, "segment.news").units.get("convert") == unit


def test_a_conversion_that_happened_is_what_was_wanted() -> None:
    """The condition has done its work; the segment is static by the blueprint's own wish."""
    wanted = one({"where": "reachable", "convert": {"on": "2027-03-01"}})
    static = row("7", "News", processingType="MANUAL")
    _, told = seen(wanted, [searched(static)], [shown(static), Answer(404)])

    assert KIND.resolve(wanted, told, Context()).units == {
        "object": "contacts",
        "type": "static",
        "name": "News",
    }
    dynamic = row("7", "News")
    _, told = seen(wanted, [searched(dynamic)], [shown(dynamic), Answer(404)])
    assert KIND.resolve(wanted, told, Context()) == wanted


def test_one_of_the_portals_is_found_by_name() -> None:
    """Only its id is of interest; nothing more is read."""
    wanted = one({"existing": True})
    asked, told = seen(wanted, [searched(row("7", "News"))])

    assert wanted.reference
    assert not wanted.units
    assert len(asked) == 1
    assert told.ids[Symbol("segment", "news")] == "7"


def test_what_cannot_be_changed_is_locked() -> None:
    """Object and type always, a snapshot's condition too (dossier G1); the members are counted."""
    body = row("7", "News", processingType="SNAPSHOT", additionalProperties={"hs_list_size": "12"})
    _, told = seen(one({"type": "snapshot", "where": "reachable"}), [searched(body)], [shown(body)])
    mine = found(told, "segment.news")

    assert set(mine.locked) == {"object", "type", "where"}
    assert "12 members are lost" in mine.another


def test_pull_leaves_out_what_is_so_anyway() -> None:
    """A dynamic segment outside of folders is its object, name and condition."""
    _, told = seen(
        one({"where": "reachable"}),
        [searched(row("7", "News"))],
        [shown(row("7", "News", filterBranch=condition(FILTER)))],
    )
    observed = found(told, "segment.news")

    assert KIND.describe(observed, Context()) == {"object": "contacts", "name": "News", "where": SAID}
    moved = replace(observed, units={**observed.units, "folder": "/", "type": "snapshot"})
    assert KIND.describe(moved, Context())["type"] == "snapshot"


def test_keep_writes_one_language() -> None:
    """A name and a folder in the target's language only, a condition in place of the name of one."""
    entry = {"name": {"ja": "旧", "en": "Old"}, "folder": "A", "where": "reachable"}
    KIND.rewrite(entry, "name", "New", Context(locale="en"))
    KIND.rewrite(entry, "folder", "B", Context(locale="en"))
    KIND.rewrite(entry, "where", SAID, Context(locale="en"))

    assert entry == {"name": {"ja": "旧", "en": "New"}, "folder": "B", "where": SAID}
