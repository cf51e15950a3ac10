"""`/crm/pipelines/.../stages`: the stages of one pipeline, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import body_of, filled, integer
from revops.emulator.http import Ask, Json, Refusal, Reply
from revops.emulator.surfaces.pipeline_guards import (
    SERVER_IDS_VARIANT,
    check_droppable,
    check_free,
    new_stage,
    writable,
)
from revops.emulator.surfaces.pipeline_objects import asked
from revops.emulator.surfaces.pipeline_refusals import Missing, uncategorised
from revops.emulator.surfaces.pipeline_shelf import Shelf
from revops.emulator.surfaces.stage_rules import (
    METADATA,
    check_label,
    check_order,
    check_whole,
    echoed,
    placed,
    spelled,
    stored_metadata,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.check import Fault
    from revops.emulator.object_types import ObjectType


_REQUIRED = {"label": filled, "displayOrder": integer, "metadata": METADATA}


def list_stages(ask: Ask) -> Reply:
    """Stages in the order of their making; a missing pipeline is a 404 without `category` (peers (f))."""
    found = Shelf(ask.portal, asked(ask)).find(ask.args["pipeline_id"])
    if found is None:
        raise uncategorised("Pipeline not found", 404)
    return Reply(200, {"results": found["stages"]})


def read_stage(ask: Ask) -> Reply:
    pipeline = Shelf(ask.portal, asked(ask)).read(ask.args["pipeline_id"])
    return Reply(200, _stage_of(pipeline, ask))


def audit_stage(ask: Ask) -> Reply:
    shelf = Shelf(ask.portal, asked(ask))
    _stage_of(shelf.read(ask.args["pipeline_id"]), ask)
    return Reply(200, {"results": shelf.audit(ask.args["pipeline_id"], ask.args["stage_id"])})


def create_stage(ask: Ask) -> Reply:
    kind, shelf = writable(ask)
    pipeline = shelf.read(ask.args["pipeline_id"])
    sent = body_of(ask, required=_REQUIRED, optional={"stageId": filled})
    if not ask.portal.has(SERVER_IDS_VARIANT):
        _check_stage_id(shelf, sent.get("stageId"))
    check_label(sent["label"], pipeline["stages"])
    check_order(sent["displayOrder"])
    stage = new_stage(ask, sent, stored_metadata(kind, spelled(sent["metadata"])))
    _keep(kind, shelf, pipeline, placed(pipeline["stages"], stage))
    return Reply(201, echoed(stage, sent, stage["metadata"]))


def replace_stage(ask: Ask) -> Reply:
    """A PUT keeps metadata that it leaves out, as a PATCH does (peers (f)); it needs every field, though."""
    return _change(ask, body_of(ask, required=_REQUIRED))


def update_stage(ask: Ask) -> Reply:
    """A PATCH changes what it sends; `metadata` must be there, be it empty (dossier D1)."""
    optional = {"label": filled, "displayOrder": integer, "archived": archived_refused}
    return _change(ask, body_of(ask, required={"metadata": METADATA}, optional=optional))


def delete_stage(ask: Ask) -> Reply:
    """204 for anything that is not there, a stage addressed through another pipeline included (peers (f))."""
    kind, shelf = writable(ask)
    pipeline = shelf.find(ask.args["pipeline_id"])
    gone = [stage for stage in (pipeline or {}).get("stages", []) if stage["id"] == ask.args["stage_id"]]
    if pipeline and gone:
        left = [stage for stage in pipeline["stages"] if stage not in gone]
        check_whole(kind, pipeline["id"], left)
        check_droppable(ask, shelf, gone)
        _keep(kind, shelf, pipeline, left)
    return Reply(204)


def archived_refused(_value: Json, _where: str) -> Iterator[Fault]:
    """`archived` restores what is archived and is a 400 otherwise; as a delete is a purge, it always is one.

    Source: the specification's word on the field (dossier D1), and peers (f) on deletes.
    """
    raise Refusal(400, "archived may only be sent to restore what is archived")


def _change(ask: Ask, sent: dict[str, Json]) -> Reply:
    kind, shelf = writable(ask)
    pipeline = shelf.read(ask.args["pipeline_id"])
    before = _stage_of(pipeline, ask)
    check_free(before)
    others = [stage for stage in pipeline["stages"] if stage is not before]
    metadata = stored_metadata(kind, {**before["metadata"], **spelled(sent["metadata"])})
    after = {**before, **sent, "metadata": metadata, "updatedAt": ask.portal.now()}
    check_label(after["label"], others)
    check_order(after["displayOrder"])
    _keep(kind, shelf, pipeline, placed(pipeline["stages"], after))
    return Reply(200, echoed(after, sent, before["metadata"]))


def _keep(kind: ObjectType, shelf: Shelf, pipeline: dict[str, Json], stages: list[Json]) -> None:
    check_whole(kind, pipeline["id"], stages)
    shelf.keep({**pipeline, "stages": stages})


def _check_stage_id(shelf: Shelf, sent: str | None) -> None:
    """Stage ids are unique within an object type; this refusal has no category (peers (f))."""
    if sent is not None and any(
        stage["id"] == sent for pipeline in shelf.all() for stage in pipeline["stages"]
    ):
        raise uncategorised(f"An existing active stage in another pipeline is already using stage id {sent}")


def _stage_of(pipeline: dict[str, Json], ask: Ask) -> dict[str, Json]:
    for stage in pipeline["stages"]:
        if stage["id"] == ask.args["stage_id"]:
            found: dict[str, Json] = stage
            return found
    raise Missing
