"""What the rules and permissions of a pipeline name: the pipeline, its stages, and who is asked (D5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from revops.kinds.mentions import Walk
from revops.model.context import Context
from revops.model.json import Json
from revops.model.reference import Mention, Thing
from revops.model.spec import Observed

_STAGES: Final = "pipeline.stages"


def of_rules(observed: Observed, context: Context) -> Iterator[Mention]:
    """Stages by rule, and the condition of an approval."""
    document = observed.raw.get("rules") or {}
    if not document:
        return
    scope = observed.address.scope
    yield Mention(Thing("pipeline", scope, observed.id), "rule")
    for rule in document["governanceValidationRules"].values():
        yield from _stages(scope, (rule or {}).get("pipelineStageIds"), "rule")
    approval = document.get("approvalStage") or {}
    yield from _stages(scope, [approval.get("pipelineStageId")], "approval")
    branch = approval.get("conditionalApprovalFilterBranch")
    yield from Walk(context.names, "approval").through(branch, scope)


def of_permissions(observed: Observed) -> Iterator[Mention]:
    """Stages that are limited, and the teams that may edit deals there."""
    scope, rows = observed.address.scope, (observed.raw.get("permissions") or {}).get("stages") or ()
    limited = [row for row in rows if row.get("permissionMode") != "OPEN"]
    yield from _stages(scope, [row.get("pipelineStageId") for row in limited], "permission")
    for row in limited:
        teams = row.get("teamIds") or ()
        yield from (Mention(Thing("team", "", str(team)), "permission") for team in teams)


def _stages(scope: str, ids: Json, how: str) -> Iterator[Mention]:
    yield from (Mention(Thing(_STAGES, scope, str(one)), how) for one in ids or () if one)
