"""`revops state`: whose lock is taken away, where state is kept, and a rebuild that cannot be saved."""

from __future__ import annotations

import errno
import os
from contextlib import closing
from dataclasses import replace

import pytest

from revops.emulator import DEFAULT_PORTAL_ID
from revops.model.history import PastRun
from revops.state import history
from revops.state.lock import PortalLock, holder_of
from revops.state.store import open_database
from revops.state.who import holder

OTHER = DEFAULT_PORTAL_ID + 1
ADOPTED = {
    "group.deals.bant",
    "pipeline.deals.default",
    "property.deals.bant_budget",
    "property.deals.bant_timing",
}
NOWHERE = "postgresql://ann:s3cret@127.0.0.1:1/revops"


@pytest.fixture
def database(small):
    with closing(open_database(small.folder, "")) as found:
        yield found


@pytest.fixture
def locked(database):
    """Somebody works on another portal with the same state."""
    with PortalLock(database, OTHER, replace(holder("apply"), who="ann@box")).take():
        yield database


def test_the_lock_of_an_unknown_portal_is_left_alone(locked, small):
    """No run tells the portal of this target: nothing is broken, and the line to type names the portal."""
    refused = small("state", "unlock", code=4)

    assert "RV629" in refused.err
    assert f"--portal {OTHER}" in " ".join(refused.err.split())
    assert holder_of(locked, OTHER).who == "ann@box"


def test_a_lock_is_not_taken_away_from_a_portal_that_is_a_guess(locked, small):
    """Runs with this target were against two portals: which one is meant is for a person to say."""
    for portal in (DEFAULT_PORTAL_ID, OTHER):
        history.begin(locked, PastRun(f"run{portal}", portal, "emulator", "apply", "me", "1"))

    refused = small("state", "unlock", code=4)
    kept = holder_of(locked, OTHER)
    other = small("state", "unlock", "--portal", str(DEFAULT_PORTAL_ID), code=0)
    named = small("state", "unlock", "--portal", str(OTHER), code=0)

    assert "RV984" in refused.err
    assert f"{OTHER}, {DEFAULT_PORTAL_ID}" in refused.err
    assert f"revops state unlock --portal {OTHER}" in " ".join(refused.err.split())
    assert kept.who == "ann@box"
    assert f"portal {DEFAULT_PORTAL_ID}: nobody holds the lock" in other.out
    assert f"portal {OTHER}: broke the lock of ann@box" in named.out
    assert holder_of(locked, OTHER) is None


def test_the_embedded_emulator_keeps_its_state_in_files(small):
    """Everybody has one, all with the same portal id: what a team shares is about portals."""
    small.environment = {"REVOPS_STATE_URL": NOWHERE}

    small("apply", "--yes", code=0)
    (run,) = small("history", "--json", code=0).json["runs"]
    state = small("state", "show", "--json", code=0).json

    assert run["portal"] == DEFAULT_PORTAL_ID
    assert state["ledger"]["entries"] == len(ADOPTED)
    assert (small.folder / ".revops" / "ledger" / f"{DEFAULT_PORTAL_ID}.json").exists()


def test_a_portals_state_is_where_the_team_shares_it(served):
    """The same variable, and a target with a token: no file stands in for a database that does not answer."""
    pytest.importorskip("psycopg")
    project = served()
    project.environment["REVOPS_STATE_URL"] = NOWHERE

    refused = project("apply", "--yes", "--target", "client", code=4)

    assert "RV606" in refused.err
    assert "s3cret" not in refused.err
    assert not (project.folder / ".revops" / "ledger").exists()


