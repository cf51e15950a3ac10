"""Every write is noted before it is sent and settled once the ledger says it; what is open is taken up."""

from dataclasses import replace

import pytest
from toys import A, B, Bench, ToyKind, ToyPortal, actions, statuses, toy

from revops.engine.execute import execute
from revops.engine.unfinished import recovered
from revops.model.call import Call
from revops.model.change import Action
from revops.model.finding import Finding, Refused, Severity
from revops.model.journal import Unsettled
from revops.model.json import digest
from revops.model.ledger import Entry, Ledger
from revops.model.outcome import Status

LOST = Finding("RV609", Severity.ERROR, "the lock was taken away")


class Replacing(ToyKind):
    """Takes away what is there and makes another one."""

    def compile(self, changes, context):
        for change in changes:
            where, carries = f"/box/{change.address.name}", (change.address,)
            yield (Call("toys", "DELETE", where, carries=carries),)
            yield (Call("toys", "POST", where, body=dict(change.after()), carries=carries),)


class Notes:
    """A journal that remembers what the portal and the ledger were when it was told."""

    def __init__(self, bench):
        self.bench = bench
        self.intents = []
        self.settled = {}
        self.broken_at = 1000

    def intend(self, intent):
        if len(self.intents) + 1 >= self.broken_at:
            raise Refused([LOST], 4)
        self.intents.append((intent, len(self.bench.portal.writes)))
        return len(self.intents)

    def settle(self, number, ending):
        self.settled[number] = (ending, dict(self.bench.ledger.entries))


def noted(bench, *wanted, broken_at=1000, **options):
    """An apply with a journal: the journal and the outcomes."""
    run = bench.start(*wanted, **options)
    bench.run.journal = notes = Notes(bench)
    notes.broken_at = broken_at
    return notes, list(run)


def left_open(notes, number=0):
    """What the next run finds of a run that was killed after it had noted a request."""
    return Unsettled(number + 1, "run", "ann@box", 0.0, 0.0, notes.intents[number][0])


def test_a_create_is_noted_before_it_is_sent_and_settled_after_the_ledger_has_it():
    """With its request, a digest of its body, and what the ledger is to hold if no answer comes."""
    bench = Bench()

    notes, _ = noted(bench, toy("a", label="A", on=True))

    ((intent, sent),) = notes.intents[:1]
    assert (intent.surface, intent.method, intent.path, intent.carries) == ("toys", "POST", "/box/a", (A,))
    assert intent.body == digest({"label": "A"})
    assert sent == 0
    assert intent.perhaps[A] == (None, Entry(units={"on": False, "label": "A"}, maybe=True))
    ending, entries = notes.settled[1]
    assert ending == "200"
    assert entries[A].created


def test_updates_and_deletes_leave_nothing_in_doubt():
    """They are noted, and the three-way comparison tells the rest."""
    bench = Bench()
    bench.apply(toy("a", label="A"))

    notes, _ = noted(bench, toy("a", label="B"))

    ((intent, _),) = notes.intents
    assert (intent.method, intent.carries, dict(intent.perhaps)) == ("PATCH", (A,), {})


def test_a_lost_answer_and_a_request_that_was_not_sent_are_settled_as_such():
    """The ledger has the create as one that may exist before the journal says so."""
    bench = Bench(ToyPortal(script={1: "lost before", 2: "unsendable"}))

    notes, _ = noted(bench, toy("a", label="A"), toy("b", label="B"))

    assert [ending for ending, _ in notes.settled.values()] == ["lost", "not sent"]
    assert notes.settled[1][1][A].maybe


def test_what_cannot_be_noted_is_not_sent_and_stops_the_run():
    """The lock is gone after the first write: it is settled, nothing more goes out, and both are told."""
    bench = Bench()

    notes, outcomes = noted(bench, toy("a", label="A"), toy("b", label="B"), broken_at=2)

    assert [call.path for call in bench.portal.writes] == ["/box/a"]
    assert statuses(outcomes) == [("a", Status.DONE), ("b", Status.FAILED)]
    assert [finding.code for finding in outcomes[1].findings] == ["RV609"]
    assert list(notes.settled) == [1]


def test_what_the_ledger_does_not_have_stays_open():
    """The disk is full: the next run has to find out, so the journal does not close it."""
    bench = Bench()
    bench.saves = 0

    notes, _ = noted(bench, toy("a", label="A"))

    assert len(notes.intents) == 1
    assert notes.settled == {}


def test_a_create_that_was_cut_off_is_taken_up():
    """Committed or not: the next run adopts what is there as its own, and makes nothing twice."""
    bench = Bench()
    notes, _ = noted(bench, toy("a", label="A"))
    bench.ledger = recovered(Ledger(7), [left_open(notes)])

    outcomes = bench.apply(toy("a", label="A"))

    assert statuses(outcomes) == [("a", Status.DONE)]
    assert len(bench.portal.writes) == 1
    assert bench.ledger.entry(A).created
    assert not bench.ledger.entry(A).maybe


