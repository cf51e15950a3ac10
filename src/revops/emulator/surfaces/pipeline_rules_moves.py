"""Pipeline rules at work on records (dossier D5).

HubSpot's guide to pipeline rules (February 2025): they hold for people, and for calls on behalf of a user,
not for workflows and super admins. So they hold here for a write by a user who is no super admin. How the
stages of a rule are meant is read from its names: one that may not be jumped over, one not moved back to.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from revops.emulator.check import fault, refusal_of
from revops.emulator.http import Refusal
from revops.emulator.surfaces.pipeline_objects import LIFECYCLE, mirrors
from revops.emulator.surfaces.pipeline_rules_body import rules_of
from revops.emulator.surfaces.pipeline_rules_stages import RESTRICTED, permissions_of
from revops.emulator.surfaces.pipeline_shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.http import Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

    Values = Mapping[str, Json]


def check_rules(portal: Portal, kind: ObjectType, before: Values | None, values: Values) -> None:
    """Refuse a write to a record against the rules of its pipeline.

    Args:
        portal: The portal, with the user who writes.
        kind: Type of the record.
        before: Values of the record, None for a new one.
        values: Values that are written.

    Raises:
        Refusal: 400 against a rule, 403 in a stage that others edit; neither body is verified.
    """
    if not _held(portal):
        return
    name = "lifecyclestage" if kind.name in LIFECYCLE else mirrors(kind)[1]
    old, new = (before or {}).get(name), values.get(name)
    for pipeline in Shelf(portal, kind).all():
        stages = [stage["id"] for stage in sorted(pipeline["stages"], key=itemgetter("displayOrder"))]
        if old in stages:
            _check_editor(portal, permissions_of(portal, kind, pipeline), str(old))
        if new in stages and new != old:
            rules = (rules_of(portal, kind, pipeline) or {}).get("governanceValidationRules")
            _check_move(rules, stages, old if before is not None else "", str(new), name)


def _held(portal: Portal) -> bool:
    user = portal.table("users").get(portal.user_id)
    return user is not None and not user["superAdmin"]


def _check_editor(portal: Portal, permissions: Json, stage: str) -> None:
    kept = (permissions or {}).get("stages", {}).get(stage, {})
    user = portal.table("users")[portal.user_id]
    teams = {user.get("primaryTeamId"), *user["secondaryTeamIds"]}
    allowed = portal.user_id in kept.get("userIds", ()) or teams.intersection(kept.get("teamIds", ()))
    if kept.get("permissionMode") == RESTRICTED and not allowed:
        raise Refusal(403, f"You cannot edit records in stage {stage}", "FORBIDDEN")


def _check_move(rules: Json, stages: list[str], old: Json, new: str, name: str) -> None:
    if rules is None:
        return
    place = stages.index(new)
    if old == "":
        first = rules["objectCreationRule"]["pipelineStageIds"]
        broken = bool(first) and new not in first
    elif old not in stages:
        return
    elif place < stages.index(old):
        broken = _covers(rules["noBackwardsMovementRule"], [new])
    else:
        broken = _covers(rules["noSkippingStagesRule"], stages[stages.index(old) + 1 : place])
    if broken:
        raise refusal_of([fault(f"{name}: a pipeline rule does not allow {new}", name, "PIPELINE_RULE")])


def _covers(rule: Json, stages: list[str]) -> bool:
    return bool(stages) and (rule["enabledForAllStages"] or bool({*rule["pipelineStageIds"]} & {*stages}))
