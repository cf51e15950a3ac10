"""Segments through the command line: made, changed, replaced, found by name, removed (dossier G)."""

from __future__ import annotations

import pytest
from client_project import Person

from filter_bodies import condition, known
from revops.emulator.faults import Fault

LISTS = "/crm/lists/2026-09"
AROUND = """\
revops: 1
properties:
  contacts:
    email: {existing: string}
    country: {existing: string}
    lifecyclestage: {existing: enumeration}
"""
SEGMENTS = """\
revops: 1
segments:
  vip: {object: contacts, name: VIP, type: static}
  reachable:
    object: contacts
    name: {ja: 連絡できる人, en: Reachable}
    where: {all: [{property: contacts.email, known: true}, {not: {in_segment: vip}}]}
    folder: Marketing/Nurture
  japan:
    object: contacts
    name: In Japan
    type: snapshot
    where: {property: contacts.country, equals: Japan}
    folder: Marketing
"""


@pytest.fixture
def client(make_project):
    """A project with the segments, nothing applied yet."""
    project = make_project(blueprint=AROUND, locale="en")
    write(project, SEGMENTS)
    return project


def write(project, text):
    """The file that holds the segments."""
    (project.folder / "blueprints" / "segments.yaml").write_text(text, encoding="utf-8")


def named(project):
    """What the portal holds, by name."""
    person = Person(project.emulator)
    listed = {"listIds": [], "processingTypes": [], "additionalProperties": [], "offset": 0}
    return {row["name"]: row for row in person("POST", f"{LISTS}/search", listed)["lists"]}


def changes(project, *arguments):
    """Action by address; what is as it should be is left out."""
    return {change["address"]: change["action"] for change in project.plan(*arguments)["changes"]}


def findings(project, code):
    return [one["summary"] for one in project.plan()["findings"] if one["code"] == code]


def put_in(project, name, email):
    """A contact becomes a member of a static segment."""
    person = Person(project.emulator)
    contact = person("POST", "/crm/objects/2026-09/contacts", {"properties": {"email": email}})["id"]
    person("PUT", f"{LISTS}/{named(project)[name]['listId']}/memberships/add", [contact])


def test_segments_are_made_once(client):
    """One create each, one per missing folder, one move; afterwards the plan is empty."""
    client.forget()
    client.apply()

    writes = client.requests(writes=True)
    assert sorted(writes) == sorted(
        [f"POST {LISTS}"] * 3 + [f"POST {LISTS}/folders"] * 2 + [f"PUT {LISTS}/folders/move-list"] * 2
    )
    assert {name: row["processingType"] for name, row in named(client).items()} == {
        "VIP": "MANUAL",
        "Reachable": "DYNAMIC",
        "In Japan": "SNAPSHOT",
    }
    assert changes(client) == {}


def test_an_unchanged_plan_asks_three_times(client):
    """One search, one read of filters, one tree of folders, however many segments there are."""
    client.apply()
    client.forget()
    client.plan()

    asked = [request for request in client.requests() if LISTS in request]
    assert sorted(asked) == [f"GET {LISTS}", f"GET {LISTS}/folders", f"POST {LISTS}/search"]


def test_what_changes_is_told_with_the_members(client):
    """A new condition is one request, which enrols nobody; the plan counts the members."""
    client.apply()
    write(client, SEGMENTS.replace("contacts.email, known", "contacts.country, known"))

    assert changes(client) == {"segment.reachable": "update"}
    (told,) = findings(client, "RV855")
    assert told.startswith("the segment has 0 member(s)")
    assert "none is enrolled in a workflow" in told
    client.forget()
    client.apply()
    list_id = named(client)["Reachable"]["listId"]
    assert client.requests(writes=True) == [f"PUT {LISTS}/{list_id}/update-list-filters"]
    asked = [row for row in client.emulator.log.bodies() if row["path"].endswith("filters")]
    assert asked[0]["query"] == {"enrollObjectsInWorkflows": ["false"]}


def test_another_type_replaces_and_what_refers_to_it_follows(client):
    """A replacement asks as a delete does, counts the members, and writes the new id where it is used."""
    client.apply()
    put_in(client, "VIP", "a@example.com")
    before = named(client)["VIP"]["listId"]
    write(
        client,
        SEGMENTS.replace(
            "name: VIP, type: static", "name: VIP, where: {property: contacts.country, known: true}"
        ),
    )

    assert changes(client) == {"segment.vip": "replace"}
    assert findings(client, "RV855")[0].startswith(
        "the segment has 1 member(s), 1 thing(s) in HubSpot refer to it"
    )
    client.run("apply", "--yes", code=4)
    assert named(client)["VIP"]["listId"] == before

    agreed = ("--delete", "segment.vip")
    assert changes(client, *agreed) == {"segment.vip": "replace", "segment.reachable": "update"}
    client.apply(*agreed)
    assert named(client)["VIP"]["processingType"] == "DYNAMIC"
    assert named(client)["VIP"]["listId"] != before
    assert changes(client) == {}
    client.run("drift", code=0)


