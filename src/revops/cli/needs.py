"""What a blueprint asks of the tokens: which surfaces it reads and writes, and the scopes that these take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from revops.blueprint.load import Blueprint
from revops.engine.observe import places
from revops.hub.surfaces import SURFACES
from revops.kinds import lookup
from revops.kinds.base import Kind
from revops.kinds.campaign.observe import LOOKUP as CAMPAIGNS
from revops.kinds.email.names import CAMPAIGN
from revops.kinds.workflow.sequences import SEQUENCE
from revops.model.spec import Phase, Resource

_NAMES: Final = "to find names"
_RETIRED: Final = "to move what retired options hold"
_RENAMED: Final = "to copy the values of renamed properties"
_COUNTS: Final = "to count before switching on"
_PUBLISHES: Final = "to publish"

Scopes = Mapping[str, frozenset[str] | None]
"""What each credential holds; None where HubSpot does not tell."""


@dataclass(frozen=True, order=True)
class Requirement:
    """One surface, for one object type and one direction. Any one of the scopes will do."""

    credential: str
    surface: str
    object: str
    write: bool
    any_of: tuple[str, ...]
    why: str = field(default="", compare=False)
    """What it is for, where that is not to compare and apply what the blueprint says."""

    @property
    def access(self) -> str:
        return "write" if self.write else "read"

    def held(self, scopes: Scopes) -> bool | None:
        """None where nobody tells."""
        told = scopes.get(self.credential)
        return None if told is None else not told.isdisjoint(self.any_of)

    def wanted(self, scopes: Scopes) -> str:
        """The scope to ask for: one that is held already, else the narrowest."""
        told = scopes.get(self.credential) or frozenset()
        return next((scope for scope in self.any_of if scope in told), self.any_of[0])


def requirements(blueprint: Blueprint, kinds: Mapping[str, Kind]) -> list[Requirement]:
    """Everything that planning and applying this blueprint takes, each once."""
    found: dict[Requirement, dict[str, None]] = {}
    for need in (
        *_of_places(blueprint, kinds),
        *_of_names(blueprint.resources),
        *_of_records(blueprint.resources, kinds),
        *_of_renamed(blueprint, kinds),
        *_of_switches(blueprint.resources, kinds),
    ):
        found.setdefault(need, {})[need.why] = None
    return [replace(need, why=", ".join(filter(None, found[need]))) for need in sorted(found)]


def _of_places(blueprint: Blueprint, kinds: Mapping[str, Kind]) -> Iterator[Requirement]:
    written = {(one.address.kind, one.address.scope) for one in blueprint.resources if not one.reference} | {
        (address.kind, address.scope) for address in blueprint.removed
    }
    for place in places(blueprint.resources, blueprint.removed, kinds):
        kind = kinds[place[0]]
        yield from _surfaces(kind.reads, place[1], write=False)
        if place in written:
            yield from _surfaces(kind.writes, place[1], write=True)


def _of_names(resources: Iterable[Resource]) -> Iterator[Requirement]:
    """Lists in which the names that workflows use are looked up."""
    used = {symbol.kind for resource in resources for symbol in resource.uses}
    calls = [*lookup.calls(used).values(), *([CAMPAIGNS] if CAMPAIGN in used else [])]
    surfaces = [call.surface for call in calls] + (["sequences"] if SEQUENCE in used else [])
    yield from _surfaces(surfaces, "", write=False, why=_NAMES)


def _of_records(resources: Iterable[Resource], kinds: Mapping[str, Kind]) -> Iterator[Requirement]:
    """Retired values are counted in records; those that have another one to get are written."""
    for resource in resources:
        if resource.retired:
            names, scope = kinds[resource.address.kind].moves, resource.address.scope
            yield from _surfaces(names, scope, write=False, why=_RETIRED)
            if any(target is not None for target in resource.retired.values()):
                yield from _surfaces(names, scope, write=True, why=_RETIRED)


def _of_renamed(blueprint: Blueprint, kinds: Mapping[str, Kind]) -> Iterator[Requirement]:
    """The values of a renamed property are copied record by record."""
    for move in blueprint.moved:
        if move.copies:
            names, scope = kinds[move.after.kind].moves, move.after.scope
            yield from _surfaces(names, scope, write=False, why=_RENAMED)
            yield from _surfaces(names, scope, write=True, why=_RENAMED)


def _of_switches(resources: Iterable[Resource], kinds: Mapping[str, Kind]) -> Iterator[Requirement]:
    """What is to be switched on is counted in records before; e-mails take more to be published."""
    for resource in resources:
        kind = kinds[resource.address.kind]
        phases = {kind.phase(path, None) for path, value in resource.units.items() if value is True}
        scope = resource.address.scope or resource.units.get("object")
        if scope and not phases.isdisjoint((Phase.PUBLISH, Phase.ENABLE)):
            yield from _surfaces(["search"], scope, write=False, why=_COUNTS)
        if Phase.PUBLISH in phases:
            yield from _surfaces(kind.publishes, "", write=True, why=_PUBLISHES)


def _surfaces(names: Iterable[str], scope: str, *, write: bool, why: str = "") -> Iterator[Requirement]:
    for name in names:
        surface = SURFACES[name]
        needed = surface.scopes(scope, write=write)
        if needed:
            yield Requirement(surface.credential, name, scope, write, needed, why)
