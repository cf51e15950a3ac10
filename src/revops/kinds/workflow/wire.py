"""Flow documents: the create, and the whole-document update (dossier F2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from revops.kinds.objects import type_id
from revops.kinds.workflow.enrolment import changed_enrolment, enrolment
from revops.kinds.workflow.frame import members as framed
from revops.kinds.workflow.graph import read_graph
from revops.kinds.workflow.reenrolment import TRIGGERS
from revops.kinds.workflow.rewiring import rewired
from revops.kinds.workflow.step import Place
from revops.kinds.workflow.steps import is_fork, paths, write
from revops.kinds.workflow.tree import TOP, Tree, lists_of, read_tree, steps_in
from revops.kinds.workflow.wiring import Lists, Targets, breadth_first, targets, wired
from revops.model.address import Address
from revops.model.change import Change
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Resource

_MARK: Final = re.compile(r"\[revops:(workflow\.[^\]\s]+)\]")
_PUT: Final = frozenset(
    {
        "actions",
        "blockedDates",
        "customProperties",
        "description",
        "enrollmentCriteria",
        "enrollmentSchedule",
        "isEnabled",
        "name",
        "revisionId",
        "startActionId",
        "timeWindows",
        "type",
        "uuid",
    }
)
_PUT_BY_TYPE: Final[Mapping[Json, frozenset[str]]] = {
    "CONTACT_FLOW": _PUT
    | {
        "canEnrollFromSalesforce",
        "eventAnchor",
        "goalFilterBranch",
        "suppressionListIds",
        "unEnrollmentSetting",
    },
    "PLATFORM_FLOW": _PUT | {"suppressionFilterBranch"},
}
"""Members of the update by type of flow; all others are refused or HubSpot's own (dossier F2)."""


def mark(address: Address, description: str = "") -> str:
    """The description with the mark at its end by which a flow is found again (design.md, rule 5)."""
    own = f"[revops:{address}]"
    return description if own in description else f"{unmarked(description)} {own}".strip()


def unmarked(description: str) -> str:
    """What people wrote, without the mark."""
    return _MARK.sub("", description).strip()


def marked(flow: Mapping[str, Json]) -> Address | None:
    """The workflow that a flow's description says it is; people may write into it what is no address."""
    found = _MARK.search(flow.get("description") or "")
    try:
        return Address.parse(found[1]) if found else None
    except ValueError:
        return None


def create_body(resource: Resource, context: Context) -> tuple[dict[str, Json], dict[str, str]]:
    """A whole flow, switched off, with every member that a create demands, and action ids by unit path (F2).

    Raises:
        Unresolved: the portal lacks a name that a step or the enrolment uses.
    """
    scope, units = resource.spec.object, resource.units
    enrolled = enrolment(resource.spec, context, again=bool(units.get("reEnrol")))
    if "unEnrollObjectsNotMeetingCriteria" in enrolled["enrollmentCriteria"]:
        unmet = bool(units.get("unEnrol.unmet"))
        enrolled["enrollmentCriteria"]["unEnrollObjectsNotMeetingCriteria"] = unmet
    lists, steps = lists_of(units), steps_in(units)
    leads = targets(lists, {name: paths(step) for name, step in steps.items() if is_fork(step)})
    ids = _numbers(lists, leads)
    place = Place(context, scope, ids, resource.spec.conditions)
    body = {
        **_typed(scope),
        "objectTypeId": type_id(scope, context.names),
        "flowType": "WORKFLOW",
        "name": units["name"],
        "description": mark(resource.address, units.get("description", "")),
        "isEnabled": False,
        "startActionId": "1",
        "actions": wired({name: write(steps[name], i, place) for name, i in ids.items()}, leads),
        **enrolled,
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "dataSources": [],
        **framed(units, resource.spec, context),
    }
    return body, {f"steps.{name}": action_id for name, action_id in ids.items()}


def _numbers(lists: Lists, leads: Targets) -> dict[str, str]:
    """Action ids by step, in the order in which the steps are reached (dossier F8)."""
    return {name: str(number) for number, name in enumerate(breadth_first(lists[TOP][0], leads), 1)}


def _typed(scope: str) -> dict[str, Json]:
    if scope != "contacts":
        return {"type": "PLATFORM_FLOW"}
    return {"type": "CONTACT_FLOW", "suppressionListIds": [], "canEnrollFromSalesforce": False}


def put_body(
    flow: Mapping[str, Json], change: Change, context: Context
) -> tuple[dict[str, Json], dict[str, str]]:
    """The whole flow with the units of the change in it, and action ids by unit path (dossier F2).

    Members that are not managed are sent as they came. `revisionId` makes HubSpot refuse the update
    where somebody edited the flow meanwhile.

    Raises:
        Unresolved: the portal lacks a name that a step or the enrolment uses.
    """
    members = _PUT_BY_TYPE.get(flow["type"], _PUT)
    body = {name: entry for name, entry in flow.items() if name in members and entry is not None}
    units = change.after()
    body["description"] = mark(change.address, units.get("description", flow.get("description") or ""))
    body |= {member: units[path] for path, member in _MEMBERS.items() if path in units}
    body |= framed(units, change.resource.spec, context) if change.resource else {}
    if units.keys() & _ENROLMENT:
        body |= changed_enrolment(flow, change, context)
    tree = _tree(flow, change, context)
    actions = tree.actions
    if any(unit.path.startswith(("steps.", "paths.")) for unit in change.units):
        actions = rewired(tree, flow, change, context)
        first = next(iter(actions.values()), {})
        body |= {"actions": list(actions.values()), "startActionId": first.get("actionId")}
    ids = {f"steps.{name}": action["actionId"] for name, action in actions.items()}
    return {name: entry for name, entry in body.items() if entry is not None}, _managed(ids, change)


_ENROLMENT: Final = {"enrol", "reEnrol", TRIGGERS, "unEnrol.unmet"}
_MEMBERS: Final = {"name": "name", "enabled": "isEnabled"}


def _managed(ids: Mapping[str, str], change: Change) -> dict[str, str]:
    units = change.resource.units if change.resource else {}
    return {path: action_id for path, action_id in ids.items() if path in units}


def _tree(flow: Mapping[str, Json], change: Change, context: Context) -> Tree:
    """The flow under the names under which it was observed."""
    actual, scope = change.actual, change.resource.spec.object if change.resource else ""
    ids = {path.removeprefix("steps."): i for path, i in (actual.keys if actual else {}).items()}
    likes = steps_in(actual.units) if actual else {}
    names = {action_id: name for name, action_id in ids.items()}
    return read_tree(read_graph(flow), names, Place(context, scope, ids), likes)
