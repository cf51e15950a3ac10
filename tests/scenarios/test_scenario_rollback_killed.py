"""`revops rollback` and `revops history` of a run that was cut off: only what arrived is its own."""

from __future__ import annotations

import re

import pytest
from client_project import Person
from test_scenario_killed import BLUEPRINT as KINDS
from test_scenario_killed import WRITES, killed, made, nth_write
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


def shown(project, names=NAMES):
    """Name -> label of those of the groups that the portal has."""
    listed = project.emulator.edit("GET", HERE).body["results"]
    return {row["name"]: row["label"] for row in listed if row["name"] in names}


def there(project, *names):
    return set(shown(project, names or NAMES))


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


BY_HAND = {"name": "own", "label": "Own", "displayOrder": 7}


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_run_that_was_cut_off_is_taken_back_at_once(project, number, committed, named):
    """What arrived is found out first; just that goes, and what a person made and was there before stays."""
    project.emulator.edit("POST", HERE, BY_HAND)
    before = there(project, *NAMES, "own")
    killed(project, nth_write(number), committed=committed)
    (cut_off,) = runs(project)
    made = there(project)
    project.forget()

    ran = project.run("rollback", *([cut_off["id"]] if named else []), "--yes", "--delete-created", code=0)

    sent = project.requests(writes=True)
    assert len(made) == number - (not committed)
    assert re.search(r"RV616.*was cut off", " ".join(ran.out.split()))
    assert sorted(sent) == sorted(f"DELETE {HERE}/{name}" for name in sorted(made))
    assert there(project, *NAMES, "own") == before == {"own"}
    assert runs(project)[0]["undoes"] == cut_off["id"]
    assert project.run("state", "show", "--json", code=0).json["unsettled"] == 0


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_values_of_a_run_that_was_cut_off_go_back_at_once(project, number, committed):
    """Labels that it wrote are as before, and nothing else is sent."""
    project.apply()
    write(project, groups(*NAMES).replace("label: ", "label: New "))
    killed(project, nth_write(number), committed=committed)
    arrived = {name for name, label in shown(project).items() if label.startswith("New")}
    project.forget()

    project.run("rollback", runs(project)[0]["id"], "--yes", code=0)

    assert len(arrived) == number - (not committed)
    assert shown(project) == {"one": "One", "two": "Two", "three": "Three"}
    assert sorted(project.requests(writes=True)) == sorted(f"PATCH {HERE}/{name}" for name in arrived)


def alive(project):
    """What is there of the things that the run makes; what is archived is gone."""
    return {name for name in made(project) if not name.startswith("archived_")}


@pytest.mark.parametrize("number", range(1, WRITES + 1))
def test_whatever_kind_was_made_last_goes_at_once(make_project, number):
    """A group, properties of one batch, a pipeline, a workflow, whose ids no answer ever told."""
    project = make_project("kinds", locale="en", blueprint=KINDS)
    killed(project, nth_write(number), committed=True)
    assert alive(project)

    project.run("rollback", "--yes", "--delete-created", code=0)

    assert alive(project) == set()
    assert project.run("state", "show", "--json", code=0).json["ledger"]["entries"] == 0


def shortened(project):
    """Somebody makes the workflow wait for another time."""
    Person(project.emulator).flow(lambda body: body["actions"][0]["fields"].update(delta="7"), "Welcome")


def forgotten(project):
    """The files do not describe the workflow any more."""
    write(project, KINDS.partition("workflows:")[0])


@pytest.mark.parametrize("since", [shortened, forgotten])
def test_a_workflow_of_which_nobody_knows_who_made_it_is_left_to_a_person(make_project, since):
    """Its create was never answered, and nobody can tell that it is as it was sent: it is named with why."""
    project = make_project("kinds", locale="en", blueprint=KINDS)
    killed(project, nth_write(WRITES), committed=True)
    since(project)

    ran = project.run("rollback", "--yes", "--delete-created", code=4)

    assert [name.partition(" ")[2] for name in alive(project)] == ["Welcome"]
    assert "workflow.welcome stays: the ledger has no proof that this tool created it here" in ran.out


def test_what_a_person_made_look_like_it_later_is_held(project):
    """A label that never arrived; a whole run later somebody types the same: that is no work of the run's."""
    project.apply()
    write(project, groups(*NAMES).replace("label: ", "label: New "))
    killed(project, nth_write(1), committed=False)
    cut_off = runs(project)[0]
    write(project, groups(*NAMES, "whole"))
    project.apply()
    Person(project.emulator)("PATCH", f"{HERE}/one", {"label": "New One"})

    ran = project.run("rollback", cut_off["id"], "--yes", code=4)

    assert shown(project)["one"] == "New One"
    assert "! group.contacts.one" in ran.out
