"""Steps of workflows that do nothing, or for nobody; those on paths, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.lint.subject import Hit, Subject
from revops.model.json import Json

_BESIDE: Final = ("then", "else")
"""Paths that stand beside the word of a step, as lists of steps."""


def delay_at_the_end(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.entries("workflows"):
        for way, steps in _ends(entry["steps"], (*trail, "steps")):
            if "delay" in steps[-1]:
                yield Hit((*way, len(steps) - 1), f"nothing comes after the delay {steps[-1]['id']!r}")


def task_for_nobody(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.entries("workflows"):
        for way, body in bodies(entry["steps"], (*trail, "steps")):
            if "task" in body and not (body["task"].get("role") or body["task"].get("owner")):
                yield Hit((*way, "task"), "nobody is given the task")


def bodies(steps: list[Json], trail: Trail) -> Iterator[tuple[Trail, Mapping[str, Json]]]:
    """Every step, those on paths and what a step does instead included, with its place."""
    for number, step in enumerate(steps):
        way = (*trail, number)
        yield way, step
        if isinstance(step.get("else"), Mapping):
            yield (*way, "else"), step["else"]
        for below, path in paths(step, way):
            yield from bodies(path, below)


def _ends(steps: list[Json], trail: Trail) -> Iterator[tuple[Trail, list[Json]]]:
    """The lists of steps after which a record has nothing before it: paths lead on to what follows."""
    if steps:
        yield trail, steps
        for way, path in paths(steps[-1], (*trail, len(steps) - 1)):
            yield from _ends(path, way)


def paths(step: Mapping[str, Json], trail: Trail) -> Iterator[tuple[Trail, list[Json]]]:
    """The steps of every path of a step, with their place."""
    for word in ("branch", "split"):
        for key, way in (step.get(word) or {}).items():
            yield (*trail, word, key, "steps"), way.get("steps") or []
    for case, steps in (step.get("cases") or {}).items():
        yield (*trail, "cases", case), steps or []
    for word in _BESIDE:
        if isinstance(step.get(word), list):
            yield (*trail, word), step[word]
