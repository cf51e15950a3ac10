"""Values of records, moved page by page: into another option, or into another property.

A batch that was sent twice leaves the same: it writes values into records that are named by id. Still no
request is repeated after a lost answer (rule 6): the change ends there, and the next run searches again and
goes on with the records that are left.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from revops.kinds.base import Settled
from revops.kinds.properties import renamed, retired, write
from revops.kinds.properties.options import split
from revops.kinds.properties.retired import RECORDS, Retiring
from revops.kinds.search import how_many, search, total
from revops.kinds.wire import results, settled
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.context import Context
from revops.model.envelope import left_out, message, rows
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.move import uncopied

PAGE: Final = 200
"""Records that one page of a search may hold (dossier J2)."""
BATCH: Final = 100
"""Records that one batch may hold (dossier J1)."""
_OF_A_RECORD: Final = (400, 409)
"""Statuses that may refuse a whole batch for what one record holds (dossier J1; of a batch unverified)."""
_ENOUGH: Final = 10
"""Refused batches without one that was taken, after which it is not the records' fault."""


class Errand(Protocol):
    """Records that are to get a value."""

    @property
    def objects(self) -> str:
        """The object type as paths of this portal have it."""

    @property
    def filters(self) -> Sequence[Json]:
        """What a search asks for them."""

    @property
    def rehearsed(self) -> Mapping[str, Json]:
        """What such a record holds, by the names of the properties that are looked at."""

    def gets(self, held: Mapping[str, Json]) -> Mapping[str, Json]:
        """What is written into a record that holds these values; nothing where it is left as it is."""


def move(changes: Sequence[Change], context: Context) -> Conversation:
    """Every record that holds a retired value gets the new one, or the value of a property that is renamed.

    Each page starts behind the last id of the one before, so that neither the search's window of 10,000 nor
    records that the index still shows with their old value matter. The index may be behind, so each record is
    looked at right before it is written: what a person has set meanwhile stays.
    """
    for change in changes:
        for one, count in _errands(change, context):
            if not (yield from _moved(change, one, count)):
                break


def _errands(change: Change, context: Context) -> list[tuple[Errand, int]]:
    """What the change is about, each with the number of its records."""
    counts = {unit.path: unit.before for unit in change.units if isinstance(unit.before, int)}
    found: dict[str, Errand] = {retired.unit(one.value, RECORDS): one for one in _retiring(change, context)}
    found |= {uncopied(one.old): one for one in renamed.copies([change.address], context)}
    return [(one, counts[path]) for path, one in found.items() if path in counts]


def _retiring(change: Change, context: Context) -> list[Retiring]:
    """The values that the change is about."""
    if not (change.resource and change.actual):
        return []
    values = {option[0] for unit in change.units if (option := split(unit.path))}
    return [one for one in retired.retiring(change.resource, change.actual, context) if one.value in values]


Step = Generator[Sequence[Call], Sequence[Answer], bool]
"""A part of the move; True where it may be gone on with."""


def _moved(change: Change, one: Errand, left: int) -> Step:
    """All batches of all pages; what is left is counted afterwards.

    A batch that HubSpot refuses for one of its records keeps no other from being sent: each run begins with
    the lowest ids, and would never come further.
    """
    taken: list[bool] = []

    def send(ids: Sequence[str]) -> Step:
        written = yield from _batch(change, one, ids)
        if written is None:
            return True
        taken.append(written.ok)
        return written.ok or (_is_of_a_record(written) and (any(taken) or len(taken) < _ENOUGH))

    return through(one, left, send)


def _is_of_a_record(answer: Answer) -> bool:
    return answer.status in _OF_A_RECORD and not answer.fault


def through(one: Errand, left: int, each: Callable[[Sequence[str]], Step]) -> Step:
    """Batch after batch. It ends at a full page of nothing but known ids.

    That a search keeps to `GT` and to the order of `hs_object_id` is unverified (dossier J2; HubSpot's search
    guide): one that does not would show the same page for ever.

    Args:
        one: what to search for.
        left: how many records that are, for a rehearsal.
        each: what to do with the ids of a batch.
    """
    last = ""
    while True:
        (page,) = yield (_page(one, last, left),)
        shown = [row["id"] for row in results(page, "id")]
        ids = [record for record in shown if _number(record) > _number(last)]
        for at in range(0, len(ids), BATCH):
            if not (yield from each(ids[at : at + BATCH])):
                return False
        if len(shown) < PAGE or not ids:
            return len(shown) < PAGE
        last, left = max(ids, key=_number), left - len(ids)


