"""Whatever a server sends down the wire: an answer with a status or a fault, soon, in little memory."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_helpers import TOKEN, FakeTime

from revops.hub.credentials import StaticToken
from revops.hub.door import TOO_LARGE, Door
from revops.hub.gateway import Hub
from revops.hub.pace import NoPace
from revops.hub.retry import LOST, NO_JSON, TORN, Retry, retry_after
from revops.model.call import Answer, Call
from revops.model.finding import Refused

READ = Call("properties", "GET", "/contacts")
WRITE = Call("properties", "POST", "/contacts", body={"name": "tier"})


class Wire:
    """A server that answers every connection with the same bytes, and remembers what it was sent."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.answer = b""
        self.heard: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self.heard.append(connection.recv(65_536))
                try:
                    connection.sendall(self.answer)
                    connection.shutdown(socket.SHUT_WR)
                except OSError:
                    pass  # the client has heard enough

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def wire() -> Iterator[Wire]:
    found = Wire()
    yield found
    found.close()


def head(*headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode("latin-1")


def sized(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return head(f"Content-Length: {len(body)}", *headers, status=status) + body


def chunks(*parts: bytes) -> bytes:
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)


CHUNKED = head("Transfer-Encoding: chunked")
GZIP = "Content-Encoding: gzip"
BOMB = gzip.compress(b" " * 100_000_000)

GARBAGE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", LOST),
    "a status line alone": (b"HTTP/1.1 200 OK", LOST),
    "no status line": (b'{"results": []}', LOST),
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", LOST),
    "zeros": (b"\0" * 10_000, LOST),
    "a status that is no number": (b"HTTP/1.1 OK 200\r\n\r\n", LOST),
    "a status line of 100,000 characters": (b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n", LOST),
    "a header of 100,000 characters": (head("X: " + "x" * 100_000) + b"{}", LOST),
    "a thousand headers": (head(*(f"X-{n}: x" for n in range(1_000))) + b"{}", LOST),
    "a body shorter than promised": (head("Content-Length: 1000") + b'{"results": []}', LOST),
    "a body that never comes": (head("Content-Length: 5"), LOST),
    "chunks without an end": (CHUNKED + chunks(b'{"results": ['), LOST),
    "a chunk of no size": (CHUNKED + b"zz\r\n{}\r\n", LOST),
    "a chunk below nothing": (CHUNKED + b"-5\r\n{}\r\n", LOST),
    "a chunk of a huge size": (CHUNKED + b"ffffffffffffffff\r\n{}", LOST),
    "gzip that is none": (sized(b"{}", GZIP), LOST),
    "gzip that is torn": (sized(gzip.compress(b'{"a": "' + b"x" * 9_999 + b'"}')[:30], GZIP), ""),
    "deflate that is none": (sized(b"\xff" * 20, "Content-Encoding: deflate"), LOST),
    "a bomb of gzip": (sized(BOMB, GZIP), TOO_LARGE),
    "a bomb in a bomb": (sized(gzip.compress(BOMB), f"{GZIP}, gzip"), TOO_LARGE),
    "a bomb of deflate": (sized(zlib.compress(b" " * 100_000_000), "Content-Encoding: deflate"), TOO_LARGE),
    "fifty megabytes": (sized(b'"' + b"x" * 50_000_000 + b'"'), TOO_LARGE),
    "fifty megabytes in chunks": (CHUNKED + chunks(*[b"x" * 1_000_000] * 50), TOO_LARGE),
    "an empty body": (sized(b""), ""),
    "blanks": (sized(b"  \n"), ""),
    "HTML": (sized(b"<html>Log in</html>", "Content-Type: text/html"), NO_JSON),
    "torn JSON": (sized(b'{"results": [{"na'), TORN),
    "invalid UTF-8": (sized(b'{"a": "\xff"}'), NO_JSON),
    "UTF-16": (sized('{"a": 1}'.encode("utf-16")), NO_JSON),
    "a content length of a billion": (head("Content-Length: 1000000000") + b"{}", LOST),
    "two content lengths": (head("Content-Length: 2", "Content-Length: 50") + b"{}", LOST),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_an_answer_with_a_fault(name: str, wire: Wire) -> None:
    """Never an exception, and never taken for something that was read."""
    wire.answer, fault = GARBAGE[name]
    answer = _asked(wire)

    assert answer.fault.startswith(fault) if fault else True
    assert not answer.ok or answer.body is None
    assert not (answer.ok and answer.body)


REFUSALS = {
    "HTML with 403": sized(b"<html>forbidden</html>", status="403 Forbidden"),
    "HTML with 502": sized(b"<html>bad gateway</html>", status="502 Bad Gateway"),
    "nothing with 401": sized(b"", status="401 Unauthorized"),
    "a list with 400": sized(b"[1, 2]", status="400 Bad Request"),
    "a number with 404": sized(b"5", status="404 Not Found"),
    "deep JSON with 400": sized(b'{"message": ' + b"[" * 200 + b"]" * 200 + b"}", status="400 Bad Request"),
    "errors that are a number": sized(b'{"errors": 5, "message": 7}', status="400 Bad Request"),
    "errors of everything": sized(b'{"errors": [1, null, [], {"message": {}, "code": []}]}', status="400 X"),
    "contexts of everything": sized(
        b'{"context": [], "errors": [{"context": {"requiredScopes": [5, null]}}]}', status="403 X"
    ),
    "a message in a message": sized(b'{"message": "{\\"message\\": 5}"}', status="400 Bad Request"),
    "a message without end": sized(b'{"message": "' + b"x" * 1_000_000 + b'"}', status="400 Bad Request"),
    "escapes in a message": sized(b'{"message": "\\u001b[31m\\u202ered"}', status="400 Bad Request"),
    "a policy that is a list": sized(b'{"policyName": ["DAILY"], "message": {}}', status="418 X"),
    "a status of 999": sized(b"{}", status="999 X"),
    "a status of 199": sized(b"{}", status="199 X"),
    "switching protocols": sized(b"{}", status="101 Switching Protocols"),
    "not modified": head(status="304 Not Modified"),
    "multiple choices": sized(b'{"results": []}', status="300 Multiple Choices"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_of_any_shape_is_told(name: str, wire: Wire) -> None:
    """The finding names surface and request, and is one short line."""
    wire.answer = REFUSALS[name]
    with _hub(wire) as hub:
        answer = hub.send(READ)
        finding = hub.explain(answer, READ)

    assert not answer.ok
    assert finding.summary.startswith("GET properties /contacts: ")
    assert finding.summary.isprintable()
    assert len(finding.summary) < 2_000
    assert finding.hint


@pytest.mark.parametrize("status", ["301 X", "302 X", "303 X", "307 X", "308 X"])
def test_a_redirect_takes_no_token_along(status: str, wire: Wire) -> None:
    """Neither to another host nor to another path: nothing is asked there (rule 11)."""
    elsewhere = Wire()
    for location in (f"{elsewhere.origin}/x", "//127.0.0.1:1/x", "/other", "javascript:x", "\\\\evil\\x"):
        wire.answer = sized(b"", f"Location: {location}", status=status)
        assert not _asked(wire).ok
    elsewhere.close()

    assert elsewhere.heard == []
    assert len(wire.heard) == 5


def test_cookies_are_neither_kept_nor_sent(wire: Wire) -> None:
    """Whatever domain and path they name."""
    names = ["a=1", "b=2; Domain=127.0.0.1", "c=3; Path=/", "d=4; Secure", "e=" + "x" * 5_000]
    wire.answer = sized(b"{}", *(f"Set-Cookie: {name}" for name in names), "Connection: close")
    door = Door(wire.origin)
    for _ in range(3):
        door.send("GET", "/x", {}, None, TOKEN)
    door.close()

    assert len(wire.heard) == 3
    assert not [request for request in wire.heard if b"cookie" in request.lower()]


def test_endless_hundreds_end(wire: Wire) -> None:
    """A server that says "continue" again and again is silent in the end."""
    wire.answer = b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000

    assert _asked(wire).fault == LOST


@pytest.mark.parametrize(
    "text",
    ["1000000", "999999999", "-5", "1e9", "Infinity", "NaN", "x" * 10_000, "９９", "", " ", "9" * 400,
     "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "Mon, 1 Jan 2030 00:00:00 +99999999",
     "Mon, 99 Foo 2026", "1 Jan 0000 00:00:00 GMT", "\x00", "0", "Thu, 01 Jan 1970 00:00:00 GMT"],
)  # fmt: skip
def test_a_strange_retry_after_is_not_waited_for(text: str, fake_time: FakeTime) -> None:
    """The run ends with the refusal instead of sleeping for days; nonsense is no number of seconds."""
    answers: list[Answer] = []

    def send() -> Answer:
        answers.append(Answer(429, {}, {"retry-after": text}))
        return answers[-1]

    assert Retry(sleep=fake_time.sleep)(send, read=True).status == 429
    assert sum(fake_time.slept) <= 120
    assert len(answers) <= 8
    seconds = retry_after(text)
    assert seconds is None or seconds >= 0


RATES = ["0", "-1", "x", "1e9", "9" * 400, "٣", "100.5", " 100", "2147483648"]


@pytest.mark.parametrize("value", RATES)
@pytest.mark.parametrize("name", ["Max", "Interval-Milliseconds", "Remaining"])
def test_strange_limits_are_ignored(name: str, value: str, wire: Wire) -> None:
    """No answer makes the client wait for ever or divide by nothing."""
    headers = {"Max": "100", "Interval-Milliseconds": "10000", "Remaining": "50", name: value}
    lines = [f"X-HubSpot-RateLimit-{name}: {told}" for name, told in headers.items() if told.isascii()]
    wire.answer = sized(b"{}", *lines, "Connection: close")
    with Hub({"data": StaticToken(TOKEN)}, wire.origin) as hub:
        assert [hub.send(READ).status for _ in range(2)] == [200, 200]


ASTRAY = ["/../x", "/a/../../x", "/%2e%2e/x", "/a%2Fb/..", "/a?b=c", "/a#b", "/a b", "/a\\b", "//x", "/a/"]
ASTRAY += ["/\x00", "/a%00", "/a\r\nX: y", "x", "/%0d%0aX:%20y"]


@pytest.mark.parametrize("path", ASTRAY)
def test_no_id_leads_a_request_elsewhere(path: str, wire: Wire) -> None:
    """Ids come from answers and ledgers; what is no path is not sent at all."""
    with _hub(wire) as hub, pytest.raises(Refused) as refused:
        hub.send(Call("properties", "GET", path))

    assert refused.value.findings[0].code == "RV515"
    assert "properties" in refused.value.findings[0].summary
    assert wire.heard == []


def test_a_write_that_was_answered_with_garbage_is_sent_once(wire: Wire) -> None:
    """Nobody knows whether it was carried out (rule 6)."""
    for name in ("nothing", "HTML", "torn JSON", "fifty megabytes", "a bomb of gzip"):
        wire.answer, _ = GARBAGE[name]
        wire.heard.clear()
        with _hub(wire) as hub:
            answer = hub.send(WRITE)
            finding = hub.explain(answer, WRITE)
        assert answer.uncertain, name
        assert len(wire.heard) == 1, name
        assert "revops plan" in finding.hint


MEMORY = """
import sys
from pathlib import Path
from revops.hub.door import Door
door = Door(sys.argv[1])
answer = door.send("GET", "/x", {}, None, "pat-eu1-00000000-1111-2222-3333-444444444444")
print(answer.fault)
(peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's peak")
@pytest.mark.parametrize(
    "body",
    [
        b'"' + b"x" * 24_900_000 + b'"',
        b'"' + b"x" * 24_900_000 + "😀".encode() + b'"',
        b"[" + b"[]," * 8_000_000 + b"[]]",
        b"[" + b'{"a":1},' * 900_000 + b"0]",
        b'{"results":[' + b'{"id":"1"},' * 900_000 + b"0]}",
        b'["' + b'","' * 1_900_000 + b'"]',
    ],
    ids=["a text", "a wide text", "lists", "maps", "rows", "texts"],
)
def test_the_largest_answers_fit_into_little_memory(body: bytes, wire: Wire) -> None:
    """300 MB at most, the interpreter with all of its modules included."""
    wire.answer = sized(body)
    command = [sys.executable, "-c", MEMORY, wire.origin]
    told = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True
    ).stdout.splitlines()
    print(told)  # noqa: T201 - the numbers are to be seen

    assert int(told[-1]) < 300


def _asked(wire: Wire) -> Answer:
    door = Door(wire.origin)
    try:
        return door.send("GET", "/crm/properties/2026-09/contacts", {}, None, TOKEN)
    finally:
        door.close()


def _hub(wire: Wire) -> Hub:
    time = FakeTime()
    return Hub({"data": StaticToken(TOKEN)}, wire.origin, pace=NoPace(), retry=Retry(sleep=time.sleep))
