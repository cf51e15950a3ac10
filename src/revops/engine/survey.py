"""From a blueprint and a portal to a situation: everything that is read before a plan is made (I/O)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from revops.engine.capability import Grants, verdict
from revops.engine.observe import Reader, Sender, observe, places
from revops.engine.situation import Place, Situation
from revops.kinds.base import Kind
from revops.model.address import Address, Origin
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.spec import Observation, Presence, Present, Resource, Symbol
from revops.model.surface import Allowance, Surface, Verdict


@dataclass(frozen=True)
class Wish:
    """What the blueprint files say, as the loader gives it."""

    resources: tuple[Resource, ...]
    removed: Mapping[Address, Origin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    digest: str = ""


Probe = Callable[[str, str], bool | None]
"""Surface and scope in; False: writing is refused, True: allowed, None: nobody can tell."""


def survey(
    wish: Wish,
    kinds: Mapping[str, Kind],
    context: Context,
    sender: Sender,
    surfaces: Mapping[str, Surface],
    grants: Grants,
    probe: Probe = lambda _surface, _scope: None,
    progress: Callable[[Place], None] = lambda _: None,
) -> Situation:
    """Observe what the blueprint names.

    1. Names that the ledger knows. 2. Places that the credential may read. 3. The conversations.
    4. Names that they found; what was read without them is read again, from the answers that are there.
    5. Resources as they are wanted in this portal.
    """
    context = context.named(_from_ledger(kinds, context))
    wanted = places(wish.resources, wish.removed, kinds)
    readable = {place: _may(place, kinds, surfaces, grants, write=False) for place in wanted}
    open_places = {place: wanted[place] for place in wanted if readable[place].allowance is Allowance.ALLOWED}
    seen, context = _seen(open_places, kinds, context, Reader(sender), progress)
    resources = tuple(_resolved(resource, kinds, seen, context) for resource in wish.resources)
    grants = _probed(resources, kinds, seen, surfaces, grants, probe)
    return Situation(
        kinds=kinds,
        resources=resources,
        context=context,
        observations=seen,
        removed=wish.removed,
        readable=readable,
        writable={place: _may(place, kinds, surfaces, grants, write=True) for place in wanted},
        findings=(*wish.findings, *_distinct(seen.values())),
        blueprint_digest=wish.digest,
    )


def _seen(
    wanted: Mapping[Place, Sequence[Resource]],
    kinds: Mapping[str, Kind],
    context: Context,
    reader: Reader,
    progress: Callable[[Place], None],
) -> tuple[dict[Place, Observation], Context]:
    """Observations made with every name known, e.g. conditions on stages whose ids the portal gave."""
    seen = observe(wanted, kinds, context, reader, progress)
    found = {place: _from_portal(kinds, [observation]) for place, observation in seen.items()}
    teachers = {place[0] for place, names in found.items() if names.keys() - context.names.ids.keys()}
    for names in found.values():
        context = context.named(names)
    again = {place: wanted[place] for place in wanted if kinds[place[0]].after & teachers}
    return {**seen, **observe(again, kinds, context, reader)}, context


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


def _may(
    place: Place, kinds: Mapping[str, Kind], surfaces: Mapping[str, Surface], grants: Grants, *, write: bool
) -> Verdict:
    """The first surface that the kind needs and may not use decides."""
    kind = kinds[place[0]]
    found = Verdict(Allowance.ALLOWED)
    for name in kind.writes if write else kind.reads:
        found = verdict(surfaces[name], place[1], grants, write=write)
        if found.allowance is not Allowance.ALLOWED:
            return found
    return found


def _resolved(
    resource: Resource, kinds: Mapping[str, Kind], seen: Mapping[Place, Observation], context: Context
) -> Resource:
    observation = seen.get((resource.address.kind, resource.address.scope))
    if observation is None or observation.broken:
        return resource
    return kinds[resource.address.kind].resolve(resource, observation, context)


def _probed(
    resources: Sequence[Resource],
    kinds: Mapping[str, Kind],
    seen: Mapping[Place, Observation],
    surfaces: Mapping[str, Surface],
    grants: Grants,
    probe: Probe,
) -> Grants:
    """Ask by a write that cannot succeed, where nobody tells: unknown scopes, and what Service Keys lack."""
    closed = dict(grants.closed)
    for name, scope, making in _written(resources, kinds, seen):
        surface = surfaces[name]
        untold = grants.scopes.get(surface.credential, frozenset()) is None
        if (untold or (making and not surface.service_key)) and probe(name, scope) is False:
            closed[name, scope] = f"HubSpot refuses writes to {name} to this token"
    return replace(grants, closed=closed)


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
