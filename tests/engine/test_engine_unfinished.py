"""Creates that break off: what came is found again, and the next run goes on from there."""

import pytest
from toys import A, Bench, ToyKind, ToyPortal, actions, statuses, toy

from revops.engine.unfinished import differing, is_ours, reason_of, sent_by, switched_off
from revops.model.call import Call
from revops.model.change import Action, Change, UnitChange
from revops.model.json import MISSING
from revops.model.ledger import Entry
from revops.model.outcome import Status
from revops.model.spec import Observed, Phase

WANTED = toy("a", label="A", late_colour="red", on=True)
SHIPPED = {"late_colour": "grey"}
"""What the portal puts into a new thing, until the second request says otherwise."""


def posts(bench):
    return [call.path for call in bench.portal.writes if call.method == "POST"]


@pytest.mark.parametrize("fault", ["refused", "lost before", "unsendable"])
def test_a_create_that_breaks_off_in_the_middle_is_completed_by_the_next_run(fault):
    """The second of its two requests fails: told as missing, then written over what the portal put in."""
    bench = Bench(ToyPortal(script={2: fault}, extra=SHIPPED), ToyKind(stepwise=True))

    (first, *_) = bench.apply(WANTED)
    planned = bench.plan(WANTED, enable=["*"])
    bench.apply(WANTED, enable=["*"])

    assert first.status is Status.FAILED
    assert any("late_colour did not arrive" in finding.summary for finding in first.findings)
    assert actions(planned) == [("toy.box.a", "define", "update"), ("toy.box.a", "enable", "update")]
    assert posts(bench) == ["/box/a"]
    assert bench.portal.things["box"]["a"] == {"label": "A", "late_colour": "red", "on": True}
    assert bench.plan(WANTED).changes == ()


def test_a_lost_first_request_is_known_again_by_what_it_sent():
    """What is there is as it was sent: it is ours, and only the second request is missing."""
    bench = Bench(ToyPortal(script={1: "lost after"}, extra=SHIPPED), ToyKind(stepwise=True))

    (first, *_) = bench.apply(WANTED)
    bench.apply(WANTED, enable=["*"])

    assert first.status is Status.FAILED
    assert posts(bench) == ["/box/a"]
    assert bench.portal.things["box"]["a"]["late_colour"] == "red"
    assert bench.ledger.entry(A).created
    assert not bench.ledger.entry(A).maybe


def test_a_lost_create_that_is_found_different_is_ambiguous_and_held():
    """Somebody else made one of that name: no unit of it is written, and no proof of creation is kept."""
    theirs = ToyPortal(script={1: "lost before"})
    bench = Bench(theirs)
    run = bench.start(toy("a", label="ours"))
    theirs.things["box"] = {"a": {"label": "theirs", "on": False}}

    outcomes = list(run)
    plan = bench.plan(toy("a", label="ours"))

    assert statuses(outcomes) == [("a", Status.AMBIGUOUS)]
    assert actions(plan) == [("toy.box.a", "define", "hold")]
    assert not bench.ledger.entry(A).created


def test_a_lost_create_that_nobody_could_read_back_is_found_by_the_next_run():
    """The portal answers nothing any more; later the thing is there, and only its switch is left to do."""
    bench = Bench(ToyPortal(script={1: "lost after"}, blind_from=2))
    wanted = toy("a", label="A", on=True)

    outcomes = bench.apply(wanted)
    bench.portal.blind_from = 10_000
    planned = bench.plan(wanted)
    bench.apply(wanted, enable=["*"])

    assert statuses(outcomes) == [("a", Status.UNKNOWN)]
    assert actions(planned) == [("toy.box.a", "define", "adopt"), ("toy.box.a", "enable", "update")]
    assert posts(bench) == ["/box/a"]
    assert bench.ledger.entry(A).created
    assert bench.plan(wanted).changes == ()


def test_what_hubspot_said_yes_to_and_nobody_can_read_back_counts_as_done():
    """Every request was answered with yes, so the next run has nothing to adopt and nothing to hold."""
    bench = Bench(ToyPortal(blind_from=2))

    (outcome,) = bench.apply(toy("a", label="A"))
    bench.portal.blind_from = 10_000

    assert outcome.status is Status.DONE
    assert [finding.code for finding in outcome.findings] == ["RV433"]
    assert bench.plan(toy("a", label="A")).changes == ()


def test_an_update_that_breaks_off_is_planned_again_and_not_held():
    """What a half-done update left behind is this tool's work and no drift."""
    bench = Bench(ToyPortal())
    bench.apply(toy("a", label="A", colour="red"))
    bench.portal.script = {2: "lost before"}
    (outcome,) = bench.apply(toy("a", label="B", colour="blue"))
    bench.portal.things["box"]["a"]["label"] = "A"

    assert outcome.status is Status.FAILED
    assert actions(bench.plan(toy("a", label="B", colour="blue"))) == [("toy.box.a", "define", "update")]


@pytest.mark.parametrize(
    ("entry", "label", "ours"),
    [
        (Entry(created=True), "theirs", True),
        (Entry(maybe=True, units={"label": "A"}), "A", True),
        (Entry(maybe=True, units={"label": "A"}), "theirs", False),
        (Entry(maybe=True), "theirs", False),
        (Entry(units={"label": "A"}), "A", False),
    ],
)
def test_what_counts_as_made_here(entry, label, ours):
    """HubSpot's yes, or a lost create that is there exactly as it was sent."""
    assert is_ours(entry, Observed(A, "id-a", {"label": label, "more": 1})) is ours


def test_a_new_thing_has_its_switches_off():
    """Whatever the blueprint says of them: they are steps of their own (rule 9)."""
    assert switched_off(WANTED, ToyKind()) == {"on": False}


@pytest.mark.parametrize(("units", "sent"), [(None, {"label": "A", "size": 1}), (("size",), {"size": 1})])
def test_a_create_has_sent_what_its_request_carries(units, sent):
    """All that is written, or the units of this request alone; with the switches off where it is known."""
    changed = (UnitChange("label", MISSING, "A"), UnitChange("size", MISSING, 1))
    change = Change(A, Phase.DEFINE, Action.CREATE, units=changed)
    call = Call("toys", "POST", "/box/a", units=None if units is None else frozenset(units))
    known = Change(A, Phase.DEFINE, Action.CREATE, units=changed, resource=WANTED)

    assert sent_by(call, change, ToyKind()) == sent
    assert sent_by(call, known, ToyKind()) == {"on": False, **sent}


def test_null_is_a_value_and_no_unit_is_none():
    """What one side lacks differs from what the other holds as null."""
    assert differing(Entry(units={}), Observed(A, "id-a", {"x": None}), ["x"]) == ["x"]
    assert differing(Entry(units={"x": None}), Observed(A, "id-a", {}), ["x"]) == ["x"]
    assert differing(Entry(units={"x": None}), Observed(A, "id-a", {"x": None}), ["x"]) == []


def test_a_step_of_its_own_says_why_it_asks():
    """What is counted of records says besides what nobody counts."""
    uncounted = "uses of the values in workflows, segments and forms: not counted"

    assert reason_of(Phase.ENABLE) == "enable is a step of its own"
    assert reason_of(Phase.REMOVE) == f"remove is a step of its own; {uncounted}"
