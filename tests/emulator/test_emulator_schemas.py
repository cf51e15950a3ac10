"""The schemas surface: custom objects, what they come with, how they are read, changed and taken away."""

from __future__ import annotations

from copy import deepcopy

import pytest

S = "/crm-object-schemas/2026-09/schemas"
P = "/crm/properties/2026-09"
FULL = "p90000001_contract"
BODY = {
    "name": "contract",
    "labels": {"singular": "Contract", "plural": "Contracts"},
    "primaryDisplayProperty": "contract_name",
    "requiredProperties": ["contract_name"],
    "searchableProperties": ["contract_name"],
    "secondaryDisplayProperties": [],
    "associatedObjects": ["CONTACT", "0-2"],
    "allowsSensitiveProperties": False,
    "properties": [{"name": "contract_name", "label": "Name", "type": "string", "fieldType": "text"}],
}
KEPT = {"clearDescription": False}


def body(**more):
    return {**deepcopy(BODY), **more}


def made(hubspot, **more):
    return hubspot("POST", S, body(**more), status=201)


def message(hubspot, method, path, sent=None, status=400):
    return hubspot(method, path, sent, status=status)["message"]


def test_a_new_object_gets_a_type_id_and_a_full_name(hubspot):
    """The answer names the type id `2-N` and the name with the portal's id (dossier H1)."""
    answer = made(hubspot)

    assert answer["objectTypeId"] == f"2-{answer['id']}"
    assert answer["fullyQualifiedName"] == FULL
    assert answer["labels"] == {"singular": "Contract", "plural": "Contracts"}
    assert answer["archived"] is False


def test_thirty_two_properties_one_group_and_nine_activities_appear(hubspot):
    """HubSpot adds 32 `hs_` properties, one group and nine activity associations (peers (f))."""
    answer = made(hubspot, associatedObjects=[])
    names = [one["name"] for one in answer["properties"]]

    assert sum(name.startswith("hs_") for name in names) == 32
    assert "contract_name" in names
    assert len(hubspot("GET", f"{P}/{FULL}/groups")["results"]) == 1
    assert len(answer["associations"]) == 9
    assert {one["fromObjectTypeId"] for one in answer["associations"]} == {answer["objectTypeId"]}


def test_an_inline_property_stands_in_the_objects_group(hubspot):
    """Without a group of its own a property goes into the one that the object comes with."""
    made(hubspot)
    (group,) = hubspot("GET", f"{P}/{FULL}/groups")["results"]

    assert hubspot("GET", f"{P}/{FULL}/contract_name")["groupName"] == group["name"]


def test_paths_take_the_full_name_and_the_type_id_but_not_the_bare_name(hubspot):
    """A custom object's bare name is a 400 (peers (f), "Names in paths")."""
    type_id = made(hubspot)["objectTypeId"]

    assert hubspot("GET", f"{P}/{FULL}") == hubspot("GET", f"{P}/{type_id}")
    assert hubspot("GET", f"{S}/{FULL}") == hubspot("GET", f"{S}/{type_id}")
    assert "contract" in message(hubspot, "GET", f"{P}/contract")
    assert "contract" in message(hubspot, "GET", f"{S}/contract")


def test_objects_named_for_association_are_associated_both_ways(hubspot):
    """Names and ids are taken alike; every association is listed once for each direction."""
    answer = made(hubspot)
    mine = answer["objectTypeId"]
    ends = {(one["fromObjectTypeId"], one["toObjectTypeId"]) for one in answer["associations"]}

    assert {(mine, "0-1"), ("0-1", mine), (mine, "0-2"), ("0-2", mine)} <= ends


@pytest.mark.parametrize("lacking", sorted(set(BODY) - {"primaryDisplayProperty"}))
def test_every_member_of_a_create_is_demanded(hubspot, lacking):
    """2026-09 marks them all as required, but for the description (dossier H1)."""
    sent = {name: value for name, value in BODY.items() if name != lacking}

    assert lacking in message(hubspot, "POST", S, sent)


