"""Pipelines and lifecycle stages: probabilities that rise, an end that is closed, stages that are reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.blueprint.lint.steps import bodies
from revops.blueprint.lint.subject import Hit, Subject
from revops.kinds.pipelines.objects import pipelined
from revops.model.json import Json

_STAGE: Final = "lifecyclestage"


def falling_probability(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.entries("pipelines"):
        highest = 0.0
        for key, stage in _stages(entry):
            probability = stage.get("probability")
            if probability is None or probability in (0, 1):
                continue
            if probability < highest:
                summary = f"the probability falls to {probability} after {highest}"
                yield Hit((*trail, "stages", key, "probability"), summary)
            highest = max(highest, probability)


def never_closed(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.made("pipelines"):
        missing = _missing_ends(str(trail[1]), [stage for _, stage in _stages(entry)])
        if missing:
            yield Hit(trail, f"no stage is {missing}")


def unreachable(subject: Subject) -> Iterator[Hit]:
    """Only where the blueprint says of any stage how it is reached: else people or HubSpot move records."""
    stages, is_set = dict(subject.entries("lifecycle")), _set_stages(subject)
    reached = {trail for trail, entry in stages.items() if entry.get("enter") or trail[-1] in is_set}
    for trail in stages if reached else ():
        if trail not in reached:
            yield Hit(trail, f"nothing leads to the stage {trail[-1]!r}, but to others")


def _missing_ends(scope: str, stages: list[Mapping[str, Json]]) -> str:
    known = pipelined(scope)
    field = known.field if known else ""
    if not field:
        return ""  # nobody can say of a lead's stage that it is closed
    if field != "probability":
        return "" if any(stage.get(field) == "CLOSED" for stage in stages) else "closed"
    found = {stage.get("probability") for stage in stages}
    return " and none ".join(word for number, word in ((1, "won"), (0, "lost")) if number not in found)


def _stages(entry: Mapping[str, Json]) -> Iterator[tuple[str, Mapping[str, Json]]]:
    for key, stage in (entry.get("stages") or {}).items():
        yield key, stage or {}


def _set_stages(subject: Subject) -> set[str]:
    """Lifecycle stages that workflows set."""
    found = (
        body
        for trail, entry in subject.entries("workflows")
        for _, body in bodies(entry["steps"], (*trail, "steps"))
    )
    values = (item for body in found for item in (body.get("set") or {}).items())
    return {str(value) for name, value in values if name.endswith(f".{_STAGE}")}
