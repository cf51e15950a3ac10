"""`/crm/pipelines`: the pipelines of an object, contacts' and companies' lifecycle stages among them.

What it leaves out: the pipelines that HubSpot ships for appointments, services, listings and courses, whose
stages no source names, and references to a stage from anything but records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.check import body_of, filled, integer, list_of
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces import stages
from revops.emulator.surfaces.pipeline_defaults import defaults
from revops.emulator.surfaces.pipeline_guards import (
    LONGEST_PIPELINE_ID,
    SERVER_IDS_VARIANT,
    check_droppable,
    checked_first,
    given_id,
    new_stage,
    writable_whole,
)
from revops.emulator.surfaces.pipeline_objects import asked, read_scopes, tier_of, write_scopes
from revops.emulator.surfaces.pipeline_refusals import (
    no_stage,
    pipeline_label_taken,
    stage_ids_elsewhere,
)
from revops.emulator.surfaces.pipeline_shelf import Pipeline, Shelf
from revops.emulator.surfaces.stage_rules import (
    STAGE,
    Stage,
    check_order,
    check_whole,
    echoed,
    placed,
    same_label,
    spelled,
    stored_metadata,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from revops.emulator.check import Checker
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

__all__ = ["LOADERS", "MOST_PIPELINES", "ROUTES", "defaults"]

MOST_PIPELINES = {"free": 1, "starter": 2, "professional": 15, "enterprise": 100}
"""Pipelines of one object by tier (dossier D3); the refusal of one more is worded here, no source has it."""
_ONE_NAMESPACE = ("deals", "tickets")
"""Objects among which a pipeline id is unique, and which always keep a pipeline (peers (f), dossier D1)."""


def list_pipelines(ask: Ask) -> Reply:
    """All of them, whatever `limit` or `archived` say (peers (f))."""
    return Reply(200, {"results": Shelf(ask.portal, asked(ask)).all()})


def read_pipeline(ask: Ask) -> Reply:
    return Reply(200, Shelf(ask.portal, asked(ask)).read(ask.args["pipeline_id"]))


def audit_pipeline(ask: Ask) -> Reply:
    """Its changes, newest first (dossier D1)."""
    return Reply(200, {"results": Shelf(ask.portal, asked(ask)).audit(ask.args["pipeline_id"])})


def create_pipeline(ask: Ask) -> Reply:
    kind, shelf = writable_whole(ask)
    sent = _whole(ask, pipelineId=filled)
    held = shelf.all()
    pipeline_id = given_id(ask.portal, sent.get("pipelineId"), LONGEST_PIPELINE_ID)
    _check_pipeline_id(ask.portal, kind, held, pipeline_id)
    _check_pipeline_label(sent["label"], held)
    _check_room(ask.portal, kind, held)
    stages_after = _written(ask, kind, sent["stages"], held, [])
    check_whole(kind, pipeline_id, stages_after)
    now = ask.portal.now()
    pipeline = {
        "id": pipeline_id,
        "label": sent["label"],
        "displayOrder": sent["displayOrder"],
        "stages": stages_after,
        "createdAt": now,
        "updatedAt": now,
        "archived": False,
    }
    shelf.keep(pipeline)
    return Reply(201, _echo(pipeline, sent))


def replace_pipeline(ask: Ask) -> Reply:
    """Keeps the stages it names by id, numbers those it sends without one, deletes the others (peers (f))."""
    kind, shelf = writable_whole(ask)
    before = shelf.read(ask.args["pipeline_id"])
    sent = _whole(ask)
    others = [pipeline for pipeline in shelf.all() if pipeline["id"] != before["id"]]
    _check_pipeline_label(sent["label"], others)
    stages_after = _written(ask, kind, sent["stages"], others, before["stages"])
    check_whole(kind, before["id"], stages_after)
    kept = {stage["id"] for stage in stages_after}
    check_droppable(ask, shelf, [stage for stage in before["stages"] if stage["id"] not in kept])
    after = {
        **before,
        "label": sent["label"],
        "displayOrder": sent["displayOrder"],
        "stages": stages_after,
        "updatedAt": ask.portal.now(),
    }
    shelf.keep(after)
    return Reply(200, _echo(after, sent))


def update_pipeline(ask: Ask) -> Reply:
    """Changes label and order alone, and moves `updatedAt` of every stage (peers (f))."""
    _, shelf = writable_whole(ask)
    before = shelf.read(ask.args["pipeline_id"])
    checked_first(ask)
    optional = {"label": filled, "displayOrder": integer, "archived": stages.archived_refused}
    wanted = {**before, **body_of(ask, optional=optional)}
    others = [pipeline for pipeline in shelf.all() if pipeline["id"] != before["id"]]
    _check_pipeline_label(wanted["label"], others)
    check_order(wanted["displayOrder"])
    now = ask.portal.now()
    touched = [{**stage, "updatedAt": now} for stage in before["stages"]]
    after = {**wanted, "stages": touched, "updatedAt": now}
    shelf.keep(after)
    return Reply(200, after)


def delete_pipeline(ask: Ask) -> Reply:
    """A purge of the pipeline and its stages: nothing is archived (peers (f))."""
    kind, shelf = writable_whole(ask)
    pipeline = shelf.find(ask.args["pipeline_id"])
    if pipeline is None:
        raise Refusal(404, f"No pipeline found with id {ask.args['pipeline_id']}", "OBJECT_NOT_FOUND")
    last = kind.name in _ONE_NAMESPACE and len(shelf.all()) == 1
    if last or (kind.name, pipeline["id"]) == ("deals", "default"):
        raise Refusal(400, f"Pipeline {pipeline['id']} of {kind.name} cannot be deleted")
    check_droppable(ask, shelf, pipeline["stages"])
    shelf.purge(pipeline)
    return Reply(204)


def _whole(ask: Ask, **more: Checker) -> dict[str, Json]:
    """The body of a create or replace; stages left out or empty have their own refusal (peers (f))."""
    required = {"label": filled, "displayOrder": integer}
    sent = body_of(ask, required=required, optional={"stages": list_of(STAGE), **more})
    if not sent.get("stages"):
        raise no_stage()
    check_order(sent["displayOrder"])
    return sent


def _written(
    ask: Ask, kind: ObjectType, sent: list[Json], others: list[Pipeline], before: list[Stage]
) -> list[Stage]:
    """The stages that a body makes; ties of displayOrder are resolved one stage after the other."""
    known = {stage["id"]: stage for stage in before}
    _check_stage_ids(ask.portal, sent, {stage["id"] for pipeline in others for stage in pipeline["stages"]})
    made: list[Stage] = []
    for entry in sent:
        # Inside a pipeline body this refusal has no subCategory (peers (f)).
        if any(same_label(entry["label"], stage["label"]) for stage in made):
            raise Refusal(400, f"Stage with label {entry['label']} already exists")
        check_order(entry["displayOrder"])
        stage = new_stage(ask, entry, stored_metadata(kind, spelled(entry["metadata"])))
        if old := known.get(entry.get("stageId", "")):
            kept = {key: old[key] for key in ("id", "createdAt", "writePermissions")}
            stage = {**stage, **kept}
        made = placed(made, stage)
    return made


def _check_stage_ids(portal: Portal, sent: list[Json], elsewhere: set[str]) -> None:
    if portal.has(SERVER_IDS_VARIANT):
        return
    ids = [entry["stageId"] for entry in sent if "stageId" in entry]
    if elsewhere.intersection(ids):
        raise stage_ids_elsewhere()
    if len(set(ids)) < len(ids):
        raise Refusal(400, "Stage ids must be unique")


def _check_pipeline_id(portal: Portal, kind: ObjectType, held: list[Pipeline], pipeline_id: str) -> None:
    if any(pipeline["id"] == pipeline_id for pipeline in held):
        raise Refusal(400, f"There's another pipeline in this portal with pipelineId ({pipeline_id}).")
    keys = {f"{name}/{pipeline_id}" for name in _ONE_NAMESPACE if kind.name in _ONE_NAMESPACE}
    if keys.intersection(portal.table("pipelines")):
        raise stage_ids_elsewhere()


def _check_pipeline_label(label: str, others: list[Pipeline]) -> None:
    """Labels are unique per object whatever their case; blanks around them count, unlike those of stages."""
    if any(label.casefold() == pipeline["label"].casefold() for pipeline in others):
        raise pipeline_label_taken(label)


def _check_room(portal: Portal, kind: ObjectType, held: list[Pipeline]) -> None:
    most = MOST_PIPELINES[tier_of(portal, kind)]
    if len(held) >= most:
        raise Refusal(400, f"Your account has reached its limit of {most} pipelines for this object")


def _echo(pipeline: Pipeline, sent: dict[str, Json]) -> Pipeline:
    pairs = zip(pipeline["stages"], sent["stages"], strict=True)
    return {**pipeline, "stages": [echoed(stage, said, stage["metadata"]) for stage, said in pairs]}


def _load(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list in place of what is there."""
    Shelf(portal, object_types.resolve(portal, args["object_type"])).refill(body["results"])


