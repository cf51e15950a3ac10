"""Whose each segment of the portal is: by known id, as the target binds it, by object and name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from revops.kinds.objects import shown_id
from revops.kinds.wire import Binding
from revops.model.address import Address
from revops.model.context import Context, Names
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Resource

Row = Mapping[str, Json]
_KIND = "segment"


def matched(rows: Sequence[Row], wanted: Sequence[Resource], context: Context) -> dict[str, Address]:
    """Segment id -> address; what no blueprint names gets an address from its name."""
    found = _known({str(row["listId"]) for row in rows}, context)
    by_name = {_place(one, context.names): one.address for one in wanted if one.address not in found.values()}
    for row in rows:
        place = (str(row["objectTypeId"]), folded(str(row["name"])))
        if str(row["listId"]) not in found and place in by_name:
            found[str(row["listId"])] = by_name.pop(place)
    taken = {*found.values(), *(one.address for one in wanted), *context.ledger.entries}
    for row in rows:
        if str(row["listId"]) not in found:
            found[str(row["listId"])] = _named(row, taken)
            taken.add(found[str(row["listId"])])
    return found


def _known(ids: Container[str], context: Context) -> dict[str, Address]:
    entries = context.ledger.entries.items()
    found = {entry.id: address for address, entry in entries if address.kind == _KIND and entry.id in ids}
    bound = Binding.of(_KIND, "", context).to_portal.items()
    given = {list_id: Address(_KIND, "", name) for name, list_id in bound if list_id in ids}
    kept = {list_id: address for list_id, address in found.items() if address not in given.values()}
    return {**kept, **given}


def _place(resource: Resource, names: Names) -> tuple[str, str]:
    return shown_id(resource.spec.object, names), folded(resource.spec.name)


def _named(row: Row, taken: Container[Address]) -> Address:
    """From its name where that can be spelled, else from its id."""
    slug = re.sub(r"[^a-z0-9]+", "_", str(row["name"]).lower()).strip("_")
    address = Address(_KIND, "", slug or f"list_{row['listId']}")
    return address._replace(name=f"{address.name}_{row['listId']}") if address in taken else address


def strangers(
    rows: Sequence[Row], wanted: Sequence[Resource], addresses: Mapping[str, Address], names: Names
) -> Iterator[Finding]:
    """Names of wanted segments that stand for records of another object in the portal (dossier G1)."""
    there = {folded(str(row["name"])): row for row in rows}
    for one in wanted:
        row = there.get(folded(one.spec.name))
        if row is None or one.address in addresses.values():
            continue
        other = row["objectTypeId"]
        if other != shown_id(one.spec.object, names):
            summary = f"the portal has a segment {one.spec.name!r} of {other}; HubSpot takes a name once"
            yield Finding(
                "RV854", Severity.WARNING, summary, "rename one of the two", one.address, one.origin
            )
