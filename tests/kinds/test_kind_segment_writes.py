"""Kind `segment`: what it sends, and what it makes of the answers (dossier G1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from kind_talk import create, delete, talk, update

from filter_bodies import condition, known
from revops.kinds.segment import SegmentKind
from revops.kinds.segment.spec import Design
from revops.model import condition as c
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change
from revops.model.condition import InSegment, PropertyRef
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.spec import Observed, Resource, Symbol

KIND = SegmentKind()
NEWS = Address("segment", "", "news")
KNOWN = c.Test(PropertyRef("contacts", "email"), "string", "known", value=True)
SAID = {"property": "contacts.email", "known": True}
BRANCH = condition(known("email"))
MADE = Answer(200, {"list": {"listId": "7"}})
YES = Answer(204)


def wanted(name: str = "news", **units: Json) -> Resource:
    own = {"object": "contacts", "type": "dynamic", "name": "News", "where": SAID, **units}
    return Resource(Address("segment", "", name), own, Design("contacts", "News", KNOWN))


def there(**units: Json) -> Observed:
    own = {"object": "contacts", "type": "dynamic", "name": "News", "where": SAID, "folder": "/", **units}
    return Observed(NEWS, "7", own, raw={"size": "12", "uses": "2"})


def tree(*nodes: Mapping[str, Json]) -> Answer:
    return Answer(200, {"folder": {"id": "0", "childLists": [], "childNodes": list(nodes)}})


def told(*rounds: list[Answer], changes: tuple[Change, ...]) -> list[tuple[str, str, Json]]:
    """Method, path and body of everything that was asked."""
    asked, _ = talk(KIND.compile(changes, Context()), *rounds)
    return [(call.method, call.path, call.body) for calls in asked for call in calls]


def test_a_create() -> None:
    """One request holds everything."""
    assert told([MADE], changes=(create(wanted()),)) == [
        (
            "POST",
            "",
            {"name": "News", "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": BRANCH},
        )
    ]


def test_a_folder_that_is_there_goes_with_the_create() -> None:
    """The tree is read right before, once for all; here HubSpot takes a number (its API description)."""
    node = {"id": "10", "name": "Marketing", "childLists": [], "childNodes": []}
    (read, made) = told([tree(node)], [MADE], changes=(create(wanted(folder="Marketing")),))

    assert read == ("GET", "/folders", None)
    assert made[2]["listFolderId"] == 10


def test_missing_folders_are_made_once_and_from_the_outside_in() -> None:
    """Two segments in one new folder; each is moved when the folder is there."""
    changes = (
        create(wanted("news", folder="Marketing/Nurture")),
        create(replace(wanted("more", folder="Marketing/Nurture"))),
    )
    other = Answer(200, {"list": {"listId": "8"}})
    outer, inner = Answer(200, {"folder": {"id": "20"}}), Answer(200, {"folder": {"id": "21"}})
    sent = told([tree()], [MADE, other], [outer], [inner], [YES, YES], changes=changes)

    assert sent[3:] == [
        ("POST", "/folders", {"name": "Marketing", "parentFolderId": "0"}),
        ("POST", "/folders", {"name": "Nurture", "parentFolderId": "20"}),
        ("PUT", "/folders/move-list", {"listId": "7", "newFolderId": "21"}),
        ("PUT", "/folders/move-list", {"listId": "8", "newFolderId": "21"}),
    ]


def test_the_requests_of_a_create_say_what_they_set() -> None:
    """A create that is broken off is known as such: the ledger holds what was sent (rule 6)."""
    change = create(wanted(folder="Marketing", convert={"on": "2027-03-31"}))
    asked, _ = talk(
        KIND.compile([change], Context()),
        [tree()],
        [MADE],
        [Answer(200, {"folder": {"id": "20"}})],
        [YES, YES],
    )
    calls = [call for calls in asked for call in calls if call.carries]

    assert [call.units for call in calls] == [
        {"object", "type", "name", "where"},
        frozenset(),
        {"folder"},
        {"convert"},
    ]


def test_nothing_follows_a_create_that_was_refused() -> None:
    """There is no id to go on with."""
    change = create(wanted(convert={"on": "2027-03-31"}))

    assert len(told([Answer(400)], changes=(change,))) == 1


@pytest.mark.parametrize(
    ("units", "request_"),
    [
        ({"name": "Letters"}, ("PUT", "/7/update-list-name", {"listName": "Letters"}, None)),
        (
            {"where": SAID},
            (
                "PUT",
                "/7/update-list-filters",
                {"enrollObjectsInWorkflows": "false"},
                {"filterBranch": BRANCH},
            ),
        ),
        ({"convert": "never"}, ("DELETE", "/7/schedule-conversion", {}, None)),
        (
            {"convert": {"on": "2027-03-31"}},
            (
                "PUT",
                "/7/schedule-conversion",
                {},
                {"conversionType": "CONVERSION_DATE", "year": 2027, "month": 3, "day": 31},
            ),
        ),
        (
            {"convert": {"inactive": {"months": 3}}},
            (
                "PUT",
                "/7/schedule-conversion",
                {},
                {"conversionType": "INACTIVITY", "offset": 3, "timeUnit": "MONTH"},
            ),
        ),
    ],
)
def test_one_request_for_each_unit(units: Json, request_: tuple[str, str, Json, Json]) -> None:
    """Nobody is enrolled in a workflow because a blueprint was edited."""
    ((call,),), _ = talk(KIND.compile([update(wanted(), there(), **units)], Context()))

    assert (call.method, call.path, call.query, call.body) == request_


def test_a_move_to_the_root() -> None:
    """The root is the folder `0` (dossier G1)."""
    (_, move) = told([tree()], changes=(update(wanted(), there(folder="A"), folder="/"),))

    assert move == ("PUT", "/folders/move-list", {"listId": "7", "newFolderId": "0"})


def test_a_replacement() -> None:
    """The old one goes first, as names are unique; the new one is made whole."""
    change = replace(update(wanted(), there(type="static"), type="dynamic"), action=Action.REPLACE)
    sent = told([YES], [MADE], changes=(change,))

    assert [request[:2] for request in sent] == [("DELETE", "/7"), ("POST", "")]
    assert sent[1][2]["filterBranch"] == BRANCH


def test_a_removal() -> None:
    """By its id."""
    assert told(changes=(delete(there()),)) == [("DELETE", "/7", None)]


def test_a_segment_in_a_condition_is_an_id() -> None:
    """The name of the blueprint becomes this portal's id."""
    resource = replace(wanted(where={"in_segment": "vip"}), spec=Design("contacts", "News", InSegment("vip")))
    context = Context(names=Names({Symbol("segment", "vip"): "42"}))
    ((call,),), _ = talk(KIND.compile([create(resource)], context), [MADE])

    assert call.body["filterBranch"]["filterBranches"][0]["filters"] == [
        {"filterType": "IN_LIST", "listId": "42", "operator": "IN_LIST"}
    ]


