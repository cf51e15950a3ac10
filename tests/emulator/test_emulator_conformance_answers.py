"""Answers against HubSpot's own description of them: what is there, what may be, and of which type."""

from __future__ import annotations

import uuid

import pytest
from conformance_documents import FLOW_WRITES, SCORE, SCORE_WRITES
from conformance_operations import FLOWS, PIPELINE_WRITES, PROPERTY_WRITES, SCORES
from conformance_shapes import faults

WRITES = {
    operation.name: operation
    for operation in (*PROPERTY_WRITES, *PIPELINE_WRITES, *FLOW_WRITES, *SCORE_WRITES)
}
LISTS = [
    ("/crm/properties/2026-09/contacts", "property"),
    ("/crm/properties/2026-09/deals", "property"),
    ("/crm/properties/2026-09/tickets", "property"),
    ("/crm/properties/2026-09/contacts/groups", "group"),
    ("/crm/pipelines/2026-09/deals", "pipeline"),
    ("/crm/pipelines/2026-09/tickets", "pipeline"),
    ("/crm/pipelines/2026-09/contacts", "pipeline"),
    ("/crm/pipelines/2026-09/leads", "pipeline"),
    ("/crm/pipelines/2026-09/deals/default/stages", "stage"),
    ("/automation/2026-09-beta/action-types", "action_type"),
    ("/crm/owners/2026-09", "owner"),
    ("/settings/users/2026-03", "user"),
    ("/settings/users/2026-03/roles", "role"),
    ("/settings/users/2026-03/teams", "team"),
    ("/settings/teams/2026-09-beta", "beta_team"),
    ("/marketing/v3/forms", "form"),
    ("/marketing/emails/2026-09", "email"),
]
READS = [
    ("/account-info/2026-09/details", "account"),
    ("/crm/limits/2026-09/custom-properties", "limits"),
    ("/crm/limits/2026-09/calculated-properties", "usages"),
    ("/crm/limits/2026-09/pipelines", "pipeline_limits"),
    ("/crm/limits/2026-09/custom-object-types", "custom_objects"),
    ("/crm/properties/2026-09/contacts/lifecyclestage", "property"),
    ("/crm/properties/2026-09/contacts/groups/contactinformation", "group"),
    ("/crm/pipelines/2026-09/deals/default", "pipeline"),
    ("/crm/pipelines/2026-09/deals/default/stages/closedwon", "stage"),
    ("/settings/users/2026-03/1001", "user"),
]
ANSWERS = [
    ("number", 201, "property"),
    ("choice", 201, "property"),
    ("owner", 201, "property"),
    ("text", 201, "property"),
    ("formula", 201, "property"),
    ("update of a number", 200, "property"),
    ("batch create", 201, "batch"),
    ("batch read", 200, "batch"),
    ("group", 201, "group"),
    ("update of a group", 200, "group"),
    ("pipeline", 201, "pipeline"),
    ("replaced pipeline", 200, "pipeline"),
    ("update of a pipeline", 200, "pipeline"),
    ("stage", 201, "stage"),
    ("replaced stage", 200, "stage"),
    ("update of a stage", 200, "stage"),
    ("contact workflow", 201, "flow"),
    ("deal workflow", 201, "flow"),
    ("replaced contact workflow", 200, "flow"),
    ("replaced deal workflow", 200, "flow"),
    ("batch read of workflows", 207, "batch"),
    ("draft of a score", 200, "score"),
]


def carried_out(hubspot, name):
    """The response to one of the writes."""
    operation = WRITES[name]
    path, body = operation.ask(hubspot)
    return hubspot.send(operation.method, path, body)


@pytest.mark.parametrize(("path", "shape"), LISTS)
def test_lists(hubspot, path, shape):
    """Every row of a list in a new portal is as described."""
    rows = hubspot("GET", path)["results"]

    assert rows
    assert faults(rows, f"[{shape}]") == []


