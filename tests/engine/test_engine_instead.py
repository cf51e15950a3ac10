"""What is made in place of resources that are out of reach, and who is told what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from toys import A, B, ToyKind, toy

from revops.engine.instead import instead
from revops.engine.situation import Situation
from revops.model.address import Address, Origin
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Need, Observation, Phase
from revops.model.surface import Allowance, Verdict

PLACE = ("toy", "box")
SHUT = Verdict(Allowance.BLOCKED, "it lacks a scope", "add it")
MANUAL = Verdict(Allowance.MANUAL, "it takes Enterprise", "do it by hand")
SEEN = Observation(unknown="a list that omits things")
HERE, THERE = Origin("a.yaml", 3, 1), Origin("b.yaml", 8, 1)


class Replaceable(ToyKind):
    """A toy in whose place a spare and a task for a person can be made; it tells why, and what was seen."""

    def instead(self, resource, seen, why):
        name = resource.address.name
        found = toy(name, kind="spare", **resource.units), toy(name, kind="task")
        told = f"{name}: {why}; seen: {seen.unknown}"
        return found, (Finding("RV499", Severity.WARNING, told),)


KINDS = {
    "toy": Replaceable(),
    "spare": ToyKind(name="spare"),
    "task": ToyKind(name="task", writes=()),
    "other": ToyKind(name="other"),
}
SPARE_A, TASK_A = Address("spare", "box", "a"), Address("task", "box", "a")
USER = toy("user", kind="other", needs=[Need(A)], label="User")


def situation(*resources, applied=(), **facts):
    ledger = Ledger(7, {address: Entry("1") for address in applied})
    return Situation(KINDS, resources, Context(ledger=ledger), {PLACE: SEEN}, **facts)


@pytest.mark.parametrize("side", ["readable", "writable"])
@pytest.mark.parametrize("verdict", [SHUT, MANUAL])
def test_what_may_not_be_read_or_written_is_replaced(side, verdict):
    """Whatever keeps it out of reach is the reason that is told, beside what was seen of the place."""
    resources, (finding,) = instead(situation(toy("a", label="A"), **{side: {PLACE: verdict}}))

    assert resources == (toy("a", kind="spare", label="A"), toy("a", kind="task"))
    assert finding.summary == f"a: {verdict.reason}; seen: a list that omits things"


def test_the_reason_is_that_of_reading_where_both_are_shut():
    """Who may not read needs that first."""
    _, (finding,) = instead(situation(toy("a"), readable={PLACE: MANUAL}, writable={PLACE: SHUT}))

    assert "it takes Enterprise" in finding.summary


def test_what_is_allowed_is_made_itself():
    """A kind that could offer something else is not taken at its word."""
    wanted = toy("a", label="A"), USER

    assert instead(situation(*wanted)) == (wanted, ())


def test_what_was_applied_before_is_not_given_up_for_a_scope():
    """Else the portal would have both."""
    wanted = toy("a", label="A"), USER

    assert instead(situation(*wanted, applied=[A], writable={PLACE: SHUT})) == (wanted, ())


@pytest.mark.parametrize("made", [SPARE_A, TASK_A])
def test_what_once_stood_in_stays_when_the_way_is_open(made):
    """Else there would be two of it; a person removes it first."""
    resources, (finding,) = instead(situation(toy("a"), toy("b"), applied=[made]))

    assert [one.address for one in resources] == [SPARE_A, TASK_A, B]
    assert finding.summary.startswith("a: what stands in for toy.box.a was made before;")


def test_all_that_is_replaced_is_told_where_it_stands():
    """One finding for each, at the line of the blueprint that asked for it."""
    wanted = replace(toy("a"), origin=HERE), replace(toy("b"), origin=THERE)

    _, told = instead(situation(*wanted, writable={PLACE: SHUT}))

    assert [(finding.summary[0], finding.origin) for finding in told] == [("a", HERE), ("b", THERE)]


def test_what_stands_in_has_the_place_of_the_original():
    """Its line, its rows of the operating model and its pack, and its turn among the others."""
    wanted = replace(toy("a"), origin=HERE, ref=("P-1",), pack="core")
    first = toy("first", kind="other", label="First")

    resources, _ = instead(situation(first, wanted, USER, writable={PLACE: SHUT}))

    assert [one.address for one in resources] == [first.address, SPARE_A, TASK_A, USER.address]
    assert [(one.origin, one.ref, one.pack) for one in resources[1:3]] == [(HERE, ("P-1",), "core")] * 2
    assert resources[0] == first


def test_who_needs_the_original_needs_what_stands_in():
    """But waits for no person: what is done by hand is nobody's need. Other needs stay as they are."""
    other = Need(Address("other", "box", "x"), Phase.ENABLE)
    wanted = toy("user", kind="other", needs=[Need(A, Phase.ENABLE), other], label="User")

    resources, _ = instead(situation(toy("a"), wanted, writable={PLACE: SHUT}))

    user = resources[-1]
    assert user == replace(wanted, needs=frozenset({Need(SPARE_A), other}))
    phases = {need.address: need.phase for need in user.needs}
    assert phases == {SPARE_A: Phase.DEFINE, other.address: Phase.ENABLE}
