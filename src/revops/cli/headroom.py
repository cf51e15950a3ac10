"""How many custom properties the portal has room for, next to what the blueprint will make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from revops.cli.session import Session
from revops.kinds.objects import type_id
from revops.model.call import Call
from revops.model.json import Json

_CALL: Final = Call("limits", "GET", "/custom-properties")
_TIGHT: Final = 0.8
_WAY_OUT: Final = "archive properties that nobody uses, or ask HubSpot for a higher limit"


def custom_properties(session: Session) -> Iterator[tuple[str, str, str]]:
    """(status, what was found, way out) for every object type to which the blueprint adds properties.

    The limits of an object type are its own (dossier B4, D3).
    """
    answer = session.hub.send(_CALL)
    if not answer.ok:
        finding = session.hub.explain(answer, _CALL)
        yield "warn", finding.summary, finding.hint
        return
    rows = {str(row["objectTypeId"]): row for row in answer.body["byObjectType"]}
    for scope, wanted in sorted(_wanted(session).items()):
        row = rows.get(type_id(scope))
        if row:
            yield _judged(scope, row, wanted)


def _wanted(session: Session) -> Counter[str]:
    """Custom properties of the blueprint that were never applied here, by object type."""
    ledger = session.context.ledger
    return Counter(
        one.address.scope
        for one in session.blueprint.resources
        if one.address.kind == "property" and not one.reference and ledger.entry(one.address) is None
    )


def _judged(scope: str, row: Json, wanted: int) -> tuple[str, str, str]:
    usage, limit = int(row["usage"]), int(row["limit"])
    told = f"{scope}: {usage} of {limit} custom properties, up to {wanted} more to come"
    if usage + wanted > limit:
        return "bad", told, _WAY_OUT
    return ("warn", told, _WAY_OUT) if usage + wanted > limit * _TIGHT else ("ok", told, "")
