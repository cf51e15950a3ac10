"""The control surface: request log, faults, edits in the UI, state, reset, recordings (design, section 5)."""

from __future__ import annotations

import json

import pytest

from revops.emulator import ConnectionDropped, Emulator, Traits

CONTACTS = "/crm/properties/2026-09/contacts"
GROUPS = f"{CONTACTS}/groups"
NOTE = {
    "name": "note",
    "label": "Note",
    "type": "string",
    "fieldType": "text",
    "groupName": "contactinformation",
}


def fault(hubspot, **order):
    assert hubspot.control("POST", "faults", order).status_code == 201


def has_note(hubspot):
    return hubspot.send("GET", f"{CONTACTS}/note").status_code == 200


def test_request_log(hubspot):
    """Method, path, query, status and time of each request, and whether it is a write."""
    hubspot("GET", f"{CONTACTS}?archived=true")
    hubspot("POST", CONTACTS, NOTE)
    hubspot("POST", CONTACTS, NOTE, status=409)
    read, write, refused = hubspot.control("GET", "requests").json["results"]

    assert read.pop("ms") >= 0
    assert read == {
        "method": "GET",
        "path": CONTACTS,
        "query": {"archived": ["true"]},
        "status": 200,
        "write": False,
    }
    assert (write["status"], write["write"]) == (201, True)
    assert refused["status"] == 409


def test_batch_reads_are_no_writes(hubspot):
    """A POST that reads is logged as a read."""
    hubspot.send("POST", f"{CONTACTS}/batch/read", {})

    assert hubspot.control("GET", "requests").json["results"][0]["write"] is False


def test_the_log_holds_no_token(hubspot):
    """Neither the header nor the body of token introspection is kept."""
    hubspot("POST", "/oauth/v2/private-apps/get/access-token-info", {"tokenKey": hubspot.token})

    assert hubspot.token not in hubspot.control("GET", "requests").text


def test_clear_request_log(hubspot):
    """DELETE empties the log; control requests are never in it."""
    hubspot("GET", CONTACTS)
    assert hubspot.control("DELETE", "requests").status_code == 204

    assert hubspot.control("GET", "requests").json["results"] == []


def test_status_fault(hubspot):
    """The ordered answer replaces the request's work, once."""
    fault(
        hubspot,
        method="POST",
        path=CONTACTS,
        status=503,
        body={"message": "later"},
        headers={"Retry-After": "1"},
    )
    answer = hubspot.send("POST", CONTACTS, NOTE)

    assert (answer.status_code, answer.json) == (503, {"message": "later"})
    assert answer.headers["Retry-After"] == "1"
    assert not has_note(hubspot)
    hubspot("POST", CONTACTS, NOTE, status=201)


def test_status_fault_after_commit(hubspot):
    """With `commit` the work is kept and only its answer is lost."""
    fault(hubspot, method="POST", status=502, commit=True)
    answer = hubspot("POST", CONTACTS, NOTE, status=502)

    assert answer["status"] == "error"
    assert has_note(hubspot)


def test_ordered_rate_limit(hubspot):
    """A 429 without a body of its own gets HubSpot's."""
    fault(hubspot, status=429)

    assert hubspot("GET", CONTACTS, status=429)["policyName"] == "TEN_SECONDLY_ROLLING"


@pytest.mark.parametrize(("drop", "kept"), [("before", False), ("after", True)])
def test_dropped_connection(hubspot, drop, kept):
    """No answer comes; whether the write was committed is what `drop` says."""
    fault(hubspot, method="POST", drop=drop)
    with pytest.raises(ConnectionDropped):
        hubspot.send("POST", CONTACTS, NOTE)

    assert has_note(hubspot) is kept
    assert hubspot.control("GET", "requests").json["results"][0]["status"] is None


def test_torn_body(hubspot):
    """The JSON of the answer ends in the middle, its work is done."""
    fault(hubspot, method="POST", torn=True)
    answer = hubspot.send("POST", CONTACTS, NOTE)

    assert answer.status_code == 201
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.data)
    assert has_note(hubspot)


def test_nth_and_count(hubspot):
    """A fault can wait for the n-th match and hit several from there."""
    fault(hubspot, path=CONTACTS, status=500, nth=2, count=2)

    statuses = [hubspot.send("GET", CONTACTS).status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]


def test_fault_without_end(hubspot):
    """`count` null goes on until faults are cleared."""
    fault(hubspot, status=500, count=None)
    assert {hubspot.send("GET", CONTACTS).status_code for _ in range(3)} == {500}
    assert len(hubspot.control("GET", "faults").json["results"]) == 1
    assert hubspot.control("DELETE", "faults").status_code == 204

    hubspot("GET", CONTACTS, status=200)


