"""Who refers to what in a portal: an index built from the portal's own bodies. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.engine.situation import Place
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.context import Context
from revops.model.reference import Impact, Mention, Point, Reference, Thing, Unseen, User
from revops.model.spec import Observation, Observed

_MISSHAPEN: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a kind raises over a body that is not of the documented shape: it then may name anything."""
_PARTS: Final = ("pipeline", "lifecycle")
"""Kinds of whose parts others speak by ids of their own."""
_EVERYWHERE: Final = "association"
"""Kind whose ids are of one series, whatever the objects."""


@dataclass(frozen=True)
class Index:
    """References among everything that was read, whether a blueprint names it or not."""

    by_target: Mapping[Address, tuple[Reference, ...]]
    seen: Mapping[Address, Observed]
    unseen: tuple[Unseen, ...]
    points: Mapping[Thing, Point] = field(default_factory=dict)

    @classmethod
    def of(
        cls, observations: Mapping[Place, Observation], kinds: Mapping[str, Kind], context: Context
    ) -> Index:
        """The index of a portal.

        Args:
            observations: of whole places, made with nothing wanted.
            kinds: by name.
            context: with the names of the portal's custom objects.
        """
        found = list(_everything(observations))
        points = {thing: point for one in reversed(found) for thing, point in _things(one)}
        seen = {one.address: one for one in found}
        by_target: dict[Address, set[Reference]] = {}
        unseen = list(_broken(observations))
        for one in found:
            why = _hidden(one)
            if why:
                unseen.append(Unseen(*one.address, why))
                continue
            try:
                told = list(kinds[one.address.kind].mentions(one, context))
            except _MISSHAPEN as error:
                unseen.append(Unseen(*one.address, f"its body is not of the documented shape: {error!r}"))
                continue
            for mention in told:
                reference = _reference(mention, one, points, seen)
                if reference and reference.by != reference.to.address:
                    by_target.setdefault(reference.to.address, set()).add(reference)
        ordered = {address: tuple(sorted(edges)) for address, edges in by_target.items()}
        return cls(ordered, seen, tuple(dict.fromkeys(unseen)), points)

    def to(self, point: Point) -> tuple[Reference, ...]:
        """Who refers to a point or to a part of it."""
        return tuple(one for one in self.by_target.get(point.address, ()) if point.covers(one.to))

    def impact(self, point: Point) -> Impact:
        """All that depends on a point, each by the shortest way; rings are cut."""
        users = tuple(self._users(point))
        within = {point.address, *(user.address for user in users)}
        all_of_them = [
            *self.to(point),
            *(one for user in users for one in self.by_target.get(user.address, ())),
        ]
        references = tuple(dict.fromkeys(one for one in all_of_them if one.by in within))
        direct = {one.by for one in self.to(point)}
        whole = {one.by for one in self.by_target.get(point.address, ())}
        named = {point.address, *within}
        return Impact(
            point,
            users,
            references,
            len(whole - direct),
            unseen=self.unseen,
            names={address: name for address in named if (name := self.name(address))},
        )

    def _users(self, point: Point) -> Iterator[User]:
        known, waiting = {point.address}, deque([(point, 1)])
        while waiting:
            at, depth = waiting.popleft()
            edges: dict[Address, list[Reference]] = {}
            for one in self.to(at):
                edges.setdefault(one.by, []).append(one)
            for address in sorted(edges.keys() - known):
                known.add(address)
                yield User(address, depth, at.address, tuple(edges[address]))
                waiting.append((Point(address), depth + 1))

    def name(self, address: Address) -> str:
        """What people call it in HubSpot; empty where nobody told."""
        observed = self.seen.get(address)
        units = observed.units if observed else {}
        told = next((units[path] for path in ("label", "name", "labels.plural") if units.get(path)), "")
        return str(told)


def _everything(observations: Mapping[Place, Observation]) -> Iterator[Observed]:
    for place in sorted(observations):
        yield from observations[place].found
        yield from observations[place].others


def _things(observed: Observed) -> Iterator[tuple[Thing, Point]]:
    """The ids by which other bodies speak of it and of its parts."""
    address = observed.address
    scope = "" if address.kind == _EVERYWHERE else address.scope
    if observed.id:
        yield Thing(address.kind, scope, observed.id), Point(address)
    for path, part_id in observed.keys.items():
        if address.kind == _EVERYWHERE:
            yield Thing(address.kind, scope, part_id), Point(address)
        elif address.kind in _PARTS:
            yield Thing(f"{address.kind}.{path.partition('.')[0]}", scope, part_id), Point(address, path)


def _reference(
    mention: Mention, observed: Observed, points: Mapping[Thing, Point], seen: Mapping[Address, Observed]
) -> Reference | None:
    """The mention with addresses; None where it names a part that nothing has."""
    target = points.get(mention.of) or _unmet(mention.of)
    source = points.get(mention.by) if mention.by else Point(observed.address)
    if target is None or source is None:
        return None
    part = mention.part if mention.part and _has(seen.get(target.address), mention.part) else target.part
    return Reference(source.address, Point(target.address, part), mention.how, mention.at)


def _unmet(thing: Thing) -> Point | None:
    """What is named and was not found goes by its id."""
    return None if "." in thing.kind else Point(Address(*thing))


def _has(observed: Observed | None, part: str) -> bool:
    return observed is not None and f"{part}.label" in observed.units


def _hidden(observed: Observed) -> str:
    """Why its body is not known."""
    return observed.unreadable or ("" if observed.units else observed.locked.get("", ""))


def _broken(observations: Mapping[Place, Observation]) -> Iterable[Unseen]:
    for place, seen in sorted(observations.items()):
        if seen.broken:
            yield Unseen(*place, "", seen.broken)
        elif seen.unknown:
            yield Unseen(*place, "", seen.unknown, always=True)
