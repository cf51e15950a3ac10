"""Filter branches: the tree that enrolment, branches and goals share, and event branches (dossier G2, F3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from revops.emulator.check import Checker, Fault, fault, integer, list_of, object_of, one_of
from revops.emulator.filters.events import EVENT_TYPES, PROPERTY_CHANGED
from revops.emulator.filters.kinds import CATEGORIES, IN_LIST, filter_of
from revops.emulator.filters.rules import refined_once
from revops.emulator.filters.times import REFINEMENTS
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import Fields, Shape, both, lazily, tagged, union


def tree(subject: Subject, *, segments: bool = False) -> Checker:
    """A whole tree: the root is `OR` without filters of its own over one or more `AND` branches (dossier G2).

    `AND` branches hold filters and special branches; an event branch holds no branch at all. `RESTRICTED`
    stands for what a caller may not see and is never accepted. `segments` lets in what workflows do not have.
    """
    alternatives = list_of(and_branch(subject, segments=segments), minimum=1)
    return tagged("filterBranchType", {"OR": _branch("OR", list_of(_no_filter), alternatives)})


def and_branch(subject: Subject, *, segments: bool = False) -> Checker:
    """One alternative of a tree."""
    filters = list_of(filter_of(subject, segments=segments))
    special = _Special(subject, segments).of("UNIFIED_EVENTS", *_NESTING)
    return tagged("filterBranchType", {"AND": _branch("AND", filters, list_of(special))})


def event_branch(subject: Subject, *, triggers: bool = False) -> Checker:
    """A `UNIFIED_EVENTS` branch. As a trigger, a changed property needs both of its filters."""
    checker = tagged("filterBranchType", {"UNIFIED_EVENTS": _event_shape(subject)})
    return both(checker, refined_once, _names_property(subject, demand_value=triggers))


def reenrolment_branch(subject: Subject) -> Checker:
    """An `AND` branch over `hs_name` and `hs_value`, or over a date of the record (dossier F3)."""
    names = {"filterBranchType": one_of("AND"), "filterBranchOperator": one_of("AND")}
    fields = {**names, "filters": list_of(_trigger_filter(subject), minimum=1), "filterBranches": _EMPTY}
    return both(object_of(fields), _names_property(subject, demand_value=True, always=False))


def _trigger_filter(subject: Subject) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        pseudo = isinstance(value, dict) and value.get("property") in ("hs_name", "hs_value")
        yield from filter_of(subject.of("") if pseudo else subject)(value, where)

    return checker


def _branch(logic: str, filters: Checker, branches: Checker, extra: Fields | None = None) -> Shape:
    operator = {"filterBranchOperator": one_of(logic)}
    return {**operator, "filters": filters, "filterBranches": branches, **(extra or {})}, {}


def _no_filter(_value: Json, where: str) -> Iterator[Fault]:
    yield fault(f"{where}: the root branch has no filters of its own", where, "ROOT_FILTERS")


def _no_branch(_value: Json, where: str) -> Iterator[Fault]:
    yield fault(f"{where}: no branch may be nested here", where, "NESTED_BRANCH")


_EMPTY = list_of(_no_branch)


def _event_shape(subject: Subject) -> Shape:
    filters = list_of(filter_of(subject.of("")))
    event = {"eventTypeId": one_of(*EVENT_TYPES), "operator": one_of("HAS_COMPLETED", "HAS_NOT_COMPLETED")}
    required, _ = _branch("AND", filters, _EMPTY, event)
    return required, REFINEMENTS


_NESTING = ("ASSOCIATION", "PROPERTY_ASSOCIATION", "NOT_ALL", "NOT_ANY")
_CONTACTS, _LINE_ITEMS = "0-1", "0-8"


@dataclass(frozen=True)
class _Special:
    """Branches that may stand below an `AND`; none of them may hold an event branch in its turn."""

    subject: Subject
    segments: bool

    def of(self, *kinds: str) -> Checker:
        """A branch of one of these kinds."""
        members = {
            "ASSOCIATION": self._association,
            "UNIFIED_EVENTS": event_branch(self.subject),
            "NOT_ALL": self._negation("NOT_ALL"),
            "NOT_ANY": self._negation("NOT_ANY"),
            **({"PROPERTY_ASSOCIATION": self._pointed} if self.segments else {}),
        }
        return union("filterBranchType", {kind: members[kind] for kind in kinds if kind in members})

    def _filters(self, subject: Subject) -> Checker:
        return list_of(filter_of(subject, segments=self.segments))

    def _negation(self, kind: str) -> Checker:
        """The operator of a negation repeats its type (HubSpot's description of segment filters, 2026-09)."""
        nested = list_of(lazily(lambda: self.of(*_NESTING)))
        return tagged("filterBranchType", {kind: _branch(kind, self._filters(self.subject), nested)})

    def _association(self, value: Json, where: str) -> Iterator[Fault]:
        """Its filters are about records of another object type."""
        there = self._there(value)
        extra: Fields = {**self._other, "associationTypeId": integer, "associationCategory": CATEGORIES}
        shape = _branch("AND", self._filters(there), self._below(there), extra)
        yield from tagged("filterBranchType", {"ASSOCIATION": shape})(value, where)

    def _below(self, there: Subject) -> Checker:
        """Only from contacts does it go on, to line items (HubSpot's guide, "ASSOCIATION filter branch")."""
        onward = _Special(there, self.segments).to_line_items
        return list_of(onward) if self.subject.object_type == _CONTACTS else _EMPTY

    def to_line_items(self, value: Json, where: str) -> Iterator[Fault]:
        """The one association that may stand in another; it holds no further branch."""
        if not isinstance(value, dict) or value.get("objectTypeId") != _LINE_ITEMS:
            yield from _no_branch(value, where)
        else:
            yield from self.of("ASSOCIATION")(value, where)

    def _pointed(self, value: Json, where: str) -> Iterator[Fault]:
        """Its filters are about the record that a property of this one points at."""
        extra: Fields = {**self._other, "propertyWithObjectId": self.subject.has_property}
        shape = _branch("AND", self._filters(self._there(value)), _EMPTY, extra)
        yield from tagged("filterBranchType", {"PROPERTY_ASSOCIATION": shape})(value, where)

    @property
    def _other(self) -> Fields:
        return {"objectTypeId": self.subject.has_object_type, "operator": IN_LIST}

    def _there(self, value: Json) -> Subject:
        other = value.get("objectTypeId")
        return self.subject.of(other if isinstance(other, str) else "")


def _names_property(subject: Subject, *, demand_value: bool, always: bool = True) -> Checker:
    """A change of a property is told by two filters, `hs_name` and `hs_value`.

    One alone, or the property itself, is refused ("property name and value filters" missing, dossier F3).
    """

    def checker(value: Json, where: str) -> Iterator[Fault]:
        filters = {entry["property"]: entry for entry in value["filters"] if "property" in entry}
        pseudo = {"hs_name", "hs_value"} & set(filters)
        if value.get("eventTypeId", PROPERTY_CHANGED) != PROPERTY_CHANGED or not (always or pseudo):
            return
        needed = ["hs_name", "hs_value"] if demand_value else ["hs_name"]
        if missing := [name for name in needed if name not in filters]:
            yield fault(
                f"{where}: property name and value filters are missing: [{', '.join(missing)}]",
                f"{where}.filters",
                "REQUIRED_FILTER",
            )
        for name in _named(filters.get("hs_name")):
            yield from subject.has_property(name, f"{where}.filters[hs_name]")

    return checker


def _named(entry: dict[str, Json] | None) -> list[str]:
    operation = (entry or {}).get("operation", {})
    return operation.get("values") or [operation["value"]] if "operator" in operation else []
