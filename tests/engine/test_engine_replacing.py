"""Another one in its place: when it is the way, what asks, and what follows."""

from dataclasses import replace

import pytest
from toys import A, B, ToyKind, toy

from revops.engine.decide import decide
from revops.engine.planner import make_plan
from revops.engine.replacing import replacing
from revops.engine.situation import Situation
from revops.model.change import Action, Consent
from revops.model.context import Context
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents
from revops.model.spec import Need, Observation, Observed, Symbol
from revops.model.surface import Allowance, Verdict

PLACE = ("toy", "box")
OLD = {"type": "x", "label": "A"}
LOCKED = {"type": "a type stays"}
THERE = Observed(A, "id-a", OLD, locked=LOCKED, another="3 things are lost")
ENTRY = Entry("id-a", OLD, created=True)


def situation(observed=THERE, entry=ENTRY, **facts):
    ledger = Ledger(7, {A: entry} if entry else {})
    return Situation(
        {"toy": ToyKind()}, (), Context(ledger=ledger), {PLACE: Observation((observed,))}, **facts
    )


def replaced(resource, *facts, **more):
    known = situation(*facts, **more)
    return replacing(decide(resource, known), known)


def test_what_is_ours_and_moved_by_the_blueprint_is_replaced():
    """One change with all that differs, which asks as a delete does and says what it costs."""
    (change,) = replaced(toy("a", type="y", label="B"))

    assert (change.action, change.consent) == (Action.REPLACE, Consent.DELETE)
    assert {unit.path for unit in change.units} == {"type", "label"}
    assert change.reason == "a type stays: 3 things are lost"


@pytest.mark.parametrize(
    ("observed", "entry"),
    [
        pytest.param(replace(THERE, another=""), ENTRY, id="the kind offers none"),
        pytest.param(THERE, None, id="never applied"),
        pytest.param(THERE, replace(ENTRY, created=False), id="made by somebody else"),
        pytest.param(replace(THERE, id="id-b"), ENTRY, id="another one of this name"),
        pytest.param(replace(THERE, units={**OLD, "type": "z"}), ENTRY, id="changed in the portal, too"),
    ],
)
def test_else_it_is_blocked(observed, entry):
    """Nothing is taken away without proof that this tool made it (rule 3)."""
    changes = replaced(toy("a", type="y"), observed, entry)

    assert [change.action for change in changes] == [Action.BLOCKED]


def test_what_may_not_be_written_is_blocked():
    """A right that is missing is told before anything is taken away."""
    closed = {PLACE: Verdict(Allowance.BLOCKED, "no scope")}

    assert [change.action for change in replaced(toy("a", type="y"), writable=closed)] == [Action.BLOCKED]


def test_what_is_held_comes_first():
    """A replacement would write over what somebody changed by hand."""
    edited = replace(THERE, units={**OLD, "label": "by hand"})

    changes = replaced(toy("a", type="y", label="A"), edited)

    assert {change.action for change in changes} == {Action.BLOCKED, Action.HOLD}


def test_a_side_that_was_taken_replaces_what_moved_in_the_portal():
    """`--take` says that the blueprint's type is meant."""
    moved = replace(THERE, units={**OLD, "type": "z"})

    changes = replaced(toy("a", type="x"), moved, consents=Consents({"take": (str(A),)}))

    assert [change.action for change in changes] == [Action.REPLACE]


class Referring(ToyKind):
    """The unit `of` goes out as the id of what it names."""

    def _call(self, change):
        call, ids = super()._call(change), self.__dict__["names"]
        return replace(call, body={k: ids.id("toy", v) if k == "of" else v for k, v in call.body.items()})

    def compile(self, changes, context):
        self.__dict__["names"] = context.names
        yield from super().compile(changes, context)


TARGET = A._replace(scope="")


def followed(**facts):
    """The plan, not agreed and agreed, where `b` refers to what is replaced."""
    user = replace(
        toy("b", label="B", of="a", stage="a", order=["a", "c"]),
        needs=frozenset({Need(TARGET)}),
        uses=frozenset({Symbol("toy", "a")}),
        **facts,
    )
    wanted = replace(toy("a", type="y"), address=TARGET)
    seen = {
        ("toy", ""): Observation((replace(THERE, address=TARGET),)),
        PLACE: Observation((Observed(user.address, "id-b", dict(user.units)),)),
    }
    entries = {TARGET: ENTRY, user.address: Entry("id-b", dict(user.units))}
    context = Context(ledger=Ledger(7, entries)).named({Symbol("toy", "a"): "id-a"})
    situation = Situation({"toy": Referring()}, (wanted, user), context, seen)
    return make_plan(situation), make_plan(situation.consenting(Consents({"delete": (str(TARGET),)})))


def test_what_refers_to_it_is_written_again():
    """Its unit goes out with another id by then; what only is called the same stays as it is."""
    idle, agreed = followed()

    assert {str(change.address): change.action for change in idle.changes} == {str(TARGET): Action.REPLACE}
    (follower,) = [change for change in agreed.changes if change.address == B]
    assert follower.action is Action.UPDATE
    assert [unit.path for unit in follower.units] == ["of"]


def test_what_is_only_referred_to_is_not_written():
    """`existing: true` is checked and never written, whatever it refers to."""
    _, agreed = followed(reference=True)

    assert [change.address for change in agreed.changes] == [TARGET]
