"""What a form names: fields with the options that they show, conditions, and stages that it sets (I1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from revops.kinds.mentions import Walk
from revops.kinds.objects import scope_of
from revops.model.context import Context
from revops.model.json import Json
from revops.model.reference import Mention
from revops.model.spec import Observed

_STAGE = "lifecyclestage"


def mentions(observed: Observed, context: Context) -> Iterator[Mention]:
    """Of every sort of form; HubSpot's own editor is not the only one that makes them."""
    row, walk = observed.raw, Walk(context.names, "field")
    for group in row.get("fieldGroups") or ():
        for field in group.get("fields") or ():
            yield from _field(field, walk)
    stages = (row.get("configuration") or {}).get("lifecycleStages") or ()
    for one in stages:
        scope = scope_of(str(one["objectTypeId"]), context.names)
        yield from replace(walk, how="stage").property(scope, _STAGE, one.get("value"))


def _field(field: Mapping[str, Json], walk: Walk) -> Iterator[Mention]:
    scope, name = scope_of(str(field["objectTypeId"]), walk.names), field["name"]
    shown = [one.get("value") for one in field.get("options") or ()]
    yield from walk.property(scope, name, [one for one in shown if one])
    for one in field.get("dependentFields") or ():
        asked = one.get("dependentCondition") or {}
        values = [*(asked.get("values") or ()), *([asked["value"]] if asked.get("value") else ())]
        yield from replace(walk, how="dependent").property(scope, name, values)
        yield from _field(one["dependentField"], walk)
