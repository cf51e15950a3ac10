"""What the portal has: one list of campaigns with the properties that a blueprint speaks of (dossier I)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from revops.kinds import lookup
from revops.kinds.campaign.spec import PROPERTIES
from revops.kinds.matching import filled, match
from revops.kinds.wire import results, unread
from revops.model.call import Answer, Call, Conversation
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Observation, Observed, Resource, Symbol

Row = Mapping[str, Json]
LIST: Final = Call(
    "campaigns", "GET", query={"limit": "100", "properties": tuple(PROPERTIES.values())}, pages=True
)
"""HubSpot tells the properties that are named, each by a parameter of its own."""
LOOKUP: Final = replace(LIST, restates=True)
"""The same question where only names are wanted, so that it is asked once."""
OWNER: Final = "role"
"""Kind of symbol: a role as the id of an owner."""


def observe(wanted: Sequence[Resource], context: Context) -> Conversation:
    """All campaigns; the list of owners where one is named, or where everything is read."""
    symbols = frozenset[Symbol]().union(*(one.uses for one in wanted))
    asked = lookup.calls({symbol.kind for symbol in symbols} if wanted else {OWNER})
    listed, *named = yield (LIST, *asked.values())
    rows = rows_of(listed)
    book = lookup.book(dict(zip(asked, named, strict=True)), symbols, context)
    found = match("campaign", {i: name_of(row) for i, row in rows.items()}, wanted, context)
    known = context.named(book.ids)
    seen = [
        Observed(address, i, units(rows[i], known, _of(address, wanted)), raw=rows[i])
        for i, address in found.owners.items()
    ]
    return Observation((*seen, *found.doubts(wanted)), unread([listed]), ids=book.ids, missing=book.missing)


def _of(address: object, wanted: Sequence[Resource]) -> Resource | None:
    return next((one for one in wanted if one.address == address), None)


def rows_of(answer: Answer) -> dict[str, Row]:
    """Campaigns by id."""
    return {row["id"]: row for row in results(answer, "id")}


def name_of(row: Row) -> str:
    return str(row["properties"].get("hs_name") or "")


def ids(rows: Mapping[str, Row]) -> dict[Symbol, str]:
    """Ids by the portal's own names, as far as one name is one campaign."""
    names = [name_of(row) for row in rows.values()]
    return {Symbol("campaign", name_of(row)): i for i, row in rows.items() if names.count(name_of(row)) == 1}


def units(row: Row, context: Context, wanted: Resource | None = None) -> dict[str, Json]:
    """A campaign in the words of a blueprint."""
    properties = row["properties"]
    found = {unit: properties.get(name) for unit, name in PROPERTIES.items()}
    if found["owner"]:
        found["owner"] = _role(str(found["owner"]), context, wanted)
    return filled(found, wanted)


def _role(owner: str, context: Context, wanted: Resource | None) -> Json:
    """The role that the entry itself uses, where two are one person; `{raw: …}` for whom no role names.

    Of what no entry is about, an owner without a role is left out.
    """
    own = wanted.units.get("owner") if wanted else None
    if own and context.names.ids.get(Symbol(OWNER, own)) == owner:
        return own
    return context.names.name(OWNER, owner) or ({"raw": owner} if wanted else None)
