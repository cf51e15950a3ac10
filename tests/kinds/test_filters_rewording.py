"""Raw JSON of a blueprint and what the portal has for it: one meaning is no difference."""

from typing import Any

import pytest

from revops.kinds import filters
from revops.model import condition as c
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol

TOKYO = Context(portal=PortalFacts(1, time_zone="Asia/Tokyo"), names=Names({Symbol("segment", "hot"): "42"}))
KNOWN = {"filterType": "PROPERTY", "property": "email", "operation": {
    "operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"}}  # fmt: skip
CTA = {"filterType": "CTA", "operator": "HAS_CLICKED_CTA", "ctaName": "b7988654"}
HOT = {"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "42"}
OTHERS = {"filterBranchType": "ASSOCIATION", "operator": "NOT_IN_LIST", "filters": [CTA, KNOWN]}
SEGMENT = c.InSegment("hot")


def root(*entries: Any, below: Any = ()) -> dict[str, Any]:
    part = {"filterBranchType": "AND", "filterBranchOperator": "AND"}
    own = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": []}
    return {**own, "filterBranches": [{**part, "filters": list(entries), "filterBranches": list(below)}]}


def units(condition: c.Condition) -> dict[str, Json]:
    return {"name": "news", "where": filters.spell(filters.canonical(condition))}


def read(body: dict[str, Any], wanted: c.Condition) -> dict[str, Json]:
    """The units of the portal, in the words of the wanted ones."""
    found = filters.decompile(body, TOKYO)
    assert found is not None
    return dict(
        filters.reworded(
            {"name": "news", "where": filters.spell(found)}, units(wanted), [wanted], TOKYO, "contacts"
        )
    )


@pytest.mark.parametrize(
    ("wanted", "body"),
    [
        pytest.param(c.Raw(KNOWN), root(KNOWN), id="words"),
        pytest.param(c.Raw(HOT), root(HOT), id="words-by-a-name"),
        pytest.param(
            c.Not(c.Raw(CTA)),
            root(below=[{"filterBranchType": "NOT_ANY", "filters": [{**CTA, "level": "X"}]}]),
            id="denied",
        ),
        pytest.param(c.Raw(CTA), root({**CTA, "isGlobal": False}), id="default"),
        pytest.param(
            c.All((SEGMENT, c.Raw(CTA), c.Raw(KNOWN))), root(KNOWN, {"a": 1, **CTA}, HOT), id="joined"
        ),
        pytest.param(
            c.Raw(OTHERS),
            root(below=[{**OTHERS, "filters": [KNOWN, {**CTA, "level": "X"}], "filterBranches": []}]),
            id="branch",
        ),
        pytest.param(
            c.Associated("deals", where=c.Raw(CTA)),
            root(below=[{**filters.compile(c.Associated("deals", where=c.Raw(CTA)), TOKYO)[
                "filterBranches"][0]["filterBranches"][0], "filters": [{**CTA, "level": "X"}]}]),
            id="associated",
        ),
    ],
)  # fmt: skip
def test_the_same_in_other_json_is_no_difference(wanted: c.Condition, body: dict[str, Any]) -> None:
    """What there are words for is read in words, and HubSpot adds defaults to the rest: both settle."""
    assert read(body, wanted) == units(wanted)


@pytest.mark.parametrize(
    ("wanted", "body"),
    [
        pytest.param(c.Raw(KNOWN), root({**KNOWN, "property": "phone"}), id="other-words"),
        pytest.param(c.Raw(CTA), root({**CTA, "ctaName": "other"}), id="other-value"),
        pytest.param(c.Raw({**CTA, "level": "X"}), root(CTA), id="lost-member"),
        pytest.param(c.Raw(CTA), root(CTA, KNOWN), id="another-filter"),
        pytest.param(
            c.Raw(CTA),
            root({**CTA, "coalescingRefineBy": {"type": "NUM_OCCURRENCES", "minOccurrences": 3}}),
            id="refined",
        ),
        pytest.param(c.Raw(OTHERS), root(below=[{**OTHERS, "filters": [CTA]}]), id="fewer-filters"),
        pytest.param(c.Raw(OTHERS), root(below=[{**OTHERS, "filterBranches": [OTHERS]}]), id="more-below"),
    ],
)
def test_another_meaning_is_a_difference(wanted: c.Condition, body: dict[str, Any]) -> None:
    """What somebody changed in HubSpot is seen."""
    assert read(body, wanted) != units(wanted)


def test_a_place_takes_its_own_spelling() -> None:
    """One meaning may stand in words here and as raw JSON there."""
    said = c.Test(c.PropertyRef("contacts", "email"), "", "known", value=True)
    raw = c.Raw(KNOWN)
    desired = {"enrol": filters.spell(said), "steps": [{"when": filters.spell(raw)}]}
    held = {"enrol": filters.spell(said), "steps": [{"when": filters.spell(said)}]}

    assert filters.reworded(held, desired, [said, raw], TOKYO) == desired


def test_what_enrols_as_a_filter_is_the_raw_event() -> None:
    """A bare event is read inside of `all`, to tell it from a trigger."""
    raw = c.Raw({"filterBranchType": "UNIFIED_EVENTS", "filterBranchOperator": "AND", "filters": [],
                 "filterBranches": [], "eventTypeId": "4-0000", "operator": "HAS_COMPLETED"})  # fmt: skip
    event = filters.spell(c.Event("4-0000"))

    assert filters.reworded({"all": [event]}, filters.spell(raw), [raw], TOKYO) == filters.spell(raw)


def test_names_that_are_not_there_yet_change_nothing() -> None:
    """A condition that cannot be written yet has nothing in the portal that is the same."""
    wanted = c.All((c.Raw(CTA), c.InSegment("new")))

    assert read(root(CTA), wanted)["where"] == {"raw": CTA}
