"""`revops rollback` and `revops history` of a run that was cut off: only what arrived is its own."""

from __future__ import annotations

import pytest
from test_scenario_killed import killed, nth_write
from test_scenario_rollback import write
from test_scenario_rollback_since import runs

NAMES = ("one", "two", "three")
GROUPS = "revops: 1\ngroups: {contacts: {NAMES}}\n"
HERE = "/crm/properties/2026-09/contacts/groups"


def groups(*names):
    """Groups without properties; each is a request of its own, in the order of their names."""
    return GROUPS.replace("NAMES", ", ".join(f"{name}: {{label: {name.title()}}}" for name in names))


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Nobody has to sit through what a surface's lag makes a run wait for."""
    monkeypatch.setattr("revops.cli.recovery.sleep", lambda _seconds: None)


@pytest.fixture
def project(make_project):
    return make_project(locale="en", blueprint=groups(*NAMES))


def shown(project):
    """Name -> label of those of the groups that the portal has."""
    listed = project.emulator.edit("GET", HERE).body["results"]
    return {row["name"]: row["label"] for row in listed if row["name"] in NAMES}


def there(project):
    return set(shown(project))


def statuses(project, number):
    changes = project.run("history", number, "--json", code=0).json["changes"]
    return {change["address"].rpartition(".")[2]: change["status"] for change in changes}


@pytest.mark.parametrize(("committed", "left"), [(True, {"two", "three"}), (False, set(NAMES))])
def test_what_was_only_planned_is_not_deleted(project, committed, left):
    """The next run made the rest: of the run that was cut off goes what arrived, and nothing else."""
    killed(project, nth_write(1), committed=committed)
    (cut_off,) = runs(project)
    project.apply()

    ran = project.run("rollback", cut_off["id"], "--yes", "--delete-created", code=0)

    assert there(project) == left
    assert ("RV979  group.contacts.one" in ran.out) is not committed
    assert "group.contacts.two" not in ran.out


def test_what_was_only_planned_to_change_stays(project):
    """The next run wrote it: of the run that was cut off goes back what was sent, and nothing else."""
    project.apply()
    write(project, groups(*NAMES).replace("label: ", "label: New "))
    killed(project, nth_write(1), committed=True)
    cut_off = runs(project)[0]
    project.apply()

    project.run("rollback", cut_off["id"], "--yes", code=0)

    assert shown(project) == {"one": "One", "two": "New Two", "three": "New Three"}


def test_a_group_in_which_a_later_run_made_properties_stays(project):
    """HubSpot would refuse to delete it: it is kept, and the property is named as the reason."""
    killed(project, nth_write(1), committed=True)
    (cut_off,) = runs(project)
    field = "{label: Town, type: string, fieldType: text, groupName: one}"
    write(project, groups(*NAMES) + f"properties: {{contacts: {{town: {field}}}}}\n")
    project.apply()

    ran = project.run("rollback", cut_off["id"], "--yes", "--delete-created", code=4)

    assert there(project) == set(NAMES)
    (step,) = [line for line in ran.out.splitlines() if line.startswith("Next: ")]
    assert "group.contacts.one stays: " in step
    assert "used by 1 property" in step


def test_what_a_later_run_made_anew_is_its_own(project):
    """Somebody deleted a group and the next run made it again: the first run's way back leaves it."""
    project.apply()
    first = runs(project)[0]["id"]
    project.run("rollback", "--yes", "--delete-created", code=0)
    write(project, groups("two"))
    project.apply()

    project.run("rollback", first, "--yes", "--delete-created", code=0)

    assert there(project) == {"two"}


@pytest.mark.parametrize("committed", [False, True])
def test_the_history_tells_how_far_a_run_came(project, committed):
    """The first group was answered with yes, of the second nobody knows, the third was never sent."""
    killed(project, nth_write(2), committed=committed)
    (cut_off,) = runs(project)
    told = {"one": "done", "three": "unknown", "two": "planned"}

    before = statuses(project, cut_off["id"])
    project.apply()
    after = statuses(project, cut_off["id"])

    assert before == after == told
