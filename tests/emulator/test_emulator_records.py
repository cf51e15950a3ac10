"""Records one at a time and in batches: shapes, values against their definitions, what is refused (J1)."""

from __future__ import annotations

import pytest

from revops.emulator.object_types import resolve
from revops.emulator.surfaces.record_table import fill

CONTACTS = "/crm/objects/2026-09/contacts"
SOURCE = {
    "name": "source",
    "label": "Source",
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "contactinformation",
    "options": [
        {"label": "Web", "value": "web", "displayOrder": 0, "hidden": False},
        {"label": "Fax", "value": "fax", "displayOrder": 1, "hidden": True},
    ],
}
TOPICS = {**SOURCE, "name": "topics", "label": "Topics", "fieldType": "checkbox"}
CODE = {
    "name": "code",
    "label": "Code",
    "type": "string",
    "fieldType": "text",
    "groupName": "contactinformation",
    "hasUniqueValue": True,
}


@pytest.fixture
def contacts(hubspot):
    """A portal with three more properties of contacts."""
    for definition in (SOURCE, TOPICS, CODE):
        hubspot("POST", "/crm/properties/2026-09/contacts", definition)
    return hubspot


def made(hubspot, **values):
    return hubspot("POST", CONTACTS, {"properties": values}, status=201)["id"]


def codes(response):
    return [error["code"] for error in response.get_json()["errors"]]


def test_a_record_is_made_read_changed_and_archived(contacts):
    """All values are strings, null where there is none; an archived record is read with its flag only."""
    contact = made(contacts, email="a@example.com", source="web")

    path = f"{CONTACTS}/{contact}"
    changed = contacts("PATCH", path, {"properties": {"source": None, "firstname": "A"}})
    read = contacts("GET", f"{path}?properties=source,firstname")["properties"]
    contacts("DELETE", path, status=204)

    assert changed["updatedAt"] >= changed["createdAt"]
    assert (read["source"], read["firstname"], read["hs_object_id"]) == (None, "A", contact)
    assert contacts.send("GET", path).status_code == 404
    assert contacts("GET", f"{path}?archived=true")["archived"] is True


def test_the_twins_show_the_same_record(contacts):
    """v3, the dated paths and the type id lead to one table (dossier A3)."""
    contact = made(contacts, email="a@example.com")

    bodies = [
        contacts("GET", f"{base}/{contact}")
        for base in (
            CONTACTS,
            "/crm/v3/objects/contacts",
            "/crm/objects/2026-03/0-1",
            "/crm/v3/objects/contact",
        )
    ]

    assert all(body == bodies[0] for body in bodies)


def test_a_list_pages_by_id(contacts):
    """Ten by default, a hundred at most."""
    ids = [made(contacts) for _ in range(12)]

    first = contacts("GET", CONTACTS)
    second = contacts("GET", f"{CONTACTS}?after={first['paging']['next']['after']}")

    assert [row["id"] for row in first["results"] + second["results"]] == ids
    assert "paging" not in second
    assert contacts.send("GET", f"{CONTACTS}?limit=101").status_code == 400


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"nowhere": "1"}, "PROPERTY_DOESNT_EXIST"),
        ({"source": "phone"}, "INVALID_OPTION"),
        ({"source": "web;fax"}, "INVALID_OPTION"),
        ({"topics": "web;phone"}, "INVALID_OPTION"),
        ({"createdate": "2026-01-01"}, "READ_ONLY_VALUE"),
        ({"hs_object_id": "1"}, "READ_ONLY_VALUE"),
    ],
)
def test_values_that_do_not_fit_are_refused(contacts, values, code):
    """By the property's definition, with HubSpot's code for it."""
    response = contacts.send("POST", CONTACTS, {"properties": values})

    assert response.status_code == 400
    assert codes(response) == [code]


def test_values_are_strings(contacts):
    """A number is a 400, and so is a member that HubSpot does not describe."""
    assert contacts.send("POST", CONTACTS, {"properties": {"firstname": 1}}).status_code == 400
    assert contacts.send("POST", CONTACTS, {"properties": {}, "more": 1}).status_code == 400
    assert contacts.send("POST", CONTACTS, {}).status_code == 400


def test_a_checkbox_holds_several_values(contacts):
    """Semicolons stand between them."""
    contact = made(contacts, topics="web;fax")

    assert contacts("GET", f"{CONTACTS}/{contact}?properties=topics")["properties"]["topics"] == "web;fax"


