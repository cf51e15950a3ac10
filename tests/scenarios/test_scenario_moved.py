"""`moved:` gives a thing another address; the portal stays as it is, and so does the proof of who made it."""

from __future__ import annotations

import json

import pytest
import yaml
from client_project import Person
from test_scenario_round_trips import FILES, NAMES, actions, assert_quiet, declare, example, write

FIXED = {
    *(
        "object",
        "group",
        "property",
        "validation",
    ),  # HubSpot changes none of their names; see renamed_property
    *("lifecycle", "pipeline_rules", "stage_permissions", "checklist"),
}
"""Kinds whose names are HubSpot's or other things' names, or that no portal holds."""


def renamed(value, old, new):
    """The same document with one key under another name, wherever it stands."""
    if isinstance(value, dict):
        return {(new if key == old else key): renamed(one, old, new) for key, one in value.items()}
    return [renamed(one, old, new) for one in value] if isinstance(value, list) else value


def moved(entry, old, new):
    """The entry of a kind under its new address."""
    before, after = old.rpartition(".")[2], new.rpartition(".")[2]
    document = renamed(yaml.safe_load(entry), before, after)
    if "scores" in document:  # its property keeps its internal name, so the entry says it
        document["scores"][after]["output"] = {"property": before}
    return yaml.safe_dump({**document, "moved": {old: new}}, allow_unicode=True, sort_keys=False)


def entries(project):
    """What the ledger on disk knows."""
    (file,) = (project.folder / ".revops" / "ledger").glob("*.json")
    return json.loads(file.read_text(encoding="utf-8"))["entries"]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FIXED])
def test_a_thing_of_any_kind_moves_to_another_address(make_project, name):
    """The plan says so, apply sends nothing, the ledger has the new address with the old id and proof."""
    trip = example(name)
    project = make_project(blueprint=trip.around)
    project.consents = (*project.consents, "--create", "*")
    declare(project, trip.tier)
    write(project, trip.around, trip.entry)
    project.apply()
    before = entries(project)[trip.address]
    address = f"{trip.address}_2"

    write(project, trip.around, moved(trip.entry, trip.address, address))
    project.forget()
    assert actions(project.plan(), address) == ["adopt"]
    project.apply()

    assert project.requests(writes=True) == []
    after = entries(project)
    assert trip.address not in after
    assert (after[address]["id"], after[address].get("created")) == (before["id"], before.get("created"))
    assert_quiet(project)
    taken_back(project, trip, address)


def taken_back(project, trip, address):
    """A hand edit is held at the new address, and taking the blueprint's side writes to the old thing."""
    if trip.edit is None:
        return
    trip.edit(Person(project.emulator))
    held = project.run("drift", "--json", code=2).json["held"]
    assert [change["address"] for change in held] == [address]
    project.apply("--take", address, "--allow", "RV996=1")  # a pipeline's edit is of a probability
    assert_quiet(project)


@pytest.mark.parametrize(
    ("moves", "code", "told"),
    [
        ("segment.a: segment.gone", "RV218", "does not describe segment.gone"),
        ("segment.warm: segment.hot", "RV218", "a section still names segment.warm"),
        ("segment.a: workflow.hot", "RV217", "stays of its kind"),
        ("segment.a: segment.b, segment.b: segment.a", "RV219", "in a circle"),
        ("segment.a: segment.hot, segment.b: segment.hot", "RV218", "two lines"),
        ("segment.warm#where: segment.warm#elsewhere", "RV218", "no part segment.warm#elsewhere"),
        ("segment.warm#where: segment.warm#name", "RV218", "a section still names segment.warm#where"),
        ("segment.warm#where: segment.hot#where", "RV217", "within its own thing"),
        ("group.contacts.a: group.contacts.b", "RV217", "never changes its internal name"),
        ("validation.contacts.a: validation.contacts.b", "RV217", "never changes its internal name"),
        ("object.car: object.boat", "RV217", "never changes its internal name"),
        (
            "property.contacts.a#options.b: property.contacts.a#options.c",
            "RV217",
            "stored value of an option",
        ),
        (
            "property.contacts.tier: property.contacts.gone",
            "RV218",
            "does not describe property.contacts.gone",
        ),
        ("segmint.a: segment.hot", "RV217", "there is no kind 'segmint'"),
        ("warm: segment.hot", "RV215", "no address"),
    ],
)
def test_what_cannot_move_is_an_error_with_its_line(make_project, moves, code, told):
    """File, line, reason; before anything is sent."""
    entry = "{{object: contacts, name: {name}, where: {{property: contacts.email, known: true}}}}"
    text = "revops: 1\nproperties: {contacts: {email: {existing: string}}}\nsegments:\n"
    text += "".join(f"  {name}: {entry.format(name=name)}\n" for name in ("warm", "hot"))
    project = make_project(blueprint=f"{text}moved: {{{moves}}}\n")

    found = project.run("validate", "--json", code=3).json["findings"]

    errors = [one for one in found if one["severity"] == "error"]
    assert {one["code"] for one in errors} == {code}
    assert told in errors[0]["summary"]
    assert (errors[0]["file"], errors[0]["line"]) == (FILES[0], 6)


