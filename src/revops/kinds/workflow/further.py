"""The rarer steps of a section in canonical form, checked against the blueprint around them."""

from __future__ import annotations

from collections.abc import Iterable

from revops.kinds.base import Surroundings
from revops.kinds.workflow.asking import At, check_workflow
from revops.kinds.workflow.spec import LeafStep
from revops.kinds.workflow.spec_further import (
    ActionStep,
    AppendStep,
    CodeStep,
    CopyStep,
    EnrolStep,
    IncrementStep,
    MarketingStep,
    StampStep,
    WebhookStep,
)
from revops.model.condition import PropertyRef
from revops.model.json import Json


def further(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """A step that edits the record, or calls something."""
    _check(_properties(step), scope, near, at)
    match step:
        case CopyStep():
            return {"copy": {"from": step.copy_.source, "to": step.copy_.target}}
        case IncrementStep():
            return {"increment": dict(step.increment)}
        case AppendStep():
            ((ref, value),) = step.append.items()
            near.parse_condition({"property": ref, "any_of": [value]}, *at, "append", ref)
            return {"append": {ref: value}}
        case StampStep():
            return {"stamp": step.stamp}
        case EnrolStep():
            check_workflow(step.enrol_in, near, (*at, "enrol_in"))
            return {"enrol_in": step.enrol_in}
        case MarketingStep():
            _contacts_alone(scope, near, (*at, "marketing"))
            return {"marketing": step.marketing}
        case WebhookStep():
            return {
                "webhook": step.webhook.model_dump(exclude_defaults=True) | {"method": step.webhook.method}
            }
        case CodeStep():
            return {"code": step.code.model_dump(exclude_defaults=True)}
        case ActionStep():
            told = step.action
            return {"action": {"type": told.type, "version": told.version, "fields": told.fields_}}
        case _:
            raise TypeError(step)


def _properties(step: LeafStep) -> Iterable[tuple[str, At]]:
    """Properties that a step names, each with its place below the step."""
    match step:
        case CopyStep():
            return [(step.copy_.source, ("copy", "from")), (step.copy_.target, ("copy", "to"))]
        case IncrementStep():
            return [(ref, ("increment", ref)) for ref in step.increment]
        case AppendStep():
            return [(ref, ("append", ref)) for ref in step.append]
        case StampStep():
            return [(step.stamp, ("stamp",))]
        case WebhookStep():
            return [(ref, ("webhook", "query", name)) for name, ref in step.webhook.query.items()]
        case CodeStep():
            return [(ref, ("code", "inputs", name)) for name, ref in step.code.inputs.items()]
        case _:
            return []


def _check(refs: Iterable[tuple[str, At]], scope: str, near: Surroundings, at: At) -> None:
    for ref, place in refs:
        of_property(ref, scope, near, (*at, *place))


def _contacts_alone(scope: str, near: Surroundings, at: At) -> None:
    if scope != "contacts":
        summary = f"only contacts are marketing contacts, this workflow is about {scope}"
        near.report("RV835", summary, *at, hint="take it out")


def of_property(ref: str, scope: str, near: Surroundings, at: At) -> str | None:
    """The type of a property of the enrolled record; None after a report that it is none."""
    target, _, name = ref.partition(".")
    kind = near.property_type(PropertyRef(target, name)) if target == scope and name else None
    if kind is None:
        summary = f"{ref} is no property of {scope} that the blueprint declares"
        hint = f"write {scope}.PROPERTY, and declare it (`existing:` will do)"
        near.report("RV293", summary, *at, hint=hint)
    return kind
