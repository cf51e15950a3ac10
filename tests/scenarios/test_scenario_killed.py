"""SIGKILL at a known request of a real process: the next run finds out, finishes, makes nothing twice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from threading import Event

import pytest

from revops.emulator.app import _writes
from revops.emulator.faults import Fault

BLUEPRINT = """\
revops: 1
groups: {contacts: {visits: {label: Visits}}}
properties:
  contacts:
    purpose:
      {label: Purpose, type: enumeration, fieldType: select, groupName: visits, options: {a: A, b: B}}
    note: {label: Note, type: string, fieldType: text, groupName: visits}
pipelines:
  deals:
    renewal:
      label: Renewal
      stages: {due: {label: Due, probability: 0.6}, won: {label: Won, probability: 1}}
workflows:
  welcome: {object: contacts, name: Welcome, enrol: {manual: true}, steps: [{id: pause, delay: {days: 1}}]}
"""
WRITES = 4
"""Of an undisturbed apply: the group, both properties in one batch, the pipeline, the workflow."""

PROBE = b"{}"
"""The body of a write that cannot succeed, by which a token's rights are found out."""

LONGEST = 120
"""Seconds after which a process counts as hanging."""


@pytest.fixture
def project(make_project):
    project = make_project(locale="en", blueprint=BLUEPRINT)
    path = project.folder / "blueprints" / "portal.yaml"
    path.write_text(BLUEPRINT, encoding="utf-8")
    return project


def nth_write(number):
    """Tells the n-th write of those that are asked about."""
    seen = []

    def is_it(request):
        write = _writes(request) and request.get_data() != PROBE
        seen.append(write)
        return write and sum(seen) == number

    return is_it


def next_after(method):
    """Tells the first request that comes after one with this method."""
    seen = []

    def is_it(request):
        seen.append(request.method)
        return seen[-2:-1] == [method]

    return is_it


def killed(project, is_last, *consents, committed, then=lambda: None):
    """Run `revops apply` as a process that is killed at a request, which is carried out or not."""
    emulator, ended = project.emulator, Event()
    answer = emulator._faulty

    def deadly(request):
        if not is_last(request):
            return answer(request)
        response = answer(request) if committed else None
        os.kill(process.pid, signal.SIGKILL)
        process.wait(LONGEST)
        then()
        ended.set()
        return response or answer(request.__class__({**request.environ, "PATH_INFO": "/nowhere"}))

    emulator._faulty = deadly
    command = [sys.executable, "-m", "revops", "apply", "--yes", "--create", "workflow.*", *consents]
    environment = _environment(project)
    with subprocess.Popen(command, cwd=project.folder, env=environment, stdout=subprocess.DEVNULL) as process:
        assert process.wait(LONGEST) == -signal.SIGKILL
        assert ended.wait(LONGEST)
    emulator._faulty = answer


def _environment(project):
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("HUBSPOT_", "REVOPS_"))}
    return {**bare, **project.environment}


def made(project):
    """Names of what this test's blueprint makes, as often as the portal has them."""
    state = project.emulator.state()[str(project.emulator.portal_id)]["tables"]
    text = Counter()
    for name, rows in state.items():
        for document in rows.values():
            label = (document.get("label") or document.get("name")) if isinstance(document, dict) else ""
            if label in ("Visits", "Purpose", "Note", "Renewal", "Welcome"):
                text[f"{name} {label}"] += 1
    return text