@pytest.mark.parametrize(
    ("order", "hit"),
    [
        ({"path": "/crm/properties/*"}, True),
        ({"path": "/crm/pipelines/*"}, False),
        ({"path": "*/contacts", "method": "GET"}, True),
        ({"path": "*/contacts", "method": "PATCH"}, False),
        ({"path_regex": "/contacts$"}, True),
        ({"path_regex": "/contacts/.+"}, False),
    ],
)
def test_which_requests_a_fault_hits(hubspot, order, hit):
    """Method and path, as a glob or a regular expression, decide."""
    fault(hubspot, status=500, **order)

    assert hubspot.send("GET", CONTACTS).status_code == (500 if hit else 200)


def test_delay(hubspot):
    """A fault may do nothing but take its time."""
    fault(hubspot, delay_ms=30)
    hubspot("GET", CONTACTS, status=200)

    assert hubspot.control("GET", "requests").json["results"][0]["ms"] >= 30


def test_stale_read(hubspot):
    """`lag_ms` makes one read see the past (dossier O11)."""
    hubspot("POST", CONTACTS, NOTE)
    fault(hubspot, method="GET", lag_ms=60_000)

    assert not has_note(hubspot)
    assert has_note(hubspot)


@pytest.mark.parametrize("order", [{"staus": 500}, {"status": "500"}, {"drop": "now"}, {"path_regex": "("}])
def test_orders_that_do_not_read(hubspot, order):
    """An order with a mistake in it is refused, not ignored."""
    assert hubspot.control("POST", "faults", order).status_code == 400
    assert hubspot.control("GET", "faults").json["results"] == []


def test_edit_as_a_person(hubspot):
    """An edit is the surface's own work under another user's name, and no request of the log."""
    hubspot("POST", CONTACTS, NOTE)
    hubspot.control("DELETE", "requests")
    sent = {"method": "PATCH", "path": f"{CONTACTS}/note", "body": {"label": "By hand"}, "user": "1006"}
    answer = hubspot.control("POST", "edit", sent)

    assert (answer.status_code, answer.json["updatedUserId"]) == (200, "1006")
    assert answer.json["createdUserId"] == "1001"
    assert hubspot.control("GET", "requests").json["results"] == []
    assert hubspot("GET", f"{CONTACTS}/note")["label"] == "By hand"


def test_edit_needs_no_scope(make_hubspot):
    """A person at the screen is not held by the token's scopes or rate."""
    hubspot = make_hubspot(scopes=frozenset())
    sent = {"method": "POST", "path": CONTACTS, "body": NOTE}

    assert hubspot.control("POST", "edit", sent).json["createdUserId"] == "1002"


def test_edit_that_hubspot_refuses(hubspot):
    """An edit that the surface refuses answers as the surface does and changes nothing."""
    sent = {"method": "DELETE", "path": f"{CONTACTS}/firstname"}

    assert hubspot.control("POST", "edit", sent).status_code == 400
    assert hubspot.control("POST", "edit", {"method": "GET", "path": "/nowhere"}).status_code == 404


def test_edit_in_another_portal(hubspot):
    """`portal` names the account to edit."""
    hubspot.emulator.add_portal(90000002, "pat-other")
    sent = {"method": "POST", "path": CONTACTS, "body": NOTE, "portal": 90000002}

    assert hubspot.control("POST", "edit", sent).status_code == 201
    assert not has_note(hubspot)
    assert hubspot.control("POST", "edit", {**sent, "portal": 1}).status_code == 404


def test_what_no_api_can_set(hubspot):
    """A document of a table is set, and with null deleted, as `state` shows it."""
    details = {**hubspot("GET", "/account-info/2026-09/details"), "companyCurrency": "EUR"}
    sent = {"table": "account", "key": "details", "document": details}
    assert hubspot.control("POST", "edit", sent).status_code == 204
    assert hubspot("GET", "/account-info/2026-09/details")["companyCurrency"] == "EUR"
    gone = {"table": "owners", "key": "2001", "document": None}
    assert hubspot.control("POST", "edit", gone).status_code == 204

    hubspot("GET", "/crm/owners/2026-09/2001", status=404)


def test_state(hubspot):
    """Everything of every portal, by table."""
    hubspot("POST", CONTACTS, NOTE)
    portal = hubspot.control("GET", "state").json[str(hubspot.portal_id)]

    assert portal["tables"]["properties:contacts"]["note"] == hubspot("GET", f"{CONTACTS}/note")
    assert portal["traits"]["account_type"] == "DEVELOPER_TEST"


def test_state_without_ids(make_hubspot):
    """Two portals with one content look the same once ids, times and users are left out."""
    bodies = []
    for portal_id in (90000001, 90000002):
        hubspot = make_hubspot(portal_id=portal_id)
        hubspot("POST", CONTACTS, NOTE)
        pipeline = {"label": "Renewal", "displayOrder": 1, "stages": []}
        pipeline["stages"] = [{"label": "Due", "displayOrder": 0, "metadata": {"probability": "0.5"}}]
        hubspot("POST", "/crm/pipelines/2026-09/deals", pipeline)
        bodies.append(hubspot.control("GET", "state?ids=false").json[str(portal_id)]["tables"])

    assert bodies[0] == bodies[1]
    assert "createdAt" not in bodies[0]["properties:contacts"]["note"]
    assert hubspot.control("GET", "state").json != hubspot.control("GET", "state?ids=false").json


