"""Which workflows a token sees: none by a Service Key, none with sensitive properties without their scopes.

Dossier F1: such a flow is left out of the list, forbidden by id and not found in a batch.
"""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from revops.emulator.admission import granted, missing_scopes
from revops.emulator.check import fault, refusal_of
from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import ObjectType, resolve, sensitive_write
from revops.emulator.portal import Portal
from revops.emulator.surfaces.flow_links import texts
from revops.emulator.surfaces.property_tables import active

SENSITIVE, HIGHLY_SENSITIVE = "sensitive", "highly_sensitive"
_RECORDED: Final = "flow_access"
"""Of flows that were recorded: whether the portal's list had them, and whether they could be read."""
_OPEN: Final = {"listed": True, "readable": True}


def show(portal: Portal, flow_id: str, *, listed: bool, readable: bool) -> None:
    """Note what a portal showed of a flow; under an empty id, that its list was recorded."""
    portal.table(_RECORDED)[flow_id] = {"listed": listed, "readable": readable}


def was_listed(portal: Portal, flow_id: str) -> bool:
    """Whether the portal's list had a flow; without a list nobody says that it had not."""
    table = portal.table(_RECORDED)
    return flow_id in table or "" not in table


def _seen(portal: Portal, flow: Json, what: str) -> bool:
    return bool(portal.table(_RECORDED).get(flow["id"], _OPEN)[what])


def listed(portal: Portal, flow: Json) -> bool:
    """Whether a list shows the flow; the variant `flows-unlisted` shows none to anybody."""
    hidden = portal.traits.service_key or portal.has("flows-unlisted")
    return not hidden and _seen(portal, flow, "listed") and not _too_sensitive(portal, flow)


def readable(portal: Portal, flow: Json) -> bool:
    """Whether the flow can be read by its id; the variant `flows-unreadable` lets nobody."""
    hidden = portal.traits.service_key or portal.has("flows-unreadable")
    return not hidden and _seen(portal, flow, "readable") and not _too_sensitive(portal, flow)


def refuse_hidden(portal: Portal, flow: Json) -> None:
    """The 403 of a flow that the token may not see."""
    if not readable(portal, flow):
        raise Refusal(
            403,
            "Flow must be accessible via external APIs and contain no sensitive properties",
            "FLOW_ACCESS_DENIED",
        )


def refuse_sensitive(portal: Portal, flow: Json) -> None:
    """400 for a body with a highly sensitive property, 403 for a sensitive one without the scope for it."""
    kind = resolve(portal, flow["objectTypeId"])
    levels = _levels(portal, kind, flow)
    if HIGHLY_SENSITIVE in levels:
        said = "Highly sensitive properties cannot be used in workflows"
        raise refusal_of([fault(said, "", "HIGHLY_SENSITIVE_PROPERTY")])
    scopes = sensitive_write(kind, SENSITIVE)
    if levels and not granted(portal.traits, scopes):
        raise missing_scopes(scopes)


def _too_sensitive(portal: Portal, flow: Json) -> bool:
    kind = resolve(portal, flow["objectTypeId"])
    levels = _levels(portal, kind, flow)
    scopes = tuple(scope.replace(".write", ".read") for scope in sensitive_write(kind, SENSITIVE))
    return HIGHLY_SENSITIVE in levels or (bool(levels) and not granted(portal.traits, scopes))


def _levels(portal: Portal, kind: ObjectType, flow: Json) -> set[str]:
    """How sensitive the properties are that the flow names: by any string in it that is a name."""
    guarded = _guarded(portal, kind)
    return {guarded[said] for _, said in texts(flow, "") if said in guarded} if guarded else set()


_GUARDED: Final[WeakKeyDictionary[Portal, dict[str, dict[str, str]]]] = WeakKeyDictionary()
"""For the time of one request, which looks at many flows and changes no property."""


def _guarded(portal: Portal, kind: ObjectType) -> dict[str, str]:
    """Sensitivity of the object's properties that have any, by name."""
    known = _GUARDED.setdefault(portal, {})
    if kind.id not in known:
        known[kind.id] = {
            name: body["dataSensitivity"]
            for name, body in active(portal, kind).items()
            if body.get("dataSensitivity") in (SENSITIVE, HIGHLY_SENSITIVE)
        }
    return known[kind.id]
