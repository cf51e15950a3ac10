"""What is there only while something else is: on a custom object, or about a property or a pipeline.

What stands on a custom object that is not there is not asked for, and needs it (peers (f)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from revops.engine.situation import Place
from revops.model.address import Address
from revops.model.objects import HOST, host
from revops.model.pairs import objects_of
from revops.model.spec import Absent, Observation, Present, Resource
from revops.model.surface import Allowance, Verdict

PLACE: Final[Place] = (HOST, "")
"""Where custom objects are looked at."""
_BEARERS: Final = {
    "validation": "property",
    "pipeline_rules": "pipeline",
    "stage_permissions": "pipeline",
}
"""Kinds of which each is about the one thing of its scope and name, and is asked for by that thing's path
(dossier D5, D6): where that is gone, nothing of it is left that a request could reach."""


@dataclass(frozen=True)
class Hosts:
    """The custom objects that a blueprint describes or removes, by name."""

    known: Mapping[str, Address]

    @classmethod
    def among(cls, addresses: Iterable[Address]) -> Hosts:
        return cls({one.name: one for one in addresses if one.kind == HOST})

    def of(self, place: Place) -> list[Address]:
        """The custom objects that a place stands on: both ends of an association may be one."""
        return [self.known[name] for name in objects_of(place[1]) if name in self.known]

    def shut(self, readable: Mapping[Place, Verdict]) -> dict[Place, Verdict]:
        """Places whose custom objects may not be read, with the reason."""
        verdict = readable.get(PLACE)
        if verdict is None or verdict.allowance is Allowance.ALLOWED:
            return {}
        return {place: verdict for place in readable if self.of(place)}

    def bare(self, places: Iterable[Place], seen: Mapping[Place, Observation]) -> dict[Place, Observation]:
        """What is so, unasked, in places whose custom object is not there or cannot be seen."""
        found = seen.get(PLACE, Observation())
        hosts = {place: on for place in places if (on := self.of(place))}
        if found.broken:
            return {place: Observation(broken=found.broken) for place in hosts}
        gone = {
            place for place, on in hosts.items() if any(isinstance(found.presence(one), Absent) for one in on)
        }
        return dict.fromkeys(gone, Observation())


def bearer(address: Address) -> Address | None:
    """The property or the pipeline that something is about."""
    kind = _BEARERS.get(address.kind)
    return Address(kind, address.scope, address.name) if kind else None


def standing_on(address: Address, others: Iterable[Address]) -> list[Address]:
    """Those of the addresses that go with this one; an association stands on both of its ends."""
    return [other for other in others if address in (bearer(other), *map(host, objects_of(other.scope)))]


def upon(resource: Resource, seen: Mapping[Place, Observation]) -> Resource:
    """The resource without the need of a custom object that is there.

    That object may need this very resource in its turn: a property exists before it is given a role.
    """
    found = seen.get(PLACE, Observation())
    hosts = {need for need in resource.needs if need.address.kind == HOST}
    there = {need for need in hosts if isinstance(found.presence(need.address), Present)}
    return replace(resource, needs=resource.needs - there) if there else resource
