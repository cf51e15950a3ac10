"""How far each resource has come in a portal: applied, waiting, by hand, or beyond the subscription."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from revops.engine.capability import Grants, lack, lack_of_scope, requirement
from revops.engine.situation import Situation
from revops.engine.subscription import beyond, to_publish
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.spec import Resource
from revops.model.surface import Surface

_NO_BETA: Final = "RV518"
"""The finding about a beta that the portal does not have."""


class Standing(Enum):
    """From the worst to the best; the value is the word for people."""

    UPGRADE = "needs an upgrade"
    WAITING = "waiting"
    OPEN = "by hand (open)"
    DONE = "by hand (done)"
    APPLIED = "applied"
    AGREED = "agreed"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Standing).index(self)


@dataclass(frozen=True)
class Stand:
    """One resource, or one entry that people agreed on, and why it is no further."""

    address: Address
    standing: Standing
    why: str = ""


@dataclass(frozen=True)
class Reach:
    """What the target's subscription is asked about."""

    surfaces: Mapping[str, Surface]
    grants: Grants

    def lacks(self, kind: Kind, scope: str) -> str:
        """The subscription that a kind would need, empty where nothing is missing."""
        missing = (lack(one, scope, self.grants) for one in self._used(kind))
        return next((one.subscription for one in missing if one), "")

    def beta(self, kind: Kind, scope: str) -> str:
        """The subscription that a beta of the kind takes; empty where all have it or one is declared."""
        asked = (requirement(one, scope) for one in self._used(kind) if one.beta)
        return "" if self.grants.hubs else next((one.subscription for one in asked if one), "")

    def publishing(self, kind: Kind) -> str:
        """The subscription that publishing takes; empty where all have it or the token lacks a scope."""
        names = [self.surfaces[name] for name in kind.publishes]
        asked = [requirement(one, "") for one in names if not lack_of_scope(one, "", self.grants, write=True)]
        return next((one.subscription for one in asked if one), "")

    def _used(self, kind: Kind) -> list[Surface]:
        return [self.surfaces[name] for name in dict.fromkeys((*kind.reads, *kind.writes))]


def stands(
    wanted: Iterable[Resource], situation: Situation, changes: Iterable[Change], reach: Reach
) -> Mapping[Address, Stand]:
    """The standing of every resource.

    Args:
        wanted: what the blueprint describes, also where something else stands in for it.
        situation: what the plan was made from.
        changes: the plan's.
        reach: what the subscription includes.
    """
    found: dict[Address, list[Change]] = {}
    for change in changes:
        found.setdefault(change.address, []).append(change)
    there = {one.address for one in situation.resources}
    asked = {one.address: one for one in (*situation.resources, *wanted)}
    return {
        address: _out_of_reach(address, situation, reach)
        or (
            _standing(one, found.get(address, ()), situation, reach)
            if address in there
            else _replaced(address)
        )
        for address, one in asked.items()
    }


def _out_of_reach(address: Address, situation: Situation, reach: Reach) -> Stand | None:
    """What the declared subscription does not include, or a beta that the portal does not have."""
    lacks = reach.lacks(situation.kind(address), address.scope)
    if lacks:
        return Stand(address, Standing.UPGRADE, lacks)
    betas = [one for one in situation.observation(address).findings if one.code == _NO_BETA]
    if not betas:
        return None
    carrier = reach.beta(situation.kind(address), address.scope)
    return Stand(address, Standing.UPGRADE, "; ".join(filter(None, [carrier, betas[0].summary])))


def _standing(resource: Resource, changes: Sequence[Change], situation: Situation, reach: Reach) -> Stand:
    """By its changes; what waits is beyond the subscription where HubSpot does not let it be published."""
    found, kind = _stand(resource.address, changes, situation), situation.kind(resource.address)
    missing = beyond(resource, reach.grants)
    if missing and found.standing is Standing.OPEN:
        return Stand(resource.address, Standing.UPGRADE, missing.subscription)
    closed = situation.observation(resource.address).closed
    if not (closed and found.standing is Standing.WAITING and to_publish(resource, kind)):
        return found
    lacks = reach.publishing(kind)
    if kind.name in situation.context.shut:
        return Stand(resource.address, Standing.UPGRADE, lacks)
    return Stand(resource.address, Standing.UPGRADE, f"{lacks}; {closed}") if lacks else found


def _replaced(address: Address) -> Stand:
    return Stand(address, Standing.WAITING, "out of this token's reach; something else stands in for it")


def _stand(address: Address, changes: Sequence[Change], situation: Situation) -> Stand:
    if not situation.kind(address).writes:
        return Stand(address, Standing.OPEN if changes else Standing.DONE)
    told = [_of(change) for change in changes]
    return min(told, key=lambda one: one.standing.rank, default=Stand(address, Standing.APPLIED))


def _of(change: Change) -> Stand:
    action = change.action
    if action in (Action.NONE, Action.ADOPT):
        return Stand(change.address, Standing.APPLIED)
    if action is Action.MANUAL:
        return Stand(change.address, Standing.OPEN, change.reason)
    if action in (Action.HOLD, Action.WAITING, Action.BLOCKED):
        return Stand(change.address, Standing.WAITING, change.reason)
    asks = f", asks for --{change.consent.value}" if change.consent else ""
    return Stand(change.address, Standing.WAITING, f"to be applied{asks}")
