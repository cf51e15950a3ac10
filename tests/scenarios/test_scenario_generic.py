"""Nothing is a template: other workflows and scores are YAML alone, and one rule is one unit and one PUT."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import revops

SOURCE = Path(revops.__file__).parent
TEXTS = {str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"
FLOWS = "/automation/2026-09-beta/flows"

MORE = """
scores:
  seniority:
    object: contacts
    name: {ja: 役職スコア, en: Seniority}
    category: FIT
    max: 50
    thresholds: {ideal: 40, possible: 15}
    groups:
      person:
        label: {ja: 人, en: Person}
        rules:
          manager: {if: {property: contacts.jobtitle, contains: [部長, 課長]}, add: 20}
          phone: {if: {property: contacts.phone, known: true}, add: 5}
    publish: true

workflows:
  welcome_back:
    object: contacts
    name: {ja: 再訪のお礼, en: Welcome back}
    enrol: {property: contacts.jobtitle, contains: [部長]}
    enabled: true
    steps:
      - {id: pause, delay: {hours: 2}}
      - {id: call, task: {subject: {ja: 電話する, en: Call}, type: CALL, role: inside_sales}}
      - {id: note, set: {contacts.company: 再訪}}
"""


@pytest.fixture
def write(applied):
    """Adds text to the project's own blueprint file."""
    path = applied.folder / "blueprints" / "portal.yaml"

    def add(text):
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return add


def engagement(project):
    """The row of the packs' engagement score in HubSpot's list."""
    listed = project.emulator.edit("GET", SCORES).body["results"]
    return next(score for score in listed if score["name"] == "エンゲージメントスコア")


def test_the_source_knows_no_action_of_the_model():
    """MA04 and the other actions stand in blueprints; the program has none of them."""
    row = re.compile(r"\b[MSCK]A\d\d\b")
    assert "kinds/score/kind.py" in TEXTS

    found = [f"{path}: {match}" for path, text in TEXTS.items() for match in row.findall(text)]

    assert found == []


def test_the_source_has_no_name_of_a_shipped_score_or_workflow():
    """What the packs call their scores and workflows is nowhere in the program."""
    names = ("step_mails", "ステップメール", "エンゲージメント")

    assert [path for path, text in TEXTS.items() if any(name in text for name in names)] == []


def test_a_second_score_and_workflow_are_yaml_alone(applied, write):
    """They are made, published and switched on like the packs' own; the packs' are not touched."""
    write(MORE)
    applied.forget()
    run = applied.apply()
    person = applied.emulator.edit
    flows = {flow["name"]: flow["isEnabled"] for flow in person("GET", FLOWS).body["results"]}
    scores = {score["name"] for score in person("GET", SCORES).body["results"]}

    assert {outcome["address"] for outcome in run["outcomes"]} == {
        "score.contacts.seniority",
        "workflow.welcome_back",
    }
    assert flows["再訪のお礼"] is True
    assert "役職スコア" in scores
    assert applied.plan()["summary"]["empty"]


def test_the_second_workflow_says_what_the_file_says(applied, write):
    """Two hours, a call for the role's user, a fixed value; enrolled by one filter (dossier F4, F5, G3)."""
    write(MORE)
    applied.apply()
    listed = applied.emulator.edit("GET", FLOWS).body["results"]
    flow_id = next(flow["id"] for flow in listed if flow["name"] == "再訪のお礼")
    flow = applied.emulator.edit("GET", f"{FLOWS}/{flow_id}").body
    owners = applied.emulator.edit("GET", "/crm/owners/2026-09").body["results"]
    inside_sales = next(owner["id"] for owner in owners if owner["email"] == "inside-sales@example.com")
    delay, call, note = (action["fields"] for action in flow["actions"])
    (branch,) = flow["enrollmentCriteria"]["listFilterBranch"]["filterBranches"]

    assert [action["actionTypeId"] for action in flow["actions"]] == ["0-1", "0-3", "0-5"]
    assert (delay["delta"], delay["time_unit"]) == ("120", "MINUTES")
    assert (call["task_type"], call["subject"]) == ("CALL", "電話する")
    assert call["owner_assignment"]["value"]["staticValue"] == inside_sales
    assert (note["property_name"], note["value"]["staticValue"]) == ("company", "再訪")
    assert [(one["property"], one["operation"]["operator"]) for one in branch["filters"]] == [
        ("jobtitle", "CONTAINS")
    ]


def test_other_points_for_one_rule_are_one_unit_and_one_draft(applied):
    """The plan names the rule alone; one PUT of the draft, then one publish, and nothing else is written."""
    overrides = applied.folder / "blueprints" / "overrides.yaml"
    overrides.write_text(
        "revops: 1\nscores: {engagement: {groups: {web: {rules: {form: {add: 25}}}}}}\n", encoding="utf-8"
    )
    plan = applied.plan()
    score = engagement(applied)
    applied.forget()
    applied.apply()

    units = [unit["path"] for change in plan["changes"] for unit in change["units"]]
    assert [path for path in units if path != "published"] == ["groups.web.rules.form"]
    assert applied.requests(writes=True) == [
        f"PUT {SCORES}/{score['id']}/draft",
        f"POST {SCORES}/{score['id']}/draft/publish",
    ]
    assert applied.plan()["summary"]["empty"]


def test_without_consent_the_points_stay_a_draft(applied):
    """`apply --yes` alone sends the one PUT; what records are scored by stays as it was."""
    overrides = applied.folder / "blueprints" / "overrides.yaml"
    overrides.write_text(
        "revops: 1\nscores: {engagement: {groups: {web: {rules: {form: {add: 25}}}}}}\n", encoding="utf-8"
    )
    score = engagement(applied)
    before = applied.emulator.edit("GET", f"{SCORES}/{score['id']}").body
    applied.forget()
    applied.run("apply", "--yes", code=4)

    assert applied.requests(writes=True) == [f"PUT {SCORES}/{score['id']}/draft"]
    assert (
        applied.emulator.edit("GET", f"{SCORES}/{score['id']}").body["groupConfigs"] == before["groupConfigs"]
    )
