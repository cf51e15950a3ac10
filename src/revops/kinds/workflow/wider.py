"""Steps that reach beyond the enrolled record, in canonical form, checked against the blueprint."""

from __future__ import annotations

from revops.kinds.base import Surroundings
from revops.kinds.workflow.asking import At
from revops.kinds.workflow.checks import check_value, contacts_alone, of_property, text
from revops.kinds.workflow.spec import LeafStep
from revops.kinds.workflow.spec_steps import Value
from revops.kinds.workflow.spec_wider import (
    AssociateStep,
    Consent,
    Copied,
    CreateStep,
    NoteStep,
    SequenceStep,
    SlackStep,
    SubscribeStep,
    UnsubscribeStep,
)
from revops.model.json import Json


def wider(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """A step without its `else`; nothing for a step of another sort."""
    match step:
        case CreateStep():
            return {"create": _created(step, scope, near, (*at, "create"))}
        case AssociateStep():
            return {"associate": _associated(step, scope, near, (*at, "associate"))}
        case NoteStep():
            return {"note": near.text(step.note, *at, "note")}
        case SlackStep():
            message = near.text(step.slack.message, *at, "slack", "message")
            return {"slack": {"channel": step.slack.channel, "message": message}}
        case SubscribeStep():
            return {"subscribe": _consent(step.subscribe, scope, near, (*at, "subscribe"))}
        case UnsubscribeStep():
            return {"unsubscribe": _consent(step.unsubscribe, scope, near, (*at, "unsubscribe"))}
        case SequenceStep():
            contacts_alone("sequences are for contacts", scope, near, (*at, "sequence"))
            told = {"name": step.sequence.name, "sender": step.sequence.sender}
            zone = {"contact_time_zone": True} if step.sequence.contact_time_zone else {}
            return {"sequence": {**told, **zone}}
        case _:
            return {}


def _consent(told: Consent, scope: str, near: Surroundings, at: At) -> Json:
    contacts_alone("only contacts have subscriptions", scope, near, at)
    explanation = near.text(told.explanation, *at, "explanation")
    return {"name": told.name, "basis": told.basis, "explanation": explanation}


def _created(step: CreateStep, scope: str, near: Surroundings, at: At) -> Json:
    made = step.create
    values = {
        ref: _value(ref, value, (made.object, scope), near, (*at, "properties", ref))
        for ref, value in made.properties.items()
    }
    return {"object": made.object, "properties": values, "associate": made.associate}


def _value(
    ref: str, value: Value | Copied | dict[str, str], objects: tuple[str, str], near: Surroundings, at: At
) -> Json:
    """A property's value in a record of the first object that is made for one of the second."""
    made, scope = objects
    if isinstance(value, Copied):
        of_property(ref, made, near, at)
        of_property(value.source, scope, near, (*at, "from"))
        return {"from": value.source}
    told = near.text(value, *at) if isinstance(value, dict) else value
    check_value(ref, told, made, near, at)
    return text(told)


def _associated(step: AssociateStep, scope: str, near: Surroundings, at: At) -> Json:
    match = step.associate.match
    of_property(match.source, scope, near, (*at, "match", "from"))
    of_property(match.target, step.associate.to, near, (*at, "match", "to"))
    return {"to": step.associate.to, "match": {"from": match.source, "to": match.target}}
