"""Two sides that are held against each other, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.model.address import Address
from revops.model.change import UnitChange
from revops.model.json import Json

Place = tuple[str, str]
"""A kind's name and a scope."""
Units = Mapping[str, Json]


@dataclass(frozen=True)
class Thing:
    """One resource, in the words of a blueprint."""

    address: Address
    units: Units
    shipped: bool = False
    """True for HubSpot's own: where only one portal has it, nobody made it by hand."""
    unreadable: str = ""


@dataclass(frozen=True)
class Side:
    """All of one side.

    Args:
        name: as it was typed.
        things: by address.
        unread: why a place could not be read; of what is there nothing is told.
        doubts: why a list may omit some, so that nothing of it is missing for sure.
        only_managed: True for a blueprint: what it does not say it does not manage.
    """

    name: str
    things: Mapping[Address, Thing]
    unread: Mapping[Place, str] = field(default_factory=dict)
    doubts: Mapping[Place, str] = field(default_factory=dict)
    only_managed: bool = False


@dataclass(frozen=True)
class Differing:
    """One resource whose units differ; `before` is the left side's value, `after` the right one's."""

    address: Address
    units: tuple[UnitChange, ...]


@dataclass(frozen=True)
class Unreadable:
    """One resource that both sides have and of which one says what this tool has no words for."""

    address: Address
    side: str
    reason: str


@dataclass(frozen=True)
class Lone:
    """One resource that one side has; `doubt` says why the other may have it all the same."""

    thing: Thing
    doubt: str = ""


@dataclass(frozen=True)
class Comparison:
    """What there is to tell of two sides."""

    left: Side
    right: Side
    only_left: tuple[Lone, ...]
    only_right: tuple[Lone, ...]
    differing: tuple[Differing, ...]
    unreadable: tuple[Unreadable, ...] = ()
    """They may differ or not, so they count as neither."""

    @property
    def is_equal(self) -> bool:
        return not (self.only_left or self.only_right or self.differing)

    @property
    def unread(self) -> tuple[tuple[Place, str, str], ...]:
        """Place, side and reason of what could not be read, so that it was not compared."""
        sides = (self.left, self.right)
        return tuple((place, one.name, why) for one in sides for place, why in sorted(one.unread.items()))
