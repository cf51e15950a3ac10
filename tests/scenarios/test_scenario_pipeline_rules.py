"""Pipeline rules, stage permissions and teams through the command line: together, held, refused, by hand."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from small_project import Project

from revops.emulator.faults import fault_of
from revops.emulator.scopes import ALL
from revops.model.context import Role

BLUEPRINT = """\
revops: 1
teams:
  field:
    name: {ja: フィールド営業, en: Field sales}
    members: {extra: [sales_rep]}
pipelines:
  deals:
    upsell:
      label: {ja: アップセル, en: Upsell}
      stages:
        offered: {label: {ja: 提案, en: Offered}, probability: 0.6}
        won: {label: {ja: 成立, en: Won}, probability: 1}
        lost: {label: {ja: 不成立, en: Lost}, probability: 0}
pipelineRules:
  deals:
    upsell: {noBackwards: [won, lost], createIn: [offered]}
stagePermissions:
  deals:
    upsell:
      stages:
        won: {roles: [pipeline_manager], teams: [field]}
"""
RULES = "pipeline_rules.deals.upsell"
EDITORS = "stage_permissions.deals.upsell"
TEAM = "team.field"
BETA = {RULES, EDITORS, TEAM}
DEFAULT = "/crm/pipelines-rules/2026-09-beta/0-3/default"
SHIPPED = "revops: 1\npipelineRules: {deals: {default: {noSkipping: true}}}\n"
GOVERNANCE = "crm-pipelines-governance-"


def of(plan, action):
    """Reason by address of the changes that have this action."""
    return {c["address"]: c["reason"] for c in plan["changes"] if c["action"] == action}


def statuses(run):
    return {outcome["address"]: outcome["status"] for outcome in run["outcomes"]}


@pytest.mark.parametrize("variants", [(), ("pipeline-rules-empty",)], ids=["404", "200"])
def test_everything_is_made_in_one_run(make_project, variants):
    """Pipeline, team, rules and permissions; the next plan is empty, however HubSpot says `no rules`."""
    project = make_project(blueprint=BLUEPRINT, tier="professional", variants=variants)

    project.apply()

    assert project.plan()["summary"]["empty"]
    project.run("drift", code=0)
    tables = project.tables()
    (rules,) = (kept["document"] for kept in tables["pipeline_rules"].values())
    (team,) = (one for one in tables["teams"].values() if one["name"] == "フィールド営業")
    (kept,) = (kept["document"]["stages"] for kept in tables["pipeline_stage_permissions"].values())
    assert set(rules["governanceValidationRules"]["noBackwardsMovementRule"]["pipelineStageIds"]) == {
        "won",
        "lost",
    }
    assert rules["governanceValidationRules"]["objectCreationRule"] == {"pipelineStageIds": ["offered"]}
    assert kept["won"]["teamIds"] == [team["id"]]
    assert kept["won"]["userIds"] == ["1002"]
    assert {stage["permissionMode"] for stage in kept.values()} == {"OPEN", "RESTRICTED"}


def test_without_the_betas_everything_else_is_made(make_project):
    """Rules, permissions and teams are left to a person, with the clicks; the pipeline is made."""
    project = make_project(blueprint=BLUEPRINT, betas=False)

    assert "HubSpot does not show teams" in of(project.plan(), "waiting")[EDITORS]
    run = project.apply(code=4)
    plan = project.plan()

    assert statuses(run)["pipeline.deals.upsell"] == "done"
    assert statuses(run)[RULES] == "left"
    assert of(plan, "manual").keys() == {RULES}
    assert "Restrict moving backwards: lost, won" in of(plan, "manual")[RULES]
    assert of(plan, "blocked").keys() == {EDITORS, TEAM}
    assert "Control editing access > won: pipeline_manager, field" in of(plan, "blocked")[EDITORS]
    assert "Create team" in of(plan, "blocked")[TEAM]


def test_without_the_right_to_see_rules_the_clicks_are_told_before_the_first_write(make_project):
    """No source says which scopes a token can hold, so the answer decides and not their names."""
    project = make_project(blueprint=SHIPPED, scopes=ALL - {f"{GOVERNANCE}read", f"{GOVERNANCE}write"})

    plan = project.plan()

    why = of(plan, "blocked")["pipeline_rules.deals.default"]
    assert "Settings > Objects > Deals" in why
    assert "Restrict skipping stages: on for all stages" in why
    project.run("apply", "--yes", code=4)
    assert project.requests(writes=True) == []


def test_what_a_person_did_by_hand_is_adopted(make_project):
    """Where the token may see rules and not set them: left, by hand, done."""
    project = make_project(blueprint=SHIPPED, scopes=ALL - {f"{GOVERNANCE}write"})

    assert statuses(project.apply(code=4)) == {"pipeline_rules.deals.default": "left"}
    assert of(project.plan(), "manual").keys() == {"pipeline_rules.deals.default"}
    off = {"enabledForAllStages": False, "pipelineStageIds": []}
    rules = {
        "noSkippingStagesRule": {"enabledForAllStages": True, "pipelineStageIds": []},
        "noBackwardsMovementRule": off,
        "objectCreationRule": {"pipelineStageIds": []},
    }
    project.emulator.edit("PUT", DEFAULT, {"governanceValidationRules": rules})

    assert of(project.plan(), "adopt").keys() == {"pipeline_rules.deals.default"}
    project.apply()
    assert project.plan()["summary"]["empty"]


def test_rules_that_were_there_before_are_held(make_project):
    """First contact: a rule that is off may be switched on, one that somebody set stays."""
    entry = "{noSkipping: true, noBackwards: [closedwon]}"
    project = make_project(blueprint=SHIPPED.replace("{noSkipping: true}", entry))
    rules = {
        "noSkippingStagesRule": {"enabledForAllStages": False, "pipelineStageIds": []},
        "noBackwardsMovementRule": {"enabledForAllStages": True, "pipelineStageIds": []},
        "objectCreationRule": {"pipelineStageIds": ["contractsent"]},
    }
    project.emulator.edit("PUT", DEFAULT, {"governanceValidationRules": rules})

    project.apply(code=4)

    (kept,) = (
        kept["document"]["governanceValidationRules"] for kept in project.tables()["pipeline_rules"].values()
    )
    assert kept["noSkippingStagesRule"]["enabledForAllStages"]
    assert kept["noBackwardsMovementRule"]["enabledForAllStages"]
    assert kept["objectCreationRule"] == {"pipelineStageIds": ["contractsent"]}
    (held,) = (c for c in project.plan()["changes"] if c["action"] == "hold")
    assert [unit["path"] for unit in held["units"]] == ["noBackwards"]


def test_rules_that_somebody_made_are_not_removed(make_project):
    """No proof in the ledger, no delete (rule 3)."""
    project = make_project(blueprint="revops: 1\nremoved: [pipeline_rules.deals.default]\n")
    off = {"enabledForAllStages": False, "pipelineStageIds": []}
    rules = {
        "noSkippingStagesRule": {"enabledForAllStages": True, "pipelineStageIds": []},
        "noBackwardsMovementRule": off,
        "objectCreationRule": {"pipelineStageIds": []},
    }
    project.emulator.edit("PUT", DEFAULT, {"governanceValidationRules": rules})

    assert "no proof" in of(project.plan(), "blocked")["pipeline_rules.deals.default"]


def test_a_switched_off_rule_drifts_and_can_be_kept(make_project):
    """All rules off is no removal: each is a value that a file can say."""
    project = make_project(blueprint=SHIPPED)
    project.apply()
    project.emulator.edit("DELETE", DEFAULT)

    (held,) = project.run("drift", "--json", code=2).json["held"]
    assert [(unit["path"], unit["before"]) for unit in held["units"]] == [("noSkipping", False)]
    project.run("drift", "--keep", "pipeline_rules.deals.default", code=0)
    assert project.plan()["summary"]["empty"]
    assert "noSkipping: false" in (project.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8")


def test_an_approval_without_enterprise_fails_with_the_way_out(make_project):
    """HubSpot's refusal names what is missing; nothing else of the rules is half done."""
    entry = "{noSkipping: true, approval: {stage: contractsent, approvers: [sales_rep]}}"
    project = make_project(blueprint=SHIPPED.replace("{noSkipping: true}", entry), tier="professional")

    run = project.apply(code=5)

    (outcome,) = run["outcomes"]
    assert any("Enterprise" in finding["hint"] for finding in outcome["findings"])
    assert not project.tables().get("pipeline_rules")


