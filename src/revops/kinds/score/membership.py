"""Members of segments in scores: rules about them, and who is scored at all (dossier E3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from revops.kinds import filters
from revops.model.condition import All, AnyOf, Condition, InSegment, Not
from revops.model.context import Names
from revops.model.json import Json
from revops.model.spec import Symbol

SYMBOL: Final = "segment"
_ANY: Final = "HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP"
_ALL: Final = "HAS_ALL_SEGMENT_MEMBERSHIP"
_NONE: Final = "HAS_NO_SEGMENT_MEMBERSHIP"
_SIDES: Final[Mapping[str, str]] = {"include": "INCLUDES", "exclude": "EXCLUDES"}


@dataclass(frozen=True)
class Membership:
    """One of HubSpot's operations on segments, which are named as the blueprint names them."""

    operation: str
    segments: tuple[str, ...]

    @property
    def condition(self) -> Condition:
        parts = tuple(map(InSegment, self.segments))
        match self.operation:
            case "HAS_ALL_SEGMENT_MEMBERSHIP":
                return All(parts)
            case "HAS_NO_SEGMENT_MEMBERSHIP":
                return Not(AnyOf(parts))
            case _:
                return AnyOf(parts)

    def body(self, names: Names) -> dict[str, Json]:
        return {"operation": self.operation, "segmentIds": ids(self.segments, names)}


def membership(condition: Condition) -> Membership | None:
    """What a condition about segments alone asks for; None for one about anything else, or about more."""
    branches = filters.alternatives(condition)
    leaves = [leaf for branch in branches for leaf in branch]
    segments = tuple(dict.fromkeys(leaf.of.segment for leaf in leaves if isinstance(leaf.of, InSegment)))
    denied = {leaf.negated for leaf in leaves}
    if not all(isinstance(leaf.of, InSegment) for leaf in leaves) or len(denied) > 1:
        return None
    if denied == {True}:
        return Membership(_NONE, segments) if len(branches) == 1 else None
    if all(len(branch) == 1 for branch in branches):
        return Membership(_ANY, segments)
    return Membership(_ALL, segments) if len(branches) == 1 else None


def read_membership(body: Mapping[str, Json], names: Names) -> Membership | None:
    """None where an operation or a segment has no name."""
    segments = named(body["segmentIds"], names)
    if segments is None or body["operation"] not in (_ANY, _ALL, _NONE):
        return None
    return Membership(body["operation"], tuple(segments))


def ids(segments: Iterable[str], names: Names) -> list[Json]:
    """HubSpot takes them as numbers; in a rehearsal a name stands for itself.

    Raises:
        Unresolved: the portal has no such segment (yet).
    """
    found = [names.id(SYMBOL, segment) for segment in segments]
    return [int(one) if one.isdecimal() else one for one in found]


def named(segment_ids: Iterable[Json], names: Names) -> list[str] | None:
    found = [names.name(SYMBOL, str(one)) for one in segment_ids]
    known = [name for name in found if name is not None]
    return known if known and len(known) == len(found) else None


def scored(records: Mapping[str, Json], names: Names) -> dict[str, Json]:
    """Who is scored, as `filterConfiguration` of a draft."""
    ((side, segments),) = records.items()
    return {"listFilterType": _SIDES[side], "segmentIds": ids(segments, names)}


def read_scored(body: Json, names: Names) -> Json:
    """Who is scored, in the words of the blueprint; as HubSpot has it where a segment has no name here."""
    if not body or not body.get("segmentIds"):
        return None
    side = next((word for word, kind in _SIDES.items() if kind == body["listFilterType"]), "")
    segments = named(body["segmentIds"], names)
    return {side: sorted(segments)} if side and segments else dict(body)


def speaks_of_segments(body: Json) -> bool:
    """Whether a configuration names some."""
    if isinstance(body, Mapping):
        return bool(body.get("segmentIds")) or any(map(speaks_of_segments, body.values()))
    return isinstance(body, list) and any(map(speaks_of_segments, body))


def symbols(segments: Iterable[str]) -> Iterator[Symbol]:
    yield from (Symbol(SYMBOL, segment) for segment in segments)
