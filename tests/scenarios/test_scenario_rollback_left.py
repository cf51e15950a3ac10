"""`revops rollback` that leaves something: the run still stands, and the same is gone on with."""

from __future__ import annotations

import pytest
from client_project import Person
from test_scenario_rollback import ADDED, applied_twice, blueprint, labels, write
from test_scenario_rollback_since import database, runs

LATER = blueprint("Level", "Town", more=ADDED)
"""The files as the second run had them."""
BROKEN = LATER.replace("    town: {", "    town: no map\n    other: {")
"""The same, where `town` cannot be read."""


@pytest.fixture
def twice(make_project):
    return applied_twice(make_project)


def test_what_broken_files_left_is_gone_on_with(twice):
    """Without a number the same run is meant until all of it is back; the hint names it all the same."""
    write(twice, BROKEN)
    number = runs(twice)[0]["id"]
    left = twice.run("rollback", "--yes", "--delete-created", code=4)
    assert labels(twice) == {"tier": "Tier", "town": "Town"}
    assert f"Next: revops rollback {number[:8]} --delete-created again" in left.out
    write(twice, LATER)

    twice.run("rollback", "--yes", code=0)

    assert labels(twice) == {"tier": "Tier", "town": "City"}
    last, first_try, second, first = runs(twice)
    assert [last["undoes"], first_try["undoes"]] == [number, number]
    assert (first_try["exit_code"], second["undone_by"], first["undone_by"]) == (4, last["id"], None)


def test_a_way_back_on_which_nothing_is_left_ends_it(twice):
    """All values went back over files with an error: over whole ones nothing is sent, and the run is over."""
    write(twice, LATER.replace("label: Town", "lable: Town"))
    twice.run("rollback", "--yes", "--delete-created", code=4)
    write(twice, LATER)
    twice.forget()

    ran = twice.run("rollback", "--yes", code=0)

    assert twice.requests(writes=True) == []
    assert "nothing was sent" in ran.out
    last, _, second, first = runs(twice)
    assert second["undone_by"] == last["id"]
    assert f"Taking back run {first['id'][:8]} " in twice.run("rollback", "--dry-run", code=0).out


def test_what_waits_for_consent_alone_is_not_over(twice):
    """Values went back before; a deletion that nobody agrees to is no end, and no run of the history."""
    twice.run("rollback", "--yes", code=4)
    before = runs(twice)

    twice.run("rollback", "--yes", code=4)

    assert runs(twice) == before


FLOW = """\
revops: 1
workflows:
  call:
    object: contacts
    name: Call
    enrol: {manual: true}
    steps:
"""
BEFORE, AFTER = "abcd", "badc"


def flow(names, faulty=""):
    """A workflow with one task for each letter; a faulty one is no step."""
    steps = (f"{{id: {one}, task: {{subject: {one}}}}}" if one not in faulty else one for one in names)
    return FLOW + "".join(f"      - {step}\n" for step in steps)


def sequence(project):
    """Subjects of the workflow's tasks as records come to them."""
    person = Person(project.emulator)
    shown = person("GET", person.flow_path("Call"))
    actions = {one["actionId"]: one for one in shown["actions"]}
    found, at = "", shown["startActionId"]
    while at:
        found += actions[at]["fields"]["subject"]
        at = actions[at].get("connection", {}).get("nextActionId")
    return found


def test_a_sequence_of_which_files_lack_a_part_stays(make_project):
    """After a faulty step nothing is known: half of an order is not put back, and is named."""
    project = make_project(blueprint=flow(BEFORE))
    project.apply()
    write(project, flow(AFTER))
    project.apply()
    assert sequence(project) == AFTER
    write(project, flow(AFTER, faulty="d"))

    ran = project.run("rollback", "--yes", "--json", code=4)

    assert sequence(project) == AFTER
    (told,) = [one for one in ran.json["lost"] if one["code"] == "RV945"]
    assert told["summary"].startswith("workflow.call#steps.order cannot be put back: ")
    write(project, flow(AFTER))
    project.run("rollback", "--yes", code=0)
    assert sequence(project) == BEFORE


def crowded(project, count=150):
    """As many later runs of other commands, which changed nothing."""
    with database(project) as later:
        names = [row[0] for row in later.execute("select name from pragma_table_info('runs')")]
        told = {"id": "'f' || n", "started": "started + n", "command": "'tick'"}
        values = ", ".join(told.get(name, name) for name in names)
        later.execute(
            "insert into runs with recursive numbers(n) as"
            f" (select 1 union all select n + 1 from numbers where n < {count})"
            f" select {values} from numbers, (select * from runs order by started desc limit 1)"
        )


def test_a_run_behind_many_others_is_found_and_what_came_after_it_too(twice):
    """The last apply without a number; from the first one, the second is told among all that came later."""
    second, first = (one["id"] for one in runs(twice))
    crowded(twice)

    last = twice.run("rollback", "--dry-run", code=0).out
    plan = twice.run("rollback", first, "--dry-run", "--json", code=0).json

    assert f"Taking back run {second[:8]} " in last
    (told,) = [one["summary"] for one in plan["findings"] if one["code"] == "RV947"]
    assert second[:8] in told
