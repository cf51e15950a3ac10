"""What tasks and mails say and to whom, as a person edits it in HubSpot and as a blueprint has it."""

from __future__ import annotations

import pytest
import yaml
from client_project import Person

BLUEPRINT = """\
revops: 1
properties:
  deals:
    hubspot_owner_id: {existing: enumeration}
workflows:
  handover:
    object: deals
    name: Handover
    enrol: {manual: true}
    steps:
      - id: plain
        task: {subject: Check, body: "R&D <5 days\\nAsk <name>", owner: deals.hubspot_owner_id}
      - {id: marked, task: {subject: Check, body: "<p>Ask <b>them</b></p>"}}
      - {id: mail, notify: {roles: crm_admin, subject: New, body: "One\\nTwo"}}
      - {id: shown, in_app: {roles: crm_admin, subject: New, body: "R&D"}}
"""
ADDRESS = "workflow.handover"
STORED = ["R&amp;D &lt;5 days<br>Ask &lt;name&gt;", "<p>Ask <b>them</b></p>", "One<br>Two", "R&D"]
"""Only of tasks and mails a source tells that the body is HTML (dossier F5)."""


@pytest.fixture
def made(make_project):
    project = make_project(locale="en", blueprint=BLUEPRINT)
    project.run("apply", "--yes", "--create", ADDRESS, code=0)
    return project


def actions(project):
    (flow,) = project.tables()["flows"].values()
    return flow["actions"]


def write(project, *bodies):
    """Somebody saves other bodies in HubSpot."""

    def edit(flow):
        for action, body in zip(flow["actions"], bodies, strict=False):
            action["fields"]["body"] = body

    Person(project.emulator).flow(edit)


def test_bodies_go_as_html_and_come_back(made):
    """Plain text is escaped, HTML is not; nothing is left to do."""
    assert [action["fields"]["body"] for action in actions(made)] == STORED
    made.run("plan", "--exit-code", code=0)
    made.run("drift", code=0)


def test_the_owner_of_the_record_gets_the_task(made):
    """The value is a property of the enrolled record (dossier F4)."""
    value = {"type": "OBJECT_PROPERTY", "propertyName": "hubspot_owner_id"}
    assert actions(made)[0]["fields"]["owner_assignment"] == {"type": "CUSTOM", "value": value}
    assert "owner_assignment" not in actions(made)[1]["fields"]


def test_html_in_another_spelling_is_no_drift(made):
    """As editors rewrite it: paragraphs for breaks, other case, entities."""
    write(made, "<p>R&amp;D &lt;5 days</p><p>Ask &lt;name&gt;</p>", "Ask <B>them</B>", "<p>One<br/>Two</p>")
    made.run("drift", code=0)


def test_other_words_are_drift_and_are_kept_as_plain_text(made):
    """The file gets what people read."""
    write(made, "<p>R&amp;D</p>", "<p>Ask <i>them</i></p>")
    held = made.run("drift", "--json", code=2).json["held"][0]["units"]
    assert [unit["path"] for unit in held] == ["steps.plain", "steps.marked"]
    made.run("drift", "--keep", ADDRESS, code=0)
    text = (made.folder / "blueprints/portal.yaml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["workflows"]["handover"]["steps"]
    assert [step["task"]["body"] for step in steps[:2]] == ["R&D", "<p>Ask <i>them</i></p>"]
    made.run("plan", "--exit-code", code=0)


def test_pull_gives_back_what_people_wrote(made):
    """Bodies as plain text where they are, and the owner's property, which is declared with it."""
    (made.folder / "blueprints/portal.yaml").write_text("revops: 1\n", encoding="utf-8")
    for ledger in (made.folder / ".revops/ledger").iterdir():
        ledger.unlink()
    made.run("pull", "--kind", "workflow", code=0)
    pulled = made.folder / "blueprints/pulled"
    (flow,) = yaml.safe_load((pulled / "workflows.yaml").read_text(encoding="utf-8"))["workflows"].values()
    first, second, mail, _ = flow["steps"]
    assert first["task"]["body"] == "R&D <5 days\nAsk <name>"
    assert first["task"]["owner"] == "deals.hubspot_owner_id"
    assert second["task"]["body"] == "<p>Ask <b>them</b></p>"
    assert mail["notify"]["body"] == "One\nTwo"
    declared = yaml.safe_load((pulled / "deals.yaml").read_text(encoding="utf-8"))["properties"]["deals"]
    assert declared == {"hubspot_owner_id": {"existing": "enumeration"}}
    made.run("plan", "--exit-code", code=0)


def test_somebody_without_a_role_is_still_nobody_a_blueprint_can_name(made):
    """A task that somebody gave to a colleague in HubSpot is held, and kept only once there is a role."""
    path, email = made.folder / "revops.yaml", "support-desk@example.com"
    mapped = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in mapped if email not in line), encoding="utf-8")
    (stranger,) = (row for row in made.tables()["owners"].values() if row["email"] == email)
    value = {"type": "STATIC_VALUE", "staticValue": str(stranger["id"])}

    def edit(flow):
        flow["actions"][0]["fields"]["owner_assignment"]["value"] = value

    Person(made.emulator).flow(edit)
    ran = made.run("drift", "--keep", ADDRESS, code=4)
    assert "somebody who has no role" in ran.err
