"""`revops apply`: who agrees, what is refused, and how a run ends."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace

import pytest
from cli_project import AUTOMATION, CONSENTS, DEALS

from revops.cli.apply import exit_code
from revops.emulator import DEFAULT_PORTAL_ID
from revops.emulator.faults import fault_of
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Plan, PortalFacts
from revops.model.spec import Phase


def writes(emulator):
    return [row for row in emulator.log.bodies() if row["write"] and 200 <= (row["status"] or 0) < 300]


def without_stages(project):
    """The same blueprint without the stage, whose edit a protected portal asks about."""
    project.write("blueprints/deals.yaml", DEALS.partition("pipelines:")[0])
    return project


def test_without_a_terminal_nobody_agreed(asking):
    """Exit code 4, nothing is written, and the line to type names every consent."""
    ran = asking("apply", code=4)
    assert "revops apply --yes" in ran.err
    assert "--create workflow.step_mails --publish score.contacts.engagement" in ran.err
    assert not (asking.folder / ".revops/ledger").exists()


def test_yes_answers_for_what_is_defined_and_drafted_only(asking):
    """The workflow and the publishing are left, which a person must decide: 4."""
    document = asking("apply", "--yes", "--json", code=4).json
    assert document["summary"]["complete"]
    left = {(change["address"], change["phase"]) for change in document["left"]}
    assert left == {
        ("score.contacts.engagement", "publish"),
        ("workflow.step_mails", "draft"),
        ("workflow.step_mails", "enable"),
    }


def test_everything_agreed_ends_with_an_empty_plan(applied):
    """All packs, all consents: the second run writes nothing."""
    document = applied("apply", "--yes", "--json", *CONSENTS, code=0).json
    assert document["outcomes"] == []
    assert document["summary"]["writes"] == 0


def test_at_a_terminal_it_asks(small):
    """No is 4 and writes nothing; yes applies."""
    small("apply", typed="n\n", code=4)
    assert not (small.folder / ".revops/ledger").exists()
    ran = small("apply", typed="y\n", code=0)
    assert f"to portal {DEFAULT_PORTAL_ID}?" in ran.out
    assert small("plan", "--json").json["summary"]["empty"]


def test_at_a_terminal_each_consent_is_asked_by_address(asking):
    """Yes to the run, yes to the create, no to publishing and switching on: exactly that happens."""
    ran = asking("apply", typed="y\ny\nn\nn\n", code=4)
    assert "Create workflow.step_mails?" in ran.out
    assert "Publish score.contacts.engagement? No contacts would be scored." in ran.out
    with asking.portal() as portal:
        tables = portal.state()[str(DEFAULT_PORTAL_ID)]["tables"]
    assert [flow["isEnabled"] for flow in tables["flows"].values()] == [False]


def test_a_saved_plan_is_applied_as_it_is(small):
    """A fresh one runs without a question."""
    small("plan", "--out", "plan.json", code=0)
    small("apply", "plan.json", code=0)
    assert small("plan", "--json").json["summary"]["empty"]


def test_a_saved_plan_takes_no_other_consents(small):
    """They are part of it: 64, and nothing is written."""
    small("plan", "--out", "plan.json", code=0)
    assert "has its consents inside" in small("apply", "plan.json", "--enable", "*", code=64).err
    assert not (small.folder / ".revops/ledger").exists()


def test_what_cannot_be_read_is_an_error_of_the_run():
    """1 for a place that no change stands for; a failed change and an open decision win over it."""
    unread = Finding("RV410", Severity.ERROR, "the portal's answer is not of the documented shape")
    held = Change(Address("group", "deals", "bant"), Phase.DEFINE, Action.HOLD)
    failed = Outcome(replace(held, action=Action.CREATE), Status.FAILED)
    plan = Plan(PortalFacts(1), findings=(unread,))

    assert exit_code(Run(plan)) == 1
    assert exit_code(Run(replace(plan, changes=(held,)))) == 4
    assert exit_code(Run(replace(plan, changes=(held,)), (failed,))) == 5


def test_a_stale_plan_is_refused(small):
    """Somebody renamed a stage meanwhile: 4, with the address that moved, and nothing is written."""
    small("plan", "--out", "plan.json", code=0)
    stage = "/crm/pipelines/2026-09/deals/default/stages/closedwon"
    small.edit("PATCH", stage, {"label": "Signed", "metadata": {"probability": "1.0"}})
    ran = small("apply", "plan.json", code=4)
    assert "pipeline.deals.default" in ran.err
    assert not (small.folder / ".revops/ledger").exists()


def test_a_plan_of_another_portal_is_told_as_such(small):
    """Addresses of another portal would tell nothing: both portals are named, and the target to type."""
    small("plan", "--out", "plan.json", code=0)
    document = json.loads((small.folder / "plan.json").read_text(encoding="utf-8"))
    document["portal"].update(id=4711, target="production")
    document["digest"] = "0" * 64
    small.write("plan.json", json.dumps(document))

    told = small("apply", "plan.json", code=4).err

    assert "made for portal 4711, and this is portal 90000001" in told
    assert "revops apply --target production PLAN_FILE" in told


@pytest.mark.parametrize("text", ["{}", "no json", '{"format_version": 1, "digest": 5, "changes": []}'])
def test_what_is_no_plan_is_refused(small, text):
    """A file of another shape is 4, not a traceback."""
    small.write("plan.json", text)
    assert "no saved plan" in small("apply", "plan.json", code=4).err


def test_a_digest_approves_exactly_one_plan(small):
    """Another digest is 4; the plan's own applies without a question."""
    digest = small("plan", "--json").json["digest"]
    assert "something moved" in small("apply", "--approve", "0" * 64, code=4).err
    small("apply", "--approve", digest, code=0)


