"""Changes of workflows as requests, and what their answers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from revops.kinds.base import Settled
from revops.kinds.wire import made_id, results, segment, settled
from revops.kinds.workflow.claims import Flow
from revops.kinds.workflow.filling import picture_read, unfilled
from revops.kinds.workflow.observe import batch_reads
from revops.kinds.workflow.step import StrayError
from revops.kinds.workflow.wire import create_body, put_body
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.envelope import message
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.spec import Phase


@dataclass(frozen=True)
class FlowCall(Call):
    """A write that gives out action ids."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Action ids as sent, by unit path."""


def compile_changes(changes: Sequence[Change], context: Context) -> Conversation:
    """One write per change; switching on reads the flow first, as this run may have changed it.

    What keeps out those who were there already must be filled by then.
    """
    stale = {_id(change, context): change for change in changes if _needs_fresh(change)}
    flows: dict[str, Flow] = {}
    if stale:
        expected = {flow_id: _expected(change, flow_id, context) for flow_id, change in stale.items()}
        answers = yield batch_reads(list(stale), expected)
        flows = {str(flow["id"]): flow for answer in answers for flow in results(answer)}
    waited = picture_read(changes, context)
    pictures = (yield waited) if waited else []
    calls = [(change, _write(change, flows, context)) for change in changes]
    yield [replace(call, barred=call.barred or unfilled(change, pictures, context)) for change, call in calls]


def _id(change: Change, context: Context) -> str:
    if change.actual:
        return change.actual.id
    entry = context.ledger.entry(change.address)
    return (entry.id if entry else "") or context.names.id("workflow", change.address.name)


def _needs_fresh(change: Change) -> bool:
    """Where the flow was off when it was observed, this run may have written it since."""
    is_on = change.actual is not None and change.actual.units.get("enabled") is True
    return change.action is Action.UPDATE and change.phase is Phase.ENABLE and not is_on


def _expected(change: Change, flow_id: str, context: Context) -> Flow:
    """The flow as it should be by now, for a rehearsal."""
    if change.actual:
        return change.actual.raw
    body = create_body(change.resource, context)[0] if change.resource else {}
    return {**body, "id": flow_id, "revisionId": "<revision>"}


def _write(change: Change, flows: Mapping[str, Flow], context: Context) -> Call:
    carries = (change.address,)
    if change.action is Action.CREATE and change.resource:
        body, keys = create_body(change.resource, context)
        made = {**body, "id": f"<{change.address}>"}
        return FlowCall("flows", "POST", "/flows", {}, body, carries, rehearsal=made, keys=keys)
    flow_id = _id(change, context)
    path = f"/flows/{segment(flow_id)}"
    if change.action is Action.DELETE:
        return Call("flows", "DELETE", path, carries=carries)
    flow = _now(change, flows.get(flow_id, {}))
    if not flow.get("revisionId"):
        return Call("flows", "PUT", path, carries=carries, barred=_hidden(change.address))
    try:
        body, keys = put_body(flow, change, context)
    except StrayError as stray:
        return Call("flows", "PUT", path, carries=carries, barred=_alone(change.address, str(stray)))
    return FlowCall("flows", "PUT", path, {}, body, carries, rehearsal={**flow, **body}, keys=keys)


def _now(change: Change, fresh: Flow) -> Flow:
    """The flow that the update is about; empty where HubSpot does not show it any more, or not yet."""
    return fresh if _needs_fresh(change) or change.actual is None else change.actual.raw


def settle(address: Address, call: Call, answer: Answer) -> Settled:
    """One answer for one workflow; a stale revision is told as what it is."""
    if answer.ok and isinstance(call, FlowCall):
        return Settled(address, done=True, id=made_id(answer.body), keys=_keys(call, answer.body))
    if call.method == "PUT" and _is_stale(answer):
        return Settled(address, done=False, finding=_edited(address, answer))
    return settled(address, call, answer)


def _keys(call: FlowCall, shown: Mapping[str, Json]) -> dict[str, str]:
    """Ids are kept as sent, as far as is known (dossier F8); where they are not, the place tells."""
    sent = [action["actionId"] for action in call.body["actions"]]
    came = [str(action["actionId"]) for action in shown.get("actions") or []]
    renumbered = dict(zip(sent, came, strict=False))
    return {path: renumbered.get(action_id, action_id) for path, action_id in call.keys.items()}


def _is_stale(answer: Answer) -> bool:
    """HubSpot publishes no status for a stale `revisionId` (dossier F2): 409, or 400 that names it."""
    return answer.status == 409 or (answer.status == 400 and "revision" in message(answer.body).lower())


def _edited(address: Address, answer: Answer) -> Finding:
    summary = f"somebody edited the workflow meanwhile: {message(answer.body)}".rstrip(": ")
    return Finding(
        "RV593", Severity.ERROR, summary, "run `revops plan` again and look at the change", address
    )


def _hidden(address: Address) -> Finding:
    """An update has to name the revision that it changes (F2); Service Keys read not even their own (F1)."""
    summary = "HubSpot does not show the workflow's revision to this token, so no change of it was sent"
    hint = "use the token of an app: set HUBSPOT_AUTOMATION_TOKEN, then run `revops apply` again"
    return Finding("RV596", Severity.ERROR, summary, hint, address)


def _alone(address: Address, step: str) -> Finding:
    """Somebody took the step away in HubSpot, and only what comes after it is to be written."""
    summary = f"a step asks what came of the step {step!r}, which HubSpot does not have any more"
    hint = f"write it again, too: `revops apply --take '{address}#steps.{step}'`"
    return Finding("RV961", Severity.ERROR, summary, hint, address)
