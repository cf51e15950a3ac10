"""Bodies that the tests about workflows send."""

from __future__ import annotations

from filter_bodies import all_of, condition, known

FLOWS = "/automation/2026-09-beta/flows"


def to(name, edge="STANDARD"):
    return {"edgeType": edge, "nextActionId": name}


def single(kind, fields, name="1", version=0, **more):
    return {
        "type": "SINGLE_CONNECTION",
        "actionId": name,
        "actionTypeId": kind,
        "actionTypeVersion": version,
        "fields": fields,
        **more,
    }


def delay(name="1", **more):
    return single("0-1", {"delta": "1", "time_unit": "DAYS"}, name, **more)


KNOWN = known("firstname")


def submitted(**more):
    return {
        **all_of(),
        "filterBranchType": "UNIFIED_EVENTS",
        "eventTypeId": "4-1639801",
        "operator": "HAS_COMPLETED",
        **more,
    }


def flow_of(*actions, object_type="0-1", **more):
    flow = {
        "type": "CONTACT_FLOW" if object_type == "0-1" else "PLATFORM_FLOW",
        "objectTypeId": object_type,
        "flowType": "WORKFLOW",
        "isEnabled": False,
        "actions": list(actions),
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "dataSources": [],
    }
    contact = {"suppressionListIds": [], "canEnrollFromSalesforce": False} if object_type == "0-1" else {}
    start = {"startActionId": actions[0]["actionId"]} if actions else {}
    return {**flow, **contact, **start, **more}


def faults(hubspot, *actions, **more):
    """Codes of the refusal, none for a created flow."""
    response = hubspot.send("POST", FLOWS, flow_of(*actions, **more))
    assert response.status_code in (201, 400), response.text
    return [entry["code"] for entry in response.get_json().get("errors", [])]


LIST_BASED = {
    "type": "LIST_BASED",
    "listFilterBranch": condition(KNOWN),
    "shouldReEnroll": True,
    "unEnrollObjectsNotMeetingCriteria": False,
    "reEnrollmentTriggersFilterBranches": [],
}
EVENT_BASED = {
    "type": "EVENT_BASED",
    "eventFilterBranches": [submitted()],
    "listMembershipFilterBranches": [],
    "refinementCriteria": condition(KNOWN),
    "shouldReEnroll": False,
}
COMPANY = {
    "type": "ASSOCIATION",
    "name": "company",
    "objectTypeId": "0-2",
    "associationCategory": "HUBSPOT_DEFINED",
    "associationTypeId": 279,
    "sortBy": {"property": "createdate", "order": "DESC"},
}


def edit(name, value, action="1", **more):
    """The action that sets a property to a fixed text, or to a value object."""
    said = value if isinstance(value, dict) else {"type": "STATIC_VALUE", "staticValue": value}
    return single("0-5", {"property_name": name, "value": said}, action, **more)
