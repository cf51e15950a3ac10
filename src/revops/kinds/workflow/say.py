"""One step of a section in canonical form, checked against the blueprint around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from revops.kinds.base import Surroundings
from revops.kinds.workflow.asking import At
from revops.kinds.workflow.checks import check_members, check_set, of_property, text
from revops.kinds.workflow.further import further
from revops.kinds.workflow.spec import LeafStep
from revops.kinds.workflow.spec_steps import (
    AddStep,
    DelayStep,
    Duration,
    EmailStep,
    InAppBody,
    InAppStep,
    Notice,
    NotifyBody,
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
)
from revops.kinds.workflow.step import span
from revops.kinds.workflow.wider import wider
from revops.model.json import Json

DATES: Final = ("date", "datetime")


def leaf(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """A step without paths."""
    own, beside = _own(step, scope, near, at), _beside(step, scope, near, at)
    return {**own, **beside} if beside else own


def _beside(step: LeafStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    """Whose property is edited, and what is done instead."""
    told = vars(step)
    if told.get("of"):
        return {"of": told["of"], **({"label": told["label"]} if told["label"] else {})}
    otherwise = told.get("otherwise")
    return {"else": _own(otherwise, scope, near, (*at, "else"))} if otherwise else {}


def _own(step: Any, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    own = _OWN.get(type(step))
    return (
        own(step, scope, near, at) if own else wider(step, scope, near, at) or further(step, scope, near, at)
    )


def _delay(step: DelayStep, _scope: str, _near: Surroundings, _at: At) -> dict[str, Json]:
    return {"delay": _span(step.delay)}


def _add(step: AddStep, _scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    check_members(step.add_to, near, (*at, "add_to"))
    return {"add_to": step.add_to}


def _remove(step: RemoveStep, _scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    check_members(step.remove_from, near, (*at, "remove_from"))
    return {"remove_from": step.remove_from}


def _email(step: EmailStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    if scope != "contacts":
        summary = f"HubSpot sends marketing e-mails to contacts, this workflow is about {scope}"
        near.report("RV292", summary, *at, "email", hint="make it a task, or enrol contacts")
    return {"email": step.email}


def _task(step: TaskBody, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    return {"task": dict(_asked(step.task, scope, near, (*at, "task")))}


def _notify(step: NotifyBody, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    return {"notify": _notice(step.notify, scope, near, (*at, "notify"))}


def _in_app(step: InAppBody, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    return {"in_app": _notice(step.in_app, scope, near, (*at, "in_app"))}


def _set(step: SetBody, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    ((ref, value),) = step.set.items()
    check_set(ref, value, vars(step).get("of"), scope, near, (*at, "set", ref))
    return {"set": {ref: text(value)}}


def _asked(task: Task, scope: str, near: Surroundings, at: At) -> Iterator[tuple[str, Json]]:
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


def _until(step: UntilStep, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    return {"until": _moment(step.until, scope, near, (*at, "until"))}


def _moment(until: Until, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
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
    of_property(step.rotate.property, scope, near, (*at, "rotate", "property"))
    told = {"property": step.rotate.property, "overwrite": step.rotate.overwrite}
    return {"rotate": {"roles": _roles(step.rotate.roles), **told}}


def _roles(roles: str | list[str]) -> list[str]:
    return sorted({roles} if isinstance(roles, str) else set(roles))


def _span(duration: Duration) -> Mapping[str, int] | None:
    for unit, amount in vars(duration).items():
        if amount is not None:
            return span(amount, unit.upper())
    return None


_OWN: Final[Mapping[type, Callable[[Any, str, Surroundings, At], dict[str, Json]]]] = {
    **dict.fromkeys((TaskStep, TaskBody), _task),
    **dict.fromkeys((SetStep, SetBody), _set),
    **dict.fromkeys((NotifyStep, NotifyBody), _notify),
    **dict.fromkeys((InAppStep, InAppBody), _in_app),
    EmailStep: _email,
    DelayStep: _delay,
    UntilStep: _until,
    RotateStep: _rotation,
    AddStep: _add,
    RemoveStep: _remove,
}
"""The steps that most workflows are made of, and what may stand in an `else`, by their type."""
