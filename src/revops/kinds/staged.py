"""Pipelines of the blueprint on whose keys something relies: they come first (rule 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from revops.kinds.base import Surroundings
from revops.kinds.filters.normal import whole
from revops.kinds.values import NAMED
from revops.model.address import Address
from revops.model.condition import Condition, PropertyRef, Test
from revops.model.json import Json
from revops.model.spec import Need

Said = tuple[PropertyRef, str]
"""A property, and a value of it."""


def tested(condition: Condition) -> Iterator[Said]:
    """The values that a condition asks about."""
    for term in whole(condition):
        if isinstance(term, Test):
            yield from ((term.property, value) for value in _texts(term.value))


def written(value: Json) -> Iterator[Said]:
    """The values that stand beside `OBJECT.PROPERTY` somewhere in a step, and the cases of `by_value`."""
    if isinstance(value, Mapping):
        if isinstance(value.get("by_value"), str):
            yield from ((PropertyRef.parse(value["by_value"]), case) for case in value.get("cases") or {})
        for key, part in value.items():
            if "." in key and isinstance(part, str):
                yield PropertyRef.parse(key), part
            yield from written(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from written(part)


def needs(said: Iterable[Said], near: Surroundings) -> Iterator[Need]:
    """Whatever the blueprint makes itself; HubSpot's own stages and other people's are not its business."""
    if not near.entry("pipelines"):
        return  # nothing of what is said is looked at
    for ref, value in set(said):
        kind = NAMED.get(ref.name)
        described = near.entry("pipelines", ref.object) if kind in ("stage", "pipeline") else None
        for key, entry in described.items() if isinstance(described, Mapping) else ():
            stages = entry.get("stages") or {} if isinstance(entry, Mapping) else {}
            of_stage = value in stages or value in {f"{key}/{stage}" for stage in stages}
            if value == key if kind == "pipeline" else of_stage:
                yield Need(Address("pipeline", ref.object, key))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (one for one in value if isinstance(one, str))
