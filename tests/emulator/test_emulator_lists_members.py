"""Members, folders, conversions and searches of segments (dossier G1, HubSpot's guide to segments)."""

from __future__ import annotations

import pytest
from segment_bodies import (
    LISTS,
    about,
    codes,
    contact,
    first_name,
    in_list,
    make,
    members,
    operation,
    rooted,
    segment,
)

YUKI = rooted(first_name("yuki"))


@pytest.fixture
def people(hubspot):
    """Three contacts, of whom the first and the last are called Yuki."""
    return [
        contact(hubspot, email=f"{name}{place}@example.com", firstname=name)
        for place, name in enumerate(("Yuki", "Ken", "Yuki"))
    ]


def test_add_and_remove(hubspot, people):
    """What happened to each record is told; the first name is HubSpot's spelling (G1)."""
    list_id = make(hubspot, "Invited")
    one, two, three = people

    added = hubspot("PUT", f"{LISTS}/{list_id}/memberships/add", [one, two, one, "999"])
    changed = hubspot(
        "PUT",
        f"{LISTS}/{list_id}/memberships/add-and-remove",
        {"recordIdsToAdd": [two, three], "recordIdsToRemove": [one]},
    )
    removed = hubspot("PUT", f"{LISTS}/{list_id}/memberships/remove", [two, one])

    assert added == {"recordsIdsAdded": [one, two], "recordIdsRemoved": [], "recordIdsMissing": ["999"]}
    assert changed == {"recordsIdsAdded": [three], "recordIdsRemoved": [one], "recordIdsMissing": []}
    assert removed == {"recordsIdsAdded": [], "recordIdsRemoved": [two], "recordIdsMissing": []}
    assert members(hubspot, list_id) == [three]


def test_remove_all(hubspot, people):
    """The segment stays and is empty."""
    list_id = make(hubspot, "Invited")
    hubspot("PUT", f"{LISTS}/{list_id}/memberships/add", people)

    hubspot("DELETE", f"{LISTS}/{list_id}/memberships", status=204)

    assert members(hubspot, list_id) == []


def test_dynamic_members_follow_the_records(hubspot, people):
    """A dynamic segment holds who meets its filters now; nobody can be put in (G1)."""
    list_id = make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI)
    assert members(hubspot, list_id) == [people[0], people[2]]

    hubspot("PATCH", f"/crm/objects/2026-09/contacts/{people[1]}", {"properties": {"firstname": "YUKI"}})
    hubspot("DELETE", f"/crm/objects/2026-09/contacts/{people[0]}")

    assert members(hubspot, list_id) == [people[1], people[2]]
    hubspot("PUT", f"{LISTS}/{list_id}/memberships/add", people, status=400)
    hubspot("DELETE", f"{LISTS}/{list_id}/memberships", status=400)


def test_snapshot_members_stay(hubspot, people):
    """A snapshot takes those who meet its filters when it is made, and changes by hand only (G1)."""
    list_id = make(hubspot, "Yukis", "SNAPSHOT", filterBranch=YUKI)
    contact(hubspot, email="late@example.com", firstname="Yuki")
    assert members(hubspot, list_id) == [people[0], people[2]]

    hubspot("PUT", f"{LISTS}/{list_id}/memberships/add", [people[1]])

    assert members(hubspot, list_id) == people


def test_add_from_another_segment(hubspot, people):
    """Everybody of a segment, dynamic too, joins another of the same records."""
    source, target = make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI), make(hubspot, "Invited")
    deals = hubspot("POST", LISTS, {**segment("Deals"), "objectTypeId": "0-3"})["list"]["listId"]

    hubspot("PUT", f"{LISTS}/{target}/memberships/add-from/{source}", status=204)

    assert members(hubspot, target) == [people[0], people[2]]
    hubspot("PUT", f"{LISTS}/{deals}/memberships/add-from/{source}", status=400)


def test_segments_are_built_on_each_other(hubspot, people):
    """IN_LIST and NOT_IN_LIST look at the members of another segment."""
    yukis = make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI)
    among = make(hubspot, "In", "DYNAMIC", filterBranch=rooted(in_list(yukis)))
    outside = make(hubspot, "Out", "DYNAMIC", filterBranch=rooted(in_list(yukis, "NOT_IN_LIST")))

    assert members(hubspot, among) == [people[0], people[2]]
    assert members(hubspot, outside) == [people[1]]

    hubspot("DELETE", f"{LISTS}/{yukis}")
    assert members(hubspot, among) == members(hubspot, outside) == []