def test_a_ledger_that_knows_both_addresses_keeps_them(make_project):
    """What would lose the proof of one of two things is not done, and said."""
    one = "{{object: contacts, name: {name}, where: {{property: contacts.email, known: true}}}}"
    head = "revops: 1\nproperties: {contacts: {email: {existing: string}}}\nsegments:\n"
    warm, hot = (f"  {name}: {one.format(name=name)}\n" for name in ("warm", "hot"))
    project = make_project(blueprint=head + warm + hot)
    project.apply()
    (project.folder / FILES[0]).write_text(
        f"{head}{hot}moved: {{segment.warm: segment.hot}}\n", encoding="utf-8"
    )

    plan = project.plan()

    assert [one["code"] for one in plan["findings"] if one["severity"] == "warning"] == ["RV435"]
    assert plan["summary"]["empty"]
    assert {"segment.warm", "segment.hot"} <= entries(project).keys()


def test_a_move_that_is_not_applied_yet_is_pending_and_kept_with_the_value(make_project):
    """Drift shows it; `--keep` of a hand edit writes the new address into the ledger with it."""
    trip = example("segment")
    project = make_project(blueprint=trip.around)
    write(project, trip.around, trip.entry)
    project.apply()
    address = f"{trip.address}_2"
    write(project, trip.around, moved(trip.entry, trip.address, address))
    trip.edit(Person(project.emulator))

    document = project.run("drift", "--json", code=2).json
    assert [change["address"] for change in document["pending"]] == [address]
    project.run("drift", "--keep", address, code=0)

    assert trip.address not in entries(project)
    assert_quiet(project)


STAGES = """\
revops: 1
pipelines:
  deals:
    renewal:
      label: Renewal
      stages:
        due: {label: Due, probability: 0.5}
        won: {label: Renewed, probability: 1}
        lost: {label: Lost, probability: 0}
"""


def test_a_stage_moves_to_another_key(make_project):
    """HubSpot's stage keeps its id, its place and its deals; nothing is sent."""
    project = make_project(blueprint=STAGES)
    project.apply()
    before = entries(project)["pipeline.deals.renewal"]
    text = STAGES.replace("due:", "pending:")
    move = "moved: {pipeline.deals.renewal#stages.due: pipeline.deals.renewal#stages.pending}\n"
    (project.folder / FILES[0]).write_text(text + move, encoding="utf-8")
    project.forget()

    assert actions(project.plan(), "pipeline.deals.renewal") == ["adopt"]
    project.apply()

    after = entries(project)["pipeline.deals.renewal"]
    assert project.requests(writes=True) == []
    assert after["keys"]["stages.pending"] == before["keys"]["stages.due"]
    assert after["units"]["stages.order"] == ["pending", "won", "lost"]
    assert_quiet(project)


def test_a_stage_does_not_move_onto_another_one(make_project):
    """The ledger knows both keys: their ids stay apart, and it is said."""
    project = make_project(blueprint=STAGES)
    project.apply()
    before = entries(project)["pipeline.deals.renewal"]
    text = STAGES.replace("        won: {label: Renewed, probability: 1}\n", "")
    move = "moved: {pipeline.deals.renewal#stages.won: pipeline.deals.renewal#stages.due}\n"
    (project.folder / FILES[0]).write_text(text + move, encoding="utf-8")

    plan = project.plan()

    assert "RV435" in [one["code"] for one in plan["findings"]]
    assert entries(project)["pipeline.deals.renewal"]["keys"] == before["keys"]
    assert [change for change in plan["changes"] if change["action"] in ("update", "adopt")] == []
