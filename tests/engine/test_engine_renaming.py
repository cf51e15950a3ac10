"""A property under another name, step by step: what is shown when, and what keeps the old one."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from toys import A, B, ToyKind

from revops.engine.observe import Reader
from revops.engine.renaming import renaming, told
from revops.engine.situation import Situation
from revops.model.address import Address, Origin
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, Consent
from revops.model.context import Context
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents
from revops.model.reference import Impact, Point, Unseen, User
from revops.model.spec import Observation, Observed, Phase, Resource

OLD, NEW = A, B
COUNT = "from.a.records"
WISH = Resource(NEW, {"label": "N"})
ENTRIES = {OLD: Entry("id-a", created=True), NEW: Entry("id-b", created=True)}
DELETE = Change(OLD, Phase.DEFINE, Action.DELETE, consent=Consent.DELETE, approved=True)
LOOKED = {Point(OLD): Impact(Point(OLD))}


def observed(address, **facts):
    return Observed(address, f"id-{address.name}", {"label": "L", **facts.pop("units", {})}, **facts)


def situation(*found, entries=ENTRIES, impacts=LOOKED, **facts):
    """A portal with these things, in which `a` is called `b` now, and whose deletion is agreed to."""
    context = Context(ledger=Ledger(7, entries), renamed={NEW: OLD})
    consents = Consents({"delete": (str(OLD),), "move": (str(NEW),)})
    seen = {("toy", "box"): Observation(found)}
    return Situation(
        {"toy": ToyKind()},
        (WISH,),
        context,
        seen,
        removed={OLD: Origin("f.yaml", 3)},
        consents=consents,
        impacts=impacts,
        **facts,
    )


def end(*found, changes=(), beside=MappingProxyType({}), **facts):
    """What becomes of the old one: action, whether it runs, and why."""
    old = next((one for one in found if one.address == OLD), None)
    decided = {NEW: changes, OLD: (replace(DELETE, actual=old),), **beside}
    (last,) = renaming(decided, situation(*found, **facts))[OLD]
    return last.action, last.runs, last.reason


COPIED = (observed(OLD, units={COUNT: 0}), observed(NEW, units={COUNT: 0}))


def test_it_ends_when_all_is_copied_and_nothing_refers_to_it():
    """In the phase that removes, after what the new one still needs."""
    assert end(*COPIED) == (
        Action.DELETE,
        True,
        f"its values are in {NEW}, and nothing was found to refer to it",
    )


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ((observed(OLD), observed(NEW)), f"waits until its values are in {NEW}"),
        ((observed(NEW, units={COUNT: 0}),), f"waits until its values are in {NEW}"),
        ((observed(OLD, units={COUNT: 0}),), f"waits for {NEW}, which gets its values"),
        ((observed(OLD, units={COUNT: 2}), observed(NEW)), f"waits until its values are in {NEW}"),
    ],
    ids=["nobody counted", "not seen", "no new one", "records left"],
)
def test_it_waits_as_long_as_a_value_may_be_lost(found, why):
    """What nobody has counted is not taken for copied."""
    assert end(*found) == (Action.WAITING, False, why)


def test_nothing_ends_in_a_plan_that_looked_for_no_references():
    """The consent alone does not do."""
    assert end(*COPIED, impacts={})[:2] == (Action.DELETE, False)


def test_who_refers_to_it_is_named_up_to_five():
    """In the reason, and in the finding with what people call them."""
    users = tuple(User(Address("toy", "box", f"u{n}"), 1, OLD, ()) for n in range(7))
    impacts = {Point(OLD): Impact(Point(OLD), users, names={users[0].address: "First"})}
    rest = ", ".join(f"toy.box.u{n}" for n in range(1, 5))

    action, runs, reason = end(*COPIED, impacts=impacts)
    (finding,) = told([DELETE], situation(*COPIED, impacts=impacts))

    assert (action, runs) == (Action.BLOCKED, False)
    assert reason == f"toy.box.u0, {rest} and 2 more still refer to it"
    assert finding.summary.startswith(f"toy.box.u0 (First), {rest} and 2 more still refer to {OLD}, and no")
    assert finding.origin == Origin("f.yaml", 3)


USER = Address("toy", "box", "user")
USED = {Point(OLD): Impact(Point(OLD), (User(USER, 1, OLD, ()),))}


@pytest.mark.parametrize(
    ("actions", "becomes"),
    [
        ((Action.UPDATE,), (Action.WAITING, False, f"waits until {USER} refers to {NEW}")),
        ((Action.UPDATE, Action.HOLD), (Action.BLOCKED, False, f"{USER} still refers to it")),
        ((Action.ADOPT,), (Action.BLOCKED, False, f"{USER} still refers to it")),
    ],
    ids=["written", "written in part", "only written down"],
)
def test_who_refers_to_it_is_handed_over_as_a_whole(actions, becomes):
    """Of one that is held in part nobody knows whether the part that runs is the one that refers to it."""
    changes = tuple(Change(USER, Phase.DEFINE, action, approved=True) for action in actions)

    assert end(*COPIED, impacts=USED, beside={USER: changes}) == becomes


LEFT = (observed(OLD, units={COUNT: 2}), observed(NEW))
WAITS = f"waits until the values of {OLD} are in {NEW}"


@pytest.mark.parametrize(
    ("kind", "found", "becomes"),
    [
        ("segment", LEFT, (Action.WAITING, False, WAITS)),
        ("score", LEFT, (Action.WAITING, False, WAITS)),
        ("property", LEFT, (Action.WAITING, False, WAITS)),
        ("form", LEFT, (Action.UPDATE, True, "")),
        ("segment", COPIED, (Action.UPDATE, True, "")),
    ],
)
def test_who_goes_by_the_values_is_handed_over_when_all_are_there(kind, found, becomes):
    """A form writes them: the sooner the new ones, the better."""
    user = Address(kind, "contacts", "user")
    change = Change(user, Phase.DEFINE, Action.UPDATE, approved=True)
    old = replace(DELETE, actual=found[0])
    impacts = {Point(OLD): Impact(Point(OLD), (User(user, 1, OLD, ()),))}

    decided = {NEW: (), OLD: (old,), user: (change,)}
    (handed,) = (decided | renaming(decided, situation(*found, impacts=impacts)))[user]

    assert (handed.action, handed.runs, handed.reason) == becomes


def test_what_could_not_be_looked_into_keeps_it():
    """Except for what is so in every portal; who surely refers to it is told first."""
    flows = Unseen("workflow", "", "", "403 no scope")
    hidden = {Point(OLD): Impact(Point(OLD), unseen=(flows, Unseen("form", "", "", "500")))}
    usual = {Point(OLD): Impact(Point(OLD), unseen=(replace(flows, always=True),))}
    both = {Point(OLD): replace(USED[Point(OLD)], unseen=(flows,))}

    told = "workflow, form could not be looked into and may refer to it: 403 no scope"
    assert end(*COPIED, impacts=hidden) == (Action.BLOCKED, False, told)
    assert end(*COPIED, impacts=usual)[:2] == (Action.DELETE, True)
    assert end(*COPIED, impacts=both)[2] == f"{USER} still refers to it"


@pytest.mark.parametrize(
    ("hidden", "scope", "kept"),
    [
        (("campaign", "", ""), "box", False),
        (("group", "box", ""), "box", False),
        (("score", "deals", ""), "box", True),
        (("property", "box", ""), "box", True),
        (("property", "deals", ""), "box", False),
        (("property", "deals", "box"), "box", False),
        (("validation", "deals", "amount"), "box", False),
        (("validation", "box", "amount"), "box", True),
        (("workflow", "", "secret"), "box", True),
        (("object", "", ""), "contacts", False),
        (("object", "", ""), "car", True),
        (("object", "", "car"), "car", True),
        (("object", "", "bus"), "car", False),
    ],
)
def test_only_what_may_name_it_keeps_it(hidden, scope, kept):
    """A campaign names no property, and no rule of another object's values names this one."""
    old, new = Address("toy", scope, "a"), Address("toy", scope, "b")
    found = (observed(old, units={COUNT: 0}), observed(new, units={COUNT: 0}))
    impacts = {Point(old): Impact(Point(old), unseen=(Unseen(*hidden, "403"),))}
    there = situation(*found, impacts=impacts)
    entries = {old: ENTRIES[OLD], new: ENTRIES[NEW]}
    context = Context(ledger=Ledger(7, entries), renamed={new: old})
    seen, wishes = {("toy", scope): Observation(found)}, (replace(WISH, address=new),)
    removed = {old: Origin("f.yaml", 3)}
    there = replace(there, context=context, observations=seen, resources=wishes, removed=removed)

    (last,) = renaming({new: (), old: (replace(DELETE, address=old, actual=found[0]),)}, there)[old]

    assert last.action is (Action.BLOCKED if kept else Action.DELETE)