def test_v3_demands_less_than_2026_09(hubspot):
    """The older description leaves three lists and the flag to HubSpot."""
    later = ("searchableProperties", "secondaryDisplayProperties", "allowsSensitiveProperties")
    sent = {name: value for name, value in BODY.items() if name not in later}

    answer = hubspot("POST", "/crm/v3/schemas", sent, status=201)

    assert answer["searchableProperties"] == []


def test_a_create_needs_a_primary_display_property(hubspot):
    """Without one it is refused (peers (f)), and nothing is left behind."""
    sent = {name: value for name, value in BODY.items() if name != "primaryDisplayProperty"}

    assert "primary display property" in message(hubspot, "POST", S, sent)
    assert hubspot("GET", S)["results"] == []


@pytest.mark.parametrize("role", ["requiredProperties", "searchableProperties", "secondaryDisplayProperties"])
def test_roles_are_for_properties_that_are_there(hubspot, role):
    """A role for an unknown property is refused, and the object is not made."""
    assert "missing" in message(hubspot, "POST", S, body(**{role: ["missing"]}))
    assert hubspot("GET", S)["results"] == []


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"labels": {"singular": "A"}}, {"properties": [{}]}])
def test_what_is_unknown_or_incomplete_is_refused(hubspot, wrong):
    """A create with an unknown member, half of the labels or an empty property is a 400."""
    message(hubspot, "POST", S, body(**wrong))


@pytest.mark.parametrize("name", ["1st", "two words", "ääh", ""])
def test_names_are_letters_digits_and_underscores(hubspot, name):
    """The first character is a letter (dossier H1)."""
    message(hubspot, "POST", S, body(name=name))


def test_a_name_is_taken_whatever_its_case(hubspot):
    """A second object of the name is a conflict."""
    made(hubspot)

    assert hubspot("POST", S, body(name="Contract"), status=409)["category"] == "OBJECT_ALREADY_EXISTS"


def test_a_portal_has_room_for_twenty(hubspot):
    """A developer test account holds 20 custom objects, and Limits Tracking says so (dossier H1)."""
    for number in range(20):
        made(hubspot, name=f"thing{number}", associatedObjects=[])

    assert "20" in message(hubspot, "POST", S, BODY)
    assert hubspot("GET", "/crm/limits/2026-09/custom-object-types")["usage"] == 20


def test_include_flags_leave_parts_out(hubspot):
    """Properties, associations and who did what are shown unless the query says no (dossier H1)."""
    made(hubspot)
    query = "includePropertyDefinitions=false&includeAssociationDefinitions=false&includeAuditMetadata=false"

    (bare,) = hubspot("GET", f"{S}?{query}")["results"]
    (full,) = hubspot("GET", S)["results"]

    assert (bare["properties"], bare["associations"]) == ([], [])
    assert "createdAt" not in bare
    assert len(full["properties"]) > 32
    assert full["createdByUserId"] == 1001


def test_batch_read_finds_by_type_id_and_full_name(hubspot):
    """One request reads several objects; all three include flags are demanded."""
    one, other = made(hubspot), made(hubspot, name="asset")
    flags = dict.fromkeys(
        ("includePropertyDefinitions", "includeAssociationDefinitions", "includeAuditMetadata"), False
    )
    sent = {"inputs": [one["objectTypeId"], "p90000001_asset", "2-1"], **flags}

    found = hubspot("POST", f"{S}/batch/read", sent)["results"]

    assert [row["objectTypeId"] for row in found] == [one["objectTypeId"], other["objectTypeId"]]
    message(hubspot, "POST", f"{S}/batch/read", {"inputs": []})


def test_a_patch_changes_what_it_names(hubspot):
    """Labels, description and roles change; the answer has no properties, associations and users."""
    made(hubspot, description="Old")
    sent = {**KEPT, "labels": {"plural": "Deals done"}, "searchableProperties": []}

    answer = hubspot("PATCH", f"{S}/{FULL}", sent)

    assert answer["labels"] == {"singular": "Contract", "plural": "Deals done"}
    assert answer["searchableProperties"] == []
    assert answer["requiredProperties"] == ["contract_name"]
    assert answer["description"] == "Old"
    assert "properties" not in answer
    assert {name for name in answer if name.startswith(("created", "updated"))} == {"createdAt", "updatedAt"}


