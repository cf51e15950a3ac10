"""Who is enrolled: conditions as a flow's enrolment criteria and back (dossier F3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from revops.kinds import filters
from revops.kinds.workflow.spec import Design
from revops.model.change import Change
from revops.model.condition import Condition
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Symbol


def spelled(condition: Condition | None) -> Json:
    """The unit `enrol`: one spelling per meaning, so that HubSpot's rearranging is no drift."""
    return filters.spell(filters.canonical(condition)) if condition else {"manual": True}


def forms_of(design: Design) -> frozenset[Symbol]:
    """The forms that the enrolment names, as symbols."""
    return filters.symbols(design.enrol, design.object) if design.enrol else frozenset()


def criteria(design: Design, context: Context, *, again: bool) -> dict[str, Json]:
    """Enrolment by hand, or by filters; a form submission is a filter like any other (dossier F3)."""
    if design.enrol is None:
        return {"type": "MANUAL", "shouldReEnroll": again}
    return {
        "type": "LIST_BASED",
        "listFilterBranch": filters.compile(design.enrol, context, design.object),
        "shouldReEnroll": again,
        "unEnrollObjectsNotMeetingCriteria": False,
        "reEnrollmentTriggersFilterBranches": _triggers(design, context) if again else [],
    }


def _triggers(design: Design, context: Context) -> list[Json]:
    """What enrols a record again: a new value of a property that the condition tests, or a new submission.

    The branch for properties is as in dossier F3; that submissions go by the same filter as the first
    enrolment is likely and not confirmed.
    """
    condition = design.enrol
    if condition is None:
        return []
    changed = [_trigger(_changed(ref.name)) for ref in sorted(filters.own_properties(condition))]
    submitted = _submissions(filters.compile(condition, context, design.object))
    return [*changed, *(_trigger([entry]) for entry in submitted)]


def _trigger(found: Sequence[Json]) -> dict[str, Json]:
    joint = {"filterBranchType": "AND", "filterBranchOperator": "AND"}
    return {**joint, "filters": list(found), "filterBranches": []}


def _changed(name: str) -> list[Json]:
    named = {"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": name}
    known = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"}
    return [
        {
            "filterType": "PROPERTY",
            "property": pseudo,
            "operation": {**operation, "includeObjectsWithNoValueSet": False},
        }
        for pseudo, operation in (("hs_name", named), ("hs_value", known))
    ]


def _submissions(branch: Mapping[str, Json]) -> list[Json]:
    own = [entry for entry in branch["filters"] if entry.get("operator") == "FILLED_OUT"]
    below = [entry for part in branch["filterBranches"] for entry in _submissions(part)]
    return [entry for place, entry in enumerate([*own, *below]) if entry not in [*own, *below][:place]]


def read_criteria(found: Mapping[str, Json] | None, scope: str, context: Context) -> Json:
    """The unit `enrol` of a flow; `{raw: …}` where the blueprint has no words for it."""
    if not found or found.get("type") == "MANUAL":
        return {"manual": True}
    condition = _condition(found, scope, context)
    if condition:
        return spelled(condition)
    return {"raw": {name: entry for name, entry in found.items() if name != "shouldReEnroll"}}


def _condition(found: Mapping[str, Json], scope: str, context: Context) -> Condition | None:
    if found.get("type") != "LIST_BASED":
        return None
    return filters.decompile(found["listFilterBranch"], context, scope)


def changed_criteria(flow: Mapping[str, Json], change: Change, context: Context) -> dict[str, Json]:
    """The criteria of a flow with the change in them; what is not managed stays."""
    units, found = change.after(), flow.get("enrollmentCriteria") or {}
    again = bool(units.get("reEnrol", found.get("shouldReEnroll", False)))
    design = change.resource.spec if change.resource else Design("")
    if "enrol" in units:
        leave = {"unEnrollObjectsNotMeetingCriteria": found.get("unEnrollObjectsNotMeetingCriteria", False)}
        new = criteria(design, context, again=again)
        return {**new, **leave} if new["type"] == "LIST_BASED" else new
    condition = _condition(found, design.object, context) if found else None
    triggers = _triggers(Design(design.object, condition), context) if condition and again else None
    kept = {"reEnrollmentTriggersFilterBranches": triggers} if triggers else {}
    return {"type": "MANUAL", **found, "shouldReEnroll": again, **kept}
