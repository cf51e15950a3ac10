"""`revops promote`: one blueprint, a sandbox and production."""

from __future__ import annotations

import json

import pytest
from client_project import BLUEPRINT, PROPERTY

from revops.emulator import DEFAULT_TOKEN, Traits

SANDBOX, TOKEN = 90000055, "pat-emulator-90000055"
EDITOR = "pipeline-manager@example.com"
"""Who edits at the screen of the emulator, as its owners name them."""
ITEM = """\
checklist:
  tracking: {title: Install the tracking code, steps: [Do it]}
"""
CONSENTS = ("--create", "*", "--publish", "*", "--enable", "*")


TIERS = {"marketing": "enterprise", "sales": "enterprise"}


@pytest.fixture
def client(make_project):
    """A project with two targets: `sandbox`, and `production`, which is protected; nothing is applied yet."""
    return two_targets(make_project, BLUEPRINT + ITEM, {**TIERS, "sales": "professional"})


def two_targets(make_project, blueprint, hubs):
    """A project with this blueprint; `hubs` are those of production."""
    project = make_project("client", blueprint=blueprint)
    project.emulator.add_portal(SANDBOX, TOKEN, Traits(account_type="SANDBOX"))
    target(project, "sandbox", portal=SANDBOX, credentials={"data": "SANDBOX_TOKEN"}, hubs=TIERS)
    live = {"portal": project.emulator.portal_id, "credentials": {"data": "LIVE_TOKEN"}}
    target(project, "production", **live, hubs=hubs, protected=True)
    project.environment |= {"SANDBOX_TOKEN": TOKEN, "LIVE_TOKEN": DEFAULT_TOKEN}
    return project


def target(project, name, **entry):
    """Add a target to revops.yaml."""
    path = project.folder / "revops.yaml"
    told = [f"    {field}: {json.dumps(value)}" for field, value in {"locale": "ja", **entry}.items()]
    text = path.read_text(encoding="utf-8")
    path.write_text("\n".join([text.rstrip(), "", f"  {name}:", *told, ""]), encoding="utf-8")


@pytest.fixture
def proven(client):
    """The same, with a sandbox in which all is applied and ticked."""
    client.consents = CONSENTS
    client.settle("--target", "sandbox")
    client.run("checklist", "--target", "sandbox", "--tick", "checklist.tracking", code=0)
    return client


def test_a_sandbox_with_something_to_do_is_refused(client):
    """The plan that is not empty and the open item are named; production is not even asked for its plan."""
    client.forget()

    ran = client.run("promote", "sandbox", "production", code=4)

    said = ran.out + ran.err
    assert "the plan of sandbox is not empty: " in said
    assert "property.contacts.found_us" in said
    assert "the checklist of sandbox is not done: checklist.tracking" in said
    assert client.requests(writes=True) == []


def test_an_open_item_alone_is_enough(proven):
    """A checklist that is open again stops the promotion."""
    proven.run("checklist", "--target", "sandbox", "--untick", "checklist.tracking", code=0)

    ran = proven.run("promote", "sandbox", "production", code=4)

    assert "RV976" in ran.out + ran.err
    assert "RV975" not in ran.out + ran.err


def test_what_the_sandbox_proves_is_planned_for_production(proven):
    """The plan is that of `revops plan`; before it stands what a sandbox does not show."""
    proven.forget()
    promoted = proven.run("promote", "sandbox", "production", "--json", code=0).json

    assert promoted["plan"]["changes"] == proven.plan("--target", "production")["changes"]
    assert not promoted["plan"]["summary"]["empty"]
    said = " ".join(promoted["unproven"])
    for part in ("how many records", "e-mails", "integrations", "scoring"):
        assert part in said
    assert "sales is enterprise in the sandbox, professional in production" in promoted["unproven"][-1]
    assert proven.requests(writes=True) == []


def test_consents_of_the_sandbox_do_not_count(proven):
    """What was agreed to there asks again here; what is typed for production is in the saved plan."""
    plan = proven.run("promote", "sandbox", "production", "--json", code=0).json["plan"]
    asking = {(change["address"], change["consent"]) for change in plan["changes"] if not change["approved"]}
    assert {("workflow.follow_up", "create"), ("workflow.follow_up", "enable")} <= asking
    assert not any(plan["consents"].values())

    proven.run("promote", "sandbox", "production", "--create", "workflow.*", "--out", "live.json", code=0)

    saved = json.loads((proven.folder / "live.json").read_text(encoding="utf-8"))
    assert saved["consents"]["create"] == ["workflow.*"]
    assert saved["portal"]["id"] == proven.emulator.portal_id


