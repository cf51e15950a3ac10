"""Which names are waited for, and which are those of resources that the run makes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from toys import A, B, Bench, ToyKind, ToyPortal, toy

from revops.model.address import Address
from revops.model.change import Action
from revops.model.spec import Need, Symbol

STAGE = Symbol("lifecycle_stage", "a")
UNKNOWN = "the portal was not found to have it"


class Teaching(ToyKind):
    """A toy whose id is that of a lifecycle stage of its name."""

    def observe(self, scope, wanted, context):
        seen = yield from super().observe(scope, wanted, context)
        return replace(seen, missing={STAGE: "the portal has no stage of this name"})

    def learn(self, address, keys):
        return {Symbol("lifecycle_stage", address.name): keys[""]}


def using(symbol, *needs):
    return replace(toy("user", label="User", needs=map(Need, needs)), uses=frozenset({symbol}))


def planned(bench, *wanted):
    (change,) = [change for change in bench.plan(*wanted).changes if change.address.name == "user"]
    return change.action, change.reason


def test_a_name_of_another_kind_is_made_by_what_teaches_it():
    """A resource may give an id to names of other kinds: those are not waited for while it is made."""
    wanted = toy("a", label="A"), using(STAGE, A)

    assert planned(Bench(None, Teaching()), *wanted)[0] is Action.CREATE


def test_a_name_that_no_need_teaches_is_waited_for():
    """The kind of the name is told in words."""
    wanted = toy("b", label="B"), using(STAGE, B)

    assert planned(Bench(None, Teaching()), *wanted) == (
        Action.WAITING,
        "waits for lifecycle stage 'a' (the portal has no stage of this name)",
    )


def test_a_name_that_its_maker_has_taught_is_known():
    """Though the look for it in the user's own place missed it: whose name it is knows better."""
    portal = ToyPortal({"box": {"a": {"label": "A"}}})

    assert planned(Bench(portal, Teaching()), toy("a", label="A"), using(STAGE, A))[0] is Action.CREATE


@pytest.mark.parametrize(
    ("maker", "name"),
    [
        (Address("toy", "box", "a"), "a"),
        (Address("toy", "", "a"), "a"),
        (Address("toy", "box", "a"), "contacts/a"),
    ],
)
def test_a_name_is_its_makers_own(maker, name):
    """By itself, or at the end of the name of what stands between two objects."""
    wanted = replace(toy("a", label="A"), address=maker), using(Symbol("toy", name), maker)

    assert planned(Bench(), *wanted)[0] is Action.CREATE


@pytest.mark.parametrize(
    ("maker", "name"),
    [
        (Address("toy", "box", "a"), "z"),
        (Address("toy", "box", "a"), "contacts/z"),
        (Address("toy", "box", "a"), "extra"),
        (Address("toy", "", "a"), "contacts/a"),
    ],
)
def test_a_name_of_the_same_kind_may_be_anothers(maker, name):
    """To need something of a kind does not give an id to all names of the kind."""
    wanted = replace(toy("a", label="A"), address=maker), using(Symbol("toy", name), maker)

    assert planned(Bench(), *wanted) == (Action.WAITING, f"waits for toy {name!r} ({UNKNOWN})")


def test_all_that_nobody_makes_is_told():
    """In the order of the addresses."""
    wanted = toy("user", label="User", needs=[Need(B), Need(A)])

    lack = "does not exist in the portal and no blueprint makes it"
    assert planned(Bench(), wanted) == (Action.BLOCKED, f"toy.box.a {lack}; toy.box.b {lack}")
