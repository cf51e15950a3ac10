"""Association labels and their limits, behaviour by behaviour (dossier H2, H3; peers (f))."""

from __future__ import annotations

import pytest

BASE = "/crm/associations/2026-09"
PAIR = f"{BASE}/contacts/companies/labels"
BACK = f"{BASE}/companies/contacts/labels"
LIMITS = f"{BASE}/definitions/configurations"
USAGE = "/crm/limits/2026-09/associations/labels"
MANAGER = {"label": "Manager", "inverseLabel": "Employee", "name": "manager_employee"}


def listed(client, path=PAIR):
    """Label -> type id of what people made."""
    rows = client("GET", path)["results"]
    return {row["label"]: row["typeId"] for row in rows if row["category"] == "USER_DEFINED"}


def made(client, path=PAIR, **body):
    """Make a label; its types by label."""
    body = {"name": body["label"].lower().replace(" ", "_"), **body}
    return {row["label"]: row["typeId"] for row in client("POST", path, body, status=200)["results"]}


def car(client):
    """A custom object, as `state` shows one."""
    labels = {"singular": "Car", "plural": "Cars"}
    client.portal_table("object_types", {"2-7": {"name": "car", "labels": labels}})


@pytest.mark.parametrize(
    ("pair", "types"),
    [
        ("contacts/companies", {279: None, 1: "Primary"}),
        ("companies/contacts", {280: None, 2: "Primary"}),
        ("deals/companies", {341: None, 5: "Primary"}),
        ("companies/deals", {342: None, 6: "Primary"}),
        ("contacts/deals", {4: None}),
        ("tickets/contacts", {16: None}),
        ("leads/contacts", {608: None}),
        ("contacts/contacts", {449: None}),
    ],
)
def test_the_types_that_hubspot_ships_have_the_ids_of_its_guide(client, pair, types):
    """A list shows one direction, and no names."""
    rows = client("GET", f"{BASE}/{pair}/labels")["results"]
    assert {row["typeId"]: row["label"] for row in rows} == types
    assert {row["category"] for row in rows} == {"HUBSPOT_DEFINED"}
    assert all(row.keys() == {"category", "typeId", "label"} for row in rows)


def test_a_label_is_a_type_id_per_direction(client):
    """A create answers 200 with both types, the inverse one first, and each list shows its own."""
    results = client("POST", PAIR, MANAGER, status=200)["results"]
    assert [(row["label"], row["category"]) for row in results] == [
        ("Employee", "USER_DEFINED"),
        ("Manager", "USER_DEFINED"),
    ]
    assert listed(client) == {"Manager": results[1]["typeId"]}
    assert listed(client, BACK) == {"Employee": results[0]["typeId"]}
    assert results[0]["typeId"] != results[1]["typeId"]


def test_without_an_inverse_label_the_text_stands_on_both_sides(client):
    """It is still a pair."""
    client("POST", PAIR, {"label": "Partner", "name": "partner"}, status=200)
    assert listed(client).keys() == listed(client, BACK).keys() == {"Partner"}
    assert listed(client) != listed(client, BACK)


def test_a_paired_label_of_one_object_shows_both_sides_in_its_only_list(client):
    """From contacts to contacts there is one direction."""
    path = f"{BASE}/contacts/contacts/labels"
    made(client, path, **MANAGER)
    assert listed(client, path).keys() == {"Manager", "Employee"}
    made(client, path, label="Colleague")
    assert [row["label"] for row in client("GET", path)["results"]].count("Colleague") == 1


def test_an_update_is_204_and_sets_both_sides(client):
    """By the type id of the direction in the path."""
    made(client, **MANAGER)
    body = {"associationTypeId": listed(client)["Manager"], "label": "Boss", "inverseLabel": "Report"}
    assert client("PUT", PAIR, body, status=204) is None
    assert (listed(client).keys(), listed(client, BACK).keys()) == ({"Boss"}, {"Report"})


