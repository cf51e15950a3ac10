"""A server that drips is not waited for without end: the whole answer has a time, not only each silence."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from hub_helpers import TOKEN, FakeTime

from revops.hub import deadline
from revops.hub.credentials import StaticToken
from revops.hub.door import API, TIMEOUTS, Door
from revops.hub.gateway import Hub
from revops.hub.pace import NoPace
from revops.hub.retry import SLOW, Retry
from revops.model.call import Answer, Call

READ = Call("properties", "GET", "/contacts")
WRITE = Call("properties", "POST", "/contacts", body={"name": "tier"})

LIMIT = 0.2
GAP = 0.02
"""Seconds: far below every limit on silence, so that only the limit on the whole can end it."""


class Drip:
    """A server that sends a beginning at once and then, for ever, the same drop again and again."""

    def __init__(self, beginning: bytes, drop: bytes) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.beginning, self.drop = beginning, drop
        self.heard: list[bytes] = []
        self._over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
                with connection:
                    self._answer(connection)
            except OSError:
                pass  # the client has waited enough, or the test is over

    def _answer(self, connection: socket.socket) -> None:
        self.heard.append(connection.recv(65_536))
        connection.sendall(self.beginning)
        while not self._over.wait(GAP):
            connection.sendall(self.drop)

    def close(self) -> None:
        self._over.set()
        self._listener.close()


HEAD = b"HTTP/1.1 200 OK\r\n"
DRIPS = {
    "a status line": (b"HTTP/1.1 200 ", b"x"),
    "a header": (HEAD + b"X: ", b"x"),
    "headers": (HEAD, b"X: x\r\n"),
    "hundreds": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body of known size": (HEAD + b"Content-Length: 20000000\r\n\r\n", b" "),
    "a body of no size": (HEAD + b"\r\n", b" "),
    "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "the size of a chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
}


@pytest.fixture
def drip(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drip]:
    """The drip of the parameter, a body by default, and little time for it."""
    monkeypatch.setattr(deadline, "SECONDS", LIMIT)
    found = Drip(*DRIPS[getattr(request, "param", "a body of known size")])
    yield found
    found.close()


def asked(origin: str) -> Answer:
    door = Door(origin)
    try:
        return door.send("GET", "/crm/properties/2026-09/contacts", {}, None, TOKEN)
    finally:
        door.close()


@pytest.mark.parametrize("drip", DRIPS, indirect=True)
def test_a_drip_is_given_up(drip: Drip) -> None:
    """Wherever in the answer it drips, and long before a silence would have ended it."""
    started = time.monotonic()

    assert asked(drip.origin).fault == SLOW
    assert LIMIT <= time.monotonic() - started < TIMEOUTS[1] / 6


def test_a_drip_behind_a_proxy_is_given_up(drip: Drip, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy of the environment may be what drips."""
    monkeypatch.setenv("HTTPS_PROXY", drip.origin)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    drip.beginning = b"HTTP/1.1 200 "

    assert asked(API).fault == SLOW
    assert drip.heard[0].startswith(b"CONNECT api.hubapi.com:443 ")


def test_the_finding_names_surface_and_request(drip: Drip) -> None:
    """A read is asked for again as long as there is time, and then told."""
    with hub_at(drip, Retry(attempts=2, sleep=FakeTime().sleep)) as hub:
        finding = hub.explain(hub.send(READ), READ)

    assert finding.code == "RV511"
    assert finding.summary == "GET properties /contacts: the answer did not end in time"
    assert finding.hint
    assert len(drip.heard) == 2


def test_a_read_is_not_asked_for_again_when_the_time_is_over(drip: Drip) -> None:
    """One whole wait is all that a request costs: retries end when an answer's time does."""
    with hub_at(drip, Retry(seconds=LIMIT, sleep=FakeTime().sleep)) as hub:
        hub.send(READ)

    assert len(drip.heard) == 1


def test_a_write_whose_answer_drips_is_sent_once(drip: Drip) -> None:
    """Nobody knows whether it was carried out (rule 6)."""
    with hub_at(drip, Retry(sleep=FakeTime().sleep)) as hub:
        answer = hub.send(WRITE)

    assert answer.uncertain
    assert len(drip.heard) == 1


def hub_at(drip: Drip, retry: Retry) -> Hub:
    return Hub({"data": StaticToken(TOKEN)}, drip.origin, pace=NoPace(), retry=retry)


def test_a_silence_is_still_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that says nothing at all is left after the time for silences, which is shorter."""
    monkeypatch.setattr("revops.hub.door.TIMEOUTS", (5.0, GAP))
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        assert asked(f"http://127.0.0.1:{listener.getsockname()[1]}").fault == "no answer came in time"
    finally:
        listener.close()


def test_the_time_begins_anew_with_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the connection is the same one, and was opened long ago."""
    listener = socket.create_server(("127.0.0.1", 0))
    opened = []

    def serve() -> None:
        connection, _ = listener.accept()
        opened.append(connection)
        while connection.recv(65_536):
            connection.sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    door = Door(f"http://127.0.0.1:{listener.getsockname()[1]}")
    for hours in range(3):
        now = 3_600.0 * hours
        monkeypatch.setattr(deadline, "monotonic", lambda now=now: now)
        assert door.send("GET", "/x", {}, None, TOKEN).body == {}
    door.close()
    thread.join(5)
    listener.close()

    assert len(opened) == 1
