"""Lead scores where the portal has none: what stands in is planned, made, told and kept."""

from __future__ import annotations

import pytest

from revops.emulator import DEFAULT_PORTAL_ID, Traits
from revops.emulator.faults import fault_of
from revops.emulator.scopes import ALL
from sections import RANKED, WHO

TOKEN = "pat-data"
SCOPES = {"mh-lead-scoring-view", "mh-lead-scoring-edit"}
SCORE = """\
scores:
  fit:
    object: contacts
    name: {ja: 適合度, en: Fit}
    category: FIT
    max: 50
    thresholds: {hot: 40}
"""
REST = """\
    publish: true
workflows:
  tell:
    object: contacts
    name: Tell sales
    enrol: {property: contacts.fit, at_least: 10}
    steps:
      - {id: wait, delay: {days: 1}}
"""


@pytest.fixture
def make_client(make_project):
    """Makes projects with one score, on a portal behind a token: `make_client(FALLBACK, **traits)`."""

    def make(fallback, **traits):
        line = f"    fallback: {fallback}\n" if fallback else ""
        text = f"{RANKED}{SCORE}{line}{WHO}{REST}"
        project = make_project(token=TOKEN, blueprint=text, **traits)
        project.pin(locale="en")
        project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
        return project

    return make


def actions(plan):
    return {change["address"]: change["action"] for change in plan["changes"]}


def told(plan, code):
    return [finding["summary"] for finding in plan["findings"] if finding["code"] == code]


OUT_OF_REACH = [
    pytest.param({"betas": False}, id="no-betas"),
    pytest.param({"scopes": ALL - SCOPES}, id="no-scopes"),
    pytest.param({"scopes": ALL - {"mh-lead-scoring-edit"}}, id="read-only"),
]


@pytest.mark.parametrize("traits", OUT_OF_REACH)
def test_a_formula_stands_in_for_a_score(make_client, traits):
    """The property is made under the score's name, what needs the score goes on, and the loss is told."""
    project = make_client("calculated", **traits)

    plan = project.plan("--create", "workflow.*")
    project.apply()
    again = project.plan()

    assert actions(plan) == {
        "property.contacts.lead_rank": "create",
        "property.contacts.fit": "create",
        "workflow.tell": "create",
    }
    (lost,) = told(plan, "RV884")
    assert "2 of 3 rules" in lost
    assert "rules about what people do (who.mail)" in lost
    made = project.tables()["properties:contacts"]["fit"]
    assert made["calculationFormula"].startswith("min(")
    assert made["calculationFormula"].endswith(", 12)")
    assert again["changes"] == []
    assert told(again, "RV884")
    assert project.requests(writes=True)


def test_without_a_fallback_the_score_is_blocked_with_its_choices(make_client):
    """Nothing is made in its place unasked; what needs it waits."""
    project = make_client("", scopes=ALL - SCOPES)

    plan = project.plan("--create", "workflow.*")

    assert actions(plan)["score.contacts.fit"] == "blocked"
    assert actions(plan)["workflow.tell"] == "waiting"
    (choices,) = told(plan, "RV885")
    assert "fallback: calculated" in choices


def test_a_read_that_fails_for_the_moment_makes_no_formula(make_client):
    """HubSpot's trouble is no reason to change over: the score waits for a better day."""
    project = make_client("calculated")
    scores = "/marketing/lead-scoring/2026-09-beta/scores"
    project.emulator.faults.add(fault_of({"method": "GET", "path": scores, "status": 500, "count": 100}))

    plan = project.plan()

    assert actions(plan)["score.contacts.fit"] == "blocked"
    assert told(plan, "RV884") == []


def test_with_lead_scores_the_fallback_is_not_used(make_client):
    """The entry is a score like any other."""
    plan = make_client("calculated").plan()

    assert "property.contacts.fit" not in actions(plan)
    assert told(plan, "RV884") == []


def test_what_stands_in_stays_when_the_scope_comes(make_client):
    """Two of it would fight for one name: a person removes the formula first."""
    project = make_client("calculated", scopes=ALL - SCOPES)
    project.apply()

    project.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, Traits())
    plan = project.plan()

    assert plan["changes"] == []
    assert "was made before" in told(plan, "RV884")[0]


