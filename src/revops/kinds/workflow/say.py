"""One step of a section in canonical form, checked against the blueprint around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.values import NAMED
from revops.kinds.workflow.asking import At
from revops.kinds.workflow.further import further, of_property
from revops.kinds.workflow.spec import LeafStep
from revops.kinds.workflow.spec_steps import (
    AddStep,
    DelayStep,
    Duration,
    EmailStep,
    InAppStep,
    Notice,
    NotifyStep,
    RemoveStep,
    RotateStep,
    SetBody,
    SetStep,
    Task,
    TaskBody,
    TaskStep,
    Until,
    UntilStep,
    Value,
)
from revops.kinds.workflow.step import span
from revops.model.json import Json

DATES: Final = ("date", "datetime")


def leaf(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """A step without paths."""
    match step:
        case EmailStep():
            return _email(step, scope, near, at)
        case DelayStep():
            return {"delay": _span(step.delay)}
        case UntilStep():
            return {"until": _until(step.until, scope, near, (*at, "until"))}
        case NotifyStep():
            return {"notify": _notice(step.notify, scope, near, (*at, "notify"))}
        case InAppStep():
            return {"in_app": _notice(step.in_app, scope, near, (*at, "in_app"))}
        case RotateStep():
            return {"rotate": _rotation(step, scope, near, (*at, "rotate"))}
        case AddStep():
            return {"add_to": step.add_to}
        case RemoveStep():
            return {"remove_from": step.remove_from}
        case TaskStep() | SetStep():
            return _body(step, scope, near, at)
        case _:
            return further(step, scope, near, at)


def _email(step: EmailStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    if scope != "contacts":
        summary = f"HubSpot sends marketing e-mails to contacts, this workflow is about {scope}"
        near.report("RV292", summary, *at, "email", hint="make it a task, or enrol contacts")
    found: dict[str, Json] = {"email": step.email}
    if step.otherwise:
        found["else"] = _body(step.otherwise, scope, near, (*at, "else"))
    return found


def _body(step: TaskBody | SetBody, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    if isinstance(step, TaskBody):
        return {"task": dict(_task(step.task, near, (*at, "task")))}
    ((ref, value),) = step.set.items()
    _check_set(ref, value, scope, near, (*at, "set", ref))
    return {"set": {ref: _text(value)}}


def _task(task: Task, near: Surroundings, at: At) -> Iterator[tuple[str, Json]]:
    """The task without what HubSpot takes by default."""
    yield "subject", near.text(task.subject, *at, "subject")
    if task.body is not None:
        yield "body", near.text(task.body, *at, "body")
    if task.type != "TODO":
        yield "type", task.type
    if task.priority != "NONE":
        yield "priority", task.priority
    if task.role:
        yield "role", task.role
    if task.due:
        yield "due", _span(task.due)


def _until(until: Until, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    found: dict[str, Json] = {"at": until.at}
    if until.property is not None:
        kind = of_property(until.property, scope, near, (*at, "property"))
        if kind is not None and kind not in DATES:
            summary = f"{until.property} holds no date, its type is {kind}"
            near.report("RV833", summary, *at, "property", hint="name a property of type date or datetime")
        found["property"] = until.property
    else:
        found["date"] = until.date
    spans = {"before": until.before, "after": until.after}
    return found | {word: _span(told) for word, told in spans.items() if told}


def _notice(notice: Notice, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    found: dict[str, Json] = {
        "subject": near.text(notice.subject, *at, "subject"),
        "body": near.text(notice.body, *at, "body"),
    }
    if notice.roles:
        found["roles"] = _roles(notice.roles)
    if notice.owner:
        of_property(notice.owner, scope, near, (*at, "owner"))
        found["owner"] = notice.owner
    return found


def _rotation(step: RotateStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    of_property(step.rotate.property, scope, near, (*at, "property"))
    told = {"property": step.rotate.property, "overwrite": step.rotate.overwrite}
    return {"roles": _roles(step.rotate.roles), **told}


def _roles(roles: str | list[str]) -> list[str]:
    return sorted({roles} if isinstance(roles, str) else set(roles))


def _span(duration: Duration) -> Mapping[str, int] | None:
    ((unit, amount),) = duration.model_dump(exclude_none=True).items()
    return span(amount, unit.upper())


def _text(value: Value) -> str:
    """A value as HubSpot stores it: lower-case booleans, several options joined by `;`."""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, list) else str(value)


def _check_set(ref: str, value: Value, scope: str, near: Surroundings, at: At) -> None:
    """The property is the enrolled object's own and declared; an option of a list is one of its options."""
    kind = of_property(ref, scope, near, at)
    if kind == "enumeration" and ref.partition(".")[2] not in NAMED:
        options = value if isinstance(value, list) else [_text(value)]
        near.parse_condition({"property": ref, "any_of": options}, *at)