def test_pages_of_members(hubspot, people):
    """Pages in the order of ids go on with `after` and back with `before`; 250 is the most (v3's words)."""
    list_id = make(hubspot, "Invited")
    hubspot("PUT", f"{LISTS}/{list_id}/memberships/add", people[::-1])
    path = f"{LISTS}/{list_id}/memberships"

    first = hubspot("GET", f"{path}?limit=2")
    after = first["paging"]["next"]["after"]
    second = hubspot("GET", f"{path}?limit=2&after={after}")
    back = hubspot("GET", f"{path}?limit=2&before={second['paging']['prev']['before']}")

    assert [row["recordId"] for row in first["results"]] == people[:2]
    assert [row["recordId"] for row in second["results"]] == people[2:]
    assert ("prev" in first["paging"], "next" in second["paging"]) == (False, False)
    assert (back["results"], back["total"]) == (first["results"], 3)
    hubspot("GET", f"{path}?limit=251", status=400)
    hubspot("GET", f"{path}?after=x", status=400)


def test_join_order(hubspot, people):
    """Who joined first comes first."""
    list_id = make(hubspot, "Invited")
    for one in people:
        row = {"firstAddedTimestamp": "", "lastAddedTimestamp": f"2026-05-0{9 - people.index(one)}T00:00:00Z"}
        body = {"listId": list_id, "recordId": one, "joined": row}
        hubspot.portal_table("list_members", {f"{list_id}/{one}": body})

    found = hubspot("GET", f"{LISTS}/{list_id}/memberships/join-order")["results"]

    assert [row["recordId"] for row in found] == people[::-1]


def test_segments_of_records(hubspot, people):
    """A record's segments one by one and in a batch, where an unknown record is an error beside the rest."""
    invited, yukis = make(hubspot, "Invited"), make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI)
    hubspot("PUT", f"{LISTS}/{invited}/memberships/add", [people[0], people[1]])

    alone = hubspot("GET", f"{LISTS}/records/0-1/{people[0]}/memberships")["results"]
    inputs = [{"objectTypeId": "0-1", "recordId": one} for one in (people[1], "999")]
    batch = hubspot("POST", f"{LISTS}/records/memberships/batch/read", {"inputs": inputs}, status=207)

    assert [row["listId"] for row in alone] == [invited, yukis]
    (found,) = batch["results"]
    assert [row["listId"] for row in found["recordListMemberships"]] == [invited]
    assert batch["errors"][0]["context"] == {"ids": ["999"]}


def search(hubspot, **body):
    return hubspot("POST", f"{LISTS}/search", body)


def test_search_narrows_down(hubspot):
    """By words of the name in any case, processing type, object type and ids; never filters (G1)."""
    manual = make(hubspot, "Invited to LP")
    dynamic = make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI)
    deals = hubspot("POST", LISTS, {**segment("lp deals"), "objectTypeId": "0-3"})["list"]["listId"]

    def found(**body):
        return sorted(row["listId"] for row in search(hubspot, **body)["lists"])

    assert found() == found(processingTypes=[], listIds=[]) == sorted([manual, dynamic, deals])
    assert found(query="lp") == [manual, deals]
    assert found(query="lp", objectTypeId="0-1") == [manual]
    assert found(processingTypes=["DYNAMIC"]) == found(listIds=[dynamic, "5"]) == [dynamic]
    assert all("filterBranch" not in row for row in search(hubspot)["lists"])


def test_search_pages(hubspot):
    """`offset` of the answer is that of the next page, `hasMore` tells whether there is one (G1)."""
    made = {make(hubspot, f"Segment {number}") for number in range(5)}

    first = search(hubspot, count=3)
    second = search(hubspot, count=3, offset=first["offset"])

    assert (first["total"], first["offset"], first["hasMore"]) == (5, 3, True)
    assert (second["total"], second["offset"], second["hasMore"]) == (5, 5, False)
    assert {row["listId"] for row in first["lists"] + second["lists"]} == made


def test_search_shows_20_of_500_at_most(hubspot):
    """20 segments unless more are asked for, up to 500 (HubSpot's description)."""
    for number in range(21):
        make(hubspot, f"Segment {number}")

    assert len(search(hubspot)["lists"]) == 20
    assert len(search(hubspot, count=500)["lists"]) == 21
    hubspot("POST", f"{LISTS}/search", {"count": 501}, status=400)


@pytest.mark.parametrize("wrong", [{"sort": "name"}, {"processingTypes": ["STATIC"]}, {"offset": -1}])
def test_search_refuses(hubspot, wrong):
    """A sort that nobody describes, an unknown type, a page before the first."""
    hubspot("POST", f"{LISTS}/search", wrong, status=400)


