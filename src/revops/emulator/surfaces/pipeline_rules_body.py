"""The rules of one pipeline: where they are kept, and the checks of what is sent (dossier D5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import boolean, fault, filled, list_of, object_of, one_of, text
from revops.emulator.filters import tree
from revops.emulator.http import Refusal
from revops.emulator.references import Subject
from revops.emulator.surfaces.pipeline_objects import asked, check_tier
from revops.emulator.surfaces.pipeline_shelf import Shelf
from revops.emulator.tagged import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.check import Checker, Fault
    from revops.emulator.http import Ask, Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

RULES = "pipeline_rules"
APPROVED_OBJECT = "deals"


def kept_of(portal: Portal, table: str, kind: ObjectType, pipeline: Json) -> Json:
    """What is kept of a pipeline, None for nothing; of a deleted one of the same id it is gone with it."""
    found = portal.table(table).get(f"{kind.name}/{pipeline['id']}")
    return found["document"] if found and found["pipelineCreatedAt"] == pipeline["createdAt"] else None


def keep(portal: Portal, table: str, kind: ObjectType, pipeline: Json, document: Json) -> None:
    kept = {"pipelineCreatedAt": pipeline["createdAt"], "document": document}
    portal.table(table)[f"{kind.name}/{pipeline['id']}"] = kept


def rules_of(portal: Portal, kind: ObjectType, pipeline: Json) -> Json:
    """The rules of a pipeline, None without any."""
    return kept_of(portal, RULES, kind, pipeline)


class PipelineRules:
    """The rules of the pipeline in a request's path."""

    def __init__(self, ask: Ask) -> None:
        self.portal, self.kind = ask.portal, asked(ask)
        check_tier(ask, self.kind)
        pipeline = Shelf(ask.portal, self.kind).find(ask.args["pipeline_id"])
        if pipeline is None:
            raise Refusal(404, f"Pipeline {ask.args['pipeline_id']} does not exist", "OBJECT_NOT_FOUND")
        self.pipeline = pipeline

    def found(self) -> Json:
        return rules_of(self.portal, self.kind, self.pipeline)

    def made(self, rules: Json, approval: Json) -> Json:
        """The document that says so, not yet kept."""
        now, before = self.portal.now(), self.found() or {}
        document = {
            "id": before.get("id") or self.portal.new_id(),
            "objectTypeId": self.kind.id,
            "pipelineId": self.pipeline["id"],
            "governanceValidationRules": rules,
            "createdAt": before.get("createdAt", now),
            "updatedAt": now,
        }
        return {**document, "approvalStage": approval} if approval else document

    def keep(self, rules: Json, approval: Json) -> Json:
        document = self.made(rules, approval)
        keep(self.portal, RULES, self.kind, self.pipeline, document)
        return document

    def drop(self) -> None:
        self.portal.table(RULES).pop(f"{self.kind.name}/{self.pipeline['id']}", None)

    def has_stage(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of a stage of the pipeline."""
        faults = list(filled(value, where))
        yield from faults
        if not faults and all(stage["id"] != value for stage in self.pipeline["stages"]):
            said = f"{where}: pipeline {self.pipeline['id']} has no stage '{value}'"
            yield fault(said, where, "UNKNOWN_REFERENCE")


def each_once(value: Json, where: str) -> Iterator[Fault]:
    """No id twice."""
    if len(set(value)) < len(value):
        yield fault(f"{where} has an id twice", where, "DUPLICATE_ID")


def rule_checkers(rules: PipelineRules) -> dict[str, Checker]:
    """The three rules by name."""
    stages = both(list_of(rules.has_stage), each_once)
    sequence = object_of({"enabledForAllStages": boolean, "pipelineStageIds": stages})
    return {
        "noSkippingStagesRule": sequence,
        "noBackwardsMovementRule": sequence,
        "objectCreationRule": object_of({"pipelineStageIds": stages}),
    }


def approval_body(rules: PipelineRules) -> Checker:
    """An `approvalStage`, which deals alone have, in Enterprise."""
    subject = Subject(rules.portal, rules.kind.id)
    shape = object_of(
        {
            "pipelineStageId": rules.has_stage,
            "approverUserIds": both(list_of(subject.has_user, minimum=1), each_once),
            "approvalMode": one_of("ALL", "ANY"),
        },
        {"approvalComment": text, "conditionalApprovalFilterBranch": tree(subject)},
    )

    def offered(_value: Json, where: str) -> Iterator[Fault]:
        if rules.kind.name != APPROVED_OBJECT:
            yield fault(f"{where}: only deals have approvals", where, "UNSUPPORTED_OBJECT_TYPE")
        if not rules.portal.traits.reaches("enterprise"):
            yield fault(f"{where}: approvals need an enterprise subscription", where, "UNSUPPORTED_TIER")

    return both(shape, offered)
