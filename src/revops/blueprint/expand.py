"""Sections become resources, and resources are checked against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from revops.blueprint.compose import Trail
from revops.blueprint.conditions import Conditions
from revops.blueprint.declared import declarations
from revops.blueprint.mend import Mended, mended, without
from revops.blueprint.near import Near
from revops.blueprint.sheet import Sheet, at
from revops.blueprint.speech import Speech
from revops.blueprint.uses import Without
from revops.blueprint.validate import Checker, Fault
from revops.kinds.base import Kind
from revops.kinds.objects import DECLARED
from revops.model.address import Address, Origin
from revops.model.condition import Condition
from revops.model.json import Json
from revops.model.objects import host
from revops.model.spec import Need, Resource

_ROUNDS: Final = 3
"""How often what is faulty is taken out, with what stands around it and cannot do without it."""


@dataclass
class Expansion:
    """The resources of a sheet. What is faulty is left out, but what names it is no second error."""

    sheet: Sheet
    conditions: Mapping[str, Condition]
    without: Without
    resources: tuple[Resource, ...] = ()
    trails: dict[Address, Trail] = field(default_factory=dict)
    faulty: set[Trail] = field(default_factory=set)
    """Kind and names of the entries that have faults."""
    asked: set[str] = field(default_factory=set)
    """Names of the conditions that something uses."""
    speech: Speech = field(default_factory=Speech)
    """What the texts speak."""
    _places: dict[str, dict[Origin, Trail]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, sheet: Sheet, kinds: Sequence[Kind], locale: str, broken: set[Trail], without: Without
    ) -> Expansion:
        """Check all sections, then let each kind expand its own."""
        expansion = cls(sheet, {}, without)
        sections = {kind.name: expansion._checked(kind, broken) for kind in kinds}
        declared = declarations(sheet.data)
        conditions = Conditions(sheet, declared, locale, set(_faulty_conditions(sheet, broken)))
        expansion.conditions, expansion.asked = conditions.all(), conditions.used
        near = Near(locale, sheet, declared, conditions, expansion.speech)
        found = [
            expansion._finished(kind, resource)
            for kind in kinds
            if sections[kind.name] is not None
            for resource in kind.expand(sections[kind.name], near)
        ]
        expansion.resources = tuple(one for one in found if not (one.pack and without.drops(one.address)))
        return expansion

    def is_faulty(self, address: Address) -> bool:
        """True where the blueprint describes it, but with faults that are already reported."""
        kind, scope, name = address.kind, address.scope, address.name
        return not self.faulty.isdisjoint({(kind, scope, name), (kind, scope), (kind, name)})

    @property
    def objects(self) -> frozenset[str]:
        """Names of the custom objects that the blueprint declares, faulty ones among them."""
        return frozenset(self.sheet.data.get("objects") or ())

    def packed(self) -> list[Address]:
        """Addresses that packs hold."""
        return [resource.address for resource in self.resources if resource.pack]

    def _checked(self, kind: Kind, broken: set[Trail]) -> Any:
        """The section as the kind's type has it, or None where nothing is left of it."""
        data = self.sheet.data.get(kind.section)
        if data is None:
            return None
        inside = [trail[1:] for trail in broken if trail[0] == kind.section]
        checker = Checker(kind.section_type, {DECLARED: self.objects})
        value, faults = checker.check(data)
        self._report(kind, faults, broken)
        if not (faults or inside):
            return value
        better = mended(data, faults, inside)
        left = self._mended(kind, better)
        _, more = checker.check(left)
        self._report(kind, more, broken | {(kind.section, *trail) for trail in better.named})
        depth = self.sheet.depths[kind.section]
        for _ in range(_ROUNDS):  # what stands around a step, say, can be judged without it
            if not more:
                break
            left = self._mended(kind, without(left, more, depth))
            _, more = checker.check(left)
        return checker.check_without(left, {fault.trail[:depth] for fault in more})

    def _report(self, kind: Kind, faults: Sequence[Fault], broken: set[Trail]) -> None:
        for fault in faults:
            trail = (kind.section, *fault.trail)
            if not self.sheet.is_below(trail, broken):
                self.sheet.error(fault.code, fault.summary, trail, fault.hint, value=fault.at_value)
        depth = self.sheet.depths[kind.section]
        self.faulty |= {(kind.name, *fault.trail[:depth]) for fault in faults}

    def _mended(self, kind: Kind, section: Mended) -> Json:
        """Take the mended section over, and remember what is not in it any more."""
        depth = self.sheet.depths[kind.section]
        self.sheet.data[kind.section] = section.data
        self.sheet.unknown |= {(kind.section, *trail) for trail in section.dropped}
        for trail, name in section.renamed.items():
            self.sheet.rename((kind.section, *trail), name)
        self.faulty |= {(kind.name, *trail[:depth]) for trail in section.dropped}
        return section.data

    def _finished(self, kind: Kind, resource: Resource) -> Resource:
        """The resource with what every kind would have to say in the same way."""
        trail = self._trail(kind, resource)
        if trail is None:
            return resource
        self.trails[resource.address] = trail
        entry, holder = at(self.sheet.data, trail), self.sheet.holder(trail)
        return replace(
            resource,
            needs=self._with_host(resource),
            origin=resource.origin if resource.origin.line else self.sheet.origin(trail),
            origins=resource.origins or _Origins(self.sheet, trail, resource.units),
            ref=resource.ref or _refs(entry),
            pack=holder.pack if holder else "",
        )

    def _with_host(self, resource: Resource) -> frozenset[Need]:
        """What it needs, and the custom object that it stands on."""
        found = host(resource.address.scope)
        if found is None or found.name not in self.objects:
            return resource.needs
        return resource.needs | {Need(found)}

    def _trail(self, kind: Kind, resource: Resource) -> Trail | None:
        """The entry that a resource comes from: by its address, else by its place."""
        names = [part for part in (resource.address.scope, resource.address.name) if part]
        depth = self.sheet.depths[kind.section]
        trail = (kind.section, *names[len(names) - depth :]) if depth <= len(names) else ()
        if trail in self.sheet.layers:
            return trail
        if kind.section not in self._places:
            entries = self.sheet.entries(kind.section)
            whole: list[Trail] = [(kind.section,)]
            self._places[kind.section] = {self.sheet.origin(one): one for one in [*whole, *entries]}
        return self._places[kind.section].get(resource.origin)


