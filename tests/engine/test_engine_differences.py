"""Two sides by address and unit."""

from __future__ import annotations

import pytest

from revops.engine.differences import compared, wished
from revops.model.address import Address
from revops.model.comparison import Side, Thing
from revops.model.json import MISSING
from revops.model.spec import Resource

A, B = Address("property", "deals", "a"), Address("workflow", "", "b")


def side(name, *things, **more):
    return Side(name, {one.address: one for one in things}, **more)


def units(found):
    return {
        (one.address, unit.path): (unit.before, unit.after) for one in found.differing for unit in one.units
    }


def test_what_only_one_side_has():
    """HubSpot's own is nobody's work; where a list may omit some it is told so."""
    shipped = Thing(Address("property", "deals", "hs"), {}, shipped=True)
    left = side("l", Thing(A, {}), Thing(B, {}), shipped)
    right = side("r", doubts={("workflow", ""): "the list omits some"})

    found = compared(left, right)

    assert [(one.thing.address, one.doubt) for one in found.only_left] == [
        (A, ""),
        (B, "the list omits some"),
    ]
    assert (found.only_right, found.differing) == ((), ())
    assert [one.thing.address for one in compared(right, left).only_right] == [A, B]


def test_nothing_is_missing_where_nobody_could_look():
    """A place that was not read is told, not compared."""
    right = side("r", unread={("property", "deals"): "403"})

    found = compared(side("l", Thing(A, {})), right)

    assert found.is_equal
    assert found.unread == ((("property", "deals"), "r", "403"),)


@pytest.mark.parametrize(
    ("path", "one", "other", "same"),
    [
        ("label", "x", "x", True),
        ("label", "x", "y", False),
        ("description", "", MISSING, True),
        ("hidden", False, MISSING, True),
        ("hidden", True, MISSING, False),
        ("probability", 0, MISSING, False),
        ("enabled", True, 1, False),
        ("options.order", ["a", "b"], ["a", "c", "b"], True),
        ("options.order", ["a", "b"], ["b", "a"], False),
    ],
)
def test_units_that_say_the_same(path, one, other, same):
    """What is not there says as much as an empty value; orders are of the keys that both have."""
    left, right = ({} if value is MISSING else {path: value} for value in (one, other))

    found = compared(side("l", Thing(A, left)), side("r", Thing(A, right)))

    assert units(found) == ({} if same else {(A, path): (one, other)})


def test_a_blueprint_speaks_of_what_it_manages():
    """Units that it does not have are not compared, on whichever side it stands."""
    wish = wished("blueprint", [Resource(A, {"label": "x"}), Resource(B, {"name": "n"}, reference=True)])
    portal = side("p", Thing(A, {"label": "y", "description": "theirs"}))

    assert units(compared(wish, portal)) == {(A, "label"): ("x", "y")}
    assert units(compared(portal, wish)) == {(A, "label"): ("y", "x")}
    assert compared(wish, portal).only_left == ()


def test_what_nobody_may_read_is_told_and_does_not_count():
    """A workflow that HubSpot does not show may be the same or not: side and reason, and no difference."""
    found = compared(side("l", Thing(B, {}, unreadable="403")), side("r", Thing(B, {"name": "n"})))

    assert [(one.address, one.side, one.reason) for one in found.unreadable] == [(B, "l", "403")]
    assert found.differing == ()
    assert found.is_equal


def test_what_is_only_listed_is_found_by_its_name():
    """Of a workflow that HubSpot does not show the name is known: the other side's is not only there."""
    listed = Thing(Address("workflow", "", "flow_7"), {"name": "Welcome"}, unreadable="403")
    shown = Thing(B, {"name": "Welcome", "enabled": True})
    for sides in ((side("l", listed), side("r", shown)), (side("r", shown), side("l", listed))):
        found = compared(*sides)
        assert [(one.address, one.side, one.reason) for one in found.unreadable] == [(B, "l", "403")]
        assert found.is_equal

    other = compared(side("l", listed), side("r", Thing(B, {"name": "Another"})))
    assert other.unreadable == ()
    assert [len(other.only_left), len(other.only_right)] == [1, 1]


def test_what_only_one_side_has_is_a_difference_even_unread():
    """That it is there was seen; what it says does not matter."""
    found = compared(side("l", Thing(B, {}, unreadable="403")), side("r"))

    assert [one.thing.address for one in found.only_left] == [B]
    assert found.unreadable == ()