@pytest.mark.parametrize(("path", "shape"), READS)
def test_reads(hubspot, path, shape):
    """A single read is as described."""
    assert faults(hubspot("GET", path), shape) == []


@pytest.mark.parametrize(("name", "status", "shape"), ANSWERS)
def test_writes(hubspot, name, status, shape):
    """The answer to a write has the described status and body."""
    response = carried_out(hubspot, name)

    assert response.status_code == status
    assert faults(response.json, shape) == []


@pytest.mark.parametrize("name", ["score", "copy of a score"])
def test_a_new_score_is_told_by_its_location(hubspot, name):
    """201 without a body; the `Location` leads to the new score's draft (dossier E2)."""
    response = carried_out(hubspot, name)

    assert (response.status_code, response.data) == (201, b"")
    assert faults(hubspot("GET", f"{response.headers['Location']}/draft"), "score") == []


@pytest.mark.parametrize(("name", "path"), [("number", "conforming"), ("batch archive", "nobody")])
def test_what_has_no_body(hubspot, name, path):
    """Archiving answers 204 and nothing else (dossier B1)."""
    operation = WRITES[name]
    carried = carried_out(hubspot, name)
    response = carried if name == "batch archive" else hubspot.send("DELETE", f"{operation.path}/{path}")

    assert (response.status_code, response.data) == (204, b"")


def test_published_score(hubspot):
    """A score is as described in its list, published and switched off."""
    address = hubspot.send("POST", SCORES, SCORE).headers["Location"]

    assert faults(hubspot("POST", f"{address}/draft/publish"), "score") == []
    assert faults(hubspot("GET", address), "score") == []
    assert faults(hubspot("GET", SCORES)["results"], "[listed_score]") == []
    assert faults(hubspot("POST", f"{address}/deactivate"), "score") == []


def test_workflow_in_lists_and_revisions(hubspot):
    """A workflow is as described in its list, alone, in a batch and as a revision."""
    flow = carried_out(hubspot, "contact workflow").json
    read = {"inputs": [{"type": "FLOW_ID", "flowId": flow["id"]}]}

    assert faults(hubspot("GET", f"{FLOWS}/flows")["results"], "[listed_flow]") == []
    assert faults(hubspot("GET", f"{FLOWS}/flows/{flow['id']}"), "flow") == []
    assert faults(hubspot("GET", f"{FLOWS}/flows/{flow['id']}/revisions/1"), "revision") == []
    assert faults(hubspot("POST", f"{FLOWS}/flows/batch/read", read)["results"], "[flow]") == []


def test_team_members_and_archived_properties(hubspot):
    """Lists that need something to be there first are as described."""
    (team, *_) = hubspot("GET", "/settings/teams/2026-09-beta")["results"]
    carried_out(hubspot, "number")
    hubspot("DELETE", f"{WRITES['number'].path}/conforming")
    members = hubspot("GET", f"/settings/teams/2026-09-beta/{team['id']}/members")["results"]
    bin_ = hubspot("GET", f"{WRITES['number'].path}?archived=true")["results"]

    assert [faults(members, "[member]"), faults(bin_, "[property]")] == [[], []]
    assert members
    assert bin_[0]["archivedAt"]


def test_audit_rows(hubspot):
    """A changed pipeline and stage have rows as described (dossier D1)."""
    carried_out(hubspot, "update of a pipeline")
    carried_out(hubspot, "update of a stage")

    for path in ("default", "default/stages/contractsent"):
        rows = hubspot("GET", f"/crm/pipelines/2026-09/deals/{path}/audit")["results"]
        assert rows
        assert faults(rows, "[audit]") == []


