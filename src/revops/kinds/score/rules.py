"""One rule of a score: as the blueprint means it, as HubSpot calculates it, and back (dossier, E3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from revops.kinds import filters
from revops.kinds.events import EVENT_NAMES, EVENTS
from revops.kinds.filters.times import read_time, time_operation
from revops.model.condition import All, Condition, PropertyRef, Test
from revops.model.context import Context
from revops.model.json import Json

_RANGES = {"at_least": "AT_LEAST", "exactly": "EXACTLY", "between": "BETWEEN"}


@dataclass(frozen=True)
class EventRule:
    """`times` is `{at_least: 2}`, `{exactly: 2}` or `{between: [2, 4]}`; empty counts every event."""

    event: str
    add: float
    times: Mapping[str, Json]
    within_days: int | None = None
    enabled: bool = True

    @property
    def properties(self) -> frozenset[PropertyRef]:
        """What must exist before the rule can be written."""
        return frozenset()

    def spell(self) -> dict[str, Json]:
        limits = {"times": dict(self.times) or None, "within_days": self.within_days}
        return _spelled({"event": self.event, "add": self.add, **limits}, enabled=self.enabled)

    def calculation(self, context: Context) -> dict[str, Json]:
        """With a frequency the points stand at its range too; that both agree is how HubSpot must read it."""
        counted = {
            "eventTypeId": EVENTS[self.event],
            "recordCalculation": {"type": "CONSTANT", "value": self.add},
            **_frequency(self.times, self.add),
            **_timeframe(self.within_days, context),
        }
        return {"type": "MULTI_UE", "eventCalculators": [counted]}


@dataclass(frozen=True)
class ConditionRule:
    """`condition` is one conjunction of tests: HubSpot's conditions know no other (`COMPOSITE`, E3)."""

    condition: Condition
    add: float
    enabled: bool = True

    @property
    def properties(self) -> frozenset[PropertyRef]:
        """What must exist before the rule can be written."""
        return filters.properties(self.condition)

    def spell(self) -> dict[str, Json]:
        condition = filters.spell(filters.canonical(self.condition))
        return _spelled({"if": condition, "add": self.add}, enabled=self.enabled)

    def calculation(self, context: Context) -> dict[str, Json]:
        (leaves,) = filters.alternatives(self.condition)
        where = {
            "type": "COMPOSITE",
            "operator": "AND",
            "conditions": [_single(leaf, context) for leaf in leaves],
        }
        return {"type": "CONDITIONAL", "whereCondition": where, "value": self.add}


@dataclass(frozen=True)
class MatchRule:
    """Points for each test that the property's value passes; `otherwise` where it passes none."""

    ref: PropertyRef
    cases: Sequence[tuple[Test, float]]
    otherwise: float | None = None
    enabled: bool = True

    @property
    def properties(self) -> frozenset[PropertyRef]:
        """What must exist before the rule can be written."""
        return frozenset({self.ref})

    def spell(self) -> dict[str, Json]:
        match = [{**_word(test), "add": add} for test, add in self.cases]
        rule = {"property": str(self.ref), "match": match, "else": self.otherwise}
        return _spelled(rule, enabled=self.enabled)

    def calculation(self, context: Context) -> dict[str, Json]:
        rules = [{"operation": filters.operation(test, context), "value": add} for test, add in self.cases]
        default = {} if self.otherwise is None else {"defaultValue": self.otherwise}
        return {"type": "MATCH", "property": self.ref.name, "matchRules": rules, **default}


Rule = EventRule | ConditionRule | MatchRule


def _spelled(rule: Mapping[str, Json], *, enabled: bool) -> dict[str, Json]:
    """Without what is not said; numbers in their shortest form."""
    said = {key: _short(value) for key, value in rule.items() if value is not None}
    return said if enabled else {**said, "enabled": False}


def _short(value: Json) -> Json:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _word(test: Test) -> dict[str, Json]:
    spelled = filters.spell(filters.canonical(test))
    return {key: value for key, value in spelled.items() if key != "property"}


def _frequency(times: Mapping[str, Json], add: float) -> dict[str, Json]:
    for word, value in times.items():
        low, *high = value if isinstance(value, list) else [value]
        limits = {"type": _RANGES[word], "from": low, "value": add, **({"to": high[0]} if high else {})}
        return {"eventFrequencyCriteria": {"type": "BETWEEN", "ranges": [limits]}}
    return {}


