"""What a token, its scopes, the portal's betas and tiers do not allow: told first, and all else goes on."""

from __future__ import annotations

import pytest

from revops.emulator import DEFAULT_PORTAL_ID, Traits
from revops.emulator.faults import fault_of
from revops.emulator.scopes import ALL
from sections import ENGAGEMENT, STEP_MAILS

TOKEN = "pat-data"
APP = "pat-automation"
DATA_MODEL = """
revops: 1
groups:
  deals: {bant: {label: BANT}}
properties:
  deals:
    bant_budget: {label: Budget, type: number, fieldType: number, groupName: bant}
    amount: {existing: number}
lifecycle:
  marketingqualifiedlead: {label: MQL}
"""
BLUEPRINT = f"{DATA_MODEL}{ENGAGEMENT}{STEP_MAILS}"
"""One of each that a token, a beta or a tier may keep away; the packs where the whole of them matters."""
IDENTITY = {"GET /account-info/2026-09/details", "POST /oauth/v2/private-apps/get/access-token-info"}


@pytest.fixture
def make_client(make_project):
    """Makes projects whose default target is a portal behind a token with these traits."""

    def make(*, entry=None, blueprint=BLUEPRINT, **traits):
        project = make_project(token=TOKEN, blueprint=blueprint, **traits)
        project.pin(**(entry or {}))
        project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
        return project

    return make


def by_action(plan, action):
    """Reason by address of the changes that have this action."""
    return {c["address"]: c["reason"] for c in plan["changes"] if c["action"] == action}


def written_of_deals(make_project):
    """Addresses of the object type's own model that a token with all scopes would write; a score is not."""
    plan = make_project("whole").plan("--publish", "*")
    writing = {c["address"] for c in plan["changes"] if c["action"] in ("create", "update")}
    return {address for address in writing if address.split(".")[0] in MODEL and ".deals." in address}


MODEL = {"group", "property", "pipeline", "validation"}


def statuses(run):
    return {outcome["status"] for outcome in run["outcomes"]}


def test_without_a_scope_everything_else_goes_on(make_client, make_project):
    """No `crm.schemas.deals.write`: all of deals is blocked and named, the rest is applied."""
    project = make_client(scopes=ALL - {"crm.schemas.deals.write"}, blueprint="")

    plan = project.plan(*project.consents)
    written_by_planning = project.requests(writes=True)
    project.forget()
    run = project.apply(code=4)

    blocked = by_action(plan, "blocked")
    writing = {c["address"] for c in plan["changes"] if c["action"] in ("create", "update")}
    assert written_by_planning == []
    assert blocked.keys() == written_of_deals(make_project)
    assert len(blocked) > 25
    assert all("crm.schemas.deals.write" in reason for reason in blocked.values())
    assert not any(".deals." in address for address in writing)
    assert statuses(run) == {"done"}
    assert not [line for line in project.requests(writes=True) if "/deals" in line]
    assert len(project.requests(writes=True)) == plan["summary"]["writes"] == run["summary"]["writes"]


def test_without_a_scope_that_nobody_tells_the_plan_knows_by_asking(make_client, make_project):
    """Where token info fails, a write that cannot succeed is tried, before anything is written for real."""
    project = make_client(scopes=ALL - {"crm.schemas.deals.write"}, blueprint="")
    info = {"method": "POST", "path": "/oauth/v2/private-apps/get/access-token-info"}
    project.emulator.faults.add(fault_of({**info, "status": 404, "count": 100}))

    plan = project.plan(*project.consents)
    run = project.apply(code=4)

    told = {address for address in written_of_deals(make_project) if not address.startswith("validation.")}
    assert by_action(plan, "blocked").keys() == told
    assert statuses(run) == {"done"}


def test_with_the_scope_added_the_next_run_completes(make_client):
    """Nothing that was blocked is remembered against the token."""
    project = make_client(scopes=ALL - {"crm.schemas.deals.write", "crm.schemas.contacts.write"})
    project.apply(code=4)

    project.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, Traits())
    project.apply()

    assert project.plan()["summary"]["empty"]