def test_an_update_without_the_inverse_label_puts_the_label_on_both_sides(client):
    """So a client that leaves it out loses the other side's text."""
    made(client, **MANAGER)
    client("PUT", PAIR, {"associationTypeId": listed(client)["Manager"], "label": "Boss"}, status=204)
    assert listed(client, BACK).keys() == {"Boss"}


def test_an_update_takes_the_id_of_the_paths_direction_only(client):
    """The inverse type does not exist from here."""
    inverse = made(client, **MANAGER)["Employee"]
    client("PUT", PAIR, {"associationTypeId": inverse, "label": "Boss"}, status=404)


@pytest.mark.parametrize("side", ["Manager", "Employee"])
def test_deleting_one_side_removes_both(client, side):
    """204, and the limits go with it."""
    ids = made(client, **MANAGER)
    here, there = (PAIR, "contacts/companies") if side == "Manager" else (BACK, "companies/contacts")
    limit = {"category": "USER_DEFINED", "typeId": ids[side], "maxToObjectIds": 2}
    client("POST", f"{LIMITS}/{there}/batch/create", {"inputs": [limit]})
    assert client("DELETE", f"{here}/{ids[side]}", status=204) is None
    assert listed(client) == listed(client, BACK) == {}
    assert client("GET", f"{LIMITS}/all")["results"] == []
    client("DELETE", f"{here}/{ids[side]}", status=404)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", f"{PAIR}/279", None),
        ("DELETE", f"{PAIR}/1", None),
        ("PUT", PAIR, {"associationTypeId": 1, "label": "First"}),
        ("DELETE", f"{PAIR}/first", None),
    ],
)
def test_hubspots_own_types_are_neither_changed_nor_deleted(client, method, path, body):
    """They are no labels of the portal."""
    client(method, path, body, status=400)


@pytest.mark.parametrize(
    "body",
    [
        {"label": "Manager"},
        {"name": "manager"},
        {**MANAGER, "inverseName": "employee"},
        {**MANAGER, "label": None},
        {**MANAGER, "inverseLabel": " "},
        {**MANAGER, "label": ""},
        {**MANAGER, "name": "1st"},
        {**MANAGER, "name": "manager of"},
    ],
)
def test_a_body_that_is_not_whole_is_a_400(client, body):
    """Missing, unknown and ill-typed fields, names with spaces or a digit first, no text at all."""
    client("POST", PAIR, body, status=400)
    assert listed(client) == {}


def test_a_name_is_one_labels_in_the_whole_portal(client):
    """Of another pair of objects, too."""
    made(client, **MANAGER)
    body = {"label": "Lead", "name": "manager_employee"}
    client("POST", f"{BASE}/contacts/deals/labels", body, status=409)


@pytest.mark.parametrize("label", ["Manager", "Employee"])
def test_a_text_that_is_taken_in_a_direction_is_refused(client, label):
    """From the other side, too; a text that is taken on the other side only is not."""
    made(client, **MANAGER)
    path = BACK if label == "Employee" else PAIR
    client("POST", path, {"label": label, "name": "another", "inverseLabel": "Other"}, status=409)
    made(client, path, label="Other", inverseLabel="Some", name="another")


def test_the_51st_label_of_a_pair_is_a_437(client):
    """A paired label counts once, from whichever side it is made, and the unlabelled type not at all."""
    for number in range(25):
        made(client, label=f"Label {number}")
        made(client, BACK, label=f"Side {number}", inverseLabel=f"Other side {number}")
    refused = client("POST", PAIR, {"label": "One more", "name": "one_more"}, status=437)
    assert refused["message"].startswith("No more than 50 association types are allowed between")
    made(client, f"{BASE}/contacts/deals/labels", label="One more")


def test_limits_tracking_lists_each_direction_of_pairs_with_labels(client):
    """A pair without any is not listed; the query asks for one direction."""
    assert client("GET", USAGE)["results"] == []
    made(client, **MANAGER)
    rows = client("GET", USAGE)["results"]
    assert [(r["fromObjectType"]["objectTypeId"], r["usage"], r["allLabels"]) for r in rows] == [
        ("0-1", 1, ["Manager"]),
        ("0-2", 1, ["Employee"]),
    ]
    (row,) = client("GET", f"{USAGE}?fromObjectTypeId=0-2&toObjectTypeId=0-1")["results"]
    assert (row["limit"], row["percentage"], row["toObjectType"]["pluralLabel"]) == (50, 2.0, "Contacts")
    assert client("GET", f"{USAGE}?fromObjectTypeId=0-3&toObjectTypeId=0-1")["results"] == []


