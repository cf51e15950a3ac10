"""From the section to resources: canonical steps, their checks, and what must exist first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from revops.kinds import filters, staged
from revops.kinds.base import Surroundings
from revops.kinds.lookup import AUTOMATED
from revops.kinds.pipelines.lifecycle import ADDRESS as LIFECYCLE
from revops.kinds.values import NAMED
from revops.kinds.wire import refs
from revops.kinds.workflow import mails, related
from revops.kinds.workflow.asking import Asking, At
from revops.kinds.workflow.design import Design, named_in
from revops.kinds.workflow.frame import others
from revops.kinds.workflow.mentions import mentioned
from revops.kinds.workflow.outline import Outline
from revops.kinds.workflow.picture import picture, with_picture
from revops.kinds.workflow.reenrolment import BY_CONDITION, TRIGGERS, by_list
from revops.kinds.workflow.spec import WorkflowSpec
from revops.kinds.workflow.starting import Starting, around
from revops.kinds.workflow.step import Step
from revops.kinds.workflow.steps import symbols_of
from revops.kinds.workflow.tree import steps_in
from revops.model.address import Address, Origin
from revops.model.objects import host
from revops.model.spec import Need, Resource, Symbol


def expand(section: Mapping[str, WorkflowSpec], near: Surroundings) -> Iterator[Resource]:
    """All workflows of the section; faults are reported at their lines."""
    for name, spec in section.items():
        yield from _workflow(name, spec, near)


def _workflow(name: str, spec: WorkflowSpec, near: Surroundings) -> Iterator[Resource]:
    """The workflow, after the segment that keeps out whoever was there before."""
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
    shot = picture(name, str(units["name"]), spec, start, near)
    if shot:
        units["suppress"] = with_picture(units.get("suppress"), shot, spec.object, asking)
        yield shot
    design = Design(
        spec.object, start.condition, asking.found, start.trigger, shot.address.name if shot else ""
    )
    if spec.re_enrol and by_list(design):
        units[TRIGGERS] = BY_CONDITION
    steps = [*steps_in(units).values()]
    used = {symbol for step in steps for symbol in symbols_of(step, spec.object)} | others(units)
    asked = named_in(design)
    yield Resource(
        Address("workflow", "", name),
        units,
        design,
        near.origin(*at),
        _Origins(near, _places(outline, at)),
        frozenset((*_needs(design, asked, steps, near), *_named(used, near))),
        asked | used,
        refs(spec.ref),
    )


class _Origins(Mapping[str, Origin]):
    """Where units stand, looked up when somebody asks: a blueprint has very many steps."""

    def __init__(self, near: Surroundings, places: Mapping[str, At]) -> None:
        self._near, self._places = near, places

    def __getitem__(self, path: str) -> Origin:
        return self._near.origin(*self._places[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


_KEYS = ("name", "description", "enrol", "reEnrol", "unEnrol", "suppress", "goal", "hours", "blockedDates")


def _places(outline: Outline, at: At) -> dict[str, At]:
    own = {key: (*at, key) for key in (*_KEYS, "steps")}
    return {**own, TRIGGERS: own["reEnrol"], **outline.places}


def _needs(
    design: Design, asked: frozenset[Symbol], steps: Sequence[Step], near: Surroundings
) -> Iterator[Need]:
    found = host(design.object)
    if found:
        yield Need(found)
    if design.picture:
        yield Need(Address("segment", "", design.picture))
    for step in filter(related.follows, steps):
        yield from related.needs(step, design.object, near)
    refs = filters.properties(design.asked) | mentioned(steps)
    yield from filters.described(refs, asked, near)
    yield from staged.needs(chain(staged.tested(design.asked), staged.written(steps)), near)
    lived = any(NAMED.get(ref.name) == "lifecycle_stage" for ref in refs)
    if lived and near.entry("lifecycle") is not None:
        yield Need(LIFECYCLE)


def _named(symbols: Iterable[Symbol], near: Surroundings) -> Iterator[Need]:
    """What the blueprint describes itself of the names that steps use."""
    for symbol in symbols:
        section = _SECTIONS.get(symbol.kind)
        if section and near.entry(section, symbol.name) is not None:
            yield mails.need(Address(section.removesuffix("s"), "", symbol.name))


_SECTIONS = {"segment": "segments", "workflow": "workflows", AUTOMATED: "emails"}
"""Kind of symbol -> section of the blueprint in which its name may be a key."""
