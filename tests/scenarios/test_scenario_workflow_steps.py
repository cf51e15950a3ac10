"""Steps that reach beyond the enrolled record: applied, read back, pulled, kept; or their `else`."""

from __future__ import annotations

import shutil

import pytest
import small_project
import yaml

from revops.emulator import DEFAULT_TOKEN, Traits
from revops.emulator.scopes import ALL
from revops.emulator.surfaces.sequences import add_sequence
from revops.emulator.surfaces.subscriptions import add_subscription
from revops.model.change import Action
from revops.model.context import Role
from revops.model.spec import Phase

PROPERTIES = """\
revops: 1
properties:
  contacts:
    jobtitle: {existing: string}
    hubspot_owner_id: {existing: enumeration}
    visits: {label: Visits, type: number, fieldType: number, groupName: contactinformation}
  companies:
    domain: {existing: string}
    industry_note: {label: Note, type: string, fieldType: text, groupName: companyinformation}
    seen: {label: Seen, type: datetime, fieldType: date, groupName: companyinformation}
    counted: {label: Counted, type: number, fieldType: number, groupName: companyinformation}
  deals:
    dealname: {existing: string}
    dealstage: {existing: enumeration}
    hubspot_owner_id: {existing: enumeration}
associations:
  contacts: {companies: {adviser: {label: Adviser, inverseLabel: Advised by}}}
"""
STEPS = """\
workflows:
  wide:
    object: contacts
    name: Wide
    enrol: {manual: true}
    enabled: true
    steps:
      - {id: emptied, clear: contacts.jobtitle}
      - {id: noted, set: {companies.industry_note: hot}, of: companies}
      - {id: own, copy: {from: contacts.jobtitle, to: companies.industry_note}, of: companies, label: primary}
      - {id: advised, stamp: companies.seen, of: companies, label: adviser}
      - {id: counted, increment: {companies.counted: 1}, of: companies}
      - {id: wiped, clear: companies.industry_note, of: companies}
      - id: deal
        create:
          object: deals
          properties:
            deals.dealname: {ja: 商談, en: A deal}
            deals.dealstage: appointmentscheduled
            deals.hubspot_owner_id: {from: contacts.hubspot_owner_id}
      - {id: alone, create: {object: deals, properties: {deals.dealname: Alone}, associate: false}}
      - {id: joined, associate: {to: companies, match: {from: contacts.jobtitle, to: companies.domain}}}
      - {id: written, note: {ja: メモ, en: A note}}
      - {id: opted, subscribe: {name: Newsletter, basis: CONSENT_WITH_NOTICE, explanation: {ja: 可, en: Yes}}}
      - {id: ended, unsubscribe: {name: Newsletter, basis: NON_GDPR, explanation: Done}}
      - id: told
        slack: {channel: "#sales", message: {ja: 来た, en: Here}}
        else: {in_app: {roles: ops, subject: Here, body: Here}}
      - id: followed
        sequence: {name: Follow up, sender: ops}
        else: {task: {subject: Follow up, role: ops}}
      - {id: by_owner, sequence: {name: Follow up, contact_time_zone: true}, else: {task: {subject: Again}}}
"""
OPS = "ma-operator@example.com"


def project(text=PROPERTIES + STEPS, *, slack=True, sequence=True, **traits):
    variants = frozenset({"slack-connected"} if slack else ())
    made = small_project.Project(text, roles={"ops": Role(OPS)}, traits=Traits(variants=variants, **traits))
    made.emulator.within(lambda portal: add_subscription(portal, "Newsletter"))
    if sequence:
        made.emulator.within(lambda portal: add_sequence(portal, "Follow up", user_of(portal), ["Call"]))
    return made


def user_of(portal):
    return next(key for key, user in portal.table("users").items() if user["email"] == OPS)


def flow_of(made, name="Wide"):
    tables = made.emulator.state()[str(made.emulator.portal_id)]["tables"]
    return next(flow for flow in tables["flows"].values() if flow["name"] == name)


def settled(made):
    """Nothing left to do, and nothing found that differs."""
    plan = made.plan()
    assert plan.is_empty, [(str(change.address), change.reason, change.units) for change in plan.changes]
    assert plan.undecided == ()


def types_of(made):
    return [action["actionTypeId"] for action in flow_of(made)["actions"]]


def test_every_step_goes_round():
    """All of them are made and switched on under HubSpot's rules, and read as they were written."""
    made = project()
    run = made.apply()
    assert run.complete, [outcome.findings for outcome in run.outcomes if outcome.findings]
    settled(made)
    assert types_of(made)[-3:] == ["1-179507819", "0-46510720", "0-46510720"]


def test_without_slack_and_sequences_the_else_is_done():
    """The choice is made when planning, and stays while the portal has neither."""
    made = project(slack=False, sequence=False)
    run = made.apply()
    assert run.complete, [outcome.findings for outcome in run.outcomes if outcome.findings]
    settled(made)
    assert types_of(made)[-3:] == ["0-9", "0-3", "0-3"]


def test_slack_takes_the_place_of_its_else():
    """Once the portal has Slack the plan shows one changed step, and asks: the workflow is on."""
    made = project(slack=False)
    assert made.apply().complete
    connected = Traits(variants=frozenset({"slack-connected"}))
    made.emulator.add_portal(made.emulator.portal_id, DEFAULT_TOKEN, connected)
    (change,) = made.plan().changes
    assert change.phase is Phase.ENABLE
    (unit,) = change.units
    assert (unit.path, unit.after) == ("steps.told", {"slack": {"channel": "#sales", "message": "Here"}})
    assert made.apply().complete
    settled(made)
    (action,) = [one for one in flow_of(made)["actions"] if one["actionTypeId"] == "1-179507819"]
    assert action["fields"] == {"channel": "#sales", "message": "Here"}


