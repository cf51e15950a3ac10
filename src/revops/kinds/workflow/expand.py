"""From the section to resources: canonical steps, their checks, and what must exist first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.pipelines.lifecycle import ADDRESS as LIFECYCLE
from revops.kinds.values import NAMED
from revops.kinds.wire import refs
from revops.kinds.workflow.enrolment import forms_of, spelled
from revops.kinds.workflow.spec import (
    DelayStep,
    Design,
    Duration,
    EmailStep,
    SetBody,
    Step,
    Task,
    TaskBody,
    Value,
    WorkflowSpec,
)
from revops.kinds.workflow.steps import span, symbols_of
from revops.model.address import Address
from revops.model.condition import Condition, PropertyRef
from revops.model.json import Json
from revops.model.objects import host
from revops.model.spec import Need, Resource

At = tuple[str | int, ...]
_RESERVED = ("order", "extra")
"""Last parts of unit paths that are about the list of steps."""


def expand(section: Mapping[str, WorkflowSpec], near: Surroundings) -> Iterator[Resource]:
    """All workflows of the section; faults are reported at their lines."""
    for name, spec in section.items():
        yield _workflow(name, spec, near)


def _workflow(name: str, spec: WorkflowSpec, near: Surroundings) -> Resource:
    at: At = ("workflows", name)
    condition = None if spec.enrol == {"manual": True} else _condition(spec, near, at)
    steps = dict(_steps(spec, near, at))
    design = Design(spec.object, condition)
    uses = {symbol for step in steps.values() for symbol in symbols_of(step)}
    return Resource(
        Address("workflow", "", name),
        _units(spec, near.text(spec.name, *at, "name"), design, steps),
        design,
        near.origin(*at),
        _origins(spec, near, at),
        frozenset(_needs(design, steps, near)),
        frozenset(uses) | forms_of(design),
        refs(spec.ref),
    )


def _units(spec: WorkflowSpec, name: str, design: Design, steps: Mapping[str, Json]) -> dict[str, Json]:
    units: dict[str, Json] = {"object": spec.object, "name": name, "enrol": spelled(design.enrol)}
    if spec.re_enrol is not None:
        units["reEnrol"] = spec.re_enrol
    units |= {f"steps.{step}": value for step, value in steps.items()}
    units |= {"steps.order": list(steps), "steps.extra": []}
    if spec.enabled is not None:
        units["enabled"] = spec.enabled
    return units


def _origins(spec: WorkflowSpec, near: Surroundings, at: At) -> dict[str, Json]:
    found = {f"steps.{step.id}": near.origin(*at, "steps", place) for place, step in enumerate(spec.steps)}
    named = {key: near.origin(*at, key) for key in ("name", "enrol", "steps")}
    return {**named, **found}


def _condition(spec: WorkflowSpec, near: Surroundings, at: At) -> Condition | None:
    where = (*at, "enrol")
    if isinstance(spec.enrol, str):
        condition = near.condition(spec.enrol, *where)
    else:
        condition = near.parse_condition(spec.enrol, *where)
    problem = filters.problem(condition, spec.object) if condition else None
    if problem is None:
        return condition
    near.report(problem.code, problem.summary, *where, hint=problem.hint)
    return None


def _steps(spec: WorkflowSpec, near: Surroundings, at: At) -> Iterator[tuple[str, dict[str, Json]]]:
    seen: set[str] = set()
    for place, step in enumerate(spec.steps):
        where = (*at, "steps", place)
        if step.id in seen or step.id in _RESERVED:
            told = "names two steps" if step.id in seen else "is a word of its own"
            near.report("RV291", f"{step.id!r} {told}", *where, "id", hint="give the step another id")
        seen.add(step.id)
        yield step.id, _step(step, spec.object, near, where)


def _step(step: Step, scope: str, near: Surroundings, at: At) -> dict[str, Json]:
    match step:
        case EmailStep():
            return _email(step, scope, near, at)
        case DelayStep():
            return {"delay": _span(step.delay)}
        case _:
            return _body(step, scope, near, at)


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


def _span(duration: Duration) -> Json:
    ((unit, amount),) = duration.model_dump(exclude_none=True).items()
    return span(amount, unit.upper())


def _text(value: Value) -> str:
    """A value as HubSpot stores it: lower-case booleans, several options joined by `;`."""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, list) else str(value)


def _check_set(ref: str, value: Value, scope: str, near: Surroundings, at: At) -> None:
    """The property is the enrolled object's own and declared; an option of a list is one of its options."""
    target, _, name = ref.partition(".")
    kind = near.property_type(PropertyRef(target, name)) if target == scope and name else None
    if kind is None:
        summary = f"{ref} is no property of {scope} that the blueprint declares"
        near.report(
            "RV293", summary, *at, hint=f"write {scope}.PROPERTY, and declare it (`existing:` will do)"
        )
    elif kind == "enumeration" and name not in NAMED:
        options = value if isinstance(value, list) else [_text(value)]
        near.parse_condition({"property": ref, "any_of": options}, *at)


def _needs(design: Design, steps: Mapping[str, Json], near: Surroundings) -> Iterator[Need]:
    found = host(design.object)
    if found:
        yield Need(found)
    asked = filters.properties(design.enrol) if design.enrol else frozenset()
    used = {*asked, *(ref for step in steps.values() for ref in _set_properties(step))}
    for ref in sorted(used):
        need = near.provider(ref)
        if need:
            yield need
    if any(NAMED.get(ref.name) == "lifecycle_stage" for ref in used):
        yield Need(LIFECYCLE)


def _set_properties(step: Mapping[str, Json]) -> Iterator[PropertyRef]:
    """Properties that a step sets; what is no property was reported already."""
    for part in (step, step.get("else") or {}):
        for ref in part.get("set", {}):
            scope, _, name = ref.partition(".")
            if scope and name:
                yield PropertyRef(scope, name)