def test_lifecycle_stages_need_the_scope_of_contacts(make_client):
    """They are a pipeline of contacts (dossier C1), so they are blocked before anything is tried."""
    project = make_client(scopes=ALL - {"crm.schemas.contacts.write"})

    blocked = by_action(project.plan(), "blocked")
    project.apply(code=4)

    assert "crm.schemas.contacts.write" in blocked["lifecycle.contacts"]
    assert not [line for line in project.requests() if line.startswith("PATCH") and "lifecycle" in line]


def test_what_cannot_be_read_is_not_made(make_client):
    """A token without any scope on deals: nothing of deals is absent, it is not known."""
    project = make_client(scopes=frozenset(scope for scope in ALL if ".deals." not in scope))

    plan = project.plan()
    project.apply(code=4)

    blocked = by_action(plan, "blocked")
    assert "may not read" in blocked["property.deals.bant_budget"]
    assert "may not read" in blocked["property.deals.amount"]
    assert not [c for c in plan["changes"] if ".deals." in c["address"] and c["action"] != "blocked"]
    assert not [line for line in project.requests() if "/deals" in line]


def test_a_service_key_does_not_reach_workflows(make_client):
    """The workflow is blocked with the missing scope; properties, pipelines and the score go on."""
    project = make_client(service_key=True)

    plan = project.plan(*project.consents)
    run = project.apply(code=4)

    assert by_action(plan, "blocked").keys() == {"workflow.step_mails"}
    assert "automation" in by_action(plan, "blocked")["workflow.step_mails"]
    assert statuses(run) == {"done"}
    assert [score["draft"]["scoreStatus"] for score in project.tables()["scores"].values()] == ["published"]
    assert "flows" not in project.tables()


def test_a_service_key_whose_scopes_nobody_tells(make_client):
    """Where token info fails, only HubSpot shows what the key reaches; then the way out is told."""
    project = make_client(service_key=True)
    info = {"method": "POST", "path": "/oauth/v2/private-apps/get/access-token-info"}
    project.emulator.faults.add(fault_of({**info, "status": 404, "count": 100}))

    run = project.apply(code=5)

    (failed,) = [outcome for outcome in run["outcomes"] if outcome["status"] != "done"]
    assert (failed["address"], failed["phase"]) == ("workflow.step_mails", "enable")
    assert "HUBSPOT_AUTOMATION_TOKEN" in failed["findings"][0]["hint"]
    assert [flow["isEnabled"] for flow in project.tables()["flows"].values()] == [False]


def test_an_app_beside_the_service_key_completes(make_client):
    """Credentials by surface: the key for the data model, the app's token for workflows alone."""
    project = make_client(service_key=True)
    project.emulator.add_portal(DEFAULT_PORTAL_ID, APP, Traits(scopes=frozenset({"automation"})))
    project.environment["HUBSPOT_AUTOMATION_TOKEN"] = APP

    project.apply()

    assert [flow["isEnabled"] for flow in project.tables()["flows"].values()] == [True]
    assert project.plan()["summary"]["empty"]


def test_a_portal_without_betas(make_client):
    """Scores are blocked with the way out and no error; workflows go through v4 (dossier F1)."""
    project = make_client(betas=False)

    asked = project.run("plan", "--json", *project.consents, code=0).json
    shown = project.run("plan").out
    run = project.apply(code=4)

    (finding,) = [f for f in asked["findings"] if f["code"] == "RV518"]
    assert by_action(asked, "blocked").keys() == {"score.contacts.engagement"}
    assert "beta" in by_action(asked, "blocked")["score.contacts.engagement"]
    assert finding["severity"] == "warning"
    assert finding["hint"] in shown
    assert statuses(run) == {"done"}
    assert [flow["isEnabled"] for flow in project.tables()["flows"].values()] == [True]
    assert "PUT /automation/v4/flows/" in "\n".join(project.requests(writes=True))


def test_a_beta_that_comes_later_is_used(make_client):
    """With the beta switched on the next run makes the score."""
    project = make_client(betas=False)
    project.apply(code=4)

    project.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, Traits())
    project.apply()

    assert project.plan()["summary"]["empty"]
    assert len(project.tables()["scores"]) == 1