WAITING = [
    ('slack: {channel: "#sales", message: Hi}', "Slack app is not connected"),
    ("sequence: {name: Follow up, sender: ops}", "no user behind the target's roles has a sequence"),
]


@pytest.mark.parametrize(("step", "why"), WAITING)
def test_without_an_else_the_workflow_waits(step, why):
    """No step is left out: the whole workflow waits, and the reason is told."""
    text = PROPERTIES + STEPS.split("      - {id: emptied", maxsplit=1)[0] + f"      - {{id: one, {step}}}\n"
    made = project(text, slack=False, sequence=False)
    (waiting,) = [change for change in made.plan().changes if change.action is Action.WAITING]
    assert why in waiting.reason


def test_a_sender_must_be_one_user():
    """A role that is a team in the target waits, as it does for a task."""
    text = PROPERTIES + STEPS.split("      - {id: emptied", maxsplit=1)[0]
    made = project(text + "      - {id: one, sequence: {name: Follow up, sender: sales}}\n")
    made.roles = {"ops": Role(OPS), "sales": Role(team="Sales")}
    (waiting,) = [change for change in made.plan().changes if change.action is Action.WAITING]
    assert "this needs one user" in waiting.reason


def test_without_sales_hub_the_else_of_a_sequence_is_done():
    """A refusal says that the portal has no sequences (dossier I)."""
    made = project(slack=False, scopes=ALL - {"automation.sequences.read"})
    run = made.apply()
    assert run.complete, [outcome.findings for outcome in run.outcomes if outcome.findings]
    settled(made)
    assert types_of(made)[-2:] == ["0-3", "0-3"]


def client(make_project):
    """A project of the command line with all the steps applied, where the portal has Slack and a sequence."""
    text = (PROPERTIES + STEPS).replace("roles: ops", "roles: ma_operator").replace(" ops", " ma_operator")
    made = make_project(blueprint=text, locale="en", packs=("core",), variants=("slack-connected",))
    made.emulator.within(lambda portal: add_subscription(portal, "Newsletter"))
    made.emulator.within(lambda portal: add_sequence(portal, "Follow up", user_of(portal), ["Call"]))
    made.apply()
    return made


def steps_of(made):
    """The steps as the files have them, by id."""
    told = [yaml.safe_load(path.read_text("utf-8")) for path in (made.folder / "blueprints").rglob("*.yaml")]
    flows = {name: flow for document in told for name, flow in (document.get("workflows") or {}).items()}
    return {step["id"]: step for step in flows["wide"]["steps"]}


def test_steps_are_pulled(make_project):
    """`pull` writes them as a person would, and nothing of them is left to plan."""
    made = client(make_project)
    for folder in ("blueprints", ".revops/ledger"):
        shutil.rmtree(made.folder / folder, ignore_errors=True)
    (made.folder / "blueprints").mkdir()
    (made.folder / "blueprints" / "main.yaml").write_text(PROPERTIES, encoding="utf-8")
    made.run("pull", code=0)
    told = [{word: part for word, part in step.items() if word != "id"} for step in steps_of(made).values()]
    assert {"stamp": "companies.seen", "of": "companies", "label": "adviser"} in told
    assert {"slack": {"channel": "#sales", "message": "Here"}} in told
    sender = {"name": "Follow up", "sender": "contact_owner", "contact_time_zone": True}
    assert {"sequence": sender} in told
    assert not [change for change in made.plan()["changes"] if change["address"] == "workflow.wide"]


def test_edits_are_held_and_kept(make_project):
    """What somebody changes in HubSpot is that one step, and `--keep` writes it into the file."""
    made = client(make_project)
    flow = next(flow for flow in made.tables()["flows"].values() if flow["name"] == "Wide")
    note, wiped = (next(one for one in flow["actions"] if is_it(one)) for is_it in (is_note, is_wiped))
    note["fields"]["note_body"] = "Another"
    del wiped["fields"]["association"]
    wiped["fields"]["property_name"] = "jobtitle"
    edit(made, flow)
    held = [change for change in made.plan()["changes"] if change["action"] == "hold"]
    assert [sorted(unit["path"] for unit in change["units"]) for change in held] == [
        ["steps.wiped", "steps.written"]
    ]
    made.run("drift", "--keep", "workflow.wide", code=0)
    steps = steps_of(made)
    assert steps["written"] == {"id": "written", "note": {"ja": "メモ", "en": "Another"}}
    assert steps["wiped"] == {"id": "wiped", "clear": "contacts.jobtitle"}
    assert made.plan()["summary"]["empty"]


def is_note(action):
    return action.get("actionTypeId") == "0-169425243"


def is_wiped(action):
    fields = action.get("fields", {})
    return fields.get("property_name") == "industry_note" and fields["value"].get("staticValue") == ""


def edit(made, flow):
    """A person saves the flow in HubSpot's editor."""
    dropped = {"id", "createdAt", "updatedAt", "dataSources", "flowType", "objectTypeId"}
    dropped |= {"nextAvailableActionId", "crmObjectCreationStatus"}
    body = {name: part for name, part in flow.items() if name not in dropped}
    made.emulator.edit("PUT", f"/automation/v4/flows/{flow['id']}", body)
