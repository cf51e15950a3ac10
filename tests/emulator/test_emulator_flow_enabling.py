"""What the emulator asks of a workflow that is switched on, and what follows (dossier F1, F2, F5)."""

from __future__ import annotations

import pytest
from flow_bodies import (
    EVENT_BASED,
    FLOWS,
    LIST_BASED,
    delay,
    edit,
    faults,
    flow_of,
    single,
)

from filter_bodies import all_of, condition

MANUAL = {"type": "MANUAL", "shouldReEnroll": False}
CAMPAIGNS = f"{FLOWS}/email-campaigns"


def on(hubspot, *actions, criteria=MANUAL, **more):
    """Codes of what an enabled flow lacks; as a draft each of these flows is sound."""
    assert faults(hubspot, *actions, enrollmentCriteria=criteria, **more) == []
    return faults(hubspot, *actions, enrollmentCriteria=criteria, isEnabled=True, **more)


NO_EVENT = {**EVENT_BASED, "eventFilterBranches": []}
JOINED = all_of({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "7"})


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        (MANUAL, []),
        (LIST_BASED, []),
        (EVENT_BASED, []),
        ({**LIST_BASED, "listFilterBranch": condition()}, ["INCOMPLETE_FLOW"]),
        (NO_EVENT, ["INCOMPLETE_FLOW"]),
        ({**NO_EVENT, "listMembershipFilterBranches": [JOINED]}, ["UNKNOWN_REFERENCE"]),
    ],
)
def test_something_enrols(hubspot, criteria, found):
    """A flow by filters has one, a flow by events has a trigger, and its segment is there (F3)."""
    assert on(hubspot, delay(), criteria=criteria) == found


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("hs_lead_status", "OPEN", []),
        ("hs_lead_status", "Open", ["INVALID_PROPERTY_VALUE"]),
        ("hs_lead_status", "", []),
        ("renewal", "2026-12-01", []),
        ("renewal", "tomorrow", ["INVALID_PROPERTY_VALUE"]),
        ("renewal", "{{ enrolled_object.createdate }}", []),
        ("createdate", "2026-12-01", ["INVALID_PROPERTY_VALUE"]),
        (
            "city",
            {"type": "ENROLLMENT_EVENT_PROPERTY", "enrollmentEventPropertyToken": "x"},
            ["INCOMPLETE_ACTION"],
        ),
        (
            "city",
            {"type": "ENROLLMENT_DATASET_COLUMN", "enrollmentDatasetColumnToken": "x"},
            ["INCOMPLETE_ACTION"],
        ),
        ("city", {"type": "TIMESTAMP", "timestampType": "EXECUTION_TIME"}, []),
    ],
)
def test_a_value_is_one_that_the_property_takes(hubspot, name, value, found):
    """A fixed value is an option, a date, nothing for a read-only property; an event's needs an event."""
    date = {"type": "date", "fieldType": "date", "groupName": "contactinformation"}
    hubspot("POST", "/crm/properties/2026-09/contacts", {"name": "renewal", "label": "Renewal", **date})

    assert on(hubspot, edit(name, value)) == found


def test_an_events_value_in_a_flow_by_events(hubspot):
    """There it is known, a column of a data set is not."""
    event = {"type": "ENROLLMENT_EVENT_PROPERTY", "enrollmentEventPropertyToken": "x"}
    column = {"type": "ENROLLMENT_DATASET_COLUMN", "enrollmentDatasetColumnToken": "x"}

    assert on(hubspot, edit("city", event), criteria=EVENT_BASED) == []
    assert on(hubspot, edit("city", column), criteria=EVENT_BASED) == ["INCOMPLETE_ACTION"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"senderType": "SPECIFIC_USER", "userId": "1006"}, []),
        ({"senderType": "SPECIFIC_USER"}, ["INCOMPLETE_ACTION"]),
        ({"senderType": "CONTACT_OWNER", "contactOwnerProperty": "hubspot_owner_id"}, []),
        ({"senderType": "CONTACT_OWNER", "userId": "1006"}, ["INCOMPLETE_ACTION"]),
    ],
)
def test_a_sequence_has_a_sender(hubspot, fields, found):
    """The user, or the property with the owner, by the type of sender (F5)."""
    assert on(hubspot, single("0-46510720", {"sequenceId": "7", **fields}, version=6)) == found


def segment(hubspot, name, kind, object_type="0-1"):
    tree = {} if kind == "MANUAL" else {"filterBranch": LIST_BASED["listFilterBranch"]}
    sent = {"name": name, "processingType": kind, "objectTypeId": object_type, **tree}
    return hubspot("POST", "/crm/lists/2026-09", sent)["list"]["listId"]


