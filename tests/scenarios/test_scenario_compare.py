"""`revops compare`: targets, snapshots and the blueprint, by meaning and not by id."""

from __future__ import annotations

import pytest
from client_project import BLUEPRINT, PIPELINE, PROPERTY, Person
from test_scenario_snapshot import EMPTY, snapshot

from revops.emulator import Traits
from revops.emulator.faults import fault_of

OTHER, TOKEN = 90000077, "pat-emulator-90000077"
CONTACTS = "/crm/properties/2026-09/contacts"


@pytest.fixture
def client(make_project):
    """A project whose blueprint is applied in two portals, which give ids of their own."""
    project = make_project("client", blueprint=BLUEPRINT)
    project.emulator.add_portal(OTHER, TOKEN, Traits())
    project.pin("second", portal=OTHER, default=False)
    project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
    project.consents = (*project.consents, "--create", "*")
    project.settle()
    project.settle("--target", "second")
    return project


def compared(project, left, right, code):
    return project.run("compare", left, right, "--json", code=code).json


def differing(document):
    """Units that differ, each with its two values."""
    return {
        (one["address"], unit["path"]): (unit.get("left"), unit.get("right"))
        for one in document["differing"]
        for unit in one["units"]
    }


def second(project, method, path, body=None):
    """An edit by a person in the second portal."""
    reply = project.emulator.edit(method, path, body, portal_id=OTHER)
    assert reply.status < 300, reply.body


def test_two_portals_with_one_blueprint_say_the_same(client):
    """All ids differ, and nothing is told."""
    here, there = client.tables(), client.tables(OTHER)
    assert not here["scores"].keys() & there["scores"].keys()

    found = compared(client, "emulator", "second", 0)

    assert found["equal"]
    assert (found["only_left"], found["only_right"], found["differing"]) == ([], [], [])


def test_what_differs_is_told_unit_by_unit(client):
    """A label, a stage's probability, a property on one side only."""
    second(client, "PATCH", PROPERTY, {"label": "きっかけ"})
    second(client, "PATCH", f"{PIPELINE}/stages/offered", {"metadata": {"probability": "0.7"}})
    made = {"name": "fax", "label": "FAX", "type": "string", "fieldType": "text"}
    second(client, "POST", CONTACTS, {**made, "groupName": "qualification"})

    found = compared(client, "emulator", "second", 2)

    assert differing(found) == {
        ("property.contacts.found_us", "label"): ("流入経路", "きっかけ"),
        ("pipeline.deals.upsell", "stages.offered.probability"): (0.6, 0.7),
    }
    assert [one["address"] for one in found["only_right"]] == ["property.contacts.fax"]
    assert found["only_left"] == []


def test_the_terminal_shows_both_values(client):
    """Sections for what only one side has, and lines with the value of either."""
    second(client, "PATCH", PROPERTY, {"label": "きっかけ"})

    ran = client.run("compare", "second", "emulator", code=2)

    assert "Differs: second -> emulator" in ran.out
    assert '"きっかけ" -> "流入経路"' in ran.out
    assert "0 only in second, 0 only in emulator, 1 resource differs." in ran.out


def test_a_snapshot_is_its_portal(client):
    """A portal and its own snapshot are equal; after an edit the snapshot tells what was."""
    snapshot(client)
    assert compared(client, "snapshot.json", "emulator", 0)["equal"]
    Person(client.emulator)("PATCH", PROPERTY, {"label": "きっかけ"})

    found = compared(client, "snapshot.json", "emulator", 2)

    assert differing(found) == {("property.contacts.found_us", "label"): ("流入経路", "きっかけ")}


def test_against_the_blueprint_only_what_it_manages_counts(client):
    """What people add is theirs; what they change of the blueprint's differs, in either order."""
    assert compared(client, "blueprint", "emulator", 0)["equal"]
    person = Person(client.emulator)
    person("PATCH", PROPERTY, {"label": "きっかけ", "description": "これは管理されていない"})
    person("DELETE", f"{PIPELINE}/stages/found")

    found = compared(client, "blueprint", "emulator", 2)
    turned = compared(client, "emulator", "blueprint", 2)

    units = differing(found)
    assert units["property.contacts.found_us", "label"] == ("流入経路", "きっかけ")
    assert ("property.contacts.found_us", "description") not in units
    assert differing(turned) == {unit: (right, left) for unit, (left, right) in units.items()}
    assert turned["only_left"] == found["only_right"]


def test_what_could_not_be_read_is_not_missing(client):
    """Without the scope for forms nothing of forms is told as absent, and the reason is there."""
    fault = {"method": "GET", "path": "/marketing/v3/forms", "status": 403, "count": 20}
    client.emulator.faults.add(fault_of(fault))

    found = client.run("compare", "emulator", "second", "--json").json

    assert [one["kind"] for one in found["unread"] if one["side"] == "emulator"] == ["form"]


@pytest.mark.parametrize(
    ("sides", "code", "told"),
    [
        (("emulator", "emulator"), 64, "both sides are 'emulator'"),
        (("emulator", "nowhere"), 64, "there is no target 'nowhere'"),
        (("emulator", "revops.yaml"), 4, "revops.yaml: Invalid input JSON"),
    ],
)
def test_what_cannot_be_compared(make_project, sides, code, told):
    """The same side twice, a name that is nothing, a file that is no snapshot."""
    project = make_project("project", blueprint=EMPTY)

    ran = project.run("compare", *sides, code=code)

    assert told in ran.out + ran.err
