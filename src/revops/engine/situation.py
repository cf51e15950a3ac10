"""Everything that a plan is made from, gathered once; the planner reads nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from revops.kinds.base import Kind
from revops.model.address import Address, Origin
from revops.model.consequence import Consequence
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.json import Json
from revops.model.plan import Consents
from revops.model.reference import Impact, Point
from revops.model.spec import Observation, Observed, Phase, Presence, Resource, Unknown
from revops.model.surface import Allowance, Verdict

Place = tuple[str, str]
"""A kind's name and a scope: what is observed in one conversation."""

_UNSEEN = Observation(unknown="it was not looked at")
_ALLOWED = Verdict(Allowance.ALLOWED)


@dataclass(frozen=True)
class Situation:
    """Desired, actual, last applied, what is allowed and what a person agreed to."""

    kinds: Mapping[str, Kind]
    resources: tuple[Resource, ...]
    context: Context
    observations: Mapping[Place, Observation] = field(default_factory=dict)
    removed: Mapping[Address, Origin] = field(default_factory=dict)
    removing: str = "named under removed:"
    """Why that is to go, for people."""
    undoing: bool = False
    """True on the way back from a run: what is desired is what was there before it."""
    off: Mapping[Address, frozenset[str]] = field(default_factory=dict)
    """Switches of what is to go that are turned off where it stays, because nobody agreed to delete it."""
    only: Mapping[Address, frozenset[str]] = field(default_factory=dict)
    """Units that this is about, of resources of which the others are nobody's business here."""
    moved: Mapping[Address, str] = field(default_factory=dict)
    """New address -> what the ledger on disk still calls it."""
    readable: Mapping[Place, Verdict] = field(default_factory=dict)
    writable: Mapping[Place, Verdict] = field(default_factory=dict)
    movable: Mapping[Place, Verdict] = field(default_factory=dict)
    """Whether records may be moved, where a resource retires something."""
    consents: Consents = field(default_factory=Consents)
    consequences: Mapping[tuple[Address, Phase], Consequence] = field(default_factory=dict)
    """What was counted of switching on; empty in a plan that nobody counted for yet."""
    impacts: Mapping[Point, Impact] = field(default_factory=dict)
    """What deletions touch besides; empty in a plan for which nobody looked."""
    enrol_cap: int = 0
    """Most records of a change to which a pattern agrees; beyond, its address must be given."""
    caps: Mapping[str, int] = field(default_factory=dict)
    """Most changes of one run, by action; what is not in it is not capped."""
    findings: tuple[Finding, ...] = ()
    blueprint_digest: str = ""
    reads: int = 0

    def concerned(self, resource: Resource) -> Mapping[str, Json]:
        """The units that a plan may look at."""
        only = self.only.get(resource.address)
        return resource.units if only is None else {p: v for p, v in resource.units.items() if p in only}

    def kind(self, address: Address) -> Kind:
        return self.kinds[address.kind]

    def observation(self, address: Address) -> Observation:
        """What was seen where the address lives; nothing seen is unknown, not absent."""
        return self.observations.get((address.kind, address.scope), _UNSEEN)

    def presence(self, address: Address) -> Presence:
        verdict = self.reading(address)
        if verdict.allowance is not Allowance.ALLOWED:
            return Unknown(verdict.reason)
        return self.observation(address).presence(address)

    def reading(self, address: Address) -> Verdict:
        """Whether the place could be read: by right, and in fact."""
        broken = self.observation(address).broken
        if broken:
            return Verdict(Allowance.BLOCKED, broken, "see the finding for the way out")
        return self.readable.get((address.kind, address.scope), _ALLOWED)

    def visible(self, place: Place) -> Mapping[Address, Observed]:
        """What was found in a place that could be read; of any other nothing is known."""
        found = self.observations[place]
        allowed = self.readable.get(place, _ALLOWED).allowance is Allowance.ALLOWED
        return found.by_address if allowed and not found.broken else {}

    def writing(self, address: Address) -> Verdict:
        return self.writable.get((address.kind, address.scope), _ALLOWED)

    def moving(self, address: Address) -> Verdict:
        return self.movable.get((address.kind, address.scope), _ALLOWED)

    def consenting(self, consents: Consents) -> Situation:
        """The same situation with other consents, e.g. after a person answered."""
        return replace(self, consents=consents)
