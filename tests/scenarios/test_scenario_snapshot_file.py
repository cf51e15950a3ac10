"""The file of a snapshot: who is in it, what could not be read, and that nobody is fooled by another file."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from client_project import BLUEPRINT, FLOWS, Person
from test_scenario_snapshot import EMPTY, assert_empty, copied, pull_everything, snapshot

from revops.emulator import Traits
from revops.emulator.faults import fault_of

TOKEN = "pat-na1-planted-5f0c7d1e"
OWNERS = "/crm/owners/2026-09"
FORMS = "/marketing/v3/forms"
HELD = "/crm/objects/"


@pytest.fixture
def client(make_project):
    """A project whose blueprint is applied."""
    project = make_project("client", blueprint=BLUEPRINT)
    project.consents = (*project.consents, "--create", "*")
    project.settle()
    return project


def person_called(project, first, last, email):
    """Give the owner and user 1003, whom no role of this test names, another name and address."""
    told = {"firstName": first, "lastName": last, "email": email}
    for table, key in (("users", "1003"), ("owners", "2003")):
        held = project.tables()[table][key]
        project.emulator.put(table, key, {**held, **told})


def test_people_are_replaced_everywhere_and_always_alike(client):
    """Names and addresses are in no line of the file, ids stay, and the next one has the same stand-ins."""
    person_called(client, "Chihiro", "Ogino", "Chihiro.Ogino@aburaya.test")
    Person(client.emulator).flow(lambda body: body.update(description="Ask chihiro.ogino@aburaya.test."))
    document, again = snapshot(client), snapshot(client)
    text = json.dumps(document, ensure_ascii=False).lower()

    assert document["people"] == "replaced"
    assert not re.search("chihiro|ogino|aburaya", text)
    (owner,) = [one for one in document["answers"][OWNERS]["results"] if one["id"] == "2003"]
    assert owner["userId"] == 1003
    assert owner["email"] in document["answers"][client_flow(document)]["description"]
    assert again["answers"] == document["answers"]


def client_flow(document):
    """The path of the one workflow."""
    (path,) = [path for path in document["answers"] if path.startswith(f"{FLOWS}/")]
    return path


def test_people_are_kept_on_request(client):
    """`--people` leaves them as they are."""
    person_called(client, "Chihiro", "Ogino", "chihiro@aburaya.test")

    document = snapshot(client, "--people")

    (owner,) = [one for one in document["answers"][OWNERS]["results"] if one["id"] == "2003"]
    assert (owner["firstName"], owner["email"]) == ("Chihiro", "chihiro@aburaya.test")
    assert document["people"] == "kept"


def test_roles_stay_mapped_in_the_copy(client, make_project):
    """Whoever has a role in the target stands in as whoever has it in the emulator."""
    document = snapshot(client)

    emails = {one["email"] for one in document["answers"][OWNERS]["results"]}

    assert {"ma-operator@example.com", "pipeline-manager@example.com"} <= emails


def test_no_record_and_no_token_is_in_it(make_project):
    """Values of records are not read, and the token is nowhere in what was written or said."""
    project = make_project("project", blueprint=EMPTY, token=TOKEN)
    project.pin("client")
    project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
    made = {"properties": {"email": "secret@records.test"}}
    assert project.emulator.edit("POST", "/crm/objects/2026-09/contacts", made).status == 201
    project.forget()

    ran = project.run("snapshot", "--out", "s.json", code=0)

    text = (project.folder / "s.json").read_text(encoding="utf-8")
    assert "secret@records" not in text
    assert TOKEN not in text + ran.out + ran.err
    assert not [one for one in project.requests() if HELD in one]
    assert project.requests(writes=True) == []


def test_one_portal_twice_is_one_text(client):
    """Nothing differs but when it was taken; compressed it is the same document."""
    first, second = snapshot(client), snapshot(client)
    client.run("snapshot", "--out", "s.json.gz", code=0)
    packed = json.loads(gzip.decompress((client.folder / "s.json.gz").read_bytes()))

    assert {**first, "taken": ""} == {**second, "taken": ""} == {**packed, "taken": ""}
    text = (client.folder / "snapshot.json").read_text(encoding="utf-8")
    paths = re.findall(r'^"(/[^"]+)": ', text, re.MULTILINE)
    assert paths == sorted(paths)
    assert len(paths) == len(first["answers"])


def test_calls_do_not_grow_with_what_is_in_a_list(client):
    """Forty properties and thirty segments more are not one request more."""
    client.forget()
    snapshot(client)
    few = len(client.requests())
    plain = {"type": "string", "fieldType": "text", "groupName": "contactinformation"}
    for number in range(40):
        body = {"name": f"more_{number}", "label": f"More {number}", **plain}
        assert client.emulator.edit("POST", "/crm/properties/2026-09/contacts", body).status == 201
    for number in range(30):
        segment = {"name": f"Segment {number}", "objectTypeId": "0-1", "processingType": "MANUAL"}
        assert client.emulator.edit("POST", "/crm/lists/2026-09", segment).status == 200
    client.forget()

    document = snapshot(client)

    assert len(document["answers"]["/crm/lists/2026-09"]["lists"]) == 30
    assert len(client.requests()) == few + 1, "the first batch of segments"


def test_what_may_not_be_read_is_told_and_stays_shut(client, make_project):
    """Without a scope the answer is in the file with its reason, and the copy refuses the same."""
    shut = Traits(scopes=frozenset({"crm.schemas.contacts.read", "crm.schemas.deals.read", "automation"}))
    client.emulator.add_portal(client.emulator.portal_id, "pat-shut", shut)
    client.pin("shut")
    client.environment["HUBSPOT_ACCESS_TOKEN"] = "pat-shut"

    ran = client.run("snapshot", "--out", "shut.json", code=0)
    document = json.loads((client.folder / "shut.json").read_text(encoding="utf-8"))
    copy = copied(make_project, document)

    assert document["refused"][FORMS]["status"] == 403
    assert "forms" in document["refused"][FORMS]["why"]
    assert FORMS not in document["answers"]
    assert f"{FORMS}: " in ran.out
    reply = asked(copy, FORMS)
    assert (reply[0], reply[1]["category"]) == (403, "MISSING_SCOPES")
    assert asked(copy, f"{FORMS}/7")[0] == 403
    assert asked(copy, "/crm/properties/2026-09/contacts")[0] == 200


def asked(project, path):
    """Status and body, over HTTP, without this project's client."""
    import urllib.error
    import urllib.request

    url = project.environment["REVOPS_BASE_URL"] + path
    request = urllib.request.Request(url, headers={"Authorization": "Bearer pat-emulator-90000001"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_a_workflow_that_nobody_shows_stays_unknown(client, make_project):
    """Listed and refused: the copy lists it, refuses it by id, and finds it in no batch."""
    path = Person(client.emulator).flow_path()
    denied = {"status": 403, "body": {"status": "error", "category": "FLOW_ACCESS_DENIED", "message": "no"}}
    hide = {"method": "POST", "path": f"{FLOWS}/batch/read", "status": 200, "count": 1}
    client.emulator.faults.add(fault_of({**hide, "body": {"status": "COMPLETE", "results": []}}))
    client.emulator.faults.add(fault_of({"method": "GET", "path": path, "count": 1, **denied}))

    document = snapshot(client)
    copy = copied(make_project, document)

    assert document["refused"][path]["body"]["category"] == "FLOW_ACCESS_DENIED"
    assert path not in document["answers"]
    assert [flow["id"] for flow in asked(copy, FLOWS)[1]["results"]] == [path.rpartition("/")[2]]
    assert asked(copy, path)[1]["category"] == "FLOW_ACCESS_DENIED"
    assert pull_everything(copy).code == 0
    assert_empty(copy)


def test_a_list_that_omits_workflows_omits_them_in_the_copy(client, make_project):
    """The ledger knew one that the list does not show: the copy shows it by id, and in no list."""
    path = Person(client.emulator).flow_path()
    hide = {"method": "GET", "path": FLOWS, "status": 200, "count": 1, "body": {"results": []}}
    client.emulator.faults.add(fault_of(hide))

    copy = copied(make_project, snapshot(client))

    assert asked(copy, FLOWS)[1]["results"] == []
    assert asked(copy, path)[0] == 200


def test_types_that_the_emulator_does_not_know_hide_nothing(client, make_project):
    """Real portals have workflows and segments about more than records of the CRM."""
    document = snapshot(client)
    path = client_flow(document)
    flow = {**document["answers"][path], "id": "77", "objectTypeId": "0-18"}
    listed = document["answers"][FLOWS]["results"]
    document["answers"][f"{FLOWS}/77"] = flow
    document["answers"][FLOWS]["results"] = [*listed, {**listed[0], "id": "77", "objectTypeId": "0-18"}]

    copy = copied(make_project, document)

    assert {one["id"] for one in asked(copy, FLOWS)[1]["results"]} == {"77", path.rpartition("/")[2]}
    assert asked(copy, "/crm/properties/2026-09/0-19")[0] == 400


@pytest.mark.parametrize("name", ["order", "ordrs", "vehicle"])
def test_an_object_that_there_is_not_is_refused(client, name):
    """A singular, a slip, a custom object that the portal does not have; and there is no file."""
    ran = client.run("snapshot", "--out", "s.json", "--object", name, code=64)

    assert f"'{name}' is no object of this portal" in ran.out + ran.err
    assert not (client.folder / "s.json").exists()


def test_what_it_prints_for_programs(client):
    """One document: the file, how many answers, how many requests, and what was refused with the reason."""
    client.forget()
    told = client.run("snapshot", "--out", "s.json", "--object", "orders", "--json", code=0).json
    document = json.loads((client.folder / "s.json").read_text(encoding="utf-8"))

    assert (told["file"], told["portal"]) == ("s.json", client.emulator.portal_id)
    assert told["answers"] == len(document["answers"])
    assert told["reads"] == len(client.requests())
    assert told["refused"] == []
    assert "/crm/pipelines/2026-09/orders" in document["answers"]


SECRET = "s3cr3t-marked"
WEBHOOK = {
    "type": "WEBHOOK",
    "actionId": "4",
    "method": "POST",
    "webhookUrl": f"https://api.client.test/hooks/in?key={SECRET}",
    "queryParams": [{"name": "who", "value": {"type": "STATIC_VALUE", "staticValue": SECRET}}],
    "connection": {"edgeType": "STANDARD", "nextActionId": "5"},
}
CODE = {
    "type": "CUSTOM_CODE",
    "actionId": "5",
    "runtime": "NODE20X",
    "sourceCode": f"const apiKey = '{SECRET}';\nexports.main = async () => {{}};",
    "secretNames": ["CRM_KEY"],
    "inputFields": [],
    "outputFields": [],
}


def with_secrets(client):
    """Somebody adds a webhook and custom code to the workflow, each with a secret in it."""

    def longer(body):
        body["actions"][-1]["connection"] = WEBHOOK["connection"] | {"nextActionId": "4"}
        body["actions"] += [WEBHOOK, CODE]

    Person(client.emulator).flow(longer)


def test_secrets_of_webhooks_and_code_are_replaced_and_told(client, make_project):
    """They are in no line of the file, the command lists where they were, and the copy works."""
    with_secrets(client)

    ran = client.run("snapshot", "--out", "s.json", code=0)
    told = client.run("snapshot", "--out", "people.json", "--people", "--json", code=0)
    text = (client.folder / "s.json").read_text(encoding="utf-8")
    document = json.loads(text)
    path = client_flow(document)
    webhook, code = document["answers"][path]["actions"][-2:]

    assert SECRET not in text + ran.out + told.out
    assert webhook["webhookUrl"] == "https://api.client.test/hooks/in?key=redacted"
    assert code == {**CODE, "sourceCode": CODE["sourceCode"].replace(SECRET, "redacted")}
    whats = ["address of a webhook", "literal in custom code", "value that a webhook or an action sends"]
    assert document["redacted"] == {path: whats}
    assert told.json["redacted"] == [{"path": path, "what": whats}]
    assert told.json["custom_code"] == [path]
    assert f"{path}: {', '.join(whats)}" in ran.out
    copy = copied(make_project, document)
    assert asked(copy, path)[1]["actions"] == document["answers"][path]["actions"]
    assert pull_everything(copy).code == 0
    assert_empty(copy)


def test_nothing_is_told_where_nothing_was_replaced(client):
    """No list without a line in it."""
    ran = client.run("snapshot", "--out", "s.json", code=0)
    document = json.loads((client.folder / "s.json").read_text(encoding="utf-8"))

    assert document["redacted"] == {}
    assert "secret" not in ran.out
    assert "ustom code" not in ran.out


@pytest.mark.parametrize(
    "fault", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("x")]
)
@pytest.mark.parametrize("name", ["s.json", "s.json.gz"])
def test_a_snapshot_that_cannot_be_finished_leaves_nothing(client, monkeypatch, fault, name):
    """A full disk, Ctrl-C, a fault of ours: neither half a file nor its beginning stays."""

    def lines(_snapshot):
        yield "{"
        raise fault

    monkeypatch.setattr("revops.engine.snapshot.document.Snapshot.lines", lines)

    ran = client.run("snapshot", "--out", name)

    assert ran.code != 0
    assert [path.name for path in client.folder.iterdir() if name in path.name] == []


def test_a_file_that_is_there_is_not_overwritten(client):
    """The snapshot of another portal or another day may be the only one: it stays, and nothing is read."""
    path = client.folder / "s.json"
    path.write_text("the only copy", encoding="utf-8")
    client.forget()

    ran = client.run("snapshot", "--out", "s.json", code=4)
    asked = client.requests()
    kept = path.read_text(encoding="utf-8")
    client.run("snapshot", "--out", "s.json", "--overwrite", code=0)

    assert "RV121" in ran.err
    assert "--overwrite" in ran.err
    assert asked == []
    assert kept == "the only copy"
    assert json.loads(path.read_text(encoding="utf-8"))["answers"]


def test_an_outage_leaves_no_file(client):
    """A list that HubSpot did not answer is no hole in a snapshot: there is none."""
    client.emulator.faults.add(fault_of({"method": "GET", "path": FORMS, "status": 500, "count": 50}))

    client.run("snapshot", "--out", "s.json", code=1)

    assert not (client.folder / "s.json").exists()


BAD = {
    "no JSON": (b"{", "Invalid input JSON"),
    "a list": (b"[]", "body must be an object"),
    "no snapshot": (b'{"a": {}}', "it has no format_version"),
    "another format": (b'{"format_version": 2, "answers": {}, "refused": {}}', "format_version must be 1"),
    "no answers": (b'{"format_version": 1, "refused": {}}', "answers must be an object"),
    "a strange path": (
        b'{"format_version": 1, "answers": {"/crm/objects/2026-09/contacts": {}}, "refused": {}}',
        "no recording can be loaded for /crm/objects/2026-09/contacts",
    ),
    "a row without its name": (
        b'{"format_version":1,"answers":{"/crm/properties/2026-09/deals":{"results":[{}]}},"refused":{}}',
        "/crm/properties/2026-09/deals: Invalid input JSON: [0].name must be a string",
    ),
    "a shape that is none": (
        b'{"format_version": 1, "answers": {"/crm/lists/2026-09/folders": {"folder": []}}, "refused": {}}',
        "/crm/lists/2026-09/folders: the body is not of the documented shape",
    ),
    "a refusal that is none": (
        b'{"format_version": 1, "answers": {}, "refused": {"/x": {"status": 200, "body": {}}}}',
        "/x: 200 is no refusal",
    ),
    "a torn gzip": (b"\x1f\x8b\x08\x00\x00", "it is no whole gzip file"),
    "deep": (b'{"format_version": 1, "answers": ' + b'{"a":' * 60_000, ""),
}


@pytest.mark.parametrize("name", BAD)
def test_another_file_is_refused_with_its_path(make_project, name):
    """What is no snapshot, or says what no portal says, is refused by name, and nothing is served."""
    project = make_project("project", blueprint=EMPTY)
    content, told = BAD[name]
    (project.folder / "odd.json").write_bytes(content)

    ran = project.run("emulator", "--port", "0", "--load", "odd.json", "--state", "new.db", code=4)

    assert not (project.folder / "new.db").exists()
    said = ran.out + ran.err
    assert "odd.json: " in said
    assert told in said
    assert "Traceback" not in said


def test_a_file_that_unpacks_without_end_is_refused(make_project, monkeypatch):
    """The bound is on the text, not on the file."""
    project = make_project("project", blueprint=EMPTY)
    monkeypatch.setattr("revops.emulator.loading.file.MOST_BYTES", 1_000_000)
    (project.folder / "bomb.json.gz").write_bytes(gzip.compress(b" " * 20_000_000))

    ran = project.run("emulator", "--port", "0", "--load", "bomb.json.gz", code=4)

    assert "it has more than 1,000,000 bytes of text" in ran.out + ran.err


def test_a_copy_on_a_port(client):
    """`revops emulator --load` serves the copy under a portal id of its own; pull and plan work on it."""
    snapshot(client)
    copy_id = 900_000_000 + client.emulator.portal_id % 100_000_000
    command = [sys.executable, "-m", "revops", "emulator", "--port", "0", "--load", "snapshot.json"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "--state", "copy.db"],
        cwd=client.folder,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            told = "".join(iter(process.stdout.readline, "Ctrl-C stops it.\n"))
            base_url = re.search(r"at (http://\S+),", told)[1]
            client.environment["REVOPS_BASE_URL"] = base_url
            plan = client.plan()
        finally:
            process.kill()

    assert f"portal {copy_id} " in told
    assert plan["portal"]["id"] == copy_id
    ran = client.run("emulator", "--load", "snapshot.json", "--state", "copy.db", code=4)
    assert "it remembers a portal already" in ran.out + ran.err


@pytest.mark.parametrize(("known", "action"), [(True, "update"), (False, "hold")])
def test_a_change_in_the_files_is_rehearsed_with_the_ledger(client, make_project, known, action):
    """A copy under the portal's own id, beside its ledger, plans as the portal would; without, it is held."""
    copy = copied(make_project, snapshot(client, "--people"), BLUEPRINT.replace("流入経路", "きっかけ"))
    if known:
        shutil.copytree(client.folder / ".revops" / "ledger", copy.folder / ".revops" / "ledger")

    changes = {one["address"]: one["action"] for one in copy.plan()["changes"]}

    assert changes["property.contacts.found_us"] == action


def test_a_whole_snapshot_over_http(client, make_project):
    """The control surface takes the file as it is."""
    import urllib.request

    document = snapshot(client)
    copy = make_project("copy", blueprint=EMPTY)
    url = copy.environment["REVOPS_BASE_URL"] + "/_emulator/load"
    request = urllib.request.Request(url, json.dumps(document).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 204

    assert copy.tables()["scores"].keys() == client.tables()["scores"].keys()
