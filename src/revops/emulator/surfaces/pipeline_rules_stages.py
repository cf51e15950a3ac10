"""Who may edit the records of a stage: `.../stage-edit-permissions` (dossier D5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import body_of, boolean, fault, list_of, object_of, one_of
from revops.emulator.http import Reply
from revops.emulator.references import Subject
from revops.emulator.surfaces.pipeline_rules_body import PipelineRules, each_once, keep, kept_of
from revops.emulator.tagged import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.check import Checker, Fault
    from revops.emulator.http import Ask, Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

PERMISSIONS = "pipeline_stage_permissions"
OPEN, RESTRICTED = "OPEN", "RESTRICTED"
_RESTRICTABLE = "deals"


def read_permissions(ask: Ask) -> Reply:
    """Every stage of the pipeline; one of which nothing was said is open to everybody."""
    rules = PipelineRules(ask)
    kept = permissions_of(rules.portal, rules.kind, rules.pipeline) or _untouched(rules)
    return Reply(200, _shown(rules, kept))


def permissions_of(portal: Portal, kind: ObjectType, pipeline: Json) -> Json:
    """What was last set for a pipeline, None for nothing."""
    return kept_of(portal, PERMISSIONS, kind, pipeline)


def _untouched(rules: PipelineRules) -> Json:
    """As if set with the pipeline; its id is the pipeline's, as nothing was made yet (unverified)."""
    created = rules.pipeline["createdAt"]
    return {"id": rules.pipeline["id"], "stages": {}, "createdAt": created, "updatedAt": created}


def replace_permissions(ask: Ask) -> Reply:
    """Sets all stages at once: what becomes of a stage left out is unverified, so none may be."""
    rules = PipelineRules(ask)
    sent = body_of(ask, {"stages": both(list_of(_permission(rules)), _each_stage(rules))})
    before = permissions_of(rules.portal, rules.kind, rules.pipeline) or {}
    now = ask.portal.now()
    kept = {
        "id": before.get("id") or ask.portal.new_id(),
        "stages": {stage["pipelineStageId"]: stage for stage in sent["stages"]},
        "createdAt": before.get("createdAt", now),
        "updatedAt": now,
    }
    keep(ask.portal, PERMISSIONS, rules.kind, rules.pipeline, kept)
    return Reply(200, _shown(rules, kept))


def _shown(rules: PipelineRules, kept: Json) -> Json:
    stages = [
        {**_open(stage["id"]), **kept["stages"].get(stage["id"], {}), "label": stage["label"]}
        for stage in rules.pipeline["stages"]
    ]
    names = {"objectTypeId": rules.kind.id, "pipelineId": rules.pipeline["id"]}
    return {**kept, **names, "stages": stages}


def _open(stage_id: str) -> Json:
    rest: dict[str, Json] = {"permissionMode": OPEN, "superAdmin": True, "teamIds": [], "userIds": []}
    return {"pipelineStageId": stage_id, **rest}


def _permission(rules: PipelineRules) -> Checker:
    subject = Subject(rules.portal, rules.kind.id)
    shape = object_of(
        {
            "pipelineStageId": rules.has_stage,
            "permissionMode": one_of(OPEN, RESTRICTED),
            "superAdmin": boolean,
            "teamIds": both(list_of(subject.has_team), each_once),
            "userIds": both(list_of(subject.has_user), each_once),
        }
    )

    def offered(value: Json, where: str) -> Iterator[Fault]:
        """HubSpot's guide to pipeline rules has this for deals alone."""
        if value["permissionMode"] == RESTRICTED and rules.kind.name != _RESTRICTABLE:
            yield fault(f"{where}: only stages of deals can be restricted", where, "UNSUPPORTED_OBJECT_TYPE")

    return both(shape, offered)


def _each_stage(rules: PipelineRules) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        named = [stage["pipelineStageId"] for stage in value]
        yield from each_once(named, where)
        if lost := [stage["id"] for stage in rules.pipeline["stages"] if stage["id"] not in named]:
            yield fault(f"{where} lacks stages: [{', '.join(lost)}]", where, "MISSING_STAGE")

    return checker