def test_somebody_with_another_main_team_is_put_in_as_extra():
    """HubSpot accepts and does not keep it: told, and from then on by hand."""
    text = "revops: 1\nteams: {field: {name: Field, members: {main: [sales_rep]}}}\n"
    project = Project(text, roles={"sales_rep": Role("field-sales@example.com")})

    (outcome,) = project.apply().outcomes
    (change,) = project.plan().changes

    assert [finding.code for finding in outcome.findings] == ["RV430"]
    assert change.action.value == "manual"
    assert "Team members (main): sales_rep" in change.reason
    project.close()


def test_a_team_does_not_wait_for_a_person(make_project):
    """The role of nobody is told; once the target maps it, the next plan puts the person in."""
    blueprint = "revops: 1\nteams: {field: {name: Field, members: {extra: [sales_rep, newcomer]}}}\n"
    project = make_project(blueprint=blueprint)

    plan = project.plan()
    assert [finding["code"] for finding in plan["findings"]] == ["RV878"]
    project.apply()
    assert project.plan()["summary"]["empty"]

    settings = project.folder / "revops.yaml"
    text = settings.read_text(encoding="utf-8")
    line = "      sales_rep: field-sales@example.com\n"
    settings.write_text(
        text.replace(line, f"{line}      newcomer: onboarding@example.com\n"), encoding="utf-8"
    )
    project.apply()

    assert project.plan()["summary"]["empty"]
    (team,) = (one["id"] for one in project.tables()["teams"].values() if one["name"] == "Field")
    users = project.tables()["users"].values()
    assert {user["id"] for user in users if team in user["secondaryTeamIds"]} == {"1006", "1008"}


