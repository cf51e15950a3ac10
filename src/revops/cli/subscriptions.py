"""What entries of a pack take of a subscription, and whether a target declares it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from revops.engine.capability import TIERS, Grants, Lack, requirement, short
from revops.engine.subscription import to_publish
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.kinds.base import Kind
from revops.model.hubs import ADD_ONS
from revops.model.spec import Resource
from revops.settings import Target

_ANY: Final = "any subscription"
_PUBLISHES: Final = "to publish them"
_KINDS: Final = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True)
class Taken:
    """One subscription with the entries that take it, by section."""

    told: str
    entries: Mapping[str, int]
    declared: bool | None
    """None where the target declares nothing."""


def taken(resources: Iterable[Resource], target: Target | None) -> list[Taken]:
    """What any subscription does, then by tier."""
    found: dict[Lack | None, Counter[str]] = {}
    for one in resources:
        kind = _KINDS[one.address.kind]
        needed: set[Lack | None] = {*_of(one, kind)}
        for lack in (needed or {None}) | {*_to_publish(one, kind)}:
            found.setdefault(lack, Counter())[kind.section] += 1
    grants = _grants(target)
    return [
        Taken(_told(one), dict(found[one].most_common()), _declared(one, grants))
        for one in sorted(found, key=_rank)
    ]


def _of(resource: Resource, kind: Kind) -> Iterator[Lack]:
    """What it takes to read and write it, or to do it by hand."""
    names = (*kind.reads, *(() if resource.reference else kind.writes))
    asked = (requirement(SURFACES[name], resource.address.scope) for name in names)
    yield from (replace(one, what="") for one in asked if one)
    if resource.tier:
        yield Lack("", resource.tier, resource.hubs)


def _to_publish(resource: Resource, kind: Kind) -> Iterator[Lack]:
    names = kind.publishes if to_publish(resource, kind) else ()
    asked = (requirement(SURFACES[name], "") for name in names)
    yield from (replace(one, what=_PUBLISHES) for one in asked if one)


def _told(one: Lack | None) -> str:
    return " ".join(filter(None, [one.subscription, one.what])) if one else _ANY


def _rank(one: Lack | None) -> tuple[int, str]:
    return (TIERS.index(one.tier), one.subscription) if one else (-1, "")


def _declared(one: Lack | None, grants: Grants) -> bool | None:
    if not grants.hubs:
        return None
    return one is None or not short(one, grants)


def _grants(target: Target | None) -> Grants:
    if target is None:
        return Grants()
    hubs = {str(name): str(tier) for name, tier in target.entry.hubs.items()}
    return Grants(hubs=hubs, add_ons=frozenset(ADD_ONS[name] for name in target.entry.add_ons))
