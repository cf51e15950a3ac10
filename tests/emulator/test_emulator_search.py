"""Search over records: what it finds, its limits, its own rate, and an index that lags (J2)."""

from __future__ import annotations

import time

import pytest

from revops.emulator import Rate
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.record_table import fill

SEARCH = "/crm/objects/2026-09/deals/search"
AMOUNTS = ("5", "40", "300", None)
STAGES = ("closedwon", "closedlost", "closedwon", "qualifiedtobuy")


@pytest.fixture
def deals(hubspot):
    """Four deals: names d0 to d3, with the amounts and stages above."""
    values = [
        {"dealname": f"Deal d{n}", "dealstage": stage, **({"amount": amount} if amount else {})}
        for n, (amount, stage) in enumerate(zip(AMOUNTS, STAGES, strict=True))
    ]
    hubspot.in_portal(lambda portal: fill(portal, resolve(portal, "deals"), values))
    return hubspot


def where(name, operator, **more):
    return {"propertyName": name, "operator": operator, **more}


def found(hubspot, *groups, **more):
    """The last letters of the names that a search shows, in its order."""
    body = {
        "filterGroups": [{"filters": list(group)} for group in groups],
        "properties": ["dealname"],
        **more,
    }
    return [row["properties"]["dealname"][-1] for row in hubspot("POST", SEARCH, body)["results"]]


@pytest.mark.parametrize(
    ("test", "names"),
    [
        (where("dealstage", "EQ", value="closedwon"), "02"),
        (where("dealstage", "NEQ", value="closedwon"), "13"),
        (where("dealstage", "EQ", value="CLOSEDWON"), ""),
        (where("dealstage", "IN", values=["closedwon", "closedlost"]), "012"),
        (where("dealstage", "NOT_IN", values=["closedwon", "closedlost"]), "3"),
        (where("amount", "GT", value="39"), "12"),
        (where("amount", "GTE", value="40"), "12"),
        (where("amount", "LT", value="40"), "0"),
        (where("amount", "LTE", value="40"), "01"),
        (where("amount", "BETWEEN", value="6", highValue="300"), "12"),
        (where("amount", "HAS_PROPERTY"), "012"),
        (where("amount", "NOT_HAS_PROPERTY"), "3"),
        (where("dealname", "EQ", value="deal D1"), "1"),
        (where("dealname", "CONTAINS_TOKEN", value="d1"), "1"),
        (where("dealname", "CONTAINS_TOKEN", value="d*"), "0123"),
        (where("dealname", "NOT_CONTAINS_TOKEN", value="d1"), "023"),
    ],
)
def test_an_operator_finds_what_meets_it(deals, test, names):
    """Numbers as numbers, options as they are written, text in any case."""
    assert "".join(found(deals, [test])) == names


def test_filters_are_joined_by_and_and_groups_by_or(deals):
    """Within a group all filters hold, of the groups one does."""
    won, lost = where("dealstage", "EQ", value="closedwon"), where("dealstage", "EQ", value="closedlost")

    assert found(deals, [won, where("amount", "GT", value="10")]) == ["2"]
    assert found(deals, [won], [lost]) == ["0", "1", "2"]


def test_results_are_sorted_paged_and_counted(deals):
    """`total` counts all, a page shows its part; records without the value come first."""
    sort = {"propertyName": "amount", "direction": "DESCENDING"}
    page = {"sorts": [sort], "limit": 2, "properties": ["dealname"]}

    first = deals("POST", SEARCH, page)
    second = deals("POST", SEARCH, {**page, "after": first["paging"]["next"]["after"]})

    names = [row["properties"]["dealname"][-1] for row in first["results"] + second["results"]]
    assert (first["total"], names) == (4, ["2", "1", "0", "3"])
    assert "paging" not in second


def test_an_empty_body_finds_all_the_oldest_first(deals):
    """A search without filters is a list with the usual properties."""
    body = deals("POST", SEARCH, {})

    assert [row["properties"]["dealname"][-1] for row in body["results"]] == ["0", "1", "2", "3"]
    assert body["results"][0]["properties"].keys() >= {"dealname", "dealstage", "hs_object_id", "createdate"}


def test_ids_are_a_window_that_never_ends(deals):
    """Records behind an id, in the order of ids: the way around the 10,000."""
    ids = [row["id"] for row in deals("POST", SEARCH, {})["results"]]

    assert found(deals, [where("hs_object_id", "GT", value=ids[1])], sorts=["hs_object_id"]) == ["2", "3"]