def ledger_of(project):
    return (project.folder / ".revops" / "ledger" / f"{project.emulator.portal_id}.json").read_text("utf-8")


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """What a surface's lag makes a run wait for is known; nobody has to sit through it."""
    found = []
    monkeypatch.setattr("revops.cli.recovery.sleep", found.append)
    return found


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("number", range(1, WRITES + 1))
def test_the_next_run_finishes_and_makes_nothing_twice(project, number, committed):
    """Whether the last request arrived or not: it is told, everything is there once, the plan is empty."""
    killed(project, nth_write(number), committed=committed)
    told = project.run("plan").out

    project.apply(code=0)

    assert re.search(r"was cut off; \d requests? unsettled: POST", " ".join(told.split()))
    assert set(made(project).values()) == {1}
    assert len(made(project)) == 5
    after = project.plan()
    assert after["summary"]["empty"]
    assert after["findings"] == []
    ledger = ledger_of(project)
    assert ledger.count('"created": true') == 5
    assert '"maybe"' not in ledger


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("number", [2, 3, 4])
def test_of_batches_that_were_on_their_way_at_once_each_is_found_out(project, number, committed):
    """The group, then 250 properties in three requests: nobody knows which of them came before the end."""
    note = "{label: Note, type: string, fieldType: text, groupName: visits}"
    rows = "".join(f"    note_{place}: {note}\n" for place in range(250))
    text = f"{BLUEPRINT.partition('properties:')[0]}properties:\n  contacts:\n{rows}"
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")

    killed(project, nth_write(number), committed=committed)
    project.apply(code=0)

    assert made(project) == Counter({"groups:contacts Visits": 1, "properties:contacts Note": 250})
    assert project.plan()["summary"]["empty"]
    ledger = ledger_of(project)
    assert ledger.count('"created": true') == 251
    assert '"maybe"' not in ledger


def other_purpose(project):
    """What another client makes under the same name, or of what is there already."""
    body = {
        "name": "purpose",
        "label": "Purpose",
        "type": "enumeration",
        "fieldType": "select",
        "groupName": "visits",
        "options": [{"label": "Other", "value": "other", "displayOrder": 0, "hidden": False}],
    }
    path = "/crm/properties/2026-09/contacts"
    reply = project.emulator.edit("POST", path, body)
    if reply.status == 409:
        reply = project.emulator.edit("PATCH", f"{path}/purpose", {"options": body["options"]})
    assert reply.status < 300, reply.body


@pytest.mark.parametrize("committed", [False, True])
def test_what_another_client_made_meanwhile_is_ambiguous(project, committed):
    """Somebody makes the same name with other options between commit and settle: it is held as it is."""
    blueprint = project.folder / "blueprints" / "portal.yaml"
    blueprint.write_text(BLUEPRINT.partition("pipelines:")[0].replace("    note:", "    # note:"), "utf-8")
    killed(project, nth_write(2), committed=committed, then=lambda: other_purpose(project))
    project.forget()

    ran = project.apply(code=4)

    (change,) = [one for one in ran["left"] if one["address"] == "property.contacts.purpose"]
    held = [one for one in project.plan()["changes"] if one["action"] == "hold"]
    assert (change["action"], change["reason"].partition(":")[0]) == ("hold", "ambiguous")
    assert {"options.a.label", "options.b.label"} <= {unit["path"] for unit in change["units"]}
    assert [one["address"] for one in held] == ["property.contacts.purpose"]
    assert project.requests(writes=True) == []
    assert '"created": true' not in ledger_of(project).partition('"property.')[2]


def test_the_next_run_finishes_with_state_on_postgres(project, postgres_url):
    """The ledger is not on this disk, the journal neither: the same holds."""
    project.environment["REVOPS_STATE_URL"] = postgres_url
    killed(project, nth_write(2), committed=True)

    project.apply(code=0)

    assert set(made(project).values()) == {1}
    assert project.plan()["summary"]["empty"]
    assert project.run("state", "show", "--json").json["ledger"]["created"] == 5
    assert not (project.folder / ".revops" / "ledger").exists()
    assert not (project.folder / ".revops" / "state.db").exists()


@pytest.mark.parametrize("place", ["files", "postgres"])
def test_of_two_applies_at_once_one_is_refused_with_the_name_of_the_other(project, place, request):
    """The second comes while the first is at its first write; the first goes on and ends well."""
    if place == "postgres":
        project.environment["REVOPS_STATE_URL"] = request.getfixturevalue("postgres_url")
    emulator, answer, second = project.emulator, project.emulator._answer, []
    command, facts = [sys.executable, "-m", "revops", "apply", "--yes"], _environment(project)

    def beside(sent, lag_ms):
        if not second and _writes(sent) and sent.get_data() != PROBE:
            second.append(None)
            second[0] = subprocess.run(
                command, cwd=project.folder, env=facts, capture_output=True, text=True, check=False
            )
        return answer(sent, lag_ms)

    emulator._answer = beside
    project.apply(code=0)

    told = " ".join(second[0].stderr.split())
    assert second[0].returncode == 4
    assert f"(revops apply, process {os.getpid()}) since" in told
    assert "RV608" in told
    assert set(made(project).values()) == {1}


