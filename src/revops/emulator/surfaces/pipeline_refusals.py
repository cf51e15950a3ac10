"""The refusals of the pipelines API, word for word where they were seen (peers (f))."""

from __future__ import annotations

from collections.abc import Iterable

from revops.emulator.http import Refusal, Reply


class Missing(Refusal):
    """A pipeline or stage that is not there: reads and PATCHes answer 404 without any body (peers (f))."""

    def __init__(self) -> None:
        super().__init__(404, "", "OBJECT_NOT_FOUND")

    def reply(self) -> Reply:
        return Reply(self.status)


def uncategorised(message: str, status: int = 400) -> Refusal:
    """The envelope that some refusals use: it has no `category`."""
    refusal = Refusal(status, message)
    del refusal.body["category"]
    return refusal


def pipeline_error(message: str, sub_category: str) -> Refusal:
    """A 400 whose subCategory is one of `PipelineError`."""
    return Refusal(400, message, sub_category=f"PipelineError.{sub_category}")


def no_stage() -> Refusal:
    return uncategorised("Pipeline must have at least one stage")


def label_taken(label: str) -> Refusal:
    return pipeline_error(f"Stage with label {label} already exists", "STAGE_LABEL_EXISTS")


def pipeline_label_taken(label: str) -> Refusal:
    return Refusal(400, f"An active pipeline with label {label} already exists.")


def stage_ids_elsewhere() -> Refusal:
    """What a create says of a stage id of another pipeline, and of a pipeline id of another object."""
    return Refusal(
        409,
        "There's another pipeline in this portal with one of the same stages",
        "OBJECT_ALREADY_EXISTS",
        "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE",
    )


def in_use(stage_ids: Iterable[str], record_ids: Iterable[str]) -> Refusal:
    """The refusal to drop stages that records are in: both lists come as one string each (peers (f))."""
    stages, records = f"[{', '.join(stage_ids)}]", f"[{', '.join(record_ids)}]"
    return Refusal(
        400,
        f"Stage IDs: {stages} are being referenced by object IDs: {records}",
        sub_category="PipelineError.STAGE_ID_IN_USE",
        context={"stageIds": [stages], "objectIds": [records]},
    )


def read_only(what: str) -> Refusal:
    """A write to what HubSpot keeps for itself; that it is a 403 of this category is unverified."""
    return Refusal(403, f"{what} is read only", "FORBIDDEN")
