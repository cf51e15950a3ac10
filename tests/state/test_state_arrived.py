"""How far a run came that was cut off: told by the answers that its journal has."""

from __future__ import annotations

import pytest

from revops.model.address import Address
from revops.model.history import Ending, PastChange, PastRun
from revops.model.journal import Intent
from revops.state import history
from revops.state.journal import RunJournal
from revops.state.lock import PortalLock
from revops.state.who import holder

PORTAL = 4711
FLOW, FIELD = Address("workflow", "", "call"), Address("property", "contacts", "tier")
OPEN = None
"""Ending of a request of which nobody noted what became."""


@pytest.fixture
def locked(database):
    """The lock of the portal, held by this process."""
    with PortalLock(database, PORTAL, holder("apply")).take() as lock:
        yield lock


def told(database, lock, rows, sent):
    """Statuses of a run that was cut off, by what it was to do and what became of its requests."""
    run = lock.me.run
    changes = [PastChange(str(address), "define", action, "planned") for address, action in rows]
    history.begin(database, PastRun(run, PORTAL, "client", "apply", "ann@box", "1.0"), changes)
    journal = RunJournal(database, PORTAL, run)
    for address, ending in sent:
        number = journal.intend(Intent("surface", "POST", carries=(address,)))
        if ending is not OPEN:
            journal.settle(number, ending)
    return [change.status for change in history.changes(database, run)]


@pytest.mark.parametrize(
    ("endings", "status"),
    [
        ([], "planned"),
        (["201"], "done"),
        (["201", "200"], "done"),
        (["207"], "unknown"),
        (["lost"], "unknown"),
        (["502"], "unknown"),
        (["recovered"], "unknown"),
        ([OPEN], "unknown"),
        (["201", OPEN], "unknown"),
        (["201", "400"], "unknown"),
        (["409"], "failed"),
        (["not sent"], "failed"),
    ],
)
def test_a_change_has_what_its_answers_tell(database, locked, endings, status):
    """Yes to all is done, no to all is failed; what else was sent nobody knows, also a batch in parts."""
    sent = [(FIELD, ending) for ending in endings]

    assert told(database, locked, [(FIELD, "create")], sent) == [status]


def test_a_request_of_one_thing_says_nothing_of_another(database, locked):
    """What no request carried stays planned."""
    rows = [(FIELD, "create"), (FLOW, "create")]

    assert told(database, locked, rows, [(FIELD, "201")]) == ["done", "planned"]


@pytest.mark.parametrize(
    ("endings", "second"), [(["201"], "planned"), (["201", "200"], "unknown"), (["201", "403"], "failed")]
)
def test_a_later_change_of_the_same_thing_is_unknown_at_best(database, locked, endings, second):
    """With fewer requests than changes the last one was not sent; with more nobody knows whose they are."""
    sent = [(FLOW, ending) for ending in endings]

    assert told(database, locked, [(FLOW, "create"), (FLOW, "update")], sent)[1] == second


@pytest.mark.parametrize(("sent", "status"), [([], "planned"), ([(FIELD, OPEN)], "done")])
def test_adopting_comes_before_the_first_request(database, locked, sent, status):
    """It sends nothing; where a request went out it was written down."""
    assert told(database, locked, [(FLOW, "adopt"), (FIELD, "create")], sent)[0] == status


def test_a_change_that_ended_is_as_it_ended(database, locked):
    """The journal speaks of what stayed planned alone."""
    run = locked.me.run
    change = PastChange(str(FIELD), "define", "create", "planned")
    history.begin(database, PastRun(run, PORTAL, "client", "apply", "ann@box", "1.0"), [change])
    RunJournal(database, PORTAL, run).intend(Intent("surface", "POST", carries=(FIELD,)))
    history.finish(database, run, 5, [Ending("ambiguous", "")])

    assert [one.status for one in history.changes(database, run)] == ["ambiguous"]
