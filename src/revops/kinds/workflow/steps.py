"""The table of step types: each from a symbolic value to an action's `fields` and back (dossier F4, F5)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from revops.kinds.values import blueprint_value, portal_value
from revops.model.condition import PropertyRef
from revops.model.context import Names
from revops.model.json import Json
from revops.model.spec import Symbol

Fields = Mapping[str, Json]


class StepType(Protocol):
    """One type of step. `value` is what stands behind its word in a blueprint, in canonical form."""

    word: str
    action: str
    """HubSpot's `actionTypeId`."""

    def fields(self, value: Json, names: Names, scope: str) -> dict[str, Json]:
        """The action's `fields`; raises `Unresolved` for a name that the portal does not have."""

    def read(self, fields: Fields, names: Names, scope: str) -> Json | None:
        """The value behind `fields` (without empty ones), or None where the blueprint has no words for it."""

    def symbols(self, value: Json) -> Iterable[Symbol]:
        """Names of the portal that the value uses."""


class Email:
    """Send a marketing e-mail to the enrolled contact."""

    word, action = "email", "0-4"

    def fields(self, value: Json, names: Names, scope: str) -> dict[str, Json]:
        return {"content_id": names.id("email", value)}

    def read(self, fields: Fields, names: Names, scope: str) -> Json | None:
        return names.name("email", str(fields["content_id"])) if fields.keys() == {"content_id"} else None

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol("email", value),)


class Delay:
    """Wait for a set time. HubSpot takes days as days and shorter spans in minutes (dossier F5)."""

    word, action = "delay", "0-1"

    def fields(self, value: Json, names: Names, scope: str) -> dict[str, Json]:
        amount, unit = in_hubspots_units(value)
        return {"delta": str(amount), "time_unit": unit}

    def read(self, fields: Fields, names: Names, scope: str) -> Json | None:
        if fields.keys() != {"delta", "time_unit"}:
            return None
        return span(fields["delta"], fields["time_unit"])

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()


_MINUTES: Final = {"MINUTES": 1, "HOURS": 60, "DAYS": 1440, "WEEKS": 10080}
TASK_TO: Final = {"contacts": 204, "companies": 192, "deals": 216, "tickets": 230}
"""Association type ids from a task to the enrolled record (dossier F5)."""


def span(amount: Json, unit: str) -> dict[str, int] | None:
    """A time span in the largest unit that says it in whole numbers, so that 1,440 minutes are one day."""
    if unit not in _MINUTES or not str(amount).isdecimal():
        return None
    minutes = int(amount) * _MINUTES[unit]
    for name, size in (("days", 1440), ("hours", 60)):
        if minutes % size == 0:
            return {name: minutes // size}
    return {"minutes": minutes}


def in_hubspots_units(duration: Mapping[str, int]) -> tuple[int, str]:
    """A canonical span as amount and unit."""
    ((unit, amount),) = duration.items()
    return (amount * 60, "MINUTES") if unit == "hours" else (amount, unit.upper())


class Task:
    """Make a task that is associated with the enrolled record."""

    word, action = "task", "0-3"

    def fields(self, value: Json, names: Names, scope: str) -> dict[str, Json]:
        found = {
            "task_type": value.get("type", "TODO"),
            "subject": value["subject"],
            "priority": value.get("priority", "NONE"),
        }
        if "body" in value:
            found["body"] = value["body"]
        if "role" in value:
            found["owner_assignment"] = _assigned(names.id("role", value["role"]))
        if "due" in value:
            amount, unit = in_hubspots_units(value["due"])
            found["due_time"] = {"delta": amount, "timeUnit": unit, "daysOfWeek": []}
        return {**found, **_associated(scope)}

    def read(self, fields: Fields, names: Names, scope: str) -> Json | None:
        rest = dict(fields)
        owner, due = rest.pop("owner_assignment", None), rest.pop("due_time", None)
        found = {name: rest.pop(field) for name, field in _TASK_FIELDS.items() if field in rest}
        if owner:
            found |= _owner(owner, names)
        if due:
            found["due"] = _due(due)
        expected = _associated(scope)
        understood = all(expected.get(name) == entry for name, entry in rest.items())
        if not understood or None in found.values() or "subject" not in found:
            return None
        return {name: entry for name, entry in found.items() if _TASK_DEFAULTS.get(name) != entry}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol("role", value["role"]),) if "role" in value else ()


