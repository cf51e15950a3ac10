"""`revops plan`: what it prints, in which form, and how it ends."""

from __future__ import annotations

import json
import re
from collections import Counter
from threading import Event

import pytest

from revops.cli import session
from revops.hub.door import Door


def test_a_first_plan_says_what_comes_and_writes_nothing(small):
    """Creates and updates by address, the count of requests, the next command; the portal stays as it is."""
    with small.portal() as portal:
        before = portal.state()
    told = small("plan", code=0).out
    assert "+ property.deals.bant_budget  [SP07]" in told
    assert "~ pipeline.deals.default" in told
    assert told.rstrip().endswith("Next: revops apply")
    with small.portal() as portal:
        assert portal.state() == before


def test_exit_code_tells_that_something_would_change(small):
    """2 only where it was asked for."""
    small("plan", code=0)
    small("plan", "--exit-code", code=2)


def test_json_is_one_document_with_counts(small):
    """`summary` counts what `changes` holds."""
    plan = small("plan", "--json", code=0).json
    counted = Counter(change["action"] for change in plan["changes"])
    assert {action: n for action, n in plan["summary"].items() if action in counted} == counted
    assert plan["summary"]["empty"] is False


def test_a_short_view_leaves_units_out_and_full_does_not(small):
    """`--full` shows what the short view only counts."""
    assert "more units (--full)" in small("plan", code=0).out
    assert "(--full)" not in small("plan", "--full", code=0).out


def test_markdown_is_for_a_pull_request(small):
    """Headings and list items; underscores are escaped, so that addresses read as they are."""
    told = small("plan", "--markdown", code=0).out
    assert told.startswith("## Portal 90000001")
    assert "- \\+ **property.deals.bant\\_budget**" in told


def test_explain_prints_the_exact_requests(small):
    """The batch create of properties with its body, in HubSpot's paths."""
    told = small("plan", "--explain", code=0).out
    requests = told.partition("\nRequests\n")[2]
    assert "POST /crm/properties/2026-09/deals/batch/create" in requests
    assert '"name": "bant_budget"' in requests


def test_explain_is_no_part_of_the_document(small):
    """Requests as text beside the one JSON document: 64, and nothing on stdout."""
    assert small("plan", "--json", "--explain", code=64).out == ""


def test_workflows_read_as_sentences(project):
    """Enrolment, steps and stage conditions stand in words."""
    project("init", "--locale", "en", "--pack", "core", "--pack", "marketing", code=0)
    told = project("plan", "--full", code=0).out
    assert "submitted the form “document_download” or submitted the form “webinar_registration”" in told
    assert "wait 1 day" in told
    assert 'task "Call the new MQL" for inside_sales, due in 1 day, priority HIGH' in told
    assert "+5 for page_visited" in told
    assert re.search(r"enter: engagement is at least 60 and .* \(not enforced: needs a workflow\)", told)


def test_a_condition_is_said_in_japanese_on_the_page(project):
    """The sentence follows the target's locale there; the terminal is English."""
    project("init", "--pack", "core", code=0)
    out = project("plan", "--html", "page.html", code=0).out
    assert "enter: engagement is at least 60 and" in out
    assert "入る条件：engagement が 60 以上 かつ" in project.read("page.html")


def test_a_finding_is_shown_once(project):
    """Two changes of one resource bring the same finding; people and programs see one."""
    project("init", "--pack", "core", code=0)
    findings = project("plan", "--json", code=0).json["findings"]
    told = [(one["code"], one["address"], one["summary"]) for one in findings]
    assert ("RV571", "lifecycle.contacts") in {one[:2] for one in told}
    assert len(told) == len(set(told))


def test_a_consent_moves_a_change_into_the_run(asking):
    """What asks first says which flag it waits for, and counts as approved with it."""
    asks = "asks: --create workflow.step_mails"
    assert asks in asking("plan", code=0).out
    assert asks not in asking("plan", "--create", "workflow.step_mails", code=0).out


def test_a_saved_plan_holds_digest_and_consents(small):
    """`--out` writes what `--json` prints."""
    small("plan", "--out", "plan.json", "--take", "property.deals.*", code=0)
    saved = json.loads(small.read("plan.json"))
    assert re.fullmatch("[0-9a-f]{64}", saved["digest"])
    assert saved["consents"] == {"take": ["property.deals.*"]}


