"""Flow documents: the create, and the whole-document update (dossier F2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from revops.kinds.objects import type_id
from revops.kinds.workflow.chain import Action, Chain, arranged, connected, next_id, read_chain
from revops.kinds.workflow.enrolment import changed_criteria, criteria
from revops.kinds.workflow.steps import Place
from revops.model.address import Address
from revops.model.change import Change
from revops.model.context import Context
from revops.model.json import MISSING, Json
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
    return description if own in description else f"{_MARK.sub('', description).strip()} {own}".strip()


def marked(flow: Mapping[str, Json]) -> Address | None:
    """The workflow that a flow's description says it is; people may write into it what is no address."""
    found = _MARK.search(flow.get("description") or "")
    try:
        return Address.parse(found[1]) if found else None
    except ValueError:
        return None


def create_body(resource: Resource, context: Context) -> dict[str, Json]:
    """A whole flow, switched off, with every member that a create demands (dossier F2).

    Raises:
        Unresolved: the portal lacks a name that a step or the enrolment uses.
    """
    scope, units = resource.spec.object, resource.units
    place = Place(context.names, scope)
    steps = [units[f"steps.{name}"] for name in units["steps.order"]]
    actions = [place.action(step, str(number)) for number, step in enumerate(steps, 1)]
    again = bool(units.get("reEnrol"))
    return {
        **_typed(scope),
        "objectTypeId": type_id(scope, context.names),
        "flowType": "WORKFLOW",
        "name": units["name"],
        "description": mark(resource.address),
        "isEnabled": False,
        "startActionId": "1",
        "actions": connected(actions),
        "enrollmentCriteria": criteria(resource.spec, context, again=again),
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "dataSources": [],
    }


def created_keys(resource: Resource) -> dict[str, str]:
    """Action ids by unit path, as `create_body` gives them out."""
    return {f"steps.{name}": str(number) for number, name in enumerate(resource.units["steps.order"], 1)}


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
    names = {action_id: path.removeprefix("steps.") for path, action_id in _keys(change).items()}
    chain = read_chain(flow, names)
    members = _PUT_BY_TYPE.get(flow["type"], _PUT)
    body = {name: entry for name, entry in flow.items() if name in members and entry is not None}
    body["description"] = mark(change.address, flow.get("description") or "")
    units = change.after()
    body |= {member: units[path] for path, member in _MEMBERS.items() if path in units}
    if units.keys() & {"enrol", "reEnrol"}:
        body["enrollmentCriteria"] = changed_criteria(flow, change, context)
    if not any(unit.path.startswith("steps.") for unit in change.units):
        return body, _managed(chain, change)
    chain = _rewired(chain, flow, change, context)
    actions = list(chain.actions.values())
    body |= {"actions": actions, "startActionId": actions[0]["actionId"]}
    return body, _managed(chain, change)


_MEMBERS: Final = {"name": "name", "enabled": "isEnabled"}


def _managed(chain: Chain, change: Change) -> dict[str, str]:
    units = change.resource.units if change.resource else {}
    return {path: action_id for path, action_id in chain.ids.items() if path in units}


def _keys(change: Change) -> Mapping[str, str]:
    return change.actual.keys if change.actual else {}


def _rewired(chain: Chain, flow: Mapping[str, Json], change: Change, context: Context) -> Chain:
    """The chain with changed, new and removed steps; connections stay where the sequence does."""
    written = {path.removeprefix("steps."): step for path, step in change.after().items() if is_step(path)}
    desired = change.resource.units["steps.order"] if change.resource else []
    order = arranged(
        list(chain.actions),
        _removed(chain, change),
        [name for name in written if name not in chain.actions],
        desired,
        reorder=any(unit.path == "steps.order" for unit in change.units),
    )
    place = Place(context.names, change.resource.spec.object if change.resource else "")
    actions = dict(_written(order, written, chain, place, next_id(flow)))
    if order != list(chain.actions):
        actions = dict(zip(order, connected(list(actions.values())), strict=True))
    return Chain(actions, chain.straight)


def is_step(path: str) -> bool:
    return path.startswith("steps.") and path not in ("steps.order", "steps.extra")


def _removed(chain: Chain, change: Change) -> set[str]:
    gone = {unit.path.removeprefix("steps.") for unit in change.units if unit.after is MISSING}
    if "steps.extra" in change.after():
        known = {path.removeprefix("steps.") for path in _keys(change)}
        gone |= chain.actions.keys() - known
    return gone


def _written(
    order: Sequence[str], written: Mapping[str, Json], chain: Chain, place: Place, free_id: int
) -> list[tuple[str, Action]]:
    found: list[tuple[str, Action]] = []
    for name in order:
        old: dict[str, Any] | None = chain.actions.get(name)
        if name not in written:
            found.append((name, dict(old or {})))
            continue
        action = place.action(written[name], old["actionId"] if old else str(free_id))
        free_id += old is None
        if old and "connection" in old:
            action["connection"] = old["connection"]
        found.append((name, action))
    return found
