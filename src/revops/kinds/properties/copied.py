"""How far the values of a renamed property are copied, and the end of the old one."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace

from revops.kinds.properties import moving, renamed, write
from revops.kinds.properties.renamed import Copying
from revops.kinds.search import how_many, total
from revops.kinds.wire import results, why_refused
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.context import Context
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.move import parting, uncopied
from revops.model.spec import Observed, Resource

Rows = Mapping[str, Mapping[str, Json]]
Seen = dict[Address, Observed]
Counting = Generator[Sequence[Call], Sequence[Answer], tuple[tuple[Observed, ...], tuple[Finding, ...]]]
One = Generator[Sequence[Call], Sequence[Answer], tuple[Seen, Finding | None]]


def counted(
    found: Sequence[Observed],
    rows: Sequence[Mapping[str, Json]],
    wanted: Sequence[Resource],
    context: Context,
) -> Counting:
    """What was found, with how many records of each renamed property are still to be copied.

    A property of which the ledger knows nothing is nobody's to copy from.

    Args:
        found: properties as they were read.
        rows: HubSpot's own rows of them.
        wanted: what the blueprint wants here.
        context: knows what is renamed, and which copies were seen to be whole before.
    """
    seen, findings = {one.address: one for one in found}, []
    by_name = {row["name"]: row for row in rows}
    for resource in wanted:
        for one in renamed.copies([resource.address], context):
            if one.new == resource.address and one.old in seen and context.ledger.entry(one.old):
                told, finding = yield from _one(one, seen, by_name, resource, context)
                seen |= told
                findings += [replace(finding, origin=resource.origin)] if finding else []
    return tuple(seen.values()), tuple(findings)


def _one(one: Copying, seen: Seen, rows: Rows, wanted: Resource, context: Context) -> One:
    finding = renamed.unfit(one, rows[one.source], rows.get(one.target), wanted)
    if finding:
        return _stopped(one, seen, finding), finding
    asked = [replace(one, lacking=False), *([one] if one.new in seen else [])]
    answers = yield [replace(how_many(each.objects, each.filters), restates=True) for each in asked]
    counts = [total(answer) for answer in answers]
    if None in counts:
        finding = _uncounted(one, answers)
        return _stopped(one, seen, finding), finding
    held, left = counts[0] or 0, counts[-1] or 0
    mark = str(rows[one.source].get("createdAt") or one.source)
    entry = context.ledger.entry(one.new)
    if left or one.new not in seen or (entry and entry.keys.get(parting(one.old)) == mark):
        return _told(one, seen, left), None
    differing, compared = (yield from _differing(one)) if held else ([], 0)
    if differing or compared < held:
        finding = _different(one, differing) if differing else _uncompared(one, compared, held)
        return _stopped(one, _told(one, seen, len(differing) or held), finding), finding
    whole = replace(seen[one.new], keys={**seen[one.new].keys, parting(one.old): mark})
    return _told(one, {**seen, one.new: whole}, 0), None


def _told(one: Copying, seen: Seen, count: int) -> Seen:
    """Both properties with the number of records, as far as they are there."""
    path = uncopied(one.old)
    return {each.address: replace(each, units={**each.units, path: count}) for each in _both(one, seen)}


def _stopped(one: Copying, seen: Seen, why: Finding) -> Seen:
    """Both properties, which say why the values are not copied."""
    path = uncopied(one.old)
    return {
        each.address: replace(each, locked={**each.locked, path: why.summary}) for each in _both(one, seen)
    }


def _both(one: Copying, seen: Seen) -> list[Observed]:
    return [seen[address] for address in (one.old, one.new) if address in seen]


def _differing(one: Copying) -> Generator[Sequence[Call], Sequence[Answer], tuple[list[str], int]]:
    """Ids of the records whose two values differ as they are now, and how many records were compared.

    The index of the search may be behind, so each record is looked at. It may also keep to another order
    (see `moving.through`), and a batch leaves out what it does not find: who was not seen is not equal.
    """
    found: list[str] = []
    compared: set[str] = set()

    def compare(ids: Sequence[str]) -> moving.Step:
        (answer,) = yield (moving.look(one, ids),)
        rows = {row["id"]: row["properties"] for row in results(answer, "id")}
        told = [record for record in ids if one.source in rows.get(record, {})]
        compared.update(told)
        found.extend(record for record in told if one.differs(rows[record]))
        return answer.ok

    shown = yield from moving.through(replace(one, lacking=False), 0, compare)
    return found, len(compared) if shown else 0


def _uncompared(one: Copying, compared: int, held: int) -> Finding:
    seen = f"HubSpot showed {compared} of {held} records" if compared else "HubSpot did not show every record"
    told = f"nobody can compare the values of {one.old} and {one.new}: {seen}"
    return Finding("RV974", Severity.WARNING, told, "nothing is archived; plan again later", one.new)


def _different(one: Copying, ids: Sequence[str]) -> Finding:
    records = "1 record holds" if len(ids) == 1 else f"{len(ids)} records hold"
    told = f"{records} another value in {one.new} than in {one.old}: {few(ids)}"
    hint = "decide in HubSpot which is right: make both equal, or empty the old one; then plan again"
    return Finding("RV972", Severity.WARNING, told, hint, one.new)


def _uncounted(one: Copying, answers: Sequence[Answer]) -> Finding:
    why = next(why_refused(answer) for answer in answers if not answer.ok)
    told = f"nobody counts the records that hold {one.old}: {why}"
    hint = "revops auth names the scopes; nothing is copied and nothing archived until then"
    return Finding("RV974", Severity.WARNING, told, hint, one.new)


def archive(changes: Sequence[Change], context: Context) -> Conversation:
    """The old properties, each counted once more right before: one that a record got meanwhile stays."""
    asked = [one for change in changes for one in renamed.copies([change.address], context)]
    answers = yield [how_many(one.objects, one.filters) for one in asked]
    late = {one.old: one for one, answer in zip(asked, answers, strict=True) if total(answer)}
    yield [_unless(late.get(call.carries[0]), call) for call in write.singles(changes, {}, context)]


def _unless(late: Copying | None, call: Call) -> Call:
    if late is None:
        return call
    told = f"records got a value of {late.old} since the plan was made, so it stays"
    return replace(call, barred=Finding("RV974", Severity.WARNING, told, "revops plan counts them", late.old))