@pytest.mark.parametrize("flag", ["--exit-code", "--json"])
def test_an_empty_plan(applied, flag):
    """Nothing to do after an apply: 0, also where changes were asked about."""
    ran = applied("plan", flag, code=0)
    if flag == "--json":
        assert ran.json["summary"]["empty"]
        assert ran.json["summary"]["writes"] == 0
    else:
        assert "No changes: the portal is as the blueprint says" in ran.out


def test_the_next_step_repeats_what_was_typed(small):
    """A saved plan is applied by its file; consents and target are typed again."""
    small.target("other", emulator=True, locale="ja")
    assert small("plan", "--out", "a plan.json").out.endswith("Next: revops apply 'a plan.json'\n")
    told = small("plan", "--target", "other", "--take", "property.deals.*").out
    assert told.endswith("Next: revops apply --target other --take 'property.deals.*'\n")


def test_a_plan_that_cannot_be_saved(small):
    """64, with the file and the reason."""
    ran = small("plan", "--out", "nowhere/plan.json", code=64)
    assert "nowhere/plan.json: No such file or directory" in ran.err


def test_who_changed_something_is_told_by_mail(small):
    """As in `drift`; a saved plan stays what `apply` would plan."""
    small("apply", "--yes", code=0)
    small.edit("PATCH", "/crm/properties/2026-09/deals/bant_budget", {"label": "予算の上限"})
    told = [line for line in small("drift").out.splitlines() if "last by" in line]
    assert "@" in told[0]
    assert told[0] in small("plan", "--out", "plan.json").out
    assert told[0] in small("apply", "plan.json", code=4).out


@pytest.mark.parametrize("command", ["plan", "drift"])
def test_what_the_ledger_knows_is_asked_for_while_the_blueprint_is_read(small, monkeypatch, command):
    """The blueprint of this test is not there before the portal's pipelines are; nothing is asked twice."""
    small("apply", "--yes", code=0)
    asked, listed, load, send = Counter(), Event(), session.load, Door.send

    def heard(door, method, path, *rest):
        asked[method, path] += 1
        if path.startswith("/crm/pipelines"):
            listed.set()
        return send(door, method, path, *rest)

    def late(*rest, **named):
        assert listed.wait(20), "the lists wait for the blueprint"
        return load(*rest, **named)

    monkeypatch.setattr(Door, "send", heard)
    monkeypatch.setattr(session, "load", late)
    small(command, code=0)
    assert set(asked.values()) == {1}
    assert len(asked) > len(["account", "token", "pipelines"])


@pytest.mark.parametrize("command", [("drift",), ("apply", "--yes"), ("rollback", "--dry-run")])
def test_whoever_says_full_knows_it(small, command):
    """Each command whose view counts what it leaves out shows it after `--full`."""
    small("apply", "--yes", code=0)
    small.write("blueprints/deals.yaml", small.read("blueprints/deals.yaml").replace("予算", "予算額"))
    if command[0] == "rollback":
        small("apply", "--yes", code=0)
    told = small(*command, "--full")
    assert told.code in (0, 2), told.err
    assert "予算額" in told.out
    assert "(--full)" not in told.out


ON_A_PIPELINE = """\
revops: 1
properties:
  tickets: {hs_pipeline: {existing: enumeration}, hs_pipeline_stage: {existing: enumeration}}
pipelines:
  tickets:
    set_up:
      label: Set-up
      stages: {begin: {label: Begin, ticketState: OPEN}, finish: {label: Finish, ticketState: CLOSED}}
segments:
  begun: {object: tickets, name: Begun, where: {property: tickets.hs_pipeline_stage, any_of: [begin]}}
workflows:
  move:
    object: tickets
    name: Move
    enrol: {manual: true}
    steps: [{id: there, set: {tickets.hs_pipeline_stage: begin}}]
"""


def test_what_names_a_stage_waits_for_a_pipeline_that_does_not_fit(served):
    """Service Hub's free tools have one pipeline of tickets: no stage is set that is not there."""
    project = served(tier="marketing=starter,sales=professional")
    (project.folder / "blueprints/portal.yaml").write_text(ON_A_PIPELINE, encoding="utf-8")
    plan = project("plan", "--create", "*", "--json", code=0).json
    actions = {change["address"]: change["action"] for change in plan["changes"]}
    assert actions["pipeline.tickets.set_up"] == "blocked"
    assert {actions[one] for one in ("segment.begun", "workflow.move")} == {"waiting"}
