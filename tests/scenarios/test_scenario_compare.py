"""`revops compare`: targets, snapshots and the blueprint, by meaning and not by id."""

from __future__ import annotations

import pytest
from client_project import BLUEPRINT, PIPELINE, PROPERTY, Person
from test_scenario_snapshot import EMPTY, snapshot

from revops.emulator import DEFAULT_TOKEN, Traits
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


def test_a_snapshot_is_its_portal_where_the_target_has_no_roles(make_project):
    """Nobody is called by a role on one side and by an address on the other."""
    project = make_project("project", blueprint=EMPTY)
    settings = project.folder / "revops.yaml"
    added = f"  bare: {{portal: {project.emulator.portal_id}, locale: ja}}\n"
    settings.write_text(settings.read_text(encoding="utf-8").rstrip() + f"\n\n{added}", encoding="utf-8")
    project.environment["HUBSPOT_ACCESS_TOKEN"] = DEFAULT_TOKEN
    snapshot(project, "--target", "bare")

    found = compared(project, "snapshot.json", "bare", 0)

    assert found["equal"]


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


BY_HAND = """\
revops: 1
groups: {contacts: {lead: {label: Lead}}}
checklist: {logo: {title: Upload the logo}}
departments: {sales: {title: Sales}}
"""


def test_what_people_do_by_hand_is_no_difference(make_project):
    """Neither an item nor what people agreed on is in any portal, so that it is not missing there."""
    project = make_project("project", blueprint=BY_HAND)
    project.apply()

    assert compared(project, "blueprint", "emulator", 0)["only_left"] == []


BOUND = """\
revops: 1
groups: {contacts: {lead: {label: Lead}}}
properties: {contacts: {town: {label: Town, type: string, fieldType: text, groupName: lead}}}
"""


def test_what_one_target_calls_otherwise_is_no_difference_of_portals(make_project):
    """Bindings are a target's: two portals are compared by the names that they have themselves."""
    project = make_project("project", blueprint=BOUND)
    project.apply()
    project.pin("bound", default=False, bind={"property.contacts.city_of": "town"})
    project.environment["HUBSPOT_ACCESS_TOKEN"] = DEFAULT_TOKEN

    found = compared(project, "emulator", "bound", 0)

    assert (found["only_left"], found["only_right"]) == ([], [])


def test_what_a_snapshot_hides_is_no_difference(client):
    """A secret is in the portal and not in its snapshot; what else differs in the same step is told."""

    def calling(url):
        def edit(body):
            body["actions"][0] |= {"type": "WEBHOOK", "method": "GET", "webhookUrl": url, "queryParams": []}
            for name in ("actionTypeId", "actionTypeVersion", "fields"):
                body["actions"][0].pop(name, None)

        return edit

    person = Person(client.emulator)
    person.flow(calling("https://c.test/in?key=s3cr3t"))
    snapshot(client, "--people")
    assert compared(client, "snapshot.json", "emulator", 0)["equal"]
    person.flow(calling("https://c.test/out?key=s3cr3t"))

    found = compared(client, "snapshot.json", "emulator", 2)

    (told,) = differing(found).values()
    urls = [side["webhook"]["url"] for side in told]
    assert urls == ["https://c.test/in?key=redacted", "https://c.test/out?key=redacted"]


CALLING = """\
revops: 1
workflows:
  call:
    object: contacts
    name: Call
    enrol: {manual: true}
    steps:
      - {id: hook, webhook: {method: GET, url: "https://c.test/in?key=s3cr3t"}}
      - {id: ask, task: {subject: Ask ann@client.test first}}
"""