@pytest.mark.parametrize(
    ("units", "action"),
    [({"groupName": "mine"}, Action.WAITING), ({"groupName": "theirs"}, Action.DELETE), ({}, Action.DELETE)],
)
def test_a_group_waits_for_the_property_in_it(units, action):
    """Only its own one; nobody's consent lets it go before."""
    group = Address("group", "box", "mine")
    going = Change(group, Phase.DEFINE, Action.DELETE, consent=Consent.DELETE, approved=True)
    old = observed(OLD, units={COUNT: 0, **units})
    decided = {NEW: (), OLD: (replace(DELETE, actual=old),), group: (going,)}

    (last,) = {**decided, **renaming(decided, situation(old, COPIED[1]))}[group]

    assert (last.action, last.runs) == (action, action is Action.DELETE)


@pytest.mark.parametrize(
    ("known", "noted"), [({}, True), ({"from.a": "then"}, False), ({"from.a": "long ago"}, True)]
)
def test_that_all_is_copied_is_written_down_once(known, noted):
    """By the mark of the old one; another one of its name is another one."""
    found = (COPIED[0], observed(NEW, units={COUNT: 0}, keys={"from.a": "then"}))
    entries = {**ENTRIES, NEW: Entry("id-b", keys=known, created=True)}

    own = renaming({NEW: (), OLD: ()}, situation(*found, entries=entries))[NEW]

    assert [(change.action, change.runs) for change in own] == [(Action.ADOPT, True)] * noted


def test_a_read_among_very_many_is_not_kept():
    """It is sent as often as it is asked; others are sent once."""
    sent = []

    class Sender:
        """Answers everything."""

        def send(self, call):
            sent.append(call.path)
            return Answer(200)

    reader = Reader(Sender())
    for _ in range(2):
        reader.ask([Call("toys", "GET", "/kept"), Call("toys", "GET", "/passing", kept=False)])

    assert sorted(sent) == ["/kept", "/passing", "/passing"]
