"""What has to wait, for what, and what is blocked because nobody will ever make it."""

from dataclasses import dataclass, replace

import pytest
from toys import A, B, Bench, ToyKind, ToyPortal, toy

from revops.engine.planner import make_plan
from revops.model.change import Action
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Need, Observation, Phase, Symbol
from revops.model.surface import Allowance, Verdict

FORM = Symbol("form", "Download")


class Nameless(ToyKind):
    """A kind that looked for a form and did not find it."""

    def observe(self, scope, wanted, context):
        seen = yield from super().observe(scope, wanted, context)
        return replace(seen, missing={FORM: "the portal has no form of this name"})


def change_of(plan, name):
    (found,) = [change for change in plan.changes if change.address.name == name]
    return found


def test_a_name_that_the_portal_lacks_is_waited_for():
    """A missing form is no error: the whole resource waits, and the reason names it (rule 1)."""
    wanted = replace(toy("a", label="A", on=True), uses=frozenset({FORM}))
    plan = Bench(None, Nameless()).plan(wanted, enable=["*"])

    (change,) = plan.changes
    assert change.action is Action.WAITING
    assert change.reason == "waits for form 'Download' (the portal has no form of this name)"
    assert [unit.path for unit in change.units] == ["label", "on"]
    assert [finding.code for finding in plan.findings] == ["RV403"]


LABEL = Symbol("toy", "here-there/a")


def test_a_name_that_nobody_looked_up_is_waited_for():
    """Neither found nor missed: to write without its id would end the run for everything else."""
    change = change_of(Bench().plan(replace(toy("b", label="B"), uses=frozenset({FORM}))), "b")

    assert change.action is Action.WAITING
    assert change.reason == "waits for form 'Download' (the portal was not found to have it)"


def test_a_name_that_the_run_makes_is_not_waited_for():
    """A label of two objects is named by the objects and by its own name."""
    wanted = replace(toy("b", label="B", needs=[Need(A)]), uses=frozenset({LABEL}))

    assert change_of(Bench().plan(toy("a", label="A"), wanted), "b").action is Action.CREATE


def test_a_name_whose_maker_is_there_and_tells_no_id_is_waited_for():
    """It is made already, so this run learns nothing more of it."""
    bench = Bench(ToyPortal({"box": {"a": {"label": "A"}}}))
    wanted = replace(toy("b", label="B", needs=[Need(A)]), uses=frozenset({LABEL}))

    assert change_of(bench.plan(toy("a", label="A"), wanted), "b").action is Action.WAITING


def test_what_needs_a_create_that_nobody_agreed_to_waits():
    """Its group asks; until somebody says yes the thing waits."""
    bench = Bench(None, ToyKind(), ToyKind(name="asking", unlisted=True))
    wanted = [
        toy("g", kind="asking", label="G"),
        toy("a", label="A", needs=[Need(toy("g", kind="asking").address)]),
    ]

    unasked, asked = bench.plan(*wanted), bench.plan(*wanted, create=["asking.*"])

    assert change_of(unasked, "a").action is Action.WAITING
    assert change_of(unasked, "a").reason == "waits for asking.box.g"
    assert change_of(asked, "a").action is Action.CREATE


def test_what_needs_something_that_nobody_makes_is_blocked():
    """Not in the portal, not in the blueprint: told as blocked, not as waiting."""
    change = change_of(Bench().plan(toy("a", label="A", needs=[Need(B)])), "a")

    assert change.action is Action.BLOCKED
    assert "toy.box.b does not exist in the portal" in change.reason


def test_a_need_that_the_portal_has_is_no_reason_to_wait():
    """Whoever made it."""
    bench = Bench(ToyPortal({"box": {"b": {"label": "theirs"}}}))

    assert change_of(bench.plan(toy("a", label="A", needs=[Need(B)])), "a").action is Action.CREATE


