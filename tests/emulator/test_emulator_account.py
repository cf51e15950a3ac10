"""Account, token, people and limits of a portal (dossier B4, I, K; peers (f) "Limits, keys")."""

from __future__ import annotations

import pytest

TOKEN_INFO = "/oauth/v2/private-apps/get/access-token-info"
OWNERS = "/crm/owners/2026-09"
USERS = "/settings/users/2026-03"
LIMITS = "/crm/limits/2026-09"
DEALS = "/crm/properties/2026-09/deals"


def deal_property(name, **more):
    body = {"name": name, "label": name, "type": "number", "fieldType": "number"}
    return {**body, "groupName": "dealinformation", **more}


@pytest.mark.parametrize("path", ["/account-info/2026-09/details", "/account-info/v3/details"])
def test_account_details(make_hubspot, path):
    """Any token reads which portal it belongs to, and what kind it is (dossier K)."""
    details = make_hubspot(account_type="SANDBOX", scopes=frozenset())("GET", path)

    assert details["accountType"] == "SANDBOX"
    assert details["portalId"] == 90000001
    assert set(details) >= {
        *("timeZone", "companyCurrency", "additionalCurrencies", "utcOffset"),
        *("utcOffsetMilliseconds", "uiDomain", "dataHostingLocation"),
    }


def test_token_info(make_hubspot):
    """Introspection names user, portal, app and scopes (dossier K)."""
    hubspot = make_hubspot(scopes=frozenset({"forms", "automation"}))
    body = hubspot("POST", TOKEN_INFO, {"tokenKey": hubspot.token}, status=200)

    assert body == {"userId": 1001, "hubId": 90000001, "appId": 1, "scopes": ["automation", "forms"]}


def test_token_info_needs_no_header(hubspot):
    """The token in the body is enough, and an unknown one is not."""
    bare = {"headers": {"Authorization": ""}}

    assert hubspot.send("POST", TOKEN_INFO, {"tokenKey": hubspot.token}, **bare).status_code == 200
    assert hubspot.send("POST", TOKEN_INFO, {"tokenKey": "pat-nobody"}, **bare).status_code == 401
    assert hubspot.send("POST", TOKEN_INFO, {}, **bare).status_code == 401


def test_scopes_of_an_unlimited_token(make_hubspot):
    """It lists every scope; a Service Key cannot hold the one for workflows (dossier F1)."""
    private = make_hubspot()
    key = make_hubspot(service_key=True)
    scopes = private("POST", TOKEN_INFO, {"tokenKey": private.token})["scopes"]
    of_key = key("POST", TOKEN_INFO, {"tokenKey": key.token})["scopes"]

    assert {"crm.schemas.contacts.write", "automation", "tickets", "oauth"} <= set(scopes)
    assert set(scopes) - set(of_key) == {"automation"}


def test_every_service_key_holds_oauth(make_hubspot):
    """HubSpot adds the scope `oauth` to a Service Key that was made without it (live runs, 2026-10-01)."""
    key = make_hubspot(service_key=True, scopes=frozenset({"forms"}))

    assert key("POST", TOKEN_INFO, {"tokenKey": key.token})["scopes"] == ["forms", "oauth"]


def test_owners(hubspot):
    """One person per role, each with an owner id that is not the user id (dossier I)."""
    owners = hubspot("GET", OWNERS)["results"]

    assert len(owners) >= 6
    assert all(owner["id"] != str(owner["userId"]) for owner in owners)
    assert all(owner["email"].endswith("@example.com") for owner in owners)
    assert {owner["teams"][0]["name"] for owner in owners} == {"Marketing", "Sales", "Customer Success"}


def test_owner_by_mail_and_user(hubspot):
    """The list filters by e-mail; a single read takes the user id too (dossier I)."""
    (owner,) = hubspot("GET", f"{OWNERS}?email=inside-sales@example.com")["results"]

    assert hubspot("GET", f"{OWNERS}/{owner['id']}") == owner
    assert hubspot("GET", f"{OWNERS}/{owner['userId']}?idProperty=userId") == owner
    hubspot("GET", f"{OWNERS}/{owner['userId']}", status=404)
    hubspot("GET", f"{OWNERS}/{owner['id']}?idProperty=email", status=400)


@pytest.mark.parametrize("path", [OWNERS, USERS])
def test_paging(hubspot, path):
    """Pages follow each other through `paging.next.after` until there is none."""
    seen, after = [], "0"
    while after:
        page = hubspot("GET", f"{path}?limit=4&after={after}")
        seen += [item["id"] for item in page["results"]]
        after = page.get("paging", {}).get("next", {}).get("after")

    assert seen == [item["id"] for item in hubspot("GET", path)["results"]]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "after=x"])
def test_paging_that_does_not_read(hubspot, query):
    """A limit out of bounds and an `after` that no page gave are 400s."""
    hubspot("GET", f"{OWNERS}?{query}", status=400)


