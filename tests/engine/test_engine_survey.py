"""Reading a portal: every place once, each distinct read once, names learnt before they are needed."""

from dataclasses import dataclass

import pytest
from toys import A, Bench, ToyKind, ToyPortal, actions, toy

from revops.engine.capability import Grants
from revops.engine.observe import Reader, places
from revops.engine.survey import Wish, survey
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.finding import Refused
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Need, Observation, Observed, Symbol
from revops.model.surface import Allowance, Surface

STAGE = Symbol("stage", "a")


class Teacher(ToyKind):
    """Its things' ids are names for others."""

    def learn(self, address, keys):
        return {Symbol("stage", address.name): keys[""]} if keys.get("") else {}


class Pupil(ToyKind):
    """Shows the stage by its name, where the context knows one for the id."""

    def observe(self, scope, wanted, context):
        (answer,) = yield (Call("toys", "GET", f"/{scope}"),)
        return Observation(
            tuple(
                Observed(
                    Address(self.name, scope, key),
                    key,
                    {"stage": context.names.name("stage", body["stage"]) or body["stage"]},
                )
                for key, body in answer.body.items()
            )
        )


def school():
    portal = ToyPortal({"box": {"a": {"label": "A"}}, "bin": {"p": {"stage": "id-a"}}})
    return Bench(portal, Teacher(), Pupil(name="pupil", after=frozenset({"toy"})))


WANTED = (toy("a", label="A"), toy("p", kind="pupil", scope="bin", stage="a"))


def test_names_are_known_before_what_uses_them_is_read():
    """Without a ledger the id is learnt in this very survey; no list is read a second time for it."""
    bench = school()

    plan = bench.plan(*WANTED)

    assert actions(plan) == [("toy.box.a", "define", "adopt"), ("pupil.bin.p", "define", "adopt")]
    assert bench.portal.reads == 2


def test_names_of_the_ledger_suffice():
    """With them the first look is the only one."""
    bench = school()
    bench.ledger = Ledger(7, {A: Entry(id="id-a", units={"label": "A"})})
    looks = []

    @dataclass(frozen=True)
    class Counting(Pupil):
        def observe(self, scope, wanted, context):
            looks.append(context.names.ids[STAGE])
            return (yield from super().observe(scope, wanted, context))

    bench.kinds["pupil"] = Counting(name="pupil", after=frozenset({"toy"}))
    bench.plan(*WANTED)

    assert looks == ["id-a"]


def test_equal_reads_are_sent_once():
    """Two kinds that live in one list share its answer."""
    bench = Bench(ToyPortal({"box": {"a": {"label": "A"}}}), ToyKind(), ToyKind(name="other"))

    bench.plan(toy("a", label="A"), toy("a", kind="other", label="A"))

    assert bench.portal.reads == 1


def test_places_are_where_something_is_wanted_needed_or_removed():
    """A checklist kind, which reads nothing, is not looked for."""
    kinds = {"toy": ToyKind(), "by_hand": ToyKind(name="by_hand", reads=())}
    wanted = [
        toy("a", needs=[Need(Address("toy", "needed", "x"))]),
        toy("item", kind="by_hand"),
    ]

    found = places(wanted, [Address("toy", "removed", "y")], kinds)

    assert list(found) == [("toy", "box"), ("toy", "needed"), ("toy", "removed")]
    assert [len(resources) for resources in found.values()] == [1, 0, 0]


def test_an_answer_of_another_shape_breaks_its_place_and_no_other():
    """A list of lists where a map was documented: blocked with a finding, the rest is planned."""
    bench = Bench(ToyPortal(), ToyKind(), ToyKind(name="other"))
    plain = bench.portal.send
    bench.portal.send = lambda call: Answer(200, [[1]]) if call.path == "/bin" else plain(call)

    plan = bench.plan(toy("a", label="A"), toy("b", kind="other", scope="bin", label="B"))

    assert actions(plan) == [("other.bin.b", "define", "blocked"), ("toy.box.a", "define", "create")]
    assert "RV410" in {finding.code for finding in plan.findings}


def test_a_read_that_may_not_be_sent_refuses_the_survey():
    """A damaged id in the ledger, a missing credential: nothing was written, a person must decide."""
    bench = Bench()

    def refuse(_call):
        raise Refused([], 4)

    bench.portal.send = refuse
    with pytest.raises(Refused):
        bench.plan(toy("a", label="A"))


def surveyed(answer, *wanted):
    """What a probe's answer makes of writing to a surface that Service Keys do not reach."""
    asked = []

    def probe(surface, scope):
        asked.append((surface, scope))
        return answer

    surfaces = {"toys": Surface("toys", {"v1": "/toys"}, service_key=False)}
    portal = ToyPortal({"box": {"b": {"label": "B"}}})
    context = Context(ledger=Ledger(7), portal=PortalFacts(7))
    found = survey(Wish(wanted), {"toy": ToyKind()}, context, Reader(portal), surfaces, Grants(), probe)
    return asked, found.writing(A).allowance


@pytest.mark.parametrize(
    ("answer", "allowance"),
    [(False, Allowance.BLOCKED), (True, Allowance.ALLOWED), (None, Allowance.ALLOWED)],
)
def test_a_probe_finds_closed_surfaces_before_the_first_write(answer, allowance):
    """A no blocks; a yes and a shrug go on (design.md, section 4). One question for the whole place."""
    assert surveyed(answer, toy("a", label="A"), toy("c", label="C")) == ([("toys", "box")], allowance)


def test_nothing_is_probed_where_nothing_has_to_be_made():
    """An unchanged portal costs no probe."""
    assert surveyed(False, toy("b", label="B"))[0] == []
