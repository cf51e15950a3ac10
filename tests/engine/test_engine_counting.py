"""Counting after a first plan: whom it asks, what it makes of faults, and who agrees to how many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from toys import A, B, Bench, ToyKind, toy

from revops.engine.counting import weighed
from revops.engine.planner import make_plan
from revops.model.call import Answer, Call
from revops.model.consequence import Act, Consequence, many
from revops.model.spec import Phase

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True)
class CountingKind(ToyKind):
    """Toys whose switching on is weighed by one question, the same for all."""

    def weigh(self, change, outlook):
        return self._weigh(outlook) if change.after().get("on") is True else None

    def _weigh(self, outlook):
        (answer,) = yield (Call("search", "POST", "/toys/search", body={}, restates=True),)
        yield ()
        return Consequence(answer.body["total"], why=f"{len(outlook.made)} made, {len(outlook.seen)} seen")


@dataclass
class Scales:
    """A hub that answers searches with one total, and counts them."""

    total: object
    asked: int = 0

    def send(self, call):
        self.asked += 1
        return Answer(200, {"total": self.total})

    def explain(self, answer, call):
        raise AssertionError(answer)


def counted(bench, *wanted, total=0, cap=100, **consents):
    """The plan with counts, and the searches that it took."""
    situation = replace(bench.situation(*wanted, **consents), enrol_cap=cap)
    scales = Scales(total)
    return make_plan(weighed(situation, make_plan(situation), scales, NOW)), scales.asked


def enabling(plan):
    return [change for change in plan.changes if change.phase is Phase.ENABLE]


@pytest.fixture
def bench():
    return Bench(None, CountingKind())


def test_what_a_plan_would_switch_on_is_counted_before_it_is_there(bench):
    """A create whose switching on follows is counted; the kind knows what is not there yet."""
    plan, asked = counted(bench, toy("a", label="A", on=True), total=7)

    (change,) = enabling(plan)
    assert asked == 1
    assert change.consequence == Consequence(7, why="1 made, 0 seen")
    assert not change.approved


def test_equal_questions_are_sent_once(bench):
    """Two things with the same condition cost one search."""
    _, asked = counted(bench, toy("a", on=True), toy("b", on=True))

    assert asked == 1


def test_a_plan_that_switches_nothing_on_asks_nothing(bench):
    """The situation is the very same, so nothing is planned again either."""
    situation = bench.situation(toy("a", label="A"))
    scales = Scales(1)

    assert weighed(situation, make_plan(situation), scales, NOW) is situation
    assert scales.asked == 0


def test_switching_off_is_not_counted(bench):
    """The kind has nothing to weigh, and a pattern agrees as ever."""
    bench.portal.things = {"box": {"a": {"on": True}}}

    plan, asked = counted(bench, toy("a", on=False), total=7, enable=("*",), take=("*",))

    (change,) = enabling(plan)
    assert (asked, change.consequence, change.approved) == (0, None, True)


@pytest.mark.parametrize(("total", "agreed"), [(0, True), (99, True), (100, True), (101, False)])
def test_a_pattern_agrees_up_to_the_cap(bench, total, agreed):
    """100 is within a cap of 100, 101 is not."""
    plan, _ = counted(bench, toy("a", on=True), total=total, cap=100, enable=("*",))

    (change,) = enabling(plan)
    assert change.approved is agreed
    assert [finding.code for finding in plan.findings if finding.code == "RV890"] == ["RV890"] * (not agreed)


def test_the_address_agrees_to_any_number(bench):
    """Whoever types it has seen the number."""
    plan, _ = counted(bench, toy("a", on=True), total=5000, enable=(str(A),))

    (change,) = enabling(plan)
    assert change.approved
    assert not plan.findings


def test_the_address_of_another_does_not(bench):
    """Consent is by address."""
    plan, _ = counted(bench, toy("a", on=True), toy("b", on=True), total=5000, enable=(str(B), "toy.*"))

    assert {change.address: change.approved for change in enabling(plan)} == {A: False, B: True}


def test_the_refusal_tells_number_cap_and_what_to_type(bench):
    """So that nobody has to look for them."""
    plan, _ = counted(bench, toy("a", on=True), total=5000, enable=("toy.*",))

    (finding,) = plan.findings
    assert "5,000" in finding.summary
    assert "100" in finding.summary
    assert finding.hint == f"revops apply --enable {A}"


def test_what_nobody_could_count_is_agreed_to_by_address_only(bench):
    """Unknown is not 0, whatever the cap."""
    plan, _ = counted(bench, toy("a", on=True), total=None, cap=10**9, enable=("*",))

    (change,) = enabling(plan)
    assert not change.approved
    assert [finding.code for finding in plan.findings] == ["RV891"]


def test_an_answer_of_another_shape_counts_nothing(bench):
    """The run goes on; the reason names what was stumbled over."""
    situation = bench.situation(toy("a", on=True))
    sender = Scales(1)
    sender.send = lambda _: Answer(200, [])

    found = weighed(situation, make_plan(situation), sender, NOW)

    (consequence,) = found.consequences.values()
    assert (consequence.records, consequence.mails, consequence.billing) == (None, None, None)
    assert "documented shape" in consequence.why


def test_numbers_do_not_move_an_approval(bench):
    """The digest binds whether a change is approved: counts move by themselves."""
    wanted = toy("a", on=True)
    few, _ = counted(bench, wanted, total=3, enable=("*",))
    more, _ = counted(bench, wanted, total=4, enable=("*",))
    many_more, _ = counted(bench, wanted, total=400, enable=("*",))

    assert few.digest == more.digest != many_more.digest


def test_billing_is_told_as_a_finding(bench):
    """With the number, whoever agreed."""
    situation = bench.situation(toy("a", on=True), enable=(str(A),))
    billed = Consequence(9, at_most=True, billing=7)

    plan = make_plan(replace(situation, consequences={(A, Phase.ENABLE): billed}))

    (finding,) = plan.findings
    assert finding.code == "RV892"
    assert "at most 7 contacts" in finding.summary


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            Consequence(5000, mails=10_000, billing=1200, object="contacts"),
            (
                "5,000 contacts would enrol at once; 10,000 e-mails today; "
                "1,200 would become marketing contacts, which HubSpot bills"
            ),
        ),
        (
            Consequence(1, at_most=True, object="companies"),
            "at most 1 company would enrol at once; no e-mails today; no change of marketing contacts",
        ),
        (Consequence(0, object="contacts"), "no contacts would enrol at once"),
        (
            Consequence(0, mails=None, object="contacts"),
            "no contacts would enrol at once; e-mails today: not counted",
        ),
        (
            Consequence(None, mails=None, billing=None, object="deals"),
            (
                "deals that would enrol at once: not counted; e-mails today: not counted; "
                "contacts that would become marketing contacts: not counted"
            ),
        ),
        (Consequence(12, object="contacts", act=Act.SCORE), "12 contacts would be scored"),
    ],
)
def test_numbers_are_told_in_a_sentence(found, told):
    """A bound is told as one, and what nobody counted never as 0."""
    assert found.told == told


@pytest.mark.parametrize(
    ("count", "scope", "told"),
    [
        (1, "contacts", "1 contact"),
        (2, "companies", "2 companies"),
        (1, "contract", "1 record of contract"),
        (5000, "2-77", "5,000 records of 2-77"),
    ],
)
def test_records_are_called_by_their_object(count, scope, told):
    """HubSpot's objects in the plural or singular, custom ones by their names."""
    assert many(count, scope) == told