@pytest.fixture
def full_disk(monkeypatch):
    """The disk takes nothing to last any more, until it is told that it does."""
    fsync = os.fsync

    def refuse(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    return lambda: monkeypatch.setattr(os, "fsync", fsync)


@pytest.fixture
def lost(small):
    """A project that was applied, whose ledger knows one entry of four."""
    small("apply", "--yes", code=0)
    path = small.folder / ".revops" / "ledger" / f"{DEFAULT_PORTAL_ID}.json"
    path.unlink()
    whole = small.read("blueprints/deals.yaml")
    small.write("blueprints/deals.yaml", whole.partition("properties:")[0])
    small("state", "rebuild", code=0)
    small.write("blueprints/deals.yaml", whole)
    return path


def test_a_rebuild_that_cannot_be_saved_changes_nothing(small, lost, full_disk):
    """The disk is full in the middle: the old ledger stands, nothing lies beside it; the history tells."""
    before = lost.read_bytes()

    refused = small("state", "rebuild", code=1)
    after, files = lost.read_bytes(), [path.name for path in lost.parent.iterdir()]
    run, *_ = small("history", "--json", code=0).json["runs"]
    changes = small("history", run["id"], "--json", code=0).json["changes"]
    full_disk()
    again = small("state", "rebuild", "--json", code=0).json

    assert "RV601" in refused.err
    assert after == before
    assert files == [lost.name]
    assert (run["command"], run["exit_code"], run["state"]) == ("state rebuild", 1, "done")
    assert {change["status"] for change in changes} == {"planned"}
    assert {*again["adopted"]} == ADOPTED - {"group.deals.bant"}
    assert small("state", "show", "--json").json["lock"] is None


def test_a_rebuild_says_why_it_adopts_and_why_it_holds(small):
    """Each with its reason in plain words, only where there is such a thing, and what to type next."""
    small("apply", "--yes", code=0)
    (small.folder / ".revops" / "ledger" / f"{DEFAULT_PORTAL_ID}.json").unlink()
    small.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "Money"})

    first = small("state", "rebuild", code=4).out
    again = small("state", "rebuild", code=4).out
    small.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "予算"})
    last = small("state", "rebuild", code=0).out

    assert "held: property.deals.bant_budget\n" in first
    assert "which of the two changed" in first
    assert "revops never deletes it" in first
    assert first.endswith("Next: revops drift\n")
    assert "adopted: nothing\nheld: property.deals.bant_budget\n" in again
    assert "never deletes" not in again
    assert last.endswith("held: nothing\nNext: revops plan\n")


@pytest.fixture(params=["files", "database"])
def stateful(request, served):
    """A portal whose state is in files, or where a team shares it; and whether there is a file to commit."""
    project = served()
    if request.param == "database":
        project.environment["REVOPS_STATE_URL"] = request.getfixturevalue("postgres_url")
    return project, request.param == "files"


def test_a_ledger_that_is_no_file_is_not_to_be_committed(stateful):
    """Before the first run, after it and after the way back: only a file belongs into the repository."""
    project, in_files = stateful
    target = ("--target", "client")
    before = project("doctor", *target)
    applied = project("apply", "--yes", *target, code=0)
    back = project("rollback", "--yes", "--delete-created", *target)

    assert "Next: " in back.out
    for told in (before, applied, back):
        assert ("commit .revops/ledger" in " ".join(told.out.split())) is in_files, told


LAST = """
create function refuse() returns trigger as $$ begin
    if new.address = 'property.deals.bant_timing' then raise exception 'no room'; end if; return new;
end $$ language plpgsql;
create trigger full_disk before insert on entries for each row execute function refuse();
"""


def test_the_history_says_how_a_rebuild_ended(lost, small):
    """With something held it ends with 4, on the command line and in the history."""
    lost.unlink()
    stage = "/crm/pipelines/2026-09/deals/default/stages/closedwon"
    small.edit("PATCH", stage, {"label": "Signed", "metadata": {"probability": "1.0"}})
    small("state", "rebuild", code=4)

    run = small("history", "--json", code=0).json["runs"][0]
    assert (run["command"], run["exit_code"]) == ("state rebuild", 4)


def test_a_rebuild_that_postgres_does_not_take_changes_nothing(served, postgres_url):
    """The server refuses the last of the entries: none of the others is there either."""
    import psycopg

    project = served()
    project.environment["REVOPS_STATE_URL"] = postgres_url
    project("apply", "--yes", "--target", "client", code=0)
    with closing(psycopg.connect(postgres_url, autocommit=True)) as admin:
        admin.execute("delete from entries")
        admin.execute(LAST)
        refused = project("state", "rebuild", "--target", "client", code=1)
        (left,) = admin.execute("select count(*) from entries").fetchone()
        admin.execute("drop trigger full_disk on entries")
        again = project("state", "rebuild", "--target", "client", "--json", code=0).json
        (rows,) = admin.execute("select count(*) from entries").fetchone()

    assert "RV606" in refused.err
    assert left == 0
    assert {*again["adopted"]} == ADOPTED
    assert rows == len(ADOPTED)
