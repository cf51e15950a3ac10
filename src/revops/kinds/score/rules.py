"""What a score's rules count, as HubSpot calculates it (dossier E3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from revops.kinds import filters
from revops.kinds.events import EVENTS
from revops.kinds.filters.associations import association
from revops.kinds.filters.times import time_operation
from revops.kinds.objects import type_id
from revops.kinds.score.membership import Membership
from revops.kinds.wire import property_name
from revops.model.condition import All, Associated, Condition, PropertyRef, Test
from revops.model.context import Context
from revops.model.json import Json

RANGES: Mapping[str, str] = {"at_least": "AT_LEAST", "exactly": "EXACTLY", "between": "BETWEEN"}
"""How often something must have happened -> HubSpot's word for it."""


@dataclass(frozen=True)
class EventRule:
    """`times` is `{at_least: 2}`, `{exactly: 2}` or `{between: [2, 4]}`; empty counts every event."""

    event: str
    add: float
    times: Mapping[str, Json]
    within_days: int | None = None

    @property
    def asked(self) -> Condition | None:
        """What the rule relies on, as a condition; None for nothing."""
        return None

    def spell(self) -> dict[str, Json]:
        limits = {"times": dict(self.times) or None, "within_days": self.within_days}
        return said({"event": self.event, "add": self.add, **limits})

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

    @property
    def asked(self) -> Condition | None:
        return self.condition

    def spell(self) -> dict[str, Json]:
        return _asking(self.condition, self.add)

    def calculation(self, context: Context) -> dict[str, Json]:
        (leaves,) = filters.alternatives(self.condition)
        where = {
            "type": "COMPOSITE",
            "operator": "AND",
            "conditions": [_single(leaf, context) for leaf in leaves],
        }
        return {"type": "CONDITIONAL", "whereCondition": where, "value": self.add}


@dataclass(frozen=True)
class SegmentRule:
    """Points for members of segments, or for those who are in none of them."""

    membership: Membership
    add: float

    @property
    def asked(self) -> Condition | None:
        return self.membership.condition

    def spell(self) -> dict[str, Json]:
        return _asking(self.membership.condition, self.add)

    def calculation(self, context: Context) -> dict[str, Json]:
        rule = {**self.membership.body(context.names), "value": self.add}
        return {"type": "SEGMENT_MEMBERSHIP", "segmentMembershipRules": [rule]}


@dataclass(frozen=True)
class MatchRule:
    """Points for each test that the property's value passes; `otherwise` where it passes none."""

    ref: PropertyRef
    cases: Sequence[tuple[Test, float]]
    otherwise: float | None = None

    @property
    def asked(self) -> Condition | None:
        return All(tuple(test for test, _ in self.cases))

    def spell(self) -> dict[str, Json]:
        match = [{**word_of(test), "add": add} for test, add in self.cases]
        return said({"property": str(self.ref), "match": match, "else": self.otherwise})

    def calculation(self, context: Context) -> dict[str, Json]:
        rules = [{"operation": filters.operation(test, context), "value": add} for test, add in self.cases]
        default = {} if self.otherwise is None else {"defaultValue": self.otherwise}
        return {"type": "MATCH", "property": property_name(self.ref, context), "matchRules": rules, **default}


OnRecord = EventRule | ConditionRule | SegmentRule | MatchRule


@dataclass(frozen=True)
class AssociatedRule:
    """Points of the records of another object that are associated without a label, as one number."""

    scope: str
    other: str
    rollup: str
    rule: OnRecord
    only: Condition | None = None
    """A conjunction of tests: which of the records count."""

    @property
    def asked(self) -> Condition | None:
        parts = tuple(part for part in (self.rule.asked, self.only) if part)
        return Associated(self.other, where=All(parts) if parts else None)

    def spell(self) -> dict[str, Json]:
        only = filters.spell(filters.canonical(self.only)) if self.only else None
        counted = {"associated": self.other, "rollup": self.rollup}
        return said({**counted, "only": only, "rule": self.rule.spell()})

    def calculation(self, context: Context) -> dict[str, Json]:
        return {
            "type": "ASSOCIATION_UE" if isinstance(self.rule, EventRule) else "ASSOCIATIONS",
            "associatedObjectTypeId": type_id(self.other, context.names),
            "associationSpec": association(self.scope, self.other, "", context.names),
            "inverseAssociationSpec": association(self.other, self.scope, "", context.names),
            "rollupType": self.rollup,
            "recordCalculation": self.rule.calculation(context),
            **self._filters(context),
        }

    def _filters(self, context: Context) -> dict[str, Json]:
        if self.only is None:
            return {}
        (leaves,) = filters.alternatives(self.only)
        found = [{"filterType": "PROPERTY", **_tested(leaf, context)} for leaf in leaves]
        return {"associationFilters": {"propertyFilters": found}}


Counted = OnRecord | AssociatedRule


@dataclass(frozen=True)
class Rule:
    """What is counted, how many points it gives at most and at least, and whether it counts at all."""

    counted: Counted
    most: float | None = None
    least: float | None = None
    enabled: bool = True

    @property
    def asked(self) -> Condition | None:
        return self.counted.asked

    def spell(self) -> dict[str, Json]:
        return limited(self.counted.spell(), self.most, self.least, enabled=self.enabled)

    def entry(self, context: Context) -> dict[str, Json]:
        """The rule as a group of a draft holds it, without its id."""
        limits = {"minimumValue": self.least, "maximumValue": self.most}
        return {
            "configuration": {"calculation": self.counted.calculation(context)},
            "enabled": self.enabled,
            **{name: value for name, value in limits.items() if value is not None},
        }


def limited(
    rule: Mapping[str, Json], most: float | None, least: float | None, *, enabled: bool
) -> dict[str, Json]:
    """The spelling of a rule with what every rule may say."""
    return said({**rule, "max": most, "min": least, "enabled": None if enabled else False})


def _asking(condition: Condition, add: float) -> dict[str, Json]:
    return said({"if": filters.spell(filters.canonical(condition)), "add": add})


def said(rule: Mapping[str, Json]) -> dict[str, Json]:
    """Without what is not said; numbers in their shortest form."""
    return {key: short(value) for key, value in rule.items() if value is not None}


def short(value: Json) -> Json:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def word_of(test: Test) -> dict[str, Json]:
    """Word and value of a test, as a case of `match` has them."""
    spelled = filters.spell(filters.canonical(test))
    return {key: value for key, value in spelled.items() if key != "property"}


def _frequency(times: Mapping[str, Json], add: float) -> dict[str, Json]:
    for word, value in times.items():
        low, *high = value if isinstance(value, list) else [value]
        limits = {"type": RANGES[word], "from": low, "value": add, **({"to": high[0]} if high else {})}
        return {"eventFrequencyCriteria": {"type": "BETWEEN", "ranges": [limits]}}
    return {}


def _timeframe(days: int | None, context: Context) -> dict[str, Json]:
    if days is None:
        return {}
    last = time_operation("within_last_days", days, context.portal.time_zone)
    return {"eventTimeframe": {"eventFilterOperation": {**last, "includeObjectsWithNoValueSet": False}}}


def _single(leaf: filters.Leaf, context: Context) -> dict[str, Json]:
    return {"type": "SINGLE", **_tested(leaf, context)}


def _tested(leaf: filters.Leaf, context: Context) -> dict[str, Json]:
    if not isinstance(leaf.of, Test):
        raise TypeError(f"{leaf.of} is no test of a property")
    operation = filters.operation(leaf.of, context, negated=leaf.negated)
    return {"property": property_name(leaf.of.property, context), "operation": operation}
