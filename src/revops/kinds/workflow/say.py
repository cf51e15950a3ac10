"""One step of a section in canonical form, checked against the blueprint around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.workflow.asking import At
from revops.kinds.workflow.checks import check_members, check_set, of_property, text
from revops.kinds.workflow.further import further
from revops.kinds.workflow.spec import LeafStep
from revops.kinds.workflow.spec_steps import (
    AddStep,
    DelayStep,
    Duration,
    Edit,
    EmailStep,
    InAppBody,
    Notice,
    NotifyBody,
    RemoveStep,
    RotateStep,
    SetBody,
    Task,
    TaskBody,
    Until,
    UntilStep,
)
from revops.kinds.workflow.spec_wider import SequenceStep, SlackStep
from revops.kinds.workflow.step import span
from revops.kinds.workflow.wider import wider
from revops.model.json import Json

DATES: Final = ("date", "datetime")
Body = TaskBody | SetBody | NotifyBody | InAppBody


def leaf(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """A step without paths."""
    return {**_own(step, scope, near, at), **_beside(step, scope, near, at)}


def _beside(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """Whose property is edited, and what is done instead."""
    match step:
        case Edit() if step.of:
            return {"of": step.of, **({"label": step.label} if step.label else {})}
        case EmailStep() | SlackStep() | SequenceStep() if step.otherwise:
            return {"else": _body(step.otherwise, scope, near, (*at, "else"))}
        case _:
            return {}


def _own(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    match step:
        case EmailStep():
            return _email(step, scope, near, at)
        case DelayStep():
            return {"delay": _span(step.delay)}
        case UntilStep():
            return {"until": _until(step.until, scope, near, (*at, "until"))}
        case RotateStep():
            return {"rotate": _rotation(step, scope, near, (*at, "rotate"))}
        case AddStep():
            check_members(step.add_to, near, (*at, "add_to"))
            return {"add_to": step.add_to}
        case RemoveStep():
            check_members(step.remove_from, near, (*at, "remove_from"))
            return {"remove_from": step.remove_from}
        case TaskBody() | SetBody() | NotifyBody() | InAppBody():
            return _body(step, scope, near, at)
        case _:
            return wider(step, scope, near, at) or further(step, scope, near, at)


def _email(step: EmailStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    if scope != "contacts":
        summary = f"HubSpot sends marketing e-mails to contacts, this workflow is about {scope}"
        near.report("RV292", summary, *at, "email", hint="make it a task, or enrol contacts")
    return {"email": step.email}


def _body(step: Body, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """What a step does that can stand in an `else`, too."""
    match step:
        case TaskBody():
            return {"task": dict(_task(step.task, scope, near, (*at, "task")))}
        case NotifyBody():
            return {"notify": _notice(step.notify, scope, near, (*at, "notify"))}
        case InAppBody():
            return {"in_app": _notice(step.in_app, scope, near, (*at, "in_app"))}
        case SetBody():
            ((ref, value),) = step.set.items()
            of = step.of if isinstance(step, Edit) else None
            check_set(ref, value, of, scope, near, (*at, "set", ref))
            return {"set": {ref: text(value)}}


def _task(task: Task, scope: str, near: Surroundings, at: At) -> Iterator[tuple[str, Json]]:
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
    if task.owner:
        of_property(task.owner, scope, near, (*at, "owner"))
        yield "owner", task.owner
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
    unit, amount = next(told for told in vars(duration).items() if told[1] is not None)
    return span(amount, unit.upper())