@pytest.mark.parametrize("kept", [(), ("--people",)])
def test_what_a_snapshot_hides_is_no_difference_from_the_blueprint(make_project, kept):
    """Neither a secret nor a person of the files differs; what does is told as the copy has it."""
    project = make_project("project", blueprint=CALLING)
    project.consents = (*project.consents, "--create", "*")
    project.settle()
    snapshot(project, *kept)
    assert compared(project, "blueprint", "snapshot.json", 0)["equal"]
    text = CALLING.replace("in?key", "out?key").replace("first", "now")
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")

    found = compared(project, "snapshot.json", "blueprint", 2)

    told = differing(found)
    (urls,) = [
        [side["webhook"]["url"] for side in pair] for (_, path), pair in told.items() if "hook" in path
    ]
    (asked,) = [
        [side["task"]["subject"] for side in pair] for (_, path), pair in told.items() if "ask" in path
    ]
    assert urls == ["https://c.test/in?key=redacted", "https://c.test/out?key=redacted"]
    assert [one.rpartition(" ")[2] for one in asked] == ["first", "now"]
    assert all(("ann@client.test" in one) is bool(kept) for one in asked)


def test_a_workflow_that_one_side_does_not_show_is_no_difference(client):
    """It is told as not readable, with side and reason, and the exit code says that not all was read."""
    path = Person(client.emulator).flow_path()
    denied = {"status": 403, "body": {"status": "error", "category": "FLOW_ACCESS_DENIED", "message": "no"}}
    hide = {"method": "POST", "path": "*/flows/batch/read", "status": 200}
    nothing = {**hide, "body": {"status": "COMPLETE", "results": []}}
    for fault in (nothing, {"method": "GET", "path": path, **denied}):
        client.emulator.faults.add(fault_of(fault))
    snapshot(client)

    ran = client.run("compare", "snapshot.json", "emulator", code=1)
    found = compared(client, "snapshot.json", "emulator", 1)

    assert found["equal"]
    assert found["differing"] == []
    (told,) = found["unreadable"]
    assert (told["address"], told["side"]) == ("workflow.follow_up", "snapshot.json")
    assert told["reason"] == "HubSpot lists the workflow and does not show it to this token"
    assert "Not readable, so not compared" in ran.out
    assert "They say the same, as far as they were read." in ran.out


def test_what_could_not_be_read_is_not_missing(client):
    """Without the scope for forms nothing of forms is told as absent, and the exit code says it, too."""
    fault = {"method": "GET", "path": "/marketing/v3/forms", "status": 403, "count": 20}
    client.emulator.faults.add(fault_of(fault))

    found = compared(client, "emulator", "second", 1)

    assert found["equal"]
    assert [one["kind"] for one in found["unread"] if one["side"] == "emulator"] == ["form"]


def test_a_target_wins_over_a_file_of_its_name(make_project):
    """A file that happens to be called so, whatever is in it, changes nothing about what is compared."""
    project = make_project("project", blueprint=EMPTY)
    (project.folder / "emulator").write_text("notes", encoding="utf-8")

    assert compared(project, "blueprint", "emulator", 0)["equal"]


@pytest.mark.parametrize(
    ("sides", "code", "told"),
    [
        (("emulator", "emulator"), 64, "both sides are 'emulator'"),
        (("emulator", "nowhere"), 64, "there are the targets emulator, and the word `blueprint`"),
        (("emulator", "nowhere"), 64, "there is neither a target 'nowhere' nor a file of that name"),
        (("emulator", "bluprint"), 64, "did you mean 'blueprint'? there are the targets emulator"),
        (("emulator", "nofile.json.gz"), 64, "or make it: revops snapshot --out nofile.json.gz"),
        (("emulator", "no/file"), 64, "there is no file no/file"),
        (("emulator", "blueprints"), 64, "blueprints is a folder"),
        (("emulator", "revops.yaml"), 4, "revops.yaml: Invalid input JSON"),
    ],
)
def test_what_cannot_be_compared(make_project, sides, code, told):
    """The same side twice, a name that is nothing, a file that is no snapshot."""
    project = make_project("project", blueprint=EMPTY)

    ran = project.run("compare", *sides, code=code)

    assert told in ran.out + ran.err
