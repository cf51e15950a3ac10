"""Phases and layers: what comes first, drawn from needs and from the kinds' own order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.finding import Finding, Refused, Severity
from revops.model.spec import Phase, Resource

PHASES = tuple(Phase)


def topological(resources: Iterable[Resource]) -> list[Resource]:
    """Resources so that each stands after what it needs; ties in the order of the addresses.

    Raises:
        Refused: the needs form a ring; the finding prints it.
    """
    by_address = {resource.address: resource for resource in resources}
    graph = {
        address: sorted(need.address for need in resource.needs if need.address in by_address)
        for address, resource in sorted(by_address.items())
    }
    sorter: TopologicalSorter[Address] = TopologicalSorter(graph)
    try:
        return [by_address[address] for address in sorter.static_order()]
    except CycleError as error:
        ring = " -> ".join(str(address) for address in error.args[1])
        finding = Finding(
            "RV401", Severity.ERROR, f"these need each other in a ring: {ring}", "break the ring"
        )
        raise Refused([finding], 3) from None


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
    depth: dict[Address, tuple[int, int]] = {}
    here = {change.address: change for change in changes}

    def level(address: Address) -> tuple[int, int]:
        if address not in depth:
            own = ranks[address.kind]
            before = [level(need.address) for need in here[address].needs if need.address in here]
            steps = [step + 1 for position, step in before if position == own]
            depth[address] = (own, max(steps, default=0))
        return depth[address]

    waves: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        waves.setdefault(level(change.address), []).append(change)
    return [waves[key] for key in sorted(waves)]
