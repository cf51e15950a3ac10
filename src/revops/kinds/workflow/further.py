"""The rarer steps of a section in canonical form, checked against the blueprint around them."""

from __future__ import annotations

from collections.abc import Iterable

from revops.kinds.base import Surroundings
from revops.kinds.workflow.asking import At, check_workflow
from revops.kinds.workflow.checks import contacts_alone, edited, of_property
from revops.kinds.workflow.spec import LeafStep
from revops.kinds.workflow.spec_further import (
    ActionStep,
    AppendStep,
    ClearStep,
    CodeStep,
    CopyStep,
    EnrolStep,
    IncrementStep,
    MarketingStep,
    StampStep,
    WebhookStep,
)
from revops.kinds.workflow.spec_steps import Edit
from revops.model.json import Json


def further(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """A step that edits the record, or calls something."""
    for ref, place in _read(step):
        of_property(ref, scope, near, (*at, *place))
    match step:
        case CopyStep() | IncrementStep() | AppendStep() | StampStep() | ClearStep():
            return _edit(step, scope, near, at)
        case EnrolStep():
            check_workflow(step.enrol_in, near, (*at, "enrol_in"))
            return {"enrol_in": step.enrol_in}
        case MarketingStep():
            contacts_alone("only contacts are marketing contacts", scope, near, (*at, "marketing"))
            return {"marketing": step.marketing}
        case WebhookStep():
            return {
                "webhook": step.webhook.model_dump(exclude_defaults=True) | {"method": step.webhook.method}
            }
        case CodeStep():
            return {"code": step.code.model_dump(exclude_defaults=True)}
        case ActionStep():
            told = step.action
            version = {} if told.version is None else {"version": told.version}
            return {"action": {"type": told.type, **version, "fields": told.fields_}}
        case _:
            raise TypeError(step)


def _edit(step: Edit, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """Whose property it is stands beside it."""
    for ref, place in _written(step):
        edited(ref, step.of, scope, near, (*at, *place))
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
        case ClearStep():
            return {"clear": step.clear}
        case _:
            raise TypeError(step)


def _written(step: Edit) -> Iterable[tuple[str, At]]:
    """The property that a step writes, with its place below the step."""
    match step:
        case CopyStep():
            return [(step.copy_.target, ("copy", "to"))]
        case IncrementStep():
            return [(ref, ("increment", ref)) for ref in step.increment]
        case AppendStep():
            return [(ref, ("append", ref)) for ref in step.append]
        case StampStep():
            return [(step.stamp, ("stamp",))]
        case ClearStep():
            return [(step.clear, ("clear",))]
        case _:
            return []


def _read(step: LeafStep) -> Iterable[tuple[str, At]]:
    """Properties of the enrolled record that a step reads, each with its place below the step."""
    match step:
        case CopyStep():
            return [(step.copy_.source, ("copy", "from"))]
        case WebhookStep():
            return [(ref, ("webhook", "query", name)) for name, ref in step.webhook.query.items()]
        case CodeStep():
            return [(ref, ("code", "inputs", name)) for name, ref in step.code.inputs.items()]
        case _:
            return []