def many(count, filters=1):
    return {"filterGroups": [{"filters": [where("amount", "HAS_PROPERTY")] * filters}] * count}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (many(5), 200),
        (many(6), 400),
        (many(1, 6), 200),
        (many(1, 7), 400),
        (many(3, 6), 200),
        (many(4, 5), 400),
        ({"limit": 200}, 200),
        ({"limit": 201}, 400),
        ({"limit": 0}, 400),
        ({"limit": 200, "after": "9800"}, 200),
        ({"limit": 200, "after": "9801"}, 400),
        ({"after": "x"}, 400),
        ({"query": "x" * 3000}, 200),
        ({"query": "x" * 3001}, 400),
        ({"sorts": ["amount", "dealname"]}, 400),
        ({"sorts": ["nowhere"]}, 400),
        ({"filterGroups": [{"filters": [where("nowhere", "HAS_PROPERTY")]}]}, 400),
        ({"filterGroups": [{"filters": [where("amount", "EQ")]}]}, 400),
        ({"filterGroups": [{"filters": [where("amount", "IN", value="5")]}]}, 400),
        ({"filterGroups": [{"filters": [where("amount", "LIKE", value="5")]}]}, 400),
        ({"filters": []}, 400),
    ],
)
def test_limits_are_held(deals, body, status):
    """5 groups, 6 filters in each, 18 in all, pages of 200, a window of 10,000 (J2)."""
    assert deals.send("POST", SEARCH, body).status_code == status


def test_an_archived_record_is_not_found(deals):
    """It is in the recycle bin."""
    first = deals("POST", SEARCH, {})["results"][0]["id"]

    deals("DELETE", f"/crm/objects/2026-09/deals/{first}")

    assert deals("POST", SEARCH, {})["total"] == 3


def test_the_index_is_behind_the_records(make_hubspot):
    """For a while a search shows what was; a read by id does not."""
    hubspot = make_hubspot(index_lag_ms=120)
    deal = hubspot("POST", "/crm/objects/2026-09/deals", {"properties": {"dealname": "d0"}})["id"]

    before = hubspot("POST", SEARCH, {})["total"]
    read = hubspot("GET", f"/crm/objects/2026-09/deals/{deal}")["id"]
    time.sleep(0.15)

    assert (before, read, hubspot("POST", SEARCH, {})["total"]) == (0, deal, 1)


def test_search_has_a_rate_of_its_own_that_no_header_tells(make_hubspot):
    """The sixth search within a second is refused without a policy's name; other calls go on (L1)."""
    hubspot = make_hubspot(rate=Rate(100))

    answers = [hubspot.send("POST", SEARCH, {}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "X-HubSpot-RateLimit-Max" not in answers[0].headers
    assert "policyName" not in answers[5].get_json()
    assert hubspot.send("GET", "/crm/objects/2026-09/deals").headers["X-HubSpot-RateLimit-Max"] == "100"


def test_a_search_is_a_read(deals):
    """It takes the read scope and changes nothing."""
    state = deals.emulator.state()

    deals("POST", SEARCH, {})

    assert deals.emulator.state() == state
    assert not deals.emulator.log.entries()[-1].write


def test_the_twins_search_the_same(deals):
    """v3 and the type id."""
    totals = [
        deals("POST", f"{base}/search", {})["total"]
        for base in ("/crm/v3/objects/deals", "/crm/objects/2026-09/0-3", "/crm/objects/2026-03/deal")
    ]

    assert totals == [4, 4, 4]


@pytest.mark.parametrize("operator", ["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "CONTAINS_TOKEN"])
def test_an_empty_value_is_a_value(deals, operator):
    """A filter may hold a value against an empty one: it is compared, not left out."""
    assert found(deals, [where("dealname", operator, value="")]) == {
        "NEQ": ["0", "1", "2", "3"],
        "GT": ["0", "1", "2", "3"],
        "GTE": ["0", "1", "2", "3"],
    }.get(operator, [])


def test_a_page_starts_at_a_number(deals):
    """An `after` that no page can have given is a 400, however long it is."""
    for after in ("x", "-1", "9" * 5000):
        deals("POST", SEARCH, {"after": after}, status=400)
