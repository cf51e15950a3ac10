"""The object surface: records one at a time (J1). Associations and property history are not kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.check import body_of, list_of
from revops.emulator.http import Ask, Handlers, Json, Refusal, Reply
from revops.emulator.paging import page
from revops.emulator.surfaces.pipeline_rules_moves import check_rules
from revops.emulator.surfaces.record_table import (
    binned,
    every,
    existing,
    identified,
    keep,
    new_record,
    records,
    shown,
)
from revops.emulator.surfaces.record_values import VALUES, check_unique, check_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal
    from revops.emulator.surfaces.record_table import Record
    from revops.emulator.surfaces.record_values import Values

_MOST = 100


def no_associations(value: Json, where: str) -> Iterator[dict[str, Json]]:
    """An empty list: HubSpot takes others, the emulator keeps none and does not pretend to."""
    return list_of(_refused)(value, where)


def _refused(_value: Json, where: str) -> Iterator[dict[str, Json]]:
    yield {"message": f"{where}: the emulator keeps no associations", "in": where, "code": "UNSUPPORTED"}


def create(portal: Portal, kind: ObjectType, values: Values) -> Record:
    """A new record with values that were checked."""
    check_unique(portal, kind, values)
    check_rules(portal, kind, None, values)
    return keep(portal, kind, new_record(portal), values)


def update(portal: Portal, kind: ObjectType, record: Record, values: Values) -> Record:
    """The record with values that were checked."""
    check_unique(portal, kind, values, record["id"])
    check_rules(portal, kind, record["properties"], values)
    return keep(portal, kind, record, values)


def archive(portal: Portal, kind: ObjectType, record_id: str) -> None:
    """Into the recycle bin; nothing happens to what is there or nowhere (unverified)."""
    record = records(portal, kind).get(record_id)
    if record and not record["archived"]:
        records(portal, kind)[record_id] = {**record, "archived": True, "archivedAt": portal.now()}


def _names(ask: Ask) -> list[str]:
    """Names of properties, comma-separated or in several parameters."""
    if ask.query.get("propertiesWithHistory") or ask.query.get("associations"):
        raise Refusal(400, "the emulator keeps no property history and no associations")
    return [name for text in ask.query.get("properties", []) for name in text.split(",")]


def _list(ask: Ask) -> Reply:
    kind, archived, names = object_types.of(ask), ask.flag("archived"), _names(ask)
    found = [record for record in every(ask.portal, kind).values() if record["archived"] == archived]
    body = page(ask, found, most=_MOST, default=10)
    return Reply(200, {**body, "results": [shown(kind, record, names) for record in body["results"]]})


def _create(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    sent = body_of(ask, {"properties": VALUES}, {"associations": no_associations})["properties"]
    check_values(ask.portal, kind, [sent])
    record = create(ask.portal, kind, sent)
    location = {"Location": f"{ask.path.rstrip('/')}/{record['id']}"}
    return Reply(201, record, location)


def _one(ask: Ask) -> tuple[ObjectType, Record]:
    kind = object_types.of(ask)
    return kind, identified(ask.portal, kind, ask.args["record"], ask.one("idProperty"))


def _read(ask: Ask) -> Reply:
    if not ask.flag("archived"):
        kind, record = _one(ask)
        return Reply(200, shown(kind, record, _names(ask)))
    kind = object_types.of(ask)
    return Reply(200, shown(kind, binned(ask.portal, kind, ask.args["record"]), _names(ask)))


def _update(ask: Ask) -> Reply:
    kind, record = _one(ask)
    sent = body_of(ask, {"properties": VALUES})["properties"]
    check_values(ask.portal, kind, [sent])
    return Reply(200, shown(kind, update(ask.portal, kind, record, sent), sent))


def _archive(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    archive(ask.portal, kind, existing(ask.portal, kind, ask.args["record"])["id"])
    return Reply(204)


def _scopes(ask: Ask, verb: str) -> tuple[str, ...]:
    kind = object_types.of(ask)
    extra = {"tickets": ("tickets",), "products": ("e-commerce",), "line_items": ("e-commerce",)}
    return (f"crm.objects.{kind.scope}.{verb}", *extra.get(kind.name, ()))


def read_scopes(ask: Ask) -> tuple[str, ...]:
    """Scopes of which one suffices to read records; the write scope is none of them (peers (f))."""
    return _scopes(ask, "read")


def write_scopes(ask: Ask) -> tuple[str, ...]:
    """Scopes of which one suffices to write records."""
    return _scopes(ask, "write")


BASES = (
    ("/crm/objects/{version}/<object_type>", ("2026-09", "2026-03")),
    ("/crm/v3/objects/<object_type>", ("v3",)),
)
"""The twins of this API and their versions (dossier A3)."""
_HANDLERS = Handlers(_list, _create, _read, _update, _archive)
ROUTES = tuple(_HANDLERS.routes(BASES, "<record>", read_scopes, write_scopes))
