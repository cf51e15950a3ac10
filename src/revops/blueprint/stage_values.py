"""Where entries set a record's stage or pipeline, or ask for it: values that are keys of the blueprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from revops.blueprint.compose import Trail
from revops.kinds.values import NAMED
from revops.model.condition import PropertyRef
from revops.model.json import Json

ELSEWHERE: Final = frozenset(
    {"body", "description", "id", "label", "name", "object", "ref", "subject", "title"}
)
"""Keys whose values are no names of stages or of other entries."""


class StageValue(NamedTuple):
    """One value of a property whose values have names."""

    trail: Trail
    of: PropertyRef
    value: str

    @property
    def kind(self) -> str:
        """Kind of symbol that the value stands for."""
        return NAMED[self.of.name]


def stage_values(entry: Json, trail: Trail) -> Iterator[StageValue]:
    """All of them at a place and below it."""
    if isinstance(entry, dict):
        for key, inner in entry.items():
            if key not in ELSEWHERE:
                yield from _about(_property(entry, key), inner, (*trail, key))
    if isinstance(entry, dict | list):
        for key, inner in entry.items() if isinstance(entry, dict) else enumerate(entry):
            yield from stage_values(inner, (*trail, key))


def _property(one: Mapping[str, Json], key: str) -> str:
    """The property that a member is about: the one that it sets, or the one that the map asks about."""
    return key if "." in key else str(one.get("property") or one.get("changed"))


def _about(text: str, inner: Json, trail: Trail) -> Iterator[StageValue]:
    scope, _, field = text.partition(".")
    if field in NAMED:
        values = [((*trail, n), one) for n, one in enumerate(inner)] if isinstance(inner, list) else None
        for way, value in values or [(trail, inner)]:
            if isinstance(value, str) and value != text:
                yield StageValue(way, PropertyRef(scope, field), value)
