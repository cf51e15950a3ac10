"""One change: address, phase, action and the units it moves, with before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from revops.model.address import Address
from revops.model.consequence import Consequence
from revops.model.json import MISSING, Json, Missing
from revops.model.spec import Need, Observed, Phase, Resource


class Action(Enum):
    """What becomes of a resource; the value is the word of design.md section 5, `glyph` what people see."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    ADOPT = "adopt"
    HOLD = "hold"
    WAITING = "waiting"
    BLOCKED = "blocked"
    MANUAL = "manual"
    NONE = "none"

    @property
    def glyph(self) -> str:
        return _GLYPHS[self]

    @property
    def counts(self) -> bool:
        """True where a plan that holds it is not empty."""
        return self in _COUNTING

    @property
    def writes(self) -> bool:
        """True where the change sends requests that write."""
        return self in _WRITING


_WRITING = (Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE)
_COUNTING = (*_WRITING, Action.ADOPT)
_GLYPHS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.REPLACE: "±",
    Action.DELETE: "-",
    Action.ADOPT: "=",
    Action.HOLD: "!",
    Action.WAITING: "…",
    Action.BLOCKED: "✗",
    Action.MANUAL: "☐",
    Action.NONE: " ",
}


class MovedBy(Enum):
    """Which side left the last applied value."""

    BLUEPRINT = "blueprint"
    PORTAL = "portal"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """`before` is the portal's value, `after` the blueprint's; MISSING on either side means "not there"."""

    path: str
    before: Json | Missing
    after: Json | Missing
    moved_by: MovedBy = MovedBy.BLUEPRINT
    note: str = ""
    """For people, e.g. a workflow step as a sentence; nothing may branch on it."""


class Consent(Enum):
    """What a person must agree to by address; the value is the flag of `plan` and `apply`."""

    CREATE = "create"
    DELETE = "delete"
    MOVE = "move"
    PUBLISH = "publish"
    ENABLE = "enable"
    TAKE = "take"


@dataclass(frozen=True)
class Change:
    """`reason` is for people; nothing may branch on it."""

    address: Address
    phase: Phase
    action: Action
    units: tuple[UnitChange, ...] = ()
    reason: str = ""
    consent: Consent | None = None
    approved: bool = False
    """True once the consent was given; changes that need none are True from the start."""
    calls: int = 0
    resource: Resource | None = None
    actual: Observed | None = None
    needs: frozenset[Need] = field(default_factory=frozenset)
    consequence: Consequence | None = None
    """What it sets off at once; None where there is nothing to count."""

    @property
    def moved(self) -> tuple[UnitChange, ...]:
        """Units that the portal moved, alone or with the blueprint."""
        return tuple(unit for unit in self.units if unit.moved_by is not MovedBy.BLUEPRINT)

    @property
    def runs(self) -> bool:
        """True where `apply` would carry it out."""
        return self.action.counts and self.approved

    def after(self) -> Mapping[str, Json]:
        """The units that this change writes, without the ones it removes."""
        return {unit.path: unit.after for unit in self.units if unit.after is not MISSING}

    @property
    def key(self) -> tuple[Address, str, str]:
        """What tells two changes of one plan apart."""
        return (self.address, self.phase.value, self.action.value)


def is_taken(change: Change, pattern: str) -> bool:
    """True where `--take PATTERN` (ADDRESS or ADDRESS#UNIT) is what lets a change overwrite HubSpot's side.

    What was removed there is made again as a whole, so that its units tell nothing.
    """
    where, _, path = pattern.partition("#")
    if not change.address.matches(where):
        return False
    return change.action is Action.CREATE or any(path in ("", unit.path) for unit in change.moved)
