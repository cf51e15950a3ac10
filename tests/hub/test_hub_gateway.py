"""The hub as the engine sees it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import responses
from hub_helpers import API, TOKEN, FakeTime
from responses import matchers

from revops.hub.credentials import StaticToken
from revops.hub.door import CONNECTIONS
from revops.hub.gateway import Hub, Sent
from revops.hub.pace import NoPace, Pace
from revops.hub.retry import LOST
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.finding import Refused

PROPERTIES = f"{API}/crm/properties/2026-09"
BETA, V4 = f"{API}/automation/2026-09-beta", f"{API}/automation/v4"
READ = Call("properties", "GET", "/contacts")
WRITE = Call("properties", "POST", "/contacts", body={"name": "a"})
Limited = Callable[[str], dict[str, str]]


def test_a_call_is_sent_to_the_surface_s_base(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Base from the table, path and query from the call."""
    hubspot.get(
        f"{PROPERTIES}/contacts",
        json={"results": []},
        match=[matchers.query_param_matcher({"archived": "true"})],
    )

    assert hub.send(Call("properties", "GET", "/contacts", {"archived": "true"})).body == {"results": []}


def test_a_read_survives_trouble(hub: Hub, hubspot: responses.RequestsMock, fake_time: FakeTime) -> None:
    """502, a lost connection and a torn body on the way to the answer."""
    hubspot.get(f"{PROPERTIES}/contacts", status=502)
    hubspot.get(f"{PROPERTIES}/contacts", body=requests.ConnectionError())
    hubspot.get(f"{PROPERTIES}/contacts", body="{torn")
    hubspot.get(f"{PROPERTIES}/contacts", json={"results": [1]})

    assert hub.send(READ).body == {"results": [1]}
    assert fake_time.slept == [0.5, 1, 2]
    assert (hub.reads, hub.writes) == (4, 0)


def test_the_days_calls_are_those_of_the_last_answer_that_tells_them(
    hub: Hub, hubspot: responses.RequestsMock
) -> None:
    """An answer without the headers, as of a search, leaves the number as it is."""
    daily = "X-HubSpot-RateLimit-Daily"
    hubspot.get(f"{PROPERTIES}/contacts", json={}, headers={daily: "1000", f"{daily}-Remaining": "7"})
    hubspot.get(f"{PROPERTIES}/contacts", json={}, headers={daily: "1000", f"{daily}-Remaining": "6"})
    hubspot.get(f"{PROPERTIES}/contacts", json={})

    told = [hub.daily, *((hub.send(READ).ok, hub.daily)[1] for _ in range(3))]

    assert told == [None, (1000, 7), (1000, 6), (1000, 6)]