def test_the_first_label_of_a_custom_object_brings_the_unlabelled_type(client):
    """USER_DEFINED and without a label; it cannot be deleted while a label is there, and stays after it."""
    car(client)
    path = f"{BASE}/2-7/contacts/labels"
    assert client("GET", path)["results"] == []
    driver = made(client, path, label="Driver")
    plain = client("GET", path)["results"][-1]
    assert (plain["category"], plain["label"]) == ("USER_DEFINED", None)
    client("DELETE", f"{path}/{plain['typeId']}", status=400)
    client("DELETE", f"{path}/{listed(client, path)['Driver']}", status=204)
    assert client("GET", path)["results"] == [plain]
    client("PUT", path, {"associationTypeId": plain["typeId"], "label": "Any"}, status=400)
    client("DELETE", f"{path}/{plain['typeId']}", status=204)
    assert driver.keys() == {"Driver"}


def test_an_empty_label_makes_the_unlabelled_type_of_a_custom_object_alone(client):
    """Once; a second one is refused."""
    car(client)
    path = f"{BASE}/contacts/2-7/labels"
    rows = client("POST", path, {"label": "", "name": "contact_to_car"}, status=200)["results"]
    assert [(row["category"], row["label"]) for row in rows] == [("USER_DEFINED", None)] * 2
    client("POST", path, {"label": "", "name": "contact_to_car_again"}, status=400)


def one(type_id, most=None, category="USER_DEFINED"):
    """The body of a batch about one type."""
    limit = {} if most is None else {"maxToObjectIds": most}
    return {"inputs": [{"category": category, "typeId": type_id, **limit}]}


def test_a_limit_is_made_changed_and_purged_per_direction(client):
    """The 2026-09 batches answer 200, an update without labels; only what has a limit is listed."""
    manager = made(client, **MANAGER)["Manager"]
    path = f"{LIMITS}/contacts/companies"
    assert client("GET", path)["results"] == []
    (row,) = client("POST", f"{path}/batch/create", one(manager, 5), status=200)["results"]
    shown = {"category": "USER_DEFINED", "typeId": manager, "label": "Manager"}
    assert row == {**shown, "userEnforcedMaxToObjectIds": 5}
    (row,) = client("POST", f"{path}/batch/update", one(manager, 3), status=200)["results"]
    assert row == {"category": "USER_DEFINED", "typeId": manager, "userEnforcedMaxToObjectIds": 3}
    assert client("GET", path)["results"] == [{**shown, "userEnforcedMaxToObjectIds": 3}]
    assert client("GET", f"{LIMITS}/all")["results"] == client("GET", path)["results"]
    assert client("GET", f"{LIMITS}/companies/contacts")["results"] == []
    assert client("POST", f"{path}/batch/purge", one(manager), status=204) is None
    assert client("GET", path)["results"] == []


def test_hubspots_own_types_take_a_limit(client):
    """The unlabelled one stands for all associations of the pair."""
    path = f"{LIMITS}/contacts/companies"
    client("POST", f"{path}/batch/create", one(279, 5, "HUBSPOT_DEFINED"))
    (row,) = client("GET", path)["results"]
    assert (row["typeId"], row["label"], row["userEnforcedMaxToObjectIds"]) == (279, None, 5)


def test_an_update_makes_a_limit_and_a_purge_of_none_is_a_204(client):
    """Observed; a create of a limit that is there is refused."""
    path = f"{LIMITS}/contacts/companies"
    client("POST", f"{path}/batch/purge", one(1, category="HUBSPOT_DEFINED"), status=204)
    client("POST", f"{path}/batch/update", one(1, 4, "HUBSPOT_DEFINED"), status=200)
    client("POST", f"{path}/batch/create", one(1, 5, "HUBSPOT_DEFINED"), status=400)


