"""What the portal has: one search, then the filters of those that matter, a hundred a request (dossier G)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from revops.kinds import lookup
from revops.kinds.segment.folders import READ, Folders
from revops.kinds.segment.hazard import late
from revops.kinds.segment.matching import matched, strangers
from revops.kinds.segment.reading import Reader
from revops.kinds.segment.spec import DYNAMIC
from revops.kinds.wire import results, segment, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Observation, Observed, Resource, Symbol

Row = Mapping[str, Json]
KIND: Final = "segment"
_MOST_IDS: Final = 100
SEARCH: Final = replace(lookup.SEGMENTS, restates=False)
"""The look-up's own question, so that it is asked once; here nothing goes without its answer."""
_NAMES: Final = frozenset(lookup.KINDS) & {"form", "email", "subscription", "page"}
"""Kinds of names that conditions use, as far as they can be looked up."""


def observe(wanted: Sequence[Resource], context: Context) -> Conversation:
    """All segments; those that are wanted with filters, all of them with filters where none is.

    1. The search, names that conditions use, and the folders where one is managed. 2. Filters and conversions
    of what is managed, and folders that share a name.
    """
    asked = lookup.calls(_named(wanted))
    folders = [READ] if not wanted or any("folder" in one.units for one in wanted) else []
    searched, *answers = yield (SEARCH, *asked.values(), *folders)
    rows = [row for row in results(searched, "listId", "name", "objectTypeId") if not row.get("deletedAt")]
    addresses = matched(rows, wanted, context)
    plan = _Second.of(rows, wanted, addresses, Folders.read(answers[-1].body) if folders else None)
    found = plan.told((yield plan.calls)) if plan.calls else plan
    book = lookup.book(dict(zip(asked, answers, strict=False)), _symbols(wanted), context)
    ids = _ids(rows, addresses, wanted)
    reader = Reader(wanted, replace(context, names=context.names.having({**book.ids, **ids})))
    return Observation(
        tuple(_observed(row, addresses[row["listId"]], found, reader) for row in rows),
        unread([searched]),
        ids={**book.ids, **ids, **(found.folders.symbols if found.folders else {})},
        missing={**book.missing, **_missing(wanted, ids)},
        findings=(
            *book.findings,
            *strangers(rows, wanted, addresses, context.names),
            *late(wanted, _static(rows, addresses), context.today),
        ),
    )


def _static(rows: Sequence[Row], addresses: Mapping[str, Address]) -> set[Address]:
    """Those whose members no condition changes any more."""
    return {addresses[row["listId"]] for row in rows if row.get("processingType") != DYNAMIC.upper()}


def _symbols(wanted: Sequence[Resource]) -> frozenset[Symbol]:
    found = frozenset[Symbol]().union(*(one.uses for one in wanted))
    return frozenset(symbol for symbol in found if symbol.kind != KIND)


def _named(wanted: Sequence[Resource]) -> set[str]:
    """Kinds of names; where nothing is wanted everything is read, so every name may be asked for."""
    return {symbol.kind for symbol in _symbols(wanted)} if wanted else {*_NAMES}


@dataclass(frozen=True)
class _Second:
    """The second round: what is asked, and what it told."""

    batches: Sequence[Call] = ()
    conversions: Mapping[str, Call] = field(default_factory=dict)
    """By segment id."""
    doubts: Sequence[Call] = ()
    asked: frozenset[str] = frozenset()
    folders: Folders | None = None
    rows: Mapping[str, Row] = field(default_factory=dict)
    times: Mapping[str, Answer] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        rows: Sequence[Row],
        wanted: Sequence[Resource],
        addresses: Mapping[str, Address],
        folders: Folders | None,
    ) -> _Second:
        managed = {one.address: one for one in wanted if not one.reference}
        full = [row for row in rows if not wanted or addresses[row["listId"]] in managed]
        ids = [str(row["listId"]) for row in full]
        timed = [i for i in ids if (one := managed.get(addresses[i])) and "convert" in one.units]
        return cls(
            [_batch(ids[start : start + _MOST_IDS]) for start in range(0, len(ids), _MOST_IDS)],
            {one: conversion(one) for one in timed},
            list({str(call.query): call for row in full for call in folders.doubtful(row)}.values())
            if folders
            else [],
            frozenset(ids),
            folders,
        )

    @property
    def calls(self) -> list[Call]:
        return [*self.batches, *self.conversions.values(), *self.doubts]

    def told(self, answers: Sequence[Answer]) -> _Second:
        """With the answers to the calls."""
        full, rest = answers[: len(self.batches)], answers[len(self.batches) :]
        times, doubts = rest[: len(self.conversions)], rest[len(self.conversions) :]
        rows = {str(row["listId"]): row for answer in full if answer.ok for row in answer.body["lists"]}
        folders = self.folders.knowing([one.body for one in doubts if one.ok]) if self.folders else None
        return replace(
            self, rows=rows, times=dict(zip(self.conversions, times, strict=True)), folders=folders
        )


def _batch(ids: Sequence[str]) -> Call:
    return Call("lists", "GET", query={"listIds": tuple(ids), "includeFilters": "true"})


def conversion(list_id: str) -> Call:
    """What is planned to become of it; a 404 says nothing is."""
    return Call("lists", "GET", f"/{segment(list_id)}/schedule-conversion", restates=True)


def _ids(
    rows: Sequence[Row], addresses: Mapping[str, Address], wanted: Sequence[Resource]
) -> dict[Symbol, str]:
    """The blueprint's keys first, then the portal's names of all."""
    keys = {one.address for one in wanted}
    own = {Symbol(KIND, a.name): i for i, a in addresses.items() if a in keys}
    named = {Symbol(KIND, str(row["name"])): str(row["listId"]) for row in rows}
    return {**own, **{symbol: i for symbol, i in named.items() if symbol.name not in {k.name for k in keys}}}


def _missing(wanted: Sequence[Resource], ids: Mapping[Symbol, str]) -> dict[Symbol, str]:
    """Segments that are neither in the portal nor in the blueprint."""
    described = {Symbol(KIND, one.address.name) for one in wanted}
    used = {symbol for one in wanted for symbol in one.uses if symbol.kind == KIND}
    return dict.fromkeys(used - described - ids.keys(), "the portal has no segment of this name")


def _observed(row: Row, address: Address, second: _Second, reader: Reader) -> Observed:
    list_id = str(row["listId"])
    if list_id not in second.asked:
        return reader.brief(row, address)
    if list_id not in second.rows:
        return Observed(address, list_id, {}, unreadable="HubSpot does not show the segment to this token")
    path = second.folders.path_of(row) if second.folders else None
    return reader.full(row, second.rows[list_id], address, path, second.times.get(list_id))
