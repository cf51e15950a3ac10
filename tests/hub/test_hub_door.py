"""The one door: what goes out, what comes in, and that no secret gets anywhere else."""

from __future__ import annotations

import gzip
import json
import logging
import time
from pathlib import Path

import pytest
import requests
import responses
from hub_helpers import API, TOKEN
from responses import matchers

from revops.hub import door as door_module
from revops.hub.door import TOO_LARGE, Bearer, Door, checked_origin
from revops.hub.retry import LOST, NO_JSON, PASSING_FAULTS, TIMEOUT, TORN
from revops.model.call import Answer
from revops.model.finding import Refused

PATH = "/crm/properties/2026-09/contacts"


def get(door: Door) -> Answer:
    return door.send("GET", PATH, {}, None, TOKEN)


def test_sends_method_query_body_and_token(hubspot: responses.RequestsMock) -> None:
    """One request as the package builds it, with the token in the header."""
    hubspot.post(
        API + PATH,
        json={"name": "tier"},
        status=201,
        match=[
            matchers.header_matcher({"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}),
            matchers.query_param_matcher({"locale": "ja"}),
            matchers.json_params_matcher({"label": "ティア"}),
        ],
    )

    answer = Door().send("POST", PATH, {"locale": "ja"}, {"label": "ティア"}, TOKEN)

    assert answer.ok
    assert (answer.status, answer.body) == (201, {"name": "tier"})


def test_headers_come_in_lower_case(hubspot: responses.RequestsMock) -> None:
    """A created score is known by its Location only (dossier E2)."""
    hubspot.post(API + PATH, status=201, headers={"Location": "/scores/9"})

    answer = Door().send("POST", PATH, {}, {}, TOKEN)

    assert answer.headers["location"] == "/scores/9"
    assert answer.body is None
    assert answer.ok


def test_waits_no_longer_than_the_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds to connect, thirty of silence."""
    seen: dict[str, object] = {}

    def request(*_: object, **options: object) -> requests.Response:
        seen.update(options)
        raise requests.Timeout

    monkeypatch.setattr(requests.Session, "request", request)

    get(Door())

    assert seen["timeout"] == (5.0, 30.0)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (requests.ReadTimeout(), TIMEOUT),
        (requests.ConnectTimeout(), TIMEOUT),
        (requests.ConnectionError(), LOST),
        (requests.exceptions.ChunkedEncodingError(), LOST),
    ],
)
def test_lost_answers(hubspot: responses.RequestsMock, error: Exception, fault: str) -> None:
    """No answer is an answer with a fault, never an exception."""
    hubspot.get(API + PATH, body=error)

    answer = get(Door())

    assert answer == Answer(0, fault=fault)
    assert answer.uncertain


@pytest.mark.parametrize(
    "body", ['{"results": [', '[{"id": "1"', '{"label": "商'.encode()[:-1], '  {"a": tru']
)
def test_torn_answers(hubspot: responses.RequestsMock, body: str | bytes) -> None:
    """A success whose body ends too early is uncertain, and may be whole the next time."""
    hubspot.get(API + PATH, body=body, status=200)

    answer = get(Door())

    assert (answer.fault, answer.body) == (TORN, None)
    assert answer.uncertain


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<html>ok</html>", "it begins with '<html>ok</html>'"),
        ("\x1b[31mLogin", "it begins with"),
        ("OK", "it begins with 'OK'"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        ('{"a": "商"}'.encode("cp932"), "not UTF-8"),
        ('{"a": NaN}', "NaN is no JSON number"),
        ('{"a": 1e400}', "1e400 is no JSON number"),
        ('{"a": ' + "9" * 5_000 + "}", "4300 digits"),
        ("[" * 300 + "]" * 300, "nested too deeply"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "[]," * 2_000_000 + "[]]", "more than 2,000,000 values"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_answers_that_are_no_json(hubspot: responses.RequestsMock, body: str | bytes, told: str) -> None:
    """A success that says nothing is uncertain, too, but asking again would not help."""
    hubspot.get(API + PATH, body=body, status=200)

    answer = get(Door())

    assert answer.body is None
    assert answer.uncertain
    assert answer.fault.startswith(NO_JSON)
    assert told in answer.fault
    assert answer.fault not in PASSING_FAULTS
    assert answer.fault.isprintable()


def test_half_characters_are_replaced(hubspot: responses.RequestsMock) -> None:
    """A text may be cut inside an emoji; half of one has no UTF-8 and could not be written down."""
    hubspot.get(API + PATH, body=r'{"whole \ud83d\ude00": ["cut \ud83d", "\ude00", "\\ud83d"]}')

    assert get(Door()).body == {"whole 😀": ["cut \ufffd", "\ufffd", r"\ud83d"]}


def test_a_refusal_as_html_is_a_refusal(hubspot: responses.RequestsMock) -> None:
    """HubSpot answers unknown paths with an HTML 404 (dossier L2)."""
    hubspot.get(API + PATH, body="<html>not found</html>", status=404)

    answer = get(Door())

    assert answer.refused
    assert not answer.fault


def test_huge_answers_are_not_read(hubspot: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading stops at the limit."""
    monkeypatch.setattr(door_module, "MAX_BYTES", 100_000)
    hubspot.get(API + PATH, body='"' + "x" * 100_000 + '"')

    assert get(Door()).fault == TOO_LARGE


def test_the_limit_counts_unpacked_bytes(
    hubspot: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small packed answer cannot unfold without end."""
    monkeypatch.setattr(door_module, "MAX_BYTES", 100_000)
    packed = gzip.compress(b" " * 5_000_000)
    assert len(packed) < 100_000
    hubspot.get(API + PATH, body=packed, headers={"Content-Encoding": "gzip"})

    assert get(Door()).fault == TOO_LARGE


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(hubspot: responses.RequestsMock, status: int) -> None:
    """The token is sent to the API's origin only (rule 11); the mock knows no second address."""
    hubspot.get(API + PATH, status=status, headers={"Location": "https://elsewhere.example/"}, body="<a/>")

    answer = get(Door())

    assert (answer.status, answer.ok, answer.fault) == (status, False, "")


def test_other_origins_cannot_be_reached() -> None:
    """The session has a transport for the API's origin and for nothing else."""
    door = Door()

    for url in ("https://api.hubapi.com.evil.example/", "https://evil.example/", "http://api.hubapi.com/"):
        with pytest.raises(requests.exceptions.InvalidSchema):
            door._session.get_adapter(url)
    assert door._session.get_adapter(API + PATH)


def test_netrc_does_not_replace_the_token(
    hubspot: responses.RequestsMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `.netrc` entry for the host would win over a header set by hand."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.hubapi.com login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    expected = matchers.header_matcher({"Authorization": f"Bearer {TOKEN}"})
    hubspot.get(API + PATH, json={}, match=[expected])

    assert get(Door()).ok


def test_no_cookies_are_kept(hubspot: responses.RequestsMock) -> None:
    """A session that threads share must not change by answers."""
    hubspot.get(API + PATH, json={}, headers={"Set-Cookie": "__cf_bm=1; Domain=api.hubapi.com; Path=/"})
    hubspot.get(API + PATH, json={})
    door = Door()

    get(door)
    get(door)

    assert "Cookie" not in hubspot.calls[1].request.headers


def test_an_answer_that_quotes_the_token_is_blacked_out(hubspot: responses.RequestsMock) -> None:
    """Neither body nor headers of an answer hold the token (rule 11)."""
    quoted = {"message": f"token {TOKEN} is unknown"}
    hubspot.get(API + PATH, json=quoted, status=401, headers={"X-Echo": TOKEN})

    answer = get(Door())

    assert answer.body == {"message": "token *** is unknown"}
    assert TOKEN not in repr(answer)


def test_an_answer_that_quotes_another_token_is_blacked_out(hubspot: responses.RequestsMock) -> None:
    """One of the data model that somebody pasted into a workflow, which the token of automation reads."""
    hubspot.get(API + PATH, json={})
    hubspot.get(API + PATH, json={"url": f"https://example.com/?key={TOKEN}"})
    door = Door()

    get(door)
    answer = door.send("GET", PATH, {}, None, TOKEN[::-1])

    assert answer.body == {"url": "https://example.com/?key=***"}


@pytest.mark.parametrize("nested", [0, 1, 2])
def test_a_token_that_is_spelled_with_escapes_is_blacked_out(
    hubspot: responses.RequestsMock, nested: int
) -> None:
    """JSON may escape any character, and HubSpot puts JSON into messages: parsed later it is the token."""
    text = '"' + TOKEN.replace("-", "\\u002D").replace("a", "\\u0061") + '"'
    for _ in range(nested):
        text = json.dumps(text)
    hubspot.get(API + PATH, body=f'{{"message": {text}}}', status=400)

    body = get(Door()).body

    assert body is not None
    told = body["message"]
    for _ in range(nested):
        told = json.loads(told)
    assert told == "***"


def test_a_run_of_backslashes_is_read_once(hubspot: responses.RequestsMock) -> None:
    """A stranger's text may hold very many; from each of them anew, 50,000 would take more than a minute."""
    hubspot.get(API + PATH, body="\\" * 50_000 + "\\u002d", status=400)
    began = time.process_time()

    get(Door())

    assert time.process_time() - began < 2


def test_the_token_is_in_no_log_and_no_repr(
    hubspot: responses.RequestsMock, caplog: pytest.LogCaptureFixture
) -> None:
    """Even at debug level nothing but the header holds the token."""
    caplog.set_level(logging.DEBUG)
    hubspot.get(API + PATH, body=requests.ConnectionError(f"Authorization: {TOKEN}"))
    door = Door()

    answer = get(door)

    seen = [caplog.text, repr(answer), repr(door), repr(vars(door)), repr(Bearer(TOKEN))]
    assert not [text for text in seen if TOKEN in text]


def test_nothing_is_printed(hubspot: responses.RequestsMock, capsys: pytest.CaptureFixture[str]) -> None:
    """The package prints network errors to stdout, which would spoil `--json`."""
    hubspot.get(API + PATH, body=requests.ConnectionError("down"))

    get(Door())

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "url",
    [
        "https://api.hubapi.com",
        "https://api.hubapi.com/",
        "https://proxy.example:8443",
        "http://127.0.0.1:8080",
        "http://localhost:9",
        "http://[::1]:8080",
    ],
)
def test_safe_origins(url: str) -> None:
    """Anywhere with https, on this machine with plain http."""
    assert checked_origin(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.hubapi.com",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "https://user:secret@api.hubapi.com",
        "https://api.hubapi.com/path",
        "https://api.hubapi.com?x=1",
        "https://api.hubapi.com:port",
        "ftp://127.0.0.1",
        "https://",
        "api.hubapi.com",
        "",
    ],
)
def test_unsafe_base_urls(url: str) -> None:
    """Refused before any token is at hand; the URL is not repeated, as it may hold a password."""
    with pytest.raises(Refused) as refused:
        Door(url)

    finding = refused.value.findings[0]
    assert (finding.code, refused.value.exit_code) == ("RV514", 4)
    assert "secret" not in finding.summary + finding.hint


def test_a_form_goes_without_a_token(hubspot: responses.RequestsMock) -> None:
    """OAuth wants a form body and no Authorization header (dossier K)."""
    hubspot.post(f"{API}/oauth/2026-09/token", json={"access_token": "new"})

    answer = Door().send_form("/oauth/2026-09/token", {"grant_type": "refresh_token", "client_id": "a b"})

    sent = hubspot.calls[0].request
    assert answer.body == {"access_token": "new"}
    assert sent.body == "grant_type=refresh_token&client_id=a+b"
    assert "Authorization" not in sent.headers


def test_japanese_survives_both_ways(hubspot: responses.RequestsMock) -> None:
    """Bodies are UTF-8 whatever the charset header says."""
    hubspot.post(API + PATH, body=json.dumps({"label": "商談"}, ensure_ascii=False).encode())

    answer = Door().send("POST", PATH, {}, {"label": "商談"}, TOKEN)

    assert answer.body == {"label": "商談"}
    assert json.loads(hubspot.calls[0].request.body or "") == {"label": "商談"}
