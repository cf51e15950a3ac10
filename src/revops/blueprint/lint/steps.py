"""Steps of workflows that do nothing, or for nobody."""

from __future__ import annotations

from collections.abc import Iterator

from revops.blueprint.compose import Trail
from revops.blueprint.lint.subject import Hit, Subject
from revops.model.json import Json


def delay_at_the_end(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.entries("workflows"):
        steps = entry["steps"]
        if "delay" in steps[-1]:
            yield Hit((*trail, "steps", len(steps) - 1), f"nothing comes after the delay {steps[-1]['id']!r}")


def task_for_nobody(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.entries("workflows"):
        for way, task in _tasks(entry["steps"], (*trail, "steps")):
            if not task.get("role"):
                yield Hit(way, "nobody is given the task")


def _tasks(steps: list[Json], trail: Trail) -> Iterator[tuple[Trail, dict[str, Json]]]:
    for number, step in enumerate(steps):
        for way, body in (((number,), step), ((number, "else"), step.get("else") or {})):
            if "task" in body:
                yield (*trail, *way, "task"), body["task"]
