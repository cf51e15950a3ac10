"""The sequence of sections and members: as the blueprint's schema has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from revops.blueprint.places import Schema, below, sequences
from revops.blueprint.schema import blueprint_schema
from revops.kinds.base import Kind
from revops.model.json import Json

_LAST = "removed"


@dataclass(frozen=True)
class Place:
    """Somewhere in a file, as the schema sees it. Of a large file most places are alike: each is kept."""

    schema: Schema
    found: Sequence[Schema]
    _below: dict[str | int, Place] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[tuple[int, ...], Place] = field(default_factory=dict, repr=False, compare=False)
    """Everywhere below the top, by the identity of what the schema says there."""
    _sorted: dict[tuple[str, ...], list[str]] = field(default_factory=dict, repr=False, compare=False)
    """Keys as they came -> as they are to follow each other."""

    def below(self, part: str | int) -> Place:
        """One step further down; all items of a list are one place."""
        part = 0 if isinstance(part, int) else part
        if part not in self._below:
            self._below[part] = self._kept(below(self.schema, self.found, part))
        return self._below[part]

    def _kept(self, found: Iterable[Schema]) -> Place:
        once = {id(one): one for one in found}
        return self._known.setdefault(tuple(once), Place(self.schema, [*once.values()], _known=self._known))

    @cached_property
    def _sequences(self) -> Sequence[Sequence[str]]:
        return sequences(self.schema, self.found)

    def sequence(self, keys: Iterable[str]) -> list[str]:
        """The keys of a map as they are to follow each other; names that people gave keep their sequence.

        It is the sequence of the alternative that knows most of them.
        """
        keys = tuple(keys)
        if not self._sequences:
            return [*keys]
        if keys not in self._sorted:
            found = ([name for name in names if name in keys] for names in self._sequences)
            known = max(found, key=len)
            self._sorted[keys] = [*known, *(key for key in keys if key not in known)]
        return self._sorted[keys]

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