def test_a_description_is_cleared_by_a_flag_of_its_own(hubspot):
    """`clearDescription` is demanded by 2026-09, and takes the description away."""
    made(hubspot, description="Old")

    assert "description" not in hubspot("PATCH", f"{S}/{FULL}", {"clearDescription": True})
    assert "clearDescription" in message(hubspot, "PATCH", f"{S}/{FULL}", {})
    hubspot("PATCH", f"/crm/v3/schemas/{FULL}", {"description": "New"})


@pytest.mark.parametrize(
    "wrong", [{"name": "other"}, {"properties": []}, {"requiredProperties": ["missing"]}]
)
def test_name_and_properties_are_not_changed_by_a_patch(hubspot, wrong):
    """The name is immutable, properties have a surface of their own, a role needs its property."""
    made(hubspot)

    message(hubspot, "PATCH", f"{S}/{FULL}", {**KEPT, **wrong})


def test_associations_come_and_go_in_pairs(hubspot):
    """One is added in both directions, once; deleting either side takes both."""
    mine = made(hubspot, associatedObjects=[])["objectTypeId"]
    sent = {"fromObjectTypeId": mine, "toObjectTypeId": "0-3", "name": "contract_to_deal"}

    made_one = hubspot("POST", f"{S}/{FULL}/associations", sent, status=201)
    there = hubspot("GET", f"{S}/{FULL}")["associations"]
    message(hubspot, "POST", f"{S}/{FULL}/associations", sent)
    hubspot("DELETE", f"{S}/{FULL}/associations/{made_one['id']}", status=204)

    assert (made_one["fromObjectTypeId"], made_one["toObjectTypeId"]) == (mine, "0-3")
    assert made_one["name"] == "contract_to_deal"
    assert len(there) == 11
    assert len(hubspot("GET", f"{S}/{FULL}")["associations"]) == 9
    message(hubspot, "DELETE", f"{S}/{FULL}/associations/{made_one['id']}", status=404)


def test_an_association_is_one_of_the_object_in_the_path(hubspot):
    """Two other objects cannot be associated through it."""
    made(hubspot)

    message(
        hubspot,
        "POST",
        f"{S}/{FULL}/associations",
        {"fromObjectTypeId": "0-1", "toObjectTypeId": "0-3"},
    )


def test_an_archived_object_is_in_the_other_list(hubspot):
    """Its paths answer 400 from then on."""
    made(hubspot)

    hubspot("DELETE", f"{S}/{FULL}", status=204)

    assert hubspot("GET", S)["results"] == []
    (gone,) = hubspot("GET", f"{S}?archived=true")["results"]
    assert gone["archived"] is True
    message(hubspot, "GET", f"{P}/{FULL}")
    message(hubspot, "DELETE", f"{S}/{FULL}")


def test_an_object_with_records_is_not_archived(hubspot):
    """Archive is refused while records exist (peers (f)); archived ones do not count."""
    made(hubspot)
    record = hubspot(
        "POST", f"/crm/objects/2026-09/{FULL}", {"properties": {"contract_name": "A"}}, status=201
    )

    assert "records" in message(hubspot, "DELETE", f"{S}/{FULL}")
    hubspot("DELETE", f"/crm/objects/2026-09/{FULL}/{record['id']}", status=204)
    hubspot("DELETE", f"{S}/{FULL}", status=204)


def test_deleting_with_archived_purges(hubspot):
    """A purge is for what is archived already, and final (peers (f))."""
    made(hubspot)
    message(hubspot, "DELETE", f"{S}/{FULL}?archived=true")
    hubspot("DELETE", f"{S}/{FULL}", status=204)

    hubspot("DELETE", f"{S}/{FULL}?archived=true", status=204)

    assert hubspot("GET", f"{S}?archived=true")["results"] == []


