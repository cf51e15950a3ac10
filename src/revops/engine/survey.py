"""From a blueprint and a portal to a situation: everything that is read before a plan is made (I/O)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from revops.engine.capability import Grants, verdict
from revops.engine.hosts import PLACE, Hosts, upon
from revops.engine.instead import instead
from revops.engine.observe import Reader, observe, places
from revops.engine.situation import Place, Situation
from revops.engine.subscription import shut
from revops.kinds.base import Kind
from revops.model.address import Address, Origin
from revops.model.call import Call
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.objects import host
from revops.model.spec import Observation, Presence, Present, Resource, Symbol
from revops.model.surface import Allowance, Surface, Verdict


@dataclass(frozen=True)
class Wish:
    """What the blueprint files say, as the loader gives it."""

    resources: tuple[Resource, ...]
    removed: Mapping[Address, Origin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    digest: str = ""
    moved: Mapping[Address, str] = field(default_factory=dict)
    """New address -> old one, for what the ledger was made to follow."""


Wanted = Mapping[Place, Sequence[Resource]]
"""What is to be looked at, place by place."""

Probe = Callable[[str, str], bool | None]
"""Surface and scope in; False: writing is refused, True: allowed, None: nobody can tell."""


def survey(
    wish: Wish,
    kinds: Mapping[str, Kind],
    context: Context,
    reader: Reader,
    surfaces: Mapping[str, Surface],
    grants: Grants,
    probe: Probe = lambda _surface, _scope: None,
    progress: Callable[[Place], None] = lambda _: None,
) -> Situation:
    """Observe what the blueprint names, and what stands in for what is out of reach here.

    Whatever was read or probed is not asked again for what stands in. What was seen of the originals is kept:
    it tells why they are out of reach.
    """
    probe = cache(probe)
    context = replace(context, shut=shut(kinds.values(), surfaces, grants))
    rights = _Rights(kinds, surfaces, grants)
    situation = _surveyed(wish, context, rights, reader, probe, progress)
    resources, told = instead(situation)
    if resources == situation.resources:
        return situation
    wish = replace(wish, resources=resources, findings=(*wish.findings, *told))
    found = _surveyed(wish, context, rights, reader, probe, progress)
    return replace(found, observations={**situation.observations, **found.observations})


def openings(
    kinds: Mapping[str, Kind], context: Context, surfaces: Mapping[str, Surface], grants: Grants
) -> list[Call]:
    """What a survey surely asks, by what the ledger says is there: for those who want to send it ahead of it.

    Custom objects are not among it: paths of one that is not there answer 400 (peers (f)).
    """
    entries = [one for one in context.ledger.entries if one.kind in kinds and not host(one.scope)]
    known = sorted({(one.kind, one.scope) for one in entries})
    rights = _Rights(kinds, surfaces, grants).over(known, lambda kind: kind.reads, write=False)
    named = context.named(_from_ledger(kinds, context))
    open_places = [place for place, found in rights.items() if found.allowance is Allowance.ALLOWED]
    return [call for kind, scope in open_places for call in kinds[kind].opening(scope, named)]


def _surveyed(
    wish: Wish,
    context: Context,
    rights: _Rights,
    reader: Reader,
    probe: Probe,
    progress: Callable[[Place], None],
) -> Situation:
    """What the blueprint names, as the portal has it.

    1. Names that the ledger knows. 2. Places that the credential may read. 3. The conversations, those about
    custom objects first. 4. Names that they found; what was read without them is read again, from the
    answers that are there. 5. Resources as they are wanted in this portal.
    """
    kinds = rights.kinds
    context = replace(context.named(_from_ledger(kinds, context)), removed=frozenset(wish.removed))
    wanted = places(wish.resources, wish.removed, kinds)
    hosts = Hosts.among([*(resource.address for resource in wish.resources), *wish.removed])
    readable = rights.over(wanted, lambda kind: kind.reads, write=False)
    readable |= hosts.shut(readable)
    open_places = {place: wanted[place] for place in wanted if readable[place].allowance is Allowance.ALLOWED}
    seen, context = _Look(kinds, hosts, reader, progress).seen(open_places, context)
    resources = tuple(_resolved(resource, kinds, seen, context) for resource in wish.resources)
    rights = rights.probed(_written(resources, kinds, seen), probe)
    return Situation(
        kinds=kinds,
        resources=resources,
        context=context,
        observations=seen,
        removed=wish.removed,
        moved=wish.moved,
        readable=readable,
        writable=rights.over(wanted, lambda kind: kind.writes, write=True),
        movable=rights.over(_moving(wanted, context), lambda kind: kind.moves, write=True),
        findings=(*wish.findings, *_distinct(seen.values())),
        blueprint_digest=wish.digest,
    )


@dataclass(frozen=True)
class _Look:
    """How a portal is looked at: through one reader, custom objects before what stands on them."""

    kinds: Mapping[str, Kind]
    hosts: Hosts
    reader: Reader
    progress: Callable[[Place], None]

    def seen(self, wanted: Wanted, context: Context) -> tuple[dict[Place, Observation], Context]:
        """Observations made with every name known, e.g. conditions on stages whose ids the portal gave."""
        seen, context = self._hosts_first(wanted, context)
        found = {place: _from_portal(self.kinds, [observation]) for place, observation in seen.items()}
        teachers = {place[0] for place, names in found.items() if names.keys() - context.names.ids.keys()}
        for names in found.values():
            context = context.named(names)
        unasked = self.hosts.bare(wanted, seen)
        again = {p: wanted[p] for p in wanted if self.kinds[p[0]].after & teachers and p not in unasked}
        return {**seen, **observe(again, self.kinds, context, self.reader)}, context

    def _hosts_first(self, wanted: Wanted, context: Context) -> tuple[dict[Place, Observation], Context]:
        """Custom objects, then the rest: paths of an object that is not there answer 400 (peers (f))."""
        first = {place: found for place, found in wanted.items() if place == PLACE}
        seen = self._observed(first, context) if first else {}
        context = context.named(_from_portal(self.kinds, seen.values()))
        seen |= self.hosts.bare(wanted, seen)
        rest = {place: found for place, found in wanted.items() if place not in seen}
        return {**seen, **self._observed(rest, context)}, context

    def _observed(self, wanted: Wanted, context: Context) -> dict[Place, Observation]:
        return observe(wanted, self.kinds, context, self.reader, self.progress)


def _from_ledger(kinds: Mapping[str, Kind], context: Context) -> dict[Symbol, str]:
    names: dict[Symbol, str] = {}
    for address, entry in sorted(context.ledger.entries.items()):
        if address.kind in kinds:
            names.update(kinds[address.kind].learn(address, {"": entry.id, **entry.keys}))
    return names


def _from_portal(kinds: Mapping[str, Kind], seen: Iterable[Observation]) -> dict[Symbol, str]:
    names: dict[Symbol, str] = {}
    for observation in seen:
        names.update(observation.ids)
        for observed in observation.found:
            kind = kinds[observed.address.kind]
            names.update(kind.learn(observed.address, {"": observed.id, **observed.keys}))
    return names


def _moving(wanted: Wanted, context: Context) -> list[Place]:
    """Places where records may have to be moved."""
    return [
        place
        for place, found in wanted.items()
        if any(resource.retired or resource.address in context.renamed for resource in found)
    ]


@dataclass(frozen=True)
class _Rights:
    """What the credential may do, as far as anybody told."""

    kinds: Mapping[str, Kind]
    surfaces: Mapping[str, Surface]
    grants: Grants

    def over(
        self, wanted: Iterable[Place], names: Callable[[Kind], Iterable[str]], *, write: bool
    ) -> dict[Place, Verdict]:
        """Per place, whether all the surfaces that its kind names may be used."""
        return {place: self._may(place, names(self.kinds[place[0]]), write=write) for place in wanted}

    def _may(self, place: Place, names: Iterable[str], *, write: bool) -> Verdict:
        """The first of the surfaces that the kind needs and may not use decides."""
        found = Verdict(Allowance.ALLOWED)
        for name in names:
            found = verdict(self.surfaces[name], place[1], self.grants, write=write)
            if found.allowance is not Allowance.ALLOWED:
                return found
        return found

    def probed(self, written: Iterable[tuple[str, str, bool]], probe: Probe) -> _Rights:
        """Asked by a write that cannot succeed, where nobody tells: unknown scopes, Service Keys."""
        closed = dict(self.grants.closed)
        for name, scope, making in written:
            surface = self.surfaces[name]
            untold = self.grants.scopes.get(surface.credential, frozenset()) is None
            if (untold or (making and not surface.service_key)) and probe(name, scope) is False:
                closed[name, scope] = f"HubSpot refuses writes to {name} to this token"
        return replace(self, grants=replace(self.grants, closed=closed))


def _resolved(
    resource: Resource, kinds: Mapping[str, Kind], seen: Mapping[Place, Observation], context: Context
) -> Resource:
    observation = seen.get((resource.address.kind, resource.address.scope))
    resource = upon(resource, seen)
    if observation is None or observation.broken:
        return resource
    return kinds[resource.address.kind].resolve(resource, observation, context)


def _written(
    resources: Sequence[Resource], kinds: Mapping[str, Kind], seen: Mapping[Place, Observation]
) -> list[tuple[str, str, bool]]:
    """Surface, scope, and whether something has to be made there."""
    found: dict[tuple[str, str], bool] = {}
    for resource in resources:
        place = (resource.address.kind, resource.address.scope)
        if place in seen and not resource.reference:
            making = not isinstance(_found(resource, seen), Present)
            for name in kinds[place[0]].writes:
                found[name, place[1]] = found.get((name, place[1]), False) or making
    return [(*key, making) for key, making in sorted(found.items())]


def _found(resource: Resource, seen: Mapping[Place, Observation]) -> Presence:
    return seen[resource.address.kind, resource.address.scope].presence(resource.address)


def _distinct(seen: Iterable[Observation]) -> list[Finding]:
    """Findings of all places, each once: places share their reads."""
    found: dict[tuple[str, str], Finding] = {}
    for observation in seen:
        for finding in observation.findings:
            found.setdefault((finding.code, finding.summary), finding)
    return list(found.values())