def test_token_info(hubspot):
    """What introspection tells of a token (dossier K)."""
    info = hubspot("POST", "/oauth/v2/private-apps/get/access-token-info", {"tokenKey": hubspot.token})

    assert faults(info, "token") == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/crm/properties/2026-09/deals", {"options": 7, "unheardOf": 1}, 400),
        ("POST", "/crm/pipelines/2026-09/deals", {"label": "x", "displayOrder": 1, "stages": [{}]}, 400),
        ("POST", f"{FLOWS}/flows", {"type": "CONTACT_FLOW"}, 400),
        ("POST", SCORES, {}, 400),
        ("GET", "/crm/properties/2026-09/nothings", None, 400),
        ("GET", "/crm/properties/2026-09/deals/nobody", None, 404),
        ("GET", "/crm/properties/2026-09/deals/groups/nobody", None, 404),
        ("GET", f"{FLOWS}/flows/7", None, 404),
        ("GET", f"{SCORES}/7", None, 404),
        ("GET", "/marketing/v3/forms/7", None, 404),
        ("DELETE", "/crm/pipelines/2026-09/deals/nobody", None, 404),
    ],
)
def test_refusals(hubspot, method, path, body, status):
    """A refusal is in HubSpot's envelope, its correlation id a UUID (dossier L2)."""
    refusal = hubspot(method, path, body, status=status)

    assert faults(refusal, "error") == []
    assert str(uuid.UUID(refusal["correlationId"])) == refusal["correlationId"]


def test_refusals_at_the_door(make_hubspot):
    """A missing token, a missing scope and a tier that is too low are in the same envelope (dossier L2)."""
    stranger = make_hubspot()
    stranger.token = "pat-nobody"
    refusals = [
        stranger("GET", "/crm/owners/2026-09", status=401),
        make_hubspot(scopes=frozenset({"forms"}))("GET", "/crm/owners/2026-09", status=403),
        make_hubspot(tier="starter")("GET", f"{FLOWS}/flows", status=403),
    ]

    assert [fault for refusal in refusals for fault in faults(refusal, "error")] == []


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/crm/properties/2026-09/deals", "archived=maybe"),
        ("/crm/properties/2026-09/deals", "dataSensitivity=SECRET"),
        ("/crm/properties/2026-09/deals/amount", "archived=maybe"),
        (f"{FLOWS}/flows", "limit=x"),
        (f"{SCORES}", "limit=x"),
        ("/crm/owners/2026-09", "archived=maybe"),
        ("/crm/owners/2026-09", "limit=x"),
        ("/crm/owners/2026-09/2001", "idProperty=email"),
        ("/settings/users/2026-03", "limit=x"),
        ("/settings/users/2026-03/1001", "idProperty=NAME"),
        ("/settings/teams/2026-09-beta", "limit=x"),
        ("/marketing/v3/forms", "archived=maybe"),
        ("/marketing/v3/forms", "formTypes=letter"),
        ("/marketing/v3/forms", "limit=x"),
    ],
)
def test_queries_that_do_not_read(hubspot, path, query):
    """A query parameter of another type, or with a word that is not in its list, is a 400."""
    hubspot("GET", f"{path}?{query}", status=400)


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (423, {"status": "error", "category": "LOCKED", "message": "locked"}, {}),
        (477, {"status": "error", "category": "MIGRATION", "message": "moving"}, {"Retry-After": "3"}),
        (429, {"status": "error", "category": "RATE_LIMITS", "policyName": "SECONDLY"}, {}),
        (429, {"status": "error", "category": "RATE_LIMITS", "policyName": "DAILY"}, {}),
        (521, {"status": "error", "category": "INTERNAL_ERROR", "message": "down"}, {}),
    ],
)
def test_transport_errors_on_order(hubspot, status, body, headers):
    """Locks, migrations, each policy of the rate limit and a web server that is down (dossier L2, O3)."""
    hubspot.control("POST", "faults", {"status": status, "body": body, "headers": headers})
    answer = hubspot.send("GET", "/crm/owners/2026-09")

    assert (answer.status_code, answer.json) == (status, body)
    assert headers.items() <= dict(answer.headers).items()
    hubspot("GET", "/crm/owners/2026-09", status=200)
