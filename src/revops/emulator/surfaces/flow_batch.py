"""Batch reads of workflows: 200, or 207 with one error per input that could not be found (dossier F1)."""

from __future__ import annotations

from collections.abc import Callable

from revops.emulator.check import body_of, filled, list_of
from revops.emulator.http import Ask, Json, Reply
from revops.emulator.portal import Portal
from revops.emulator.surfaces import flow_records
from revops.emulator.surfaces.flow_access import readable
from revops.emulator.tagged import Shape, tagged

MOST_INPUTS = 100
_FLOW: Shape = ({"flowId": filled}, {})
_WORKFLOW: Shape = ({"workflowId": filled}, {})


def read_flows(ask: Ask) -> Reply:
    """`POST /flows/batch/read`. What a token may not see is not found here, not forbidden (dossier F1)."""
    body = body_of(ask, {"inputs": list_of(tagged("type", {"FLOW_ID": _FLOW}), 1, MOST_INPUTS)})
    flows = ask.portal.table(flow_records.FLOWS)

    def find(entry: Json) -> Json:
        flow = flows.get(entry["flowId"])
        seen = flow is not None and readable(ask.portal, flow)
        return flow_records.shown(ask.portal, flow) if seen else None

    return _answer(ask.portal, body["inputs"], find)


def read_workflow_ids(ask: Ask) -> Reply:
    """`POST /workflow-id-mappings/batch/read`: flow ids to the ids of the old API and back."""
    kinds = tagged("type", {"FLOW_ID": _FLOW, "WORKFLOW_ID": _WORKFLOW})
    body = body_of(ask, {"inputs": list_of(kinds, 1, MOST_INPUTS)})
    workflows = dict(ask.portal.table(flow_records.WORKFLOW_IDS))
    flows = {str(workflow): flow for flow, workflow in workflows.items()}

    def find(entry: Json) -> Json:
        flow = flows.get(entry["workflowId"]) if entry["type"] == "WORKFLOW_ID" else entry["flowId"]
        return {"flowId": int(flow), "workflowId": workflows[flow]} if flow in workflows else None

    return _answer(ask.portal, body["inputs"], find)


def _answer(portal: Portal, inputs: list[Json], find: Callable[[Json], Json]) -> Reply:
    started = portal.now()
    results, errors = [], []
    for entry in inputs:
        result = find(entry)
        if result is None:
            errors.append(_error(entry))
        else:
            results.append(result)
    body = {"status": "COMPLETE", "results": results, "startedAt": started, "completedAt": portal.now()}
    return Reply(207, {**body, "numErrors": len(errors), "errors": errors}) if errors else Reply(200, body)


def _error(entry: Json) -> Json:
    kind = entry["type"]
    name = entry["flowId" if kind == "FLOW_ID" else "workflowId"]
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "subCategory": f"FLOW_NOT_FOUND_BY_{kind}",
        "message": f"No flow was found for {kind} {name}",
        "errors": [],
        "context": {"ids": [name]},
        "links": {},
    }
