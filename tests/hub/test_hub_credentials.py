"""Static tokens and OAuth apps."""

from __future__ import annotations

import pytest
import responses
from hub_helpers import API, TOKEN, FakeTime
from responses import matchers

from revops.hub.credentials import OAuthApp, StaticToken
from revops.hub.door import Door
from revops.hub.gateway import Hub
from revops.hub.pace import NoPace
from revops.hub.retry import Retry
from revops.model.call import Call
from revops.model.finding import Refused

URL = f"{API}/oauth/2026-09/token"
SECRET, REFRESH = "client-secret-000000", "refresh-token-111111"
LIST = Call("owners", "GET")


@pytest.fixture
def app(fake_time: FakeTime) -> OAuthApp:
    return OAuthApp("my-app", SECRET, REFRESH, retry=Retry(sleep=fake_time.sleep), clock=fake_time.seconds)


@pytest.fixture
def oauth_hub(app: OAuthApp, fake_time: FakeTime) -> Hub:
    return Hub({"data": app}, pace=NoPace(), retry=Retry(sleep=fake_time.sleep))


def granted(token: str) -> dict[str, object]:
    return {"access_token": token, "expires_in": 1800, "token_type": "bearer"}


def test_static_token_is_trimmed_and_hidden() -> None:
    """A line break from copying is no part of it, and its repr shows nothing."""
    token = StaticToken(f" {TOKEN}\n")

    assert token.token(Door()) == TOKEN
    assert TOKEN not in repr(token)
    assert not token.renew(Door(), TOKEN)


@pytest.mark.parametrize("token", ["pat eu1", "pat\neu1", "パスワード", "pat\x00"])
def test_a_token_that_is_none(token: str) -> None:
    """Refused before it gets into a header, and not repeated."""
    with pytest.raises(Refused) as refused:
        StaticToken(token)

    assert refused.value.exit_code == 4
    assert token not in str(refused.value)


def test_oauth_asks_once_for_a_token(
    app: OAuthApp, hubspot: responses.RequestsMock, fake_time: FakeTime
) -> None:
    """A form with the app's secrets is sent once and the token is used until a minute before its end."""
    fields = {
        "grant_type": "refresh_token",
        "client_id": "my-app",
        "client_secret": SECRET,
        "refresh_token": REFRESH,
    }
    hubspot.post(URL, json=granted("one"), match=[matchers.urlencoded_params_matcher(fields)])
    hubspot.post(URL, json=granted("two"))
    door = Door()

    assert app.token(door) == "one"
    fake_time.now += 1739
    assert app.token(door) == "one"
    fake_time.now += 2
    assert app.token(door) == "two"


def test_oauth_renews_after_a_401(oauth_hub: Hub, hubspot: responses.RequestsMock) -> None:
    """A token that was revoked early is replaced and the request sent again."""
    owners = f"{API}/crm/owners/2026-09"
    hubspot.post(URL, json=granted("one"))
    hubspot.get(owners, status=401, match=[matchers.header_matcher({"Authorization": "Bearer one"})])
    hubspot.post(URL, json=granted("two"))
    hubspot.get(owners, json={}, match=[matchers.header_matcher({"Authorization": "Bearer two"})])

    assert oauth_hub.send(LIST).ok


def test_oauth_renews_only_once(oauth_hub: Hub, hubspot: responses.RequestsMock) -> None:
    """A second 401 is the answer."""
    owners = f"{API}/crm/owners/2026-09"
    hubspot.post(URL, json=granted("one"))
    hubspot.get(owners, status=401)
    hubspot.post(URL, json=granted("two"))
    hubspot.get(owners, status=401)

    assert oauth_hub.send(LIST).status == 401


def test_a_new_refresh_token_is_used_from_then_on(
    app: OAuthApp, hubspot: responses.RequestsMock, fake_time: FakeTime
) -> None:
    """HubSpot may hand out another refresh token."""
    hubspot.post(URL, json={**granted("one"), "refresh_token": "next-refresh"})
    hubspot.post(URL, json=granted("two"))
    app.token(Door())
    fake_time.now += 3600

    app.token(Door())

    assert "refresh_token=next-refresh" in str(hubspot.calls[1].request.body)


def test_a_refresh_is_repeated_like_a_read(app: OAuthApp, hubspot: responses.RequestsMock) -> None:
    """A gateway's hiccup does not end a run."""
    hubspot.post(URL, status=502)
    hubspot.post(URL, json=granted("one"))

    assert app.token(Door()) == "one"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"message": f"refresh token {REFRESH} or secret {SECRET} is invalid"}),
        (200, {}),
        (200, {"access_token": 5}),
        (200, []),
    ],
)
def test_a_refused_refresh(app: OAuthApp, hubspot: responses.RequestsMock, status: int, body: object) -> None:
    """It stops with the way out and without the secrets, even where HubSpot quotes them."""
    hubspot.post(URL, json=body, status=status)

    with pytest.raises(Refused) as refused:
        app.token(Door())

    finding = refused.value.findings[0]
    assert (finding.code, refused.value.exit_code) == ("RV516", 4)
    assert SECRET not in finding.summary
    assert REFRESH not in finding.summary
    assert refused.value.__context__ is None


def test_the_app_hides_its_secrets(app: OAuthApp) -> None:
    """Only the client id, which is public, is shown."""
    assert repr(app) == "OAuthApp(client_id='my-app', ***)"