def test_additional_properties(hubspot, people):
    """Size and references always, the rest where there is something to say, all as text."""
    hubspot("POST", f"{LISTS}/folders", {"name": "Events"})
    folder = hubspot("GET", f"{LISTS}/folders")["folder"]["childNodes"][0]["id"]
    list_id = make(
        hubspot,
        "Invited",
        customProperties={"hs_description": "To the fair", "other": "x"},
        listFolderId=int(folder),
    )
    make(hubspot, "Among them", "DYNAMIC", filterBranch=rooted(in_list(list_id)))

    (empty,) = search(hubspot, listIds=[list_id])["lists"]
    hubspot("PUT", f"{LISTS}/{list_id}/memberships/add", people)
    hubspot("PUT", f"{LISTS}/{list_id}/memberships/remove", people[:1])
    (filled,) = search(hubspot, listIds=[list_id], additionalProperties=["hs_description", "none"])["lists"]

    assert empty["additionalProperties"] == {
        "hs_list_size": "0",
        "hs_list_reference_count": "1",
        "hs_folder_name": "Events",
    }
    properties = filled["additionalProperties"]
    assert properties.pop("hs_last_record_added_at") <= properties.pop("hs_last_record_removed_at")
    assert properties == {
        "hs_description": "To the fair",
        "hs_list_size": "2",
        "hs_list_reference_count": "1",
        "hs_folder_name": "Events",
    }


def test_search_index_lags(make_hubspot):
    """A search does not know yet what was made a moment ago; a read by id does."""
    hubspot = make_hubspot(index_lag_ms=60_000)
    list_id = make(hubspot, "New")

    assert search(hubspot)["lists"] == []
    assert hubspot("GET", f"{LISTS}/{list_id}")["list"]["name"] == "New"


def test_all_in_the_order_of_ids(hubspot):
    """`/all` goes on from a cursor that holds for the same filters alone (HubSpot's guide)."""
    made = [make(hubspot, f"Segment {number}") for number in range(3)]
    body = {"processingTypes": ["MANUAL"], "count": 2}

    first = hubspot("POST", f"{LISTS}/all", body)
    after = first["paging"]["next"]["after"]
    second = hubspot("POST", f"{LISTS}/all", {**body, "after": after})

    assert [row["listId"] for row in first["results"]] == made[:2]
    assert [row["listId"] for row in second["results"]] == made[2:]
    assert "paging" not in second
    for wrong in ({**body, "after": "x"}, {"count": 2, "after": after}):
        assert hubspot("POST", f"{LISTS}/all", wrong, status=400)["subCategory"] == "INVALID_CURSOR"
    unknown = hubspot("POST", f"{LISTS}/all", {"processingTypes": ["STATIC"]}, status=400)
    assert unknown["subCategory"] == "INVALID_PROCESSING_TYPE"


def test_all_is_in_the_beta(make_hubspot):
    """The beta has it too, where betas are on (G1)."""
    make_hubspot()("POST", "/crm/lists/2026-09-beta/all", {}, status=200)
    make_hubspot(betas=False)("POST", "/crm/lists/2026-09-beta/all", {}, status=404)


def folder(hubspot, name, **more):
    return hubspot("POST", f"{LISTS}/folders", {"name": name, **more}, status=200)["folder"]["id"]


def test_folders_are_a_tree(hubspot):
    """The root is 0; folders hold folders and segments (G1)."""
    marketing = folder(hubspot, "Marketing")
    events = folder(hubspot, "Events", parentFolderId=marketing)
    list_id = make(hubspot, "Invited", listFolderId=int(marketing))
    hubspot("PUT", f"{LISTS}/folders/move-list", {"listId": list_id, "newFolderId": events}, status=204)

    root = hubspot("GET", f"{LISTS}/folders")["folder"]
    (child,) = root["childNodes"]
    (grandchild,) = child["childNodes"]

    assert (root["id"], child["id"], grandchild["id"]) == ("0", marketing, events)
    assert (child["childLists"], grandchild["childLists"]) == ([], [int(list_id)])
    assert hubspot("GET", f"{LISTS}/folders?folderId={events}")["folder"] == grandchild


def test_folders_are_renamed_and_moved(hubspot):
    """Neither into itself nor into what is inside it; the root stays as it is."""
    marketing = folder(hubspot, "Marketing")
    events = folder(hubspot, "Events", parentFolderId=marketing)

    renamed = hubspot("PUT", f"{LISTS}/folders/{events}/rename?newFolderName=Fairs")["folder"]
    moved = hubspot("PUT", f"{LISTS}/folders/{events}/move/0")["folder"]

    assert (renamed["name"], moved["parentFolderId"]) == ("Fairs", "0")
    hubspot("PUT", f"{LISTS}/folders/{marketing}/move/{events}")
    for target in (marketing, events):
        hubspot("PUT", f"{LISTS}/folders/{events}/move/{target}", status=400)
    hubspot("PUT", f"{LISTS}/folders/0/rename?newFolderName=Top", status=400)
    hubspot("PUT", f"{LISTS}/folders/{events}/rename", status=400)
    hubspot("PUT", f"{LISTS}/folders/{events}/move/5", status=404)