@pytest.mark.parametrize(("plain", "label", "status"), [(10, 10, 200), (10, 11, 400), (9, 10, 400)])
def test_a_labels_limit_is_at_most_that_of_the_objects(client, plain, label, status):
    """Whichever is set first; a refused batch leaves everything as it was."""
    manager = made(client, **MANAGER)["Manager"]
    path = f"{LIMITS}/contacts/companies/batch"
    first, last = (one(279, plain, "HUBSPOT_DEFINED"), one(manager, label))
    if plain < 10:
        first, last = last, first
    client("POST", f"{path}/create", first)
    before = client("GET", f"{LIMITS}/all")["results"]
    client("POST", f"{path}/create", last, status=status)
    assert (client("GET", f"{LIMITS}/all")["results"] == before) == (status == 400)


@pytest.mark.parametrize(
    "entry",
    [
        {"category": "HUBSPOT_DEFINED", "typeId": 280, "maxToObjectIds": 1},
        {"category": "USER_DEFINED", "typeId": 279, "maxToObjectIds": 1},
        {"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 0},
        {"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 10001},
        {"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": "1"},
        {"category": "HUBSPOT_DEFINED", "typeId": 279},
        {"category": "OURS", "typeId": 279, "maxToObjectIds": 1},
        {"typeId": 279, "maxToObjectIds": 1},
        {"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 1, "label": "Any"},
    ],
)
def test_a_limit_that_makes_no_sense_is_a_400(client, entry):
    """A type of the other direction, of another category, out of range, ill-typed, incomplete, unknown."""
    client("POST", f"{LIMITS}/contacts/companies/batch/create", {"inputs": [entry]}, status=400)
    client("POST", f"{LIMITS}/contacts/companies/batch/update", {"inputs": []}, status=400)


@pytest.mark.parametrize(
    "base", ["/crm/v4/associations", "/crm/associations/v4", "/crm/associations/2026-03"]
)
def test_older_versions_are_the_same_store_and_answer_a_batch_create_with_201(client, base):
    """The dossier's path of v4 and the one of the API description, and the version before the newest."""
    manager = made(client, f"{base}/contacts/companies/labels", **MANAGER)["Manager"]
    assert listed(client) == {"Manager": manager}
    path = f"{base}/definitions/configurations/contacts/companies/batch"
    client("POST", f"{path}/create", one(manager, 5), status=201)
    client("POST", f"{path}/update", one(manager, 6), status=200)
    client("POST", f"{path}/purge", one(manager), status=204)
    client("DELETE", f"{base}/contacts/companies/labels/{manager}", status=204)


def test_any_record_scope_will_do_and_a_schema_scope_alone_will_not(make_hubspot):
    """Every operation lists the scopes of records, of which one is enough."""
    reader = make_hubspot(scopes=frozenset({"crm.objects.deals.read"}))
    made(reader, **MANAGER)
    assert reader("GET", f"{LIMITS}/all") == {"results": []}
    schema = make_hubspot(scopes=frozenset({"crm.schemas.contacts.write"}))
    schema("GET", PAIR, status=403)
    schema("POST", PAIR, MANAGER, status=403)


def test_labels_and_limits_need_a_professional_subscription(make_hubspot):
    """Reading the types does not: every integration needs their ids."""
    starter = make_hubspot(tier="starter")
    starter("POST", PAIR, MANAGER, status=403)
    batch = f"{LIMITS}/contacts/companies/batch/create"
    starter("POST", batch, one(279, 5, "HUBSPOT_DEFINED"), status=403)
    assert listed(starter) == {}


def test_two_portals_number_their_labels_differently(make_hubspot):
    """Type ids of labels are a portal's own."""
    one_portal, other = make_hubspot(), make_hubspot(portal_id=90000777)
    assert made(one_portal, **MANAGER)["Manager"] != made(other, **MANAGER)["Manager"]
