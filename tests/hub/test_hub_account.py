"""Who is behind a credential."""

from __future__ import annotations

import pytest
import responses
from hub_helpers import API, TOKEN
from responses import matchers

from revops.hub.account import TokenFacts, identify, probe, token_facts
from revops.hub.credentials import StaticToken
from revops.hub.gateway import Hub
from revops.hub.pace import NoPace
from revops.model.finding import Refused
from revops.model.plan import PortalFacts

DETAILS = f"{API}/account-info/2026-09/details"
INFO = f"{API}/oauth/v2/private-apps/get/access-token-info"


def test_identify(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """The account details of dossier K become the portal's facts; the hub learns the time zone."""
    hubspot.get(
        DETAILS,
        json={
            "portalId": 12345,
            "accountType": "DEVELOPER_TEST",
            "timeZone": "Asia/Tokyo",
            "companyCurrency": "JPY",
            "uiDomain": "app-eu1.hubspot.com",
            "utcOffset": "+09:00",
        },
    )

    facts = identify(hub)

    assert facts == PortalFacts(12345, "DEVELOPER_TEST", "Asia/Tokyo", "JPY", "app-eu1.hubspot.com")
    assert hub.time_zone == "Asia/Tokyo"


def test_an_account_of_unknown_type_is_protected_like_a_real_one(
    hub: Hub, hubspot: responses.RequestsMock
) -> None:
    """What HubSpot leaves out falls to the careful side."""
    hubspot.get(DETAILS, json={"portalId": 1})

    assert identify(hub).account_type == "STANDARD"


def test_identify_the_other_credential(hubspot: responses.RequestsMock) -> None:
    """The automation token must belong to the same portal, so it can be asked too."""
    hub = Hub({"data": StaticToken("data-token"), "automation": StaticToken("flow-token")}, pace=NoPace())
    expected = matchers.header_matcher({"Authorization": "Bearer flow-token"})
    hubspot.get(DETAILS, json={"portalId": 9}, match=[expected])

    assert identify(hub, "automation").id == 9


def test_a_bad_token_is_refused(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """A person must bring a better one: exit 4, with HubSpot's words."""
    hubspot.get(DETAILS, status=401, json={"message": "The token is expired"})

    with pytest.raises(Refused) as refused:
        identify(hub)

    assert refused.value.exit_code == 4
    assert "The token is expired" in refused.value.findings[0].summary


def test_hubspot_being_down_is_an_error(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Nobody has to decide anything: exit 1."""
    hubspot.get(DETAILS, status=500)

    with pytest.raises(Refused) as refused:
        identify(hub)

    assert refused.value.exit_code == 1


@pytest.mark.parametrize("body", [{}, [], {"portalId": "1"}, {"portalId": None}])
def test_something_else_than_hubspot(hub: Hub, hubspot: responses.RequestsMock, body: object) -> None:
    """An answer without a portal id pins nothing."""
    hubspot.get(DETAILS, json=body)

    with pytest.raises(Refused) as refused:
        identify(hub)

    assert refused.value.findings[0].code == "RV512"


def test_token_facts(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Portal, scopes and user of the token, asked with the token in the body (dossier K)."""
    expected = matchers.json_params_matcher({"tokenKey": TOKEN})
    body = {"hubId": 12345, "userId": 1, "appId": 2, "scopes": ["automation", "forms"]}
    hubspot.post(INFO, json=body, match=[expected])

    assert token_facts(hub) == TokenFacts(12345, frozenset({"automation", "forms"}))
    assert hub.writers == {"1"}


def test_token_facts_of_the_other_credential(hubspot: responses.RequestsMock) -> None:
    """Each token is asked about itself."""
    hub = Hub({"data": StaticToken("data-token"), "automation": StaticToken("flow-token")}, pace=NoPace())
    expected = matchers.json_params_matcher({"tokenKey": "flow-token"})
    hubspot.post(INFO, json={"hubId": 1, "scopes": []}, match=[expected])

    assert token_facts(hub, "automation") == TokenFacts(1, frozenset())


@pytest.mark.parametrize(
    ("status", "body"),
    [(400, {}), (404, None), (500, None), (200, {}), (200, []), (200, {"hubId": 1, "scopes": "all"})],
)
def test_token_facts_that_nobody_tells(
    hub: Hub, hubspot: responses.RequestsMock, status: int, body: object
) -> None:
    """Not told is not the same as no scopes."""
    hubspot.post(INFO, status=status, json=body)

    assert token_facts(hub) is None


@pytest.mark.parametrize(
    ("status", "verdict"), [(403, False), (400, True), (401, None), (404, None), (500, None)]
)
def test_probe(hub: Hub, hubspot: responses.RequestsMock, status: int, verdict: bool | None) -> None:
    """An empty create cannot succeed: 403 names the scope, 400 the fields (design.md, section 4)."""
    expected = matchers.json_params_matcher({})
    hubspot.post(f"{API}/crm/properties/2026-09/contacts", status=status, json={}, match=[expected])

    assert probe(hub, "properties", "contacts") is verdict


def test_a_surface_without_a_safe_probe(hub: Hub) -> None:
    """Where an empty body might do something nothing is sent."""
    assert probe(hub, "teams") is None
    assert hub.reads == 0
