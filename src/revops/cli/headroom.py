"""How many objects, properties and labels the portal has room for, next to what the blueprint will make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from revops.cli.session import Session
from revops.engine.situation import Situation
from revops.kinds.association.spec import DEFAULT, KIND
from revops.kinds.objects import shown_id
from revops.model.call import Answer, Call
from revops.model.change import Action
from revops.model.json import Json
from revops.model.objects import HOST, host
from revops.model.pairs import objects_of
from revops.model.plan import Plan

_CALL: Final = Call("limits", "GET", "/custom-properties")
_OBJECTS: Final = Call("limits", "GET", "/custom-object-types")
_LABELS: Final = Call("limits", "GET", "/associations/labels")
_TIGHT: Final = 0.8
_USUAL: Final = 1_000
"""Custom properties of an object type on paid tiers (dossier B4)."""


def custom_properties(session: Session) -> Iterator[tuple[str, str, str]]:
    """(status, what was found, way out) for every object type to which the blueprint adds properties.

    The limits of an object type are its own (dossier B4, D3).
    """
    answer = session.hub.send(_CALL)
    if not answer.ok:
        yield _untold(session, _CALL, answer)
        return
    rows = {str(row["objectTypeId"]): row for row in answer.body["byObjectType"]}
    for scope, wanted in sorted(_wanted(session).items()):
        row = rows.get(_type_id(session, scope))
        if row:
            yield _judged(f"{scope}: ", "custom properties", row, wanted)


def seen_properties(situation: Situation, plan: Plan) -> Iterator[tuple[str, str, str]]:
    """The same from the lists that a plan has read, against HubSpot's usual limit, which asks nothing.

    A portal may have another limit (dossier B4), so that this is no more than a warning.
    """
    made = Counter(
        change.address.scope
        for change in plan.runnable
        if change.address.kind == "property" and change.action is Action.CREATE
    )
    for scope, wanted in sorted(made.items()):
        there = situation.visible(("property", scope)).values()
        row = {"usage": sum(1 for one in there if not one.shipped), "limit": _USUAL}
        status, told, _ = _judged(f"{scope}: ", "custom properties", row, wanted)
        way_out = "" if status == "ok" else "revops doctor asks HubSpot for the limit of this portal"
        yield "ok" if status == "ok" else "warn", told, way_out


def _wanted(session: Session) -> Counter[str]:
    """Custom properties of the blueprint that were never applied here, by object type."""
    ledger = session.context.ledger
    return Counter(
        one.address.scope
        for one in session.blueprint.resources
        if one.address.kind == "property" and not one.reference and ledger.entry(one.address) is None
    )


def _type_id(session: Session, scope: str) -> str:
    """A custom object's id is in the ledger of the portal that it was made in."""
    found = host(scope)
    entry = session.context.ledger.entry(found) if found else None
    return entry.id if entry else shown_id(scope, session.context.names)


def custom_objects(session: Session) -> Iterator[tuple[str, str, str]]:
    """(status, what was found, way out), where the blueprint makes custom objects (dossier H1)."""
    ledger = session.context.ledger
    wanted = [
        one
        for one in session.blueprint.resources
        if one.address.kind == HOST and not one.reference and ledger.entry(one.address) is None
    ]
    if not wanted:
        return
    answer = session.hub.send(_OBJECTS)
    if answer.ok:
        yield _judged("", "custom objects", answer.body, len(wanted))
    else:
        yield _untold(session, _OBJECTS, answer)


def association_labels(session: Session) -> Iterator[tuple[str, str, str]]:
    """(status, what was found, way out) for every pair of objects to which the blueprint adds labels.

    A pair that has none yet is not listed, so that its limit is not known (peers (f)).
    """
    ledger = session.context.ledger
    wanted = Counter(
        one.address.scope
        for one in session.blueprint.resources
        if one.address.kind == KIND and one.address.name != DEFAULT and ledger.entry(one.address) is None
    )
    if not wanted:
        return
    answer = session.hub.send(_LABELS)
    if not answer.ok:
        yield _untold(session, _LABELS, answer)
        return
    ends = ("fromObjectType", "toObjectType")
    rows = {tuple(row[end]["objectTypeId"] for end in ends): row for row in answer.body["results"]}
    for scope, count in sorted(wanted.items()):
        row = rows.get(tuple(_type_id(session, one) for one in objects_of(scope)))
        if row:
            yield _judged(f"{scope}: ", "association labels", row, count)


def _untold(session: Session, call: Call, answer: Answer) -> tuple[str, str, str]:
    finding = session.hub.explain(answer, call)
    return "warn", finding.summary, finding.hint


def _judged(of: str, what: str, row: Json, wanted: int) -> tuple[str, str, str]:
    usage, limit = int(row["usage"]), int(row["limit"])
    told = f"{of}{usage} of {limit} {what}, up to {wanted} more to come"
    way_out = f"remove {what} that nobody uses, or ask HubSpot for a higher limit"
    if usage + wanted > limit:
        return "bad", told, way_out
    return ("warn", told, way_out) if usage + wanted > limit * _TIGHT else ("ok", told, "")
