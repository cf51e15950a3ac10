"""By what records enrol again: what the tool writes, what an earlier version wrote, and what people do."""

from __future__ import annotations

import json
import shutil

import pytest
from client_project import Person

BLUEPRINT = """\
revops: 1
properties:
  deals:
    dealstage: {existing: enumeration}
    closedate: {existing: datetime}
    amount: {existing: number}
workflows:
  won:
    object: deals
    name: Won
    enrol:
      all:
        - {property: deals.dealstage, any_of: [closedwon, contractsent]}
        - {property: deals.closedate, after: 2026-01-01}
        - {property: deals.amount, at_least: 1000}
    reEnrol: true
    steps: [{id: hi, task: {subject: Hi}}]
"""
ADDRESS = "workflow.won"
UNIT = "reEnrol.triggers"
KNOWN = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN", "includeObjectsWithNoValueSet": False}
STAGES = {
    "operationType": "ENUMERATION",
    "operator": "IS_ANY_OF",
    "values": ["closedwon", "contractsent"],
    "includeObjectsWithNoValueSet": False,
}
AMOUNTS = {
    "operationType": "NUMBER",
    "operator": "IS_GREATER_THAN_OR_EQUAL_TO",
    "value": 1000,
    "includeObjectsWithNoValueSet": False,
}


def trigger(name, value):
    """A new value of a property, as HubSpot has it (dossier F3.2)."""
    named = {"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": name}
    tests = {"hs_name": {**named, "includeObjectsWithNoValueSet": False}, "hs_value": value}
    return {
        "filterBranchType": "AND",
        "filterBranchOperator": "AND",
        "filters": [
            {"filterType": "PROPERTY", "property": part, "operation": asked} for part, asked in tests.items()
        ],
        "filterBranches": [],
    }


OURS = [trigger("amount", AMOUNTS), trigger("closedate", KNOWN), trigger("dealstage", STAGES)]
EARLIER = [trigger(name, KNOWN) for name in ("amount", "closedate", "dealstage")]
"""As revops 0.1 wrote them."""


@pytest.fixture(scope="module")
def once(share_project):
    project = share_project(locale="en", blueprint=BLUEPRINT)
    project.run("apply", "--yes", "--create", ADDRESS, code=0)
    return project


@pytest.fixture
def made(once):
    """The project as it was applied; what a test changed is put back."""
    files = [once.folder / "blueprints/portal.yaml", *(once.folder / ".revops/ledger").iterdir()]
    kept = {file: file.read_bytes() for file in files}
    before = criteria(once)
    yield once
    for file, content in kept.items():
        file.write_bytes(content)
    Person(once.emulator).flow(lambda body: body.update(enrollmentCriteria=before))


def criteria(project):
    (flow,) = project.tables()["flows"].values()
    return flow["enrollmentCriteria"]


def listed(project):
    found = criteria(project)["reEnrollmentTriggersFilterBranches"]
    return sorted(found, key=lambda branch: branch["filters"][0]["operation"]["value"])


def edit(project, **changed):
    """Somebody saves the workflow's enrolment in HubSpot."""
    found = {**criteria(project), **changed}
    Person(project.emulator).flow(lambda body: body.update(enrollmentCriteria=found))


def forget_triggers(project):
    """The ledger of a version that did not know the unit."""
    (path,) = (project.folder / ".revops/ledger").iterdir()
    ledger = json.loads(path.read_text(encoding="utf-8"))
    del ledger["entries"][ADDRESS]["units"][UNIT]
    path.write_text(json.dumps(ledger), encoding="utf-8")


def units(project):
    return {unit["path"]: unit for change in project.plan()["changes"] for unit in change["units"]}


def test_the_values_that_enrol_are_those_that_enrol_again(made):
    """Options and numbers are asked of the new value, a date is not: `hs_value` has no such test."""
    assert listed(made) == OURS
    made.run("plan", "--exit-code", code=0)


def test_what_an_earlier_version_wrote_is_one_small_update(made):
    """Nothing is held: the triggers are rewritten, and the condition stays as it is."""
    before = criteria(made)["listFilterBranch"]
    edit(made, reEnrollmentTriggersFilterBranches=EARLIER)
    forget_triggers(made)
    assert {path: unit["moved_by"] for path, unit in units(made).items()} == {UNIT: "blueprint"}
    made.run("apply", "--yes", code=0)
    assert (listed(made), criteria(made)["listFilterBranch"]) == (OURS, before)
    made.run("plan", "--exit-code", code=0)


@pytest.mark.parametrize("triggers", [EARLIER, OURS[:2], []])
def test_other_triggers_are_somebodys_edit(made, triggers):
    """Held, and no blueprint says them; taking the blueprint's side writes its own again."""
    edit(made, reEnrollmentTriggersFilterBranches=triggers)
    assert {path: unit["moved_by"] for path, unit in units(made).items()} == {UNIT: "portal"}
    assert "RV595" in made.run("drift", "--keep", ADDRESS, code=4).err
    made.run("apply", "--yes", "--take", ADDRESS, code=0)
    assert listed(made) == OURS


def test_a_condition_with_its_triggers_is_one_difference(made):
    """HubSpot's editor offers the tests of the condition as triggers: keeping the condition is enough."""
    fewer = {**STAGES, "values": ["closedwon"]}
    tree = json.loads(json.dumps(criteria(made)["listFilterBranch"]))
    (test,) = [one for one in tree["filterBranches"][0]["filters"] if one["property"] == "dealstage"]
    test["operation"] = fewer
    edit(
        made,
        listFilterBranch=tree,
        reEnrollmentTriggersFilterBranches=[*OURS[:2], trigger("dealstage", fewer)],
    )
    assert [*units(made)] == ["enrol"]
    made.run("drift", "--keep", ADDRESS, code=0)
    made.run("plan", "--exit-code", code=0)


def test_once_is_enough_is_one_difference(made):
    """Somebody switched it off: the triggers go with the switch."""
    edit(made, shouldReEnroll=False, reEnrollmentTriggersFilterBranches=[])
    assert [*units(made)] == ["reEnrol"]
    made.run("apply", "--yes", "--take", ADDRESS, code=0)
    assert listed(made) == OURS


@pytest.mark.parametrize(("triggers", "said"), [(OURS, True), (EARLIER, False)])
def test_pull_says_what_a_blueprint_can_say(made, triggers, said):
    """Other triggers are left out, so that they are nobody's business, and the plan is empty."""
    edit(made, reEnrollmentTriggersFilterBranches=triggers)
    path = made.folder / "blueprints/portal.yaml"
    path.write_text("revops: 1\n", encoding="utf-8")
    (ledger,) = (made.folder / ".revops/ledger").iterdir()
    kept = ledger.read_bytes()
    ledger.unlink()
    told = made.run("pull", "--kind", "workflow", code=0).out
    pulled = made.folder / "blueprints/pulled/workflows.yaml"
    assert ("reEnrol: true" in pulled.read_text(encoding="utf-8")) is said
    assert ("reEnrol of workflow" in told) is not said
    made.run("plan", "--exit-code", code=0)
    shutil.rmtree(pulled.parent)
    ledger.write_bytes(kept)
