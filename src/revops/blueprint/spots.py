"""Where keys and values stand in a file: all of it for a small file, of a large one what is usually asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, Protocol

Trail = tuple[str | int, ...]
"""The way from the top of a document to a value: keys and list positions."""

LARGE: Final = 50_000
"""Characters from which on the places inside of entries are not kept."""
_ENTRY: Final = 3
"""How many names lead to an entry at most: `properties`, `contacts`, `tier`."""


class Mark(Protocol):
    """A place as the parser tells it, counted from 0."""

    line: int
    column: int


class Spot(NamedTuple):
    """Where a key and its value start, counted from 1; list items have no key and give the value twice."""

    key_line: int
    key_column: int
    line: int
    column: int


class Spots:
    """Where every key and value stands, by trail; four numbers in one, since large blueprints have many.

    Args:
        again: reads the text once more, for its places below the entries. Given for a large text, of which
            only the places of entries are kept until somebody asks for another.
    """

    _BITS: Final = 21

    def __init__(self, again: Callable[[], Spots] | None = None) -> None:
        self.packed: dict[Trail, int] = {}
        self._again = again

    def put(self, trail: Trail, key: Mark, value: Mark) -> None:
        """Remember where a key and its value start; an item of a list is its own key."""
        if self._again and len(trail) > _ENTRY:
            return
        packed = key.line + 1
        for number in (key.column + 1, value.line + 1, value.column + 1):
            packed = packed << self._BITS | number
        self.packed[trail] = packed

    def get(self, trail: Trail) -> Spot | None:
        packed = self._down_to(len(trail)).get(trail)
        return None if packed is None else self._spot(packed)

    def __getitem__(self, trail: Trail) -> Spot:
        return self._spot(self._down_to(len(trail))[trail])

    def __contains__(self, trail: Trail) -> bool:
        return trail in self._down_to(len(trail))

    def items(self) -> Iterator[tuple[Trail, Spot]]:
        packed = self._down_to(_ENTRY + 1)
        return ((trail, self._spot(place)) for trail, place in packed.items())

    def _down_to(self, depth: int) -> Mapping[Trail, int]:
        if self._again and depth > _ENTRY:
            self.packed, self._again = self._again().packed, None
        return self.packed

    def _spot(self, packed: int) -> Spot:
        mask = (1 << self._BITS) - 1
        return Spot(*(packed >> self._BITS * place & mask for place in (3, 2, 1, 0)))
