"""A rule of a score as the blueprint spells it, read from what HubSpot calculates (dossier E3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from revops.kinds import filters
from revops.kinds.events import EVENT_NAMES
from revops.kinds.filters.associations import label_of
from revops.kinds.filters.times import read_time
from revops.kinds.objects import scope_of
from revops.kinds.score.membership import read_membership
from revops.kinds.score.rules import RANGES, limited, said, short, word_of
from revops.kinds.wire import property_ref
from revops.model.condition import All, Condition, Test
from revops.model.context import Context
from revops.model.json import Json

Body = Mapping[str, Json]
Spelled = dict[str, Json] | None
"""None where the blueprint has no words for it."""


def read_rule(rule: Body, scope: str, context: Context) -> dict[str, Json]:
    """A rule as the blueprint spells it; `{calculation: …}` where the blueprint has no words for it."""
    body = rule["configuration"]["calculation"]
    found = _read(body, scope, context) or {"calculation": body}
    most, least = rule.get("maximumValue"), rule.get("minimumValue")
    return limited(found, most, least, enabled=rule.get("enabled", True))


def _read(body: Body, scope: str, context: Context) -> Spelled:
    reader = _READERS.get(str(body.get("type")))
    found = reader(body, scope, context) if reader else None
    return said(found) if found else None


def _event(body: Body, _scope: str, context: Context) -> Spelled:
    counted = body.get("eventCalculators") or []
    if len(counted) != 1 or counted[0]["recordCalculation"].get("type") != "CONSTANT":
        return None
    event, add = EVENT_NAMES.get(counted[0]["eventTypeId"]), counted[0]["recordCalculation"]["value"]
    times, days = _times(counted[0], add), _days(counted[0], context)
    if event is None or times is None or days is None:
        return None
    return {"event": event, "add": add, "times": times or None, "within_days": days or None}


def _times(counted: Body, add: float) -> Spelled:
    """Empty for no frequency."""
    criteria = counted.get("eventFrequencyCriteria")
    if not criteria:
        return {}
    ranges = criteria.get("ranges") or []
    if len(ranges) != 1 or ranges[0]["value"] != add:
        return None
    word = next((word for word, kind in RANGES.items() if kind == ranges[0]["type"]), "")
    limits = [ranges[0]["from"], ranges[0].get("to")] if word == "between" else ranges[0]["from"]
    return {word: limits} if word else None


def _days(counted: Body, context: Context) -> int | None:
    """0 for no time frame, None for one that the blueprint cannot say."""
    frame = counted.get("eventTimeframe")
    if not frame:
        return 0
    word, days = read_time(frame["eventFilterOperation"], context.portal.time_zone) or ("", None)
    return int(days) if word == "within_last_days" and days is not None else None


def _condition(body: Body, scope: str, context: Context) -> Spelled:
    found = _conjunction(body["whereCondition"], scope, context)
    if found is None or len(filters.alternatives(found)) > 1:
        return None
    return {"if": filters.spell(filters.canonical(found)), "add": body["value"]}


def _conjunction(body: Body, scope: str, context: Context) -> Condition | None:
    if body.get("type") == "SINGLE":
        return filters.read_operation(
            body["operation"], property_ref(scope, body["property"], context), context
        )
    return _all([_conjunction(part, scope, context) for part in body["conditions"]])


def _all(parts: list[Condition | None]) -> Condition | None:
    known = tuple(part for part in parts if part is not None)
    return All(known) if known and len(known) == len(parts) else None


def _segments(body: Body, _scope: str, context: Context) -> Spelled:
    rules = body["segmentMembershipRules"]
    found = read_membership(rules[0], context.names) if len(rules) == 1 else None
    if found is None:
        return None
    return {"if": filters.spell(filters.canonical(found.condition)), "add": rules[0]["value"]}


def _match(body: Body, scope: str, context: Context) -> Spelled:
    ref = property_ref(scope, body["property"], context)
    cases = []
    for rule in body["matchRules"]:
        test = filters.read_operation(rule["operation"], ref, context)
        if not isinstance(test, Test):
            return None
        cases.append({**word_of(test), "add": short(rule["value"])})
    return {"property": str(ref), "match": cases, "else": body.get("defaultValue")}


def _associated(body: Body, scope: str, context: Context) -> Spelled:
    """Only records that are associated without a label have words."""
    other = scope_of(body["associatedObjectTypeId"], context.names)
    there = label_of(body["associationSpec"], scope, other, context.names)
    back = label_of(body["inverseAssociationSpec"], other, scope, context.names)
    rule = _read(body["recordCalculation"], other, context)
    only = (body.get("associationFilters") or {}).get("propertyFilters") or []
    tests = [
        filters.read_operation(one["operation"], property_ref(other, one["property"], context), context)
        for one in only
    ]
    filtered = _all(tests)
    if (there, back) != ("", "") or rule is None or (only and filtered is None) or "associated" in rule:
        return None
    spelled = filters.spell(filters.canonical(filtered)) if filtered else None
    return {"associated": other, "rollup": body["rollupType"], "only": spelled, "rule": rule}


_READERS: Final[Mapping[str, Callable[[Body, str, Context], Spelled]]] = {
    "MULTI_UE": _event,
    "CONDITIONAL": _condition,
    "SEGMENT_MEMBERSHIP": _segments,
    "MATCH": _match,
    "ASSOCIATIONS": _associated,
    "ASSOCIATION_UE": _associated,
}
