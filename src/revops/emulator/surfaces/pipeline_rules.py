"""Pipeline rules: `/crm/pipelines-rules/2026-09-beta/{objectTypeId}/{pipelineId}` (dossier D5).

What a pipeline without rules answers is unverified: 404 here, and in the variant `pipeline-rules-empty` rules
of which none is on. Subscriptions are those of HubSpot's guide to pipeline rules (February 2025; lifecycle
stages: June 2026): Professional, and Enterprise for approvals, which only deals have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import body_of, nullable, object_of
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.pipeline_rules_approvals import read_approval, start_approval
from revops.emulator.surfaces.pipeline_rules_body import PipelineRules, approval_body, rule_checkers
from revops.emulator.surfaces.pipeline_rules_stages import read_permissions, replace_permissions

if TYPE_CHECKING:
    from collections.abc import Callable

    from revops.emulator.check import Checker

_SEQUENCE = {"enabledForAllStages": False, "pipelineStageIds": []}
_NONE_ON = {
    "noSkippingStagesRule": _SEQUENCE,
    "noBackwardsMovementRule": _SEQUENCE,
    "objectCreationRule": {"pipelineStageIds": []},
}


def _existing(ask: Ask, rules: PipelineRules) -> Json:
    found = rules.found()
    if found is None and ask.portal.has("pipeline-rules-empty"):
        return rules.made(_NONE_ON, None)
    if found is None:
        raise Refusal(404, f"Pipeline {rules.pipeline['id']} has no rules", "OBJECT_NOT_FOUND")
    return found


def _read(ask: Ask) -> Reply:
    return Reply(200, _existing(ask, PipelineRules(ask)))


def _replace(ask: Ask) -> Reply:
    """A body without an approval takes the approval away."""
    rules = PipelineRules(ask)
    sent = body_of(
        ask,
        {"governanceValidationRules": object_of(rule_checkers(rules))},
        {"approvalStage": approval_body(rules)},
    )
    return Reply(200, rules.keep(sent["governanceValidationRules"], sent.get("approvalStage")))


def _update(ask: Ask) -> Reply:
    """The rules that are sent; `approvalStage` null takes the approval away."""
    rules = PipelineRules(ask)
    before = _existing(ask, rules)
    optional: dict[str, Checker] = {"approvalStage": nullable(approval_body(rules))}
    sent = body_of(ask, optional={**rule_checkers(rules), **optional})
    approval = sent.pop("approvalStage", before.get("approvalStage"))
    return Reply(200, rules.keep({**before["governanceValidationRules"], **sent}, approval))


def _delete(ask: Ask) -> Reply:
    rules = PipelineRules(ask)
    _existing(ask, rules)
    rules.drop()
    return Reply(204)


_BASE = "/crm/pipelines-rules/{version}/<object_type>/<pipeline_id>"
_READ, _WRITE = ("crm-pipelines-governance-read",), ("crm-pipelines-governance-write",)
_SEE_STAGES = ("crm-pipelines-locked-stages-access", "pipeline-level-permissions-access")
_SET_STAGES = ("crm-pipelines-locked-stages-write", "pipeline-level-permissions-write")
_OPERATIONS: tuple[tuple[str, str, Callable[[Ask], Reply], tuple[str, ...]], ...] = (
    ("GET", "", _read, _READ),
    ("PUT", "", _replace, _WRITE),
    ("PATCH", "", _update, _WRITE),
    ("DELETE", "", _delete, _WRITE),
    ("GET", "/stage-edit-permissions", read_permissions, _SEE_STAGES),
    ("PUT", "/stage-edit-permissions", replace_permissions, _SET_STAGES),
    ("POST", "/approvals/start", start_approval, _WRITE),
    ("GET", "/approvals/<object_id>", read_approval, ("deal-approval-read",)),
)
ROUTES = tuple(
    Route(
        method,
        _BASE + path,
        handler,
        ("2026-09-beta",),
        scopes,
        beta=True,
        tier="enterprise" if "approvals" in path else "professional",
        write=method != "GET",
    )
    for method, path, handler, scopes in _OPERATIONS
)