@pytest.mark.parametrize(("variants", "status"), [((), 201), (("refuse-hidden-option",), 400)])
def test_a_hidden_option_is_a_value_as_long_as_nobody_knows_better(make_hubspot, variants, status):
    """No source says whether HubSpot takes it, so there is a variant that does not."""
    hubspot = make_hubspot(variants=frozenset(variants))
    hubspot("POST", "/crm/properties/2026-09/contacts", SOURCE)

    assert hubspot.send("POST", CONTACTS, {"properties": {"source": "fax"}}).status_code == status


def test_an_email_belongs_to_one_contact(contacts):
    """409 with the other's id, whatever the letters' case; its own may be written again."""
    contact = made(contacts, email="a@example.com")

    refused = contacts.send("POST", CONTACTS, {"properties": {"email": "A@example.com"}})
    contacts("PATCH", f"{CONTACTS}/{contact}", {"properties": {"email": "a@example.com"}})

    assert refused.status_code == 409
    assert refused.get_json()["category"] == "CONFLICT"
    assert contact in refused.get_json()["message"]


def test_a_record_is_found_by_a_unique_property(contacts):
    """`idProperty` takes the e-mail and unique properties, no others."""
    contact = made(contacts, email="a@example.com", code="X1")

    assert contacts("GET", f"{CONTACTS}/X1?idProperty=code")["id"] == contact
    assert contacts("GET", f"{CONTACTS}/a@example.com?idProperty=email")["id"] == contact
    assert contacts.send("GET", f"{CONTACTS}/web?idProperty=source").status_code == 400
    assert contacts.send("POST", CONTACTS, {"properties": {"code": "X1"}}).status_code == 409


def test_a_batch_create_answers_in_another_order(contacts):
    """Results are told apart by the mark of their input (J1)."""
    inputs = [{"properties": {"firstname": name}, "objectWriteTraceId": name} for name in ("a", "b", "c")]

    results = contacts("POST", f"{CONTACTS}/batch/create", {"inputs": inputs}, status=201)["results"]

    assert [row["objectWriteTraceId"] for row in results] != ["a", "b", "c"]
    assert all(row["properties"]["firstname"] == row["objectWriteTraceId"] for row in results)


def test_a_batch_update_tells_what_it_did_not_find(contacts):
    """207: the others are written, the unknown id stands under `errors`."""
    contact = made(contacts)
    inputs = [{"id": each, "properties": {"source": "web"}} for each in (contact, "999")]

    response = contacts.send("POST", f"{CONTACTS}/batch/update", {"inputs": inputs})

    body = response.get_json()
    assert (response.status_code, body["numErrors"]) == (207, 1)
    assert [row["id"] for row in body["results"]] == [contact]
    assert body["errors"][0]["context"] == {"ids": ["999"]}


def test_a_bad_value_refuses_its_whole_batch(contacts):
    """The stricter reading: nothing of the batch is written."""
    ids = [made(contacts), made(contacts)]
    inputs = [{"id": ids[0], "properties": {"source": "web"}}, {"id": ids[1], "properties": {"source": "no"}}]

    assert contacts.send("POST", f"{CONTACTS}/batch/update", {"inputs": inputs}).status_code == 400
    assert contacts("GET", f"{CONTACTS}/{ids[0]}?properties=source")["properties"]["source"] is None


@pytest.mark.parametrize("name", ["create", "read", "update", "upsert", "archive"])
def test_a_batch_holds_a_hundred(contacts, name):
    """More, or none, is a 400."""
    one = {"properties": {}} if name == "create" else {"id": "1"}
    one = {**one, "properties": {}} if name in ("update", "upsert") else one

    for count in (0, 101):
        body = {"inputs": [{**one} for _ in range(count)]}
        assert contacts.send("POST", f"{CONTACTS}/batch/{name}", body).status_code == 400


def test_an_upsert_makes_what_it_does_not_find(contacts):
    """By a unique property; the answer says which is new."""
    made(contacts, code="X1")
    inputs = [{"id": code, "idProperty": "code", "properties": {"source": "web"}} for code in ("X1", "X2")]

    results = contacts("POST", f"{CONTACTS}/batch/upsert", {"inputs": inputs})["results"]

    assert [row["new"] for row in results] == [False, True]
    assert (
        contacts("GET", f"{CONTACTS}/X2?idProperty=code&properties=source")["properties"]["source"] == "web"
    )


