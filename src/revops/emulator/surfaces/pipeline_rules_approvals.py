"""Approvals of deals: started for one, and where it stands (dossier D5). Nobody decides one here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import body_of, integer
from revops.emulator.http import Refusal, Reply
from revops.emulator.surfaces.pipeline_rules_body import PipelineRules, rules_of
from revops.emulator.surfaces.record_table import existing

if TYPE_CHECKING:
    from revops.emulator.http import Ask, Json

_APPROVALS = "pipeline_approvals"


def start_approval(ask: Ask) -> Reply:
    """Pending from now on; a pipeline whose rules have no approval refuses (unverified)."""
    rules, sent = PipelineRules(ask), body_of(ask, {"objectId": integer})
    record = existing(ask.portal, rules.kind, str(sent["objectId"]))
    asked_for = (rules_of(ask.portal, rules.kind, rules.pipeline) or {}).get("approvalStage")
    if asked_for is None:
        raise Refusal(400, f"Pipeline {rules.pipeline['id']} has no approval stage")
    table, key = ask.portal.table(_APPROVALS), f"{rules.kind.name}/{rules.pipeline['id']}/{record['id']}"
    if key not in table:
        stage = {"pipelineStageId": asked_for["pipelineStageId"], "approvalId": ask.portal.new_id()}
        table[key] = {**_status(rules, record["id"], "PENDING"), **stage}
    return Reply(200, table[key])


def read_approval(ask: Ask) -> Reply:
    """Where it stands; NOT_APPLICABLE for a deal for which none was started."""
    rules = PipelineRules(ask)
    record = existing(ask.portal, rules.kind, ask.args["object_id"])
    key = f"{rules.kind.name}/{rules.pipeline['id']}/{record['id']}"
    started = ask.portal.table(_APPROVALS).get(key)
    if started is not None:
        return Reply(200, started)
    stage = {"pipelineStageId": str(record["properties"].get("dealstage", ""))}
    return Reply(200, {**_status(rules, record["id"], "NOT_APPLICABLE"), **stage})


def _status(rules: PipelineRules, object_id: str, status: str) -> Json:
    now = rules.portal.now()
    return {
        "id": rules.portal.new_id(),
        "objectId": object_id,
        "objectTypeId": rules.kind.id,
        "pipelineId": rules.pipeline["id"],
        "approvalStatus": status,
        "createdAt": now,
        "updatedAt": now,
    }
