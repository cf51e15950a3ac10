"""All packs where a scope, betas or a hub are missing: what can be is made, the rest is listed with why."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass

import pytest
from random_edits import ids, named

from revops.emulator.scopes import ALL

TOKEN = "pat-data"
CLIENT = """\
revops: 1
teams:
  field_sales: {name: {ja: フィールド営業, en: Field sales}, members: {extra: [sales_rep]}}
pipelineRules:
  deals: {renewal: {noSkipping: true}}
stagePermissions:
  deals: {renewal: {stages: {renewed: everyone}}}
"""
"""Betas that the packs do not use."""
OUT_OF_BETA = {
    "team.field_sales",
    "pipeline_rules.deals.renewal",
    "stage_permissions.deals.renewal",
}
BY_HAND = "app.hubspot.com"
"""A part of every link that leads to clicks."""


@dataclass(frozen=True)
class Outcome:
    """What a portal came to: applied until a run wrote nothing more."""

    project: object
    runs: int
    made: dict
    plan: dict

    @property
    def reasons(self):
        """Reason by address of everything that the plan does not get done, the checklist aside."""
        left = [c for c in self.plan["changes"] if not c["address"].startswith("checklist.")]
        return {c["address"]: c["reason"] for c in left}

    def actions(self):
        return {change["address"]: change["action"] for change in self.plan["changes"]}


@pytest.fixture(scope="module")
def everything(share_project):
    """Address -> id, where nothing is missing."""
    return _applied(share_project()).made


@pytest.fixture(scope="module")
def limited(share_project):
    """Makes portals that lack something, each behind a token that tells its scopes."""

    def make(*, hubs=None, **traits):
        project = share_project(token=TOKEN, **traits)
        project.pin(**({"hubs": hubs} if hubs else {}))
        project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
        return _applied(project)

    return make


@pytest.fixture(scope="module")
def without_workflows(limited):
    return limited(scopes=ALL - {"automation"})


@pytest.fixture(scope="module")
def without_betas(limited):
    return limited(betas=False)


@pytest.fixture(scope="module")
def starter_and_professional(limited):
    """A portal that has what the target declares, hub by hub."""
    hubs = {"marketing": "starter", "sales": "professional"}
    return limited(tier="marketing=starter,sales=professional", hubs=hubs)


def _applied(project):
    (project.folder / "blueprints" / "client.yaml").write_text(CLIENT, encoding="utf-8")
    runs = 0
    for _ in range(4):
        project.forget()
        project.run("apply", "--yes", *project.consents)
        if not project.requests(writes=True):
            break
        runs += 1
    return Outcome(project, runs, ids(project.folder), project.plan(*project.consents))


def relying_on(files, properties):
    """Addresses of segments and workflows that ask about these properties, by conditions and segments."""
    names, found = set(properties), set()
    kinds = ("condition.", "segment.", "workflow.")
    asking = {address: set(_words(entry)) for address, entry in files.items() if address.startswith(kinds)}
    while new := {address for address, words in asking.items() if words & names} - found:
        found |= new
        names |= {address.partition(".")[2] for address in new}
    return {address for address in found if not address.startswith("condition.")}


def _words(value):
    """Every text in an entry but what people read."""
    if isinstance(value, dict):
        yield from (word for key, part in value.items() if key not in ("ja", "en") for word in _words(part))
    elif isinstance(value, list):
        yield from (word for part in value for word in _words(part))
    elif isinstance(value, str):
        yield value


def scores(outcome, *, standing_in):
    """Addresses of scores, with or without something that stands in for them, by what the files say."""
    files = named(outcome.project.folder)
    return {
        address
        for address, entry in files.items()
        if address.startswith("score.") and ("fallback" in entry) is standing_in
    }


def rows(project):
    """Standing and reason by address, from the list of rows."""
    told = project.run("checklist", "--rows", "--json").json["rows"]
    return {one["address"]: (one["standing"], one["why"]) for row in told for one in row["resources"]}


def test_where_nothing_is_missing_everything_is_made(everything):
    """What the others are measured by: every kind of the packs, and the client's betas."""
    kinds = {address.split(".")[0] for address in everything}

    assert {"workflow", "score", "segment", "form", "email", "campaign", "pipeline", "property"} <= kinds
    assert everything.keys() >= OUT_OF_BETA


@pytest.mark.parametrize("portal", ["without_workflows", "without_betas", "starter_and_professional"])
def test_it_comes_to_an_end(request, portal):
    """Two runs write, a third finds nothing; what is left is no error, and nothing more can be done."""
    outcome = request.getfixturevalue(portal)

    assert 1 <= outcome.runs <= 3
    assert outcome.plan["summary"]["writes"] == 0
    assert [f for f in outcome.plan["findings"] if f["severity"] == "error"] == []
    assert set(outcome.actions().values()) <= {"blocked", "waiting", "manual"}


