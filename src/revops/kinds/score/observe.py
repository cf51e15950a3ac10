"""What the portal has: the list of scores, and of the managed ones the draft and what is published (E2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from revops.kinds.objects import shown_id
from revops.kinds.score.config import bind, published, units, unused
from revops.kinds.score.outputs import places
from revops.kinds.wire import Binding, results, segment, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.context import Context
from revops.model.envelope import message
from revops.model.json import Json
from revops.model.label import folded
from revops.model.ledger import Entry
from revops.model.spec import Observation, Observed, Resource, Symbol

Row = Mapping[str, Json]

LIST = Call("scores", "GET", "/scores", query={"limit": "100"}, pages=True)


def observe(scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
    """All scores of an object; those that are wanted in full, all of them in full where none is."""
    listed = yield (LIST,)
    number = shown_id(scope, context.names)
    rows = [
        row
        for row in results(listed[0], "id", "name", "scoredObjectTypeId")
        if row["scoredObjectTypeId"] == number
    ]
    addresses = _addresses(scope, rows, wanted, context)
    desired = {resource.address: resource for resource in wanted}
    full = [row for row in rows if not wanted or addresses[row["id"]] in desired]
    answers = yield [call for row in full for call in _reads(row["id"])]
    read = {row["id"]: (answers[2 * n], answers[2 * n + 1]) for n, row in enumerate(full)}
    found = [
        _observed(row, addresses[row["id"]], desired.get(addresses[row["id"]]), read.get(row["id"]), context)
        for row in rows
    ]
    ids = {Symbol("score", one.address.name): one.id for one in found if one.address in desired}
    return Observation(tuple(found), unread(listed), ids=ids)


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
        raw={"draft": draft.body},
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
