"""Which of the portal's things is which of the blueprint's, where ids are HubSpot's, and what one says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from revops.kinds.score.config import unused
from revops.kinds.wire import Binding
from revops.model.address import Address
from revops.model.context import Context
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Observed, Resource


@dataclass(frozen=True)
class Match:
    """Addresses by id, and the ids that share a wanted name, of which nobody knows which one is meant."""

    owners: Mapping[str, Address]
    twins: Mapping[Address, Sequence[str]]

    def doubts(self, wanted: Sequence[Resource]) -> Iterator[Observed]:
        """One unreadable thing for each wanted resource with twins."""
        for one in wanted:
            ids = self.twins.get(one.address)
            if ids:
                told = (
                    f"{len(ids)} of the portal's are called {one.units['name']!r}: {', '.join(sorted(ids))}"
                )
                way_out = f"say which one is meant: `bind: {{{one.address}: ID}}` in the target"
                yield Observed(one.address, "", {}, unreadable=f"{told}; {way_out}")


def match(kind: str, names: Mapping[str, str], wanted: Sequence[Resource], context: Context) -> Match:
    """By the ledger, as the target binds it, by a name that only one has, then under a name of its own.

    Args:
        kind: first part of the addresses.
        names: name by id, of all that the portal has.
        wanted: the blueprint's resources of the kind.
        context: ledger and bindings.
    """
    known = {portal_id: address for address, portal_id in _known(kind, names, context).items()}
    twins: dict[Address, Sequence[str]] = {}
    for one in wanted:
        alike = [i for i, name in names.items() if i not in known and _same(name, one)]
        if one.address in known.values():
            continue
        if len(alike) == 1:
            known[alike[0]] = one.address
        elif alike:
            twins[one.address] = alike
    doubtful = {i for ids in twins.values() for i in ids}
    rest = {i: name for i, name in names.items() if i not in known and i not in doubtful}
    return Match(known | _unclaimed(kind, rest, {*known.values(), *(one.address for one in wanted)}), twins)


def filled(found: Mapping[str, Json], wanted: Resource | None) -> dict[str, Json]:
    """What is empty in HubSpot is no unit, unless the entry wants just that.

    Args:
        found: units as HubSpot has them; None, or left out, where there is nothing.
        wanted: the entry, where the blueprint has one.
    """
    blank = [path for path, value in wanted.units.items() if value == ""] if wanted else []
    return {**dict.fromkeys(blank, ""), **{path: value for path, value in found.items() if value}}


def _known(kind: str, names: Mapping[str, str], context: Context) -> dict[Address, str]:
    """Ids that the ledger knows; what the target binds comes before it."""
    applied = {address: entry.id for address, entry in context.ledger.entries.items() if address.kind == kind}
    bound = Binding.of(kind, "", context).to_portal
    known = applied | {Address(kind, "", name): portal_id for name, portal_id in bound.items()}
    return {address: portal_id for address, portal_id in known.items() if portal_id in names}


def _same(name: str, resource: Resource) -> bool:
    return folded(name) == folded(resource.units["name"])


def _unclaimed(kind: str, names: Mapping[str, str], taken: set[Address]) -> dict[str, Address]:
    keys = {address.name for address in taken}
    found = {}
    for portal_id, name in names.items():
        spelled = any(one.isascii() and one.isalpha() for one in name)
        found[portal_id] = Address(kind, "", unused(name if spelled else kind, keys))
        keys.add(found[portal_id].name)
    return found
