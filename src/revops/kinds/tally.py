"""How many records meet a condition: by HubSpot's search, by sizes of segments, else a bound."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import Final

from revops.kinds import filters
from revops.kinds.filters.search import Groups, searched
from revops.kinds.lookup import SEGMENTS
from revops.kinds.objects import path_word
from revops.kinds.search import total
from revops.kinds.wire import results, why_refused
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.condition import All, AnyOf, Associated, Condition, InSegment, Not, Test
from revops.model.few import few
from revops.model.finding import Refused
from revops.model.json import Json
from revops.model.objects import host
from revops.model.outlook import Outlook
from revops.model.spec import Symbol
from revops.model.spelling import spell

_GROUPS, _PER_GROUP, _FILTERS = 5, 6, 18
"""What one search takes at most (dossier J2)."""
_SEARCHES: Final = 10
"""Alternatives that are searched one by one; beyond, all records are the bound."""
_ANYBODY: Final = All(())
_KEPT_OUT: Final = "whom it keeps out"
_TOO_WIDE: Final = "a condition of so many alternatives"
"""What is left out of a search and told by its words."""


@dataclass(frozen=True)
class Tally:
    """`records` is None where HubSpot refused to count; `left_out` says what the search could not ask."""

    records: int | None
    at_most: bool = False
    left_out: tuple[str, ...] = ()
    refused: str = ""


Tallying = Generator[Sequence[Call], Sequence[Answer], Tally]


@dataclass(frozen=True)
class _Part:
    """One alternative: the groups that are searched, and segments whose members alone can meet it."""

    groups: Groups
    segments: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_searched(self) -> bool:
        return all(self.groups)

    @property
    def is_exact(self) -> bool:
        """Either a search alone tells it, or the size of one segment."""
        told_by = len(self.segments) + (self.groups != ((),))
        return not self.left_out and told_by <= 1


def _fits(groups: Groups) -> bool:
    filled = sum(map(len, groups)) <= _FILTERS and all(len(group) <= _PER_GROUP for group in groups)
    return filled and len(groups) <= _GROUPS


def tally(condition: Condition, scope: str, outlook: Outlook, kept_out: Condition | None = None) -> Tallying:
    """Count the records of one object that meet a condition, or more of them where that cannot be asked.

    The count is a bound, never too low: what no search expresses is left out of what must hold at once; of
    alternatives that do not fit into one search the counts are added up; where an alternative is without any
    bound, all records are counted. A search that is refused is tried once more without filters.

    Args:
        condition: whom to count.
        scope: object type.
        outlook: what is known.
        kept_out: whom not to count, where that can be asked besides.
    """
    parts = [part for part in _parts(condition, kept_out, scope, outlook) if part.groups]
    if not parts or host(scope) in outlook.made:
        return Tally(0)
    joint = tuple(group for part in parts for group in part.groups)
    if _fits(joint) and all(part.is_searched and not part.segments for part in parts):
        parts = [replace(parts[0], groups=joint, left_out=_told(parts))]
    asked = parts if len(parts) <= _SEARCHES else []
    calls = [_search(part.groups, scope, outlook) for part in asked if part.is_searched]
    sized = [SEGMENTS] if any(part.segments for part in asked) else []
    answers = list((yield [*calls, *sized]) if calls or sized else ())
    counts = _Counts(answers[: len(calls)], _sizes(answers[len(calls) :], outlook))
    bounds = [counts.of(part) for part in asked]
    if asked and None not in bounds:
        found = [bound for bound in bounds if bound is not None]
        exact = len(parts) == 1 and parts[0].is_exact
        return Tally(sum(found), not exact, _told(parts))
    return (yield from _everybody(parts, scope, outlook))


def _everybody(parts: Sequence[_Part], scope: str, outlook: Outlook) -> Tallying:
    """All records of the object; exactly those where one alternative asks for nothing."""
    (answer,) = yield [_search((), scope, outlook)]
    count = _total(answer)
    if count is None:
        return Tally(None, refused=f"HubSpot refuses to search {scope}: {why_refused(answer)}")
    exact = any(part.groups == ((),) and part.is_exact and not part.segments for part in parts)
    return Tally(count, not exact, _told(parts))


def _told(parts: Sequence[_Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told for part in parts for told in part.left_out))


@dataclass
class _Counts:
    """What was answered; each alternative takes its search in turn."""

    searches: Sequence[Answer]
    sizes: Mapping[str, int]
    _next: Iterator[Answer] = field(init=False)

    def __post_init__(self) -> None:
        self._next = iter(self.searches)

    def of(self, part: _Part) -> int | None:
        """The smallest bound, or None where there is none."""
        found = [_total(next(self._next))] if part.is_searched else []
        found += [self.sizes.get(segment) for segment in part.segments]
        return min((count for count in found if count is not None), default=None)


def _total(answer: Answer) -> int | None:
    count = total(answer)
    return None if count is None else _natural(count)


def _natural(count: Json) -> int:
    """A count; HubSpot tells sizes of segments as text.

    Raises:
        ValueError: it is no number of 0 or more.
    """
    found = int(count)
    if found < 0:
        raise ValueError(f"{count} is no count")
    return found


def _sizes(answers: Sequence[Answer], outlook: Outlook) -> dict[str, int]:
    """Members by segment; one that HubSpot is still filling has no size to rely on (dossier G1)."""
    rows = {str(row["listId"]): row for answer in answers for row in results(answer)}
    done = {key: row for key, row in rows.items() if row.get("processingStatus", "COMPLETE") == "COMPLETE"}
    told = {key: (row.get("additionalProperties") or {}).get("hs_list_size") for key, row in done.items()}
    ids = {symbol.name: key for symbol, key in outlook.context.names.ids.items() if symbol.kind == "segment"}
    return {name: _natural(size) for name, key in ids.items() if (size := told.get(key)) is not None}


def _search(groups: Groups, scope: str, outlook: Outlook) -> Call:
    """A search for the count alone, with every member that HubSpot's description demands."""
    body: dict[str, Json] = {
        "filterGroups": [{"filters": list(group)} for group in groups],
        "sorts": [],
        "properties": ["hs_object_id"],
        "limit": 1,
        "after": "0",
    }
    where = f"/{path_word(scope, outlook.context)}/search"
    return Call("search", "POST", where, body=body, restates=True)


