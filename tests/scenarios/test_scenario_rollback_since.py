"""`revops rollback` when things moved on: other addresses, other formats, broken files, runs taken back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from client_project import Person
from test_scenario_moved import STAGES
from test_scenario_rollback import ADDED, applied_twice, blueprint, labels, write

from revops.state.steps import STEPS

PIPELINE = "/crm/pipelines/2026-09/deals"
SEGMENT = """\
revops: 1
properties: {contacts: {email: {existing: string}}}
segments:
  NAME: {object: contacts, name: LABEL, where: {property: contacts.email, known: true}}
"""


def segment(name, label):
    return SEGMENT.replace("NAME", name).replace("LABEL", label)


def runs(project):
    """Of the history, newest first."""
    return project.run("history", "--json", code=0).json["runs"]


def segments(project):
    """What people call the segments that there are."""
    found = Person(project.emulator)("POST", "/crm/lists/2026-09/search", {"query": ""})["lists"]
    return {row["name"] for row in found}


def database(project):
    return closing(sqlite3.connect(project.folder / ".revops" / "state.db", isolation_level=None))


def changes(state):
    """Run, change and what became of it, of every change that the history has."""
    rows = state.execute("select run, planned, ended from changes order by run, batch").fetchall()
    return [
        (run, *one)
        for run, planned, ended in rows
        for one in zip(json.loads(planned), json.loads(ended), strict=True)
    ]


@pytest.fixture
def twice(make_project):
    return applied_twice(make_project)


@pytest.fixture
def moved(make_project):
    """Made as `warm`, called otherwise, moved to `hot` and on to `boiling`; no line of `moved:` is left."""
    project = make_project(blueprint=segment("warm", "Warm"))
    project.apply()
    write(project, segment("warm", "Lukewarm"))
    project.apply()
    for old, new in (("warm", "hot"), ("hot", "boiling")):
        write(project, segment(new, "Lukewarm") + f"moved: {{segment.{old}: segment.{new}}}\n")
        project.apply()
    write(project, segment("boiling", "Lukewarm"))
    return project


def test_the_history_has_the_old_address_of_what_moved(moved):
    """As text and as JSON, in the run that wrote the new address down."""
    number = runs(moved)[1]["id"]

    (change,) = moved.run("history", number, "--json", code=0).json["changes"]
    text = moved.run("history", number, code=0).out

    assert (change["address"], change["was"]) == ("segment.hot", "segment.warm")
    assert "adopt segment.hot (define), was segment.warm" in text


def test_a_value_goes_back_to_what_has_another_address_by_now(moved):
    """Twice moved, and no line of `moved:` left: the history knows the way."""
    renamed = runs(moved)[2]["id"]

    moved.run("rollback", renamed, "--yes", code=0)

    assert segments(moved) == {"Warm"}


def test_what_was_made_under_another_address_goes(moved):
    """By the consent to delete what the run made; the ledger has nothing left of it."""
    made = runs(moved)[3]["id"]

    moved.run("rollback", made, "--yes", "--delete-created", code=0)

    assert segments(moved) == set()
    (ledger,) = (moved.folder / ".revops" / "ledger").glob("*.json")
    assert "segment" not in str(json.loads(ledger.read_text("utf-8"))["entries"].keys())


@pytest.fixture
def stages(make_project):
    """The stage `due` was renamed for people, then moved to the key `pending`."""
    project = make_project(blueprint=STAGES)
    project.apply()
    write(project, STAGES.replace("label: Due", "label: Overdue"))
    project.apply("--allow", "RV996=9")
    text = STAGES.replace("label: Due", "label: Overdue").replace("due:", "pending:")
    write(project, text + MOVE)
    project.apply()
    return project


MOVE = "moved: {pipeline.deals.renewal#stages.due: pipeline.deals.renewal#stages.pending}\n"


def stage_labels(project):
    found = Person(project.emulator)("GET", PIPELINE)["results"]
    return [one["label"] for row in found if row["label"] == "Renewal" for one in row["stages"]]


def test_a_part_that_moved_goes_back_by_its_new_name(stages):
    """As long as the line of `moved:` tells it."""
    stages.run("rollback", runs(stages)[1]["id"], "--yes", "--allow", "RV996=9", code=0)

    assert stage_labels(stages) == ["Due", "Renewed", "Lost"]


def test_a_part_whose_new_name_nobody_knows_stays(stages):
    """Said first; no second stage is made under the old key."""
    path = stages.folder / "blueprints" / "portal.yaml"
    write(stages, path.read_text("utf-8").replace(MOVE, ""))

    ran = stages.run("rollback", runs(stages)[1]["id"], "--yes", "--json", code=4)

    assert stage_labels(stages) == ["Overdue", "Renewed", "Lost"]
    (told,) = [one for one in ran.json["lost"] if one["code"] == "RV945"]
    assert "#stages.due.label cannot be put back" in told["summary"]
    assert "revops history" in told["hint"]


def test_a_run_that_was_taken_back_says_so_and_is_not_chosen_again(twice):
    """The rollback knows its run, the history shows both, and without a number the one before is meant."""
    twice.run("rollback", "--yes", "--delete-created", code=0)
    back, second, first = runs(twice)
    text = twice.run("history", code=0).out
    again = twice.run("rollback", second["id"], "--dry-run", "--json", code=0).json
    write(twice, blueprint())

    assert (back["undoes"], second["undone_by"], first["undone_by"]) == (second["id"], back["id"], None)
    assert f"taken back by {back['id'][:8]}" in text
    assert f"rollback of {second['id'][:8]}" in text
    assert [one["code"] for one in again["findings"] if one["severity"] == "warning"] == ["RV949"]
    assert f"Taking back run {first['id'][:8]} " in twice.run("rollback", "--dry-run", code=0).out


def test_a_rollback_that_left_something_can_be_gone_on_with(twice):
    """Until a run is taken back as a whole it is the one that is meant."""
    twice.run("rollback", "--yes", code=4)
    (left, second, _) = runs(twice)

    twice.run("rollback", "--yes", "--delete-created", code=0)

    assert (left["undoes"], second["undone_by"]) == (second["id"], None)
    assert [one["undoes"] for one in runs(twice)[:2]] == [second["id"]] * 2
    assert "source" not in labels(twice)


def test_what_is_not_there_to_choose_is_said(twice):
    """Both runs taken back: nothing stands, and the number of one must be named."""
    twice.run("rollback", "--yes", "--delete-created", code=0)
    write(twice, blueprint())
    twice.run("rollback", "--yes", "--delete-created", code=0)

    assert "RV946" in twice.run("rollback", code=64).err


@pytest.mark.parametrize(
    ("written", "slip", "town", "codes"),
    [
        ("label: Town", "lable: Town", "City", {"RV948"}),
        ("    town: {", "    town: no map\n    other: {", "Town", {"RV948", "RV945"}),
    ],
)
def test_a_blueprint_with_errors_takes_back_what_it_can(twice, written, slip, town, codes):
    """What it still describes goes back, what it does not stays and is named; the way out has the number."""
    write(twice, blueprint("Level", "Town", more=ADDED).replace(written, slip))
    number = runs(twice)[0]["id"]

    ran = twice.run("rollback", "--yes", "--delete-created", "--json", code=4)

    assert labels(twice) == {"tier": "Tier", "town": town}
    told = {one["code"]: one for one in ran.json["lost"]}
    assert set(told) == codes
    assert "git stash" in told["RV948"]["hint"]
    assert all(f"type revops rollback {number[:8]}" in one["hint"] for one in told.values())
    assert "RV945" not in told or told["RV945"]["address"] == "property.contacts.town"


def test_files_that_are_no_yaml_leave_what_the_run_made(twice):
    """Nothing is described: values stay, and what the run created can go by its address, when it is typed."""
    write(twice, "revops: 1\n  groups: [\n")
    number = runs(twice)[0]["id"][:8]

    ran = twice.run("rollback", "--yes", "--delete-created", "--json", code=4)
    next_step = twice.run("rollback", number, "--yes", "--delete-created", code=4).out.splitlines()[-1]

    assert next_step.startswith(f"Next: revops rollback {number} --delete-created again, over files")
    assert labels(twice) == {"tier": "Level", "town": "Town"}
    assert [one["code"] for one in ran.json["lost"]] == ["RV948", "RV945", "RV945"]


def test_a_run_of_the_first_format_goes_back(twice):
    """The file is brought along: what an older version noted is as good as what this one does."""
    with database(twice) as old:
        noted = [
            (
                *(run, seq, one["address"], one["phase"], one["action"], status, json.dumps(one["units"])),
                *(name, int(one.get("created", False)), "{}", json.dumps(one.get("raw", {}))),
            )
            for seq, (run, one, (status, name)) in enumerate(changes(old))
        ]
        old.execute("drop table changes")
        old.execute("alter table runs rename to new_runs")
        old.execute("drop index runs_of")
        for statement in STEPS[0].split(";"):
            if any(text in statement for text in ("table runs ", "runs_of", "table changes ")):
                old.execute(statement)
        kept = ", ".join(row[0] for row in old.execute("select name from pragma_table_info('runs')"))
        old.execute(f"insert into runs ({kept}) select {kept} from new_runs")
        old.execute("drop table new_runs")
        old.executemany(f"insert into changes values ({', '.join('?' * 11)})", noted)
        old.execute("pragma user_version = 1")

    twice.run("rollback", "--yes", "--delete-created", code=0)

    assert labels(twice) == {"tier": "Tier", "town": "City"}


def test_what_another_version_noted_stays_and_is_named(twice):
    """A kind, an action and a unit that this version does not know: said, and the rest goes back."""
    number = runs(twice)[0]["id"]
    with database(twice) as newer:
        newer.execute("update runs set version = '99.0'")
        (tier,) = (
            one for run, one, _ in changes(newer) if run == number and one["address"].endswith(".tier")
        )
        tier["units"].append({"path": "hologram.colour", "before": "red", "after": "blue"})
        rows = [("hologram.contacts.sign", "create"), ("property.contacts.town", "transmute")]
        more = [{"address": one, "phase": "glow", "action": action, "units": []} for one, action in rows]
        told = (number, json.dumps([tier, *more]), json.dumps([["done", ""]] * 3))
        newer.execute("insert into changes values (?, 99, ?, ?)", told)

    ran = twice.run("rollback", "--yes", "--delete-created", "--json", code=4)

    assert labels(twice) == {"tier": "Tier", "town": "City"}
    lost = {one["summary"].partition(" ")[0].rstrip(",") for one in ran.json["lost"]}
    unknown = {"hologram.contacts.sign", "property.contacts.tier#hologram.colour", "property.contacts.town"}
    assert lost == unknown


def test_what_was_deleted_is_in_the_history_as_hubspot_had_it(make_project):
    """It does not come back; its body is there to make it again by."""
    project = make_project(blueprint=segment("warm", "Warm"))
    project.apply()
    write(project, "revops: 1\nremoved: [segment.warm]\n")
    project.apply("--delete", "segment.warm")

    plan = project.run("rollback", "--dry-run", "--json", code=0).json
    number = runs(project)[0]["id"]
    (change,) = project.run("history", number, "--json", code=0).json["changes"]

    (told,) = [one for one in plan["findings"] if one["code"] == "RV942"]
    assert f"revops history {number} --json" in told["hint"]
    assert "email" in json.dumps(change["body"]["filterBranch"])
    assert {unit["path"]: unit["before"] for unit in change["units"]}["name"] == "Warm"


def test_what_nothing_else_uses_is_said_once(make_project):
    """One finding with the number of what the run made; what holds values has one of its own."""
    project = make_project(blueprint=blueprint(more=ADDED))
    project.apply()
    values = {"email": "a@example.com", "source": "fair"}
    Person(project.emulator)("POST", "/crm/objects/2026-09/contacts", {"properties": values})

    document = project.run("rollback", "--dry-run", "--json", code=0).json

    found = [one for one in document["findings"] if one["code"] == "RV983"]
    assert [one["address"] for one in found if one["address"]] == ["property.contacts.source"]
    (once,) = [one["summary"] for one in found if not one["address"]]
    assert once.startswith(f"3 of what run {runs(project)[0]['id'][:8]} made: ")
    assert "removed:" not in json.dumps(document)
