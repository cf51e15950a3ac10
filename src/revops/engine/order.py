"""Phases and layers: what comes first, drawn from needs and from the kinds' own order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused, Severity
from revops.model.spec import Phase, Resource

PHASES = tuple(Phase)


def topological(resources: Iterable[Resource]) -> list[Resource]:
    """Resources so that each stands after what it needs, in the order of the addresses where that does.

    Raises:
        Refused: the needs form a ring; the finding prints it.
    """
    by_address = {resource.address: resource for resource in resources}
    found: dict[Address, Resource] = {}
    late: dict[Address, list[Address]] = {}
    for address in sorted(by_address):
        resource = by_address[address]
        needed = [need.address for need in resource.needs if need.address in by_address]
        if all(other in found for other in needed):
            found[address] = resource
        else:
            late[address] = sorted(other for other in needed if other not in found)
    return [*found.values(), *(by_address[address] for address in _static(late))]


def _static(graph: Mapping[Address, Sequence[Address]]) -> list[Address]:
    """The addresses that need others, each after those of them that it needs.

    Most need nothing that needs something itself, and of those nothing has to be found out.
    """
    nested = {address: needed for address, needed in graph.items() if not graph.keys().isdisjoint(needed)}
    plain = [address for address in graph if address not in nested]
    if not nested:
        return plain
    try:
        return [*plain, *(one for one in TopologicalSorter(nested).static_order() if one in nested)]
    except CycleError as error:
        ring = " -> ".join(str(address) for address in error.args[1])
        told = f"these need each other in a ring: {ring}"
        raise Refused([Finding("RV401", Severity.ERROR, told, "break the ring")], INVALID) from None


def rank(kinds: Iterable[Kind]) -> Mapping[str, int]:
    """Position of each kind by its own `after`, for changes that no need connects."""
    known = {kind.name: kind for kind in kinds}
    sorter = TopologicalSorter(
        {name: sorted(kind.after & known.keys()) for name, kind in sorted(known.items())}
    )
    return {name: position for position, name in enumerate(sorter.static_order())}


def layers(changes: Sequence[Change], ranks: Mapping[str, int]) -> list[list[Change]]:
    """Changes of one phase in waves: all of a wave may run side by side.

    Removals come last, in the opposite order of the kinds.
    """
    makers = [change for change in changes if change.action is not Action.DELETE]
    removals = [change for change in changes if change.action is Action.DELETE]
    waves = _waves(makers, ranks)
    for level in sorted({ranks[change.address.kind] for change in removals}, reverse=True):
        waves.append([change for change in removals if ranks[change.address.kind] == level])
    return waves


def _waves(changes: Sequence[Change], ranks: Mapping[str, int]) -> list[list[Change]]:
    """By kind; within a kind, and against the order of the kinds, each change after those that it needs."""
    here = {change.address: change for change in changes}
    graph = {
        address: [need.address for need in change.needs if need.address in here]
        for address, change in here.items()
    }
    levels = {address: (ranks[address.kind], 0) for address, needed in graph.items() if not needed}
    late = {address: needed for address, needed in graph.items() if needed}
    for address in _static(late):
        own = ranks[address.kind]
        needed = [levels[other] for other in graph[address]]
        levels[address] = max([(own, 0), *((rank, step + 1) for rank, step in needed if rank >= own)])
    waves: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        waves.setdefault(levels[change.address], []).append(change)
    return [waves[key] for key in sorted(waves)]
