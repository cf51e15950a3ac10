"""Campaigns (dossier, section I; HubSpot's guide to them)."""

from __future__ import annotations

import uuid

import pytest

DATED = "/marketing/campaigns/2026-09"
V3 = "/marketing/v3/campaigns"
INBOUND = {"hs_name": "Inbound", "hs_start_date": "2026-10-30", "hs_notes": "Notes"}


@pytest.fixture
def campaign(hubspot):
    """The id of one campaign."""
    return hubspot("POST", DATED, {"properties": INBOUND})["id"]


def names(hubspot, query=""):
    found = hubspot("GET", f"{DATED}?properties=hs_name{query}")["results"]
    return [one["properties"]["hs_name"] for one in found]


@pytest.mark.parametrize("path", [DATED, V3, "/marketing/campaigns/2026-03"])
def test_create(hubspot, path):
    """A create answers 201 with what was sent and an id that HubSpot gave, a UUID."""
    made = hubspot("POST", path, {"properties": INBOUND}, status=201)

    assert made["properties"] == INBOUND
    assert str(uuid.UUID(made["id"])) == made["id"]
    assert made["businessUnits"] == [{"id": 0}]
    assert hubspot("GET", path)["total"] == 1


def test_properties_on_demand(hubspot, campaign):
    """An answer has the properties that the query names, and ignores unknown ones."""
    plain = hubspot("GET", f"{DATED}/{campaign}")
    some = hubspot("GET", f"{DATED}/{campaign}?properties=hs_name,other&properties=hs_notes")

    assert (plain["properties"], plain["assets"]) == ({}, {})
    assert some["properties"] == {"hs_name": "Inbound", "hs_notes": "Notes"}


def test_update(hubspot, campaign):
    """An update leaves alone what it does not name; an empty string takes a value back."""
    answer = hubspot("PATCH", f"{DATED}/{campaign}", {"properties": {"hs_notes": "", "hs_audience": "All"}})
    read = hubspot("GET", f"{DATED}/{campaign}?properties=hs_name,hs_notes,hs_audience")

    assert answer["properties"] == {"hs_audience": "All"}
    assert read["properties"] == {"hs_name": "Inbound", "hs_audience": "All"}


def test_delete(hubspot, campaign):
    """A delete is a 204 whether there is such a campaign or not."""
    hubspot("DELETE", f"{DATED}/{campaign}", status=204)
    hubspot("DELETE", f"{DATED}/{campaign}", status=204)

    hubspot("GET", f"{DATED}/{campaign}", status=404)
    hubspot("PATCH", f"{DATED}/{campaign}", {"properties": {}}, status=404)


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"hs_name": ""},
        {"hs_name": " "},
        {"hs_name": "A", "hs_colour": "red"},
        {"hs_name": "A", "hs_object_id": "1"},
        {"hs_name": "A", "hs_start_date": "30.10.2026"},
        {"hs_name": "A", "hs_start_date": "2026-10-30", "hs_end_date": "2026-10-29"},
        {"hs_name": "A", "hs_campaign_status": "done"},
        {"hs_name": "A", "hs_color_hex": "red"},
        {"hs_name": "A", "hs_currency_code": "yen"},
        {"hs_name": "A", "hs_owner": "1"},
        {"hs_name": 1},
    ],
)
def test_refused_properties(hubspot, properties):
    """What is unknown, read only, missing or of the wrong shape is a 400."""
    body = hubspot("POST", DATED, {"properties": properties}, status=400)

    assert body["category"] == "VALIDATION_ERROR"


def test_every_property(hubspot):
    """Each property takes a value of its shape."""
    whole = {
        **INBOUND,
        "hs_end_date": "2026-12-31",
        "hs_campaign_status": "planned",
        "hs_color_hex": "#ff7a59",
        "hs_currency_code": "JPY",
        "hs_owner": "2003",
        "hs_audience": "All",
        "hs_goal": "Leads",
        "hs_utm": "inbound",
    }

    assert hubspot("POST", DATED, {"properties": whole})["properties"] == whole


@pytest.mark.parametrize("body", [None, {}, {"properties": []}, {"properties": INBOUND, "id": "x"}])
def test_refused_bodies(hubspot, body):
    """A body has properties and nothing else."""
    hubspot("POST", DATED, body, status=400)


def test_end_before_start_by_an_update(hubspot, campaign):
    """Dates are judged with those that are there."""
    hubspot("PATCH", f"{DATED}/{campaign}", {"properties": {"hs_end_date": "2026-10-01"}}, status=400)


def test_taken_name(hubspot, make_hubspot, campaign):
    """A taken name is refused, an own one kept; with the variant names may be shared."""
    hubspot("POST", DATED, {"properties": {"hs_name": "Inbound"}}, status=409)
    hubspot("PATCH", f"{DATED}/{campaign}", {"properties": {"hs_name": "Inbound"}})

    other = make_hubspot(variants=frozenset({"shared-names"}))
    for _ in range(2):
        other("POST", DATED, {"properties": {"hs_name": "Inbound"}}, status=201)


def test_list_filters_and_sorts(hubspot):
    """`name` finds a part of a name, `sort` orders, a minus turns it round."""
    for name in ("beta", "Alpha", "gamma"):
        hubspot("POST", DATED, {"properties": {"hs_name": name}})

    assert names(hubspot, "&name=ALPH") == ["Alpha"]
    assert names(hubspot, "&sort=hs_name") == ["Alpha", "beta", "gamma"]
    assert names(hubspot, "&sort=-hs_name") == ["gamma", "beta", "Alpha"]
    hubspot("GET", f"{DATED}?sort=colour", status=400)


def test_paging(hubspot):
    """`total` counts all, `after` goes on where `limit` cut."""
    for name in "abc":
        hubspot("POST", DATED, {"properties": {"hs_name": name}})
    first = hubspot("GET", f"{DATED}?limit=2")
    rest = hubspot("GET", f"{DATED}?after={first['paging']['next']['after']}")

    assert (first["total"], len(first["results"]), len(rest["results"])) == (3, 2, 1)


def test_scopes_and_tier(make_hubspot):
    """Reading and writing have a scope each, and Marketing Hub Professional is needed."""
    reader = make_hubspot(scopes=frozenset({"marketing.campaigns.read"}), tier="professional")
    reader("GET", DATED)

    assert reader("POST", DATED, {"properties": INBOUND}, status=403)["category"] == "MISSING_SCOPES"
    make_hubspot(tier="starter")("GET", DATED, status=403)