class Typed(ToyKind):
    """A kind whose things keep their type and their colour, as HubSpot's properties do."""

    def observe(self, scope, wanted, context):
        seen = yield from super().observe(scope, wanted, context)
        locked = {"type": "values of the old type would stay", "colour": "taken at the making only"}
        return replace(seen, found=tuple(replace(one, locked=locked) for one in seen.found))


def typed(*, entry=None, **units):
    """`a`, which needs a `b` whose units the portal has as given; `entry` is the blueprint's of `b`."""
    bench = Bench(ToyPortal({"box": {"b": {"type": "string", **units}}}), Typed())
    wanted = toy("b", **(entry or {"type": "enumeration"}))
    return bench, (wanted, toy("a", label="A", needs=[Need(B)]))


@dataclass(frozen=True)
class Full(ToyKind):
    """A kind that says of its things what may not be written of them; perhaps they have no id."""

    id: str = ""
    part: str = ""

    def observe(self, scope, wanted, context):
        seen = yield from super().observe(scope, wanted, context)
        locked = {self.part: "there is no room for it"}
        return replace(seen, found=tuple(replace(one, id=self.id, locked=locked) for one in seen.found))


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        (Full(), Action.WAITING),
        (Full(id="id-b"), Action.CREATE),
        (Full(part="colour"), Action.CREATE),
    ],
    ids=["no id and locked as a whole", "with an id", "locked in a part"],
)
def test_what_needs_something_that_hubspot_has_no_room_for_waits(kind, action):
    """It stands for what cannot be made, and nobody can use it; whatever else is there can be used."""
    bench = Bench(ToyPortal({"box": {"b": {}}}), kind)

    change = change_of(bench.plan(toy("b", label="B"), toy("a", label="A", needs=[Need(B)])), "a")

    assert change.action is action
    assert change.reason == ("waits for toy.box.b" if action is Action.WAITING else "not in the portal")


@pytest.mark.parametrize("reference", [False, True])
def test_what_needs_another_type_than_the_portal_keeps_waits(reference):
    """A text of a person's stands where the blueprint wants options: HubSpot would refuse its users."""
    bench, (kept, user) = typed()

    plan = bench.plan(replace(kept, reference=reference), user)

    assert change_of(plan, "b").action is Action.BLOCKED
    assert change_of(plan, "a").action is Action.WAITING
    assert change_of(plan, "a").reason == "waits: toy.box.b is of type string in this portal"


def test_another_type_stands_beside_what_else_is_waited_for():
    """Each reason is told in full."""
    bench, (kept, user) = typed()
    user = replace(user, uses=frozenset({FORM}))

    reason = change_of(bench.plan(kept, user), "a").reason

    assert reason == (
        "waits for form 'Download' (the portal was not found to have it);"
        " waits: toy.box.b is of type string in this portal"
    )


def test_what_is_blocked_and_has_the_right_type_can_be_used():
    """Another unit that HubSpot keeps is no reason for its users to wait."""
    bench, wanted = typed(colour="red", entry={"type": "string", "colour": "blue"})

    plan = bench.plan(*wanted)

    blocked = [change for change in plan.changes if change.action is Action.BLOCKED]
    assert [(change.address, change.units[0].path) for change in blocked] == [(B, "colour")]
    assert change_of(plan, "a").action is Action.CREATE


def test_what_may_not_be_written_and_exists_can_be_used():
    """A token without the scope blocks the change; the type is the right one, so its users are sent."""
    bench = Bench(
        ToyPortal({"box": {"b": {"type": "string", "label": "B"}}}), ToyKind(), ToyKind(name="user")
    )
    user = toy("a", kind="user", needs=[Need(B)], label="A")
    kept = toy("b", type="string", label="ours")
    shut = Verdict(Allowance.BLOCKED, "it lacks a scope")
    bench.ledger = Ledger(7, {B: Entry(id="id-b", units={"type": "string", "label": "B"})})
    situation = replace(bench.situation(kept, user), writable={("toy", "box"): shut})

    plan = make_plan(situation)

    assert (change_of(plan, "b").action, change_of(plan, "b").reason) == (Action.BLOCKED, "it lacks a scope")
    assert change_of(plan, "a").action is Action.CREATE