def test_a_folder_and_a_conversion_may_be_said_later(client):
    """Where nobody put the segment anywhere, the blueprint may begin to."""
    client.apply()
    write(client, SEGMENTS.replace("type: static", "type: static, folder: Board"))
    assert changes(client) == {"segment.vip": "update"}

    told = SEGMENTS.replace(
        "folder: Marketing/Nurture", "folder: Marketing/Nurture\n    convert: {on: 2099-03-31}"
    )
    write(client, told)
    assert changes(client) == {"segment.reachable": "update"}
    client.apply()
    assert changes(client) == {}


WORKFLOW = """\
revops: 1
workflows:
  hello:
    object: contacts
    name: Hello
    enrol: {in_segment: vip}
    steps:
      - {id: pause, delay: {days: 1}}
"""


def test_a_workflow_follows_a_replaced_segment(client):
    """It is made after the segment, and gets the new id in the run that replaces it."""
    path = client.folder / "blueprints" / "workflows.yaml"
    path.write_text(WORKFLOW, encoding="utf-8")
    client.apply()
    assert changes(client) == {}
    write(
        client,
        SEGMENTS.replace("type: static", "type: snapshot, where: {property: contacts.country, known: true}"),
    )

    client.apply("--delete", "segment.vip")
    assert changes(client) == {}
    new = named(client)["VIP"]["listId"]
    (flow,) = client.tables()["flows"].values()
    assert f"'listId': '{new}'" in str(flow)


NAMESAKE = """\
      - {id: vip, set: {contacts.country: vip}}
"""


def test_only_what_refers_to_the_segment_follows_it(client):
    """A step and a value are called like the segment: they name something else, and are not written."""
    path = client.folder / "blueprints" / "workflows.yaml"
    path.write_text(WORKFLOW + NAMESAKE, encoding="utf-8")
    client.apply()
    write(
        client,
        SEGMENTS.replace("type: static", "type: snapshot, where: {property: contacts.country, known: true}"),
    )

    plan = client.plan("--delete", "segment.vip")
    units = {one["address"]: [unit["path"] for unit in one["units"]] for one in plan["changes"]}
    assert units["workflow.hello"] == ["enrol"]
    assert units["segment.reachable"] == ["where"]
    client.apply("--delete", "segment.vip")
    assert changes(client) == {}


def test_the_condition_of_a_snapshot_replaces_it(client):
    """HubSpot takes a snapshot's filters once, when it is made."""
    client.apply()
    write(client, SEGMENTS.replace("equals: Japan", "equals: 日本"))

    assert changes(client) == {"segment.japan": "replace"}
    client.apply("--delete", "segment.*")
    assert changes(client) == {}


def test_a_replacement_that_hubspot_refuses_is_made_by_the_next_run(client):
    """The old one is gone by then, so the next plan creates."""
    client.apply()
    write(client, SEGMENTS.replace("equals: Japan", "equals: 日本"))
    client.emulator.faults.add(Fault(method="POST", path=LISTS, status=400))

    client.apply("--delete", "segment.japan", code=5)
    assert changes(client) == {"segment.japan": "create"}
    client.apply()
    assert changes(client) == {}


def test_one_of_the_portals_is_referred_to_by_name(client):
    """`existing: true` writes nothing, and its id is known to what names it."""
    made = {"name": "Board", "objectTypeId": "0-1", "processingType": "MANUAL"}
    Person(client.emulator)("POST", LISTS, made)
    told = SEGMENTS.replace("name: VIP, type: static", "name: Board, existing: true")
    write(client, told)

    client.apply()
    assert changes(client) == {}
    assert "VIP" not in named(client)

    write(client, told.replace("name: Board", "name: Nobody"))
    assert changes(client)["segment.vip"] == "blocked"


def test_a_segment_that_nobody_knows_makes_the_other_one_wait(client):
    """A name is looked up in the blueprint, then in the portal."""
    write(client, SEGMENTS.replace("in_segment: vip", "in_segment: Nobody"))

    assert changes(client)["segment.reachable"] == "waiting"