_TASK_FIELDS: Final = {"subject": "subject", "body": "body", "type": "task_type", "priority": "priority"}
_TASK_DEFAULTS: Final[Mapping[str, Json]] = {"type": "TODO", "priority": "NONE"}


def _associated(scope: str) -> dict[str, Json]:
    if scope not in TASK_TO:
        return {}
    target = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": TASK_TO[scope]}
    enrolled = {"target": target, "value": {"type": "ENROLLED_OBJECT"}}
    return {"associations": [enrolled], "use_explicit_associations": "true"}


def _assigned(owner_id: str) -> dict[str, Json]:
    return {"type": "CUSTOM", "value": {"type": "STATIC_VALUE", "staticValue": owner_id}}


def _owner(assignment: Mapping[str, Json], names: Names) -> dict[str, Json]:
    """The role behind an owner; somebody without a role is named by e-mail, or by the portal's id."""
    value = assignment.get("value") or {}
    if value.get("type") != "STATIC_VALUE":
        return {"role": None}
    portal_id = str(value["staticValue"])
    role = names.name("role", portal_id)
    return {"role": role} if role else {"owner": names.name("owner", portal_id) or portal_id}


def _due(delay: Mapping[str, Json]) -> Json | None:
    stated = {name for name, entry in delay.items() if entry}
    return span(delay.get("delta"), str(delay.get("timeUnit"))) if stated <= {"delta", "timeUnit"} else None


class SetProperty:
    """Set one property of the enrolled record to a fixed value."""

    word, action = "set", "0-5"

    def fields(self, value: Json, names: Names, scope: str) -> dict[str, Json]:
        ((ref, text),) = value.items()
        written = PropertyRef.parse(ref)
        sent = portal_value(written, text, names)
        return {"property_name": written.name, "value": {"type": "STATIC_VALUE", "staticValue": sent}}

    def read(self, fields: Fields, names: Names, scope: str) -> Json | None:
        value = fields.get("value") or {}
        if fields.keys() != {"property_name", "value"} or value.get("type") != "STATIC_VALUE":
            return None
        ref = PropertyRef(scope, str(fields["property_name"]))
        return {str(ref): blueprint_value(ref, str(value["staticValue"]), names)}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()


STEP_TYPES: Final[tuple[StepType, ...]] = (Email(), Delay(), Task(), SetProperty())
BY_WORD: Final[Mapping[str, StepType]] = {step.word: step for step in STEP_TYPES}
_BY_ACTION: Final[Mapping[Json, StepType]] = {step.action: step for step in STEP_TYPES}


@dataclass(frozen=True)
class Place:
    """Where steps are translated: the portal's names and the enrolled object type."""

    names: Names
    scope: str

    def action(self, step: Mapping[str, Json], action_id: str) -> dict[str, Json]:
        """A canonical step as an action without a connection.

        Raises:
            Unresolved: the portal lacks a name that the step uses.
        """
        ((word, value),) = step.items()
        known = BY_WORD[word]
        return {
            "type": "SINGLE_CONNECTION",
            "actionId": action_id,
            "actionTypeId": known.action,
            "actionTypeVersion": 0,
            "fields": known.fields(value, self.names, self.scope),
        }

    def step(self, action: Mapping[str, Json]) -> dict[str, Json]:
        """An action as a canonical step, `{raw: …}` where the blueprint has no words for it."""
        known = _BY_ACTION.get(action.get("actionTypeId"))
        value = known.read(_stated(action.get("fields") or {}), self.names, self.scope) if known else None
        if known and value is not None:
            return {known.word: value}
        return {
            "raw": {name: entry for name, entry in action.items() if name not in ("actionId", "connection")}
        }


def _stated(fields: Fields) -> dict[str, Json]:
    """Fields that say something: HubSpot may fill in empty ones (peers (f), "Workflows")."""
    return {name: entry for name, entry in fields.items() if entry not in (None, "", [], {})}


def symbols_of(step: Mapping[str, Json]) -> Iterable[Symbol]:
    """Names that a step uses, those of its `else` included."""
    for word, value in step.items():
        if word == "else":
            yield from symbols_of(value)
        elif word in BY_WORD:
            yield from BY_WORD[word].symbols(value)


def chosen(step: Mapping[str, Json], known: Container[Symbol]) -> Mapping[str, Json]:
    """A step without its `else`, which is taken where the e-mail is not among the known names."""
    if "else" not in step:
        return step
    return {"email": step["email"]} if Symbol("email", step["email"]) in known else step["else"]
