"""Search over records: filters, sorts, pages and the limits of all three (J2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.check import (
    Fault,
    body_of,
    fault,
    integer,
    list_of,
    object_of,
    one_of,
    text,
    whole_number,
)
from revops.emulator.http import ORIGIN, Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.property_tables import active
from revops.emulator.surfaces.record_filters import NEEDS, matches, ordering
from revops.emulator.surfaces.record_table import RECORD_ID, every, shown
from revops.emulator.surfaces.records import BASES, read_scopes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.object_types import ObjectType
    from revops.emulator.surfaces.record_table import Record

_GROUPS, _PER_GROUP, _FILTERS, _PAGE, _WINDOW, _QUERY = 5, 6, 18, 200, 10_000, 3000
_DIRECTIONS: Final = ("ASCENDING", "DESCENDING")
_FILTER = object_of(
    {"propertyName": text, "operator": one_of(*NEEDS)},
    {"value": text, "highValue": text, "values": list_of(text, 1, 100)},
)
_SORT = object_of({"propertyName": text}, {"direction": one_of(*_DIRECTIONS)})


def _sort(value: Json, where: str) -> Iterator[Fault]:
    """HubSpot's description says a name, its guide an object: both are taken."""
    return text(value, where) if isinstance(value, str) else _SORT(value, where)


_BODY = {
    "filterGroups": list_of(object_of({"filters": list_of(_FILTER, 1, _PER_GROUP)}), maximum=_GROUPS),
    "sorts": list_of(_sort, maximum=1),
    "query": text,
    "properties": list_of(text),
    "limit": integer,
    "after": text,
}


def _search(ask: Ask) -> Reply:
    kind, sent = object_types.of(ask), body_of(ask, {}, _BODY)
    groups = [group["filters"] for group in sent.get("filterGroups", [])]
    _check(ask, kind, sent, groups)
    first, limit = int(sent.get("after", "0")), sent.get("limit", 10)
    found = _found(ask, kind, sent, groups)
    rows = [shown(kind, record, sent.get("properties", [])) for record in found[first : first + limit]]
    body: dict[str, Json] = {"total": len(found), "results": rows}
    if len(found) > first + limit:
        after = str(first + limit)
        body["paging"] = {"next": {"after": after, "link": f"{ORIGIN}{ask.path}?after={after}"}}
    return Reply(200, body)


def _found(ask: Ask, kind: ObjectType, sent: dict[str, Json], groups: list[list[Json]]) -> list[Record]:
    """What the index holds, which is behind the records by the portal's lag; the oldest first."""
    definitions = dict(active(ask.portal, kind))
    index = every(ask.portal, kind, ask.portal.traits.index_lag_ms).values()
    words = sent.get("query", "").lower()
    found = [
        record
        for record in index
        if not record["archived"]
        and (not groups or any(matches(definitions, record, group) for group in groups))
        and (not words or any(words in value.lower() for value in record["properties"].values()))
    ]
    name, descending = _order(sent)
    return sorted(found, key=ordering(definitions, name), reverse=descending)


def _order(sent: dict[str, Json]) -> tuple[str, bool]:
    sort = next(iter(sent.get("sorts", [])), RECORD_ID)
    if isinstance(sort, str):
        return sort.removeprefix("-"), sort.startswith("-")
    return sort["propertyName"], sort.get("direction") == "DESCENDING"


def _check(ask: Ask, kind: ObjectType, sent: dict[str, Json], groups: list[list[Json]]) -> None:
    """Refuse what is beyond the limits, and names that no property has."""
    filters = [one for group in groups for one in group]
    if len(filters) > _FILTERS:
        raise Refusal(400, f"A search takes {_FILTERS} filters at most, not {len(filters)}")
    if len(sent.get("query", "")) > _QUERY:
        raise Refusal(400, f"query is longer than {_QUERY} characters")
    _check_page(sent)
    faults = [*_needs(filters), *_unknown(ask, kind, [*filters, {"propertyName": _order(sent)[0]}])]
    if faults:
        raise Refusal(400, f"There was a problem with the request: {faults[0]['message']}", errors=faults)


def _check_page(sent: dict[str, Json]) -> None:
    limit, after = sent.get("limit", 10), whole_number(sent.get("after", "0"))
    if not 1 <= limit <= _PAGE:
        raise Refusal(400, f"limit must be between 1 and {_PAGE}")
    if after is None:
        raise Refusal(400, "after must be a number")
    if after + limit > _WINDOW:
        raise Refusal(400, f"A search shows {_WINDOW} results at most")


def _needs(filters: list[Json]) -> Iterator[Fault]:
    for one in filters:
        given = {name for name in ("value", "values", "highValue") if name in one}
        if given != NEEDS[one["operator"]]:
            wanted = " and ".join(sorted(NEEDS[one["operator"]])) or "no value"
            yield fault(f"{one['operator']} takes {wanted}", "filterGroups", "INVALID_FILTER")


def _unknown(ask: Ask, kind: ObjectType, named: list[Json]) -> Iterator[Fault]:
    definitions = active(ask.portal, kind)
    for name in dict.fromkeys(one["propertyName"] for one in named):
        if name not in definitions and name != RECORD_ID:
            told = f"Property with name '{name}' does not exist"
            yield fault(told, "filterGroups", "PROPERTY_DOESNT_EXIST", propertyName=[name])


ROUTES = tuple(
    Route("POST", f"{base}/search", _search, versions, read_scopes, search=True) for base, versions in BASES
)