def test_a_token_that_cannot_see_workflows(without_workflows, everything):
    """All but the workflows is made; each workflow is listed with the scope, and how a token gets it."""
    workflows = {address for address in everything if address.startswith("workflow.")}
    outcome = without_workflows

    assert len(workflows) > 25
    assert outcome.made.keys() == everything.keys() - workflows
    assert "flows" not in outcome.project.tables()
    assert outcome.reasons.keys() >= workflows
    assert {address for address, why in outcome.reasons.items() if "lacks automation" in why} == workflows
    assert all("HUBSPOT_AUTOMATION_TOKEN" in outcome.reasons[address] for address in workflows)


def test_a_portal_without_betas(without_betas, everything):
    """Two scores become calculated properties; the third and what relies on it are left, as are teams."""
    outcome = without_betas
    stood_in, left = scores(outcome, standing_in=True), scores(outcome, standing_in=False)
    stand_ins = {address.replace("score.", "property.") for address in stood_in}
    waiting = relying_on(named_with_conditions(outcome.project), {a.partition(".")[2] for a in left})

    assert len(waiting) >= 4
    assert outcome.made.keys() - stand_ins == everything.keys() - OUT_OF_BETA - stood_in - left - waiting
    assert stand_ins <= outcome.made.keys()
    assert outcome.reasons.keys() == OUT_OF_BETA | left | waiting
    assert "scores" not in outcome.project.tables()


def named_with_conditions(project):
    """The entries of all files, and their conditions under `condition.NAME`."""
    return named(project.folder, conditions=True)


def test_without_betas_everything_left_says_why(without_betas):
    """The score names the beta; who waits names whom for; teams and rules come with the clicks."""
    outcome, reasons = without_betas, without_betas.reasons
    left = scores(outcome, standing_in=False)
    waiting = {address: why for address, why in reasons.items() if why.startswith("waits for")}

    assert all("beta" in reasons[address] for address in left)
    assert all(any(other in why for other in reasons) for why in waiting.values())
    assert reasons.keys() == left | waiting.keys() | OUT_OF_BETA
    assert all(BY_HAND in reasons[address] for address in OUT_OF_BETA)
    assert all(reasons[address].rstrip().endswith("> Save") for address in OUT_OF_BETA)


def test_without_betas_the_plan_says_what_a_stand_in_loses(without_betas):
    """One finding for each score that something stands in for, and one for the beta with the way out."""
    findings = without_betas.plan["findings"]
    losses = {f["address"] for f in findings if f["code"] == "RV884"}
    (beta,) = [f for f in findings if f["code"] == "RV518"]

    assert losses == scores(without_betas, standing_in=True)
    assert "beta" in beta["summary"] + beta["hint"]
    calculated = without_betas.project.tables()["properties:contacts"]["fit"]
    assert calculated["calculationFormula"]


def test_without_betas_workflows_go_through_v4(without_betas, everything):
    """Every workflow that is made is switched on (dossier F1: v4 serves portals without the beta)."""
    flows = without_betas.project.tables()["flows"]
    made = {address for address in without_betas.made if address.startswith("workflow.")}

    assert len(flows) == len(made) > 25
    assert all(flow["isEnabled"] for flow in flows.values())


ONBOARDING = "pipeline.tickets.onboarding"
"""A second pipeline of tickets, for which an account without Service Hub has no room."""
ONBOARDED = {"workflow.onboarding_ticket", "workflow.onboarding_notice", "workflow.customer_survey"}
"""What names its stages."""


def test_marketing_starter_with_sales_professional(starter_and_professional, everything):
    """Only campaigns need Marketing Professional; scores and workflows come with Sales Professional."""
    outcome = starter_and_professional
    campaigns = {address for address in everything if address.startswith("campaign.")}
    tables = outcome.project.tables()

    assert campaigns
    assert outcome.made.keys() == everything.keys() - campaigns - {ONBOARDING, *ONBOARDED}
    assert {why for a, why in outcome.reasons.items() if a in campaigns} == {
        "campaigns need Marketing Hub Professional, which the target does not declare"
    }
    assert [score["draft"]["scoreStatus"] for score in tables["scores"].values()] == ["published"] * 3
    assert all(flow["isEnabled"] for flow in tables["flows"].values())
    assert "campaigns" not in tables


def test_mails_that_cannot_be_published_are_drafts_with_clicks(starter_and_professional, everything):
    """Each e-mail says why it is not published and how a person does it; a task stands in for it."""
    outcome = starter_and_professional
    made = {address for address in everything if address.startswith("email.")}
    emails = made - {"email.customer_survey", "email.lost_survey", "email.nps_survey"}
    drafts = {outcome.made[address] for address in made}
    tables = outcome.project.tables()

    assert emails
    assert all("need Marketing Hub Enterprise or the add-on" in outcome.reasons[a] for a in emails)
    assert all(BY_HAND in outcome.reasons[address] for address in emails)
    assert not any(tables["emails"][email_id]["isPublished"] for email_id in drafts)
    assert not [sent for sent in drafts if f'"content_id": "{sent}"' in json.dumps(tables["flows"])]
    campaigns = {address for address in everything if address.startswith("campaign.")}
    assert outcome.reasons.keys() == emails | campaigns | {ONBOARDING, *ONBOARDED}


