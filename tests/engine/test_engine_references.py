"""The index of references: what a body names becomes an address, and what cannot be known is told."""

from __future__ import annotations

import pytest

from revops.engine.references import Index
from revops.engine.touching import removing, retyping
from revops.kinds import KINDS
from revops.model.address import Address
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context
from revops.model.json import MISSING
from revops.model.reference import Point
from revops.model.spec import Observation, Observed, Phase

KINDS_BY_NAME = {one.name: one for one in KINDS}
TIER = Address("property", "contacts", "tier")
SEGMENT = Address("segment", "", "gold")


def index(*observed, **places):
    """The index of some resources; `places`: kind -> an observation of its own."""
    found = {}
    for one in observed:
        found.setdefault((one.address.kind, one.address.scope), []).append(one)
    observations = {place: Observation(tuple(seen)) for place, seen in found.items()}
    observations |= {(kind, ""): seen for kind, seen in places.items()}
    return Index.of(observations, KINDS_BY_NAME, Context())


def tier(*options):
    units = {"label": "Tier", "type": "enumeration", "fieldType": "select"}
    return Observed(TIER, "tier", {**units, **{f"options.{one}.label": one for one in options}})


def segment(*values, name="gold", list_id="12"):
    told = {"filterType": "PROPERTY", "property": "tier", "operation": {"values": list(values)}}
    tree = {"filterBranchType": "AND", "filters": [told], "filterBranches": []}
    units = {"object": "contacts", "name": name}
    return Observed(Address("segment", "", name), list_id, units, raw={"filterBranch": tree})


def test_an_option_that_is_there_is_a_part():
    """One that is gone, or a text that is no option, is about the whole."""
    found = index(tier("gold"), segment("gold", "silver"))

    assert {one.to for one in found.to(Point(TIER))} == {Point(TIER, "options.gold"), Point(TIER)}
    assert [one.by for one in found.to(Point(TIER, "options.gold"))] == [SEGMENT]
    assert found.to(Point(TIER, "options.silver")) == ()


def test_what_is_named_and_not_found_goes_by_its_id():
    """A segment that was deleted is asked about by the id that its users still have."""
    tree = {"filterType": "IN_LIST", "listId": "99"}
    by = Observed(SEGMENT, "12", {"object": "contacts", "name": "g"}, raw={"filterBranch": tree})

    assert [one.by for one in index(by).to(Point(Address("segment", "", "99")))] == [SEGMENT]


def test_a_body_of_another_shape_may_name_anything():
    """So it is told among what nobody could look into, and the others are read all the same."""
    odd = Observed(Address("form", "", "odd"), "f", {"name": "Odd"}, raw={"fieldGroups": [{"fields": [7]}]})
    found = index(tier("gold"), segment("gold"), odd)

    assert [one.what for one in found.unseen] == ["form.odd"]
    assert [one.by for one in found.to(Point(TIER))] == [SEGMENT]


def test_places_that_were_not_read_are_told():
    """One that answered an error, and a list that may always omit some."""
    found = index(
        form=Observation(broken="403: no scope"), workflow=Observation(unknown="the list omits some")
    )

    assert [(one.what, one.why, one.always) for one in found.unseen] == [
        ("form", "403: no scope", False),
        ("workflow", "the list omits some", True),
    ]


@pytest.mark.parametrize("hidden", [{"unreadable": "403"}, {"locked": {"": "403"}}])
def test_what_is_there_and_not_shown_is_told(hidden):
    """By its address, with the reason."""
    found = index(Observed(Address("workflow", "", "secret"), "1", {}, **hidden))

    assert [(one.what, one.why) for one in found.unseen] == [("workflow.secret", "403")]


def test_a_resource_that_names_itself_is_no_user_of_itself():
    """A segment that filters by its own members."""
    tree = {"filterType": "IN_LIST", "listId": "12"}
    own = Observed(SEGMENT, "12", {"object": "contacts", "name": "g"}, raw={"filterBranch": tree})

    assert index(own).impact(Point(SEGMENT)).users == ()


def change(action, *units, address=TIER):
    return Change(address, Phase.DEFINE, action, units=tuple(UnitChange(*unit) for unit in units))


@pytest.mark.parametrize(
    ("made", "points"),
    [
        (change(Action.DELETE), [Point(TIER)]),
        (change(Action.REPLACE), [Point(TIER)]),
        (change(Action.UPDATE, ("options.gold.label", "Gold", MISSING)), [Point(TIER, "options.gold")]),
        (
            change(
                Action.UPDATE,
                ("stages.due.label", "Due", MISSING),
                ("stages.due.probability", 0.6, MISSING),
                address=Address("pipeline", "deals", "p"),
            ),
            [Point(Address("pipeline", "deals", "p"), "stages.due")],
        ),
        (change(Action.UPDATE, ("options.gold.label", "Gold", "Golden")), []),
        (change(Action.UPDATE, ("label", "Tier", MISSING)), []),
        (change(Action.HOLD, ("options.gold.label", "Gold", MISSING)), []),
        (change(Action.CREATE, ("label", MISSING, "Tier")), []),
    ],
)
def test_what_a_change_takes_away(made, points):
    """A whole resource, or options and stages with all of their units; what is held takes nothing."""
    assert list(removing(made)) == points


def test_a_type_that_is_blocked_is_a_change_of_type():
    """Nothing else that is blocked is."""
    assert list(retyping(change(Action.BLOCKED, ("type", "string", "number")))) == [Point(TIER)]
    assert list(retyping(change(Action.BLOCKED, ("label", "a", "b")))) == []
    assert list(retyping(change(Action.UPDATE, ("type", "string", "number")))) == []
