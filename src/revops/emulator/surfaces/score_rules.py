"""How a score's rule counts: the calculations and what they look at (dossier E3)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, fault, integer, list_of, number, object_of, one_of
from revops.emulator.filters import EVENT_TYPES, operation, property_filter
from revops.emulator.filters.kinds import CATEGORIES
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import Shape, both, lazily, tagged, union

_ROLLUPS = one_of("AVG", "MAX", "MIN", "SUM")
_LINK = object_of({"associationCategory": CATEGORIES, "associationTypeId": integer})
_MEMBERSHIPS = one_of(
    "HAS_ALL_SEGMENT_MEMBERSHIP", "HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", "HAS_NO_SEGMENT_MEMBERSHIP"
)
SEGMENTS = list_of(integer)


def calculation_of(subject: Subject) -> Checker:
    """Any calculation of a rule on the subject's records."""
    return union("type", {**_on_record(subject), **_on_events(subject), **_on_associated(subject)})


def _on_record(subject: Subject) -> dict[str, Checker]:
    """Calculations on one record, or on one event where the subject has no object type."""
    shapes: dict[str, Shape] = {
        "CONSTANT": ({"value": number}, {}),
        "CONDITIONAL": ({"whereCondition": _composite(subject), "value": number}, {}),
        "MULTI": ({"calculators": list_of(lazily(lambda: _record(subject)), minimum=1)}, {}),
        "SEGMENT_MEMBERSHIP": ({"segmentMembershipRules": list_of(_MEMBERSHIP_RULE, minimum=1)}, {}),
    }
    members = {kind: tagged("type", {kind: shape}) for kind, shape in shapes.items()}
    return {**members, "MATCH": _match(subject)}


def _record(subject: Subject) -> Checker:
    return union("type", _on_record(subject))


_MEMBERSHIP_RULE = object_of({"operation": _MEMBERSHIPS, "segmentIds": SEGMENTS, "value": number})


def _match(subject: Subject) -> Checker:
    """Points per operation on one property; the property's type decides which operations there are."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        rule = object_of({"operation": operation(subject, _name(value)), "value": number})
        required = {"property": subject.has_property, "matchRules": list_of(rule, minimum=1)}
        yield from tagged("type", {"MATCH": (required, {"defaultValue": number})})(value, where)

    return checker


def _name(value: Json) -> str:
    name = value.get("property")
    return name if isinstance(name, str) else ""


def _composite(subject: Subject) -> Checker:
    """`COMPOSITE` conditions, all of which must hold."""
    condition = lazily(lambda: union("type", {"SINGLE": _single(subject), "COMPOSITE": _composite(subject)}))
    shape = {"operator": one_of("AND"), "conditions": list_of(condition, minimum=1)}
    return tagged("type", {"COMPOSITE": (shape, {})})


def _single(subject: Subject) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        fields = {"property": subject.has_property, "operation": operation(subject, _name(value))}
        yield from tagged("type", {"SINGLE": (fields, {})})(value, where)

    return checker


def _on_events(subject: Subject) -> dict[str, Checker]:
    entries = list_of(_event(subject.of("")), minimum=1)
    return {"MULTI_UE": tagged("type", {"MULTI_UE": ({"eventCalculators": entries}, {})})}


def _event(event: Subject) -> Checker:
    """Points for the events of one type; properties in it are the event's own and are not checked."""
    frequency = tagged("type", {"BETWEEN": ({"ranges": list_of(_RANGE, minimum=1)}, {})})
    timeframe = object_of({"eventFilterOperation": operation(event)})
    return object_of(
        {"eventTypeId": one_of(*EVENT_TYPES), "recordCalculation": _record(event)},
        {"eventFrequencyCriteria": frequency, "eventTimeframe": timeframe},
    )


def _ordered(value: Json, where: str) -> Iterator[Fault]:
    if value["type"] == "BETWEEN" and value.get("to", value["from"] - 1) < value["from"]:
        yield fault(f"{where}: BETWEEN needs a `to` of at least `from`", f"{where}.to", "INVALID_RANGE")


_RANGE = both(
    object_of(
        {"type": one_of("AT_LEAST", "BETWEEN", "EXACTLY"), "from": integer, "value": number}, {"to": integer}
    ),
    _ordered,
)


def _on_associated(subject: Subject) -> dict[str, Checker]:
    return {
        "ASSOCIATIONS": _rollup(subject, "ASSOCIATIONS"),
        "ASSOCIATION_UE": _rollup(subject, "ASSOCIATION_UE"),
    }


def _rollup(subject: Subject, kind: str) -> Checker:
    """A calculation on associated records, or on their events, rolled up into one number."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        other = value.get("associatedObjectTypeId")
        there = subject.of(other if isinstance(other, str) else "")
        counted = _record(there) if kind == "ASSOCIATIONS" else union("type", _on_events(there))
        required = {
            "associatedObjectTypeId": subject.has_object_type,
            "associationSpec": _LINK,
            "inverseAssociationSpec": _LINK,
            "rollupType": _ROLLUPS,
            "recordCalculation": counted,
        }
        filters = object_of({"propertyFilters": list_of(property_filter(there))})
        yield from tagged("type", {kind: (required, {"associationFilters": filters})})(value, where)

    return checker
