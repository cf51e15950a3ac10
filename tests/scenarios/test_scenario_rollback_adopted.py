"""`revops rollback` of a run that switched on what it had not made: off again, as it was before."""

from __future__ import annotations

import pytest
from test_scenario_rollback import write
from test_scenario_rollback_switches import BLUEPRINT, SWITCHES, switches

ON = {"mail": True, "form": 1, "score": "published", "flow": True}
OFF = {"mail": False, "form": 0, "score": "deactivated", "flow": False}
DRAFTED = (
    BLUEPRINT.replace("    publish: true\n", "")
    .replace("    enabled: true\n", "")
    .replace(", notify: {roles: [ma_operator]}", "")
)
"""The same four things, of which none is on."""
EDITED = (
    BLUEPRINT.replace("add: 15", "add: 20")
    .replace("subject: Hello", "subject: Hi")
    .replace("{days: 1", "{days: 2")
)


def named(plan):
    """Address, phase and unit of what a plan switches off."""
    return {
        (change["address"], change["phase"], unit["path"])
        for change in plan["changes"]
        for unit in change["units"]
        if (unit["before"], unit["after"]) == (True, False)
    }


@pytest.fixture
def drafted(make_project):
    """Four things that an earlier run made and left off."""
    project = make_project(locale="en", blueprint=DRAFTED)
    project.apply()
    return project


@pytest.fixture
def adopted(drafted):
    """The same after the ledger was lost: the last run adopted all four and switched them on."""
    (ledger,) = (drafted.folder / ".revops" / "ledger").glob("*.json")
    ledger.unlink()
    write(drafted, BLUEPRINT)
    ran = drafted.apply()
    assert {one["action"] for one in ran["outcomes"]} == {"adopt", "update"}
    assert switches(drafted) == ON
    return drafted


def test_what_was_adopted_and_switched_on_goes_off(adopted):
    """Each switch is a change of its own that asks; with the consents nothing is left."""
    plan = adopted.run("rollback", "--dry-run", "--json", code=0).json
    assert named(plan) == SWITCHES
    assert {change["action"] for change in plan["changes"]} == {"update"}

    adopted.run("rollback", "--yes", "--enable", "*", "--publish", "*", code=0)

    assert switches(adopted) == OFF


def test_without_consent_what_was_adopted_stays_on_and_is_proposed(adopted):
    """Nothing is sent, and the line to type next has the flag of each."""
    adopted.forget()

    ran = adopted.run("rollback", "--yes", code=4)

    assert adopted.requests(writes=True) == []
    (step,) = [line for line in ran.out.splitlines() if line.startswith("Next: ")]
    assert "--enable workflow.call" in step
    assert "--publish score.contacts.interest" in step
    assert "--delete" not in step


def test_what_was_edited_and_switched_on_in_one_run_goes_back_and_off(drafted):
    """The edit is no sign that it was on before: it was a draft."""
    write(drafted, EDITED)
    drafted.apply()
    assert switches(drafted) == ON

    drafted.run("rollback", "--yes", "--enable", "*", "--publish", "*", code=0)

    assert switches(drafted) == OFF
    write(drafted, DRAFTED)
    assert drafted.plan()["summary"]["empty"]


def test_what_the_files_do_not_describe_any_more_is_named(adopted):
    """It cannot be said as it was, so it stays on: told, and the run still stands."""
    write(adopted, "revops: 1\nproperties: {contacts: {email: {existing: string}}}\n")

    ran = adopted.run("rollback", "--yes", "--enable", "*", "--publish", "*", "--json", code=4)

    told = {one["address"] for one in ran.json["lost"] if one["code"] == "RV945"}
    assert told == {address for address, _, _ in SWITCHES}
    assert switches(adopted) == ON
