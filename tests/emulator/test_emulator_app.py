"""The emulator as a whole: credentials, scopes, tiers, betas, limits, transactions, bodies."""

from __future__ import annotations

import threading
import time
import uuid

import pytest

from revops.emulator import Emulator, Rate, Traits

CONTACTS = "/crm/properties/2026-09/contacts"
GROUPS = f"{CONTACTS}/groups"
DETAILS = "/account-info/2026-09/details"
TEAMS = "/settings/teams/2026-09-beta"
CALCULATIONS = "/crm/limits/2026-09/calculated-properties"


def group(name):
    return {"name": name, "label": name}


def test_no_token(hubspot):
    """Without a bearer token every path is a 401 (dossier L2)."""
    answer = hubspot.send("GET", DETAILS, headers={"Authorization": ""})

    assert answer.status_code == 401
    assert answer.json["category"] == "INVALID_AUTHENTICATION"
    assert uuid.UUID(answer.json["correlationId"])


@pytest.mark.parametrize("header", ["Bearer pat-nobody", "Basic pat-test", "pat-test"])
def test_wrong_credentials(hubspot, header):
    """An unknown token and another scheme are 401s too."""
    assert hubspot.send("GET", DETAILS, headers={"Authorization": header}).status_code == 401


def test_unknown_path_is_html(hubspot):
    """HubSpot answers a path that it does not serve with HTML (dossier L2, O1)."""
    answer = hubspot.send("GET", "/crm/properties/2025-01/contacts")

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"


def test_unknown_method(hubspot):
    """A path with another method is a 405."""
    assert hubspot.send("PUT", CONTACTS).status_code == 405


def test_unknown_object_type(hubspot):
    """A name that is no object type is a 400, before anything is looked up."""
    answer = hubspot("GET", "/crm/properties/2026-09/spaceships", status=400)

    assert answer["message"] == "Unable to infer object type from: spaceships"


