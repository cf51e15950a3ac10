"""What starts a workflow other than a condition: an event, a new value, a segment, the calendar (F3, F6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.kinds import filters
from revops.kinds.wire import property_name, property_ref
from revops.kinds.workflow.calendar import read_schedule, schedule
from revops.kinds.workflow.design import Design, spelled
from revops.model.condition import EVER, Condition, Event, InSegment, Test
from revops.model.context import Context
from revops.model.json import Json

Body = Mapping[str, Json]
PROPERTY_CHANGED: Final = "4-655002"
"""Event type of a new value; it is asked by `hs_name` and `hs_value`, never by the property (dossier F3)."""


def enrolling(condition: Condition) -> Json:
    """The unit of a condition that enrols, of its canonical form.

    A bare event is the trigger, so as a filter it stands in `all`.
    """
    said = filters.spell(condition)
    return {"all": [said]} if _is_bare(condition) else said


def _is_bare(condition: Condition) -> bool:
    return isinstance(condition, Event) and condition.refine == EVER


def by_event(design: Design, context: Context, *, again: bool) -> dict[str, Json] | None:
    """The criteria of an event, of a new value or of a segment that is joined; None for other triggers."""
    branches: list[Json] = []
    lists: list[Json] = []
    trigger = design.trigger
    if "event" in trigger and design.enrol:
        branches = _parts(filters.compile(design.enrol, context, design.object))
    elif "changed" in trigger:
        branches = [_changed(design, context)]
    elif "joins" in trigger:
        joined = filters.compile(InSegment(trigger["joins"]), context, design.object)
        lists = joined["filterBranches"]
    else:
        return None
    where = "event" not in trigger and design.enrol
    refined = {"refinementCriteria": filters.compile(where, context, design.object)} if where else {}
    told = {"eventFilterBranches": branches, "listMembershipFilterBranches": lists, **refined}
    return {"type": "EVENT_BASED", "shouldReEnroll": again, **told}


def _parts(root: Body) -> list[Json]:
    (alternative,) = root["filterBranches"]
    return list(alternative["filterBranches"])


def _changed(design: Design, context: Context) -> dict[str, Json]:
    test = design.condition(changed_test(design.trigger))
    if not isinstance(test, Test):
        raise TypeError(test)
    named = {"operationType": "STRING", "operator": "IS_EQUAL_TO", "includeObjectsWithNoValueSet": False}
    value = filters.operation(test, context)
    return {
        "filterBranchType": "UNIFIED_EVENTS",
        "filterBranchOperator": "AND",
        "eventTypeId": PROPERTY_CHANGED,
        "operator": "HAS_COMPLETED",
        "filters": [
            {
                "filterType": "PROPERTY",
                "property": "hs_name",
                "operation": {**named, "value": property_name(test.property, context)},
            },
            {"filterType": "PROPERTY", "property": "hs_value", "operation": value},
        ],
        "filterBranches": [],
    }


def changed_test(trigger: Mapping[str, Json]) -> dict[str, Json]:
    """What is asked of the new value: one of these, or just that there is one."""
    asked = {"any_of": trigger["to"]} if "to" in trigger else {"known": True}
    return {"property": trigger["changed"], **asked}


def read_event(found: Body, scope: str, context: Context) -> Json | None:
    """The unit behind criteria of an event; None where the blueprint has no words for them."""
    events, lists = found.get("eventFilterBranches") or [], found.get("listMembershipFilterBranches") or []
    where = found.get("refinementCriteria")
    refined = filters.decompile(where, context, scope) if where else None
    if len(events) + len(lists) != 1 or (where and refined is None):
        return None
    beside = {"where": spelled(refined)} if refined else {}
    if lists:
        joined = _read_joins(lists[0], context, scope)
        return {"joins": joined, **beside} if joined else None
    if events[0].get("eventTypeId") == PROPERTY_CHANGED:
        changed = _read_changed(events[0], scope, context)
        return {**changed, **beside} if changed else None
    event = filters.decompile(_root(events[0]), context, scope)
    return spelled(event) if event and _is_bare(event) and not beside else None


def _root(branch: Body) -> dict[str, Json]:
    inner = {
        "filterBranchType": "AND",
        "filterBranchOperator": "AND",
        "filters": [],
        "filterBranches": [branch],
    }
    return {**inner, "filterBranchType": "OR", "filterBranchOperator": "OR", "filterBranches": [inner]}


def _read_joins(branch: Body, context: Context, scope: str) -> str | None:
    root = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [branch]}
    found = filters.decompile(root, context, scope)
    return found.segment if isinstance(found, InSegment) else None


def _read_changed(branch: Body, scope: str, context: Context) -> dict[str, Json] | None:
    told = {entry.get("property"): entry.get("operation") or {} for entry in branch.get("filters") or []}
    name = str(told.get("hs_name", {}).get("value", ""))
    if told.keys() != {"hs_name", "hs_value"} or not name or branch.get("operator") != "HAS_COMPLETED":
        return None
    ref = property_ref(scope, name, context)
    test = filters.read_operation(told["hs_value"], ref, context)
    match test:
        case Test(word="known", value=True):
            return {"changed": str(ref)}
        case Test(word="any_of", value=list() | tuple() as values):
            return {"changed": str(ref), "to": sorted(values)}
        case _:
            return None


def by_calendar(design: Design, context: Context) -> dict[str, Json] | None:
    """The `enrollmentSchedule` of a trigger that has one."""
    return schedule(design.trigger, context) if design.trigger.keys() & {"every", "date"} else None


def read_calendar(flow: Body, scope: str, where: Condition | None, context: Context) -> Json | None:
    """The unit of a flow with a schedule; None where the blueprint has no words for it."""
    found = read_schedule(flow["enrollmentSchedule"], scope, context)
    if found is None or where is None:
        return None
    if "date" in found and spelled(where) == {"property": found["date"], "known": True}:
        return found
    return {**found, "where": spelled(where)}