def test_a_tier_that_the_target_declares(make_client):
    """Starter has neither scores nor workflows; HubSpot is not asked for what it would refuse."""
    hubs = {"marketing": "starter", "sales": "starter"}
    project = make_client(tier="starter", entry={"hubs": hubs})

    plan = project.plan()
    project.apply(code=4)

    blocked = by_action(plan, "blocked")
    assert blocked == {
        "score.contacts.engagement": "lead scores need Marketing Hub Professional or Sales Hub Professional, "
        "which the target does not declare",
        "workflow.step_mails": "workflows need a Professional subscription, "
        "which the target does not declare",
    }
    (told,) = [finding for finding in plan["findings"] if finding["code"] == "RV790"]
    assert "lead scores" in told["summary"]
    assert "workflows" in told["summary"]
    assert "`hubs: {marketing: professional, sales: starter}`" in told["hint"]
    assert not [line for line in project.requests() if "/lead-scoring/" in line or "/automation/" in line]


@pytest.mark.parametrize("command", ["plan", "drift", "apply --yes", "checklist"])
def test_a_wrong_portal_is_refused_first(make_client, command):
    """Both ids are named, nothing but the identity was asked, no ledger is made."""
    project = make_client(entry={"portal": 4711})

    ran = project.run(*command.split(), code=4)

    told = " ".join(ran.err.split())
    assert "RV454" in told
    assert "4711" in told
    assert str(DEFAULT_PORTAL_ID) in told
    assert set(project.requests()) == IDENTITY
    assert not (project.folder / ".revops" / "ledger").exists()


def test_an_automation_token_of_another_portal_is_refused(make_client):
    """Every credential must belong to the pinned portal (design.md, rule 7)."""
    project = make_client()
    project.emulator.add_portal(4711, APP)
    project.environment["HUBSPOT_AUTOMATION_TOKEN"] = APP

    ran = project.run("apply", "--yes", "--json", code=4)

    assert "the automation token belongs to portal 4711" in ran.json["findings"][0]["summary"]
    assert set(project.requests()) == IDENTITY


@pytest.mark.parametrize("command", ["plan", "drift", "apply --yes", "checklist"])
def test_without_a_token_nothing_is_asked(make_client, command):
    """The variable and the way out are named."""
    project = make_client()
    del project.environment["HUBSPOT_ACCESS_TOKEN"]

    ran = project.run(*command.split(), code=4)

    assert "HUBSPOT_ACCESS_TOKEN is not set" in ran.err
    assert "--target emulator" in ran.err
    assert project.requests() == []


def test_the_token_may_stand_in_the_env_file(make_client):
    """`.env` of the project serves as well as the environment."""
    project = make_client()
    del project.environment["HUBSPOT_ACCESS_TOKEN"]
    (project.folder / ".env").write_text(f"HUBSPOT_ACCESS_TOKEN={TOKEN}\n", encoding="utf-8")

    project.apply()

    assert project.plan()["summary"]["empty"]


def test_a_token_that_hubspot_does_not_accept(make_client):
    """A 401 is a refusal, and the token itself is in no output."""
    project = make_client()
    project.environment["HUBSPOT_ACCESS_TOKEN"] = "pat-revoked-and-secret"

    ran = project.run("--debug", "plan", "--json", code=4)

    assert ran.json["findings"][0]["code"] == "RV502"
    assert "revoked-and-secret" not in ran.out + ran.err
    assert set(project.requests()) == IDENTITY


def test_a_standard_account_is_protected(make_client):
    """--yes alone is refused and sends nothing; the digest of a plan that was looked at is enough."""
    project = make_client(account_type="STANDARD")

    refused = project.run("apply", "--yes", "--target", "client", code=4)
    written = project.requests(writes=True)
    plan = project.plan("--target", "client")
    digest = plan["digest"]
    project.run("apply", "--target", "client", "--approve", digest, code=4)

    assert digest in refused.err
    assert written == []
    assert len(project.requests(writes=True)) == plan["summary"]["writes"] > 3


def test_text_on_stderr_is_not_cut(make_client):
    """What to type next stays on one line where stderr is no terminal."""
    project = make_client()
    del project.environment["HUBSPOT_ACCESS_TOKEN"]

    lines = project.run("plan").err.splitlines()

    assert any(line.endswith("or use `--target emulator`") for line in lines)


def test_what_is_blocked_is_told_once(make_client):
    """On the terminal a blocked resource is a row with its reason, not a row and a warning."""
    project = make_client(scopes=ALL - {"crm.schemas.deals.write"})

    shown = project.run("plan").out

    assert shown.count("group.deals.bant") == 1
    assert "RV402" not in shown