def test_a_batch_reads_and_archives(contacts):
    """Archiving what is not there is no fault; reading it is one."""
    contact = made(contacts, source="web")
    names = {"inputs": [{"id": contact}], "properties": ["source"]}

    assert contacts("POST", f"{CONTACTS}/batch/read", names)["results"][0]["properties"]["source"] == "web"
    contacts("POST", f"{CONTACTS}/batch/archive", {"inputs": [{"id": contact}, {"id": "999"}]}, status=204)
    assert contacts("POST", f"{CONTACTS}/batch/read", names, status=207)["numErrors"] == 1


def test_the_same_record_twice_in_a_batch_is_refused(contacts):
    """Nobody could tell which value is meant."""
    inputs = [{"id": made(contacts), "properties": {}}] * 2

    assert contacts.send("POST", f"{CONTACTS}/batch/update", {"inputs": inputs}).status_code == 400


@pytest.mark.parametrize(
    ("scope", "read", "write"),
    [("crm.objects.contacts.read", 200, 403), ("crm.objects.contacts.write", 403, 201)],
)
def test_reading_and_writing_take_their_own_scopes(make_hubspot, scope, read, write):
    """The write scope does not include reading (peers (f))."""
    hubspot = make_hubspot(scopes=frozenset({scope}))

    assert hubspot.send("GET", CONTACTS).status_code == read
    assert hubspot.send("POST", CONTACTS, {"properties": {}}).status_code == write


def test_values_outlive_an_option_that_is_removed(contacts):
    """What a record holds stays, though it cannot be written any more."""
    contact = made(contacts, source="web")
    rest = [option for option in SOURCE["options"] if option["value"] != "web"]

    contacts("PATCH", "/crm/properties/2026-09/contacts/source", {"options": rest})

    assert contacts("GET", f"{CONTACTS}/{contact}?properties=source")["properties"]["source"] == "web"
    assert (
        contacts.send("PATCH", f"{CONTACTS}/{contact}", {"properties": {"source": "web"}}).status_code == 400
    )


def test_associations_and_history_are_not_pretended(contacts):
    """The emulator keeps neither and says so."""
    link = {"to": {"id": "1"}, "types": []}

    assert contacts.send("POST", CONTACTS, {"properties": {}, "associations": [link]}).status_code == 400
    assert contacts.send("GET", f"{CONTACTS}?associations=companies").status_code == 400
    made(contacts)
    assert contacts.send("POST", CONTACTS, {"properties": {}, "associations": []}).status_code == 201


def test_a_portal_is_filled_at_once(contacts):
    """As many records as a test needs, in one transaction."""
    ids = contacts.in_portal(
        lambda portal: fill(portal, resolve(portal, "contacts"), ({"source": "web"} for _ in range(500)))
    )

    assert len(set(ids)) == 500
    assert contacts("GET", f"{CONTACTS}/{ids[-1]}?properties=source")["properties"]["source"] == "web"


def test_a_batch_reads_archived_records_by_their_flag(contacts):
    """`archived` asks for those in the recycle bin, and for nothing else (J1)."""
    gone, there = made(contacts, email="gone@example.com"), made(contacts, email="there@example.com")
    contacts("DELETE", f"{CONTACTS}/{gone}")
    ids = {"inputs": [{"id": gone}, {"id": there}]}

    archived = contacts("POST", f"{CONTACTS}/batch/read?archived=true", ids, status=207)
    active = contacts("POST", f"{CONTACTS}/batch/read?archived=false", ids, status=207)

    assert [row["id"] for row in archived["results"]] == [gone]
    assert [row["id"] for row in active["results"]] == [there]
    contacts("POST", f"{CONTACTS}/batch/read?archived=2", ids, status=400)


def test_an_email_identifies_contacts_alone(contacts):
    """Only on contacts is `email` a unique property without being one by its definition (J1)."""
    inputs = [{"id": "a@example.com", "idProperty": "email", "properties": {}}]

    assert contacts("POST", f"{CONTACTS}/batch/upsert", {"inputs": inputs})["results"][0]["new"]
    refused = contacts("POST", "/crm/objects/2026-09/deals/batch/upsert", {"inputs": inputs}, status=207)
    assert refused["errors"][0]["category"] == "VALIDATION_ERROR"
