"""Custom objects come first: what stands on one that is not there is not asked for, and goes with it."""

from __future__ import annotations

from dataclasses import replace

from toys import Bench, ToyKind, ToyPortal, actions, toy

from revops.engine.hosts import PLACE, Hosts, standing_on, upon
from revops.model.address import Address
from revops.model.ledger import Entry
from revops.model.spec import Need
from revops.model.surface import Allowance, Verdict

HOST = Address("object", "", "contract")
BELOW = Address("toy", "contract", "a")


class Asked(ToyPortal):
    """Remembers the paths that were read."""

    def send(self, call):
        self.__dict__.setdefault("paths", []).append(call.path)
        return super().send(call)


def bench(things=None, **options):
    portal = Asked(things or {}, **options)
    return Bench(portal, ToyKind(name="object"), ToyKind(after=frozenset({"object"})))


def contract():
    return toy("contract", kind="object", scope="", size=1)


def below(**units):
    return toy("a", scope="contract", needs=[Need(HOST)], **(units or {"size": 1}))


def test_nothing_is_asked_below_an_object_that_is_not_there():
    """The list of objects proves that what stands on it is absent, too."""
    one = bench()

    plan = one.plan(contract(), below())

    assert one.portal.paths == ["/"]
    assert [action for _, _, action in actions(plan)] == ["create", "create"]


def test_below_an_object_that_is_there_everything_is_read():
    """The object first, then the rest, which needs it no more: the object may need that in its turn."""
    one = bench({"": {"contract": {"size": 1}}, "contract": {}})

    situation = one.situation(contract(), below())

    assert one.portal.paths == ["/", "/contract"]
    assert [resource.needs for resource in situation.resources] == [frozenset(), frozenset()]


def test_objects_of_hubspots_own_are_read_as_ever():
    """Nothing is held back where no custom object is described under that name."""
    one = bench()

    one.plan(contract(), toy("b", scope="box", size=1))

    assert sorted(one.portal.paths) == ["/", "/box"]


def test_below_an_object_that_cannot_be_seen_nothing_is_planned():
    """A refused list of objects says nothing about what stands on them (rule 5)."""
    one = bench(broken=True)

    plan = one.plan(contract(), below())

    assert one.portal.paths == ["/"]
    assert {action for _, _, action in actions(plan)} == {"blocked"}


def test_a_closed_list_of_objects_closes_what_stands_on_them():
    """The reason is the object's: a tier or scope that is missing."""
    hosts = Hosts.among([HOST, BELOW])
    closed = Verdict(Allowance.BLOCKED, "it needs Enterprise")
    readable = {PLACE: closed, ("toy", "contract"): Verdict(Allowance.ALLOWED), ("toy", "box"): closed}

    assert hosts.shut(readable) == {("toy", "contract"): closed}
    assert hosts.shut({**readable, PLACE: Verdict(Allowance.ALLOWED)}) == {}


def applied():
    """A portal with the object and something on it, both made by an earlier run."""
    one = bench()
    one.apply(contract(), below())
    one.portal.paths.clear()
    one.portal.writes.clear()
    return one


def test_what_stands_on_a_removed_object_goes_with_it():
    """One delete, and the ledger forgets both: named again they are new, not somebody's removal."""
    one = applied()
    assert set(one.ledger.entries) == {HOST, BELOW}

    one.apply(removed=[HOST, BELOW], delete=["*"])

    assert [(call.method, call.path) for call in one.portal.writes] == [("DELETE", "//contract")]
    assert dict(one.ledger.entries) == {}


def test_something_alone_is_removed_by_itself():
    """The object stays."""
    one = applied()

    one.apply(contract(), removed=[BELOW], delete=["*"])

    assert [call.path for call in one.portal.writes] == ["/contract/a"]
    assert set(one.ledger.entries) == {HOST}


def test_without_proof_for_the_object_what_stands_on_it_is_its_own_removal():
    """An object that this tool did not make stays; its parts may go (rule 3)."""
    one = applied()
    one.ledger = one.ledger.with_entry(HOST, Entry("id-contract"))

    plan = one.plan(removed=[HOST, BELOW], delete=["*"])

    assert {address: action for address, _, action in actions(plan)} == {
        "object.contract": "blocked",
        "toy.contract.a": "delete",
    }


def test_what_stands_on_a_locked_object_is_its_own_removal(monkeypatch):
    """HubSpot keeps the object for its records: what is on it does not leave the plan without a word."""
    one = applied()
    look = ToyKind.observe

    def locked(kind, scope, wanted, context):
        seen = yield from look(kind, scope, wanted, context)
        why = {"": "it has 2 records"} if kind.name == "object" else {}
        return replace(seen, found=tuple(replace(each, locked=why) for each in seen.found))

    monkeypatch.setattr(ToyKind, "observe", locked)
    plan = one.plan(removed=[HOST, BELOW], delete=["*"])

    assert {address: action for address, _, action in actions(plan)} == {
        "object.contract": "blocked",
        "toy.contract.a": "delete",
    }


def test_an_association_stands_on_both_of_its_ends():
    """Its scope is a pair of objects."""
    pair = Address("association", "contacts-contract", "signer")
    others = [pair, BELOW, Address("toy", "contacts", "a"), HOST]

    assert standing_on(HOST, others) == [pair, BELOW]


def test_a_need_of_an_object_that_nobody_looked_for_stays():
    """Unseen is not there: the resource still waits for it; and one without such a need is left as it is."""
    needing, free = below(), toy("b", scope="box", size=1)

    assert upon(needing, {}).needs == frozenset({Need(HOST)})
    assert upon(free, {}) is free


def test_what_stands_on_an_object_that_is_not_agreed_to_go_is_its_own_removal():
    """Without consent for the object, what is under `removed:` with it is a delete of its own."""
    one = applied()

    plan = one.plan(removed=[HOST, BELOW], delete=[str(BELOW)])

    assert {address: action for address, _, action in actions(plan)} == {
        "object.contract": "delete",
        "toy.contract.a": "delete",
    }
