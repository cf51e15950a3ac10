"""The WSGI transport, with a tiny application behind it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from hub_helpers import TOKEN, FakeTime

from revops.hub.credentials import StaticToken
from revops.hub.door import Door
from revops.hub.gateway import Hub
from revops.hub.pace import NoPace
from revops.hub.retry import LOST, Retry
from revops.model.call import Call

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]


class ConnectionDropped(Exception):  # noqa: N818 - the name is the contract
    """As the emulator names it; only the name counts."""


def echo(environ: Environ, start: Start) -> Iterable[bytes]:
    """Answers with what it was asked."""
    heard = {
        "method": environ["REQUEST_METHOD"],
        "path": environ["PATH_INFO"].encode("latin-1").decode(),
        "query": environ["QUERY_STRING"],
        "host": environ["HTTP_HOST"],
        "authorization": environ.get("HTTP_AUTHORIZATION", ""),
        "type": environ.get("CONTENT_TYPE", ""),
        "body": environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode(),
    }
    start("201 Created", [("Content-Type", "application/json"), ("Location", "/x")])
    yield json.dumps(heard).encode()


def dropping(environ: Environ, start: Start) -> Iterable[bytes]:
    raise ConnectionDropped


def broken(environ: Environ, start: Start) -> Iterable[bytes]:
    raise ZeroDivisionError


def test_a_request_reaches_the_application_whole() -> None:
    """Method, path, query, headers and body arrive; status, headers and body come back."""
    door = Door(app=echo)

    answer = door.send("POST", "/crm/p%2Fq/顧客", {"a": "1 2"}, {"label": "商談"}, "short")

    assert answer.status == 201
    assert answer.headers["location"] == "/x"
    assert json.loads(answer.body.pop("body")) == {"label": "商談"}
    assert answer.body == {
        "method": "POST",
        "path": "/crm/p/q/顧客",
        "query": "a=1+2",
        "host": "api.hubapi.com",
        "authorization": "Bearer short",
        "type": "application/json",
    }


def test_a_request_without_a_body() -> None:
    """A GET has none."""
    assert Door(app=echo).send("GET", "/a", {}, None, TOKEN).body["body"] == ""


def test_a_dropped_connection_is_a_lost_answer() -> None:
    """By the name of the exception, as the client knows nothing of the emulator (rule 12)."""
    answer = Door(app=dropping).send("POST", "/a", {}, {}, TOKEN)

    assert (answer.status, answer.fault) == (0, LOST)


def test_a_fault_of_the_application_shows() -> None:
    """Anything else is a bug of the application and is not hidden."""
    with pytest.raises(ZeroDivisionError):
        Door(app=broken).send("GET", "/a", {}, None, TOKEN)


@pytest.mark.parametrize(("app", "paced"), [(echo, False), (None, True)])
def test_only_the_network_is_paced(app: WSGIApplication | None, paced: bool) -> None:
    """A portal in the same process is not waited for."""
    hub = Hub({"data": StaticToken(TOKEN)}, app=app)

    assert isinstance(hub._pace, NoPace) is not paced


def test_a_hub_over_an_application(fake_time: FakeTime) -> None:
    """A lost read is asked again, a lost write is not."""
    asked: list[str] = []

    def app(environ: Environ, start: Start) -> Iterable[bytes]:
        asked.append(environ["REQUEST_METHOD"])
        raise ConnectionDropped

    hub = Hub({"data": StaticToken(TOKEN)}, app=app, retry=Retry(attempts=3, sleep=fake_time.sleep))

    assert hub.send(Call("properties", "GET", "/contacts")).fault == LOST
    assert hub.send(Call("properties", "POST", "/contacts", body={})).fault == LOST
    assert asked == ["GET", "GET", "GET", "POST"]