def test_only_an_empty_folder_is_deleted(hubspot):
    """What holds a segment or a folder stays (G1, KNOW)."""
    outer = folder(hubspot, "Outer")
    inner = folder(hubspot, "Inner", parentFolderId=outer)
    list_id = make(hubspot, "Invited", listFolderId=int(inner))

    for full in (outer, inner):
        hubspot("DELETE", f"{LISTS}/folders/{full}", status=400)
    hubspot("DELETE", f"{LISTS}/{list_id}")
    hubspot("DELETE", f"{LISTS}/folders/{inner}", status=204)
    hubspot("DELETE", f"{LISTS}/folders/{inner}", status=404)
    hubspot("PUT", f"{LISTS}/{list_id}/restore", status=204)
    assert hubspot("GET", f"{LISTS}/folders")["folder"]["childLists"] == [int(list_id)]


INACTIVE = {"conversionType": "INACTIVITY", "timeUnit": "DAY", "offset": 5}
LATER = {"conversionType": "CONVERSION_DATE", "year": 2199, "month": 1, "day": 31}


@pytest.mark.parametrize("when", [INACTIVE, LATER])
def test_conversion_is_scheduled(hubspot, when):
    """It is told, replaced and cancelled; a segment without one answers 404 (HubSpot's guide)."""
    list_id = make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI)
    path = f"{LISTS}/{list_id}/schedule-conversion"
    hubspot("GET", path, status=404)
    hubspot("PUT", path, INACTIVE)

    hubspot("PUT", path, when)

    assert hubspot("GET", path) == {"listId": list_id, "requestedConversionTime": when}
    hubspot("DELETE", path, status=204)
    hubspot("DELETE", path, status=404)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ({**INACTIVE, "offset": 0}, "OUT_OF_RANGE"),
        ({**INACTIVE, "timeUnit": "YEAR"}, "INVALID_OPTION"),
        ({**LATER, "year": 2025}, "INVALID_DATE"),
        ({**LATER, "month": 2}, "INVALID_DATE"),
        ({"conversionType": "NOW"}, "INVALID_OPTION"),
    ],
)
def test_conversion_refuses(hubspot, when, code):
    """The day must be in the future, the time of inactivity positive (HubSpot's guide)."""
    list_id = make(hubspot, "Yukis", "DYNAMIC", filterBranch=YUKI)

    assert codes(hubspot.send("PUT", f"{LISTS}/{list_id}/schedule-conversion", when)) == [code]


def test_only_dynamic_segments_are_converted(hubspot):
    """A static one is what it would become."""
    hubspot("PUT", f"{LISTS}/{make(hubspot, 'Invited')}/schedule-conversion", INACTIVE, status=400)


def test_an_unscheduled_conversion_may_be_a_200(make_hubspot):
    """With the variant a segment without a conversion says so with 200."""
    hubspot = make_hubspot(variants=frozenset({"unscheduled-conversion-200"}))
    list_id = make(hubspot, "Invited")

    assert hubspot("GET", f"{LISTS}/{list_id}/schedule-conversion", status=200) == {"listId": list_id}


def test_what_cannot_be_told_counts_nobody(hubspot, people):
    """The emulator keeps no form submissions: neither those who filled one out are counted nor the others."""
    for operator in ("FILLED_OUT", "NOT_FILLED_OUT"):
        filters = rooted({"filterType": "FORM_SUBMISSION", "operator": operator})
        list_id = make(hubspot, operator, "DYNAMIC", filterBranch=filters)
        assert members(hubspot, list_id) == []


def test_a_recorded_circle_has_no_members(hubspot, people):
    """Two segments that are built on each other, as no create would have them, end the asking."""
    recorded = [
        {
            "listId": own,
            "name": own,
            "listVersion": 1,
            "objectTypeId": "0-1",
            "processingType": "DYNAMIC",
            "processingStatus": "COMPLETE",
            "filtersUpdatedAt": "2026-05-01T00:00:00.000Z",
            "filterBranch": rooted(in_list(other)),
        }
        for own, other in (("42", "43"), ("43", "42"))
    ]

    hubspot.load({"/crm/lists/2026-09": {"lists": recorded}})

    assert members(hubspot, "42") == members(hubspot, "43") == []


def test_unset_values_count_where_asked(hubspot):
    """`includeObjectsWithNoValueSet` decides about records without a value (HubSpot's guide)."""
    nameless = contact(hubspot, email="a@example.com")
    for unset, expected in ((True, [nameless]), (False, [])):
        is_ken = operation("STRING", "IS_EQUAL_TO", unset=unset, value="Ken")
        filters = rooted(about("firstname", is_ken))
        list_id = make(hubspot, f"Ken {unset}", "DYNAMIC", filterBranch=filters)
        assert members(hubspot, list_id) == expected