def test_what_differs_from_a_create_that_was_cut_off_is_ambiguous():
    """Somebody else made it meanwhile: held, and said why."""
    bench = Bench()
    notes, _ = noted(bench, toy("a", label="A"))
    bench.ledger = recovered(Ledger(7), [left_open(notes)])
    bench.portal.things["box"]["a"]["label"] = "theirs"

    (change,) = bench.plan(toy("a", label="A")).changes

    assert change.action.value == "hold"
    assert change.reason.startswith("ambiguous: ")


def test_what_was_written_down_before_the_end_is_left_as_it_is():
    """Killed between ledger and journal, or found out by a later run: the entry moved, so it stands."""
    bench = Bench()
    notes, _ = noted(bench, toy("a", label="A"), toy("b", label="B"))
    found = [left_open(notes, number) for number in (0, 1)]
    moved = bench.ledger.with_entry(B, None)

    after = recovered(moved, found)

    assert after.entry(A) is moved.entry(A)
    assert after.entry(B) == found[1].intent.perhaps[B].after
    assert recovered(after, found) is after
    assert recovered(moved, []) is moved


def test_the_second_request_of_a_create_leaves_what_the_first_has_proven():
    """HubSpot said yes to the first, so the thing is ours whatever became of the second."""
    bench = Bench(None, ToyKind(stepwise=True))

    notes, _ = noted(bench, toy("a", label="A", late_x="X"))

    (_, second) = (intent for intent, _ in notes.intents)
    before, after = second.perhaps[A]
    assert before.created
    assert after == replace(before, maybe=True)


class Dying(Notes):
    """The process ends as it is about to note its second request, or to note what became of the first."""

    before_settling = False

    def intend(self, intent):
        if self.intents:
            raise KeyboardInterrupt
        return super().intend(intent)

    def settle(self, number, ending):
        if self.before_settling:
            raise KeyboardInterrupt
        super().settle(number, ending)


def test_a_create_that_was_cut_off_between_its_requests_goes_on():
    """What the portal put in instead of the second is nobody's edit: it is written, and nothing is held."""
    wanted = toy("a", label="A", late_x="X")
    bench = Bench(ToyPortal(extra={"late_x": "HubSpot's"}), ToyKind(stepwise=True))
    run = bench.start(wanted)
    bench.run.journal = Dying(bench)
    with pytest.raises(KeyboardInterrupt):
        list(run)

    assert bench.ledger.entry(A).created
    assert actions(bench.plan(wanted)) == [("toy.box.a", "define", "update")]


def test_what_a_write_switches_off_is_nobody_s_edit_though_the_run_was_cut_off():
    """A score whose draft is written is published no more: the next run publishes it, and holds nothing."""
    bench = Bench(None, ToyKind(lapses=True))
    bench.apply(toy("a", label="A", on=True))
    bench.apply(toy("a", label="A", on=True), enable=["*"])
    assert bench.ledger.entry(A).units["on"]
    wanted = toy("a", label="B", on=True)
    run = bench.start(wanted)
    bench.run.journal = Dying(bench)
    bench.run.journal.before_settling = True
    with pytest.raises(KeyboardInterrupt):
        list(run)
    bench.portal.things["box"]["a"]["on"] = False

    planned = bench.plan(wanted)

    assert actions(planned)[-1] == ("toy.box.a", "enable", "update")
    assert "hold" not in {change.action.value for change in planned.changes}


def test_a_replacement_that_was_cut_off_goes_on_where_it_came_to():
    """After the removal, committed or not: what is gone is made again, what is there is known as ours."""
    bench = Bench()
    bench.apply(toy("a", label="A"))
    gone, there = bench.portal.things, {"box": {"a": {"on": False, "label": "A"}}}
    plan = bench.plan(toy("a", label="B"))
    bench.start(toy("a", label="B"))
    bench.run.situation = replace(bench.run.situation, kinds={"toy": Replacing()})
    bench.run.journal = notes = Notes(bench)
    before = bench.ledger
    replacing = tuple(replace(change, action=Action.REPLACE) for change in plan.changes)
    list(execute(replace(plan, changes=replacing), bench.run))

    removal = left_open(notes)
    bench.ledger = recovered(before, [removal])

    assert removal.intent.method == "DELETE"
    assert bench.ledger.entry(A) == replace(before.entry(A), created=False, maybe=True)
    gone.clear()
    (create,) = bench.plan(toy("a", label="B")).changes
    assert (create.action, create.approved) == (Action.CREATE, True)
    gone.update(there)
    bench.apply(toy("a", label="A"))
    assert bench.ledger.entry(A).created
