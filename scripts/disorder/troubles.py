"""What can go wrong at a request: every fault that HubSpot or the way to it has, and SIGKILL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from random import Random, random
from threading import Timer
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from revops.emulator.faults import Fault
from revops.emulator.http import ConnectionDropped

if TYPE_CHECKING:
    from revops.emulator import Emulator

Kill: TypeAlias = Callable[[], None]
Work: TypeAlias = Callable[
    ["Emulator", WSGIApplication, Kill, WSGIEnvironment, StartResponse], Iterable[bytes]
]

LATER: Final = 0.03
"""The most seconds that a process lives on: it saves the ledger and sends the next request."""

_LAG_MS: Final = 120_000
"""Longer than a run: the read shows the portal as it was before."""

_PAGE: Final = b"<html><head><title>Bad gateway</title></head><body>cloudflare</body></html>"
_DAILY: Final = {
    "status": "error",
    "message": "You have reached your daily limit.",
    "errorType": "RATE_LIMIT",
    "policyName": "DAILY",
}


@dataclass(frozen=True)
class Trouble:
    """One of them, at the n-th request, or at the n-th that writes."""

    name: str
    work: Work
    number: int
    writes: bool
    stays: bool = False
    """Whether every later request has it, too."""
    path: str = ""
    """A regular expression for the paths that are counted; empty for all."""

    def __str__(self) -> str:
        which = "write" if self.writes else "request"
        return f"{self.name} {'from' if self.stays else 'at'} {which} {self.number}"


def _fault(**fields: Any) -> Work:
    """One of the emulator's own."""

    def work(
        portal: Emulator, answer: WSGIApplication, _kill: Kill, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        portal.faults.add(Fault(environ["REQUEST_METHOD"], environ["PATH_INFO"], **fields))
        return answer(environ, start)

    return work


def _kill_before(
    _portal: Emulator, _answer: WSGIApplication, kill: Kill, _environ: WSGIEnvironment, _start: StartResponse
) -> Iterable[bytes]:
    kill()
    raise ConnectionDropped


def _kill_after(
    _portal: Emulator, answer: WSGIApplication, kill: Kill, environ: WSGIEnvironment, _start: StartResponse
) -> Iterable[bytes]:
    _committed(answer, environ)
    kill()
    raise ConnectionDropped


def _kill_later(
    _portal: Emulator, answer: WSGIApplication, kill: Kill, environ: WSGIEnvironment, start: StartResponse
) -> Iterable[bytes]:
    """At no known point: the clock of the machine decides, not the dice."""
    found = answer(environ, start)
    Timer(random() * LATER, kill).start()
    return found


def _html(status: str, *, committed: bool) -> Work:
    """A page of somebody between HubSpot and here."""

    def work(
        _portal: Emulator,
        answer: WSGIApplication,
        _kill: Kill,
        environ: WSGIEnvironment,
        start: StartResponse,
    ) -> Iterable[bytes]:
        if committed:
            _committed(answer, environ)
        start(status, [("Content-Type", "text/html"), ("Content-Length", str(len(_PAGE)))])
        return [_PAGE]

    return work


def _committed(answer: WSGIApplication, environ: WSGIEnvironment) -> None:
    """Have a request carried out, and keep the answer back."""
    list(answer(environ, lambda *_told: _unheard))


def _unheard(_data: bytes) -> None:
    """Nobody listens."""


def _partly(
    _portal: Emulator, answer: WSGIApplication, _kill: Kill, environ: WSGIEnvironment, start: StartResponse
) -> Iterable[bytes]:
    """The last one of a batch is refused, the others are made (dossier B1)."""
    sent = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    *kept, refused = sent["inputs"]
    raw = json.dumps({**sent, "inputs": kept}).encode()
    shorter = {**environ, "wsgi.input": BytesIO(raw), "CONTENT_LENGTH": str(len(raw))}
    made = json.loads(b"".join(answer(shorter, lambda *_told: _unheard))) if kept else {"results": []}
    named = refused.get("name", refused)  # limits of associations have no name
    error = {"status": "error", "category": "VALIDATION_ERROR", "message": f"refused: {named}"}
    body = json.dumps({**made, "status": "COMPLETE", "numErrors": 1, "errors": [error]}).encode()
    start("207 Multi-Status", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _refused(
    portal: Emulator, answer: WSGIApplication, kill: Kill, environ: WSGIEnvironment, start: StartResponse
) -> Iterable[bytes]:
    """HubSpot says no, but to no lifecycle stage: that is a person's to do then, as every later plan says."""
    if environ["PATH_INFO"].startswith(_LIFECYCLE):
        return answer(environ, start)
    return _fault(status=400)(portal, answer, kill, environ, start)


_LIFECYCLE: Final = ("/crm/pipelines/2026-09/contacts", "/crm/pipelines/2026-09/companies")
_AT_ONCE: Final = {"Retry-After": "0"}
FAULTS: Final[dict[str, Work]] = {
    "429": _fault(status=429, headers=_AT_ONCE, count=2),
    "429 for today": _fault(status=429, body=_DAILY),
    "423": _fault(status=423),
    "477": _fault(status=477),
    "400": _refused,
    "207": _partly,
    "500": _fault(status=500),
    "500 after commit": _fault(status=500, commit=True),
    "502": _fault(status=502),
    "502 after commit": _fault(status=502, commit=True),
    "504": _fault(status=504),
    "504 after commit": _fault(status=504, commit=True),
    "lost before commit": _fault(drop="before"),
    "lost after commit": _fault(drop="after"),
    "late and lost": _fault(drop="after", delay_ms=20),
    "torn JSON": _fault(torn=True),
    "HTML": _html("502 Bad Gateway", committed=False),
    "HTML after commit": _html("200 OK", committed=True),
    "stale read": _fault(lag_ms=_LAG_MS),
}
"""By name, as the report counts them. No 403: by it a person must do it, and every later plan says so."""

_BATCHES: Final = "/batch/create$"
"""Requests that can be refused in part."""

KILLS: Final[dict[str, Work]] = {
    "killed before commit": _kill_before,
    "killed after commit": _kill_after,
    "killed a little later": _kill_later,
}


def draw(dice: Random, requests: int, writes: int) -> Trouble:
    """A trouble for a run of so many requests: half of them kill, and most are at a write."""
    at_write = dice.random() < 0.65
    number = dice.randint(1, writes if at_write else requests)
    if dice.random() < 0.5:
        name = dice.choice(sorted(KILLS))
        return Trouble(name, KILLS[name], number, at_write)
    name = dice.choice(sorted(FAULTS))
    if FAULTS[name] is _partly:
        return Trouble(name, _partly, 1, writes=True, path=_BATCHES)
    return Trouble(name, FAULTS[name], number, at_write, stays=dice.random() < 0.2)
