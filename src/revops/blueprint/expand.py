"""Sections become resources, and resources are checked against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from revops.blueprint.compose import Trail
from revops.blueprint.conditions import Conditions
from revops.blueprint.declared import declarations
from revops.blueprint.near import Near
from revops.blueprint.sheet import Sheet, at
from revops.blueprint.uses import Without
from revops.blueprint.validate import Checker
from revops.kinds.base import Kind
from revops.model.address import Address, Origin
from revops.model.condition import Condition
from revops.model.json import Json
from revops.model.spec import Resource


@dataclass
class Expansion:
    """The resources of a sheet. Faulty entries are left out, but what names them is no second error."""

    sheet: Sheet
    conditions: Mapping[str, Condition]
    without: Without
    resources: tuple[Resource, ...] = ()
    trails: dict[Address, Trail] = field(default_factory=dict)
    faulty: set[Trail] = field(default_factory=set)
    """Kind and names of the entries that have faults."""
    _places: dict[str, dict[Origin, Trail]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, sheet: Sheet, kinds: Sequence[Kind], locale: str, broken: set[Trail], without: Without
    ) -> Expansion:
        """Check all sections, then let each kind expand its own."""
        declared = declarations(sheet.data)
        conditions = Conditions(sheet, declared, locale, set(_faulty_conditions(sheet, broken)))
        near = Near(locale, sheet, declared, conditions)
        expansion = cls(sheet, conditions.all(), without)
        sections = {kind.name: expansion._checked(kind, broken) for kind in kinds}
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

    def packed(self) -> list[Address]:
        """Addresses that packs hold."""
        return [resource.address for resource in self.resources if resource.pack]

    def _checked(self, kind: Kind, broken: set[Trail]) -> Any:
        """The section as the kind's type has it, or None where nothing is left of it."""
        data = self.sheet.data.get(kind.section)
        if data is None:
            return None
        depth = self.sheet.depths[kind.section]
        inside = [trail[1:] for trail in broken if trail[0] == kind.section]
        value, faults = Checker(kind.section_type).check_entries(data, depth, inside)
        for fault in faults:
            trail = (kind.section, *fault.trail)
            if not self.sheet.is_below(trail, broken):
                self.sheet.error(fault.code, fault.summary, trail, fault.hint, value=fault.at_value)
        bad = [*inside, *(fault.trail for fault in faults)]
        self.faulty |= {(kind.name, *trail[:depth]) for trail in bad}
        return value

    def _finished(self, kind: Kind, resource: Resource) -> Resource:
        """The resource with what every kind would have to say in the same way."""
        trail = self._trail(kind, resource)
        if trail is None:
            return resource
        self.trails[resource.address] = trail
        entry, holder = at(self.sheet.data, trail), self.sheet.holder(trail)
        return replace(
            resource,
            origin=resource.origin if resource.origin.line else self.sheet.origin(trail),
            origins=resource.origins or self._origins(trail, entry, resource.units),
            ref=resource.ref or _refs(entry),
            pack=holder.pack if holder else "",
        )

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

    def _origins(self, trail: Trail, entry: Json, paths: Iterable[str]) -> dict[str, Origin]:
        """Where units stand; one that has no place of its own is left out."""
        below = {path: tuple(_steps(entry, path.split("."))) for path in paths}
        return {path: self.sheet.origin((*trail, *steps)) for path, steps in below.items() if steps}


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