LOADERS = {"/crm/pipelines/<version>/<object_type>": _load, "/crm/v3/pipelines/<object_type>": _load}
_ONE = "/<pipeline_id>"
_STAGES = f"{_ONE}/stages"
_STAGE = f"{_STAGES}/<stage_id>"
_OPERATIONS: tuple[tuple[str, str, Callable[[Ask], Reply]], ...] = (
    ("GET", "", list_pipelines),
    ("POST", "", create_pipeline),
    ("GET", _ONE, read_pipeline),
    ("PUT", _ONE, replace_pipeline),
    ("PATCH", _ONE, update_pipeline),
    ("DELETE", _ONE, delete_pipeline),
    ("GET", f"{_ONE}/audit", audit_pipeline),
    ("GET", _STAGES, stages.list_stages),
    ("POST", _STAGES, stages.create_stage),
    ("GET", _STAGE, stages.read_stage),
    ("PUT", _STAGE, stages.replace_stage),
    ("PATCH", _STAGE, stages.update_stage),
    ("DELETE", _STAGE, stages.delete_stage),
    ("GET", f"{_STAGE}/audit", stages.audit_stage),
)
_TWINS = (
    ("/crm/pipelines/{version}", ("2026-09", "2026-03"), False),
    ("/crm/pipelines/{version}", ("2026-09-beta",), True),
    ("/crm/{version}/pipelines", ("v3",), False),
)
ROUTES = tuple(
    Route(
        method,
        f"{base}/<object_type>{path}",
        handler,
        versions,
        scopes=read_scopes if method == "GET" else write_scopes,
        beta=beta,
        write=method != "GET",
    )
    for base, versions, beta in _TWINS
    for method, path, handler in _OPERATIONS
)
