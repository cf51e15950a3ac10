"""Workflows as the emulator keeps them: the current one, its revisions and its id in the old API."""

from __future__ import annotations

from collections.abc import Mapping

from revops.emulator.filters.canonical import respelled
from revops.emulator.http import Json, Refusal
from revops.emulator.portal import Portal
from revops.emulator.surfaces.flow_graph import next_action_id

FLOWS = "flows"
REVISIONS = "flow_revisions"
"""By `<flow id>/<revision id>`: when it was written and the whole flow."""
WORKFLOW_IDS = "flow_workflow_ids"
"""The id that a flow has in the workflows API of before v4."""

_LISTED = (
    "id", "name", "uuid", "isEnabled", "flowType", "objectTypeId", "revisionId", "createdAt", "updatedAt",
)  # fmt: skip
_KEPT = ("id", "type", "objectTypeId", "flowType", "createdAt", "dataSources", "crmObjectCreationStatus")
"""What an update cannot say and so leaves as it is: none of it is in the schema of `PUT` (dossier F2)."""


def flow_of(portal: Portal, flow_id: str) -> Json:
    """The current flow, or 404."""
    flow = portal.table(FLOWS).get(flow_id)
    if flow is None:
        raise Refusal(404, f"Flow {flow_id} does not exist", "OBJECT_NOT_FOUND")
    return flow


def create(portal: Portal, body: Json) -> Json:
    """A new flow out of a checked body, at revision 1."""
    flow = {**body, "id": portal.new_id(), "createdAt": portal.now(), "crmObjectCreationStatus": "COMPLETE"}
    portal.table(WORKFLOW_IDS)[flow["id"]] = int(portal.new_id())
    return _write(portal, flow, "1")


def replace(portal: Portal, flow: Json, body: Json) -> Json:
    """The next revision: a full replace, what the body leaves out is gone (peers (f), "Workflows")."""
    kept = {name: flow[name] for name in _KEPT}
    return _write(portal, {**body, **kept}, str(int(flow["revisionId"]) + 1))


def load(portal: Portal, _args: Mapping[str, str], flow: Json) -> None:
    """Take in one recorded flow."""
    _keep(portal, flow)
    portal.table(WORKFLOW_IDS)[flow["id"]] = int(portal.new_id())


def remove(portal: Portal, flow_id: str) -> None:
    """Delete for good: the API restores nothing (dossier F1)."""
    del portal.table(FLOWS)[flow_id]
    del portal.table(WORKFLOW_IDS)[flow_id]
    revisions = portal.table(REVISIONS)
    for key in [key for key in revisions if key.startswith(f"{flow_id}/")]:
        del revisions[key]


def _write(portal: Portal, flow: Json, revision: str) -> Json:
    stored = {
        **flow,
        "revisionId": revision,
        "updatedAt": portal.now(),
        "nextAvailableActionId": next_action_id(flow),
    }
    _keep(portal, stored)
    return stored


def _keep(portal: Portal, flow: Json) -> None:
    revision = {"revisionCreatedAt": flow["updatedAt"], "flow": flow}
    portal.table(FLOWS)[flow["id"]] = flow
    portal.table(REVISIONS)[f"{flow['id']}/{flow['revisionId']}"] = revision


def listed(flow: Json) -> Json:
    """What a list says of a flow."""
    return {name: flow[name] for name in _LISTED if name in flow}


def shown(portal: Portal, flow: Json) -> Json:
    """What an answer says of a flow.

    `flows-canonical` respells its filters on the way (dossier P7), `flows-omit-fields` leaves out who
    is told, as an error of HubSpot did (dossier F1): a key that is absent is then unknown, not empty.
    """
    flow = respelled(flow) if portal.has("flows-canonical") else flow
    return _without_users(flow) if portal.has("flows-omit-fields") else flow


def _without_users(flow: Json) -> Json:
    return {**flow, "actions": [_without(action) for action in flow["actions"]]}


def _without(action: Json) -> Json:
    if "fields" not in action:
        return action
    kept = {name: value for name, value in action["fields"].items() if name != "user_ids"}
    return {**action, "fields": kept}
