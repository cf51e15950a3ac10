"""Workflows that set an earlier lifecycle stage than records have by then.

By several reports HubSpot ignores that unless the value was cleared before, by one it does not (dossier C3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.lint.steps import paths
from revops.blueprint.lint.subject import Entry, Hit, Subject
from revops.kinds.pipelines.shipped import LIFECYCLE
from revops.model.json import Json

_STAGE: Final = "lifecyclestage"


def earlier_stage(subject: Subject) -> Iterator[Hit]:
    order, named = _sequence(subject), subject.blueprint.sheet.data.get("conditions") or {}
    for trail, entry in subject.entries("workflows"):
        walk = _Walk(f"{entry['object']}.{_STAGE}", order, named)
        walk.along(entry["steps"], (*trail, "steps"), walk.least(entry["enrol"]))
        yield from walk.hits


def _sequence(subject: Subject) -> list[str]:
    """HubSpot's stages with those of the blueprint at their places."""
    order = list(LIFECYCLE.stages)
    after = {str(trail[-1]): entry.get("after") for trail, entry in subject.entries("lifecycle")}
    waiting = {key: before for key, before in after.items() if before and key not in order}
    while ready := [key for key, before in waiting.items() if before in order]:
        for key in ready:
            order.insert(order.index(waiting.pop(key)) + 1, key)
    return order


@dataclass
class _Walk:
    """A record on its way through the steps of one workflow. None stands for a stage that nobody can tell."""

    property: str
    order: Sequence[str]
    named: Mapping[str, Json]
    """The conditions of the blueprint."""
    hits: list[Hit] = field(default_factory=list)

    def along(self, steps: Sequence[Entry], trail: Trail, stage: int | None) -> int | None:
        """The earliest stage that records can have after these steps, from the earliest before them."""
        for number, step in enumerate(steps):
            stage = self._over(step, (*trail, number), stage)
        return stage

    def _over(self, step: Entry, trail: Trail, stage: int | None) -> int | None:
        if "of" in step:
            return stage
        if step.get("clear") == self.property:
            return None
        if self.property in (step.get("set") or {}):
            return self._set(step["set"][self.property], (*trail, "set", self.property), stage)
        if isinstance(step.get("else"), Mapping):
            return _earliest([stage, self._over(step["else"], (*trail, "else"), stage)])
        ends = [self.along(below, way, self._on(step, way, stage)) for way, below in paths(step, trail)]
        passing = [] if "split" in step or ("else" in step and ends) else [stage]
        return _earliest([*ends, *passing])

    def _set(self, value: Json, trail: Trail, stage: int | None) -> int | None:
        new = self._rank(value)
        if stage is None or new is None or new >= stage:
            return new
        told = f"records that come here are in {self.order[stage]!r} or later, and {value!r} is earlier"
        hint = f"Put a step `clear: {self.property}` before it: HubSpot may not go back otherwise."
        self.hits.append(Hit(trail, told, hint))
        return stage

    def _on(self, step: Entry, way: Trail, stage: int | None) -> int | None:
        """The earliest stage at the beginning of a path."""
        match way[-3:]:
            case ("branch", key, "steps"):
                return _latest([stage, self.least(step["branch"][key]["when"])])
            case (_, "cases", case) if step.get("by_value") == self.property:
                return _latest([stage, self._rank(case)])
            case _:
                return stage

    def least(self, told: Json) -> int | None:
        """The earliest stage of which a condition, or what starts a workflow, can be true."""
        match self.named.get(told) if isinstance(told, str) else told:
            case {"property": self.property, "any_of": stages}:
                return self._least_of(stages)
            case {"changed": self.property, "to": stages}:
                return self._least_of(stages)
            case {"all": [*parts]}:
                return _latest([self.least(part) for part in parts])
            case {"any": [*parts]}:
                return _earliest([self.least(part) for part in parts])
            case {"where": Mapping() | str() as where}:
                return self.least(where)
            case _:
                return None

    def _least_of(self, stages: Json) -> int | None:
        return _earliest([self._rank(one) for one in ([stages] if isinstance(stages, str) else stages)])

    def _rank(self, stage: Json) -> int | None:
        return self.order.index(stage) if stage in self.order else None


def _earliest(stages: Sequence[int | None]) -> int | None:
    known = [stage for stage in stages if stage is not None]
    return min(known) if known and len(known) == len(stages) else None


def _latest(stages: Sequence[int | None]) -> int | None:
    return max((stage for stage in stages if stage is not None), default=None)
