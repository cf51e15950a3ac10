"""What HubSpot holds a stage to: metadata, label, place among the others (peers (f), dossier D2)."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from revops.emulator.check import Fault, fault, filled, integer, mapping, object_of
from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import ObjectType
from revops.emulator.surfaces.pipeline_objects import most_stages, state_key
from revops.emulator.surfaces.pipeline_refusals import (
    label_taken,
    no_stage,
    pipeline_error,
    uncategorised,
)

Stage = dict[str, Json]
OPEN, CLOSED = "OPEN", "CLOSED"


def scalar(value: Json, where: str) -> Iterator[Fault]:
    """A metadata value: a string, or a number or boolean that is kept as one. Null is refused (peers (f))."""
    if not isinstance(value, str | int | float):
        yield fault(f"{where} must be a string", where, "INVALID_TYPE")


METADATA = mapping(scalar)
STAGE = object_of({"label": filled, "displayOrder": integer, "metadata": METADATA}, {"stageId": filled})


def spelled(metadata: dict[str, Json]) -> dict[str, str]:
    """Metadata as strings, spelled as it was sent."""
    return {key: _truth(value) if isinstance(value, bool) else str(value) for key, value in metadata.items()}


def stored_metadata(kind: ObjectType, metadata: dict[str, str]) -> dict[str, str]:
    """What HubSpot keeps: the state in its own print, `isClosed` derived from it, and no other key.

    Raises:
        Refusal: 400 for a deal stage without a probability from 0 to 1, or a state neither OPEN nor CLOSED.
    """
    key = state_key(kind)
    if key == "probability":
        value = _probability(metadata.get(key))
        return {"isClosed": _truth(value in (0, 1)), key: str(value)}
    state = metadata.get(key, OPEN)
    if state not in (OPEN, CLOSED):
        said = f"Failed to deserialize metadata for object type {kind.name}"
        raise pipeline_error(said, "INVALID_PIPELINE_STAGE_METADATA")
    return {key: state, "isClosed": _truth(state == CLOSED)}


def _probability(sent: str | None) -> float:
    if sent is None:
        raise uncategorised("must specify probability when writing a dealstage")
    try:
        value = abs(float(sent)) if float(sent) == 0 else float(sent)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise uncategorised("dealstage probability is not valid, must be between 0.0 and 1.0 (inclusive)")
    return value


def _truth(value: bool) -> str:
    return "true" if value else "false"


def same_label(one: str, other: str) -> bool:
    """Stage labels count as equal whatever their case and the blanks around them (peers (f))."""
    return one.strip().casefold() == other.strip().casefold()


def check_order(order: int) -> None:
    """A displayOrder of -1, which older versions sorted last, is refused (peers (f))."""
    if order < 0:
        raise uncategorised("Pipeline display order cannot be negative")


def check_label(label: str, others: list[Stage]) -> None:
    if any(same_label(label, stage["label"]) for stage in others):
        raise label_taken(label)


def check_whole(kind: ObjectType, pipeline_id: str, stages: list[Stage]) -> None:
    """What must hold of a pipeline after any write.

    Raises:
        Refusal: 400 where no stage is left, there are too many, or a ticket pipeline has none that is closed.
    """
    if not stages:
        raise no_stage()
    if len(stages) > most_stages(kind):
        raise Refusal(400, f"A pipeline cannot have more than {most_stages(kind)} stages")
    closed = any(stage["metadata"].get("isClosed") == "true" for stage in stages)
    if state_key(kind) == "ticketState" and not closed:
        said = f"{kind.name} pipeline: {pipeline_id} must have at least one closed stage"
        raise pipeline_error(said, "MISSING_CLOSED_STAGE")


def placed(stages: list[Stage], stage: Stage) -> list[Stage]:
    """The stages with one written among them, in the order in which they were made.

    On a free displayOrder nothing else moves. On a taken one the stage goes right after the holder, and the
    whole pipeline is numbered anew from 0 (peers (f)).
    """
    others = [entry for entry in stages if entry["id"] != stage["id"]]
    kept = [stage if entry["id"] == stage["id"] else entry for entry in stages]
    made = kept if len(others) < len(stages) else [*stages, stage]
    order = stage["displayOrder"]
    if all(entry["displayOrder"] != order for entry in others):
        return made
    line = sorted(others, key=itemgetter("displayOrder"))
    holder = next(place for place, entry in enumerate(line) if entry["displayOrder"] == order)
    line.insert(holder + 1, stage)
    place_of = {entry["id"]: place for place, entry in enumerate(line)}
    return [{**entry, "displayOrder": place_of[entry["id"]]} for entry in made]


def echoed(stored: Stage, sent: dict[str, Json], before: dict[str, str]) -> Stage:
    """A write's answer: the request laid over what is stored, dropped keys and a stale isClosed included.

    Only a GET shows what HubSpot kept (peers (f)). `before` is the metadata that the stage had when asked.
    """
    said: Stage = {key: sent[key] for key in ("label", "displayOrder") if key in sent}
    return {**stored, **said, "metadata": {**before, **spelled(sent.get("metadata", {}))}}
