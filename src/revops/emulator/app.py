"""The emulator as a WSGI application: one request is one transaction, answered as HubSpot would."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Request, Response

from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, admission, control, recordings, routing, state
from revops.emulator.faults import Fault, Faults
from revops.emulator.http import Ask, ConnectionDropped, Refusal, Reply, decoded, queried
from revops.emulator.loading import recorded
from revops.emulator.log import Logged, RequestLog
from revops.emulator.portal import Portal, Traits, known
from revops.emulator.rate import Meter, Rate, refused
from revops.emulator.store import Credential, Store, add_token, portals, token_of
from revops.emulator.surfaces import SURFACES, account

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIEnvironment

    from revops.emulator.http import Json, Route

T = TypeVar("T")
UI_USER = "1002"
"""The user as whom `edit` acts unless told otherwise: not the one a token acts as."""
_NOT_FOUND = "<html><head><title>Error 404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"


class Emulator:
    """A HubSpot that remembers. Call it as a WSGI application, in-process or through `serve.serve`.

    Args:
        path: The SQLite file that holds everything; None keeps it in memory. Several processes may share
            a file; the request log, open faults and counted calls belong to the process.
        traits: Of the default portal and its token.
        portal_id: The default portal.
        token: The default token.
        latency_ms: Added to every answer.
        lag_ms: How long reads keep showing what was before a write (dossier B4: 250 to 700 on a test portal).
        rate: The limits to hold calls to; None refuses none.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        traits: Traits | None = None,
        portal_id: int = DEFAULT_PORTAL_ID,
        token: str = DEFAULT_TOKEN,
        latency_ms: float = 0,
        lag_ms: float = 0,
        rate: Rate | None = None,
    ) -> None:
        self.portal_id = portal_id
        self.store = Store(path)
        self.faults = Faults()
        self.log = RequestLog()
        self.latency_ms, self.lag_ms = latency_ms, lag_ms
        self._meter = Meter(rate)
        self.add_portal(portal_id, token, traits or Traits())

    def add_portal(
        self, portal_id: int, token: str, traits: Traits | None = None, user_id: str = "1001"
    ) -> None:
        """Make a portal with HubSpot's default content, or give one that exists another token.

        `traits` are the token's; the first token's are the portal's. A token that exists gets the new ones.
        Raises ValueError for a variant, a hub or a tier that there is not.
        """
        with self.store.transaction(write=True) as db:
            fresh = portal_id not in portals(db)
            credential = Credential(token, portal_id, user_id, known(traits or Traits()))
            add_token(db, credential)
            if fresh:
                fill(credential.portal(db))

    def edit(
        self,
        method: str,
        path: str,
        body: Json = None,
        *,
        portal_id: int | None = None,
        user_id: str = UI_USER,
    ) -> Reply:
        """Do what a person does in HubSpot's UI: the surface's work, unlogged, unlimited, as another."""
        place, _, query = path.partition("?")
        try:
            route, version, args = routing.find(method, place)
            with self.store.transaction(write=True) as db:
                portal = person(db, portal_id or self.portal_id, user_id)
                return route.handler(Ask(method, place, args, queried(query), body, portal, version))
        except Refusal as refusal:
            return refusal.reply()
        except HTTPException as unknown:
            return Reply(unknown.code or 404)

    def put(self, table: str, key: str, document: Json, *, portal_id: int | None = None) -> None:
        """Set what no API can: a document of a table as `state` shows it, whole; None deletes it."""

        def work(portal: Portal) -> None:
            if document is None:
                portal.table(table).pop(key, None)
            else:
                portal.table(table)[key] = document

        self.within(work, portal_id=portal_id)

    def within(self, work: Callable[[Portal], T], *, portal_id: int | None = None) -> T:
        """Let `work` have the portal, as a person in the UI, in one transaction; its value is given back."""
        with self.store.transaction(write=True) as db:
            return work(person(db, portal_id or self.portal_id, UI_USER))

    def state(self, *, ids: bool = True) -> dict[str, Json]:
        """Everything, by portal; without `ids` no server-made ids and times (see `state.whole`)."""
        with self.store.lagging(0) as db:
            return state.whole(db, ids=ids)

    def load(self, document: Mapping[str, Json], *, portal_id: int | None = None) -> None:
        """Replace content by recorded answers, by request path, or all of it by a snapshot (`recordings`)."""
        self.within(lambda portal: recordings.load(portal, document, fill), portal_id=portal_id)

    def reset(self) -> None:
        """Back to default content in every portal; tokens stay, faults and the log are forgotten."""
        self.faults.clear()
        self.log.clear()
        with self.store.transaction(write=True) as db:
            db.execute("delete from documents")
            for portal_id, traits in portals(db).items():
                fill(Portal(db, portal_id, traits))

    def close(self) -> None:
        self.store.close()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        if request.path.startswith(control.PREFIX):
            return _response(control.answer(self, request))(environ, start_response)
        return self._logged(request)(environ, start_response)

    def _logged(self, request: Request) -> Response:
        started, status = time.perf_counter(), None
        try:
            response = self._faulty(request)
            status = response.status_code
        finally:
            ms = round((time.perf_counter() - started) * 1000, 3)
            self.log.add(Logged(request.method, request.path, _query(request), status, ms, _writes(request)))
        return response

    def _faulty(self, request: Request) -> Response:
        fault = self.faults.take(request.method, request.path)
        time.sleep((self.latency_ms + (fault.delay_ms if fault else 0)) / 1000)
        if fault is None:
            return self._answer(request, self.lag_ms)
        if fault.drop == "before":
            raise ConnectionDropped
        if fault.status is not None and not fault.commit:
            return _ordered(fault)
        return _spoilt(fault, self._answer(request, max(fault.lag_ms, self.lag_ms)))

    def _answer(self, request: Request, lag_ms: float) -> Response:
        try:
            route, version, args = routing.find(request.method, request.path)
            credential = self._credential(request, route)
            return self._metered(_Call(request, route, version, args, credential, lag_ms))
        except NotFound:
            return Response(_NOT_FOUND, 404, mimetype="text/html")
        except HTTPException as unknown:
            return Response(b"", unknown.code, unknown.get_headers())
        except Refusal as refusal:
            return _response(refusal.reply())

    def _credential(self, request: Request, route: Route) -> Credential:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not token and route.bare:
            body = request.get_json(silent=True)
            token = str(body.get("tokenKey", "")) if isinstance(body, dict) else ""
        elif scheme.lower() != "bearer":
            raise admission.unauthenticated()
        with self.store.transaction(write=False) as db:
            credential = token_of(db, token)
        if credential is None:
            raise admission.unauthenticated()
        return credential

    def _metered(self, call: _Call) -> Response:
        key = (call.credential.token, call.credential.portal_id)
        offset, search = account.UTC_OFFSET_MS, call.route.search
        policy = self._meter.take(*key, offset_ms=offset, search=search)
        response = _response(refused(policy, search=search) if policy else self._reply(call))
        tier = call.credential.traits.tier_of()
        response.headers.extend(self._meter.headers(*key, tier, offset_ms=offset, search=search))
        return response

    def _reply(self, call: _Call) -> Reply:
        try:
            body = _body(call.request)
            with self._transaction(call) as db:
                ask = call.ask(db, body)
                admission.admit(call.route, ask)
                return recorded.answered(ask) or call.route.handler(ask)
        except Refusal as refusal:
            return refusal.reply()
        except RecursionError:
            return Refusal(400, "Invalid input JSON: it is nested too deeply").reply()

    def _transaction(self, call: _Call) -> AbstractContextManager[sqlite3.Connection]:
        if call.lag_ms and not call.route.write:
            return self.store.lagging(call.lag_ms)
        return self.store.transaction(write=call.route.write)


