"""`revops history`, `revops state` and the lock of a portal, as people and CI meet them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import closing
from dataclasses import replace

import pytest
from cli_project import CONSENTS, Project

from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN
from revops.emulator.faults import Fault
from revops.state.lock import PortalLock
from revops.state.store import open_database
from revops.state.who import holder

BUDGET = "property.deals.bant_budget"


@pytest.fixture
def done(small):
    """A project that was applied once."""
    small("apply", "--yes", code=0)
    return small


@pytest.fixture
def busy(done):
    """The portal's lock in the hands of somebody else who is at work."""
    with (
        closing(open_database(done.folder, "")) as database,
        PortalLock(database, DEFAULT_PORTAL_ID, replace(holder("apply"), who="ann@box")).take() as lock,
    ):
        yield lock


def test_a_run_is_listed_with_who_when_and_what(done, monkeypatch):
    """As text and as JSON; the plan's digest is that of the plan, in CI the job is named."""
    monkeypatch.setenv("GITHUB_ACTOR", "octocat")
    done.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "Money"})
    planned = done("plan", "--take", BUDGET, "--json").json
    done("apply", "--yes", "--take", BUDGET, code=0)

    second, first = done("history", "--json", code=0).json["runs"]

    assert (second["command"], second["exit_code"], second["state"]) == ("apply", 0, "done")
    assert second["plan"] == planned["digest"]
    assert second["blueprint"] == planned["blueprint_digest"]
    assert second["ci"] == {"GITHUB_ACTOR": "octocat"}
    assert second["counts"] == {"done": 1}
    assert first["started"] < first["ended"] < second["started"]
    assert "@" in first["who"]
    line = done("history", "--limit", "1", code=0).out
    assert second["id"] in line
    assert first["id"] not in line


def test_a_run_tells_what_it_changed(done):
    """By the beginning of its number: each unit with the portal's value from before."""
    done.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "Money"})
    done("apply", "--yes", "--take", BUDGET, code=0)
    number = done("history", "--json").json["runs"][0]["id"]

    (change,) = done("history", number[:8], "--json", code=0).json["changes"]
    text = done("history", number, code=0).out

    assert (change["address"], change["action"], change["status"]) == (BUDGET, "update", "done")
    assert change["created_before"]
    assert change["units"] == [{"path": "label", "before": "Money", "after": "予算"}]
    assert 'label: "Money" -> "予算"' in text


def test_a_run_that_failed_is_remembered_with_its_exit_code(served):
    """HubSpot refuses one request: the change is told as failed."""
    project = served()
    fault = {
        "method": "POST",
        "path": "*/groups",
        "status": 400,
        "body": {"status": "error", "message": "No."},
    }

    project.emulator.faults.add(Fault(**fault))
    project("apply", "--yes", "--target", "client", code=5)

    (run,) = project("history", "--target", "client", "--json").json["runs"]
    changes = project("history", run["id"], "--target", "client", "--json").json["changes"]
    assert run["exit_code"] == 5
    assert {c["status"] for c in changes if c["address"].startswith("group.")} == {"failed"}
    assert run["counts"]["failed"] >= 1


def test_keeping_and_ticking_are_remembered(done):
    """Whatever saves the ledger is in the history; what changes nothing is not."""
    done("apply", "--yes", code=0)
    done("plan", code=0)
    done.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "Money"})
    done("drift", "--keep", BUDGET, code=0)

    kept, applied = done("history", "--json").json["runs"]
    (change,) = done("history", kept["id"], "--json").json["changes"]
    assert (kept["command"], applied["command"]) == ("drift --keep", "apply")
    assert (change["address"], change["status"]) == (BUDGET, "done")


def test_an_unknown_run_is_a_slip(done):
    """Exit 64, with where to look."""
    ran = done("history", "nothing", code=64)

    assert "RV629" in ran.err
    assert "revops history" in ran.err


def test_without_a_run_nothing_tells_the_portal(small):
    """The emulator makes up its portal: before the first run nobody knows it."""
    ran = small("history", code=4)

    assert "RV629" in ran.err


PRACTICE = 777
"""A portal that the built-in target reaches once somebody serves it."""


@pytest.fixture
def practised(small, served):
    """The built-in target was applied to its own portal first, then to another one to practise on."""
    small("apply", "--yes", code=0)
    project = served(portal=PRACTICE)
    project("apply", "--yes", code=0)
    return project