def test_what_names_a_stage_of_a_pipeline_without_room_waits(starter_and_professional):
    """Nobody sends the create that HubSpot would refuse, and nothing writes a stage that is not there."""
    outcome = starter_and_professional
    flows = json.dumps(outcome.project.tables()["flows"])

    assert "1 pipeline of tickets, and 1 is there" in outcome.reasons[ONBOARDING]
    assert {outcome.reasons[address] for address in ONBOARDED} == {f"waits for {ONBOARDING}"}
    assert "kickoff" not in flows
    assert "lifecyclestage" in flows


def test_the_declared_hubs_are_named_with_the_way_out(starter_and_professional):
    """One finding says what is missing and what to write if the portal has it; nobody asks for campaigns."""
    outcome = starter_and_professional
    (told,) = [finding for finding in outcome.plan["findings"] if finding["code"] == "RV790"]
    outcome.project.forget()
    outcome.project.plan()

    assert "marketing: starter, sales: professional" in told["summary"]
    assert "campaigns need Marketing Hub Professional" in told["summary"]
    assert "publications of e-mails need Marketing Hub Enterprise or the add-on" in told["summary"]
    assert "`hubs: {marketing: professional, sales: professional}`" in told["hint"]
    assert "`add_ons: [transactional_email]`" in told["hint"]
    assert not [line for line in outcome.project.requests() if "/campaigns/" in line or "/publish" in line]


def test_what_people_do_with_a_missing_hub_can_be_left_out(starter_and_professional):
    """One finding for each subscription; the line takes the items off the list, and the finding with it."""
    plan = starter_and_professional.plan
    told = {f["summary"].partition(", which")[0]: f for f in plan["findings"] if f["code"] == "RV940"}
    (service,) = [finding for words, finding in told.items() if "Service Hub Professional" in words]
    listed = service["hint"].partition("`without: [")[2].partition("]`")[0].split(", ")

    assert {words.partition(" need")[2].partition(" ")[2] for words in told} == {
        "Service Hub Professional",
        "Marketing Hub Professional",
        "an Enterprise subscription",
    }
    assert {"checklist.nps_survey", "checklist.support_chatbot"} <= set(listed)
    assert "service: professional}`" in service["hint"]


@pytest.mark.parametrize("portal", ["without_workflows", "without_betas", "starter_and_professional"])
def test_the_list_of_rows_says_the_same(request, portal, everything):
    """What is made is applied; the rest is waiting, beyond the subscription or by hand, with a reason."""
    outcome = request.getfixturevalue(portal)
    told = rows(outcome.project)
    ours = {address for address in told if address in everything}
    left = ours - outcome.made.keys() | ours & outcome.reasons.keys()

    assert len(ours) > 60
    assert {address for address in ours if told[address][0] != "applied"} == left
    assert [address for address in left if not told[address][1]] == []
    assert {told[address][0] for address in left} <= {"waiting", "needs an upgrade", "by hand (open)"}


def test_rows_beyond_the_hubs_need_an_upgrade(starter_and_professional):
    """The row of campaigns names hub and tier, and so does the head of the list."""
    document = starter_and_professional.project.run("checklist", "--rows", "--json").json
    campaigns = [row for row in document["rows"] if row["resources"][0]["address"].startswith("campaign.")]

    assert document["hubs"] == {"marketing": "starter", "sales": "professional"}
    assert {(row["standing"], row["why"]) for row in campaigns} == {
        ("needs an upgrade", "Marketing Hub Professional")
    }


@pytest.mark.parametrize("portal", ["without_betas", "starter_and_professional"])
def test_the_checklist_has_the_clicks(request, portal):
    """What the API does not do here stands beside the checklist's items, as something to do by hand."""
    outcome = request.getfixturevalue(portal)
    by_hand = json.dumps(outcome.project.run("checklist", "--json").json["by_hand"], ensure_ascii=False)
    manual = {a for a, action in outcome.actions().items() if action == "manual" and a in outcome.reasons}

    assert [address for address in manual if address not in by_hand] == []
    assert not manual or BY_HAND in by_hand


def test_a_hub_that_comes_later_is_used(starter_and_professional, everything, tmp_path):
    """With Marketing Enterprise, e-mails are published; workflows that are on are agreed to by address.

    Nobody can count who is in them, so no pattern agrees to what they send from then on (rule 9).
    """
    old = starter_and_professional.project
    folder = shutil.copytree(old.folder, tmp_path / "later")
    path = folder / "revops.yaml"
    path.write_text(
        path.read_text("utf-8").replace('"marketing": "starter"', '"marketing": "enterprise"'), "utf-8"
    )
    project = type(old)(folder, token=TOKEN)
    project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
    try:
        project.run("apply", "--yes", *project.consents)
        left = {c["address"] for c in project.plan()["changes"] if c["consent"] == "enable"}
        project.run("apply", "--yes", *(word for address in sorted(left) for word in ("--enable", address)))
        assert ids(folder).keys() == everything.keys()
        assert project.plan()["summary"]["empty"]
    finally:
        project.close()
