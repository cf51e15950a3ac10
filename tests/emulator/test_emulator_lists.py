"""Segments one at a time: create, read, rename, new filters, delete and restore (dossier G1, O7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from segment_bodies import LISTS, branch, codes, first_name, in_list, make, rooted, segment

from revops.emulator.surfaces.list_uses import named

YUKI = rooted(first_name("Yuki"))


def test_create_answers_200_without_filters(hubspot):
    """A create is a 200 with version 1, and its filters are not in the answer (O7)."""
    answer = hubspot("POST", LISTS, segment("Yukis", "DYNAMIC", filterBranch=YUKI), status=200)["list"]

    assert (answer["listVersion"], answer["processingStatus"]) == (1, "COMPLETE")
    assert (answer["name"], answer["objectTypeId"], answer["processingType"]) == ("Yukis", "0-1", "DYNAMIC")
    assert answer["listPermissions"] == {"teamsWithEditAccess": [], "usersWithEditAccess": []}
    assert answer["membershipSettings"] == {"membershipTeamId": None, "includeUnassigned": None}
    assert "filterBranch" not in answer


def test_settings_are_kept(hubspot):
    """Permissions and membership settings come back as they were sent (G1)."""
    list_id = make(
        hubspot,
        "Mine",
        listPermissions={"teamsWithEditAccess": [], "usersWithEditAccess": [1001]},
        membershipSettings={"includeUnassigned": True},
    )

    found = hubspot("GET", f"{LISTS}/{list_id}")["list"]

    assert found["listPermissions"]["usersWithEditAccess"] == [1001]
    assert found["membershipSettings"] == {"membershipTeamId": None, "includeUnassigned": True}


@pytest.mark.parametrize("base", [LISTS, "/crm/lists/2026-03", "/crm/v3/lists"])
def test_filters_only_on_request(hubspot, base):
    """By id, by name and of several: filters are omitted unless asked for, in every version (G1)."""
    list_id = make(hubspot, "A/B test", "DYNAMIC", filterBranch=YUKI)
    paths = (f"{base}/{list_id}", f"{base}/object-type-id/0-1/name/A%2FB%20test")

    for path in paths:
        assert "filterBranch" not in hubspot("GET", path)["list"]
        assert hubspot("GET", f"{path}?includeFilters=true")["list"]["filterBranch"] == YUKI
    (several,) = hubspot("GET", f"{base}?listIds={list_id}&includeFilters=true")["lists"]
    assert several["filterBranch"] == YUKI
    assert "filterBranch" not in hubspot("GET", f"{base}?listIds={list_id}")["lists"][0]


def test_several_are_those_that_are_there(hubspot):
    """Ids that name nothing are passed over, repeated ones told once."""
    one, other = make(hubspot, "One"), make(hubspot, "Other")

    found = hubspot("GET", f"{LISTS}?listIds={other}&listIds=5&listIds={one}&listIds={other}")["lists"]

    assert [body["listId"] for body in found] == [other, one]
    assert hubspot("GET", LISTS)["lists"] == []


def test_unknown_is_404(hubspot):
    """An id or a name that no segment has; a name counts for its object type only."""
    make(hubspot, "One")

    for path in ("5", "object-type-id/0-1/name/Two", "object-type-id/0-2/name/One"):
        assert hubspot("GET", f"{LISTS}/{path}", status=404)["category"] == "OBJECT_NOT_FOUND"


def test_name_is_unique_in_the_portal(hubspot):
    """Over all object types; the refusal is a 400 whose sub-category programs look for."""
    make(hubspot, "One")
    other = make(hubspot, "Other")

    taken = hubspot("POST", LISTS, {**segment("One"), "objectTypeId": "0-3"}, status=400)
    renamed = hubspot("PUT", f"{LISTS}/{other}/update-list-name?listName=One", status=400)

    assert taken["subCategory"] == renamed["subCategory"] == "ILS.DUPLICATE_LIST_NAMES"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "BLANK"),
        ({"objectTypeId": "contacts"}, "UNKNOWN_REFERENCE"),
        ({"processingType": "STATIC"}, "INVALID_OPTION"),
        ({"processingType": "DYNAMIC"}, "REQUIRED_FIELD"),
        ({"processingType": "SNAPSHOT", "filterBranch": None}, "REQUIRED_FIELD"),
        ({"filterBranch": YUKI}, "FILTERS_NOT_ALLOWED"),
        ({"description": "x"}, "UNKNOWN_FIELD"),
        ({"listFolderId": "0"}, "INVALID_TYPE"),
        ({"listPermissions": {"teamsWithEditAccess": []}}, "REQUIRED_FIELD"),
        ({"customProperties": {"hs_description": 5}}, "INVALID_TYPE"),
    ],
)
def test_create_refuses(hubspot, change, code):
    """Wrong fields, filters where none may be and none where some must be."""
    assert codes(hubspot.send("POST", LISTS, {**segment("One"), **change})) == [code]


def test_create_looks_into_filters(hubspot):
    """Properties are those of the segment's object type."""
    deals = {**segment("Deals", "DYNAMIC", filterBranch=YUKI), "objectTypeId": "0-3"}

    assert codes(hubspot.send("POST", LISTS, deals)) == ["UNKNOWN_REFERENCE"]