def test_a_difference_that_production_holds_stays_held(proven):
    """Somebody's label in production is held in the plan, and promoting and applying leaves it."""
    made = {"name": "found_us", "label": "手作り", "type": "enumeration", "fieldType": "select"}
    options = [{"label": "ウェブ", "value": "web", "displayOrder": 0, "hidden": False}]
    body = {**made, "groupName": "contactinformation", "options": options}
    assert proven.emulator.edit("POST", PROPERTY.rpartition("/")[0], body).status == 201

    plan = proven.run("promote", "sandbox", "production", "--json", "--out", "live.json", code=0).json["plan"]
    held = {
        unit["path"]: unit["before"]
        for change in plan["changes"]
        if (change["address"], change["action"]) == ("property.contacts.found_us", "hold")
        for unit in change["units"]
    }
    assert held["label"] == "手作り"
    assert [change["editor"] for change in plan["changes"] if change["action"] == "hold"] == [EDITOR]

    digest = ("--approve", plan["digest"])
    proven.run("apply", "live.json", "--target", "production", *digest, "--json", code=4)
    assert proven.emulator.edit("GET", PROPERTY).body["label"] == "手作り"
    assert proven.emulator.edit("GET", "/crm/pipelines/2026-09/deals/upsell").status == 200


def test_one_portal_is_no_sandbox_of_its_own(proven):
    """Two targets of one portal are refused."""
    target(proven, "same", portal=SANDBOX, credentials={"data": "SANDBOX_TOKEN"})

    ran = proven.run("promote", "sandbox", "same", code=4)

    assert f"sandbox and same are one portal, {SANDBOX}" in ran.out + ran.err


def test_one_name_twice_is_a_slip(client):
    """It is told before anything is read, not answered with what the sandbox has to do first."""
    told = client.run("promote", "sandbox", "sandbox", code=64).err

    assert "name two targets of revops.yaml: SANDBOX PRODUCTION" in told


def test_at_a_terminal_a_yes_hands_over_to_apply(proven):
    """A no sends nothing; after a yes `apply` asks for the portal's id, as production is protected."""
    promoting = ("promote", "sandbox", "production")
    proven.forget()
    assert "Apply to production?" in proven.run(*promoting, typed="n\n", code=0).out
    assert proven.requests(writes=True) == []

    portal = proven.emulator.portal_id
    ran = proven.run(*promoting, typed="y\nwrong\n", code=4)
    assert f"Portal {portal} is protected. Type its id" in ran.out
    assert proven.requests(writes=True) == []

    proven.run(*promoting, typed=f"y\n{portal}\n" + "n\n" * 9, code=4)
    assert proven.emulator.edit("GET", PROPERTY).status == 200
    assert proven.tables().get("flows", {}) == {}


PLAIN = """\
revops: 1
groups: {contacts: {lead: {label: Lead}}}
properties: {contacts: {tier: {label: Tier, type: string, fieldType: text, groupName: lead}}}
"""
HEADING = "What the sandbox does not show"


@pytest.mark.parametrize("hubs", [TIERS, {**TIERS, "sales": "professional"}])
def test_what_a_sandbox_does_not_show_has_a_heading_only_where_there_is_something(make_project, hubs):
    """Groups and properties are the same in any account; only another subscription is told of them."""
    project = two_targets(make_project, PLAIN, hubs)
    project.apply("--target", "sandbox")

    told = project.run("promote", "sandbox", "production", "--json", code=0).json["unproven"]
    ran = project.run("promote", "sandbox", "production", code=0)

    assert [sentence.partition(":")[0] for sentence in told] == ["the subscription"] * (hubs != TIERS)
    assert ran.out.count(HEADING) == len(told)
    assert "property.contacts.tier" in ran.out


def test_what_is_to_be_typed_about_production_names_it(make_project):
    """In the document and on the terminal: the default target is neither of the two."""
    project = two_targets(make_project, PLAIN, TIERS)
    project.apply("--target", "sandbox")
    project.run("apply", "--target", "production", typed=f"{project.emulator.portal_id}\ny\n", code=0)
    promoting = ("promote", "sandbox", "production", "--take", "property.contacts.tier")

    found = project.run(*promoting, "--json", code=0).json["plan"]["findings"]
    shown = project.run(*promoting, code=0).out

    hint = "revops drift --target production lists what is held"
    assert [one["hint"] for one in found] == [hint]
    assert hint in " ".join(shown.split())