def test_reset(hubspot):
    """Back to default content; the token still works, faults and log are gone."""
    fresh = hubspot.emulator.state(ids=False)
    hubspot("POST", CONTACTS, NOTE)
    fault(hubspot, status=500, path="/nowhere")
    assert hubspot.control("POST", "reset").status_code == 204

    assert hubspot.emulator.state(ids=False) == fresh
    assert hubspot.control("GET", "faults").json["results"] == []
    assert hubspot.control("GET", "requests").json["results"] == []
    assert not has_note(hubspot)


def test_load_of_lists_and_schemas(hubspot):
    """Recorded lists replace what was there, a schema read brings the properties of its object."""
    recorded = {**NOTE, "options": [], "displayOrder": -1, "hubspotDefined": True}
    bodies = {
        CONTACTS: {"results": [recorded, {**recorded, "name": "gone", "archived": True}]},
        GROUPS: {"results": [{"name": "only", "label": "Only", "displayOrder": 0, "archived": False}]},
        "/crm/v3/schemas/COMPANY": {"id": "2", "properties": [recorded]},
    }
    assert hubspot.control("POST", "load", bodies).status_code == 204

    assert hubspot("GET", CONTACTS)["results"] == [recorded]
    assert [body["name"] for body in hubspot("GET", f"{CONTACTS}?archived=true")["results"]] == ["gone"]
    assert [body["name"] for body in hubspot("GET", GROUPS)["results"]] == ["only"]
    assert hubspot("GET", "/crm/properties/2026-09/companies")["results"] == [recorded]


def test_load_of_account_and_owners(hubspot):
    """A recorded account and its people replace the invented ones."""
    owner = {"id": "7", "email": "a@example.com", "userId": 8, "archived": False, "type": "PERSON"}
    details = {"portalId": hubspot.portal_id, "accountType": "SANDBOX", "companyCurrency": "EUR"}
    bodies = {"/crm/owners/2026-09": {"results": [owner]}, "/account-info/2026-09/details": details}
    assert hubspot.control("POST", "load", bodies).status_code == 204

    assert hubspot("GET", "/crm/owners/2026-09")["results"] == [owner]
    assert hubspot("GET", "/account-info/2026-09/details") == details


def test_a_recorded_property_can_be_edited(hubspot):
    """Properties bring the groups they name, so an edit of one is not refused for its group."""
    recorded = {**NOTE, "groupName": "elsewhere", "options": []}
    hubspot.load({"/crm/v3/schemas/CONTACT": {"properties": [recorded]}})

    assert hubspot("PATCH", f"{CONTACTS}/note", {"label": "Edited"}, status=200)["groupName"] == "elsewhere"


@pytest.mark.parametrize("bodies", [{"/crm/objects/2026-09/contacts": {"results": []}}, [], {CONTACTS: []}])
def test_load_of_something_else(hubspot, bodies):
    """A path that takes no recording and a body of another shape are refused, and nothing is replaced."""
    before = hubspot("GET", CONTACTS)

    assert hubspot.control("POST", "load", bodies).status_code == 400
    assert hubspot("GET", CONTACTS) == before


@pytest.mark.parametrize(("method", "name"), [("GET", "nothing"), ("PUT", "faults"), ("GET", "edit")])
def test_unknown_control_paths(hubspot, method, name):
    """What the control surface does not have is a 404."""
    assert hubspot.control(method, name).status_code == 404


def test_control_body_that_is_no_json(hubspot):
    """A control request with a broken body is a 400."""
    answer = hubspot.send("POST", "/_emulator/faults", data="{")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("POST", "reset?variant=flows-unlisted"),
        ("GET", "state?variants=x"),
        ("POST", "load?portal=x"),
        ("POST", "load?portal=-1"),
        ("POST", f"load?portal={'9' * 5_000}"),
        ("POST", "load?portal=%D9%A3"),
        ("GET", "requests?limit=1"),
    ],
)
def test_nothing_unknown_is_ignored(hubspot, method, what):
    """A parameter that no operation knows, and a portal that is no number, are refused with a 400."""
    answer = hubspot.control(method, what, {} if method == "POST" else None)

    assert answer.status_code == 400
    assert answer.json["message"]


def test_an_unknown_variant_is_refused():
    """It would change nothing, and whoever misspells one would test nothing."""
    with pytest.raises(ValueError, match="no variant 'flows-unlistd'; known: "):
        Emulator(traits=Traits(variants=frozenset({"flows-unlistd"})))