@pytest.mark.parametrize("command", [("history",), ("state", "show")])
def test_which_portal_is_shown_is_said_and_another_can_be_named(practised, command):
    """The last one where none is pinned, with the others; the pinned one; the one that is named."""
    mine, theirs = DEFAULT_PORTAL_ID, PRACTICE
    last, other = practised(*command, code=0).out, practised(*command, "--portal", str(mine), code=0).out
    pinned = practised(*command, "--target", "client", code=0).out

    assert f"portal {theirs}, of the last run with target 'emulator'; " in last
    assert f"against {mine}, too: --portal" in last
    assert f"portal {mine}, as --portal names it; " in other
    assert f"portal {theirs}, pinned for target 'client'\n" in pinned


def test_runs_of_a_portal_are_listed_by_its_id(practised):
    """One run against each, and each is found where it is; JSON names the others."""
    last = practised("history", "--json", code=0).json
    other = practised("history", "--json", "--portal", str(DEFAULT_PORTAL_ID), code=0).json

    assert (last["portal"], last["other_portals"]) == (PRACTICE, [DEFAULT_PORTAL_ID])
    assert (other["portal"], other["other_portals"]) == (DEFAULT_PORTAL_ID, [PRACTICE])
    (mine,), (theirs,) = other["runs"], last["runs"]
    number = mine["id"]
    assert number != theirs["id"]
    assert "RV629" in practised("history", number, code=64).err
    assert practised("history", number, "--portal", str(DEFAULT_PORTAL_ID), code=0).out.startswith(number)


def test_a_time_is_told_alike_wherever_a_run_is_named(done):
    """With its zone: in the list, and where a lock names its holder."""
    with (
        closing(open_database(done.folder, "")) as database,
        PortalLock(database, DEFAULT_PORTAL_ID, holder("apply")).take(),
    ):
        minute = r"20\d\d-\d\d-\d\d \d\d:\d\d UTC"
        assert re.search(rf"  {minute}  ", done("history", code=0).out)
        assert re.search(rf"since {minute}", done("state", "show", code=0).out)


@pytest.mark.parametrize(
    "command",
    [
        ("apply", "--yes"),
        ("drift", "--keep", BUDGET),
        ("adopt", "--yes"),
        ("pull",),
        ("state", "rebuild"),
        ("apply", "--yes", "--wait", "0.1"),
    ],
)
def test_what_saves_is_refused_while_somebody_works_on_the_portal(busy, done, command):
    """Exit 4, the holder's name, and what to type; nothing is sent."""
    ran = done(*command, code=4)

    told = " ".join(ran.err.split())
    assert f"portal {DEFAULT_PORTAL_ID} is locked by ann@box (revops apply, process {os.getpid()})" in told
    assert "revops state unlock" in told


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_who_is_waited_for_is_said_once(busy, done, monkeypatch, form):
    """On stderr, with since when and how long; stdout is the command's own. Then it goes on by itself."""
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            busy.__exit__()

    monkeypatch.setattr(PortalLock.__init__, "__defaults__", (pause, lambda: sum(pauses)))

    ran = done("state", "rebuild", "--wait", "300", *form, code=0)

    (line,) = ran.err.splitlines()
    by = rf"ann@box \(revops apply, process {os.getpid()}\) since 20\d\d-\d\d-\d\d \d\d:\d\d UTC"
    assert re.fullmatch(rf"portal {DEFAULT_PORTAL_ID} is locked by {by}; waiting up to 300 s for it", line)
    assert "ann@box" not in ran.out
    assert len(pauses) == 3


@pytest.mark.parametrize("command", [("plan",), ("drift",), ("checklist",), ("history",), ("state", "show")])
def test_what_only_looks_is_not(busy, done, command):
    """A plan beside an apply is allowed."""
    assert done(*command, code=0).err == ""


def test_the_lock_can_be_broken_and_that_is_noted(busy, done):
    """Whoever held it is named in the history; the next apply goes on."""
    state = done("state", "show", "--json").json
    ran = done("state", "unlock", code=0)
    done("apply", "--yes", code=0)

    broke, _ = done("history", "--json").json["runs"]
    assert state["lock"]["who"] == "ann@box"
    assert state["lock"]["alive"]
    assert "broke the lock of ann@box" in ran.out
    assert broke["command"] == "state unlock"
    assert "ann@box" in broke["told"]
    assert done("state", "show", "--json").json["lock"] is None
    assert done("state", "unlock", "--json", code=0).json["broken"] is None
    assert len(done("history", "--json").json["runs"]) == 2


