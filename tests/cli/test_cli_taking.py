"""Taking the blueprint's side: what is typed next works at once, and what is taken in vain is told."""

from __future__ import annotations

import pytest

from revops.emulator import DEFAULT_PORTAL_ID

BLUEPRINT = """\
revops: 1
properties:
  deals:
    bant_budget: {label: Budget, type: number, fieldType: number, groupName: dealinformation}
workflows:
  mailing:
    object: contacts
    name: Mailing
    enrol: {manual: true}
    enabled: true
    steps: [{id: pause, delay: {days: 1}}]
checklist: {pixel: {title: Pixel}}
"""
MAIL = """\
revops: 1
emails:
  hi:
    name: Hi
    subject: Hello
    from: {fromName: Sales, replyTo: ma_operator}
    subscription: Marketing Information
    language: en
    body: Hello
    publish: true
"""
FLOWS = "/automation/v4/flows"
BUDGET = "/crm/properties/2026-09/deals/bant_budget"
TAKEN = "workflow.mailing#name"


def following(ran):
    """The arguments of the line that says what to type."""
    told = ran.out.rstrip().splitlines()[-1]
    assert told.startswith("Next: revops "), told
    return told.removeprefix("Next: revops ").replace("'", "").split()


@pytest.fixture
def settled(project):
    """A project whose workflow is made and switched on."""
    project("init", "--no-packs", "--locale", "en", code=0)
    project.write("blueprints/main.yaml", BLUEPRINT)
    project("apply", "--yes", "--create", "*", "--enable", "*", code=0)
    return project


@pytest.fixture
def renamed(settled):
    """The same after somebody renamed the workflow and the property by hand."""
    with settled.portal() as portal:
        tables = portal.state()[str(DEFAULT_PORTAL_ID)]["tables"]
    (flow,) = [one for one in tables["flows"].values() if one["name"] == "Mailing"]
    flow_now = sendable(settled.edit("GET", f"{FLOWS}/{flow['id']}", None))
    settled.edit("PUT", f"{FLOWS}/{flow['id']}", {**flow_now, "name": "Care"})
    return settled


def sendable(flow):
    """A flow as it is sent back: without what HubSpot sets (dossier F1)."""
    theirs = {"id", "objectTypeId", "flowType", "createdAt", "updatedAt", "dataSources"}
    theirs |= {"nextAvailableActionId", "crmObjectCreationStatus"}
    return {key: value for key, value in flow.items() if key not in theirs}


def test_what_is_typed_next_takes_the_same_side(renamed):
    """Without the take the workflow would be held again; with it the line ends the matter."""
    first = renamed("apply", "--yes", "--take", TAKEN, code=4)
    assert following(first) == ["apply", "--take", TAKEN, "--enable", "workflow.mailing"]
    renamed(*following(first), "--yes", code=0)
    renamed("drift", code=0)


def test_a_pattern_that_took_is_repeated_for_what_is_to_be_published(project):
    """An e-mail that was edited by hand is out already, so that the whole of it waits for --publish."""
    project("init", "--no-packs", "--locale", "en", code=0)
    project.write("blueprints/main.yaml", MAIL)
    project("apply", "--yes", "--create", "*", "--publish", "*", code=0)
    with project.portal() as portal:
        emails = portal.state()[str(DEFAULT_PORTAL_ID)]["tables"]["emails"]
    (mail,) = [one for one in emails.values() if one["name"] == "Hi"]
    project.edit("PATCH", f"/marketing/emails/2026-09/{mail['id']}", {"subject": "Changed"})
    first = project("apply", "--yes", "--take", "email.*", code=4)
    assert following(first) == ["apply", "--take", "email.*", "--publish", "email.hi"]
    project(*following(first), "--yes", code=0)
    project("drift", code=0)


def test_drift_names_all_that_taking_asks_for(renamed):
    """The flag that switches on beside the take; the others that are held are counted."""
    renamed.edit("PATCH", BUDGET, {"label": "Money"})
    told = renamed("drift", code=2).out
    assert "revops apply --take property.deals.bant_budget (the blueprint's); 1 more held" in told
    renamed("apply", "--yes", "--take", "property.deals.bant_budget", code=4)
    told = renamed("drift", code=2).out
    assert "revops apply --take workflow.mailing --enable workflow.mailing (the blueprint's)\n" in told


@pytest.mark.parametrize("taken", [TAKEN, "workflow.mailing", "workflow.*"])
def test_a_side_taken_where_nothing_is_held_is_told(settled, taken):
    """A warning, once, and the line to type does not repeat it."""
    for command in (("plan",), ("apply", "--yes")):
        ran = settled(*command, "--take", taken, code=0)
        assert ran.out.count("RV459") == 1
        assert f"--take {taken} names nothing that is held" in ran.out
        assert "--take" not in ran.out.rstrip().splitlines()[-1]


def test_a_side_taken_where_something_is_held_is_not_told(renamed):
    """By its unit, its address or a pattern; another unit of the same is."""
    for taken in (TAKEN, "workflow.mailing", "*"):
        assert "RV459" not in renamed("plan", "--take", taken, code=0).out
    assert "RV459" in renamed("plan", "--take", "workflow.mailing#steps.pause", code=0).out


def test_the_last_step_is_the_checklist_and_the_commit(project):
    """After the run that did all; a plan without changes tells the first alone, with the target."""
    project("init", "--no-packs", "--locale", "en", code=0)
    project.write("blueprints/main.yaml", BLUEPRINT)
    run = project("apply", "--yes", "--create", "*", "--enable", "*", code=0)
    assert run.out.endswith("Next: revops checklist (1 by hand); commit .revops/ledger\n")
    told = project("plan", "--target", "emulator", code=0).out
    assert told.endswith("Next: revops checklist --target emulator (1 by hand)\n")
    project("checklist", "--tick", "checklist.pixel", code=0)
    assert "Next:" not in project("plan", code=0).out
