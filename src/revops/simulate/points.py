"""The points that a score gives to one record, added up as HubSpot adds them (dossier E3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from revops.model.condition import Condition
from revops.simulate.condition import holds
from revops.simulate.record import Clock, Record


@dataclass(frozen=True)
class Limits:
    """Fewest and most points; None for no limit."""

    least: float | None = None
    most: float | None = None

    def on(self, points: float) -> float:
        """The points within the limits; where the two cross, the fewest win."""
        below = points if self.most is None else min(points, self.most)
        return below if self.least is None else max(below, self.least)


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Rule:
    """Points for each condition that holds, or `otherwise` where none does."""

    cases: Sequence[tuple[Condition, float]]
    otherwise: float = 0
    limits: Limits = NO_LIMITS

    def points(self, record: Record, clock: Clock) -> float:
        """Raises UntoldError where only HubSpot knows whether a condition holds."""
        given = [points for condition, points in self.cases if holds(condition, record, clock)]
        return self.limits.on(sum(given) if given else self.otherwise)


@dataclass(frozen=True)
class Scoring:
    """Groups of rules, each with the limits of the group, and the limits of all together."""

    groups: Sequence[tuple[Sequence[Rule], Limits]]
    limits: Limits = NO_LIMITS

    def points(self, record: Record, clock: Clock) -> float:
        """The score of a record.

        Raises:
            UntoldError: only HubSpot knows whether a condition holds.
        """
        sums = [limits.on(sum(rule.points(record, clock) for rule in rules)) for rules, limits in self.groups]
        return self.limits.on(sum(sums))
