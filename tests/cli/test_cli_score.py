"""`revops score` at a terminal and in CI: who agrees to what is written into records."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from revops.emulator import DEFAULT_PORTAL_ID
from revops.emulator.faults import Fault
from revops.emulator.scopes import ALL
from revops.state.lock import PortalLock
from revops.state.store import open_database
from revops.state.who import holder

CONTACTS = "/crm/objects/2026-09/contacts"
SCORING = {"mh-lead-scoring-view", "mh-lead-scoring-edit"}
ENTRY = """\
revops: 1
properties:
  contacts:
    jobtitle: {existing: string}
scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    fallback: computed
    groups: {who: {rules: {title: {if: {property: contacts.jobtitle, known: true}, add: 10}}}}
"""


@pytest.fixture
def client(served):
    """Makes a project with a computed score, applied, and one contact of 10 points."""

    def make(**traits):
        project = served(scopes=ALL - SCORING, **traits)
        project.write("blueprints/deals.yaml", ENTRY)
        plan = project("plan", "--target", "client", "--json", code=0).json
        project("apply", "--target", "client", "--approve", plan["digest"], code=0)
        project.emulator.edit("POST", CONTACTS, {"properties": {"jobtitle": "部長"}})
        return project

    return make


def points(project):
    rows = project.emulator.state()[str(DEFAULT_PORTAL_ID)]["tables"]["records/contacts"]
    return [row["properties"].get("fit") for row in rows.values()]


def test_a_person_is_asked(client):
    """With the number of records, and what it may set off."""
    project = client()

    refused = project("score", "--target", "client", typed="n\n", code=4)
    before = points(project)
    agreed = project("score", "--target", "client", typed="y\n", code=0)

    question = f"Write points into 1 record of portal {DEFAULT_PORTAL_ID}? Workflows that watch them"
    assert question in refused.out
    assert before == [None]
    assert "1 record written in 1 request." in agreed.out
    assert points(project) == ["10"]


def test_where_nobody_is_nothing_is_written(client):
    """The line to type is told."""
    project = client()

    refused = project("score", "--target", "client", code=4)

    assert "RV460" in refused.err
    assert "revops score --target client --yes" in refused.err
    assert points(project) == [None]


def test_a_protected_portal_must_be_named(client):
    """As for `apply`: the default target alone is not enough."""
    project = client(account_type="STANDARD")
    settings = project.read("revops.yaml")
    project.write("revops.yaml", settings.replace("default_target: emulator", "default_target: client"))

    refused = project("score", "--yes", code=4)

    assert "RV461" in refused.err
    assert "revops score --target client" in refused.err
    assert points(project) == [None]


def test_a_protected_portal_wants_more_than_yes(client):
    """A program approves the digest of the rules; that of other rules is refused before anything is read."""
    project = client(account_type="STANDARD")
    digest = project("score", "--target", "client", "--dry-run", "--json", code=0).json["digest"]

    alone = project("score", "--target", "client", "--yes", code=4)
    other = project("score", "--target", "client", "--approve", "0" * 64, code=4)
    before = points(project)
    project("score", "--target", "client", "--approve", digest, code=0)

    assert f"--approve {digest}" in alone.err
    assert "RV951" in other.err
    assert before == [None]
    assert points(project) == ["10"]


def test_other_rules_have_another_digest(client):
    """What was approved is not stretched to what came later."""
    project = client()
    dry_run = ("score", "--target", "client", "--dry-run", "--json")
    digest = project(*dry_run, code=0).json["digest"]

    project.write("blueprints/deals.yaml", ENTRY.replace("add: 10", "add: 11"))

    assert project(*dry_run, code=0).json["digest"] != digest


@pytest.mark.parametrize(("typed", "code", "expected"), [("90000001\n", 0, "10"), ("90000002\n", 4, None)])
def test_a_protected_portals_id_is_typed_back(client, typed, code, expected):
    """Any other number writes nothing."""
    project = client(account_type="STANDARD")

    project("score", "--target", "client", typed=typed, code=code)

    assert points(project) == [expected]


def test_without_a_score_there_is_nothing_to_compute(small):
    """That is no error."""
    ran = small("score", code=0)

    assert "Nothing to compute." in ran.out


def state(project, *arguments):
    return project("state", *arguments, "--target", "client", "--json", code=0).json


def runs(project):
    """How many records the runs of `revops score` wrote, by the history, and how they ended."""
    found = project("history", "--target", "client", "--json", code=0).json["runs"]
    return [(run["counts"], run["exit_code"]) for run in found if run["command"] == "score"]


def test_what_was_written_is_in_the_history(client):
    """With the number of records; a dry run is not, nor what nobody agreed to, nor one with nothing to do."""
    project = client()
    project("score", "--target", "client", "--dry-run", code=0)
    project("score", "--target", "client", code=4)
    before = runs(project)

    project("score", "--target", "client", "--yes", code=0)
    project("score", "--target", "client", "--yes", code=0)

    assert before == []
    assert runs(project) == [({"written": 1}, 0)]
    assert state(project, "show")["lock"] is None
    assert state(project, "show")["unsettled"] == 0


def test_points_do_not_come_back(client):
    """The history knows which score it was and no values of records: a rollback says where they are."""
    project = client()
    project("score", "--target", "client", "--yes", code=0)
    run, _ = project("history", "--target", "client", "--json", code=0).json["runs"]
    (change,) = project("history", run["id"], "--target", "client", "--json", code=0).json["changes"]

    back = project("rollback", run["id"], "--target", "client", "--yes", "--json", code=0).json

    assert (change["address"], change["phase"], change["status"]) == ("score.contacts.fit", "move", "done")
    assert [(one["code"], one["address"]) for one in back["lost"]] == [("RV943", "score.contacts.fit")]
    assert points(project) == ["10"]


def test_records_that_were_not_written_are_counted_in_the_history(client):
    """HubSpot refuses the batch: none written, one failed."""
    project = client()
    project.emulator.faults.add(Fault("POST", f"{CONTACTS}/batch/update", status=500))

    project("score", "--target", "client", "--yes", code=5)

    assert runs(project) == [({"failed": 1}, 5)]
    assert state(project, "show")["unsettled"] == 0


def test_points_are_not_written_while_somebody_works_on_the_portal(client):
    """Who it is, and what to type; a dry run only looks."""
    project = client()
    with (
        closing(open_database(project.folder, "")) as database,
        PortalLock(database, DEFAULT_PORTAL_ID, replace(holder("apply"), who="ann@box")).take(),
    ):
        refused = project("score", "--target", "client", "--yes", code=4)
        waited = project("score", "--target", "client", "--yes", "--wait", "0.1", code=4)
        project("score", "--target", "client", "--dry-run", code=0)

    assert "RV608" in refused.err
    assert "ann@box (revops apply" in " ".join(refused.err.split())
    assert "RV608" in waited.err
    assert points(project) == [None]


def test_without_the_lock_no_more_points_are_written(client):
    """Somebody breaks it while the first batch is under way: the second one is not sent."""
    project = client()
    for _ in range(150):
        project.emulator.edit("POST", CONTACTS, {"properties": {"jobtitle": "部長"}})
    answer = project.emulator._answer

    def breaking(request, lag_ms):
        if request.path.endswith("/batch/update"):
            state(project, "unlock")
        return answer(request, lag_ms)

    project.emulator._answer = breaking
    ran = project("score", "--target", "client", "--yes", "--json", code=5).json

    assert {"RV609", "RV956"} <= {finding["code"] for finding in ran["findings"]}
    assert (ran["summary"]["written"], ran["summary"]["failed"]) == (100, 51)
    assert sorted(points(project), key=str).count("10") == 100
    assert runs(project) == [({"written": 100, "failed": 51}, 5)]
