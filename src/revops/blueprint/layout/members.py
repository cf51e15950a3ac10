"""The sequence of sections and members: as the blueprint's schema has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from revops.blueprint.places import Schema, below, in_sequence
from revops.blueprint.schema import blueprint_schema
from revops.kinds.base import Kind
from revops.model.json import Json

_LAST = "removed"


@dataclass(frozen=True)
class Place:
    """Somewhere in a file, as the schema sees it."""

    schema: Schema
    found: Sequence[Schema]

    def below(self, part: str | int) -> Place:
        return Place(self.schema, below(self.schema, self.found, part))

    def sequence(self, keys: Iterable[str]) -> list[str]:
        """The keys of a map as they are to follow each other; names that people gave keep their sequence."""
        return in_sequence(self.schema, self.found, list(keys))

    def sorted(self, value: Json) -> Json:
        """The value with the members of every map in sequence."""
        if isinstance(value, dict):
            return {key: self.below(key).sorted(value[key]) for key in self.sequence(value)}
        if isinstance(value, list):
            return [self.below(number).sorted(item) for number, item in enumerate(value)]
        return value


def top(kinds: Sequence[Kind]) -> Place:
    """The top of a file: what belongs to no kind, the sections of the kinds, what is to be removed."""
    schema: dict[str, Any] = blueprint_schema(kinds)
    names = [*(name for name in schema["properties"] if name != _LAST), _LAST]
    schema["properties"] = {name: schema["properties"][name] for name in names}
    return Place(schema, [schema])