def test_one_of_the_same_name_is_adopted(client):
    """By object and name; what it says otherwise is held."""
    made = {"name": "VIP", "objectTypeId": "0-1", "processingType": "MANUAL"}
    Person(client.emulator)("POST", LISTS, made)

    assert changes(client)["segment.vip"] == "adopt"


def test_a_name_that_stands_for_another_object_is_told(client):
    """HubSpot takes a name once in the whole portal."""
    made = {"name": "VIP", "objectTypeId": "0-2", "processingType": "MANUAL"}
    Person(client.emulator)("POST", LISTS, made)

    (told,) = findings(client, "RV854")
    assert "'VIP'" in told


def test_removed_with_consent(client):
    """The members are counted, and how long HubSpot keeps it is said."""
    client.apply()
    put_in(client, "VIP", "a@example.com")
    told = SEGMENTS.replace("  vip: {object: contacts, name: VIP, type: static}\n", "")
    write(client, told.replace("{not: {in_segment: vip}}", "{property: contacts.country, known: true}"))
    client.apply()
    path = client.folder / "blueprints" / "removed.yaml"
    path.write_text("revops: 1\nremoved: [segment.vip]\n", encoding="utf-8")

    (said,) = findings(client, "RV855")
    assert said.startswith("the segment has 1 member(s)")
    assert said.endswith("HubSpot keeps it for 90 days")
    client.apply("--delete", "segment.vip")
    assert "VIP" not in named(client)
    assert changes(client) == {}


def test_a_renamed_folder_is_drift(client):
    """The path is the unit: whoever renames a folder moves what is in it."""
    client.apply()
    person = Person(client.emulator)
    (marketing,) = person("GET", f"{LISTS}/folders")["folder"]["childNodes"]
    nurture = marketing["childNodes"][0]["id"]
    person(
        "PUT",
        f"{LISTS}/folders/move-list",
        {"listId": named(client)["Reachable"]["listId"], "newFolderId": "0"},
    )

    assert nurture
    assert changes(client) == {"segment.reachable": "hold"}
    client.run("drift", "--keep", "segment.reachable", code=0)
    assert changes(client) == {}


def unspoken():
    """HubSpot's condition of people with an e-mail who came to a webinar, which has no words."""
    came = {"filterType": "WEBINAR", "operator": "HAS_WEBINAR_REGISTRATION", "webinarId": "4711"}
    return condition(known("email"), came)


def test_what_names_things_by_id_is_not_pulled(make_project):
    """The id stands below what has words; a blueprint holds none (rule 1), so it is left out by name."""
    other = make_project("other", blueprint="revops: 1\n", locale="en")
    person = Person(other.emulator)
    person("POST", LISTS, {"name": "Board", "objectTypeId": "0-1", "processingType": "MANUAL"})
    made = {"name": "Webinar", "objectTypeId": "0-1", "processingType": "DYNAMIC"}
    person("POST", LISTS, {**made, "filterBranch": unspoken()})

    found = other.run("pull", "--json", code=0).json

    (left,) = [one for one in found["findings"] if one["code"] == "RV470"]
    assert left["address"] == "segment.webinar"
    assert "no words for where" in left["summary"]
    pulled = (other.folder / "blueprints" / "pulled" / "segments.yaml").read_text(encoding="utf-8")
    assert "board:" in pulled
    assert "4711" not in pulled


def test_what_names_things_by_id_is_not_kept(client):
    """A person put such a condition in: `--keep` refuses, and the file stays as it was."""
    client.apply()
    path = f"{LISTS}/{named(client)['Reachable']['listId']}/update-list-filters"
    Person(client.emulator)("PUT", path, {"filterBranch": unspoken()})

    told = client.run("drift", "--keep", "segment.reachable", code=4)

    assert "RV856" in str(told)
    file = client.folder / "blueprints" / "segments.yaml"
    assert file.read_text(encoding="utf-8") == SEGMENTS


def test_pulled_segments_are_a_blueprint(make_project, client):
    """What `pull` writes is valid, and its plan is empty."""
    client.apply()
    other = make_project("other", blueprint="revops: 1\n", locale="en")
    person = Person(other.emulator)
    made = {"name": "Board members", "objectTypeId": "0-2", "processingType": "MANUAL"}
    person("POST", LISTS, made)

    other.run("pull", code=0)
    pulled = (other.folder / "blueprints" / "pulled" / "segments.yaml").read_text(encoding="utf-8")
    assert "board_members:" in pulled
    assert "object: companies" in pulled
    assert "type: static" in pulled
    assert changes(other) == {}
