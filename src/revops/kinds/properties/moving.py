"""Records of retired options: page by page into the new option, and the options gone once nobody holds them.

A batch that was sent twice leaves the same: it writes one value into records that are named by id. Still no
request is repeated after a lost answer (rule 6): the change ends there, and the next run searches again and
goes on with the records that are left.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from revops.kinds.base import Settled
from revops.kinds.properties import retired, write
from revops.kinds.properties.options import split
from revops.kinds.properties.retired import RECORDS, Retiring, holding, search, total
from revops.kinds.wire import results, settled
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.context import Context
from revops.model.envelope import message
from revops.model.finding import Finding, Severity

PAGE: Final = 200
"""Records that one page of a search may hold (dossier J2)."""
BATCH: Final = 100
"""Records that one batch may hold (dossier J1)."""


def move(changes: Sequence[Change], context: Context) -> Conversation:
    """Every record that holds a retired value gets the new one.

    Each page starts behind the last id of the one before, so that neither the search's window of 10,000 nor
    records that the index still shows with their old value matter. The index may be behind, so each record is
    looked at right before it is written: what a person has set meanwhile stays.
    """
    for change in changes:
        for one in _retiring(change, context):
            if not (yield from _moved(change, one)):
                break


def _retiring(change: Change, context: Context) -> list[Retiring]:
    """The values that the change is about."""
    if not (change.resource and change.actual):
        return []
    values = {option[0] for unit in change.units if (option := split(unit.path))}
    return [one for one in retired.retiring(change.resource, change.actual, context) if one.value in values]


Step = Generator[Sequence[Call], Sequence[Answer], bool]
"""A part of the move; True where every request was answered with yes."""


def _moved(change: Change, one: Retiring) -> Step:
    """All pages. It ends at a full page of nothing but known ids, and what is left is counted afterwards.

    That a search keeps to `GT` and to the order of `hs_object_id` is unverified (dossier J2; HubSpot's search
    guide): one that does not would show the same page for ever.
    """
    left = int(change.actual.units[retired.unit(one.value, RECORDS)]) if change.actual else 0
    last = ""
    while True:
        (page,) = yield (_page(one, last, left),)
        shown = [row["id"] for row in results(page, "id")]
        ids = [record for record in shown if _number(record) > _number(last)]
        for at in range(0, len(ids), BATCH):
            if not (yield from _batch(change, one, ids[at : at + BATCH])):
                return False
        if len(shown) < PAGE or not ids:
            return len(shown) < PAGE
        last, left = max(ids, key=_number), left - len(ids)


def _number(record: str) -> int:
    """An id as a number, 0 where there is none; ids of a rehearsal stand in brackets."""
    return int(record.strip("<>") or 0)


def _page(one: Retiring, last: str, left: int) -> Call:
    filters = [holding(one.row["name"], one.value)]
    if last:
        filters.append({"propertyName": "hs_object_id", "operator": "GT", "value": last})
    first = _number(last) + 1
    found = [{"id": f"<{number}>"} for number in range(first, first + min(PAGE, left))]
    return search(one.objects, filters, limit=PAGE, rehearsal={"total": left, "results": found})


def _batch(change: Change, one: Retiring, ids: Sequence[str]) -> Step:
    """Writes those that still hold the retired value, if any does."""
    (answer,) = yield (_look(one, ids),)
    rows = results(answer, "id")
    holders = {row["id"] for row in rows if row["properties"].get(one.row["name"]) == one.value}
    still = [record for record in ids if record in holders]
    if not still:
        return True
    (written,) = yield (_write(change, one, still),)
    return written.ok


def _look(one: Retiring, ids: Sequence[str]) -> Call:
    """What these records hold by now; the table of surfaces knows it as a read."""
    name = one.row["name"]
    inputs = [{"id": record} for record in ids]
    body = {"inputs": inputs, "properties": [name], "propertiesWithHistory": []}
    found = [{"id": record, "properties": {name: one.value}} for record in ids]
    return Call("records", "POST", f"/{one.objects}/batch/read", body=body, rehearsal={"results": found})


def _write(change: Change, one: Retiring, ids: Sequence[str]) -> Call:
    values = {one.row["name"]: one.target}
    inputs = [{"id": record, "properties": values} for record in ids]
    path = f"/{one.objects}/batch/update"
    return Call("records", "POST", path, body={"inputs": inputs}, carries=(change.address,))


def settle(address: Address, call: Call, answer: Answer) -> Settled:
    """What a batch says. Records that did not take the value are told; the others need not wait for them."""
    errors = answer.body.get("errors") if isinstance(answer.body, Mapping) else None
    if not (answer.ok and errors):
        return settled(address, call, answer)
    told = f"{len(errors)} of {len(call.body['inputs'])} records did not take it: {message(errors[0])}"
    hint = "mend those in HubSpot, then apply again"
    return Settled(address, done=True, finding=Finding("RV673", Severity.WARNING, told, hint, address))


def remove(changes: Sequence[Change], context: Context) -> Conversation:
    """The options that still no record holds, counted once more right before; the others stay."""
    asked = [(change, one) for change in changes for one in _retiring(change, context)]
    lists = write.reads(changes, context)
    answers = yield [*lists, *(one.count() for _, one in asked)]
    fresh = {row["name"]: row for answer in answers[: len(lists)] for row in results(answer)}
    counts = [total(answer) for answer in answers[len(lists) :]]
    held = {(one.address, one.value) for (_, one), count in zip(asked, counts, strict=True) if count}
    lessened = [_without(change, held) for change in changes]
    yield [*write.singles([change for change in lessened if change.units], fresh, context)]


def _without(change: Change, held: set[tuple[Address, str]]) -> Change:
    """The change without the options that a record holds again."""
    free = [unit for unit in change.units if (change.address, (split(unit.path) or ("",))[0]) not in held]
    return replace(change, units=tuple(free))
