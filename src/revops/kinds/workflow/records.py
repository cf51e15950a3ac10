"""Steps that write: tasks, properties of the enrolled record, members of segments (dossier F5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, get_args

from revops.kinds.values import blueprint_value, portal_value
from revops.kinds.workflow import bodies
from revops.kinds.workflow.offers import FIELD
from revops.kinds.workflow.spec_steps import Priority, TaskType
from revops.kinds.workflow.step import ENROLLED, Fields, Place, Single, in_hubspots_units, span
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.spec import Symbol

TASK_TO: Final = {"contacts": 204, "companies": 192, "deals": 216, "tickets": 230}
"""Association type ids from a task to the enrolled record (dossier F5)."""


class Task(Single):
    """Make a task that is associated with the enrolled record."""

    word, action = "task", "0-3"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        found = {
            "task_type": value.get("type", "TODO"),
            "subject": value["subject"],
            "priority": value.get("priority", "NONE"),
        }
        if "body" in value:
            found["body"] = bodies.sent(value["body"])
        if "role" in value:
            owner_id = at.names.id("role", value["role"])
            found["owner_assignment"] = _assigned(type="STATIC_VALUE", staticValue=owner_id)
        if "owner" in value:
            name = at.internal(value["owner"])
            found["owner_assignment"] = _assigned(type="OBJECT_PROPERTY", propertyName=name)
        if "due" in value:
            amount, unit = in_hubspots_units(value["due"])
            found["due_time"] = {"delta": amount, "timeUnit": unit, "daysOfWeek": []}
        return {**found, **_associated(at.scope)}

    def value(self, fields: Fields, at: Place) -> Json | None:
        rest = dict(fields)
        owner, due = rest.pop("owner_assignment", None), rest.pop("due_time", None)
        found = {name: rest.pop(field) for name, field in _TASK_FIELDS if field in rest}
        if owner:
            found |= _owner(owner, at)
        if due:
            found["due"] = _due(due)
        if "body" in found:
            found["body"] = bodies.told(str(found["body"]))
        expected = _associated(at.scope)
        understood = rest == expected or all(expected.get(name) == entry for name, entry in rest.items())
        if not understood or None in found.values() or "subject" not in found:
            return None
        for name, (default, legal) in _TASK_WORDS.items():
            word = found.get(name, default)
            if word not in legal:
                return None
            if word == default:
                found.pop(name, None)
        return found

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol("role", value["role"]),) if "role" in value else ()


_TASK_FIELDS: Final = (
    ("subject", "subject"),
    ("body", "body"),
    ("type", "task_type"),
    ("priority", "priority"),
)
_TASK_WORDS: Final = {"type": ("TODO", get_args(TaskType)), "priority": ("NONE", get_args(Priority))}
"""What HubSpot takes by default, and what a blueprint can say."""


def _associated(scope: str) -> dict[str, Json]:
    if scope not in TASK_TO:
        return {}
    target = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": TASK_TO[scope]}
    enrolled = {"target": target, "value": {"type": "ENROLLED_OBJECT"}}
    return {"associations": [enrolled], "use_explicit_associations": "true"}


def _assigned(**value: str) -> dict[str, Json]:
    """Who gets the task, by a value object; one of a property is seen in flows of others (dossier F4, F5)."""
    return {"type": "CUSTOM", "value": value}


def _owner(assignment: Mapping[str, Json], at: Place) -> dict[str, Json]:
    """The role or the property behind an owner; somebody without a role is named by e-mail, or by the id."""
    value, names = assignment.get("value") or {}, at.names
    if value.get("type") == "OBJECT_PROPERTY":
        return {"owner": str(at.property(value["propertyName"]))}
    if value.get("type") != "STATIC_VALUE":
        return {"role": None}
    portal_id = str(value["staticValue"])
    role = names.name("role", portal_id)
    return {"role": role} if role else {"owner": names.name("owner", portal_id) or portal_id}


def without_role(task: Mapping[str, Json]) -> str:
    """Whose task it is, where it is nobody with a role: an e-mail address or an id, which no property is."""
    owner = str(task.get("owner", ""))
    return "" if "." in owner and "@" not in owner else owner


def _due(delay: Mapping[str, Json]) -> Json | None:
    stated = {name for name, entry in delay.items() if entry}
    return span(delay.get("delta"), str(delay.get("timeUnit"))) if stated <= {"delta", "timeUnit"} else None


class SetProperty(Single):
    """Set one property to a fixed value; an empty one is `clear`."""

    word, action = "set", "0-5"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        ((ref, text),) = value.items()
        written = PropertyRef.parse(ref)
        sent = portal_value(written, text, at.names)
        return {"property_name": at.internal(ref), "value": {"type": "STATIC_VALUE", "staticValue": sent}}

    def value(self, fields: Fields, at: Place) -> Json | None:
        value = fields.get("value") or {}
        if fields.keys() != {"property_name", "value"} or value.get("type") != "STATIC_VALUE":
            return None
        if not value.get("staticValue"):
            return None
        ref = at.property(fields["property_name"], at.edited)
        return {str(ref): blueprint_value(ref, str(value["staticValue"]), at.names)}


class _Member(Single):
    """Change the members of a static segment."""

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return {"listId": at.names.id("segment", value), "targetObject": ENROLLED}

    def value(self, fields: Fields, at: Place) -> Json | None:
        """A record that is not named is the enrolled one, as in the example of HubSpot's guide."""
        is_other = fields.get("targetObject", ENROLLED) != ENROLLED
        if is_other or not fields.keys() <= {"listId", "targetObject"}:
            return None
        return at.names.name("segment", str(fields.get("listId")))

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol("segment", value),)


class AddTo(_Member):
    """Put the record into a static segment."""

    word, action = "add_to", "0-63809083"


class RemoveFrom(_Member):
    """Take the record out of a static segment."""

    word, action = "remove_from", "0-63863438"


class EnrolIn(Single):
    """Enrol the record in another workflow."""

    word, action = "enrol_in", "0-15"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return {at.names.id(FIELD, self.word): at.names.id("workflow", value)}

    def value(self, fields: Fields, at: Place) -> Json | None:
        if len(fields) != 1 or not fields.keys() <= {"flow_id", "workflow_id"}:
            return None
        ((_, portal_id),) = fields.items()
        return at.names.name("workflow", str(portal_id))

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol(FIELD, self.word), Symbol("workflow", value))
