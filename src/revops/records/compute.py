"""Points of many records: what each score gives, next to what the portal holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from revops.engine.observe import Sender
from revops.kinds import lookup
from revops.kinds.filters.days import zone_of
from revops.kinds.objects import path_word
from revops.kinds.values import NAMED, blueprint_value
from revops.model.context import Context
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.spec import Symbol
from revops.records.pages import Row, members, pages
from revops.records.scores import Output, Score
from revops.simulate.record import Clock, Record

_DIGITS: Final = 6
"""Decimals that are kept: sums of fractions differ in the last ones, and no rule means those."""


@dataclass(frozen=True)
class Difference:
    """A record whose points change: property -> before and after, empty for none."""

    id: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True)
class Reading:
    """The records of one object: how many there are, and those whose points change."""

    objects: str
    """As paths of the portal have it."""
    scores: tuple[Score, ...]
    records: int
    differences: tuple[Difference, ...]


def segments(scores: Sequence[Score], sender: Sender, context: Context) -> dict[str, frozenset[str]]:
    """Members of the segments that the scores name, by the blueprint's names; each is read once.

    Raises:
        Refused: a segment is not in the portal (exit code 4), or HubSpot does not show its members.
    """
    wanted = sorted({symbol for score in scores for symbol in score.segments}, key=str)
    ids = {symbol: known for symbol in wanted if (known := context.names.ids.get(symbol))}
    if len(ids) < len(wanted):
        ids |= _looked_up([symbol for symbol in wanted if symbol not in ids], scores, sender, context)
    return {symbol.name: members(sender, portal_id) for symbol, portal_id in ids.items()}


def _looked_up(
    wanted: Sequence[Symbol], scores: Sequence[Score], sender: Sender, context: Context
) -> dict[Symbol, str]:
    """Ids of segments by what people call them."""
    labels: dict[str, str] = {}
    for score in scores:
        labels |= score.resource.spec.segments
    named = {symbol: Symbol(symbol.kind, labels.get(symbol.name, symbol.name)) for symbol in wanted}
    book = lookup.book({"segment": sender.send(lookup.SEGMENTS)}, named.values(), context)
    missing = {symbol: book.missing[name] for symbol, name in named.items() if name not in book.ids}
    if missing:
        told = [f"segment {symbol.name!r}: {why}" for symbol, why in missing.items()]
        hint = "Make it by `revops apply`, or correct its name."
        raise Refused([Finding("RV959", Severity.ERROR, one, hint) for one in told], UNDECIDED)
    return {symbol: book.ids[name] for symbol, name in named.items()}


def read(
    scores: Sequence[Score],
    sender: Sender,
    context: Context,
    now: datetime,
    progress: Callable[[str, int], None],
) -> Iterator[Reading]:
    """One pass over the records of each object that is scored; no record is asked for twice.

    Args:
        scores: what is computed.
        sender: the hub.
        context: the target, with the names that the portal gave.
        now: the moment of this run, with a time zone; the same for every record.
        progress: told the object and how many of its records were read.

    Raises:
        Refused: the records, or the members of a segment, could not be read.
    """
    inside = segments(scores, sender, context)
    clock = Clock(now, zone_of(context.portal.time_zone))
    for scope in dict.fromkeys(score.objects for score in scores):
        mine = tuple(score for score in scores if score.objects == scope)
        yield _read(mine, inside, sender, context, clock, progress)


def _read(
    scores: tuple[Score, ...],
    inside: Mapping[str, frozenset[str]],
    sender: Sender,
    context: Context,
    clock: Clock,
    progress: Callable[[str, int], None],
) -> Reading:
    objects = path_word(scores[0].objects, context)
    outputs = [output for score in scores for output in score.outputs]
    wanted = {name for score in scores for name in score.reads} | {output.name for output in outputs}
    judge = _Judge(scores, inside, context, clock)
    count, found = 0, list[Difference]()
    for rows in pages(sender, objects, wanted):
        found += [difference for row in rows if (difference := judge.difference(row, outputs))]
        count += len(rows)
        progress(scores[0].objects, count)
    return Reading(objects, scores, count, tuple(found))


class _Judge:
    """Gives records their points."""

    def __init__(
        self,
        scores: Sequence[Score],
        inside: Mapping[str, frozenset[str]],
        context: Context,
        clock: Clock,
    ) -> None:
        self._scope = scores[0].objects
        self._reads = {name: ref for score in scores for name, ref in score.reads.items()}
        self._inside, self._context, self._clock = inside, context, clock

    def difference(self, row: Row, outputs: Sequence[Output]) -> Difference | None:
        """What changes for one record; None where it has its points already."""
        record = self._record(row)
        held = {output.name: _text(row["properties"].get(output.name)) for output in outputs}
        wanted = {output.name: self._wanted(output, record) for output in outputs}
        after = {name: points for name, points in wanted.items() if not _is_equal(held[name], points)}
        return Difference(row["id"], {name: held[name] for name in after}, after) if after else None

    def _record(self, row: Row) -> Record:
        """The record in the words of the blueprint."""
        values: dict[str, str] = {}
        for name, ref in self._reads.items():
            value = _text(row["properties"].get(name))
            stored = value and ref.name in NAMED
            values[ref.name] = blueprint_value(ref, value, self._context.names) if stored else value
        member = frozenset(name for name, ids in self._inside.items() if row["id"] in ids)
        return Record(self._scope, values, segments=member)

    def _wanted(self, output: Output, record: Record) -> str:
        """The points as HubSpot stores them; empty for a record that is not scored."""
        kept_out = output.include and output.include.isdisjoint(record.segments)
        if kept_out or not output.exclude.isdisjoint(record.segments):
            return ""
        points = round(output.scoring.points(record, self._clock), _DIGITS)
        return str(int(points)) if points == int(points) else str(points)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_equal(held: str, wanted: str) -> bool:
    """Whether a stored value is this number, however it is written."""
    if not (held and wanted):
        return held == wanted
    try:
        return float(held) == float(wanted)
    except ValueError:
        return False
