"""The hub: calls in, answers out; behind it the table, credentials, versions, pacing, retry and paging."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final, Self
from urllib.parse import unquote, urlencode
from wsgiref.types import WSGIApplication

from revops.hub.credentials import Credential
from revops.hub.door import API, Door
from revops.hub.errors import explain, missing_beta, refusal
from revops.hub.pace import NoPace, Pace, daily
from revops.hub.paging import all_pages
from revops.hub.retry import Retry
from revops.hub.surfaces import SURFACES, TOKEN_SURFACES, is_read
from revops.model.call import Answer, Call
from revops.model.finding import Finding
from revops.model.surface import Surface

_UNAUTHORIZED: Final = 401
_NOT_FOUND: Final = 404


@dataclass(frozen=True)
class Sent:
    """One request that went out, for progress displays; `seconds` is wall time without pauses."""

    call: Call
    status: int
    fault: str
    seconds: float
    write: bool


Observer = Callable[[Sent], None]
"""Called from the thread that sent the request."""


def _nobody(_sent: Sent) -> None:
    """The observer where nobody watches."""


class Hub:
    """One portal, reached with one or two credentials. Safe to use from many threads.

    Args:
        credentials: by the table's names, `data` and `automation`; `data` stands in for what is missing.
        base_url: origin of the API; https, or a loopback address.
        app: a WSGI application that answers instead of the network, unpaced unless a pace is given.
        surfaces: the table.
        pace: the rate limits; shared where several hubs use one token.
        retry: the retry policy.
        observer: told of every request.

    Raises:
        Refused: the base URL is not safe.
    """

    def __init__(
        self,
        credentials: Mapping[str, Credential],
        base_url: str = API,
        *,
        app: WSGIApplication | None = None,
        surfaces: Mapping[str, Surface] = SURFACES,
        pace: Pace | None = None,
        retry: Retry | None = None,
        observer: Observer = _nobody,
    ) -> None:
        self.surfaces = surfaces
        self.reads = 0
        self.writes = 0
        self.time_zone = ""
        """The portal's, once it was identified; only for messages."""
        self.writers: set[str] = set()
        """Ids of the users as whom the tokens write, as far as HubSpot tells them (dossier K)."""
        self.known: list[tuple[Call, Answer]] = []
        """What identifying the portal asked and was told, for who would ask it again."""
        self.daily: tuple[int, int] | None = None
        """(granted, remaining) calls of the day, as the last answer told that tells it."""
        self._credentials = credentials
        self._door = Door(base_url, app)
        self._pace = pace or (NoPace() if app else Pace())
        self._retry = retry or Retry()
        self._observer = observer
        self._versions: dict[str, str] = {}
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._door.close()

    def send(self, call: Call) -> Answer:
        """One call and everything that belongs to it; an error status or a fault is an answer too.

        Raises:
            Refused: there is no credential, an OAuth app cannot refresh, or the path leaves its surface.
        """
        _check_path(call)
        return all_pages(call, self._send_one) if call.pages else self._send_one(call)

    def explain(self, answer: Answer, call: Call) -> Finding:
        """An answer that is not ok as a finding that names request and, where it is one, the resource."""
        surface = self.surfaces[call.surface]
        if answer.status == _NOT_FOUND and self._lacks(surface):
            return missing_beta(call.surface)
        address = call.carries[0] if len(call.carries) == 1 else None
        read = is_read(surface, call)
        return explain(answer, doing=call.request, address=address, time_zone=self.time_zone, read=read)

    def _lacks(self, surface: Surface) -> bool:
        """True for a beta of which no version has answered anything but 404."""
        return surface.beta and surface.name not in self._versions

    def path(self, call: Call) -> str:
        """Path and query of a call as it would be sent now, for people."""
        surface = self.surfaces[call.surface]
        version = self._versions.get(call.surface) or next(iter(surface.bases))
        query = f"?{urlencode(call.query, doseq=True)}" if call.query else ""
        return f"{surface.bases[version]}{call.path}{query}"

    def lag(self, surface: str) -> float:
        """Seconds until a write to a surface must be readable."""
        return self.surfaces[surface].lag

    def _send_one(self, call: Call) -> Answer:
        """The call in the best version that the portal has.

        As long as a version has answered nothing but 404, a 404 may mean that the portal lacks the beta: the
        next version is asked the same. A 404 carried nothing out, so this holds for writes too.
        """
        surface = self.surfaces[call.surface]
        if self._is_absent(surface):
            return Answer(_NOT_FOUND)
        known = self._versions.get(call.surface)
        for version in [known] if known else list(surface.bases):
            answer = self._send_to(surface, version, call)
            if answer.status != _NOT_FOUND:
                self._settle_version(surface, version, answer)
                break
        return answer

    def _is_absent(self, surface: Surface) -> bool:
        """Whether the surface that this one is a part of answers in a version that does not have it."""
        known = self._versions.get(surface.beside)
        return known is not None and known not in surface.bases

    def _settle_version(self, surface: Surface, version: str, answer: Answer) -> None:
        if answer.ok:
            with self._lock:
                self._versions[surface.name] = version

    def _send_to(self, surface: Surface, version: str, call: Call) -> Answer:
        path = surface.bases[version] + call.path
        read = is_read(surface, call)
        credential = self._credential(surface)

        def attempt() -> Answer:
            token = credential.token(self._door)
            answer = self._request(path, call, token, read=read)
            if answer.status == _UNAUTHORIZED and credential.renew(self._door, token):
                return self._request(path, call, credential.token(self._door), read=read)
            return answer

        return self._retry(attempt, read=read)

    def _request(self, path: str, call: Call, token: str, *, read: bool) -> Answer:
        """One request: paced, sent, counted, shown to the observer."""
        self._pace.wait(path)
        body = {"tokenKey": token} if call.surface in TOKEN_SURFACES else call.body
        started = time.monotonic()
        answer = self._door.send(call.method, path, call.query, body, token)
        took = time.monotonic() - started
        self._pace.follow(answer.headers)
        wrote = not read and (answer.ok or answer.uncertain)
        with self._lock:
            self.reads += read
            self.writes += wrote
            self.daily = daily(answer.headers) or self.daily
        self._observer(Sent(call, answer.status, answer.fault, took, wrote))
        return answer

    def _credential(self, surface: Surface) -> Credential:
        found = self._credentials.get(surface.credential) or self._credentials.get("data")
        if found is None:
            hint = "set HUBSPOT_ACCESS_TOKEN, or name the target's variables under `credentials:`"
            raise refusal("RV517", f"there is no credential for {surface.name}", hint)
        return found


def _check_path(call: Call) -> None:
    """Ids come from ledgers and answers; none of them may lead a request somewhere else.

    Raises:
        Refused: the path has empty or dot segments, a query, or characters that no URL has.
    """
    path = unquote(call.path)
    strange = any(char in call.path for char in "?#\\ ") or not path.isprintable()
    hollow = not {"", ".", ".."}.isdisjoint(path.split("/")[1:])
    if call.path and (strange or hollow or not call.path.startswith("/")):
        hint = "an id in the ledger or in HubSpot's answer is damaged; look at the ledger's last change"
        raise refusal("RV515", f"{call.path!r} is no path of {call.surface}, so nothing was sent", hint)