def test_a_lost_ledger_is_rebuilt_from_the_portal(done):
    """What is as the blueprint says is adopted, the rest stays held; nothing is sent, nothing deletable."""
    ledger = done.folder / ".revops" / "ledger" / f"{DEFAULT_PORTAL_ID}.json"
    before = ledger.read_text("utf-8")
    done.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "Money"})
    ledger.unlink()
    with done.portal() as emulator:
        tables = emulator.state()

    ran = done("state", "rebuild", "--json", code=4).json

    after = ledger.read_text("utf-8")
    with done.portal() as emulator:
        assert emulator.state() == tables
    assert ran["held"] == [BUDGET]
    assert {"group.deals.bant", "property.deals.bant_timing"} <= {*ran["adopted"]}
    assert '"created": true' in before
    assert '"created": true' not in after
    held = done("drift", "--json", code=2).json
    assert not held["two_way"]
    assert [change["address"] for change in held["held"]] == [BUDGET]


def test_the_state_tells_what_the_ledger_holds(done):
    """Numbers by kind, without asking the portal."""
    state = done("state", "show", "--json", code=0).json
    text = done("state", "show", code=0).out

    assert state["ledger"]["kinds"] == {"group": 1, "pipeline": 1, "property": 2}
    assert (state["ledger"]["entries"], state["ledger"]["created"], state["unsettled"]) == (4, 3, 0)
    assert "nobody holds it" in text


def test_no_token_is_in_the_state(served):
    """Neither in the database nor beside it, after a run with a token of its own."""
    project = served()
    project("apply", "--yes", "--target", "client", *CONSENTS, code=0)

    found = [path for path in (project.folder / ".revops").rglob("*") if path.is_file()]
    assert any(path.name == "state.db" for path in found)
    assert [path for path in found if DEFAULT_TOKEN.encode() in path.read_bytes()] == []


def test_a_state_that_cannot_be_written_stops_the_run_before_it_begins(small):
    """The file is no database: nothing is sent."""
    path = small.folder / ".revops" / "state.db"
    path.parent.mkdir(exist_ok=True)
    path.write_text("no database " * 100, "utf-8")
    ran = small("apply", "--yes", code=4)

    assert "RV606" in ran.err
    with small.portal() as emulator:
        assert "bant" not in str(emulator.state())


def test_a_newer_state_is_left_alone(done):
    """Another version of the tool has written it."""
    import sqlite3

    with closing(sqlite3.connect(done.folder / ".revops" / "state.db")) as connection:
        connection.execute("pragma user_version = 99")
    ran = done("plan", code=4)

    assert "RV607" in ran.err


def test_postgres_without_its_libraries_is_told(served, monkeypatch):
    """With the line that installs them, and without the password."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.delitem(sys.modules, "revops.state.postgres", raising=False)
    project = served()
    project.environment["REVOPS_STATE_URL"] = "postgresql://ann:s3cret@db/revops"
    ran = project("plan", "--target", "client", code=1)

    assert "pip install 'revops[postgres]'" in ran.err
    assert "s3cret" not in ran.out + ran.err


def test_a_clone_sees_the_same_drift(served, tmp_path):
    """What a repository holds is enough: byte for byte the same; without the ledger it is two-way."""
    project = served()
    project("apply", "--yes", "--target", "client", code=0)
    project.emulator.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "Money"})
    ignored = shutil.ignore_patterns("state.db*", "emulator.db*")
    clone = Project(shutil.copytree(project.folder, tmp_path / "clone", ignore=ignored), project.environment)

    here = project("drift", "--target", "client", "--json", code=2)
    there = clone("drift", "--target", "client", "--json", code=2)
    shutil.rmtree(clone.folder / ".revops" / "ledger")
    bare = clone("drift", "--target", "client", "--json", code=2)

    assert there.out == here.out
    assert [change["address"] for change in here.json["held"]] == [BUDGET]
    assert not here.json["two_way"]
    assert bare.json["two_way"]
