"""The pipelines of one object type in one portal: reading, keeping, audit rows and mirrored options."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from revops.emulator.surfaces.pipeline_objects import LIFECYCLE, lifecycle_id, mirrors
from revops.emulator.surfaces.pipeline_refusals import Missing
from revops.emulator.surfaces.property_tables import set_options

if TYPE_CHECKING:
    from revops.emulator.http import Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

Pipeline = dict[str, "Json"]
RECORDS = "records_in_stage"
"""Table of what makes a stage be in use: `{"ids": [...]}` of its records, by `deals/closedwon`."""
READ_ONLY_VARIANT = "lifecycle-read-only"
_AUDIT = "pipeline_audit"


class Shelf:
    """One object type's pipelines in the order of their making; contacts and companies share theirs."""

    def __init__(self, portal: Portal, kind: ObjectType) -> None:
        self._portal, self._kind = portal, kind
        self._table = portal.table("pipelines")
        self._lifecycle_id = lifecycle_id(kind)
        self._prefix = "lifecycle/" if self._lifecycle_id else f"{kind.name}/"

    def all(self) -> list[Pipeline]:
        """Every pipeline, not sorted by displayOrder: HubSpot's list is not either (peers (f))."""
        return [self._shown(body) for key, body in self._table.items() if key.startswith(self._prefix)]

    def find(self, pipeline_id: str) -> Pipeline | None:
        body = self._table.get(self._key(pipeline_id))
        return None if body is None else self._shown(body)

    def read(self, pipeline_id: str) -> Pipeline:
        """One pipeline.

        Raises:
            Missing: There is none of this id.
        """
        found = self.find(pipeline_id)
        if found is None:
            raise Missing
        return found

    def refill(self, pipelines: list[Pipeline]) -> None:
        """Make these the object's pipelines, as if they had always been: no audit row."""
        for key in [key for key in self._table if key.startswith(self._prefix)]:
            del self._table[key]
        for pipeline in pipelines:
            self._table[self._key(pipeline["id"])] = pipeline
        self._mirror()

    def keep(self, pipeline: Pipeline) -> None:
        """Store a pipeline, new or changed, with an audit row for all that differs."""
        self._audit(self.find(pipeline["id"]), pipeline)
        self._table[self._key(pipeline["id"])] = pipeline
        self._mirror()

    def purge(self, pipeline: Pipeline) -> None:
        """Remove a pipeline for good: there is no archive (peers (f))."""
        self._audit(pipeline, None)
        del self._table[self._key(pipeline["id"])]
        self._mirror()

    def records(self, stages: list[Json]) -> dict[str, list[str]]:
        """Ids of the records in each of these stages, stages without one left out."""
        table = self._portal.table(RECORDS)
        names = LIFECYCLE if self._lifecycle_id else (self._kind.name,)
        held = {
            stage["id"]: [
                each for name in names for each in table.get(f"{name}/{stage['id']}", {"ids": []})["ids"]
            ]
            for stage in stages
        }
        return {stage_id: ids for stage_id, ids in held.items() if ids}

    def audit(self, pipeline_id: str, stage_id: str = "") -> list[Json]:
        """Audit rows of a pipeline or stage, newest first."""
        self.read(pipeline_id)
        return list(self._portal.table(_AUDIT).get(f"{self._key(pipeline_id)}/{stage_id}", []))

    def _key(self, pipeline_id: str) -> str:
        if self._lifecycle_id and pipeline_id == self._lifecycle_id:
            return self._prefix
        return f"{self._prefix}{pipeline_id}"

    def _shown(self, body: Pipeline) -> Pipeline:
        if not self._lifecycle_id:
            return body
        body = {**body, "id": self._lifecycle_id}
        if self._portal.has(READ_ONLY_VARIANT):
            body["stages"] = [{**stage, "writePermissions": "READ_ONLY"} for stage in body["stages"]]
        return body

    def _audit(self, before: Pipeline | None, after: Pipeline | None) -> None:
        key = self._key((after or before or {})["id"])
        self._note(f"{key}/", _bare(before), _bare(after))
        old, new = _stages_by_id(before), _stages_by_id(after)
        for stage_id in old | new:
            self._note(f"{key}/{stage_id}", old.get(stage_id), new.get(stage_id))

    def _note(self, key: str, before: Json, after: Json) -> None:
        """One row of `PublicAuditInfo` (dossier D1); HubSpot publishes no list of the words in `action`."""
        if before == after:
            return
        row = {
            "portalId": self._portal.id,
            "identifier": (after or before)["id"],
            "action": "CREATE" if before is None else "DELETE" if after is None else "UPDATE",
            "timestamp": self._portal.now(),
            "rawObject": after or before,
            "fromUserId": int(self._portal.user_id),
        }
        table = self._portal.table(_AUDIT)
        table[key] = [row, *table.get(key, [])]

    def _mirror(self) -> None:
        """Show stages, and pipelines, as options of the properties that hold them (dossier O6)."""
        pipelines = sorted(self.all(), key=itemgetter("displayOrder"))
        stages = [
            stage
            for pipeline in pipelines
            for stage in sorted(pipeline["stages"], key=itemgetter("displayOrder"))
        ]
        if self._lifecycle_id:
            for name in LIFECYCLE:
                set_options(self._portal, name, "lifecyclestage", _options(stages))
        else:
            of_pipelines, of_stages = mirrors(self._kind)
            set_options(self._portal, self._kind.name, of_pipelines, _options(pipelines))
            set_options(self._portal, self._kind.name, of_stages, _options(stages))


def _stages_by_id(pipeline: Pipeline | None) -> dict[str, Json]:
    return {stage["id"]: _undated(stage) for stage in (pipeline or {}).get("stages", [])}


def _bare(pipeline: Pipeline | None) -> Json:
    return pipeline and {key: value for key, value in _undated(pipeline).items() if key != "stages"}


def _undated(body: Json) -> Json:
    """Without `updatedAt`, which alone is no change that anybody made."""
    return {key: value for key, value in body.items() if key != "updatedAt"}


def _options(things: list[Json]) -> list[Json]:
    return [
        {"label": thing["label"], "value": thing["id"], "displayOrder": place, "hidden": False}
        for place, thing in enumerate(things)
    ]
