"""What is as it was applied: left out of a plan before anything is decided, and out of its digest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from toys import A, ToyKind, toy

from revops.engine.decide import decide, settled
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.context import Context
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Observation, Observed
from revops.model.surface import Allowance, Verdict

PLACE = ("toy", "box")
RESOURCE = toy("a", label="A")
OBSERVED = Observed(A, "id-a", {"label": "A", "colour": "red"})
ENTRY = Entry(id="id-a", units={"label": "A"})


def situation(observed=OBSERVED, entry=ENTRY, **facts):
    """One resource, seen and applied."""
    ledger = Ledger(7, {A: entry} if entry else {})
    observation = Observation((observed,) if observed else ())
    return Situation({"toy": ToyKind()}, (RESOURCE,), Context(ledger=ledger), {PLACE: observation}, **facts)


def test_what_all_three_sides_say_is_settled():
    """The portal may have more units than the blueprint manages."""
    assert list(settled(situation())) == [A]
    assert decide(RESOURCE, situation()) == []


@pytest.mark.parametrize(
    ("observed", "entry"),
    [
        (None, ENTRY),
        (OBSERVED, None),
        (OBSERVED, replace(ENTRY, maybe=True)),
        (replace(OBSERVED, unreadable="403"), ENTRY),
        (replace(OBSERVED, units={"label": "B"}), ENTRY),
        (OBSERVED, replace(ENTRY, units={"label": "B"})),
        (OBSERVED, replace(ENTRY, units={})),
    ],
    ids=["gone", "never applied", "maybe made", "unreadable", "moved there", "moved here", "a new unit"],
)
def test_everything_else_is_decided(observed, entry):
    """Nothing that a person should see is left out."""
    assert list(settled(situation(observed, entry))) == []
    assert make_plan(situation(observed, entry)).changes != ()


@pytest.mark.parametrize("broken", [True, False])
def test_a_place_that_was_not_read_settles_nothing(broken):
    """What was seen there before it broke, or without the right to, proves nothing."""
    seen = situation()
    if broken:
        seen = replace(seen, observations={PLACE: Observation((OBSERVED,), broken="403")})
    else:
        seen = replace(seen, readable={PLACE: Verdict(Allowance.BLOCKED, "no scope")})

    assert list(settled(seen)) == []


def test_the_digest_leaves_out_what_the_plan_is_not_about():
    """The id of what is settled may change in the ledger; the plan would do the same as before."""
    plan, other = make_plan(situation()), make_plan(situation(entry=replace(ENTRY, id="id-b")))

    assert plan.digest == other.digest


def test_the_digest_binds_the_ledger_of_what_the_plan_is_about():
    """Another base is another plan, even where the change looks the same."""
    moved = replace(OBSERVED, units={"label": "B"})
    plan = make_plan(situation(moved))
    other = make_plan(situation(moved, replace(ENTRY, created=True)))

    assert plan.ledger_digest != other.ledger_digest
    assert plan.digest != other.digest


def test_what_was_not_looked_for_does_not_hide_the_rest():
    """Neither what was applied in a place that nobody looked at, nor what is gone, is settled; others are."""
    hidden, gone = toy("h", scope="bin", label="H"), toy("g", label="G")
    entries = {one.address: Entry(id="1", units=one.units) for one in (hidden, gone, RESOURCE)}
    context = Context(ledger=Ledger(7, entries))

    assert list(settled(replace(situation(), resources=(hidden, gone, RESOURCE), context=context))) == [A]
