"""What the project's files describe already, looked up for everything that a portal has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from revops.model.address import Address
from revops.model.spec import Observed, Resource


@dataclass(frozen=True)
class Described:
    """Addresses, and where the portal gives the id, the names that people see: kind, scope and `name`."""

    addresses: frozenset[Address]
    names: frozenset[tuple[str, str, str]]

    @classmethod
    def by(cls, resources: Iterable[Resource]) -> Described:
        """What these resources say."""
        units = {one.address: one.units.get("name") for one in resources}
        named = ((one.kind, one.scope, name) for one, name in units.items() if isinstance(name, str))
        return cls(frozenset(units), frozenset(named))

    def __contains__(self, observed: Observed) -> bool:
        address, name = observed.address, observed.units.get("name")
        if address in self.addresses:
            return True
        return isinstance(name, str) and name != "" and (address.kind, address.scope, name) in self.names