def test_unknown_folder_is_404(hubspot):
    """A segment is made in a folder that is there."""
    hubspot("POST", LISTS, segment("One", listFolderId=5), status=404)


def test_new_filters_are_a_new_version(hubspot):
    """The whole tree is replaced, the version goes up and the moment is noted (G1, O7)."""
    list_id = make(hubspot, "Some", "DYNAMIC", filterBranch=YUKI)
    ken = rooted(first_name("Ken"))
    path = f"{LISTS}/{list_id}/update-list-filters?enrollObjectsInWorkflows=false"

    answer = hubspot("PUT", path, {"filterBranch": ken})["updatedList"]

    assert answer["listVersion"] == 2
    assert answer["filtersUpdatedAt"] >= answer["createdAt"]
    assert hubspot("GET", f"{LISTS}/{list_id}?includeFilters=true")["list"]["filterBranch"] == ken


@pytest.mark.parametrize("processing", ["MANUAL", "SNAPSHOT"])
def test_only_dynamic_filters_are_updated(hubspot, processing):
    """The filters of a snapshot are fixed at its creation (G1)."""
    filters = {"filterBranch": YUKI} if processing == "SNAPSHOT" else {}
    list_id = make(hubspot, "Fixed", processing, **filters)

    hubspot("PUT", f"{LISTS}/{list_id}/update-list-filters", {"filterBranch": YUKI}, status=400)


def test_enrolling_is_true_or_false(hubspot):
    """`enrollObjectsInWorkflows` takes no other word."""
    list_id = make(hubspot, "Some", "DYNAMIC", filterBranch=YUKI)
    path = f"{LISTS}/{list_id}/update-list-filters?enrollObjectsInWorkflows=maybe"

    hubspot("PUT", path, {"filterBranch": YUKI}, status=400)


def test_rename(hubspot):
    """The name stands in the query; the version stays; another case of one's own name is free."""
    list_id = make(hubspot, "Some", "DYNAMIC", filterBranch=YUKI)
    path = f"{LISTS}/{list_id}/update-list-name"

    answer = hubspot("PUT", f"{path}?listName=SOME&includeFilters=true")["updatedList"]

    assert (answer["name"], answer["listVersion"], answer["filterBranch"]) == ("SOME", 1, YUKI)
    hubspot("PUT", path, status=400)


def test_a_person_renames_as_a_client_does(hubspot):
    """`edit` hands on the query of its path, decoded, and refuses the same path without it."""
    path = f"{LISTS}/{make(hubspot, 'Some', 'DYNAMIC', filterBranch=YUKI)}/update-list-name"

    def renamed(query):
        return hubspot.emulator.edit("PUT", f"{path}{query}", portal_id=hubspot.portal_id)

    assert renamed("?listName=A%2FB%20test").body["updatedList"]["name"] == "A/B test"
    assert (renamed("").status, renamed("?listName=").status) == (400, 400)
    assert hubspot("GET", path.removesuffix("/update-list-name"))["list"]["name"] == "A/B test"


def test_delete_and_restore(hubspot):
    """A deleted segment is gone with its name until it is restored as it was (G1)."""
    list_id = make(hubspot, "Some", "DYNAMIC", filterBranch=YUKI)
    before = hubspot("GET", f"{LISTS}/{list_id}?includeFilters=true")

    hubspot("DELETE", f"{LISTS}/{list_id}", status=204)
    hubspot("GET", f"{LISTS}/{list_id}", status=404)
    hubspot("DELETE", f"{LISTS}/{list_id}", status=404)
    hubspot("PUT", f"{LISTS}/{list_id}/restore", status=204)

    assert hubspot("GET", f"{LISTS}/{list_id}?includeFilters=true") == before
    hubspot("PUT", f"{LISTS}/{list_id}/restore", status=404)


