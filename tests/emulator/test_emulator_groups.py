"""Property groups: the dossier's section B6 and the observations of peers (f)."""

from __future__ import annotations

import json

import pytest

G = "/crm/properties/2026-09/companies/groups"
P = "/crm/properties/2026-09/companies"
MEMBER = {"name": "member", "label": "Member", "type": "string", "fieldType": "text", "groupName": "mine"}


def names(hubspot):
    return [group["name"] for group in hubspot("GET", G)["results"]]


def test_create(hubspot):
    """201 with the four fields of a group, and it is listed."""
    response = hubspot.send("POST", G, {"name": "mine", "label": "Mine", "displayOrder": 8})

    assert response.status_code == 201
    assert response.headers["Location"] == f"{G}/mine"
    assert response.json == {"name": "mine", "label": "Mine", "displayOrder": 8, "archived": False}
    assert hubspot("GET", f"{G}/mine") == response.json
    assert "mine" in names(hubspot)


def test_default_groups(hubspot):
    """A new portal has HubSpot's groups (dossier N1)."""
    assert names(hubspot)[0] == "companyinformation"
    assert "contactinformation" in [
        group["name"] for group in hubspot("GET", "/crm/properties/2026-09/contacts/groups")["results"]
    ]


def test_a_group_without_a_place_comes_last(hubspot):
    """`displayOrder` is optional (dossier B6)."""
    highest = max(group["displayOrder"] for group in hubspot("GET", G)["results"])

    assert hubspot("POST", G, {"name": "mine", "label": "Mine"})["displayOrder"] == highest + 1


@pytest.mark.parametrize("body", [{"name": "mine"}, {"label": "Mine"}, {"name": "Mine!", "label": "x"}])
def test_create_needs_name_and_label(hubspot, body):
    """Both are required, and a name is a name (dossier B6)."""
    assert hubspot("POST", G, body, status=400)["category"] == "VALIDATION_ERROR"


def test_duplicate(hubspot):
    """A name in use is a conflict."""
    assert hubspot("POST", G, {"name": "companyinformation", "label": "x"}, status=409)["category"] == (
        "OBJECT_ALREADY_EXISTS"
    )


def test_update(hubspot):
    """Label and order change, the name never (dossier B6)."""
    hubspot("POST", G, {"name": "mine", "label": "Mine", "displayOrder": 1})
    body = hubspot("PATCH", f"{G}/mine", {"label": "Ours", "displayOrder": 2}, status=200)

    assert body == {"name": "mine", "label": "Ours", "displayOrder": 2, "archived": False}
    hubspot("PATCH", f"{G}/mine", {"name": "ours"}, status=400)


def test_archive_of_a_group_in_use(hubspot):
    """The refusal is JSON text inside the message, and has no category outside (dossier B6)."""
    hubspot("POST", G, {"name": "mine", "label": "Mine"})
    hubspot("POST", P, MEMBER)
    outer = hubspot("DELETE", f"{G}/mine", status=400)
    inner = json.loads(outer["message"])

    assert set(outer) == {"status", "message", "correlationId"}
    assert inner == {
        "status": "error",
        "message": "Can't delete or purge a group with active properties",
        "correlationId": outer["correlationId"],
        "category": "VALIDATION_ERROR",
        "subCategory": "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
    }
    assert "mine" in names(hubspot)


def test_archive_with_archived_members_only(hubspot):
    """204 once its properties are archived; the group is in no list after that (dossier B6)."""
    hubspot("POST", G, {"name": "mine", "label": "Mine"})
    hubspot("POST", P, MEMBER)
    hubspot("DELETE", f"{P}/member")
    hubspot("DELETE", f"{G}/mine", status=204)

    assert "mine" not in names(hubspot)
    hubspot("GET", f"{G}/mine", status=404)
    hubspot("DELETE", f"{G}/mine", status=404)


def test_an_archived_group_keeps_its_property_from_reviving(hubspot):
    """A property is not restored into a group that is gone (peers (f))."""
    hubspot("POST", G, {"name": "mine", "label": "Mine"})
    hubspot("POST", P, MEMBER)
    hubspot("DELETE", f"{P}/member")
    hubspot("DELETE", f"{G}/mine")

    hubspot("POST", P, MEMBER, status=400)


def test_recreate(hubspot):
    """The name of an archived group makes a group with the new label (dossier B6)."""
    hubspot("POST", G, {"name": "mine", "label": "Mine"})
    hubspot("DELETE", f"{G}/mine")

    assert hubspot("POST", G, {"name": "mine", "label": "Again"}, status=201)["label"] == "Again"


@pytest.mark.parametrize("base", ["/crm/properties/2026-03", "/crm/v3/properties"])
def test_twins(hubspot, base):
    """Older versions serve the same groups (dossier A3)."""
    hubspot("POST", f"{base}/companies/groups", {"name": "mine", "label": "Mine"}, status=201)

    assert hubspot("GET", f"{G}/mine")["label"] == "Mine"
