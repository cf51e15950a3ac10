"""A run that was cut off is told by every command that takes up what it left, and all of them can wait."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace

import pytest

from revops.emulator import DEFAULT_PORTAL_ID
from revops.model.address import Address
from revops.model.history import PastRun
from revops.model.journal import Intent, Perhaps
from revops.model.ledger import Entry
from revops.state import history
from revops.state.journal import RunJournal
from revops.state.lock import PortalLock, holder_of, unlock
from revops.state.store import open_database
from revops.state.who import holder

BUDGET = "property.deals.bant_budget"
ITEM = "revops: 1\nchecklist: {logo: {title: Upload the logo}}\n"
LOCKING = {
    "adopt": ("adopt", "--yes"),
    "pull": ("pull",),
    "checklist": ("checklist", "--tick", "checklist.logo"),
    "keep": ("drift", "--keep", BUDGET),
    "rebuild": ("state", "rebuild"),
    "score": ("score", "--yes"),
    "apply": ("apply", "--yes"),
}
"""A command line of each command that takes the lock; `rollback` has a way back to show, and shows a plan."""


@pytest.fixture
def done(small):
    """A project that was applied, with something to tick and something to keep."""
    small.write("blueprints/items.yaml", ITEM)
    small("apply", "--yes")
    small.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "Money"})
    return small


@pytest.fixture
def database(done):
    with closing(open_database(done.folder, "")) as found:
        yield found


@pytest.fixture
def cut_off(done, database):
    """The same after a run of a process that lives no more, whose last request nobody settled."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    gone = replace(holder("apply"), who="ann@box", pid=process.pid)
    assert PortalLock(database, DEFAULT_PORTAL_ID, gone)._taken()
    run = PastRun(gone.run, DEFAULT_PORTAL_ID, "emulator", gone.command, gone.who, "1.0")
    history.begin(database, run)
    RunJournal(database, DEFAULT_PORTAL_ID, gone.run).intend(
        Intent("properties", "PATCH", "/deals/bant_budget")
    )
    return run


@pytest.mark.parametrize("command", LOCKING.values(), ids=LOCKING)
def test_whoever_takes_it_up_tells_it_once(cut_off, done, command):
    """Which run it was, what is not settled, and whose lock was taken over; the next one is silent."""
    first = done(*command)
    second = done(*command)

    told = " ".join((first.out + first.err).split())
    assert told.count("RV616") == told.count("RV617") == 1
    assert "a run of ann@box, begun" in told
    assert "1 request unsettled: PATCH properties /deals/bant_budget" in told
    assert f"revops history {cut_off.id}" in told
    assert "took over the lock of ann@box" in told
    assert "RV61" not in second.out + second.err


@pytest.mark.parametrize("command", [LOCKING[name] for name in LOCKING if name != "apply"])
def test_what_is_told_leaves_the_one_document_alone(cut_off, done, command):
    """A program reads stdout; people and logs read what is beside it."""
    ran = done(*command, "--json")

    assert isinstance(ran.json, dict)
    assert "RV616" not in ran.out
    assert "RV616" in ran.err


def test_what_only_looks_leaves_it_to_the_next_one(cut_off, done):
    """A plan tells it each time; the checklist, which shows no plan, does not take it up."""
    first, second = done("plan"), done("plan")
    done("checklist")

    assert "RV616" in first.out
    assert "RV616" in second.out
    assert done("state", "show", "--json").json["unsettled"] == 1


def test_the_ledger_has_what_is_in_doubt_before_the_journal_closes_it(cut_off, done, database, monkeypatch):
    """Whoever takes it up may be cut off, too: then the next one finds both, and nothing is lost."""
    maybe = Perhaps(None, Entry(units={"label": "Other"}, maybe=True))
    lost = Intent("properties", "POST", "/deals", perhaps={Address.parse("property.deals.other"): maybe})
    RunJournal(database, DEFAULT_PORTAL_ID, cut_off.id).intend(lost)

    def ended(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("revops.cli.recovery.sleep", lambda _seconds: None)
    monkeypatch.setattr("revops.cli.recovery.recover", ended)
    done("apply", "--yes")

    state = done("state", "show", "--json").json
    assert state["ledger"]["in_doubt"] == 1
    assert state["unsettled"] == 2


@pytest.mark.parametrize("command", LOCKING.values(), ids=LOCKING)
def test_whoever_takes_the_lock_can_wait_for_it(done, database, monkeypatch, command):
    """With --wait it looks again, and goes on once the other has ended; without, it is refused."""
    assert PortalLock(database, DEFAULT_PORTAL_ID, holder("apply"))._taken()
    pauses = []

    def ended(seconds):
        pauses.append(seconds)
        unlock(database, DEFAULT_PORTAL_ID)

    monkeypatch.setattr(PortalLock.__init__, "__defaults__", (ended, time.monotonic))
    refused = done(*command, code=4)
    before = list(pauses)
    waited = done(*command, "--wait", "300")

    assert "RV608" in refused.err
    assert before == []
    assert len(pauses) == 1
    assert "RV608" not in waited.err
    assert holder_of(database, DEFAULT_PORTAL_ID) is None