def test_a_create_over_an_archived_name_purges_it(hubspot):
    """The new object is another one, without the old one's properties (peers (f))."""
    more = {"name": "extra", "label": "Extra", "type": "string", "fieldType": "text"}
    old = made(hubspot, properties=[*BODY["properties"], more])["objectTypeId"]
    hubspot("DELETE", f"{S}/{FULL}", status=204)

    new = made(hubspot)

    assert new["objectTypeId"] != old
    assert "extra" not in [one["name"] for one in new["properties"]]
    assert hubspot("GET", f"{S}?archived=true")["results"] == []


def test_single_reads_lag_where_a_cache_stands_before_them(make_hubspot):
    """For a minute the list shows a new object that a read of its own does not (peers (f))."""
    hubspot = make_hubspot(variants=frozenset({"schema-cache"}))

    type_id = made(hubspot)["objectTypeId"]

    hubspot("GET", f"{S}/{type_id}", status=404)
    assert [row["objectTypeId"] for row in hubspot("GET", S)["results"]] == [type_id]


def test_a_patch_that_omits_fields_can_put_old_values_back(make_hubspot):
    """Behind the cache a second PATCH starts from what was there before the first (peers (f))."""
    hubspot = make_hubspot()
    type_id = made(hubspot, description="First")["objectTypeId"]
    slow = make_cached(hubspot)

    slow("PATCH", f"{S}/{type_id}", {**KEPT, "description": "Second"})
    slow("PATCH", f"{S}/{type_id}", {**KEPT, "labels": {"singular": "Agreement"}})

    assert slow("GET", S)["results"][0]["description"] == "First"


def make_cached(hubspot):
    """The same portal, through a token whose reads go through the cache."""
    from revops.emulator import Traits

    traits = Traits(variants=frozenset({"schema-cache"}))
    hubspot.emulator.add_portal(hubspot.portal_id, "pat-slow", traits)
    return type(hubspot)(hubspot.emulator, "pat-slow", hubspot.portal_id)


def test_the_schema_of_hubspots_own_object_names_its_associations(hubspot):
    """A name that was given to a label is readable from the schema alone (peers (f))."""
    path = "/crm/associations/2026-09/contacts/companies/labels"
    hubspot("POST", path, {"label": "Decision maker", "name": "decision_maker"})

    found = hubspot("GET", f"{S}/contacts")

    assert found["objectTypeId"] == "0-1"
    assert "decision_maker" in {one.get("name") for one in found["associations"]}
    assert "email" in {one["name"] for one in found["properties"]}


def test_custom_objects_need_enterprise(make_hubspot):
    """The surface is closed below the Enterprise tier (dossier H1)."""
    make_hubspot(tier="professional")("GET", S, status=403)


@pytest.mark.parametrize(
    ("scope", "reads", "writes"),
    [("crm.schemas.custom.read", 200, 403), ("crm.schemas.custom.write", 403, 201), ("content", 403, 403)],
)
def test_scopes_are_those_of_custom_objects(make_hubspot, scope, reads, writes):
    """Reading and writing schemas have a scope each; write does not include read (peers (f))."""
    hubspot = make_hubspot(scopes=frozenset({scope}))

    hubspot("GET", S, status=reads)
    hubspot("POST", S, BODY, status=writes)


def test_two_portals_with_the_same_object_look_the_same_without_ids(make_hubspot):
    """The state without ids names tables by the object, not by the type id that the server gave."""
    one, other = make_hubspot(), make_hubspot(portal_id=47110815)
    for hubspot in (one, other):
        made(hubspot)

    states = [hubspot.emulator.state(ids=False)[str(hubspot.portal_id)]["tables"] for hubspot in (one, other)]

    assert "properties:contract" in states[0]
    assert states[0]["object_types"] == states[1]["object_types"]
    assert states[0]["properties:contract"] == states[1]["properties:contract"]