def test_users(hubspot):
    """Users are read by id or e-mail, in both versions (dossier I)."""
    user = hubspot("GET", f"{USERS}/1001")

    assert (user["email"], user["superAdmin"]) == ("crm-admin@example.com", True)
    assert hubspot("GET", f"{USERS}/crm-admin@example.com?idProperty=EMAIL") == user
    assert hubspot("GET", "/settings/v3/users/1001") == user
    hubspot("GET", f"{USERS}/9999", status=404)
    hubspot("GET", f"{USERS}/1001?idProperty=NAME", status=400)


def test_roles(hubspot):
    """Permission sets are listed (dossier I)."""
    assert {role["name"] for role in hubspot("GET", f"{USERS}/roles")["results"]} == {"Super Admin", "Member"}


def test_teams(hubspot):
    """The stable list shows members inline, the beta in a list of its own (dossier I)."""
    (sales,) = [team for team in hubspot("GET", f"{USERS}/teams")["results"] if team["name"] == "Sales"]
    beta = hubspot("GET", f"/settings/teams/2026-09-beta/{sales['id']}")
    members = hubspot("GET", f"/settings/teams/2026-09-beta/{sales['id']}/members")["results"]

    assert beta == {"id": sales["id"], "name": "Sales"}
    assert [member["userId"] for member in members] == sales["userIds"]
    assert {member["type"] for member in members} == {"DEFAULT"}
    hubspot("GET", "/settings/teams/2026-09-beta/1", status=404)


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        (OWNERS, "crm.objects.owners.read"),
        (USERS, "settings.users.read"),
        (f"{USERS}/teams", "settings.users.teams.read"),
        (f"{LIMITS}/custom-properties", "crm.objects.companies.read"),
        (f"{LIMITS}/custom-object-types", "crm.schemas.custom.read"),
    ],
)
def test_scopes(make_hubspot, path, scope):
    """Each surface asks for its scope; limits for any one record scope (dossier I, peers (f))."""
    make_hubspot(scopes=frozenset({scope}))("GET", path, status=200)
    refused = make_hubspot(scopes=frozenset({"crm.schemas.contacts.read"}))("GET", path, status=403)

    assert scope in refused["context"]["requiredGranularScopes"]


def test_custom_property_limit(hubspot):
    """Limits of 1,000 per object and 10,000 in all, used by custom properties only (dossier B4)."""
    hubspot("POST", DEALS, deal_property("one"))
    body = hubspot("GET", f"{LIMITS}/custom-properties")

    assert (body["overallLimit"], body["overallUsage"]) == (10_000, 1)
    by_id = {row["objectTypeId"]: row for row in body["byObjectType"]}
    assert set(by_id) == {"0-1", "0-2", "0-3", "0-5", "0-8"}
    assert by_id["0-3"] == {
        "objectTypeId": "0-3",
        "singularLabel": "Deal",
        "pluralLabel": "Deals",
        "limit": 1000,
        "usage": 1,
        "percentage": 0.1,
    }


@pytest.mark.parametrize(("tier", "limit"), [("professional", 25), ("enterprise", 200)])
def test_calculated_property_limit(make_hubspot, tier, limit):
    """Only calculations count (dossier B4)."""
    hubspot = make_hubspot(tier=tier)
    hubspot("POST", DEALS, deal_property("one"))
    hubspot("POST", DEALS, deal_property("two", calculationFormula="one * 2"))
    body = hubspot("GET", f"{LIMITS}/calculated-properties")

    assert (body["overallLimit"], body["overallUsage"]) == (limit, 1)


@pytest.mark.parametrize(
    ("tier", "limit"), [("free", 1), ("starter", 2), ("professional", 15), ("enterprise", 100)]
)
def test_pipeline_limit(make_hubspot, tier, limit):
    """The shipped pipeline counts, and a create is refused once usage is at the limit (dossier D3)."""
    hubspot = make_hubspot(tier=tier)
    stages = [{"label": "Due", "displayOrder": 0, "metadata": {"probability": "0.5"}}]
    for place in range(1, limit):
        body = {"label": f"Renewal {place}", "displayOrder": place, "stages": stages}
        hubspot("POST", "/crm/pipelines/2026-09/deals", body)

    deals = hubspot("GET", f"{LIMITS}/pipelines")["hubspotDefinedObjectTypes"][0]
    assert (deals["objectTypeId"], deals["limit"], deals["usage"]) == ("0-3", limit, limit)
    one_more = {"label": "One more", "displayOrder": limit, "stages": stages}
    hubspot("POST", "/crm/pipelines/2026-09/deals", one_more, status=400)


def test_custom_object_limit(hubspot):
    """A test account has room for 20 (dossier H1)."""
    hubspot.portal_table(
        "object_types", {"2-7": {"name": "car", "labels": {"singular": "Car", "plural": "Cars"}}}
    )

    assert hubspot("GET", f"{LIMITS}/custom-object-types") == {"limit": 20, "usage": 1, "percentage": 5.0}
