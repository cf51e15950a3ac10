"""What a plan is beyond its changes: findings, counted requests, and the digest that binds an approval."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from toys import A, B, Bench, ToyKind, ToyPortal, actions, toy

from revops.engine.planner import ledger_digest, make_plan, plan_digest
from revops.engine.situation import Situation
from revops.model.address import Origin
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context, Names
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents, Plan, PortalFacts
from revops.model.spec import Need, Observation, Observed, Phase, Symbol

HERE, THERE = Origin("main.yaml", 7), Origin("pack.yaml", 3)
ROLE, FORM = Symbol("role", "sales"), Symbol("form", "Download")


def sha(value):
    """SHA-256 of the JSON text with sorted keys and no spaces."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def planned(*wanted, found=(), **facts):
    kinds = {"toy": facts.pop("kind", ToyKind())}
    seen = {("toy", "box"): Observation(tuple(found))}
    context = Context(ledger=Ledger(7, facts.pop("entries", {})))
    return make_plan(Situation(kinds, wanted, context, seen, **facts))


class Risky(ToyKind):
    """Warns of every change, once by itself and once with a place."""

    def hazards(self, change):
        for origin in (Origin(), THERE):
            yield Finding("RV299", Severity.WARNING, f"{change.action.value} {change.address}", origin=origin)


def test_a_plan_says_what_it_was_made_from():
    """Of which blueprint, with which consents, and after how many reads."""
    consents = Consents({"create": ("toy.box.a",)})

    plan = planned(toy("a", label="A"), blueprint_digest="b1", consents=consents, reads=5)

    assert (plan.blueprint_digest, plan.consents, plan.reads) == ("b1", consents, 5)


def test_what_is_settled_is_not_even_asked_about():
    """Its kind could not answer: that is what makes an unchanged plan quick."""

    class Silent(ToyKind):
        phase = None

    entries = {A: Entry("id-a", {"label": "A"})}
    found = [Observed(A, "id-a", {"label": "A"})]

    assert planned(toy("a", label="A"), found=found, entries=entries, kind=Silent()).changes == ()


def test_requests_are_counted_for_what_nobody_agreed_to_as_well():
    """Each change shows its own; the plan's number is of what will be sent."""
    plan = planned(toy("a", label="A", on=True))

    assert [(change.approved, change.calls) for change in plan.changes] == [(True, 1), (False, 1)]
    assert plan.writes == 1


@pytest.mark.parametrize(("create", "approved"), [((), [False, False]), (("toy.*",), [True, True])])
def test_nothing_is_switched_on_that_is_not_agreed_to_be_made(create, approved):
    """A yes to the switch alone is none."""
    plan = Bench(None, ToyKind(unlisted=True)).plan(toy("a", label="A", on=True), create=create, enable=["*"])

    assert actions(plan) == [("toy.box.a", "define", "create"), ("toy.box.a", "enable", "update")]
    assert [change.approved for change in plan.changes] == approved


def test_hazards_stand_where_the_blueprint_does():
    """At the resource or the `removed:` entry, unless the kind knows the place better."""
    wanted = replace(toy("a", label="A"), origin=HERE)
    removed = Observed(B, "id-b", {})

    plan = planned(
        wanted, found=[removed], removed={B: HERE}, entries={B: Entry("id-b", created=True)}, kind=Risky()
    )

    told = ["create toy.box.a"] * 2 + ["delete toy.box.b"] * 2
    assert [finding.summary for finding in plan.findings] == told
    assert [finding.origin for finding in plan.findings] == [HERE, THERE, HERE, THERE]


def test_what_does_not_run_is_told_once_more():
    """Blocked and left labels are warnings, waiting is a note; each with its place in the blueprint."""
    blocked = replace(toy("a", label="A", needs=[Need(B)]), origin=HERE)
    lapsed, alike = replace(toy("c", label="MQL"), origin=THERE), toy("c").address
    waiting = replace(toy("d", label="D", needs=[Need(toy("e").address, Phase.ENABLE)]), origin=HERE)
    switch = toy("e", on=True)
    there = [Observed(alike, "id-c", {"label": "ＭＱＬ"}), Observed(switch.address, "id-e", {"on": False})]

    plan = planned(blocked, lapsed, waiting, switch, found=there, entries={switch.address: Entry("id-e")})

    missing = "blocked: toy.box.b does not exist in the portal and no blueprint makes it"
    width = "HubSpot's label 'ＭＱＬ' differs in width or outer spaces only"
    way_out = "it is left as it is; revops apply --take toy.box.c writes the blueprint's"
    waits = "waiting: waits for toy.box.e (enable)"
    assert set(plan.findings) == {
        Finding("RV402", Severity.WARNING, missing, address=A, origin=HERE),
        Finding("RV405", Severity.WARNING, width, way_out, alike, THERE),
        Finding("RV403", Severity.INFO, waits, address=waiting.address, origin=HERE),
    }