def _timeframe(days: int | None, context: Context) -> dict[str, Json]:
    if days is None:
        return {}
    last = time_operation("within_last_days", days, context.portal.time_zone)
    return {"eventTimeframe": {"eventFilterOperation": {**last, "includeObjectsWithNoValueSet": False}}}


def _single(leaf: filters.Leaf, context: Context) -> dict[str, Json]:
    if not isinstance(leaf.of, Test):
        raise TypeError(f"{leaf.of} is no test of a property")
    operation = filters.operation(leaf.of, context, negated=leaf.negated)
    return {"type": "SINGLE", "property": leaf.of.property.name, "operation": operation}


def read_rule(rule: Mapping[str, Json], scope: str, context: Context) -> dict[str, Json]:
    """A rule as the blueprint spells it; `{calculation: …}` where the blueprint has no words for it."""
    body = rule["configuration"]["calculation"]
    readers = {"MULTI_UE": _read_event, "CONDITIONAL": _read_condition, "MATCH": _read_match}
    reader = readers.get(body.get("type"))
    enabled = rule.get("enabled", True)
    found = reader(body, scope, context) if reader else None
    return _spelled(found or {"calculation": body}, enabled=enabled)


def _read_event(body: Mapping[str, Json], scope: str, context: Context) -> dict[str, Json] | None:  # noqa: ARG001 - one shape of reader
    counted = body.get("eventCalculators") or []
    if len(counted) != 1 or counted[0]["recordCalculation"].get("type") != "CONSTANT":
        return None
    event, add = EVENT_NAMES.get(counted[0]["eventTypeId"]), counted[0]["recordCalculation"]["value"]
    times, days = _read_times(counted[0], add), _read_days(counted[0], context)
    if event is None or times is None or days is None:
        return None
    return {"event": event, "add": add, "times": times or None, "within_days": days or None}


def _read_times(counted: Mapping[str, Json], add: float) -> dict[str, Json] | None:
    """Empty for no frequency, None for one that the blueprint cannot say."""
    criteria = counted.get("eventFrequencyCriteria")
    if not criteria:
        return {}
    ranges = criteria.get("ranges") or []
    if len(ranges) != 1 or ranges[0]["value"] != add:
        return None
    word = next((word for word, kind in _RANGES.items() if kind == ranges[0]["type"]), "")
    limits = [ranges[0]["from"], ranges[0].get("to")] if word == "between" else ranges[0]["from"]
    return {word: limits} if word else None


def _read_days(counted: Mapping[str, Json], context: Context) -> int | None:
    """0 for no time frame, None for one that the blueprint cannot say."""
    frame = counted.get("eventTimeframe")
    if not frame:
        return 0
    word, days = read_time(frame["eventFilterOperation"], context.portal.time_zone) or ("", None)
    return int(days) if word == "within_last_days" and days is not None else None


def _read_condition(body: Mapping[str, Json], scope: str, context: Context) -> dict[str, Json] | None:
    parts = [_read_part(part, scope, context) for part in body["whereCondition"]["conditions"]]
    known = tuple(part for part in parts if part is not None)
    if not known or len(known) < len(parts):
        return None
    return {"if": filters.spell(filters.canonical(All(known))), "add": body["value"]}


def _read_part(part: Mapping[str, Json], scope: str, context: Context) -> Condition | None:
    if part.get("type") == "SINGLE":
        return filters.read_operation(part["operation"], PropertyRef(scope, part["property"]), context)
    inner = [_read_part(each, scope, context) for each in part["conditions"]]
    known = tuple(each for each in inner if each is not None)
    return All(known) if len(known) == len(inner) else None


def _read_match(body: Mapping[str, Json], scope: str, context: Context) -> dict[str, Json] | None:
    ref = PropertyRef(scope, body["property"])
    cases = []
    for rule in body["matchRules"]:
        test = filters.read_operation(rule["operation"], ref, context)
        if not isinstance(test, Test):
            return None
        cases.append({**_word(test), "add": _short(rule["value"])})
    return {"property": str(ref), "match": cases, "else": body.get("defaultValue")}