@pytest.mark.parametrize("data", ["{", '{"name": }', "name=x"])
def test_invalid_json(hubspot, data):
    """A body that is no JSON is a 400 in the usual envelope."""
    answer = hubspot.send("POST", GROUPS, data=data, content_type="application/json")

    assert (answer.status_code, answer.json["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("body", [[], "text", 1])
def test_body_of_another_shape(hubspot, body):
    """A list, string or number where an object is asked for is a 400."""
    assert hubspot("POST", GROUPS, body, status=400)["errors"][0]["code"] == "INVALID_TYPE"


def test_missing_body(hubspot):
    """So is no body at all."""
    hubspot("POST", GROUPS, status=400)


def test_other_content_type(hubspot):
    """A body that does not say it is JSON is a 415."""
    assert hubspot.send("POST", GROUPS, data="a=1", content_type="text/plain").status_code == 415


def test_beta_paths_without_betas(make_hubspot):
    """A portal without betas does not know their paths (dossier L2: HTML 404)."""
    make_hubspot()("GET", TEAMS, status=200)
    answer = make_hubspot(betas=False).send("GET", TEAMS)

    assert (answer.status_code, answer.mimetype) == (404, "text/html")


@pytest.mark.parametrize(("tier", "status"), [("free", 403), ("starter", 403), ("professional", 200)])
def test_tier(make_hubspot, tier, status):
    """Calculated properties are counted from Professional up (dossier B4)."""
    make_hubspot(tier=tier)("GET", CALCULATIONS, status=status)


def test_portals_are_apart(hubspot):
    """Two portals of one emulator share nothing but the machine."""
    hubspot.emulator.add_portal(90000002, "pat-other", Traits(account_type="STANDARD"))
    hubspot("POST", GROUPS, group("mine"))
    other = {"Authorization": "Bearer pat-other"}

    details = hubspot.send("GET", DETAILS, headers=other).json
    assert (details["portalId"], details["accountType"]) == (90000002, "STANDARD")
    assert hubspot.send("GET", f"{GROUPS}/mine", headers=other).status_code == 404


def test_two_tokens_of_one_portal(hubspot):
    """Tokens see one content and have their own scopes and user."""
    limited = Traits(scopes=frozenset({"crm.schemas.contacts.write"}))
    hubspot.emulator.add_portal(hubspot.portal_id, "pat-limited", limited, user_id="1003")
    header = {"Authorization": "Bearer pat-limited"}
    body = {"name": "note", "label": "Note", "type": "string", "fieldType": "text"}
    created = hubspot.send("POST", CONTACTS, {**body, "groupName": "contactinformation"}, headers=header)

    assert created.json["createdUserId"] == "1003"
    assert hubspot.send("GET", f"{CONTACTS}/note", headers=header).status_code == 403
    hubspot("GET", f"{CONTACTS}/note", status=200)


def test_a_refusal_leaves_nothing_behind(hubspot):
    """A request that is refused half-way is rolled back whole."""
    inputs = [{"name": "firstname"}]
    before = hubspot.emulator.state()
    hubspot("POST", f"{CONTACTS}/batch/archive", {"inputs": inputs}, status=400)

    assert hubspot.emulator.state() == before


def test_rate_headers(make_hubspot):
    """Every answer tells the limits (dossier L1)."""
    hubspot = make_hubspot(rate=Rate(190))
    hubspot("GET", DETAILS)
    headers = hubspot.send("GET", DETAILS).headers

    assert {name: value for name, value in headers.items() if "RateLimit" in name} == {
        "X-HubSpot-RateLimit-Max": "190",
        "X-HubSpot-RateLimit-Remaining": "188",
        "X-HubSpot-RateLimit-Interval-Milliseconds": "10000",
        "X-HubSpot-RateLimit-Daily": "1000000",
        "X-HubSpot-RateLimit-Daily-Remaining": "999998",
    }


@pytest.mark.parametrize(
    ("tier", "burst", "daily"),
    [("free", "100", "250000"), ("professional", "190", "625000"), ("enterprise", "190", "1000000")],
)
def test_limits_by_tier(make_hubspot, tier, burst, daily):
    """Without limits to hold, the headers still tell the tier's (dossier L1)."""
    headers = make_hubspot(tier=tier).send("GET", DETAILS).headers

    assert headers["X-HubSpot-RateLimit-Max"] == burst
    assert headers["X-HubSpot-RateLimit-Daily"] == daily


def test_rolling_limit(make_hubspot):
    """The call beyond the window's is a 429 with the body of dossier L1, and the window rolls on."""
    hubspot = make_hubspot(rate=Rate(2, seconds=0.1))
    hubspot("GET", DETAILS)
    hubspot("GET", DETAILS)
    refused = hubspot("GET", DETAILS, status=429)
    for made_up in ("correlationId", "requestId"):
        assert uuid.UUID(refused.pop(made_up))

    assert refused == {
        "status": "error",
        "message": "You have reached your ten_secondly_rolling limit.",
        "errorType": "RATE_LIMIT",
        "category": "RATE_LIMITS",
        "policyName": "TEN_SECONDLY_ROLLING",
    }
    time.sleep(0.11)
    hubspot("GET", DETAILS, status=200)


def test_each_token_has_its_window(make_hubspot):
    """Bursts are counted per credential (dossier L1)."""
    hubspot = make_hubspot(rate=Rate(1))
    hubspot.emulator.add_portal(hubspot.portal_id, "pat-second")
    hubspot("GET", DETAILS)
    hubspot("GET", DETAILS, status=429)

    second = hubspot.send("GET", DETAILS, headers={"Authorization": "Bearer pat-second"})
    assert second.status_code == 200


def test_daily_limit(make_hubspot):
    """The daily limit is the account's, whatever the token (dossier L1)."""
    hubspot = make_hubspot(rate=Rate(190, daily=1))
    hubspot.emulator.add_portal(hubspot.portal_id, "pat-second")
    hubspot("GET", DETAILS)
    refused = hubspot.send("GET", DETAILS, headers={"Authorization": "Bearer pat-second"})

    assert refused.status_code == 429
    assert refused.json["policyName"] == "DAILY"
    assert refused.json["message"] == "You have reached your daily limit."


@pytest.mark.parametrize("text", ["190", "0/10s", "190/10", "many/10s"])
def test_rate_that_does_not_read(text):
    """A rate is a count and a number of seconds."""
    with pytest.raises(ValueError, match="190/10s"):
        Rate.parse(text)


def test_rate_reads():
    """`100/10s` is what the command line takes."""
    assert Rate.parse("100/10s") == Rate(100, 10.0)


def test_latency(make_hubspot):
    """Every answer takes at least the latency that was asked for."""
    hubspot = make_hubspot(latency_ms=30)
    hubspot("GET", DETAILS)

    assert hubspot.emulator.log.entries()[0].ms >= 30


def test_read_lag(make_hubspot):
    """Reads, single and list, show a write only after the lag; writes see the truth (dossier B4, O11)."""
    hubspot = make_hubspot(lag_ms=150)
    hubspot("POST", GROUPS, group("mine"), status=201)

    hubspot("GET", f"{GROUPS}/mine", status=404)
    assert "mine" not in [one["name"] for one in hubspot("GET", GROUPS)["results"]]
    hubspot("POST", GROUPS, group("mine"), status=409)
    time.sleep(0.17)
    hubspot("GET", f"{GROUPS}/mine", status=200)


def test_read_lag_of_updates_and_archives(make_hubspot):
    """An old value and an archived item linger, and the order of a list does not change by it."""
    hubspot = make_hubspot(lag_ms=60_000)
    before = hubspot("GET", GROUPS)
    hubspot("PATCH", f"{GROUPS}/emailinformation", {"label": "Mail"})
    hubspot("DELETE", f"{GROUPS}/smsinformation", status=204)

    assert hubspot("GET", GROUPS) == before


def test_a_file_remembers(make_hubspot, tmp_path):
    """What one emulator wrote into a file the next one finds there, credentials and variants included."""
    file, variants = tmp_path / "portal.db", frozenset({"refuse-archived-property"})
    first = make_hubspot(path=file, variants=variants)
    first("POST", GROUPS, group("mine"))
    first.emulator.add_portal(first.portal_id, "pat-kept", Traits(tier="starter", variants=variants))
    first.emulator.close()
    second = make_hubspot(path=file)

    kept = second.send("GET", f"{GROUPS}/mine", headers={"Authorization": "Bearer pat-kept"})
    assert (kept.status_code, kept.headers["X-HubSpot-RateLimit-Max"]) == (200, "100")
    assert second.emulator.state()[str(second.portal_id)]["traits"]["variants"] == [
        "refuse-archived-property"
    ]


def test_two_emulators_on_one_file(tmp_path, make_hubspot):
    """Two writers with one file wait for each other and lose nothing."""
    callers = [make_hubspot(path=tmp_path / "portal.db") for _ in range(2)]

    def work(caller, mark):
        for place in range(20):
            caller("POST", GROUPS, group(f"{mark}_{place}"), status=201)

    threads = [
        threading.Thread(target=work, args=(caller, mark)) for caller, mark in zip(callers, "ab", strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made = {one["name"] for one in callers[0]("GET", GROUPS)["results"]}
    assert {f"{mark}_{place}" for mark in "ab" for place in range(20)} <= made


def test_a_default_emulator_is_a_test_account():
    """The embedded account is a DEVELOPER_TEST one under the exported token (design, section 5)."""
    from werkzeug.test import Client

    from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN

    emulator = Emulator()
    details = Client(emulator).get(DETAILS, headers={"Authorization": f"Bearer {DEFAULT_TOKEN}"}).json
    emulator.close()

    assert (details["portalId"], details["accountType"]) == (DEFAULT_PORTAL_ID, "DEVELOPER_TEST")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"name": "a", "label": "\\ud800"}', id="half a surrogate pair"),
        pytest.param(b'{"name": "a", "label": "A", "displayOrder": NaN}', id="NaN"),
        pytest.param(b'{"name": "a", "label": "A", "displayOrder": 1e999}', id="infinite"),
        pytest.param(b'{"name": "a", "label": "A", "displayOrder": ' + b"9" * 5000 + b"}", id="endless"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
    ],
)
def test_a_body_that_is_no_json(hubspot, body):
    """What only a lenient reader takes for JSON is a 400, and nothing is stored."""
    before = hubspot("GET", GROUPS)
    headers = {"Authorization": "Bearer pat-test", "Content-Type": "application/json"}
    answer = hubspot._http.post(GROUPS, data=body, headers=headers)

    assert answer.status_code == 400
    assert answer.json["message"].startswith("Invalid input JSON")
    assert hubspot("GET", GROUPS) == before


@pytest.mark.parametrize("path", ["/crm/owners/2026-09", "/marketing/forms/2026-09-beta"])
@pytest.mark.parametrize("name", ["limit", "after"])
@pytest.mark.parametrize("value", ["9" * 5000, "٣", "1.0", "-1"])
def test_a_number_in_a_query(hubspot, path, name, value):
    """A page is asked for with ASCII digits, of a length that a number can have; anything else is a 400."""
    assert hubspot.send("GET", path, query_string={name: value}).status_code == 400


def test_a_method_that_a_path_does_not_have(hubspot):
    """405 names those that it has (RFC 9110), also where a name could stand in the place of the last word."""
    answer = hubspot.send("DELETE", GROUPS)

    assert answer.status_code == 405
    assert {word.strip() for word in answer.headers["Allow"].split(",")} == {"GET", "POST"}


def test_a_token_is_looked_for_in_an_object_only(hubspot):
    """A body that is no object tells no token: 401."""
    path = "/oauth/v2/private-apps/get/access-token-info"

    assert hubspot.send("POST", path, [1], headers={"Authorization": ""}).status_code == 401
