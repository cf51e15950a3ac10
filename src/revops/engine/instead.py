"""What is made in place of resources that are out of reach in this portal (design.md, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.finding import Finding
from revops.model.ledger import Ledger
from revops.model.spec import Need, Resource
from revops.model.surface import Allowance


def instead(situation: Situation) -> tuple[tuple[Resource, ...], tuple[Finding, ...]]:
    """The resources with what stands in for some of them, and what that costs; nothing where none does."""
    made: dict[Address, Sequence[Resource]] = {}
    told: list[Finding] = []
    for resource in situation.resources:
        found, findings = _in_place_of(resource, situation)
        if found:
            made[resource.address] = found
            told += [replace(finding, origin=resource.origin) for finding in findings]
    return (tuple(_swapped(situation, made)), tuple(told)) if made else (situation.resources, ())


def _in_place_of(resource: Resource, situation: Situation) -> tuple[Sequence[Resource], Sequence[Finding]]:
    """Nothing for what is allowed, or was applied before: that is not given up for a scope that went missing.

    What once stood in stays, or there would be two of it: a person removes it first.
    """
    address, ledger = resource.address, situation.context.ledger
    if ledger.entry(address):
        return (), ()
    verdicts = (situation.reading(address), situation.writing(address))
    shut = next((one.reason for one in verdicts if one.allowance is not Allowance.ALLOWED), "")
    why = shut or f"what stands in for {address} was made before"
    found, findings = situation.kind(address).instead(resource, situation.observation(address), why)
    return (found, findings) if shut or _is_known(found, ledger) else ((), ())


def _is_known(resources: Sequence[Resource], ledger: Ledger) -> bool:
    return any(ledger.entry(resource.address) for resource in resources)


def _swapped(situation: Situation, made: Mapping[Address, Sequence[Resource]]) -> Iterator[Resource]:
    """What stands in has the place, rows and pack of the original; whatever needs that needs the other."""
    homes = {
        address: [one.address for one in found if situation.kind(one.address).writes]
        for address, found in made.items()
    }
    for resource in situation.resources:
        for one in made.get(resource.address, ()):
            yield replace(one, origin=resource.origin, ref=resource.ref, pack=resource.pack)
        if resource.address not in made:
            needs = frozenset(_rewired(resource.needs, homes))
            yield resource if needs == resource.needs else replace(resource, needs=needs)


def _rewired(needs: frozenset[Need], homes: Mapping[Address, Sequence[Address]]) -> Iterator[Need]:
    """What a person does by hand is not waited for."""
    for need in needs:
        if need.address in homes:
            yield from map(Need, homes[need.address])
        else:
            yield need
