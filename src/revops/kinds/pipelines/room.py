"""How many more pipelines an object may have: the subscription decides, and HubSpot tells (dossier D3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from revops.kinds.objects import shown_id
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.objects import is_declared
from revops.model.spec import Observed, Resource

CALL: Final = Call("limits", "GET", "/pipelines", restates=True)
"""Whoever may not read it is told by the refusal of the create, as before."""


def absent(wanted: Iterable[Resource], found: Iterable[Observed], context: Context) -> list[Resource]:
    """What is to be made."""
    there = {observed.address for observed in found}
    return [one for one in wanted if one.address not in there and not context.ledger.entry(one.address)]


def crowded(answer: Answer, scope: str, wanted: Sequence[Resource], context: Context) -> Iterator[Observed]:
    """Those of the wanted that do not fit; none where HubSpot does not tell."""
    row = _row(answer, scope, context)
    if row is None:
        return
    limit, usage = row
    why = (
        f"HubSpot lets this account have {limit} pipeline{'' if limit == 1 else 's'} of {scope}, and "
        f"{usage} {'is' if usage == 1 else 'are'} there: another subscription has room for more, or "
        "`without:` leaves it out"
    )
    for resource in wanted[max(limit - usage, 0) :]:
        yield Observed(resource.address, "", {}, locked={"": why})


def _row(answer: Answer, scope: str, context: Context) -> tuple[int, int] | None:
    """Limit and usage, where HubSpot tells both as numbers; custom objects share one limit."""
    if not answer.ok:
        return None
    if is_declared(scope):
        shared = answer.body["customObjectTypes"]
        told = shared.get("overallLimit"), shared.get("overallUsage")
    else:
        rows = {str(row["objectTypeId"]): row for row in answer.body["hubspotDefinedObjectTypes"]}
        row = rows.get(shown_id(scope, context.names), {})
        told = row.get("limit"), row.get("usage")
    limit, usage = told
    return (limit, usage) if isinstance(limit, int) and isinstance(usage, int) else None