@pytest.mark.parametrize("place", ["files", "postgres"])
def test_of_two_applies_at_once_one_waits_for_the_other(project, place, request):
    """The second says whom it waits for, goes on when the first has ended, and finds nothing to do."""
    if place == "postgres":
        project.environment["REVOPS_STATE_URL"] = request.getfixturevalue("postgres_url")
    emulator, answer, second, told = project.emulator, project.emulator._answer, [], []
    command = [sys.executable, "-m", "revops", "apply", "--yes", "--json", "--wait", "30"]
    facts = {"cwd": project.folder, "env": _environment(project), "text": True}
    facts |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}

    def beside(sent, lag_ms):
        if not second and _writes(sent) and sent.get_data() != PROBE:
            second.append(subprocess.Popen(command, **facts))
            request.addfinalizer(second[0].kill)
            told.append(second[0].stderr.readline())
        return answer(sent, lag_ms)

    emulator._answer = beside
    project.apply(code=0)
    out, _ = second[0].communicate(timeout=LONGEST)

    assert f"(revops apply, process {os.getpid()}) since" in told[0]
    assert second[0].returncode == 0
    assert json.loads(out)["summary"]["writes"] == 0
    assert set(made(project).values()) == {1}
    assert {run["exit_code"] for run in project.run("history", "--json").json["runs"]} == {0}


def test_a_run_that_was_cut_off_is_in_the_history(project):
    """With who, what it was about to do, and that it was cut off; the next run took over its lock."""
    killed(project, nth_write(2), committed=True)
    (cut_off,) = project.run("history", "--json").json["runs"]
    before = project.run("history", cut_off["id"], "--json").json["changes"]
    state = project.run("state", "show", "--json").json

    project.apply()
    last, first = project.run("history", "--json").json["runs"]

    assert (cut_off["state"], cut_off["exit_code"], cut_off["command"]) == ("cut off", None, "apply")
    told = Counter(change["status"] for change in before)
    assert told["unknown"] >= 1  # what was on its way; what comes after was never sent
    assert told["planned"] >= 2
    assert told.total() == 5
    assert not state["lock"]["alive"]
    assert state["unsettled"] >= 1
    assert first == cut_off
    assert (last["state"], last["exit_code"]) == ("done", 0)
    assert f"took over the lock of {cut_off['who']}" in last["told"]
    assert project.run("state", "show", "--json").json["unsettled"] == 0


def test_the_portal_is_given_the_time_to_show_what_was_sent(project, pauses):
    """An apply waits as long as the surface's lag asks for; a plan, which sends nothing, does not."""
    killed(project, nth_write(1), committed=True)
    project.run("plan")
    assert pauses == []

    project.apply()

    assert 0 < max(pauses) <= 30


SEGMENT = """\
revops: 1
segments:
  japan:
    object: contacts
    name: Japan
    type: snapshot
    where: {property: contacts.country, equals: Japan}
properties: {contacts: {country: {existing: string}}}
"""


def segments(project):
    """Ids of the segments that are called so."""
    rows = project.tables().get("lists", {}).values()
    return [row["listId"] for row in rows if row["name"] == "Japan" and not row.get("deletedAt")]


@pytest.mark.parametrize("drop", ["before", "after"])
def test_a_replacement_whose_removal_was_lost_is_finished_by_the_next_run(project, drop):
    """The answer to the DELETE never comes, and the process is killed before it looks what became of it."""
    blueprint = project.folder / "blueprints" / "portal.yaml"
    blueprint.write_text(SEGMENT, "utf-8")
    project.apply()
    (old,) = segments(project)
    blueprint.write_text(SEGMENT.replace("equals: Japan", "equals: 日本"), "utf-8")
    agreed = ("--delete", "segment.japan")
    project.emulator.faults.add(Fault("DELETE", "/crm/lists/*", drop=drop))

    killed(project, next_after("DELETE"), *agreed, committed=True)
    left = segments(project)
    ran = project.apply(*agreed)

    (new,) = segments(project)
    assert left == ([old] if drop == "before" else [])
    assert [change["action"] for change in ran["left"]] == []
    assert new != old
    assert project.plan()["summary"]["empty"]
    assert '"maybe"' not in ledger_of(project)
