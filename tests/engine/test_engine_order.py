"""What comes first: by needs, by the kinds' own order, and removals the other way round."""

import pytest
from toys import A, B, Bench, ToyKind, toy

from revops.engine.order import layers, rank, topological
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.finding import Refused, Severity
from revops.model.spec import Need, Phase


def change(name, *needs, kind="toy", action=Action.CREATE):
    address = Address(kind, "box", name)
    wanted = frozenset(Need(other) for other in needs)
    return Change(address, Phase.DEFINE, action, needs=wanted, approved=True)


def names(waves):
    return [[change.address.name for change in wave] for wave in waves]


def test_resources_stand_after_what_they_need():
    """Otherwise they stand in the order of their addresses."""
    wanted = [toy("c"), toy("a", needs=[Need(Address("toy", "box", "d"))]), toy("d"), toy("b")]

    assert [resource.address.name for resource in topological(wanted)] == ["b", "c", "d", "a"]


def test_what_nobody_wants_is_no_reason_to_wait_here():
    """A need on something outside of the blueprint does not change the order."""
    assert [r.address.name for r in topological([toy("a", needs=[Need(B)]), toy("c")])] == ["a", "c"]


def test_a_ring_is_refused_and_printed():
    """Nobody could be first; the finding names the members."""
    with pytest.raises(Refused) as refusal:
        topological([toy("a", needs=[Need(B)]), toy("b", needs=[Need(A)]), toy("c")])

    (finding,) = refusal.value.findings
    assert refusal.value.exit_code == 3
    assert (finding.code, finding.severity, finding.hint) == ("RV401", Severity.ERROR, "break the ring")
    assert "toy.box.a -> toy.box.b" in finding.summary.replace("b -> toy.box.a", "b")


def test_kinds_follow_those_that_they_name():
    """A kind stands after the kinds of its `after`, whatever its name; unknown ones do not count."""
    first = ToyKind(name="first", after=frozenset({"second", "no such kind"}))

    assert rank([first, ToyKind(name="second")]) == {"second": 0, "first": 1}


def test_changes_of_a_wave_do_not_need_each_other():
    """Kinds one after the other; within a kind each step builds on the one before."""
    waves = layers([change("a", B), change("b"), change("c", A), change("d")], {"toy": 0})

    assert names(waves) == [["b", "d"], ["a"], ["c"]]


def test_a_need_of_an_earlier_kind_takes_no_step_of_its_own():
    """What needs nothing of its kind stands in the first wave of it, whatever else it needs."""
    there = change("g", kind="group")
    mine = [change("a", Address("group", "box", "g"), kind="property"), change("b", kind="property")]

    assert names(layers([there, *mine], {"group": 0, "property": 1})) == [["g"], ["a", "b"]]


def test_a_need_wins_over_the_order_of_the_kinds():
    """What needs something of a later kind comes after it, in a wave of its own."""
    early = change("early", Address("late", "box", "x"), kind="early")
    late = change("x", kind="late")

    assert names(layers([early, late], {"early": 0, "late": 1})) == [["x"], ["early"]]


def test_removals_come_last_and_in_the_opposite_order_of_the_kinds():
    """A property goes before its group, and both after everything that is made."""
    gone = [
        change("g", kind="group", action=Action.DELETE),
        change("p", kind="property", action=Action.DELETE),
    ]

    waves = layers([*gone, change("new", kind="property")], {"group": 0, "property": 1})

    assert names(waves) == [["new"], ["p"], ["g"]]


def test_a_long_chain_is_no_matter():
    """Three thousand things that each need the one before: ordered, and one wave each."""
    chain = [toy(f"t{n:04}", needs=[Need(Address("toy", "box", f"t{n + 1:04}"))]) for n in range(3000)]
    changes = [Change(r.address, Phase.DEFINE, Action.CREATE, needs=r.needs) for r in chain]

    assert topological(chain)[0].address.name == "t2999"
    assert len(layers(changes, {"toy": 0})) == 3000


def test_a_plan_lists_changes_as_they_will_run():
    """First what is needed, then what needs it, then the switch."""
    plan = Bench().plan(toy("a", label="A", needs=[Need(B)], on=True), toy("b", label="B"), enable=["*"])

    assert [(c.address.name, c.phase) for c in plan.changes] == [
        ("b", Phase.DEFINE),
        ("a", Phase.DEFINE),
        ("a", Phase.ENABLE),
    ]
