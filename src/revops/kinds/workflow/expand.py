"""From the section to resources: canonical steps, their checks, and what must exist first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.lookup import AUTOMATED
from revops.kinds.pipelines.lifecycle import ADDRESS as LIFECYCLE
from revops.kinds.values import NAMED
from revops.kinds.wire import refs
from revops.kinds.workflow.asking import Asking, At
from revops.kinds.workflow.design import Design, named_in
from revops.kinds.workflow.frame import others
from revops.kinds.workflow.outline import Outline
from revops.kinds.workflow.spec import WorkflowSpec
from revops.kinds.workflow.starting import Starting, around
from revops.kinds.workflow.steps import said, symbols_of
from revops.kinds.workflow.tree import is_step
from revops.model.address import Address
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.objects import host
from revops.model.spec import Need, Resource


def expand(section: Mapping[str, WorkflowSpec], near: Surroundings) -> Iterator[Resource]:
    """All workflows of the section; faults are reported at their lines."""
    for name, spec in section.items():
        yield _workflow(name, spec, near)


def _workflow(name: str, spec: WorkflowSpec, near: Surroundings) -> Resource:
    at: At = ("workflows", name)
    asking = Asking(spec.object, near)
    start = Starting(spec, near, asking, (*at, "enrol"))
    outline = Outline(spec.object, near, asking)
    outline.read(spec.steps, (*at, "steps"))
    units = {
        "object": spec.object,
        "name": near.text(spec.name, *at, "name"),
        "enrol": start.unit,
        **around(spec, near, asking, at),
        **outline.units,
        "steps.extra": [],
        **({} if spec.enabled is None else {"enabled": spec.enabled}),
    }
    design = Design(spec.object, start.condition, asking.found, start.trigger)
    steps = [value for unit, value in units.items() if is_step(unit)]
    return Resource(
        Address("workflow", "", name),
        units,
        design,
        near.origin(*at),
        {key: near.origin(*place) for key, place in _places(outline, at).items()},
        frozenset(_needs(design, units, near)),
        frozenset(symbol for step in steps for symbol in symbols_of(step)) | named_in(design) | others(units),
        refs(spec.ref),
    )


_KEYS = ("name", "description", "enrol", "reEnrol", "unEnrol", "suppress", "goal", "hours", "blockedDates")


def _places(outline: Outline, at: At) -> dict[str, At]:
    return {**{key: (*at, key) for key in (*_KEYS, "steps")}, **outline.places}


def _needs(design: Design, units: Mapping[str, Json], near: Surroundings) -> Iterator[Need]:
    steps = [value for unit, value in units.items() if is_step(unit)]
    found = host(design.object)
    if found:
        yield Need(found)
    asked: set[PropertyRef] = set()
    for condition in (*([design.enrol] if design.enrol else []), *design.conditions.values()):
        yield from filters.needs(condition, near, design.object)
        asked |= filters.properties(condition)
    used = {ref for step in steps for ref in _properties(step)}
    for ref in sorted(used - asked):
        need = near.provider(ref)
        if need:
            yield need
    staged = any(NAMED.get(ref.name) == "lifecycle_stage" for ref in asked | used)
    if staged and near.entry("lifecycle") is not None:
        yield Need(LIFECYCLE)
    for symbol in sorted({*others(units), *(one for step in steps for one in symbols_of(step))}, key=str):
        section = _SECTIONS.get(symbol.kind)
        if section and near.entry(section, symbol.name) is not None:
            yield Need(Address(section.removesuffix("s"), "", symbol.name))


_SECTIONS = {"segment": "segments", "workflow": "workflows", AUTOMATED: "emails"}
"""Kind of symbol -> section of the blueprint in which its name may be a key."""


_BY_PROPERTY = ("set", "increment", "append")
_MEMBERS = ("property", "owner", "from", "to")


def _properties(step: Mapping[str, Json]) -> Iterator[PropertyRef]:
    """Properties that a step names; what is no property was reported already."""
    word, value = said(step)
    told: list[str] = [value] if word == "stamp" else list(value) if word in _BY_PROPERTY else []
    if isinstance(value, dict):
        told += [value[member] for member in _MEMBERS if isinstance(value.get(member), str)]
        told += [*value.get("query", {}).values(), *value.get("inputs", {}).values()]
    for ref in (*told, *step.get("else", {}).get("set", {})):
        scope, _, name = ref.partition(".")
        if scope and name:
            yield PropertyRef(scope, name)