def test_segments_are_there(hubspot):
    """Segments that a flow leaves out, filters by or writes to exist; a dynamic one fills itself (F8.4)."""
    static, dynamic = segment(hubspot, "static", "MANUAL"), segment(hubspot, "dynamic", "DYNAMIC")

    def added(list_id):
        fields = {"listId": list_id, "targetObject": "{{ enrolled_object }}"}
        return single("0-63809083", fields, version=5)

    assert on(hubspot, delay(), suppressionListIds=[int(static)]) == []
    assert on(hubspot, delay(), suppressionListIds=[7]) == ["UNKNOWN_REFERENCE"]
    assert on(hubspot, added(static)) == []
    assert on(hubspot, added(dynamic)) == ["INVALID_LIST_TYPE"]
    assert on(hubspot, added(segment(hubspot, "firms", "MANUAL", "0-2"))) == ["INVALID_OBJECT_TYPE"]
    joined = all_of({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": dynamic})
    assert on(hubspot, delay(), criteria={**NO_EVENT, "listMembershipFilterBranches": [joined]}) == []
    hubspot("DELETE", f"/crm/lists/2026-09/{static}")
    assert on(hubspot, added(static)) == ["UNKNOWN_REFERENCE"]


def test_email_campaigns_come_with_enabling(hubspot):
    """One per flow and e-mail, from when the flow is on; they are asked for by flow, and page (F1)."""
    emails = hubspot("GET", "/marketing/emails/2026-09?limit=100")["results"]
    thanks = next(email["id"] for email in emails if email["name"] == "thanks")
    sending = flow_of(single("0-4", {"content_id": thanks}), enrollmentCriteria=MANUAL)

    draft = hubspot("POST", FLOWS, sending)["id"]
    first, second = (hubspot("POST", FLOWS, {**sending, "isEnabled": True})["id"] for _ in range(2))

    told = hubspot("GET", CAMPAIGNS)["results"]
    assert [(entry["flowId"], entry["emailContentId"]) for entry in told] == [
        (first, thanks),
        (second, thanks),
    ]
    assert hubspot("GET", f"{CAMPAIGNS}?flowId={second}")["results"] == told[1:]
    assert hubspot("GET", f"{CAMPAIGNS}?flowId={draft}")["results"] == []
    page = hubspot("GET", f"{CAMPAIGNS}?limit=1")
    assert page["results"] == told[:1]
    assert (
        hubspot("GET", f"{CAMPAIGNS}?limit=1&after={page['paging']['next']['after']}")["results"] == told[1:]
    )
    hubspot("GET", f"{CAMPAIGNS}?before=7", status=400)


def test_an_update_keeps_the_campaign(hubspot):
    """Switched off and on again a flow counts under the campaign that it had."""
    emails = hubspot("GET", "/marketing/emails/2026-09?limit=100")["results"]
    thanks = next(email["id"] for email in emails if email["name"] == "thanks")
    body = flow_of(single("0-4", {"content_id": thanks}), enrollmentCriteria=MANUAL, isEnabled=True)
    flow = hubspot("POST", FLOWS, body)
    before = hubspot("GET", CAMPAIGNS)["results"]

    for name in ("objectTypeId", "flowType", "dataSources"):
        del body[name]
    for enabled in (False, True):
        sent = {**body, "isEnabled": enabled, "revisionId": flow["revisionId"]}
        flow = hubspot("PUT", f"{FLOWS}/{flow['id']}", sent)

    assert hubspot("GET", CAMPAIGNS)["results"] == before


def test_performance_is_of_v4(hubspot):
    """Nothing enrols here, so a flow's buckets are empty; the beta has no such path (F1)."""
    flow_id = hubspot("POST", FLOWS, flow_of())["id"]

    assert hubspot("GET", f"/automation/v4/flows/performance/{flow_id}?bucketType=DAY") == {"results": []}
    for query in ("bucketType=HOUR", "firstDay=TODAY", "start=yesterday", "end=2026-10-30"):
        hubspot("GET", f"/automation/v4/flows/performance/{flow_id}?{query}", status=400)
    hubspot("GET", "/automation/v4/flows/performance/7", status=404)
    hubspot("GET", f"{FLOWS}/performance/{flow_id}", status=404)


def test_fields_that_an_answer_leaves_out(make_hubspot):
    """The variant of an error of HubSpot: who is told is kept, and not shown (F1)."""
    hubspot = make_hubspot(variants=frozenset({"flows-omit-fields"}))
    fields = {"subject": "MQL", "body": "MQL", "user_ids": ["1001"]}

    made = hubspot("POST", FLOWS, flow_of(single("0-8", fields), enrollmentCriteria=MANUAL, isEnabled=True))

    assert made["actions"][0]["fields"] == {"subject": "MQL", "body": "MQL"}
    assert (
        hubspot.in_portal(lambda portal: portal.table("flows")[made["id"]])["actions"][0]["fields"] == fields
    )
