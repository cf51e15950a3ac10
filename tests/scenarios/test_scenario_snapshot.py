"""A copy of a portal: snapshot, load, pull, and a plan that has nothing to do."""

from __future__ import annotations

import json
import shutil

import pytest
from test_scenario_round_trips import NAMES, declare, example, write

EMPTY = "revops: 1\n"
PULLED = ("object", "team", "pipeline_rules", "stage_permissions", "campaign", "email")
"""Kinds that `revops pull` leaves out unless they are named."""
USUAL = (
    *("group", "property", "validation", "lifecycle", "pipeline", "association", "score", "form"),
    *("segment", "workflow"),
)
PASSING = {
    *("counters", "pipeline_audit", "flow_revisions", "flow_workflow_ids"),
    *("flow_access", "recorded", "pipeline_stage_permissions"),
}
"""Tables of what no answer shows, and of what a copy notes about answers."""

APART = ("createdAt", "updatedAt", "additionalProperties", "subscriptionTranslations")


def snapshot(project, *arguments):
    """The document that `revops snapshot` writes."""
    path = project.folder / "snapshot.json"
    project.run("snapshot", "--out", str(path), "--overwrite", *arguments, code=0)
    return json.loads(path.read_text(encoding="utf-8"))


def copied(make_project, document, blueprint=EMPTY):
    """A project whose emulator serves a snapshot."""
    copy = make_project("copy", blueprint=blueprint)
    copy.emulator.load(document)
    return copy


def told_by(document, copy):
    """The answers of a snapshot as the copy gives them: under its own portal id."""
    account = "/account-info/2026-09/details"
    own = {**document["answers"][account], "portalId": copy.emulator.portal_id}
    return {**document["answers"], account: own}


def unordered(value):
    """Lists as HubSpot promises them: in no order."""
    if isinstance(value, dict):
        return {name: unordered(part) for name, part in value.items()}
    if isinstance(value, list):
        return sorted((unordered(part) for part in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


def held(project):
    """What a portal holds, table by table, as far as answers show it."""
    return {name: timeless(rows) for name, rows in project.tables().items() if name not in PASSING and rows}


def timeless(value):
    """Without times, as those of what nobody reads are the copy's own, and without what is read apart."""
    if isinstance(value, dict):
        return {name: timeless(part) for name, part in value.items() if name not in APART}
    return [timeless(part) for part in value] if isinstance(value, list) else value


def pull_everything(project):
    kinds = [argument for kind in (*USUAL, *PULLED) for argument in ("--kind", kind)]
    return project.run("pull", *kinds, code=0)


def assert_empty(project):
    """The plan has nothing to do, and nothing is held."""
    plan = project.plan()
    assert plan["summary"]["empty"], [c for c in plan["changes"] if c["action"] not in ("none", "manual")]
    assert [change["address"] for change in plan["changes"] if change["action"] == "hold"] == []


@pytest.fixture(scope="module")
def projects(share_project):
    """Two projects without packs, made once, with their settings as `init` wrote them."""
    made = (share_project(blueprint=EMPTY), share_project(blueprint=EMPTY))
    return [(one, (one.folder / "revops.yaml").read_text(encoding="utf-8")) for one in made]


@pytest.fixture
def pair(projects):
    """Both as on the first day."""
    for project, settings in projects:
        project.emulator.reset()
        for path in [*(project.folder / ".revops").iterdir(), *(project.folder / "blueprints").iterdir()]:
            if path.is_dir():
                shutil.rmtree(path)
            elif not path.name.startswith("emulator.db"):
                path.unlink()
        (project.folder / "revops.yaml").write_text(settings, encoding="utf-8")
        write(project, EMPTY, EMPTY)
    return [project for project, _ in projects]


@pytest.mark.parametrize("name", [*NAMES, "pipeline_orders", "pipeline_leads"])
def test_a_copy_holds_what_the_portal_holds(pair, name):
    """For every kind: apply, snapshot, load; both hold the same, and a pull of the copy leaves no plan."""
    trip, (source, copy) = example(name), pair
    source.consents = (*source.consents, "--create", "*")
    declare(source, trip.tier)
    write(source, trip.around, trip.entry)
    source.apply()
    document = snapshot(source, "--people")
    copy.emulator.load(document)

    there, here = held(source), held(copy)
    assert there.keys() == here.keys()
    for table, rows in there.items():
        assert here[table] == rows, table
    write(copy, trip.around, trip.entry)
    assert unordered(snapshot(copy, "--people")["answers"]) == unordered(told_by(document, copy))

    write(copy, EMPTY, EMPTY)
    pull_everything(copy)
    assert_empty(copy)
