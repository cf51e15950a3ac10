"""`revops rollback` of what goes with something else, and of stages that got another place."""

from __future__ import annotations

import json

import pytest
from client_project import LIFECYCLE, Person
from test_scenario_rollback import write
from test_scenario_rollback_since import runs, segment, segments

RULE = "validation.contacts.age"
PROPERTY = "property.contacts.age"
BARE = """\
revops: 1
properties:
  contacts: {age: {label: Age, type: number, fieldType: number, groupName: contactinformation}}
"""
RULED = BARE + "validations: {contacts: {age: {MAX_NUMBER: 150}}}\n"
PERMISSIONS = "stage_permissions.deals.upsell"
PIPELINE = """\
revops: 1
pipelines:
  deals:
    upsell: {label: Upsell, stages: {due: {label: Due, probability: 0.6}, won: {label: Won, probability: 1}}}
pipelineRules: {deals: {upsell: {noBackwards: [won]}}}
stagePermissions: {deals: {upsell: {stages: {won: {roles: [pipeline_manager]}}}}}
"""
STAGES = """\
revops: 1
lifecycle:
  lead: {label: Prospect}
  churned: {create: true, after: customer, label: Churned}
"""


@pytest.fixture
def ruled(make_project):
    """A project whose only run made a property and a rule for it."""
    project = make_project(blueprint=RULED)
    project.apply()
    return project


def rules(project):
    """Names of properties that have rules."""
    listed = Person(project.emulator)("GET", "/crm/property-validations/2026-09/0-1")["results"]
    return {row["propertyName"] for row in listed}


def entries(project):
    """Addresses in the ledger."""
    (ledger,) = (project.folder / ".revops" / "ledger").glob("*.json")
    return set(json.loads(ledger.read_text("utf-8"))["entries"])


def actions(project, *consents):
    return {change["address"]: change["action"] for change in project.plan(*consents)["changes"]}


def test_the_rules_of_a_property_go_with_it(ruled):
    """Nothing of them is left to a person or in the ledger, and both can be applied again."""
    assert rules(ruled) == {"age"}

    ran = ruled.run("rollback", "--yes", "--delete-created", "--json", code=0)

    assert ran.json["lost"] == []
    assert [(one["address"], one["action"]) for one in ran.json["outcomes"]] == [(PROPERTY, "delete")]
    assert rules(ruled) == set()
    assert entries(ruled) == set()
    assert actions(ruled, "--create", PROPERTY) == {PROPERTY: "create", RULE: "create"}
    ruled.apply("--create", PROPERTY)
    assert rules(ruled) == {"age"}
    assert actions(ruled) == {}


def test_while_the_property_stays_so_do_its_rules(ruled):
    """The property asks; nobody is told to clear by hand what goes with it."""
    ran = ruled.run("rollback", "--yes", "--json", code=4)

    assert ran.json["lost"] == []
    assert [one["address"] for one in ran.json["left"]] == [PROPERTY]
    assert entries(ruled) == {PROPERTY, RULE}


def test_a_rule_for_a_property_of_another_run_is_left_to_a_person(make_project):
    """HubSpot has no request that takes it back, and the property is not the run's."""
    project = make_project(blueprint=BARE)
    project.apply()
    write(project, RULED)
    project.apply()

    ran = project.run("rollback", "--yes", "--delete-created", "--json", code=0)

    (told,) = ran.json["lost"]
    assert (told["code"], told["address"]) == ("RV941", RULE)
    assert "clear MAX_NUMBER" in told["summary"]
    assert rules(project) == {"age"}


def test_a_rule_named_under_removed_goes_with_its_property_too(ruled):
    """The same without a rollback: one deletion, and no work by hand."""
    write(ruled, f"revops: 1\nremoved: [{PROPERTY}, {RULE}]\n")
    assert actions(ruled) == {PROPERTY: "delete"}

    ruled.apply("--delete", PROPERTY)

    assert actions(ruled) == {}
    assert entries(ruled) == set()


def test_a_rule_named_alone_under_removed_is_done_by_hand(ruled):
    """Its property stays."""
    write(ruled, BARE + f"removed: [{RULE}]\n")

    assert actions(ruled) == {RULE: "manual"}


def test_who_may_edit_stages_goes_with_their_pipeline(make_project):
    """The rules of the pipeline are taken back by a request, the permissions by none; nothing is left."""
    project = make_project(blueprint=PIPELINE)
    project.apply()
    assert {PERMISSIONS, "pipeline_rules.deals.upsell"} < entries(project)

    ran = project.run("rollback", "--yes", "--delete-created", "--json", code=0)

    assert ran.json["lost"] == []
    assert entries(project) == set()
    assert set(actions(project).values()) == {"create"}


def test_what_a_person_calls_as_the_blueprint_does_is_not_what_the_run_made(make_project):
    """The run's segment is gone; a person's, whose name spells the same address, is nobody's business."""
    project = make_project(blueprint=segment("warm", "Ready to buy"))
    by_hand = {"name": "Warm", "objectTypeId": "0-1", "processingType": "MANUAL"}
    Person(project.emulator)("POST", "/crm/lists/2026-09", by_hand)
    project.apply()
    number = runs(project)[0]["id"]
    project.run("rollback", number, "--yes", "--delete-created", code=0)
    assert segments(project) == {"Warm"}

    ran = project.run("rollback", number, "--yes", "--delete-created", "--json", code=0)

    assert (ran.json["lost"], ran.json["left"]) == ([], [])
    assert segments(project) == {"Warm"}


def places(project):
    """Number of each lifecycle stage's place."""
    return {row["id"]: row["displayOrder"] for row in Person(project.emulator)("GET", LIFECYCLE)["stages"]}


def test_stages_that_keep_another_place_are_named(make_project):
    """A stage stays between the others: those behind it are the ones whose place differs from before."""
    project = make_project(blueprint=STAGES)
    before = places(project)
    project.apply()

    ran = project.run("rollback", "--yes", "--json", code=0)

    after = places(project)
    moved = {stage for stage in before if after[stage] != before[stage]}
    (told,) = ran.json["lost"]
    assert moved
    assert told["summary"].endswith(f"it stays, and {', '.join(sorted(moved))} keep their place behind it")