def test_a_phase_that_was_reached_once_counts():
    """A score that was published has its property, also while its draft waits for the next publish."""
    bench = Bench()
    bench.apply(toy("a", label="A", on=True), enable=["*"])
    bench.portal.things["box"]["a"]["on"] = False

    plan = bench.plan(toy("a", label="A", on=True), toy("b", label="B", needs=[Need(A, Phase.ENABLE)]))

    assert change_of(plan, "b").action is Action.CREATE


def test_a_phase_that_was_never_reached_is_waited_for_by_its_name():
    """Only the switch itself counts: another unit that is true is none."""
    bench = Bench()
    bench.apply(toy("a", label="A", big=True, on=True))
    wanted = [toy("a", label="A", big=True, on=True), toy("b", label="B", needs=[Need(A, Phase.ENABLE)])]

    change = change_of(bench.plan(*wanted, enable=["*"]), "b")

    assert (change.action, change.reason) == (Action.WAITING, "waits for toy.box.a (enable)")


def test_a_phase_that_the_portal_has_reached_counts():
    """A switch that somebody put on by hand is on, whatever the ledger knows."""
    bench = Bench(ToyPortal({"box": {"a": {"label": "A", "on": True}}}))

    plan = bench.plan(toy("a", label="A"), toy("b", label="B", needs=[Need(A, Phase.ENABLE)]))

    assert change_of(plan, "b").action is Action.CREATE


def test_every_need_that_has_to_come_is_named():
    """Also behind one that is there without a blueprint."""
    bench = Bench(ToyPortal({"box": {"b": {}}}), ToyKind(), ToyKind(name="asking", unlisted=True))
    g = toy("g", kind="asking", scope="other", label="G")
    z = toy("z", kind="zoo", label="Z")
    bench.kinds["zoo"] = ToyKind(name="zoo", unlisted=True)
    wanted = toy("a", label="A", needs=[Need(B), Need(g.address), Need(z.address)])

    change = change_of(bench.plan(g, z, wanted), "a")

    assert change.reason == "waits for asking.other.g; waits for zoo.box.z"


def test_what_waits_asks_nobody():
    """It stands as one change of the first phase: its consent is asked for when it can be done."""
    bench = Bench(ToyPortal(), Nameless(unlisted=True))
    wanted = replace(toy("a", label="A"), uses=frozenset({FORM}))
    switched = toy("a", label="A", on=True)
    made = Bench(None, Nameless())
    made.apply(switched)

    asked = change_of(bench.plan(wanted), "a")
    late = change_of(made.plan(replace(switched, uses=frozenset({FORM}))), "a")

    assert (asked.action, asked.consent, asked.phase) == (Action.WAITING, None, Phase.DEFINE)
    assert (late.action, late.consent, late.phase) == (Action.WAITING, None, Phase.DEFINE)
    assert [unit.path for unit in late.units] == ["on"]


def test_adopting_and_holding_do_not_wait():
    """Only what would write waits; what is there already is adopted all the same."""
    bench = Bench(ToyPortal({"box": {"a": {"label": "A", "colour": "theirs"}}}), Nameless())
    wanted = replace(toy("a", label="A", colour="ours"), uses=frozenset({FORM}))

    assert [change.action for change in bench.plan(wanted).changes] == [Action.ADOPT, Action.HOLD]


def test_an_observation_that_nobody_made_is_unknown_and_not_absent():
    """A need in a place that was not looked at neither blocks nor proves anything."""
    situation = Bench().situation(toy("a", label="A"))

    assert situation.observation(toy("x", scope="elsewhere").address) == Observation(
        unknown="it was not looked at"
    )
