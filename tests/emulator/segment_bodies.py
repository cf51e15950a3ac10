"""Bodies of segments and their filters that several tests send."""

from __future__ import annotations

LISTS = "/crm/lists/2026-09"


def operation(kind, operator, *, unset=False, **fields):
    common = {"operationType": kind, "operator": operator, "includeObjectsWithNoValueSet": unset}
    return {**common, **fields}


def about(name, body):
    return {"filterType": "PROPERTY", "property": name, "operation": body}


def branch(kind, filters=(), branches=(), logic=None, **more):
    return {
        "filterBranchType": kind,
        "filterBranchOperator": logic or kind,
        "filters": list(filters),
        "filterBranches": list(branches),
        **more,
    }


def rooted(*filters, branches=()):
    """A tree of one alternative."""
    return branch("OR", [], [branch("AND", filters, branches)])


def first_name(value, kind="STRING"):
    """Contacts of this first name."""
    fields = {"value": value} if kind == "STRING" else {"values": [value]}
    return about("firstname", operation(kind, "IS_EQUAL_TO", **fields))


def in_list(list_id, operator="IN_LIST"):
    return {"filterType": "IN_LIST", "operator": operator, "listId": list_id}


def segment(name, processing="MANUAL", **more):
    return {"name": name, "objectTypeId": "0-1", "processingType": processing, **more}


def make(hubspot, name, processing="MANUAL", **more):
    """The id of a new segment of contacts."""
    return hubspot("POST", LISTS, segment(name, processing, **more), status=200)["list"]["listId"]


def contact(hubspot, **properties):
    """The id of a new contact."""
    return hubspot("POST", "/crm/objects/2026-09/contacts", {"properties": properties})["id"]


def members(hubspot, list_id):
    """Ids of the records in a segment."""
    return [row["recordId"] for row in hubspot("GET", f"{LISTS}/{list_id}/memberships")["results"]]


def codes(response):
    """Codes of the faults that a refusal names."""
    return [fault["code"] for fault in response.get_json()["errors"]]
