"""Who is enrolled: conditions as a flow's enrolment criteria and back (dossier F3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from revops.kinds import filters
from revops.kinds.workflow.design import Design
from revops.kinds.workflow.reenrolment import TRIGGERS, enters_again, triggers
from revops.kinds.workflow.triggers import by_calendar, by_event, enrolling, read_calendar, read_event
from revops.model.change import Change
from revops.model.condition import Condition
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.spec import Resource


def enrolment(design: Design, context: Context, *, again: bool) -> dict[str, Json]:
    """The members of a flow that say who is enrolled and when: the criteria, and a schedule where it has one.

    Raises:
        Unresolved: the portal lacks a name that they use.
    """
    found = by_event(design, context, again=again) or _criteria(design, context, again=again)
    calendar = by_calendar(design, context)
    return {"enrollmentCriteria": found, **({"enrollmentSchedule": calendar} if calendar else {})}


def _criteria(design: Design, context: Context, *, again: bool) -> dict[str, Json]:
    """Enrolment by hand, or by filters; a form submission is a filter like any other (dossier F3)."""
    if design.enrol is None:
        return {"type": "MANUAL", "shouldReEnroll": again}
    branch = filters.compile(design.enrol, context, design.object)
    return {
        "type": "LIST_BASED",
        "listFilterBranch": branch,
        "shouldReEnroll": again,
        "unEnrollObjectsNotMeetingCriteria": False,
        "reEnrollmentTriggersFilterBranches": triggers(design.enrol, branch) if again else [],
    }


def once_only(wanted: Iterable[Resource]) -> Iterator[Finding]:
    """Workflows that shall enrol again, by a condition of which no part does."""
    for resource in wanted:
        enrol = None if resource.spec.trigger else resource.spec.enrol
        if resource.units.get("reEnrol") and enrol and not enters_again(enrol):
            summary = "`reEnrol` does nothing: no new value and no form is asked about"
            hint = "leave it out, or ask about a property of the record or a form as well"
            yield Finding("RV840", Severity.WARNING, summary, hint, resource.address)


def read_enrolment(flow: Mapping[str, Json], scope: str, context: Context) -> Json:
    """The unit `enrol` of a flow; `{raw: …}` where the blueprint has no words for it."""
    found, calendar = flow.get("enrollmentCriteria") or {"type": "MANUAL"}, flow.get("enrollmentSchedule")
    unit = _read(flow, found, scope, context)
    if unit is not None:
        return unit
    raw = {name: entry for name, entry in found.items() if name != "shouldReEnroll"}
    return {"raw": {**raw, **({"enrollmentSchedule": calendar} if calendar else {})}}


def _read(flow: Mapping[str, Json], found: Mapping[str, Json], scope: str, context: Context) -> Json | None:
    condition = _condition(found, scope, context)
    if flow.get("enrollmentSchedule"):
        return read_calendar(flow, scope, condition, context)
    if found.get("type") == "EVENT_BASED":
        return read_event(found, scope, context)
    if found.get("type") == "MANUAL":
        return {"manual": True}
    return enrolling(condition) if condition else None


def _condition(found: Mapping[str, Json], scope: str, context: Context) -> Condition | None:
    if found.get("type") != "LIST_BASED":
        return None
    return filters.decompile(found["listFilterBranch"], context, scope)


_REPEATED: Final = {"reEnrol", TRIGGERS}


def changed_enrolment(flow: Mapping[str, Json], change: Change, context: Context) -> dict[str, Json]:
    """The members that say who is enrolled, with the change in them; what is not managed stays.

    A schedule that is no more is None.
    """
    units, found = change.after(), flow.get("enrollmentCriteria") or {}
    again = bool(units.get("reEnrol", found.get("shouldReEnroll", False)))
    unmet = bool(units.get("unEnrol.unmet", found.get("unEnrollObjectsNotMeetingCriteria", False)))
    design = change.resource.spec if change.resource else Design("")
    if "enrol" in units:
        new = {"enrollmentSchedule": None, **enrolment(design, context, again=again)}
    else:
        new = {"enrollmentCriteria": {"type": "MANUAL", **found, "shouldReEnroll": again}}
    criteria = new["enrollmentCriteria"]
    if criteria["type"] == "LIST_BASED":
        criteria = {**criteria, "unEnrollObjectsNotMeetingCriteria": unmet}
        criteria |= _again(criteria, design, context) if again and units.keys() & _REPEATED else {}
    return {**new, "enrollmentCriteria": criteria}


def _again(found: Mapping[str, Json], design: Design, context: Context) -> dict[str, Json]:
    """What enrols again, after the criteria that are there."""
    condition, branch = _condition(found, design.object, context), found["listFilterBranch"]
    return {"reEnrollmentTriggersFilterBranches": triggers(condition, branch)} if condition else {}