def test_nested_teams_come_and_go_in_their_order(make_project):
    """The one above first, and last to go."""
    blueprint = "revops: 1\nteams:\n  a_below: {name: Below, parent: z_above}\n  z_above: {name: Above}\n"
    project = make_project(blueprint=blueprint, tier="enterprise")
    settings = project.folder / "revops.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("professional", "enterprise"), encoding="utf-8"
    )
    project.apply()
    assert project.plan()["summary"]["empty"]

    gone = "revops: 1\nremoved: [team.z_above, team.a_below]\n"
    (project.folder / "blueprints" / "portal.yaml").write_text(gone, encoding="utf-8")
    project.apply("--delete", "team.*")

    assert {team["name"] for team in project.tables()["teams"].values()} == {
        "Marketing",
        "Sales",
        "Customer Success",
    }


def test_what_a_portal_has_is_pulled_where_it_is_asked_for(make_project):
    """Rules, permissions and teams in the blueprint's words; the next plan has nothing to do."""
    project = make_project(blueprint="revops: 1\n")
    off = {"enabledForAllStages": False, "pipelineStageIds": []}
    rules = {
        "noSkippingStagesRule": off,
        "noBackwardsMovementRule": {"enabledForAllStages": False, "pipelineStageIds": ["closedwon"]},
        "objectCreationRule": {"pipelineStageIds": []},
    }
    project.emulator.edit("PUT", DEFAULT, {"governanceValidationRules": rules})
    path = f"{DEFAULT}/stage-edit-permissions"
    shown = project.emulator.edit("GET", path).body["stages"]
    stages = [{name: value for name, value in one.items() if name != "label"} for one in shown]
    closed = next(stage for stage in stages if stage["pipelineStageId"] == "closedwon")
    closed |= {"permissionMode": "RESTRICTED", "userIds": ["1006"], "teamIds": ["3002"]}
    project.emulator.edit("PUT", path, {"stages": stages})
    kinds = ("--kind", "pipeline_rules", "--kind", "stage_permissions", "--kind", "team")

    told = project.run("pull", *kinds, "--json", code=0).json

    assert {"pipeline_rules.deals.default", "stage_permissions.deals.default"} <= set(told["resources"])
    assert {"team.marketing", "team.sales", "team.customer_success"} <= set(told["resources"])
    pulled = (project.folder / "blueprints" / "pulled" / "deals.yaml").read_text(encoding="utf-8")
    assert "noBackwards:\n        - closedwon\n" in pulled
    assert "roles:\n            - sales_rep\n" in pulled
    assert project.plan()["summary"]["empty"]


LOST = """\
revops: 1
teams: {field: {name: Field}}
pipelineRules: {deals: {default: {noSkipping: true}}}
stagePermissions: {deals: {default: {stages: {closedwon: {teams: [Sales]}}}}}
"""


@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize(
    ("address", "method", "path"),
    [
        ("team.field", "POST", "/settings/teams/*"),
        ("pipeline_rules.deals.default", "PUT", DEFAULT),
        ("stage_permissions.deals.default", "PUT", f"{DEFAULT}/stage-edit-permissions"),
    ],
)
def test_a_lost_answer_is_found_out_about(address, method, path, drop):
    """What arrived is done, what did not is failed; nothing is sent twice, and the next run does the rest."""
    project = Project(LOST)
    project.emulator.faults.add(fault_of({"method": method, "path": path, "drop": drop}))

    status = {str(one.change.address): one.status.value for one in project.apply().outcomes}
    sent = [one for one in project.requests if one[0] == method and fnmatchcase(one[1], path)]

    assert status.pop(address) == {"before": "failed", "after": "done"}[drop]
    assert set(status.values()) == {"done"}
    assert len(sent) == 1
    project.apply()
    assert not [change for change in project.plan().changes if change.action.counts]
    project.close()
