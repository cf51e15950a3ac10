"""Changes of e-mails as requests: drafts, what is published with them, and archiving (dossier I)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds.base import Settled
from revops.kinds.email import content
from revops.kinds.email.expand import FROM, PUBLISHED, SENDER, is_role
from revops.kinds.email.reading import CONTENT
from revops.kinds.wire import made_id, segment, settled
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Phase

_NEW: Final = {"subcategory": "automated", "state": "AUTOMATED_DRAFT"}
"""An e-mail that workflows send; HubSpot makes none that is published at once."""
_PLAIN: Final = ("name", "subject", "language")
_IN_USE: Final = "take the e-mail out of the workflows that send it, then apply again"
_SHUT: Final = 403


def compile_changes(changes: Sequence[Change], context: Context) -> Conversation:
    """One request per change; what changes a published e-mail goes into its draft first, then is published.

    A second request is not sent where the first one went wrong.
    """
    firsts = [_first(change, context) for change in changes]
    answers = yield tuple(firsts)
    seconds = [
        call
        for change, answer in zip(changes, answers, strict=True)
        if answer.ok and (call := _second(change, context))
    ]
    if seconds:
        yield tuple(seconds)


def settle(address: Address, call: Call, answer: Answer) -> Settled:
    """One answer for one e-mail; a create tells its id. What the account may not publish a person can."""
    if answer.ok and call.method == "POST" and not call.path:
        return Settled(address, done=True, id=made_id(answer.body))
    found = settled(address, call, answer, in_use=_IN_USE)
    publishes = call.path.endswith(("/publish", "/unpublish"))
    return replace(found, by_hand=publishes and answer.status == _SHUT)


def _first(change: Change, context: Context) -> Call:
    """The request (dossier I).

    Raises:
        Unresolved: the portal lacks a name that the e-mail uses.
    """
    carries = (change.address,)
    if change.action is Action.CREATE:
        body = {**_NEW, **body_of({}, change.after(), context)}
        return Call("emails", "POST", body=body, carries=carries, rehearsal={"id": change.address.name})
    path = _path(change, context)
    if change.action is Action.DELETE:
        return Call("emails", "DELETE", path, carries=carries)
    if change.phase is not Phase.PUBLISH:
        return _patch(change, path, context)
    if change.after().get(PUBLISHED) is False:
        return Call("emails", "POST", f"{path}/unpublish", carries=carries)
    return _patch(change, f"{path}/draft", context) if _said(change) else _publish(change, path)


def _second(change: Change, context: Context) -> Call | None:
    """What follows where the first request went well."""
    if change.action is not Action.UPDATE or change.phase is not Phase.PUBLISH or not _said(change):
        return None
    path = _path(change, context)
    off = change.after().get(PUBLISHED) is False
    return _patch(change, path, context) if off else _publish(change, path)


def _publish(change: Change, path: str) -> Call:
    return Call("emails", "POST", f"{path}/publish", carries=(change.address,))


def _patch(change: Change, path: str, context: Context) -> Call:
    row = change.actual.raw if change.actual else {}
    return Call("emails", "PATCH", path, body=body_of(row, _said(change), context), carries=(change.address,))


def _path(change: Change, context: Context) -> str:
    known = change.actual.id if change.actual else context.names.id("email", change.address.name)
    return f"/{segment(known)}"


def _said(change: Change) -> dict[str, Json]:
    """The units that a body says."""
    return {path: value for path, value in change.after().items() if path != PUBLISHED}


def body_of(row: Mapping[str, Json], told: Mapping[str, Json], context: Context) -> dict[str, Json]:
    """Members of a request. What has parts is sent whole, since no source says that HubSpot merges it."""
    found: dict[str, Any] = {name: told[name] for name in _PLAIN if name in told}
    sender = {
        unit.partition(".")[2]: _sender(unit, told[unit], context) for unit in FROM.values() if unit in told
    }
    if sender:
        found["from"] = {**(row.get("from") or {}), **sender}
    if "subscription" in told:
        known = {"subscriptionId": context.names.id("subscription", told["subscription"])}
        found["subscriptionDetails"] = {**(row.get("subscriptionDetails") or {}), **known}
    if "campaign" in told:
        found["campaign"] = context.names.id("campaign", told["campaign"])
    shown = {unit: told[unit] for unit in content.UNITS if unit in told}
    return {**found, **({CONTENT: content.put(row.get(CONTENT) or {}, shown)} if shown else {})}


def _sender(unit: str, value: str, context: Context) -> str:
    named = unit != FROM["from_name"] and is_role(value)
    return context.names.id(SENDER, value) if named else value
