"""From the section to resources, with the checks that need no portal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.kinds import filters, staged
from revops.kinds.base import Surroundings
from revops.kinds.pipelines.lifecycle import ADDRESS as LIFECYCLE
from revops.kinds.segment.spec import DYNAMIC, ROOT, SNAPSHOT, STATIC, Conversion, Design, SegmentSpec
from revops.kinds.values import NAMED
from revops.kinds.wire import refs
from revops.model.address import Address, Origin
from revops.model.condition import All, Condition
from revops.model.json import Json
from revops.model.label import folded
from revops.model.objects import host
from revops.model.spec import Need, Resource

KIND = "segment"
_MANAGED = ("where", "folder", "convert")
At = tuple[str | int, ...]


def expand(section: Mapping[str, SegmentSpec], near: Surroundings) -> Iterator[Resource]:
    """All segments of the section; faults are reported at their lines."""
    names: dict[str, str] = {}
    for key, spec in section.items():
        resource = _segment(key, spec, near)
        _check_name(key, resource.spec.name, names, near)
        yield resource


def _segment(key: str, spec: SegmentSpec, near: Surroundings) -> Resource:
    at: At = ("segments", key)
    _check(spec, near, at)
    condition = _condition(spec, near, at)
    design = Design(spec.object, near.text(spec.name, *at, "name"), condition)
    units = {} if spec.existing else _units(spec, design, near, at)
    return Resource(
        Address(KIND, "", key),
        units,
        design,
        near.origin(*at),
        {path: near.origin(*at, path) for path in units},
        frozenset(_needs(design, near)),
        filters.symbols(condition, spec.object) if condition else frozenset(),
        refs(spec.ref),
        reference=spec.existing,
    )


def snapshot(key: str, design: Design, origin: Origin, near: Surroundings) -> Resource:
    """A segment that something else asks for: whoever meets the condition when it is made."""
    where = design.where or All(())
    units = {"object": design.object, "type": SNAPSHOT, "name": design.name}
    return Resource(
        Address(KIND, "", key),
        {**units, "where": filters.spell(filters.canonical(where))},
        design,
        origin,
        needs=frozenset(_needs(design, near)),
        uses=filters.symbols(where, design.object),
    )


def _units(spec: SegmentSpec, design: Design, near: Surroundings, at: At) -> dict[str, Json]:
    """One spelling of the condition per meaning, so that HubSpot's rearranging is no drift."""
    units: dict[str, Json] = {"object": spec.object, "type": spec.type, "name": design.name}
    if design.where:
        units["where"] = filters.spell(filters.canonical(design.where))
    if spec.folder is not None:
        units["folder"] = near.text(spec.folder, *at, "folder").strip("/") or ROOT
    if spec.convert is not None:
        told = spec.convert
        units["convert"] = told.model_dump(exclude_none=True) if isinstance(told, Conversion) else told
    return units


def _check(spec: SegmentSpec, near: Surroundings, at: At) -> None:
    said = [word for word in _MANAGED if getattr(spec, word) is not None]
    if spec.existing:
        for word in said:
            near.report(
                "RV850", f"`{word}` stands beside `existing: true`", *at, word, hint="take one of them out"
            )
        return
    if spec.type == STATIC and "where" in said:
        told = "HubSpot puts nobody into a static segment by a condition"
        near.report("RV851", told, *at, "where", hint="take it out, or write `type: snapshot`")
    if spec.type != STATIC and "where" not in said:
        told = f"a {spec.type} segment has no condition"
        near.report("RV851", told, *at, hint="write `where:`, or `type: static`")
    if spec.type != DYNAMIC and "convert" in said:
        told = f"only a dynamic segment can become static, this one is {spec.type}"
        near.report("RV852", told, *at, "convert", hint="take it out, or write `type: dynamic`")


def _check_name(key: str, name: str, names: dict[str, str], near: Surroundings) -> None:
    """A name is unique in the whole portal (dossier G1)."""
    twin = names.setdefault(folded(name), key)
    if twin != key:
        told = f"the segments {twin!r} and {key!r} are both called {name!r}"
        near.report("RV853", told, "segments", key, "name", hint="give one of them another name")


def _condition(spec: SegmentSpec, near: Surroundings, at: At) -> Condition | None:
    if spec.where is None:
        return None
    where = (*at, "where")
    if isinstance(spec.where, str):
        condition = near.condition(spec.where, *where)
    else:
        condition = near.parse_condition(spec.where, *where)
    problem = filters.problem(condition, spec.object) if condition else None
    if problem is None:
        return condition
    near.report(problem.code, problem.summary, *where, hint=problem.hint)
    return None


def _needs(design: Design, near: Surroundings) -> Iterator[Need]:
    found = host(design.object)
    if found:
        yield Need(found)
    if design.where is None:
        return
    yield from filters.needs(design.where, near, design.object)
    yield from staged.needs(staged.tested(design.where), near)
    lived = any(NAMED.get(ref.name) == "lifecycle_stage" for ref in filters.properties(design.where))
    if lived and near.entry("lifecycle") is not None:
        yield Need(LIFECYCLE)