@dataclass(frozen=True)
class _Call:
    """A request that found its operation and its portal."""

    request: Request
    route: Route
    version: str
    args: Mapping[str, str]
    credential: Credential
    lag_ms: float

    def ask(self, db: sqlite3.Connection, body: Json) -> Ask:
        portal = self.credential.portal(db)
        path, method = self.request.path, self.request.method
        return Ask(method, path, self.args, _query(self.request), body, portal, self.version)


def fill(portal: Portal) -> None:
    """Write HubSpot's default content, surface by surface, into an empty portal that no read lags behind."""
    for surface in SURFACES:
        if hasattr(surface, "defaults"):
            surface.defaults(portal)
    portal.db.execute("delete from past")


def person(db: sqlite3.Connection, portal_id: int, user_id: str) -> Portal:
    """A portal as somebody at its screen sees it: no scopes, no beta switch."""
    every = portals(db)
    if portal_id not in every:
        raise Refusal(404, f"there is no portal {portal_id}", "OBJECT_NOT_FOUND")
    traits = replace(every[portal_id], scopes=None, betas=True, service_key=False)
    return Portal(db, portal_id, traits, user_id)


def _query(request: Request) -> dict[str, list[str]]:
    return queried(request.query_string.decode())


def _body(request: Request) -> Json:
    raw = request.get_data()
    if not raw:
        return None
    if request.mimetype != "application/json":
        raise Refusal(415, "Unsupported Media Type")
    return decoded(raw)


def _writes(request: Request) -> bool:
    try:
        return routing.find(request.method, request.path)[0].write
    except HTTPException:
        return False


def _response(reply: Reply) -> Response:
    kind = None if reply.body is None else "application/json;charset=utf-8"
    return Response(reply.encoded(), reply.status, dict(reply.headers), content_type=kind)


def _ordered(fault: Fault) -> Response:
    status = fault.status or 200
    if fault.body is not None:
        return _response(Reply(status, fault.body, fault.headers))
    if status == 429:
        return _response(replace(refused("TEN_SECONDLY_ROLLING"), headers=fault.headers))
    return _response(Refusal(status, "ordered fault", "INTERNAL_ERROR", headers=fault.headers).reply())


def _spoilt(fault: Fault, response: Response) -> Response:
    if fault.drop == "after":
        raise ConnectionDropped
    if fault.status is not None:
        return _ordered(fault)
    if fault.torn:
        whole = response.get_data()
        response.set_data(whole[: len(whole) // 2])
    response.headers.extend(fault.headers)
    return response
