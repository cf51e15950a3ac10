"""What resources say about each other: needs that nobody meets, circles, and things both kept and removed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

from revops.blueprint.expand import Expansion
from revops.blueprint.names import meant, nearest, ring
from revops.kinds.association.spec import is_default
from revops.kinds.group import SHIPPED, ships
from revops.model.address import Address, Origin
from revops.model.objects import TYPE_IDS, host, plural_of
from revops.model.spec import Resource

IN_PORTALS: Final = frozenset({"group"})
"""Kinds of which HubSpot ships some that no blueprint has to name; the planner looks for them."""


def check_references(expansion: Expansion, removed: Mapping[Address, Origin]) -> None:
    """Report them all."""
    known = {resource.address: resource for resource in expansion.resources}
    groups = _Groups(known)
    for resource in expansion.resources:
        for need in sorted(resource.needs):
            if need.address in known or expansion.is_faulty(need.address):
                continue
            if need.address in expansion.without.met:
                continue  # told where it is left out
            if need.address.kind in IN_PORTALS:
                _group(expansion, resource, need.address, groups.near(need.address))
            else:
                _unknown(expansion, resource, need.address)
    _circles(expansion, known)
    for address in removed:
        if address in known:
            _kept(expansion, address, removed[address], known[address])
        _stands(expansion, address, removed)
        _ships(expansion, address, removed[address])


def _unknown(expansion: Expansion, resource: Resource, address: Address) -> None:
    known = (str(one.address) for one in expansion.resources)
    summary = f"{resource.address} needs {address}, which the blueprint does not describe"
    _error(expansion, "RV212", summary, resource.address, meant(str(address), known))


class _Groups:
    """The groups that somebody knows, and of each unknown one the name that was probably meant."""

    def __init__(self, known: Collection[Address]) -> None:
        self._declared = [address for address in known if address.kind in IN_PORTALS]
        self._near: dict[Address, str] = {}

    def near(self, group: Address) -> str:
        if group not in self._near:
            declared = {one.name for one in self._declared if one.scope == group.scope}
            shipped = SHIPPED.get(group.scope, frozenset())
            known = ships(group.scope, group.name)
            self._near[group] = "" if known else nearest(group.name, declared | shipped)
        return self._near[group]


def _group(expansion: Expansion, resource: Resource, group: Address, match: str) -> None:
    """Say so where the name is nearly that of a group that somebody knows: it may be a slip."""
    if not match:
        return
    origin = resource.origins.get("groupName", resource.origin)
    summary = f"the blueprint describes no group {group.name!r} of {group.scope}"
    document = expansion.sheet.document(origin.file)
    document.warn("RV216", summary, origin, f"Did you mean {match!r}?", resource.address)


def _circles(expansion: Expansion, known: Mapping[Address, Resource]) -> None:
    graph = {address: {need.address for need in one.needs} & known.keys() for address, one in known.items()}
    while circle := _circle(graph):
        summary = f"resources need each other in a circle: {ring(map(str, circle))}"
        _error(expansion, "RV213", summary, circle[0], "Take one of the references out.")
        graph = {one: needs.difference(circle) for one, needs in graph.items() if one not in circle}


def _circle(graph: Mapping[Address, set[Address]]) -> list[Address]:
    """One circle, each followed by what it needs; nothing where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _kept(expansion: Expansion, address: Address, origin: Origin, resource: Resource) -> None:
    hint = "Name it under `without:`, too." if resource.pack else "Take one of the two out."
    summary = f"{address} is to be removed, but {resource.origin} describes it"
    expansion.sheet.document(origin.file).error("RV214", summary, origin, hint, address)


def _stands(expansion: Expansion, address: Address, removed: Mapping[Address, Origin]) -> None:
    """Report what is to be removed from an object that is neither HubSpot's nor the blueprint's."""
    found = host(address.scope)
    if found is None or found.name in expansion.objects or found in removed:
        return
    plural = plural_of(found.name)
    names = [plural] if plural else [*TYPE_IDS, *expansion.objects]
    summary = f"{address} names the object {found.name!r}, which is neither HubSpot's nor described"
    hint = meant(found.name, names) if nearest(found.name, names) else f"Remove {found}, too, or describe it."
    origin = removed[address]
    expansion.sheet.document(origin.file).error("RV620", summary, origin, hint, address)


def _ships(expansion: Expansion, address: Address, origin: Origin) -> None:
    """Report what is to be removed although HubSpot has it for every two objects."""
    if is_default(address):
        summary = f"{address} is HubSpot's own association of the two objects, which cannot be removed"
        hint = "Name a label of yours; `default: {limit: none}` takes a limit away."
        expansion.sheet.document(origin.file).error("RV784", summary, origin, hint, address)


def _error(expansion: Expansion, code: str, summary: str, address: Address, hint: str) -> None:
    trail = expansion.trails.get(address, ())
    expansion.sheet.error(code, summary, trail, hint, value=False, address=address)
