"""Filter branches: the tree that enrolment, branches and goals share, and event branches (dossier G2, F3)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, fault, integer, list_of, object_of, one_of
from revops.emulator.filters.events import EVENT_TYPES, PROPERTY_CHANGED
from revops.emulator.filters.kinds import CATEGORIES, IN_LIST, filter_of
from revops.emulator.filters.times import REFINEMENTS
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import Fields, Shape, both, lazily, tagged, union


def tree(subject: Subject) -> Checker:
    """A whole tree: the root is `OR` without filters of its own over one or more `AND` branches (dossier G2).

    `AND` branches hold filters and special branches; an event branch holds no branch at all. `RESTRICTED`
    stands for what a caller may not see and is never accepted.
    """
    return tagged("filterBranchType", {"OR": _branch("OR", list_of(_no_filter), and_branches(subject))})


def and_branches(subject: Subject) -> Checker:
    return list_of(and_branch(subject), minimum=1)


def and_branch(subject: Subject) -> Checker:
    """One alternative of a tree."""
    special = _special(subject, ("ASSOCIATION", "UNIFIED_EVENTS", "NOT_ALL", "NOT_ANY"))
    return tagged("filterBranchType", {"AND": _branch("AND", list_of(filter_of(subject)), list_of(special))})


def event_branch(subject: Subject, *, triggers: bool = False) -> Checker:
    """A `UNIFIED_EVENTS` branch. As a trigger, a changed property needs both of its filters."""
    checker = tagged("filterBranchType", {"UNIFIED_EVENTS": _event_shape(subject)})
    return both(checker, _names_property(subject, demand_value=triggers))


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


def _special(subject: Subject, kinds: tuple[str, ...]) -> Checker:
    """Branches that may stand below an `AND`; none of them may hold an event branch in its turn."""
    members = {
        "ASSOCIATION": _association(subject),
        "UNIFIED_EVENTS": event_branch(subject),
        "NOT_ALL": _negation(subject, "NOT_ALL"),
        "NOT_ANY": _negation(subject, "NOT_ANY"),
    }
    return union("filterBranchType", {kind: members[kind] for kind in kinds})


def _nested(subject: Subject) -> Checker:
    return list_of(lazily(lambda: _special(subject, ("ASSOCIATION", "NOT_ALL", "NOT_ANY"))))


def _negation(subject: Subject, kind: str) -> Checker:
    """The operator of a negation repeats its type (HubSpot's description of segment filters, 2026-09)."""
    return tagged("filterBranchType", {kind: _branch(kind, list_of(filter_of(subject)), _nested(subject))})


def _association(subject: Subject) -> Checker:
    """Its filters are about records of another object type."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        other = value.get("objectTypeId")
        there = subject.of(other if isinstance(other, str) else "")
        extra: Fields = {
            "objectTypeId": subject.has_object_type,
            "operator": IN_LIST,
            "associationTypeId": integer,
            "associationCategory": CATEGORIES,
        }
        shape = _branch("AND", list_of(filter_of(there)), _nested(there), extra)
        yield from tagged("filterBranchType", {"ASSOCIATION": shape})(value, where)

    return checker


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