def _parts(condition: Condition, kept_out: Condition | None, scope: str, outlook: Outlook) -> Iterator[_Part]:
    branches, lost = _branches(condition, kept_out, outlook)
    for branch in branches:
        part = _part(branch, scope, outlook)
        yield replace(part, left_out=(*part.left_out, *lost))


def _branches(
    condition: Condition, kept_out: Condition | None, outlook: Outlook
) -> tuple[filters.Alternatives, tuple[str, ...]]:
    """The alternatives, and what is too much to be written out: whom it keeps out, then all that it asks.

    With the conditions of segments in their places it may be too much where the blueprint's own is not.
    """
    if kept_out:
        with suppress(Refused):
            return filters.alternatives(_unfolded(All((condition, Not(kept_out))), outlook)), ()
    lost = (_KEPT_OUT,) if kept_out else ()
    with suppress(Refused):
        return filters.alternatives(_unfolded(condition, outlook)), lost
    return filters.alternatives(_ANYBODY), (*lost, _TOO_WIDE)


def _unfolded(condition: Condition, outlook: Outlook) -> Condition:
    """Segments without the members that they will have: their conditions stand for them."""
    match condition:
        case All(parts):
            return All(tuple(_unfolded(part, outlook) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_unfolded(part, outlook) for part in parts))
        case Not(of):
            return Not(_unfolded(of, outlook))
        case InSegment(segment):
            where = _to_be(Address("segment", "", segment), outlook)
            return _unfolded(where, outlook) if where else condition
        case _:
            return condition


def _to_be(address: Address, outlook: Outlook) -> Condition | None:
    """The condition by which a segment will be filled; a snapshot that is there keeps its members."""
    resource = outlook.made.get(address) or outlook.changed.get(address)
    if resource is None or (address in outlook.changed and resource.units.get("type") != "dynamic"):
        return None
    where: Condition | None = resource.spec.where
    return where


def _part(branch: Sequence[filters.Leaf], scope: str, outlook: Outlook) -> _Part:
    told = [(leaf, _groups(leaf, scope, outlook)) for leaf in branch]
    segments = tuple(segment for leaf in branch if (segment := _segment(leaf, outlook)))
    lost = [_said(leaf) for leaf, groups in told if groups is None and not _segment(leaf, outlook)]
    kept = [(leaf, groups) for leaf, groups in told if groups is not None]
    while not _fit([groups for _, groups in kept]):
        leaf, _ = kept.pop(_widest([groups for _, groups in kept]))
        lost.append(_said(leaf))
    return _Part(_product([groups for _, groups in kept]), segments, tuple(lost))


def _fit(every: Sequence[Groups]) -> bool:
    """Whether their combinations go into one search; nobody counts those that are too many anyway."""
    return prod(map(len, every)) <= _GROUPS and _fits(_product(every))


def _groups(leaf: filters.Leaf, scope: str, outlook: Outlook) -> Groups | None:
    own = isinstance(leaf.of, Test) and leaf.of.property.object == scope
    return searched(leaf, outlook) if own else None


def _segment(leaf: filters.Leaf, outlook: Outlook) -> str:
    """The segment of which a record must be a member, where the portal has it; else empty."""
    if leaf.negated or not isinstance(leaf.of, InSegment):
        return ""
    known = Symbol("segment", leaf.of.segment) in outlook.context.names.ids
    return leaf.of.segment if known else ""


def _product(every: Sequence[Groups]) -> Groups:
    """Every combination of alternatives, as groups of their own."""
    return tuple(tuple(one for group in groups for one in group) for groups in product(*every))


def _widest(every: Sequence[Groups]) -> int:
    """The place of what multiplies groups most, the last of several."""
    return max(range(len(every)), key=lambda place: (len(every[place]), place))


def _said(leaf: filters.Leaf) -> str:
    """What a search leaves out, by the words of a blueprint, without all that stands behind them."""
    match leaf.of:
        case Test(property=ref, word=word):
            told = f"{ref} {word}"
        case Associated(object=scope):
            told = f"associated {scope}"
        case other:
            told = str(next(iter(spell(other))))
    return f"not {told}" if leaf.negated else told


def explained(found: Tally) -> str:
    """Why a count is a bound, or why there is none; for people."""
    if found.refused or not found.at_most:
        return found.refused
    if not found.left_out:
        return "parts of the condition are counted one by one, and records may meet several"
    return f"HubSpot's search cannot tell {few(found.left_out)}, so it counts without"