class _Origins(Mapping[str, Origin]):
    """Where units stand, looked up when somebody asks; one that has no place of its own is left out."""

    __slots__ = ("_paths", "_sheet", "_trail")

    def __init__(self, sheet: Sheet, trail: Trail, paths: Iterable[str]) -> None:
        self._sheet, self._trail, self._paths = sheet, trail, paths

    def __getitem__(self, path: str) -> Origin:
        return self._sheet.origin((*self._trail, *self._below()[path]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._below())

    def __len__(self) -> int:
        return len(self._below())

    def _below(self) -> Mapping[str, Trail]:
        entry = at(self._sheet.data, self._trail)
        below = {path: tuple(_steps(entry, path.split("."))) for path in self._paths}
        return {path: steps for path, steps in below.items() if steps}


def _faulty_conditions(sheet: Sheet, broken: set[Trail]) -> Iterator[Trail]:
    """Named conditions that are not even a name or a map; a variable may have made them so."""
    yield from (trail[:2] for trail in broken)
    for name, value in sheet.data.get("conditions", {}).items():
        trail = ("conditions", name)
        if not isinstance(value, str | dict) and trail not in broken:
            sheet.error("RV211", "a condition is a name or a map", trail)
            yield trail


def _steps(entry: Json, parts: Sequence[str]) -> Iterator[str | int]:
    """As much of a unit's path as the entry holds; items of lists are named by their `id`."""
    for part in parts:
        if isinstance(entry, dict) and part in entry:
            entry = entry[part]
            yield part
        elif isinstance(entry, list) and (number := _numbered(entry, part)) is not None:
            entry = entry[number]
            yield number
        else:
            return


def _numbered(items: Sequence[Json], name: str) -> int | None:
    matching = (
        number for number, item in enumerate(items) if isinstance(item, dict) and item.get("id") == name
    )
    return next(matching, None)


def _refs(entry: Json) -> tuple[str, ...]:
    ref = entry.get("ref", ()) if isinstance(entry, dict) else ()
    return (ref,) if isinstance(ref, str) else tuple(ref)
