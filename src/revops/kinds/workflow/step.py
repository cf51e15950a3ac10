"""What every type of step is: a word of the blueprint, an action of HubSpot's, and the way between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Protocol

from revops.kinds.wire import property_name, property_ref
from revops.kinds.workflow.versions import SEEN, VERSION, is_versioned
from revops.model.condition import Condition, PropertyRef
from revops.model.context import Context, Names
from revops.model.json import Json, canonical
from revops.model.spec import Symbol

ENROLLED: Final = "{{ enrolled_object }}"
"""The enrolled record, where a field takes a text (dossier F4)."""
FLAGS: Final[Mapping[str, bool]] = {"true": True, "false": False}
"""Booleans as fields have them."""
Fields = Mapping[str, Json]
Action = dict[str, Any]
Step = Mapping[str, Json]
"""A step in canonical form: `{word: value}`, with `path` where it stands on a path of a branch."""


@dataclass(frozen=True)
class Place:
    """Where steps are translated: the portal, the enrolled object type, and the workflow around them."""

    context: Context
    scope: str
    ids: Mapping[str, str] = field(default_factory=dict)
    """Action ids by step."""
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    """The workflow's conditions with their types, by canonical spelling."""
    other: str = ""
    """The object whose associated records are edited; empty: the enrolled record is."""

    @property
    def edited(self) -> str:
        """The object whose property an edit writes."""
        return self.other or self.scope

    @property
    def names(self) -> Names:
        return self.context.names

    def internal(self, ref: str) -> str:
        """HubSpot's internal name of a property that a blueprint names as OBJECT.PROPERTY."""
        return property_name(PropertyRef.parse(ref), self.context)

    def property(self, name: Json, scope: str = "") -> PropertyRef:
        """The property behind an internal name; of the enrolled record where no object is given."""
        return property_ref(scope or self.scope, str(name), self.context)

    def condition(self, spelled: Json) -> Condition:
        """The condition that a unit spells."""
        return self.conditions[canonical(spelled)]

    def version(self, action: str) -> int:
        """The `actionTypeVersion` of an action: as the portal has it, else the newest that was seen."""
        if not is_versioned(action):
            return 0
        told = self.names.ids.get(Symbol(VERSION, action))
        return int(told) if told else SEEN.get(action, 0)

    def step_of(self, action_id: str) -> str | None:
        """The step with this action id."""
        return next((step for step, known in self.ids.items() if known == action_id), None)


class StrayError(LookupError):
    """A step relies on another one that the flow does not have."""


class StepType(Protocol):
    """One type of step. `value` is what stands behind its word in a blueprint, in canonical form."""

    word: str

    def write(self, value: Json, at: Place) -> Action:
        """The action without id and connections; raises `Unresolved` for a name that the portal lacks."""

    def read(self, action: Action, at: Place) -> Json | None:
        """The value behind an action, or None where the blueprint has no words for it."""

    def symbols(self, value: Json) -> Iterable[Symbol]:
        """Names of the portal that the value uses."""


class Single:
    """An action of HubSpot's catalogue (dossier F5)."""

    word: str
    action: ClassVar[str]
    """HubSpot's `actionTypeId`."""

    def write(self, value: Json, at: Place) -> Action:
        return {
            "type": "SINGLE_CONNECTION",
            "actionTypeId": self.action,
            "actionTypeVersion": at.version(self.action),
            "fields": self.fields(value, at),
        }

    def read(self, action: Action, at: Place) -> Json | None:
        if action.get("actionTypeId") != self.action:
            return None
        return self.value(stated(action.get("fields") or {}), at)

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        """The action's `fields`; raises `Unresolved` for a name that the portal does not have."""
        raise TypeError(type(self))

    def value(self, fields: Fields, at: Place) -> Json | None:
        """The value behind `fields` (without empty ones), None where the blueprint has no words for it."""
        raise TypeError(type(self))

    def symbols(self, value: Json) -> Iterable[Symbol]:
        """None, unless the type says otherwise."""
        return ()


def stated(fields: Fields) -> dict[str, Json]:
    """Fields that say something: HubSpot may fill in empty ones (peers (f), "Workflows")."""
    return {name: entry for name, entry in fields.items() if entry or entry not in (None, "", [], {})}


_MINUTES: Final = {"MINUTES": 1, "HOURS": 60, "DAYS": 1440, "WEEKS": 10080}


def span(amount: Json, unit: str) -> dict[str, int] | None:
    """A time span in the largest unit that says it in whole numbers, so that 1,440 minutes are one day."""
    if unit not in _MINUTES or not str(amount).isdecimal():
        return None
    minutes = int(amount) * _MINUTES[unit]
    for name, size in (("days", 1440), ("hours", 60)):
        if minutes % size == 0:
            return {name: minutes // size}
    return {"minutes": minutes}


def in_minutes(duration: Mapping[str, int]) -> int:
    """How many minutes a canonical span has."""
    ((unit, amount),) = duration.items()
    return amount * _MINUTES[unit.upper()]


def in_hubspots_units(duration: Mapping[str, int]) -> tuple[int, str]:
    """A canonical span as amount and unit."""
    ((unit, amount),) = duration.items()
    return (amount * 60, "MINUTES") if unit == "hours" else (amount, unit.upper())


def clock(text: str) -> dict[str, int]:
    """`09:30` as HubSpot's time of day."""
    hour, _, minute = text.partition(":")
    return {"hour": int(hour), "minute": int(minute)}


def read_clock(time: Json) -> str | None:
    """A time of day as a blueprint writes it."""
    match time:
        case {"hour": int(hour), "minute": int(minute)} if len(time) == 2:
            return f"{hour:02}:{minute:02}"
        case _:
            return None