def test_a_score_that_was_made_is_not_given_up(make_client):
    """A scope that went missing blocks; it does not turn the score into a formula."""
    project = make_client("calculated")
    project.apply()

    project.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, Traits(scopes=ALL - SCOPES))
    plan = project.plan()

    assert actions(plan)["score.contacts.fit"] == "blocked"
    assert "property.contacts.fit" not in actions(plan)


def test_computed_leaves_the_numbers_to_somebody(make_client):
    """A plain number is made, and the checklist holds the task until it is ticked."""
    project = make_client("computed", scopes=ALL - SCOPES)

    plan = project.plan()
    project.apply()
    item = "checklist.compute_fit"
    project.run("checklist", "--tick", item, code=0)

    assert actions(plan)["property.contacts.fit"] == "create"
    assert actions(plan)[item] == "manual"
    assert project.plan()["changes"] == []


EVENTS = """\
scores:
  heat:
    object: contacts
    name: {ja: 熱量, en: Heat}
    category: INTENT
    max: 50
    fallback: workflows
    groups:
      web:
        rules:
          page: {event: page_visited, add: 2}
          form: {event: form_submitted, add: 15}
          often: {event: page_visited, add: 5, times: {at_least: 3}}
    publish: true
workflows:
  tell:
    object: contacts
    name: Tell sales
    enrol: {property: contacts.heat, at_least: 10}
    steps:
      - {id: wait, delay: {days: 1}}
"""


def flows(project):
    """The portal's workflows by name."""
    return {flow["name"]: flow for flow in project.tables()["flows"].values()}


def test_workflows_stand_in_for_events(make_project):
    """One for each event, which enrols again, sets the first points and adds the others; on with consent."""
    project = make_project(blueprint=f"revops: 1\n{EVENTS}", scopes=ALL - SCOPES)

    plan = project.plan("--create", "workflow.*")
    project.settle()
    made = flows(project)
    again = project.plan()

    waiting = {change["address"] for change in plan["changes"] if not change["approved"]}
    assert actions(plan).keys() == {
        "property.contacts.heat",
        "workflow.heat_web_form",
        "workflow.heat_web_page",
        "workflow.tell",
    }
    assert waiting == {"workflow.heat_web_form", "workflow.heat_web_page"}
    assert {name: flow["isEnabled"] for name, flow in made.items()} == {
        "熱量: web.form (+15)": True,
        "熱量: web.page (+2)": True,
        "Tell sales": False,
    }
    form = made["熱量: web.form (+15)"]
    (event,) = form["enrollmentCriteria"]["eventFilterBranches"]
    assert form["enrollmentCriteria"]["shouldReEnroll"] is True
    assert (event["eventTypeId"], event["operator"]) == ("4-1639801", "HAS_COMPLETED")
    first, begin, add = form["actions"]
    assert first["listBranches"][0]["connection"]["nextActionId"] == begin["actionId"]
    assert first["defaultBranch"]["nextActionId"] == add["actionId"]
    assert begin["fields"]["value"] == {"type": "STATIC_VALUE", "staticValue": "15"}
    assert add["fields"]["value"] == {"type": "INCREMENT", "incrementAmount": 15}
    assert again["changes"] == []


def test_workflows_stay_off_where_the_score_would_stay_a_draft(make_project):
    """`publish: true` of the score is what asks for them to be on."""
    entry = f"revops: 1\n{EVENTS}".replace("    publish: true\n", "")
    project = make_project(blueprint=entry, scopes=ALL - SCOPES)

    project.settle()

    assert {flow["isEnabled"] for flow in flows(project).values()} == {False}


def test_a_workflow_of_the_blueprint_keeps_its_key(make_project):
    """Two with one address would be one that changes all the time."""
    entry = f"revops: 1\n{EVENTS}".replace("  tell:\n", "  heat_web_page:\n")
    project = make_project(blueprint=entry, scopes=ALL - SCOPES)

    told = project.run("validate", "--json", code=3).json

    assert "RV883" in {finding["code"] for finding in told["findings"]}
