"""What a flow names: who enters and leaves, and every step under its name (dossier F2 to F7)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from revops.kinds.mentions import Walk
from revops.kinds.objects import scope_of
from revops.kinds.workflow import related
from revops.kinds.workflow.step import Place
from revops.kinds.workflow.tree import unnamed
from revops.model.address import Address
from revops.model.context import Context
from revops.model.json import Json
from revops.model.reference import Mention
from revops.model.spec import Observed

_MEMBERS: Final[Mapping[str, str]] = {
    "enrollmentCriteria": "enrolment",
    "enrollmentSchedule": "schedule",
    "eventAnchor": "schedule",
    "goalFilterBranch": "goal",
    "suppressionFilterBranch": "suppression",
    "unEnrollmentSetting": "unenrolment",
    "dataSources": "source",
}
"""Member of a flow -> the way in which it names things."""


def mentions(observed: Observed, context: Context) -> Iterator[Mention]:
    """Everything that a flow names; nothing of one that nobody may read."""
    flow = observed.raw
    if not flow:
        return
    scope = scope_of(str(flow["objectTypeId"]), context.names, observed.units.get("object", ""))
    walk = Walk(context.names, "step", sources=_sources(flow, scope, context))
    for member, how in _MEMBERS.items():
        yield from replace(walk, how=how).through(flow.get(member), scope)
    kept_out = {"suppressionListIds": flow.get("suppressionListIds")}
    yield from replace(walk, how="suppression").through(kept_out, scope)
    names = {action_id: path.removeprefix("steps.") for path, action_id in observed.keys.items()}
    for action in flow.get("actions") or ():
        action_id = str(action["actionId"])
        step = replace(walk, at=names.get(action_id, unnamed(action_id)))
        yield from step.through(related.without(action), _edited(action, scope, context))


def hidden(listed: Iterable[Mapping[str, Json]], told: Container[str]) -> Iterator[Observed]:
    """Flows that the list names and no request shows: they may refer to anything."""
    for row in listed:
        flow_id = str(row["id"])
        if flow_id not in told:
            units = {"name": row.get("name") or ""}
            yield Observed(Address("workflow", "", f"flow_{flow_id}"), flow_id, units, unreadable=_HIDDEN)


_HIDDEN: Final = "HubSpot lists the workflow and does not show it to this token"


def _edited(action: Mapping[str, Json], scope: str, context: Context) -> str:
    """Whose property the action edits: of the record, or of those that are associated with it."""
    told = related.read(dict(action), Place(context, scope))
    return (told or {}).get("of", scope) if told is not None else _UNKNOWN


_UNKNOWN: Final = "unknown"
"""An object to which an association leads that nobody has a name for."""


def _sources(flow: Mapping[str, Json], scope: str, context: Context) -> dict[str, str]:
    rows = flow.get("dataSources") or ()
    return {
        str(row["name"]): scope_of(str(row["objectTypeId"]), context.names)
        if "objectTypeId" in row
        else scope
        for row in rows
    }
