"""Names that the blueprint does not describe: slips of the pen, and what the portal alone must have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from revops.blueprint.compose import Trail
from revops.blueprint.lint.subject import Hit, Subject
from revops.blueprint.names import nearest
from revops.blueprint.sheet import at
from revops.blueprint.stage_values import ELSEWHERE, StageValue, stage_values
from revops.kinds.pipelines.shipped import LIFECYCLE, PIPELINES
from revops.model.json import Json
from revops.model.spec import Resource

_SECTIONS: Final[Mapping[str, str]] = {
    "automated_email": "emails",
    "campaign": "campaigns",
    "email": "emails",
    "form": "forms",
    "segment": "segments",
    "team": "teams",
    "workflow": "workflows",
}
"""Kind of name -> section that may describe it; names of all other kinds are the portal's own."""

_PEOPLE: Final = frozenset({"recipient", "role", "sender", "user"})
"""Kinds of names that are roles."""

_SLIP: Final = 0.75
"""How like a name must be: `warn` is `warm`, `Contact us` is not `Contact form` but a name of the portal."""


class Unknown(NamedTuple):
    """A name that nobody describes, and the nearest that somebody does, or ``."""

    kind: str
    name: str
    trail: Trail
    match: str

    @property
    def told(self) -> str:
        if self.kind in _PEOPLE:
            return f"no target says who {self.name!r} is, and no `roles:` describes it"
        noun = "e-mail" if self.kind.endswith("email") else self.kind
        return f"the blueprint describes no {noun} {self.name!r}"


def misspelt(subject: Subject) -> Iterator[Hit]:
    """Names that are nearly one that somebody knows."""
    for one in _unknown(subject):
        if one.match:
            yield Hit(one.trail, one.told, f"Did you mean {one.match!r}?", value=True)
    for found, match in _stages(subject):
        noun = found.kind.replace("_", " ")
        told = f"{found.of.object} have no {noun} {found.value!r} that the blueprint knows"
        yield Hit(found.trail, told, f"Did you mean {match!r}?", value=True)


def only_in_the_portal(subject: Subject) -> Iterator[Hit]:
    """Names that are like no other; a role is nobody's, whoever the target is, so it is told by the plan."""
    for one in _unknown(subject):
        if not (one.match or one.kind in _PEOPLE):
            section = _SECTIONS[one.kind]
            way = ", with `existing: true` where it is only referred to" if one.kind == "segment" else ""
            hint = f"Make sure that the portal has it by this name, or describe it under `{section}:`{way}."
            yield Hit(one.trail, one.told, hint, value=True)


def _unknown(subject: Subject) -> Iterator[Unknown]:
    """Every place once, whoever uses the condition that stands there."""
    seen: set[tuple[str, Trail]] = set()
    for resource in subject.blueprint.resources:
        for kind, name in sorted(set(_named(resource))):
            known = _known(kind, subject)
            if known is None or known.get(name) == name:
                continue
            match = nearest(name, known, _SLIP)
            for trail in _places(resource, name, subject):
                if (kind, trail) not in seen:
                    seen.add((kind, trail))
                    yield Unknown(kind, name, trail, known.get(match, ""))


def _named(resource: Resource) -> Iterator[tuple[str, str]]:
    """Kind and name of what a resource names; who may edit a stage stands in its units."""
    yield from ((symbol.kind, symbol.name) for symbol in resource.uses)
    for unit in resource.units.values():
        teams = unit.get("teams") if isinstance(unit, dict) else None
        yield from (("team", str(team)) for team in teams or ())


def _known(kind: str, subject: Subject) -> Mapping[str, str] | None:
    """What people may write -> the name that is meant by it; None where nobody can say what is known.

    `roles:` has a rule of its own (RV920); without that section the targets tell who there is.
    """
    if kind in _PEOPLE:
        described = subject.blueprint.sheet.data.get("roles")
        return None if described else {name: name for name in subject.elsewhere.roles} or None
    section = _SECTIONS.get(kind)
    if section is None:
        return None
    return subject.called(section, "email" if kind == "automated_email" else kind)


def _places(resource: Resource, name: str, subject: Subject) -> Iterable[Trail]:
    """Where its entry or a condition holds the name; the entry where none does."""
    data, entry = subject.blueprint.sheet.data, subject.blueprint.trails.get(resource.address)
    if entry is None:
        return ()
    found = list(_held(at(data, entry), entry, name))
    found += _held(data.get("conditions") or {}, ("conditions",), name)
    return found or [entry]


def _held(value: Json, trail: Trail, name: str) -> Iterator[Trail]:
    """Places of the name, but for values of properties and texts for people."""
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _held(inner, (*trail, number), name)
    elif isinstance(value, Mapping) and not isinstance(value.get("property"), str):
        for key, inner in value.items():
            if key not in ELSEWHERE and "." not in key:
                yield from _held(inner, (*trail, key), name)
    elif value == name:
        yield trail


def _stages(subject: Subject) -> Iterator[tuple[StageValue, str]]:
    """Stages and pipelines that are nearly a known one. Others may be the portal's, which go by its ids."""
    data = subject.blueprint.sheet.data
    for trail in (*subject.blueprint.sheet.entries("conditions"), *subject.blueprint.trails.values()):
        for found in stage_values(at(data, trail), trail):
            known = _keys(found, subject)
            match = "" if found.value in known else nearest(found.value, known, _SLIP)
            if match:
                yield found, match


def _keys(found: StageValue, subject: Subject) -> set[str]:
    """What may stand for a lifecycle stage, a pipeline, or a stage: by itself or behind its pipeline."""
    if found.kind == "lifecycle_stage":
        return {*LIFECYCLE.stages, *(str(trail[-1]) for trail, _ in subject.entries("lifecycle"))}
    scope = found.of.object
    pipelines = {name: {*there.stages} for (of, name), there in PIPELINES.items() if of == scope}
    for trail, entry in subject.entries("pipelines"):
        if trail[1] == scope:
            pipelines.setdefault(str(trail[2]), set()).update(entry.get("stages") or ())
    if found.kind == "pipeline":
        return {*pipelines}
    return {one for name, stages in pipelines.items() for key in stages for one in (key, f"{name}/{key}")}