def test_restore_needs_its_name(hubspot):
    """What took the name meanwhile keeps it."""
    list_id = make(hubspot, "Some")
    hubspot("DELETE", f"{LISTS}/{list_id}")
    make(hubspot, "Some")

    refused = hubspot("PUT", f"{LISTS}/{list_id}/restore", status=400)

    assert refused["subCategory"] == "ILS.DUPLICATE_LIST_NAMES"


@pytest.mark.parametrize(("days", "status"), [(89, 204), (91, 404)])
def test_restore_within_90_days(hubspot, days, status):
    """Deleted segments can be restored for 90 days (G1)."""
    list_id = make(hubspot, "Some")
    hubspot("DELETE", f"{LISTS}/{list_id}")
    binned = hubspot.in_portal(lambda portal: portal.table("deleted_lists")[list_id])
    gone = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    hubspot.portal_table("deleted_lists", {list_id: {**binned, "deletedAt": gone}})

    hubspot("PUT", f"{LISTS}/{list_id}/restore", status=status)


def test_deleted_segments_may_be_readable(make_hubspot):
    """With the variant an id still answers after the delete, and tells when that was; a name does not."""
    hubspot = make_hubspot(variants=frozenset({"deleted-lists-readable"}))
    list_id = make(hubspot, "Some")
    hubspot("DELETE", f"{LISTS}/{list_id}")

    assert "deletedAt" in hubspot("GET", f"{LISTS}/{list_id}")["list"]
    assert len(hubspot("GET", f"{LISTS}?listIds={list_id}")["lists"]) == 1
    hubspot("GET", f"{LISTS}/object-type-id/0-1/name/Some", status=404)


@pytest.mark.parametrize(
    ("granted", "missing"),
    [
        ({"crm.lists.read"}, "crm.lists.write"),
        ({"crm.lists.write"}, "crm.lists.read"),
        ({"crm.objects.contacts.read"}, "crm.lists.read"),
    ],
)
def test_scopes(make_hubspot, granted, missing):
    """Reads need one scope, writes both, a create the one to write (HubSpot's description of segments)."""
    hubspot = make_hubspot(scopes=frozenset(granted))
    call = {"crm.lists.write": ("POST", LISTS), "crm.lists.read": ("GET", f"{LISTS}/5")}[missing]

    refused = hubspot.send(*call, segment("One") if call[0] == "POST" else None)

    assert refused.status_code == 403
    assert missing in refused.get_json()["context"]["requiredGranularScopes"]


def test_changing_needs_both_scopes(make_hubspot):
    """With the scope to write alone a segment is made, and then neither renamed nor deleted."""
    hubspot = make_hubspot(scopes=frozenset({"crm.lists.write"}))
    list_id = make(hubspot, "One")

    hubspot("PUT", f"{LISTS}/{list_id}/update-list-name?listName=Two", status=403)
    hubspot("DELETE", f"{LISTS}/{list_id}", status=403)


def test_dynamic_segments_are_limited_by_tier(make_hubspot):
    """A free account has ten dynamic segments (G1, KNOW); static ones do not count among them."""
    hubspot = make_hubspot(tier="free")
    make(hubspot, "Static")
    for number in range(10):
        make(hubspot, f"Dynamic {number}", "DYNAMIC", filterBranch=YUKI)

    hubspot("POST", LISTS, segment("One more", "DYNAMIC", filterBranch=YUKI), status=400)
    make(hubspot, "Another static")


def test_references_must_be_there(hubspot):
    """Filters name segments that there are, of the same records."""
    deals = {**segment("Deals"), "objectTypeId": "0-3"}
    of_deals = hubspot("POST", LISTS, deals)["list"]["listId"]

    for other in ("5", of_deals):
        filters = rooted(in_list(other))
        refused = hubspot.send("POST", LISTS, segment("Some", "DYNAMIC", filterBranch=filters))
        assert codes(refused) == ["UNKNOWN_REFERENCE"]


def test_segments_in_a_circle_are_refused(hubspot):
    """A segment cannot be built on one that is built on it."""
    one = make(hubspot, "One", "DYNAMIC", filterBranch=YUKI)
    other = make(hubspot, "Other", "DYNAMIC", filterBranch=rooted(in_list(one)))
    path = f"{LISTS}/{one}/update-list-filters"

    for list_id in (one, other):
        refused = hubspot.send("PUT", path, {"filterBranch": rooted(in_list(list_id))})
        assert codes(refused) == ["CIRCLE"]


