"""What a change would touch besides: the whole portal is read, and the records are counted (I/O)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast

from revops.engine.conversation import hold
from revops.engine.observe import MISSHAPEN, THREADS, Reader, observe
from revops.engine.references import Index
from revops.engine.situation import Place, Situation
from revops.engine.touching import removing, retyping
from revops.kinds.base import Kind
from revops.kinds.holding import holders
from revops.kinds.pipelines.objects import LIFECYCLE
from revops.kinds.tally import Tally, explained, tally
from revops.model.condition import Condition
from revops.model.context import Context
from revops.model.envelope import clean
from revops.model.objects import HOST
from revops.model.outlook import Outlook
from revops.model.plan import Plan
from revops.model.reference import Held, Impact, Point
from revops.model.spec import Observation

Scopes = Mapping[str, Sequence[str]]
"""Kind -> the objects in which it is looked for."""
_UPON: Final = ("group", "property", "validation", "pipeline", "pipeline_rules")
"""Kinds that stand on custom objects, too."""
_OWN: Final = ("group", "property", "validation")
"""Kinds that name nothing of other objects."""


@dataclass(frozen=True)
class Portal:
    """A portal as it was read for the sake of references, and what is needed to count in it."""

    observations: Mapping[Place, Observation]
    context: Context
    index: Index
    reader: Reader

    def impact(self, point: Point, now: datetime) -> Impact:
        """Who refers to a point, and how many records hold it."""
        return replace(self.index.impact(point), held=tuple(self._held(point, now)))

    def _held(self, point: Point, now: datetime) -> Iterable[Held]:
        observed = self.index.seen.get(point.address)
        if observed is None or not observed.units:
            return
        outlook = Outlook(self.context, now, self.index.seen)
        for scope, condition in holders(point, observed):
            yield _counted(scope, condition, outlook, self.reader)


def read(
    scopes: Scopes,
    kinds: Mapping[str, Kind],
    context: Context,
    reader: Reader,
    progress: Callable[[Place], None] = lambda _: None,
    within: Collection[str] | None = None,
) -> Portal:
    """Everything that may refer to something, whatever a blueprint names. Custom objects come first.

    Args:
        scopes: where each kind is looked for; custom objects are added.
        kinds: by name.
        context: of the run.
        reader: asks.
        progress: told each place that was read.
        within: the objects that matter; None for all. What can only name its own object is read of these.
    """
    first = {(HOST, ""): ()} if HOST in scopes else {}
    seen = observe(first, kinds, context, reader, progress)
    hosts = [one for observation in seen.values() for one in observation.found]
    for one in hosts:
        context = context.named(kinds[HOST].learn(one.address, {"": one.id}))
    custom = tuple(one.address.name for one in hosts)
    places = {
        (kind, scope): ()
        for kind, usual in scopes.items()
        if kind != HOST
        for scope in (*usual, *(custom if kind in _UPON else ()))
        if within is None or scope in within or kind not in (_OWN if scope in usual else _UPON)
    }
    seen |= observe(places, kinds, context, reader, progress)
    for observation in seen.values():
        for one in observation.found:
            context = context.named(kinds[one.address.kind].learn(one.address, {"": one.id, **one.keys}))
    return Portal(seen, context, Index.of(seen, kinds, context), reader)


def impacts(portal: Portal, points: Sequence[Point], now: datetime) -> dict[Point, Impact]:
    """Of several points, counted side by side; the hub keeps to the search's own rate limit."""
    with ThreadPoolExecutor(max(1, min(THREADS, len(points)))) as pool:
        return dict(zip(points, pool.map(lambda point: portal.impact(point, now), points), strict=True))


def impacted(
    situation: Situation,
    plan: Plan,
    around: Callable[[Iterable[Point]], Scopes],
    reader: Reader,
    now: datetime,
) -> Situation:
    """The situation with what its deletions touch besides; where there are none, the very same, unasked.

    For what is deleted, the whole portal is read. For what is blocked, what the plan has read must do.

    Args:
        situation: that the plan was made from.
        plan: whose changes are looked at.
        around: where to look for what may refer to some points.
        reader: asks; what it knows is not asked again.
        now: with its time zone.
    """
    gone = [point for change in plan.changes for point in removing(change)]
    blocked = [point for change in plan.changes for point in retyping(change)]
    if not (gone or blocked):
        return situation
    kinds, context = situation.kinds, situation.context
    found: dict[Point, Impact] = {}
    if gone:
        scopes = {scope for point in gone for scope in _objects(point)}
        portal = read(around(gone), kinds, context, reader, within=scopes)
        found |= impacts(portal, gone, now)
    if blocked:
        seen = situation.observations
        there = Portal(seen, context, Index.of(seen, kinds, context), reader)
        found |= impacts(there, blocked, now)
    return replace(situation, impacts=found)


def _objects(point: Point) -> Iterable[str]:
    """The objects whose records, or whose properties, a point is about."""
    match point.address.kind:
        case "lifecycle":
            return LIFECYCLE
        case kind if kind == HOST:
            return (point.address.name,)
        case _:
            return (point.address.scope,)


def _counted(scope: str, condition: Condition, outlook: Outlook, reader: Reader) -> Held:
    """A bound is no count: where the search cannot ask just this, the reason stands in its place."""
    try:
        found = cast("Tally", hold(tally(condition, scope, outlook), reader.ask))
    except MISSHAPEN as error:
        return Held(scope, None, f"HubSpot's answer is not of the documented shape: {clean(repr(error))}")
    if found.records is None or found.at_most:
        return Held(scope, None, explained(found))
    return Held(scope, found.records)
