"""What the portal has: the list of scores, and of the managed ones the draft and what is published (E2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from revops.kinds import lookup
from revops.kinds.objects import shown_id
from revops.kinds.score.config import bind, published, units, unused
from revops.kinds.score.membership import SYMBOL, speaks_of_segments
from revops.kinds.score.outputs import places
from revops.kinds.wire import Binding, results, segment, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.context import Context, Names
from revops.model.envelope import message
from revops.model.json import Json
from revops.model.label import folded
from revops.model.ledger import Entry
from revops.model.spec import Observation, Observed, Resource, Symbol

Row = Mapping[str, Json]

CLOSED: Final = lookup.unread("score")
"""Among the missing it says that the portal has no lead scores for this token, which no try will change."""
_SHUT: Final = (403, 404)
"""Without the scope, without the beta (dossier E1)."""

LIST = Call("scores", "GET", "/scores", query={"limit": "100"}, pages=True)


def observe(scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
    """All scores of an object; those that are wanted in full, all of them in full where none is.

    The names of segments are read where an entry or a score speaks of some.
    """
    asked = lookup.calls({symbol.kind for symbol in _symbols(wanted)})
    listed, *rest = yield (LIST, *asked.values())
    named: Sequence[Answer] = rest
    number = shown_id(scope, context.names)
    rows = [
        row
        for row in results(listed, "id", "name", "scoredObjectTypeId")
        if row["scoredObjectTypeId"] == number
    ]
    addresses = _addresses(scope, rows, wanted, context)
    desired = {resource.address: resource for resource in wanted}
    meant = {*desired, *context.removed}
    full = [row for row in rows if not wanted or addresses[row["id"]] in meant]
    answers = yield [call for row in full for call in _reads(row["id"])]
    if not asked and any(speaks_of_segments(answer.body) for answer in answers):
        asked = lookup.calls({SYMBOL})
        named = yield list(asked.values())
    book = lookup.book(dict(zip(asked, named, strict=True)), _symbols(wanted), context)
    read = {row["id"]: (answers[2 * n], answers[2 * n + 1]) for n, row in enumerate(full)}
    found = []
    for row in rows:
        resource = desired.get(addresses[row["id"]])
        naming = _naming(resource, book.ids, context)
        found.append(_observed(row, addresses[row["id"]], resource, read.get(row["id"]), naming))
    ids = {Symbol("score", one.address.name): one.id for one in found if one.address in desired}
    missing = {symbol: why for symbol, why in book.missing.items() if symbol not in _described(wanted)}
    missing |= {CLOSED: message(listed.body)} if listed.status in _SHUT else {}
    return Observation(
        tuple(found), unread([listed]), ids={**book.ids, **ids}, missing=missing, findings=book.findings
    )


def _symbols(wanted: Sequence[Resource]) -> frozenset[Symbol]:
    return frozenset[Symbol]().union(*(resource.uses for resource in wanted))


def _described(wanted: Sequence[Resource]) -> frozenset[Symbol]:
    """Segments of the blueprint: what is not there yet is waited for as a resource."""
    needs = {need.address for resource in wanted for need in resource.needs}
    return frozenset(Symbol(SYMBOL, address.name) for address in needs if address.kind == SYMBOL)


def _naming(resource: Resource | None, book: Mapping[Symbol, str], context: Context) -> Context:
    """The context in which segments have the names that the score's own entry gives them."""
    known = {**book, **context.names.ids}
    own: dict[Symbol, str] = {}
    for symbol in sorted(resource.uses if resource else (), key=str):
        labels: Mapping[str, str] = resource.spec.segments if resource else {}
        found = known.get(symbol) or book.get(Symbol(SYMBOL, labels.get(symbol.name, "")))
        own |= {symbol: found} if found else {}
    return replace(context, names=Names({**own, **known}))


def _reads(score_id: str) -> Iterator[Call]:
    """A score that was never published answers 404 to the second; what else it may answer is judged here."""
    path = f"/scores/{segment(score_id)}"
    yield Call("scores", "GET", f"{path}/draft")
    yield Call("scores", "GET", path, restates=True)


def _addresses(
    scope: str, rows: Sequence[Row], wanted: Sequence[Resource], context: Context
) -> dict[str, Address]:
    """Score id -> address: by the ledger, as the target binds it, by name, then one made of the name."""
    ids = {row["id"] for row in rows}
    known = {
        entry.id: address
        for address, entry in context.ledger.entries.items()
        if (address.kind, address.scope) == ("score", scope) and entry.id in ids
    }
    bound = Binding.of("score", scope, context).to_portal.items()
    known |= {score_id: Address("score", scope, name) for name, score_id in bound if score_id in ids}
    by_name = {folded(r.units["name"]): r.address for r in wanted if r.address not in known.values()}
    found = dict(known)
    for row in rows:
        if row["id"] not in found and folded(row["name"]) in by_name:
            found[row["id"]] = by_name.pop(folded(row["name"]))
    taken = {address.name for address in found.values()} | {resource.address.name for resource in wanted}
    for row in rows:
        if row["id"] not in found:
            found[row["id"]] = Address("score", scope, unused(row["name"], taken))
            taken.add(found[row["id"]].name)
    return found


def _observed(
    row: Row,
    address: Address,
    resource: Resource | None,
    read: tuple[Answer, Answer] | None,
    context: Context,
) -> Observed:
    if read is None:
        return Observed(address, row["id"], {"name": row["name"]}, raw=row)
    draft, live = read
    if not draft.ok or not (live.ok or live.status == 404):
        call, fault = next(pair for pair in zip(_reads(row["id"]), read, strict=True) if not pair[1].ok)
        told = fault.fault or f"{fault.status} {message(fault.body)}"
        why = f"HubSpot does not show the score, {call.request}: {told}"
        return Observed(address, row["id"], {}, unreadable=why, raw=row)
    entry = context.ledger.entry(address) or Entry()
    keys = bind(draft.body, resource.units if resource else {}, entry.keys, context)
    config = _config(live) if live.ok else None
    return Observed(
        address,
        row["id"],
        {**units(draft.body, keys, context), "published": published(config, draft.body)},
        keys,
        locked=_locked(config),
        raw={"draft": draft.body, "published": config},
    )


def _locked(config: Row | None) -> dict[str, str]:
    """That a published property keeps its internal name is so for every property (dossier, B2)."""
    if not config or not config.get("publishedAt"):
        return {}
    why = "a property keeps its internal name once it exists"
    return {f"output.{place}.property": why for place in places(config)}


def _config(answer: Answer) -> Row:
    """What is published; an empty answer would look like nothing that is."""
    if not (isinstance(answer.body, Mapping) and answer.body.get("id")):
        raise TypeError("the published score has no id")
    return answer.body