def test_a_namesake_of_what_is_to_be_made_is_told():
    """Of what is only changed nobody asks whether it is there twice."""
    made = replace(toy("a", label="Source"), origin=HERE)
    changed = toy("c", label="Tier", size=2)
    there = [
        Observed(toy("x").address, "x", {"label": "Source"}),
        Observed(toy("y").address, "y", {"label": "Tier"}),
        Observed(changed.address, "c", {"label": "Tier", "size": 1}),
    ]

    plan = planned(made, changed, found=there, entries={changed.address: Entry("c", {"size": 1})})

    told = "the portal has one with this label under the name 'x'"
    hint = "revops adopt binds the two; else there are two of them afterwards"
    assert plan.findings == (Finding("RV406", Severity.WARNING, told, hint, A, HERE),)


def test_a_slip_of_the_pen_is_a_warning():
    """The consent names nothing; what is under `removed:` is something."""
    consents = Consents({"delete": ("toy.box.b", "toy.bin.*")})

    plan = planned(removed={B: HERE}, consents=consents)

    told = "--delete toy.bin.* names nothing in the blueprint"
    assert plan.findings == (Finding("RV404", Severity.WARNING, told, "revops plan shows the addresses"),)


def test_an_approval_is_bound_to_every_part_of_the_ledger_entries():
    """Of the changes and removals, by address; all else is in the blueprint's digest."""
    entry = Entry("1", {"u": 1}, {"k": "2"}, created=True, unkept={"x": 3}, ticked="me")
    ledger = Ledger(7, {A: entry, B: Entry("9", maybe=True), toy("c").address: Entry("5")})
    situation = Situation({}, (), Context(ledger=ledger), removed={B: HERE, toy("d").address: HERE})

    found = ledger_digest([Change(A, Phase.DEFINE, Action.UPDATE)], situation)

    assert found == sha(
        {
            "toy.box.a": ["1", {"u": 1}, {"k": "2"}, True, False, {"x": 3}, "me"],
            "toy.box.b": ["9", {}, {}, False, True, {}, ""],
        }
    )


def test_an_approval_is_bound_to_what_it_was_given_for():
    """Portal, locale, blueprint, ledger, consents, changes, and who the names are here (rule 8).

    A saved plan outlives the run that made it, so this spelling is one that later runs must find again.
    """
    units = (UnitChange("label", "old", "new"), UnitChange("size", MISSING, 1), UnitChange("x", 2, MISSING))
    wanted = replace(toy("a"), uses=frozenset({ROLE, FORM, Symbol("form", "not there")}))
    written = Change(A, Phase.DEFINE, Action.UPDATE, units, approved=True, resource=wanted)
    counted = Change(A, Phase.MOVE, Action.UPDATE, (UnitChange("n", 7, 0),), resource=wanted)
    held = Change(
        B, Phase.DEFINE, Action.HOLD, resource=replace(toy("b"), uses=frozenset({Symbol("a", "b")}))
    )
    plan = Plan(
        PortalFacts(7, locale="ja"),
        (written, counted, replace(counted, approved=True), held),
        blueprint_digest="b1",
        ledger_digest="l1",
        consents=Consents({"take": ("y", "x"), "move": ()}),
    )
    ids = {ROLE: "11", FORM: "12", Symbol("form", "unused"): "13", Symbol("a", "b"): "14"}
    context = Context(bind={"toy.box.a": "theirs", "toy.box.b": "b2", "toy.box.c": "c2"}, names=Names(ids))

    values = [["label", ["old"], ["new"]], ["size", [], [1]], ["x", [2], []]]
    assert plan_digest(plan, Situation({}, (), context)) == sha(
        {
            "portal": 7,
            "locale": "ja",
            "blueprint": "b1",
            "ledger": "l1",
            "consents": {"take": ["x", "y"]},
            "changes": [
                sha(["toy.box.a", "define", "update", True, values]),
                sha(["toy.box.a", "move", "update", False, []]),
                sha(["toy.box.a", "move", "update", True, [["n", [7], [0]]]]),
                sha(["toy.box.b", "define", "hold", False, []]),
            ],
            "names": {"role 'sales'": "11", "form 'Download'": "12", "toy.box.a": "theirs"},
        }
    )


def test_the_way_a_portal_lists_its_things_is_no_matter():
    """The same plan, with the same digest."""
    things = {"a": {"label": "A"}, "b": {"label": "B"}}
    turned = dict(reversed(things.items()))
    wanted = (toy("a", label="x"), toy("b", label="y"))

    plans = [Bench(ToyPortal({"box": listed})).plan(*wanted) for listed in (things, turned)]

    assert plans[0] == plans[1]
