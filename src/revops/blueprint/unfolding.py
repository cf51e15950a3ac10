"""How deep and how large conditions become when every name in them is written out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from revops.blueprint.compose import MAX_NODES

MAX_LEVELS: Final = 50
"""Of conditions in conditions, those that are named among them; HubSpot's own editor ends far below."""


@dataclass
class _Weight:
    """Of one named condition; `base` is the level at which it is read first."""

    base: int = 0
    levels: int = 0
    nodes: int = 0


@dataclass
class Unfolding:
    """Follows the reading of conditions, of which each named one is read once."""

    _level: int = 0
    _whole: int = 0
    _now: list[_Weight] = field(default_factory=lambda: [_Weight()])
    _named: dict[str, _Weight] = field(default_factory=dict)

    def enter(self) -> bool:
        """One level down; False where that is too deep, and then nobody has to leave."""
        if self._level == MAX_LEVELS:
            return False
        self._level += 1
        self._grow(1, 0)
        return True

    def leave(self) -> None:
        self._level -= 1

    def begin(self) -> None:
        """From here on it is a named condition that is read."""
        self._now.append(_Weight(self._level))

    def end(self, name: str) -> None:
        self._named[name] = self._now.pop()

    def take(self, name: str) -> str:
        """Put a named condition in; why that cannot be, or nothing."""
        weight = self._named.get(name, _Weight())
        self._whole += weight.nodes
        self._grow(weight.nodes, weight.levels)
        if self._level + weight.levels > MAX_LEVELS:
            return f"conditions stand in each other more than {MAX_LEVELS} deep"
        if self._whole > MAX_NODES:
            return f"the conditions unfold to more than {MAX_NODES:,} tests"
        return ""

    def _grow(self, nodes: int, levels: int) -> None:
        now = self._now[-1]
        now.nodes += nodes
        now.levels = max(now.levels, self._level - now.base + levels)
