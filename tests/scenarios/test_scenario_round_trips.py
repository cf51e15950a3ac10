"""Every kind goes round: apply, empty plan, hand edit held, take, empty plan, keep, empty plan, remove."""

from __future__ import annotations

import importlib

import pytest
from client_project import Person

from revops.kinds import KINDS
from revops.kinds.operating import OPERATING

NAMES = [kind.name for kind in KINDS if kind not in OPERATING]
"""Kinds that become something; the operating model stays in the files."""
FILES = ("blueprints/portal.yaml", "blueprints/thing.yaml")


def example(kind):
    """The example of a kind, from the file of its name in `round_trips`."""
    return importlib.import_module(f"round_trips.rt_{kind}").EXAMPLE


def write(project, around, entry):
    for name, text in zip(FILES, (around, entry), strict=True):
        (project.folder / name).write_text(text, encoding="utf-8")


def declare(project, tier):
    """Write the subscription of every hub into the target."""
    path = project.folder / "revops.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("professional", tier), encoding="utf-8")


def actions(plan, address):
    """What the plan says of an address."""
    return [change["action"] for change in plan["changes"] if change["address"] == address]


def held_units(project, address):
    """The units of an address that drift holds."""
    held = project.run("drift", "--json", code=2).json["held"]
    assert {change["address"] for change in held} == {address}
    return {unit["path"] for change in held for unit in change["units"]}


def assert_quiet(project):
    """Plan is empty, drift finds nothing, and neither wrote a byte to the portal."""
    project.forget()
    assert project.plan()["summary"]["empty"]
    project.run("drift", code=0)
    assert project.requests(writes=True) == []


@pytest.mark.parametrize("name", [*NAMES, "pipeline_orders", "pipeline_leads"])
def test_a_kind_goes_round(make_project, name):
    """The steps of the title, through the command line, on a portal with HubSpot's default content."""
    trip = example(name)
    assert trip.kind == trip.address.split(".")[0]
    assert name.startswith(trip.kind)
    project = make_project(blueprint=trip.around)
    project.consents = (*project.consents, "--create", "*")
    declare(project, trip.tier)
    person = Person(project.emulator)
    write(project, trip.around, trip.entry)

    assert actions(project.plan(), trip.address)
    project.apply()
    assert_quiet(project)

    if trip.edit is not None:
        take(project, person, trip)
        keep(project, person, trip)
    remove(project, trip)


def take(project, person, trip):
    """A hand edit is held and nothing is written; `--take` brings the blueprint's value back."""
    trip.edit(person)
    assert held_units(project, trip.address) == {trip.unit}
    project.forget()
    project.run("apply", "--yes", code=4)
    assert project.requests(writes=True) == []
    project.apply("--take", trip.address, "--allow", "RV996=1")  # a pipeline's edit is of a probability
    assert project.requests(writes=True)
    assert_quiet(project)


def keep(project, person, trip):
    """`--keep` puts a second hand edit into the file and sends nothing; the plan is empty."""
    trip.edit(person)
    text = (project.folder / FILES[1]).read_text(encoding="utf-8")
    project.forget()
    project.run("drift", "--keep", trip.address, code=0)
    assert project.requests(writes=True) == []
    assert (project.folder / FILES[1]).read_text(encoding="utf-8") != text
    assert_quiet(project)


def remove(project, trip):
    """Under `removed:` it is deleted with consent, once; named again it is as new."""
    entry = (project.folder / FILES[1]).read_text(encoding="utf-8")
    write(project, trip.around, f"revops: 1\nremoved: [{trip.address}]\n")
    assert actions(project.plan(), trip.address) == ([] if trip.removal == "none" else [trip.removal])
    if trip.removal != "delete":
        return
    project.run("apply", "--yes", code=4)
    assert actions(project.plan(), trip.address) == ["delete"]
    project.apply("--delete", trip.address)
    assert_quiet(project)
    write(project, trip.around, entry)
    assert actions(project.plan(), trip.address)[:1] == [trip.again]