def test_a_rehearsal_knows_the_folders_that_were_there() -> None:
    """So that the requests of a plan are those of the run."""
    known = {Symbol("folder", "/"): "0", Symbol("folder", "A"): "5", Symbol("folder", "A/B"): "6"}
    asked, _ = talk(KIND.compile([create(wanted(folder="A/B"))], Context(names=Names(known, rehearsal=True))))

    assert [(call.method, call.path) for calls in asked for call in calls] == [
        ("GET", "/folders"),
        ("POST", ""),
    ]


@pytest.mark.parametrize(
    ("call", "answer", "done", "id_"),
    [
        (Call("lists", "POST", carries=(NEWS,)), MADE, True, "7"),
        (Call("lists", "POST", "/folders", carries=(NEWS,)), Answer(200, {"folder": {"id": "5"}}), True, ""),
        (Call("lists", "DELETE", "/7", carries=(NEWS,)), Answer(404), True, ""),
        (
            Call("lists", "PUT", "/7/update-list-name", carries=(NEWS,)),
            Answer(400, {"message": "no"}),
            False,
            "",
        ),
    ],
)
def test_answers(call: Call, answer: Answer, done: bool, id_: str) -> None:
    """A create answers 200 with the segment (dossier G1)."""
    (settled,) = KIND.settle(call, answer, Context())

    assert (settled.done, settled.id) == (done, id_)


def test_ids_are_learnt_by_key() -> None:
    """Workflows and other segments name it so."""
    assert KIND.learn(NEWS, {"": "7"}) == {Symbol("segment", "news"): "7"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (delete(there()), ("12 member(s)", "2 thing(s) in HubSpot refer to it", "90 days")),
        (update(wanted(), there(), where=SAID), ("12 member(s)", "none is enrolled")),
        (
            replace(update(wanted(), there(), type="static"), action=Action.REPLACE),
            ("12 member(s)", "new id"),
        ),
        (update(wanted(), there(), convert={"on": "2027-03-31"}), ("does not become dynamic again",)),
    ],
)
def test_what_a_person_should_know(change: Change, words: tuple[str, ...]) -> None:
    """The members and uses of now are counted."""
    (finding,) = KIND.hazards(change)

    assert finding.code == "RV855"
    assert all(word in finding.summary for word in words)


def test_a_rename_is_no_hazard() -> None:
    """Ids stay, nobody comes or goes."""
    assert list(KIND.hazards(update(wanted(), there(), name="Letters"))) == []


def test_by_hand() -> None:
    """A link to the segment, or to where one is made."""
    assert "objectLists/7/filters" in KIND.by_hand(update(wanted(), there(), name="A"), Context())
    assert "Create segment" in KIND.by_hand(create(wanted()), Context())