def test_a_failed_change_is_5_and_the_next_run_completes(served):
    """A refused batch fails the properties that it carried; a second apply does what is missing."""
    project = served()
    refused = {"method": "POST", "path": "/crm/properties/2026-09/deals/batch/create", "status": 400}
    body = {"status": "error", "message": "no", "category": "VALIDATION_ERROR"}
    project.emulator.faults.add(fault_of({**refused, "body": body, "count": 1}))
    run = project("apply", "--target", "client", "--yes", "--json", code=5).json
    failed = {one["address"] for one in run["outcomes"] if one["status"] == "failed"}
    assert failed == {"property.deals.bant_budget", "property.deals.bant_timing"}
    again = project("apply", "--target", "client", "--yes", "--json", code=0).json
    assert {one["address"] for one in again["outcomes"]} == failed


def test_a_protected_portal_must_be_named(served):
    """STANDARD accounts are protected: the default target alone is not enough, whatever else is said."""
    project = served(account_type="STANDARD")
    text = project.read("revops.yaml").replace("default_target: emulator", "default_target: client")
    project.write("revops.yaml", text)
    ran = project("apply", "--yes", code=4)
    assert "revops apply --target client" in ran.err
    assert writes(project.emulator) == []


def test_a_protected_portal_wants_more_than_yes(served):
    """--yes alone is refused; the digest to approve is told, and approves."""
    project = without_stages(served(account_type="STANDARD"))
    ran = project("apply", "--target", "client", "--yes", code=4)
    digest = project("plan", "--target", "client", "--json").json["digest"]
    assert f"--approve {digest}" in ran.err
    assert writes(project.emulator) == []
    project("apply", "--target", "client", "--approve", digest, code=0)
    assert writes(project.emulator)


@pytest.mark.parametrize(("typed", "code"), [(f"{DEFAULT_PORTAL_ID}\n", 0), ("90000002\n", 4), ("y\n", 4)])
def test_a_protected_portals_id_is_typed_back(served, typed, code):
    """Only the id itself lets the run begin."""
    project = without_stages(served(account_type="STANDARD"))
    ran = project("apply", "--target", "client", typed=typed, code=code)
    assert "Type its id to go on" in ran.out
    assert bool(writes(project.emulator)) is (code == 0)


def told_to_type(ran, start):
    """The words of the command that a hint begins with so."""
    (line,) = [line for line in ran.err.splitlines() if line.strip().startswith(start)]
    return shlex.split(line.strip().removeprefix(start).partition(";")[0])


def test_a_saved_plan_for_a_protected_portal_is_applied_as_it_is_told(served):
    """The file stays in the line to type, without consents, which are inside; an id or a digest agrees."""
    project = without_stages(served(account_type="STANDARD"))
    take = ("--take", "property.deals.bant_budget")
    project("plan", "--target", "client", "--out", "the plan.json", *take, code=0)
    text = project.read("revops.yaml").replace("default_target: emulator", "default_target: client")
    project.write("revops.yaml", text)

    unnamed = project("apply", "the plan.json", code=4)
    named = told_to_type(unnamed, "revops apply")
    alone = project("apply", *named, code=4)
    _, *words = told_to_type(alone, "At a terminal: ")
    approving = shlex.split(alone.err[alone.err.rindex("revops apply") :])[1:]

    assert named == ["the plan.json", "--target", "client"]
    assert "nobody is there to type its id" in alone.err
    assert words == ["apply", *named]
    assert approving[:-1] == ["apply", *named, "--approve"]
    assert writes(project.emulator) == []
    wrong = project(*words, typed="90000002\n", code=4)
    assert told_to_type(wrong, "revops apply") == named
    project(*approving, code=0)
    assert writes(project.emulator)


