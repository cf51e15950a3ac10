"""Another one in its place: when it is the way, what asks, and what follows."""

from dataclasses import replace

import pytest
from toys import A, B, ToyKind, toy

from revops.engine.decide import decide
from revops.engine.planner import make_plan
from revops.engine.replacing import replacing
from revops.engine.situation import Situation
from revops.model.call import Call
from revops.model.change import Action, Consent, UnitChange
from revops.model.context import Context
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents
from revops.model.spec import Need, Observation, Observed, Phase, Symbol
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
        pytest.param(
            replace(THERE, id="id-b"), replace(ENTRY, created=False, maybe=True), id="another one as ours was"
        ),
        pytest.param(replace(THERE, units={**OLD, "type": "z"}), ENTRY, id="changed in the portal, too"),
    ],
)
def test_else_it_is_blocked(observed, entry):
    """Nothing is taken away without proof that this tool made it (rule 3)."""
    changes = replaced(toy("a", type="y"), observed, entry)

    assert [change.action for change in changes] == [Action.BLOCKED]


def test_what_a_lost_removal_left_as_it_was_is_replaced():
    """The answer to the DELETE never came: what is there has the id and the units of what this tool made."""
    (change,) = replaced(toy("a", type="y"), THERE, replace(ENTRY, created=False, maybe=True))

    assert change.action is Action.REPLACE


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


class Exact(ToyKind):
    """Reached by its own id, with its label in every request, each unit in its phase, names as ids."""

    below = False
    """It is reached by the id of the thing `a`, too."""

    def phase(self, path, actual):
        return Phase.DRAFT if path.startswith("draft_") and actual.id else Phase.DEFINE

    def compile(self, changes, context):
        yield tuple(self._exact(change, context.names) for change in changes)

    def _exact(self, change, names):
        if change.action is not Action.UPDATE:
            return self._call(change)
        units = {path: with_ids(value, names) for path, value in change.after().items()}
        body = {
            path: value for path, value in units.items() if self.phase(path, change.actual) is change.phase
        }
        where = "/" + names.id("toy", "a") if self.below else ""
        label = change.resource.units["label"]
        path = f"{where}/{change.actual.id}"
        return Call("toys", "PATCH", path, body={"label": label, **body}, carries=(change.address,))


class Below(Exact):
    """A thing on another one, as a stage is on its pipeline."""

    below = True


def with_ids(value, names):
    if isinstance(value, dict):
        return {key: with_ids(part, names) for key, part in value.items()}
    if isinstance(value, list):
        return [with_ids(part, names) for part in value]
    return names.id("toy", value) if value == "a" else value


def following_it(seen, base=None, kind=None, wanted=None):
    """The changes of `b`, seen and last applied like this, once the replacement of `a` is agreed to."""
    units = wanted or seen.units
    user = replace(toy("b", **units), needs=frozenset({Need(TARGET)}), uses=frozenset({Symbol("toy", "a")}))
    entries = {TARGET: ENTRY, B: Entry(seen.id, dict(base or seen.units), created=True)}
    context = Context(ledger=Ledger(7, entries)).named({Symbol("toy", "a"): "id-a"})
    looked = {
        ("toy", ""): Observation((replace(THERE, address=TARGET),)),
        PLACE: Observation((seen,)),
    }
    consents = Consents({"delete": (str(TARGET), str(B))})
    wanted_a = replace(toy("a", type="y"), address=TARGET)
    plan = make_plan(
        Situation({"toy": kind or Exact()}, (wanted_a, user), context, looked, consents=consents)
    )
    return [change for change in plan.changes if change.address == B]


@pytest.mark.parametrize("path", ["of", "draft_of"])
@pytest.mark.parametrize("value", ["a", ["c", "a"], {"to": "a"}, [{"to": ["a"]}]])
def test_a_name_is_found_wherever_it_stands(path, value):
    """In a list or a mapping and in any phase; the value stays the same, and the note says why it is sent."""
    seen = Observed(B, "id-b", {"label": "B", path: value})
    (change,) = following_it(seen)

    assert change.units == (UnitChange(path, value, value, note="the id is another one"),)
    assert change.phase is (Phase.DEFINE if path == "of" else Phase.DRAFT)
    assert change.actual == seen


def test_what_only_stands_on_it_is_not_written_again():
    """Every request has the new id in its path; only the unit that says the name is another one by it."""
    (change,) = following_it(Observed(B, "id-b", {"label": "B", "size": 3, "of": "a"}), kind=Below())

    assert [unit.path for unit in change.units] == ["of"]


def test_what_follows_goes_with_what_moved():
    """One change of a phase holds both: the blueprint's new label, and the name with its new id."""
    seen = Observed(B, "id-b", {"label": "B", "of": "a"})
    (change,) = following_it(seen, wanted={"label": "C", "of": "a"})

    of = UnitChange("of", "a", "a", note="the id is another one")
    assert change.action is Action.UPDATE
    assert change.units == (UnitChange("label", "B", "C"), of)


@pytest.mark.parametrize("there", [{"label": "B", "of": "z"}, {"label": "B"}])
def test_what_comes_to_refer_to_it_is_written_once(there):
    """A unit that the blueprint moved to the name, or added with it, is in the plan already."""
    (change,) = following_it(Observed(B, "id-b", there), wanted={"label": "B", "of": "a"})

    assert [(unit.path, unit.after, unit.note) for unit in change.units] == [("of", "a", "")]


def test_what_is_replaced_itself_does_not_follow():
    """The new one is made with everything, the new id as well."""
    seen = Observed(B, "id-b", {**OLD, "of": "a"}, locked=LOCKED, another="2 things are lost")
    changes = following_it(seen, wanted={**OLD, "type": "y", "of": "a"})

    assert [change.action for change in changes] == [Action.REPLACE]