def test_a_post_that_reads_survives_trouble(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """The table knows that a batch read is a read."""
    hubspot.post(f"{PROPERTIES}/contacts/batch/read", status=503)
    hubspot.post(f"{PROPERTIES}/contacts/batch/read", json={})

    assert hub.send(Call("properties", "POST", "/contacts/batch/read", body={})).ok
    assert (hub.reads, hub.writes) == (2, 0)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_write_is_not_sent_again_after_5xx(hub: Hub, hubspot: responses.RequestsMock, status: int) -> None:
    """It may have happened: uncertain, and counted as a write (rule 6)."""
    hubspot.post(f"{PROPERTIES}/contacts", status=status)

    answer = hub.send(WRITE)

    assert answer.uncertain
    assert (hub.reads, hub.writes) == (0, 1)


@pytest.mark.parametrize("error", [requests.ReadTimeout(), requests.ConnectionError()])
def test_a_write_is_not_sent_again_after_silence(
    hub: Hub, hubspot: responses.RequestsMock, error: Exception
) -> None:
    """A lost answer is a fault, never an exception and never a second create."""
    hubspot.post(f"{PROPERTIES}/contacts", body=error)

    answer = hub.send(WRITE)

    assert answer.uncertain
    assert answer.fault
    assert hub.writes == 1


def test_a_torn_answer_to_a_write_is_uncertain(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Created or not, the body does not say."""
    hubspot.post(f"{PROPERTIES}/contacts", body='{"name": "a', status=201)

    answer = hub.send(WRITE)

    assert answer.uncertain
    assert not answer.ok


@pytest.mark.parametrize(
    ("status", "policy", "pause"),
    [(423, "", 2), (477, "", 10), (429, "TEN_SECONDLY_ROLLING", 10), (429, "SECONDLY", 1)],
)
def test_a_write_that_was_put_off_is_sent_again(
    hub: Hub,
    hubspot: responses.RequestsMock,
    fake_time: FakeTime,
    limited: Limited,
    status: int,
    policy: str,
    pause: float,
) -> None:
    """HubSpot said that it did nothing; only the one that was carried out counts as a write."""
    hubspot.post(f"{PROPERTIES}/contacts", status=status, json=limited(policy) if policy else None)
    hubspot.post(f"{PROPERTIES}/contacts", json={"name": "a"}, status=201)

    assert hub.send(WRITE).status == 201
    assert fake_time.slept == [pause]
    assert hub.writes == 1


def test_refused_writes_are_not_counted(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """A 400 wrote nothing (design.md, section 5)."""
    hubspot.post(f"{PROPERTIES}/contacts", status=400, json={"message": "bad"})

    assert hub.send(WRITE).refused
    assert (hub.reads, hub.writes) == (0, 0)


def test_the_daily_limit_names_the_portal_s_midnight(
    hub: Hub, hubspot: responses.RequestsMock, limited: Limited
) -> None:
    """One request, one answer, one clear message."""
    hubspot.post(f"{PROPERTIES}/contacts", status=429, json=limited("DAILY"))
    hub.time_zone = "Asia/Tokyo"

    answer = hub.send(WRITE)

    assert "midnight in Asia/Tokyo" in hub.explain(answer, WRITE).summary


def test_pages_are_followed(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """All results in one answer; a page that stumbles is asked again on its own."""
    first = {"results": [1], "paging": {"next": {"after": "x"}}}
    hubspot.get(f"{API}/crm/owners/2026-09", json=first)
    hubspot.get(f"{API}/crm/owners/2026-09", status=502)
    second = matchers.query_param_matcher({"limit": "100", "after": "x"})
    hubspot.get(f"{API}/crm/owners/2026-09", json={"results": [2]}, match=[second])

    answer = hub.send(Call("owners", "GET", query={"limit": "100"}, pages=True))

    assert answer.body == {"results": [1, 2]}
    assert hub.reads == 3


def test_a_portal_without_the_beta_is_asked_in_v4(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """404 on the beta's base means the older version, which is remembered (dossier A3, F1)."""
    hubspot.get(f"{BETA}/flows", status=404, body="<html>")
    hubspot.get(f"{V4}/flows", json={"results": []})
    hubspot.get(f"{V4}/flows/7", json={"id": "7"})
    hubspot.get(f"{V4}/flows/8", status=404)

    assert hub.send(Call("flows", "GET", "/flows")).ok
    assert hub.send(Call("flows", "GET", "/flows/7")).ok
    assert hub.send(Call("flows", "GET", "/flows/8")).status == 404


def test_a_beta_that_answered_is_not_doubted(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """After a list was read, a 404 is about the one flow."""
    hubspot.get(f"{BETA}/flows", json={"results": []})
    hubspot.get(f"{BETA}/flows/7", status=404)

    hub.send(Call("flows", "GET", "/flows"))

    assert hub.send(Call("flows", "GET", "/flows/7")).status == 404


def test_a_404_everywhere_settles_nothing(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """The next call starts from the best version again."""
    hubspot.get(f"{BETA}/flows/7", status=404)
    hubspot.get(f"{V4}/flows/7", status=404)
    hubspot.get(f"{BETA}/flows", json={})

    assert hub.send(Call("flows", "GET", "/flows/7")).status == 404
    assert hub.send(Call("flows", "GET", "/flows")).ok


def test_a_refusal_does_not_settle_the_version(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Scopes are looked at before the beta, so after a 403 a 404 still means that the beta may be missing."""
    hubspot.get(f"{BETA}/flows", status=403, json={"message": "scope"})
    hubspot.get(f"{BETA}/flows/7", status=404)
    hubspot.get(f"{V4}/flows/7", json={"id": "7"})

    assert hub.send(Call("flows", "GET", "/flows")).status == 403
    assert hub.send(Call("flows", "GET", "/flows/7")).ok


ACTIONS = Call("flow_actions", "GET", restates=True)


def test_a_part_is_not_asked_in_a_version_that_lacks_it(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Where workflows answer in v4 there is no list of actions (dossier F1): nothing goes out for it."""
    hubspot.get(f"{BETA}/flows", status=404)
    hubspot.get(f"{V4}/flows", json={"results": []})

    hub.send(Call("flows", "GET", "/flows"))

    assert hub.send(ACTIONS).status == 404
    assert hub.reads == 2


def test_a_part_is_asked_where_nothing_speaks_against_it(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Before anybody knows the version, and in the one that has it."""
    for _ in range(2):
        hubspot.get(f"{BETA}/action-types", json={"results": [7]})
        hubspot.get(f"{BETA}/flows", json={"results": []})

    for _ in range(2):
        assert hub.send(ACTIONS).body == {"results": [7]}
        assert hub.send(Call("flows", "GET", "/flows")).ok


def test_a_create_falls_back_too(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """A 404 created nothing, so the create may be asked of the other version; one write is counted."""
    hubspot.post(f"{BETA}/flows", status=404)
    hubspot.post(f"{V4}/flows", json={"id": "7"}, status=201)

    assert hub.send(Call("flows", "POST", "/flows", body={})).ok
    assert hub.writes == 1


def test_an_uncertain_create_does_not_fall_back(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Only a 404 does."""
    hubspot.post(f"{BETA}/flows", status=502)

    assert hub.send(Call("flows", "POST", "/flows", body={})).uncertain


def test_each_surface_gets_its_credential(hubspot: responses.RequestsMock) -> None:
    """Flows go with the automation token, the rest with the data token."""
    hub = Hub({"data": StaticToken("data-token"), "automation": StaticToken("flow-token")}, pace=NoPace())
    data = matchers.header_matcher({"Authorization": "Bearer data-token"})
    automation = matchers.header_matcher({"Authorization": "Bearer flow-token"})
    hubspot.get(f"{PROPERTIES}/contacts", json={}, match=[data])
    hubspot.get(f"{BETA}/flows", json={}, match=[automation])

    assert hub.send(READ).ok
    assert hub.send(Call("flows", "GET", "/flows")).ok


def test_the_data_token_stands_in(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """Without an automation token flows are asked for with the data token."""
    expected = matchers.header_matcher({"Authorization": f"Bearer {TOKEN}"})
    hubspot.get(f"{BETA}/flows", json={}, match=[expected])

    assert hub.send(Call("flows", "GET", "/flows")).ok


def test_without_a_credential_nothing_is_sent() -> None:
    """The variable to set is named."""
    with pytest.raises(Refused) as refused:
        Hub({}, pace=NoPace()).send(READ)

    assert (refused.value.findings[0].code, refused.value.exit_code) == ("RV517", 4)
    assert "HUBSPOT_ACCESS_TOKEN" in refused.value.findings[0].hint


def test_token_info_carries_the_token_in_its_body(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """The caller never holds it (rule 11); asking is a read."""
    url = f"{API}/oauth/v2/private-apps/get/access-token-info"
    hubspot.post(url, json={"hubId": 1}, match=[matchers.json_params_matcher({"tokenKey": TOKEN})])

    assert hub.send(Call("token", "POST")).ok
    assert (hub.reads, hub.writes) == (1, 0)


@pytest.mark.parametrize(
    "path",
    [
        "contacts",
        "/contacts/../../../oauth",
        "/contacts/%2e%2e/deals",
        "/contacts/a%2F..%2Fb",
        "/contacts//a",
        "/contacts/",
        "/contacts/a?archived=true",
        "/contacts/a#b",
        "/contacts/a b",
        "/contacts/a\r\nX: y",
        "/contacts/a%0d%0aX",
        "/contacts/a\\b",
    ],
)
def test_a_path_that_would_leave_its_surface(hub: Hub, path: str) -> None:
    """Ids come from ledgers and answers and are not trusted; nothing is sent."""
    with pytest.raises(Refused) as refused:
        hub.send(Call("properties", "DELETE", path))

    assert (refused.value.findings[0].code, hub.writes) == ("RV515", 0)


@pytest.mark.parametrize("path", ["", "/contacts", "/contacts/groups/a%20b", "/contacts/顧客", "/0-1/a.b"])
def test_paths_within_the_surface(hub: Hub, hubspot: responses.RequestsMock, path: str) -> None:
    """Names of all kinds are sent as they are."""
    hubspot.get(requests.Request("GET", PROPERTIES + path).prepare().url, json={})

    assert hub.send(Call("properties", "GET", path)).ok


def test_many_calls_side_by_side_in_order() -> None:
    """Answers come in the order of the calls, although the first one takes longest."""

    def app(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        name = environ["PATH_INFO"].rsplit("/", 1)[1]
        time.sleep(0.05 if name == "0" else 0)
        start("200 OK", [])
        return [json.dumps(name).encode()]

    hub = Hub({"data": StaticToken(TOKEN)}, app=app)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        answers = list(pool.map(hub.send, [Call("properties", "GET", f"/contacts/{n}") for n in range(40)]))

    assert [answer.body for answer in answers] == [str(n) for n in range(40)]
    assert hub.reads == 40


def test_the_observer_sees_every_request(hubspot: responses.RequestsMock, fake_time: FakeTime) -> None:
    """Each attempt with status and kind; no token in it."""
    seen: list[Sent] = []
    hub = Hub({"data": StaticToken(TOKEN)}, pace=NoPace(), observer=seen.append)
    hub._retry._sleep = fake_time.sleep
    hubspot.get(f"{PROPERTIES}/contacts", body=requests.ConnectionError())
    hubspot.get(f"{PROPERTIES}/contacts", json={})
    hubspot.post(f"{PROPERTIES}/contacts", json={}, status=201)

    hub.send(READ)
    hub.send(WRITE)

    assert [(sent.status, sent.fault, sent.write) for sent in seen] == [
        (0, LOST, False),
        (200, "", False),
        (201, "", True),
    ]
    assert TOKEN not in repr(seen)


def test_requests_are_paced_by_the_headers(hubspot: responses.RequestsMock, fake_time: FakeTime) -> None:
    """A portal that grants two in ten seconds is asked no faster."""
    pace = Pace(clock=fake_time.milliseconds, sleep=fake_time.sleep)
    hub = Hub({"data": StaticToken(TOKEN)}, pace=pace)
    headers = {
        "X-HubSpot-RateLimit-Max": "3",
        "X-HubSpot-RateLimit-Remaining": "1",
        "X-HubSpot-RateLimit-Interval-Milliseconds": "10000",
    }
    for _ in range(3):
        hubspot.get(f"{PROPERTIES}/contacts", json={}, headers=headers)

    for _ in range(3):
        hub.send(READ)

    assert 10 <= sum(fake_time.slept) < 11


def test_explain_names_request_and_resource(hub: Hub) -> None:
    """One carried address is named; of several none can be."""
    one, two = Address("property", "contacts", "a"), Address("property", "contacts", "b")
    call = Call("properties", "POST", "/contacts", carries=(one,))

    finding = hub.explain(Answer(400, {"message": "bad"}), call)

    assert finding.summary.startswith("POST properties /contacts: bad")
    assert finding.address == one
    batch = Call("properties", "POST", "/contacts/batch/create", carries=(one, two))
    assert hub.explain(Answer(400), batch).address is None


def test_lag_comes_from_the_table(hub: Hub) -> None:
    """Seconds until a write must show."""
    assert hub.lag("properties") == 2.0


def test_path_is_what_would_be_sent(hub: Hub, hubspot: responses.RequestsMock) -> None:
    """The best version until the portal showed that it has another one."""
    call = Call("flows", "GET", "/flows", {"limit": "100"})
    assert hub.path(call) == "/automation/2026-09-beta/flows?limit=100"
    hubspot.get(f"{BETA}/flows", status=404)
    hubspot.get(f"{V4}/flows", json={})

    hub.send(call)

    assert hub.path(Call("flows", "GET", "/flows/7")) == "/automation/v4/flows/7"


def test_the_hub_closes_its_connections(hub: Hub) -> None:
    """It is a context manager."""
    with hub as same:
        assert same is hub


def test_the_token_is_in_no_repr(hub: Hub) -> None:
    """Neither the hub nor what it holds shows it."""
    assert TOKEN not in repr(hub)
    assert TOKEN not in repr(vars(hub))


def test_what_to_do_depends_on_read_or_write(hub: Hub) -> None:
    """Without an answer, a write may have arrived and a read has not: the plan, or the network."""
    lost = Answer(0, fault=LOST)

    assert "REVOPS_BASE_URL" in hub.explain(lost, READ).hint
    assert "revops plan" in hub.explain(lost, WRITE).hint
