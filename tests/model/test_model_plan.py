"""What answers, changes, plans, runs and drifts say of themselves."""

from __future__ import annotations

import pytest

from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Drift, Plan, PortalFacts
from revops.model.spec import Phase
from revops.model.surface import Allowance, Verdict

A = Address("toy", "box", "a")
MAKING = {Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE}


def change(action: Action, *, approved: bool = True) -> Change:
    return Change(A, Phase.DEFINE, action, approved=approved)


def plan(*changes: Change) -> Plan:
    return Plan(PortalFacts(7), changes)


@pytest.mark.parametrize(
    ("status", "fault", "said"),
    [
        (199, "", (False, False, False)),
        (200, "", (True, False, False)),
        (299, "", (True, False, False)),
        (300, "", (False, False, False)),
        (400, "", (False, False, True)),
        (499, "", (False, False, True)),
        (500, "", (False, True, False)),
        (200, "torn", (False, True, False)),
        (0, "time-out", (False, True, False)),
    ],
)
def test_an_answer_is_a_yes_a_doubt_or_a_no(status: int, fault: str, said: tuple[bool, ...]) -> None:
    """Whoever lost the connection, or met a fault of the server, knows nothing (rule 6)."""
    answer = Answer(status, fault=fault)

    assert (answer.ok, answer.uncertain, answer.refused) == said


def test_a_request_in_words() -> None:
    """Method, surface and path, where there is one."""
    assert Call("properties", "GET", "/contacts").request == "GET properties /contacts"
    assert Call("scores", "POST").request == "POST scores"


@pytest.mark.parametrize("action", Action)
def test_a_change_runs_where_it_counts_and_is_agreed(action: Action) -> None:
    """Adopting writes nothing, but the ledger has it; what is held, waiting or blocked does not run."""
    counts = action in {*MAKING, Action.ADOPT}

    assert (action.counts, action.writes) == (counts, action in MAKING)
    assert (change(action).runs, change(action, approved=False).runs) == (counts, False)
    assert plan(change(action)).is_empty is not counts
    assert change(action).key == (A, "define", action.value)


def test_no_two_actions_look_the_same() -> None:
    """Each has a sign of one character."""
    signs = {action.glyph for action in Action}

    assert len(signs) == len(Action)
    assert {len(sign) for sign in signs} == {1}


def test_a_plan_counts_and_sorts_its_changes() -> None:
    """What runs, and what a person has to decide: not agreed, held or blocked."""
    made, asked = change(Action.CREATE), change(Action.CREATE, approved=False)
    held, blocked, waiting = (change(one) for one in (Action.HOLD, Action.BLOCKED, Action.WAITING))
    full = plan(made, asked, held, blocked, waiting)

    assert full.counts == {"create": 2, "hold": 1, "blocked": 1, "waiting": 1}
    assert full.runnable == (made,)
    assert full.undecided == (asked, held, blocked)


def test_errors_are_not_warnings() -> None:
    """Only errors stop."""
    found = tuple(Finding("RV1", severity, "x") for severity in Severity)

    assert Plan(PortalFacts(7), findings=found).errors == found[:1]
    assert found[0].severity is Severity.ERROR


def test_a_drift_is_what_somebody_moved_and_what_nobody_applied() -> None:
    """Clean without both; what is blocked or waiting is neither."""
    held, wanted, blocked = change(Action.HOLD), change(Action.UPDATE), change(Action.BLOCKED)
    drift = Drift(plan(held, wanted, blocked), two_way=False)

    assert (drift.held, drift.pending) == ((held,), (wanted,))
    cleans = [Drift(plan(*one), two_way=False).is_clean for one in ((held,), (wanted,), (blocked,), ())]
    assert cleans == [False, False, True, True]


@pytest.mark.parametrize("status", Status)
def test_a_run_is_complete_when_nothing_failed(status: Status) -> None:
    """What is left to a person was not to run."""
    outcomes = (Outcome(change(Action.CREATE), Status.DONE), Outcome(change(Action.CREATE), status))
    run = Run(plan(), outcomes)

    assert run.complete is (status in {Status.DONE, Status.LEFT})
    assert run.counts == ({"done": 2} if status is Status.DONE else {"done": 1, status.value: 1})


def test_a_verdict_tells_reason_and_way_out() -> None:
    """Either may be missing."""
    told = [Verdict(Allowance.BLOCKED, *said).told for said in (("a", "b"), ("a",), ("", "b"), ())]

    assert told == ["a; b", "a", "b", ""]


def test_only_phases_about_records_are_counted() -> None:
    """Moved and removed: numbers that change by themselves."""
    assert {phase for phase in Phase if phase.is_counted} == {Phase.MOVE, Phase.REMOVE}
