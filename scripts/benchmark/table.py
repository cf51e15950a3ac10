"""What one line of the table holds: the work, our number, its goals, the peers' numbers, and the calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Goal:
    """What design calls for, and whether it was met."""

    told: str
    met: bool

    @classmethod
    def under(cls, value: float, most: float, unit: str) -> Goal:
        """A number that has to stay below another."""
        return cls(f"under {most:.4g} {unit}".rstrip(), value < most)

    @classmethod
    def equal(cls, told: str, value: Any, wanted: Any) -> Goal:
        """A thing that has to be what it is told."""
        return cls(told, value == wanted)

    @property
    def verdict(self) -> str:
        return "met" if self.met else "MISSED"


@dataclass(frozen=True)
class Counts:
    """Requests by name: those that came, and the fewest that do."""

    work: str
    calls: Mapping[str, int]
    floor: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.calls.values())

    @property
    def least(self) -> int:
        return sum(self.floor.values())

    @property
    def names(self) -> list[str]:
        """Every name that one of the two has, those of the floor first."""
        return [*self.floor, *(name for name in self.calls if name not in self.floor)]

    def goal(self) -> Goal:
        return Goal.equal(f"the floor by name, {self.least} calls", dict(self.calls), dict(self.floor))


@dataclass(frozen=True)
class Row:
    """One line. `peers` maps a peer to what it needed, as text with its measured n."""

    work: str
    ours: str
    goals: tuple[Goal, ...]
    peers: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[Counts, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    """The measured numbers behind the text, for `--json`."""

    @property
    def met(self) -> bool:
        return all(goal.met for goal in self.goals)
