"""What a survey hands on: verdicts by place, names, resolved resources, findings; and what it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from toys import A, Bench, ToyKind, ToyPortal, toy

from revops.engine.capability import Grants
from revops.engine.hosts import PLACE
from revops.engine.observe import Reader
from revops.engine.survey import Wish, survey
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.context import Context
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Symbol
from revops.model.surface import Allowance, Surface

ALLOWED, BLOCKED = Allowance.ALLOWED, Allowance.BLOCKED
SURFACES = {
    "toys": Surface("toys", {}, read_scopes={"": ("toys.read",)}, write_scopes={"": ("toys.write",)}),
    "search": Surface("search", {}, read_scopes={"": ("any.read",)}, write_scopes={"": ("any.write",)}),
    "open": Surface("open", {}),
}
ALL = frozenset({"toys.read", "toys.write", "any.read", "any.write"})


@dataclass(frozen=True)
class Attentive(ToyKind):
    """Remembers the names it knew when it looked, and resolves from what was seen."""

    moves: tuple[str, ...] = ("search",)
    knew: list[dict[Symbol, str]] = field(default_factory=list)

    def observe(self, scope, wanted, context):
        self.knew.append(dict(context.names.ids))
        return (yield from super().observe(scope, wanted, context))

    def learn(self, address, keys):
        return {Symbol("part", f"{address.name}{path}"): key for path, key in keys.items()}

    def resolve(self, resource, seen, context):
        return replace(resource, units={"found": len(seen.found), "locale": context.locale})


def surveyed(*wanted, kinds=None, portal=None, scopes=ALL, ledger=None, probe=None, progress=None, **wish):
    kinds = kinds or (Attentive(),)
    asked = {"probe": probe or (lambda *_: None), "progress": progress or (lambda _: None)}
    return survey(
        Wish(wanted, **wish),
        {kind.name: kind for kind in kinds},
        Context(locale="ja", ledger=ledger or Ledger(7)),
        Reader(portal or ToyPortal({"box": {"a": {}, "b": {}}})),
        SURFACES,
        Grants({"data": scopes}),
        **asked,
    )


@pytest.mark.parametrize(
    ("lacking", "verdicts"),
    [
        ("toys.read", (BLOCKED, ALLOWED, ALLOWED)),
        ("toys.write", (ALLOWED, BLOCKED, ALLOWED)),
        ("any.write", (ALLOWED, ALLOWED, BLOCKED)),
        ("any.read", (ALLOWED, ALLOWED, ALLOWED)),
    ],
)
def test_reading_writing_and_moving_need_scopes_of_their_own(lacking, verdicts):
    """Records are moved by a search and writes to it; only where something retires."""
    retiring = replace(toy("a"), retired={"old": None})
    found = surveyed(retiring, toy("c", scope="bin"), scopes=ALL - {lacking})

    assert tuple(rule(A).allowance for rule in (found.reading, found.writing, found.moving)) == verdicts
    assert set(found.movable) == {("toy", "box")}
    assert found.readable.keys() == found.writable.keys() == {("toy", "box"), ("toy", "bin")}


def test_a_kind_that_moves_nothing_may_do_so():
    """No surface, no obstacle."""
    assert surveyed(replace(toy("a"), retired={"x": None}), kinds=[Attentive(moves=())]).moving(
        A
    ).allowance is (ALLOWED)


def test_every_surface_of_a_kind_must_be_allowed():
    """The second is not overlooked for the first."""
    kind = Attentive(writes=("open", "toys", "open"))

    verdict = surveyed(toy("a"), kinds=[kind], scopes=ALL - {"toys.write"}).writing(A)

    assert (verdict.allowance, "toys.write" in verdict.reason) == (BLOCKED, True)


def test_resources_are_resolved_where_their_place_was_seen():
    """By what is there and the locale of the target; elsewhere they stay as the blueprint has them."""
    plain = ToyPortal({"box": {"a": {}, "b": {}}})
    send = plain.send
    plain.send = lambda call: Answer(403, {}) if call.path == "/bin" else send(call)
    unread = Attentive(name="by_hand", reads=())
    wanted = [toy("a", x=1), toy("b", scope="bin", x=1), toy("c", kind="by_hand", x=1)]

    found = surveyed(*wanted, kinds=[Attentive(), unread], portal=plain, digest="b1")

    assert [dict(one.units) for one in found.resources] == [{"found": 2, "locale": "ja"}, {"x": 1}, {"x": 1}]
    assert found.blueprint_digest == "b1"


def test_every_place_is_told_once():
    """Custom objects first, whether there are any or not."""
    things = ToyPortal({"": {"contract": {}}, "contract": {}, "box": {}})
    kinds = [Attentive(), Attentive(name="object")]
    wanted = [toy("contract", kind="object", scope=""), toy("a", scope="contract"), toy("a")]
    places, others = [], []

    surveyed(*wanted, kinds=kinds, portal=things, progress=places.append)
    surveyed(toy("a"), progress=others.append)

    assert places[0] == PLACE
    assert sorted(places) == [PLACE, ("toy", "box"), ("toy", "contract")]
    assert others == [("toy", "box")]


def test_the_first_look_knows_the_names_of_the_ledger():
    """Ids and keys of every entry; an entry of a kind that this version does not have is passed over."""
    kind = Attentive()
    entries = {A: Entry("1", keys={".x": "2"}), Address("nothing", "", "n"): Entry("3")}

    surveyed(toy("a"), kinds=[kind], ledger=Ledger(7, entries))

    assert kind.knew[0] == {Symbol("part", "a"): "1", Symbol("part", "a.x"): "2"}


def asked(*wanted, scopes=ALL):
    """What is probed."""
    found = []
    surveyed(*wanted, scopes=scopes, probe=lambda *place: found.append(place))
    return found


def test_scopes_that_nobody_told_are_probed():
    """Also where nothing has to be made; with known scopes, or of a mere reference, nothing is asked."""
    assert asked(toy("a"), scopes=None) == [("toys", "box")]
    assert asked(toy("a")) == []
    assert asked(replace(toy("a"), reference=True), scopes=None) == []


@dataclass(frozen=True)
class Replaceable(ToyKind):
    """A toy in whose place a spare can be made."""

    def instead(self, resource, seen, why):
        return (toy(resource.address.name, kind="spare"),), ()


def test_what_stands_in_costs_no_second_probe():
    """The surface is closed, a spare stands in for the toy on the same surface: the answer is known."""
    found = []

    def probe(*place):
        found.append(place)
        return False

    seen = surveyed(toy("a"), kinds=[Replaceable(), ToyKind(name="spare")], scopes=None, probe=probe)

    assert [one.address.kind for one in seen.resources] == ["spare"]
    assert found == [("toys", "box")]


def test_a_place_is_probed_as_soon_as_one_thing_has_to_be_made():
    """Service Keys do not reach it; whatever else is there already."""
    found = []
    surfaces = {"toys": Surface("toys", {}, service_key=False)}
    for wanted in ((toy("c"), toy("a")), (toy("a"), toy("c")), (toy("a"), toy("b"))):
        survey(
            Wish(wanted),
            {"toy": ToyKind()},
            Context(),
            Reader(ToyPortal({"box": {"a": {}, "b": {}}})),
            surfaces,
            Grants({"data": ALL}),
            lambda *place: found.append(place),
        )

    assert found == [("toys", "box")] * 2


def test_findings_of_all_places_are_told_each_once():
    """Two kinds that share a broken list tell it once; another list is another finding."""
    bench = Bench(ToyPortal(broken=True), ToyKind(), ToyKind(name="other"))

    found = bench.situation(toy("a"), toy("a", kind="other"), toy("a", scope="bin")).findings

    assert sorted(finding.summary for finding in found) == ["GET /bin: 403", "GET /box: 403"]