def _number(record: str) -> int:
    """An id as a number, 0 where there is none; ids of a rehearsal stand in brackets."""
    return int(record.strip("<>") or 0)


def _page(one: Errand, last: str, left: int) -> Call:
    filters = list(one.filters)
    if last:
        filters.append({"propertyName": "hs_object_id", "operator": "GT", "value": last})
    first = _number(last) + 1
    found = [{"id": f"<{number}>"} for number in range(first, first + min(PAGE, left))]
    call = search(one.objects, filters, limit=PAGE, rehearsal={"total": left, "results": found})
    return replace(call, kept=False)


def _batch(
    change: Change, one: Errand, ids: Sequence[str]
) -> Generator[Sequence[Call], Sequence[Answer], Answer | None]:
    """Writes those that still are to get something; what HubSpot says to that, None where none is."""
    (answer,) = yield (look(one, ids),)
    held = {row["id"]: row["properties"] for row in results(answer, "id")}
    values = {record: gets for record in ids if (gets := one.gets(held.get(record, {})))}
    if not values:
        return None
    (written,) = yield (_write(change, one, values),)
    return written


def look(one: Errand, ids: Sequence[str]) -> Call:
    """What these records hold by now; the table of surfaces knows it as a read."""
    inputs = [{"id": record} for record in ids]
    body = {"inputs": inputs, "properties": list(one.rehearsed), "propertiesWithHistory": []}
    found = [{"id": record, "properties": one.rehearsed} for record in ids]
    path = f"/{one.objects}/batch/read"
    return Call("records", "POST", path, body=body, rehearsal={"results": found}, kept=False)


def _write(change: Change, one: Errand, values: Mapping[str, Mapping[str, Json]]) -> Call:
    inputs = [{"id": record, "properties": properties} for record, properties in values.items()]
    path = f"/{one.objects}/batch/update"
    return Call("records", "POST", path, body={"inputs": inputs}, carries=(change.address,))


def settle(address: Address, call: Call, answer: Answer) -> Settled:
    """What a batch says. Records that did not take the value are told; the others need not wait for them."""
    sent = [row["id"] for row in call.body["inputs"]]
    errors = rows(answer.body, "errors")
    if _is_of_a_record(answer):
        batch = f"all {len(sent)} records of a batch, {few(sent)}"
        told = f"HubSpot refused {batch} ({answer.status}): {message(answer.body)}"
    elif answer.ok and errors:
        count = len(left_out(answer.body, sent)) or len(errors)  # errors may name nobody (unverified)
        told = f"{count} of {len(sent)} records did not take it: {message(errors[0])}"
    else:
        return settled(address, call, answer)
    hint = "mend those in HubSpot, then apply again"
    return Settled(address, done=True, finding=Finding("RV673", Severity.WARNING, told, hint, address))


def remove(changes: Sequence[Change], context: Context) -> Conversation:
    """The options that still no record holds, counted once more right before; the others stay."""
    asked = [(change, one) for change in changes for one in _retiring(change, context)]
    lists = write.reads(changes, context)
    answers = yield [*lists, *(how_many(one.objects, one.filters) for _, one in asked)]
    fresh = {row["name"]: row for answer in answers[: len(lists)] for row in results(answer)}
    counts = [total(answer) for answer in answers[len(lists) :]]
    held = {(one.address, one.value) for (_, one), count in zip(asked, counts, strict=True) if count}
    lessened = [_without(change, held) for change in changes]
    yield [*write.singles([change for change in lessened if change.units], fresh, context)]


def _without(change: Change, held: set[tuple[Address, str]]) -> Change:
    """The change without the options that a record holds again."""
    free = [unit for unit in change.units if (change.address, (split(unit.path) or ("",))[0]) not in held]
    return replace(change, units=tuple(free))