def test_in_use_may_be_refused(make_hubspot):
    """With the variant a segment that another one names stays; without it, it goes."""
    for variants, status in ((frozenset(), 204), (frozenset({"list-in-use-refused"}), 400)):
        hubspot = make_hubspot(variants=variants)
        one = make(hubspot, "One")
        other = make(hubspot, "Other", "DYNAMIC", filterBranch=rooted(in_list(one)))

        answer = hubspot("DELETE", f"{LISTS}/{one}", status=status)
        if answer:
            assert "LIST Other" in answer["errors"][0]["message"]
            hubspot("DELETE", f"{LISTS}/{other}", status=204)
            hubspot("DELETE", f"{LISTS}/{one}", status=204)


def test_whatever_names_a_segment_uses_it():
    """Filters, suppression lists, scores and actions name segments; a workflow's own sets are none (G3)."""
    document = {
        "suppressionListIds": [7],
        "actions": [{"fields": {"listId": "8"}}],
        "filters": [in_list("9"), {**in_list("10"), "metadata": {"id": "1", "inListType": "IMPORT"}}],
        "filterConfiguration": {"segmentIds": [11]},
    }

    assert list(named(document)) == ["7", "8", "9", "11"]


def test_property_in_use_is_kept(hubspot):
    """A property that a segment's filters name is not archived while the segment is there (peers (f))."""
    body = {"name": "rank", "label": "Rank", "type": "string", "fieldType": "text"}
    hubspot("POST", "/crm/properties/2026-09/contacts", {**body, "groupName": "contactinformation"})
    filters = rooted({**first_name("A"), "property": "rank"})
    list_id = make(hubspot, "A ranks", "DYNAMIC", filterBranch=filters)
    path = "/crm/properties/2026-09/contacts/rank"

    refused = hubspot("DELETE", path, status=400)
    hubspot("DELETE", f"{LISTS}/{list_id}")

    assert refused["errors"][0]["context"] == {"parentType": ["LIST"], "parentName": ["A ranks"]}
    hubspot("DELETE", path, status=204)


def test_filters_may_come_back_otherwise(make_hubspot):
    """With the variant a text operation is read in its plural; what is stored means the same (P7)."""
    hubspot = make_hubspot(variants=frozenset({"rewrites-filters"}))
    list_id = make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI)

    found = hubspot("GET", f"{LISTS}/{list_id}?includeFilters=true")["list"]["filterBranch"]

    assert found == rooted(first_name("Yuki", "MULTISTRING"))


def test_v3_knows_fewer_filters(hubspot):
    """What only the dated description has is refused by v3."""
    newest = rooted({"filterType": "CAMPAIGN_INFLUENCED", "campaignId": "7"})
    body = segment("Influenced", "DYNAMIC", filterBranch=newest)

    assert codes(hubspot.send("POST", "/crm/v3/lists", body)) == ["INVALID_OPTION"]
    hubspot("POST", LISTS, body, status=200)


def test_recordings_are_loaded(hubspot):
    """Segments that were read from another portal replace what is there; their ids stay."""
    make(hubspot, "Own")
    recorded = {
        "listId": "42",
        "listVersion": 3,
        "name": "Theirs",
        "objectTypeId": "0-1",
        "processingType": "DYNAMIC",
        "processingStatus": "COMPLETE",
        "filtersUpdatedAt": "2026-05-01T00:00:00.000Z",
        "filterBranch": YUKI,
    }

    hubspot.load({"/crm/lists/2026-09": {"lists": [recorded]}})

    assert hubspot("GET", f"{LISTS}/42?includeFilters=true")["list"]["filterBranch"] == YUKI
    assert hubspot("POST", f"{LISTS}/search", {})["total"] == 1


def test_legacy_ids(hubspot):
    """Ids of the old API are translated where they are known (G1)."""
    list_id = make(hubspot, "Old")
    hubspot.portal_table("legacy_lists", {"7": {"listId": list_id}})

    assert hubspot("GET", f"{LISTS}/idmapping?legacyListId=7") == {"legacyListId": "7", "listId": list_id}
    hubspot("GET", f"{LISTS}/idmapping?legacyListId=8", status=404)
    assert hubspot("POST", f"{LISTS}/idmapping", ["7", "8"]) == {
        "legacyListIdsToIdsMapping": [{"legacyListId": "7", "listId": list_id}],
        "missingLegacyListIds": ["8"],
    }


def test_an_empty_alternative_is_everybody(hubspot):
    """An AND branch may hold nothing (HubSpot's guide, "AND filter branch")."""
    list_id = make(hubspot, "All", "DYNAMIC", filterBranch=branch("OR", [], [branch("AND")]))
    hubspot("POST", "/crm/objects/2026-09/contacts", {"properties": {"email": "a@example.com"}})

    assert hubspot("GET", f"{LISTS}/{list_id}")["list"]["size"] == 1
