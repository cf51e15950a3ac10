"""Workflows with sensitive properties: who sees them and who may write them (dossier F1)."""

from __future__ import annotations

import pytest
from flow_bodies import FLOWS, edit, flow_of

from revops.emulator import Traits

CONTACTS = "/crm/properties/2026-09/contacts"
BARE = frozenset({"automation"})
READING = BARE | {"crm.objects.contacts.sensitive.read"}
WRITING = READING | {"crm.objects.contacts.sensitive.write"}


def guarded(hubspot, level="sensitive"):
    """A property of that sensitivity, and a flow that writes it."""
    text = {"type": "string", "fieldType": "text", "groupName": "contactinformation"}
    hubspot("POST", CONTACTS, {"name": "health", "label": "Health", "dataSensitivity": level, **text})
    return flow_of(edit("health", "x"), name="Guarded")


def with_scopes(hubspot, scopes):
    """The same portal, called with a token of these scopes."""
    token = f"pat-{len(scopes)}"
    hubspot.emulator.add_portal(hubspot.portal_id, token, Traits(scopes=scopes))
    return type(hubspot)(hubspot.emulator, token, hubspot.portal_id)


def test_without_the_scope_a_flow_is_not_seen(hubspot):
    """The list leaves it out, its id is forbidden, a batch does not find it; others are seen."""
    flow = hubspot("POST", FLOWS, guarded(hubspot))
    plain = hubspot("POST", FLOWS, flow_of(name="Plain"))
    bare = with_scopes(hubspot, BARE)

    assert [entry["id"] for entry in bare("GET", FLOWS)["results"]] == [plain["id"]]
    refused = bare("GET", f"{FLOWS}/{flow['id']}", status=403)
    assert refused["category"] == "FLOW_ACCESS_DENIED"
    bare("GET", f"{FLOWS}/{flow['id']}/revisions/{flow['revisionId']}", status=403)
    inputs = [{"type": "FLOW_ID", "flowId": entry["id"]} for entry in (flow, plain)]
    answer = bare("POST", f"{FLOWS}/batch/read", {"inputs": inputs}, status=207)
    assert [entry["id"] for entry in answer["results"]] == [plain["id"]]
    assert answer["errors"][0]["subCategory"] == "FLOW_NOT_FOUND_BY_FLOW_ID"


@pytest.mark.parametrize(
    ("scopes", "seen", "written"), [(BARE, 403, 403), (READING, 200, 403), (WRITING, 200, 201)]
)
def test_reading_and_writing_have_scopes(hubspot, scopes, seen, written):
    """One to read, another to write."""
    body = guarded(hubspot)
    flow = hubspot("POST", FLOWS, body)
    caller = with_scopes(hubspot, scopes)

    caller("GET", f"{FLOWS}/{flow['id']}", status=seen)
    caller("POST", FLOWS, body, status=written)


def test_highly_sensitive_data_is_not_automated(hubspot):
    """Whatever the scopes, a highly sensitive property is no part of a workflow."""
    refused = hubspot("POST", FLOWS, guarded(hubspot, "highly_sensitive"), status=400)

    assert [entry["code"] for entry in refused["errors"]] == ["HIGHLY_SENSITIVE_PROPERTY"]