def test_another_portals_token_is_refused_before_anything_else(served):
    """The target is pinned to another id: 4, and the portal was only asked who it is."""
    project = served(pinned=123456)
    ran = project("apply", "--target", "client", "--yes", code=4)
    assert "is portal 123456" in ran.err
    paths = {row["path"] for row in project.emulator.log.bodies()}
    assert paths == {
        "/account-info/2026-09/details",
        "/oauth/v2/private-apps/get/access-token-info",
    }


def test_no_token_is_refused(served):
    """A target that is a portal needs one: 4, with the variable to set; nothing is asked."""
    project = served(token="")
    assert "HUBSPOT_ACCESS_TOKEN" in project("apply", "--target", "client", "--yes", code=4).err
    assert project.emulator.log.bodies() == []


def test_the_ledger_is_in_the_project(small):
    """After an apply the portal's ledger names what was made, for the client's repository."""
    small("apply", "--yes", code=0)
    ledger = json.loads(small.read(f".revops/ledger/{DEFAULT_PORTAL_ID}.json"))
    assert ledger["entries"]["property.deals.bant_budget"]["created"] is True


def test_what_to_type_repeats_what_was_typed(small):
    """Target and consents stand in the line to type, but none that takes nothing."""
    small.target("other", emulator=True, locale="ja")
    given = ("--take", "property.*", "--take", "pipeline.*", "--delete", "pipeline.?")
    err = small("apply", "--target", "other", *given, code=4).err
    assert " ".join(err.split()).endswith("revops apply --target other --take 'property.*' --yes")


def test_what_to_type_adds_what_agrees_to_the_rest(asking):
    """The consents that are missing, not those that were given."""
    err = " ".join(asking("apply", "--publish", "score.*", code=4).err.split())
    flags = "--create workflow.step_mails --enable workflow.step_mails"
    assert err.endswith(f"revops apply --publish 'score.*' --yes; to agree to the rest too, add {flags}")


def test_many_consents_are_not_typed_out(project):
    """With all packs there are dozens: the flags are named, each once."""
    project("init", code=0)
    err = " ".join(project("apply", code=4).err.split())
    told = "add --create, --publish and --enable ADDRESS (patterns such as 'workflow.*' work)"
    assert f"to agree to the rest too, {told}" in err
    assert err.count("--create") == 1


def test_after_a_failed_run_the_consents_are_typed_again(served):
    """Those of which something is left: the score is published, so that nobody agrees to it twice."""
    project = served()
    project.write("blueprints/automation.yaml", AUTOMATION)
    refused = {"method": "POST", "path": "/automation/*/flows", "status": 400, "nth": 2}  # after the probe
    body = {"status": "error", "message": "no", "category": "VALIDATION_ERROR"}
    project.emulator.faults.add(fault_of({**refused, "body": body}))
    given = ("--create", "workflow.step_mails", "--publish", "score.contacts.engagement")
    again = ("--target", "client", "--enable", "workflow.*", "--yes")
    out = project("apply", *given, *again, code=5).out
    typed = "revops apply --target client --create workflow.step_mails --enable 'workflow.*' completes it"
    assert out.endswith(f"Next: revops plan --target client shows what is missing; {typed}\n")


def test_a_wrong_digest_points_to_the_plan_that_was_meant(project):
    """With the consents that were typed, or to the file that has them inside."""
    project("init", code=0)
    project("plan", "--out", "plan.json", *CONSENTS, code=0)
    told = project("apply", "--approve", "0" * 64, *CONSENTS, code=4).err
    saved = project("apply", "plan.json", "--approve", "0" * 64, code=4).err

    line = shlex.split(told.split("`")[1])
    assert "Look at plan.json again and approve its digest." in saved
    assert json.loads(project.read("plan.json"))["digest"] == project(*line[1:]).json["digest"]


def test_what_waited_for_a_run_is_planned_next(project):
    """Packs rest on published scores: the run that publishes one says to plan again."""
    project("init", code=0)
    first = project("apply", "--yes", *CONSENTS, code=0).out
    assert first.endswith("\nNext: revops plan; it shows what waited for this run\n")
    project.settle()
    assert project("plan", "--json", code=0).json["summary"]["empty"]


def test_a_wrong_digest_is_refused_where_nothing_is_left(small):
    """What was approved is not this plan, although this plan is empty."""
    small("apply", "--yes", code=0)
    assert "RV451" in small("apply", "--approve", "0" * 64, code=4).err
    small("apply", "--approve", small("plan", "--json").json["digest"], code=0)
