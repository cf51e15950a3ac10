"""The control surface under `/_emulator/`: what was asked, what shall fail, what a person does."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException

from revops.emulator import recordings
from revops.emulator.check import anything, check, integer, mapping, nullable, object_of, text
from revops.emulator.faults import fault_of
from revops.emulator.http import Json, Refusal, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Request

    from revops.emulator.app import Emulator

PREFIX = "/_emulator/"
_LONGEST_ID = 16
_EDIT = object_of({"method": text, "path": text}, {"portal": integer, "user": text, "body": anything})
_PUT = object_of({"table": text, "key": text, "document": nullable(mapping(anything))}, {"portal": integer})


def answer(emulator: Emulator, request: Request) -> Reply:
    """Answer a control request; no token is asked for, and nothing here is logged, limited or delayed."""
    handler = _HANDLERS.get((request.method, request.path.removeprefix(PREFIX)))
    if handler is None:
        return Reply(404, {"status": "error", "message": f"no {request.method} {request.path} here"})
    try:
        _check_query(request)
        return handler(emulator, request)
    except Refusal as refusal:
        return refusal.reply()


def _check_query(request: Request) -> None:
    """Nothing unknown is ignored: a variant, say, is chosen when the emulator starts."""
    known = _QUERY.get(request.path.removeprefix(PREFIX), frozenset())
    unknown = sorted(set(request.args) - known)
    if unknown:
        raise Refusal(400, f"no parameter {unknown[0]!r} here; known: {', '.join(sorted(known)) or 'none'}")


def _json(request: Request) -> Json:
    try:
        return request.get_json(force=True)
    except HTTPException as wrong:
        raise Refusal(400, "Invalid input JSON") from wrong


def _portal(emulator: Emulator, request: Request) -> int:
    named = request.args.get("portal", str(emulator.portal_id))
    if not (named.isascii() and named.isdecimal() and len(named) < _LONGEST_ID):
        raise Refusal(400, f"portal must be a number, not {named!r}")
    return int(named)


def _requests(emulator: Emulator, _request: Request) -> Reply:
    return Reply(200, {"results": emulator.log.bodies()})


def _forget_requests(emulator: Emulator, _request: Request) -> Reply:
    emulator.log.clear()
    return Reply(204)


def _faults(emulator: Emulator, _request: Request) -> Reply:
    return Reply(200, {"results": [asdict(fault) for fault in emulator.faults.open()]})


def _order_fault(emulator: Emulator, request: Request) -> Reply:
    fault = fault_of(_json(request))
    emulator.faults.add(fault)
    return Reply(201, asdict(fault))


def _forget_faults(emulator: Emulator, _request: Request) -> Reply:
    emulator.faults.clear()
    return Reply(204)


def _edit(emulator: Emulator, request: Request) -> Reply:
    """A person's edit, or with `table`, `key` and `document` what no API can set (null deletes)."""
    sent = _json(request)
    if isinstance(sent, dict) and "table" in sent:
        check(sent, _PUT)
        emulator.put(sent["table"], sent["key"], sent["document"], portal_id=sent.get("portal"))
        return Reply(204)
    check(sent, _EDIT)
    who = {"user_id": sent["user"]} if "user" in sent else {}
    return emulator.edit(sent["method"], sent["path"], sent.get("body"), portal_id=sent.get("portal"), **who)


def _state(emulator: Emulator, request: Request) -> Reply:
    return Reply(200, emulator.state(ids=request.args.get("ids") != "false"))


def _reset(emulator: Emulator, _request: Request) -> Reply:
    emulator.reset()
    return Reply(204)


def _load(emulator: Emulator, request: Request) -> Reply:
    sent = _json(request)
    recordings.check_document(sent)
    emulator.load(sent, portal_id=_portal(emulator, request))
    return Reply(204)


_QUERY = {"state": frozenset({"ids"}), "load": frozenset({"portal"})}
_HANDLERS: dict[tuple[str, str], Callable[[Emulator, Request], Reply]] = {
    ("GET", "requests"): _requests,
    ("DELETE", "requests"): _forget_requests,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _order_fault,
    ("DELETE", "faults"): _forget_faults,
    ("POST", "edit"): _edit,
    ("GET", "state"): _state,
    ("POST", "reset"): _reset,
    ("POST", "load"): _load,
}
