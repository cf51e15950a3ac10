"""Where records are kept, `records/<object type>` by id, and how they look when HubSpot shows them (J1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from revops.emulator.http import Json, Refusal
from revops.emulator.surfaces.property_tables import active

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal, Table

Record = dict[str, Json]
CREATED, RECORD_ID = "createdate", "hs_object_id"

# What a read shows of a record without being asked for anything (HubSpot's search guide, default properties).
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "contacts": ("firstname", "lastname", "email"),
    "companies": ("name", "domain"),
    "deals": ("dealname", "amount", "closedate", "pipeline", "dealstage"),
    "tickets": ("subject", "content", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority"),
}


def modified(kind: ObjectType) -> str:
    """The property that tells when a record was changed last."""
    return "lastmodifieddate" if kind.name == "contacts" else "hs_lastmodifieddate"


def records(portal: Portal, kind: ObjectType) -> Table:
    return portal.table(f"records/{kind.name}")


def every(portal: Portal, kind: ObjectType, lag_ms: float = 0) -> dict[str, Record]:
    """All records by id, in the order of their making, in one query; with a lag, as they were then."""
    at = (str(portal.id), f"records/{kind.name}")
    rows = portal.db.execute("select key, body from documents where portal=? and name=? order by rowid", at)
    found = dict(rows.fetchall())
    if lag_ms:
        found.update(_before(portal, at, lag_ms))
    return {key: json.loads(body) for key, body in found.items() if body is not None}


def _before(portal: Portal, at: tuple[str, str], lag_ms: float) -> dict[str, str | None]:
    """What records were before their changes of the last milliseconds; None for those that were not there."""
    rows = portal.db.execute(
        "select key, body from past where portal=? and name=? and at > julianday('now') - ? order by id desc",
        (*at, lag_ms / 86_400_000),
    )
    return dict(rows.fetchall())


def existing(portal: Portal, kind: ObjectType, record_id: str) -> Record:
    """The record that is not archived, or HubSpot's 404."""
    found: Record | None = records(portal, kind).get(record_id)
    if found is None or found["archived"]:
        raise missing(record_id)
    return found


def binned(portal: Portal, kind: ObjectType, record_id: str) -> Record:
    """The record that is archived, or HubSpot's 404."""
    found: Record | None = records(portal, kind).get(record_id)
    if found is None or not found["archived"]:
        raise missing(record_id)
    return found


def missing(record_id: str) -> Refusal:
    return Refusal(404, f"Object {record_id} does not exist", "OBJECT_NOT_FOUND")


def holding(portal: Portal, kind: ObjectType, name: str, value: str) -> Record | None:
    """The record that is not archived and holds a value that only one may hold; e-mails know no case."""
    rows = portal.db.execute(
        "select body from documents where portal=? and name=? and not json_extract(body, '$.archived')"
        " and json_extract(body, '$.properties.' || ?) = ? collate nocase",
        (str(portal.id), f"records/{kind.name}", name, value),
    )
    found: list[Record] = [json.loads(body) for (body,) in rows]
    return next((one for one in found if name == "email" or one["properties"][name] == value), None)


def identified(portal: Portal, kind: ObjectType, key: str, by: str) -> Record:
    """The record of an id, or of the value of a unique property (`idProperty`).

    Raises:
        Refusal: 404 where there is none, 400 where the property is not unique.
    """
    if by in ("", RECORD_ID):
        return existing(portal, kind, key)
    require_unique(portal, kind, by)
    found = holding(portal, kind, by, key)
    if found is None:
        raise missing(key)
    return found


def require_unique(portal: Portal, kind: ObjectType, name: str) -> None:
    """Refuse an `idProperty` that does not identify records."""
    body = active(portal, kind).get(name, {})
    if (kind.name, name) != ("contacts", "email") and not body.get("hasUniqueValue"):
        raise Refusal(400, f"Property {name} is not a unique identifier of {kind.name}")


def keep(portal: Portal, kind: ObjectType, record: Record, values: Mapping[str, str | None]) -> Record:
    """Store a record with these values put in, where null and empty take one away."""
    now = portal.now()
    held = {**record["properties"], **values, modified(kind): now}
    kept = {name: value for name, value in held.items() if value not in (None, "")}
    changed = {**record, "properties": kept, "updatedAt": now}
    records(portal, kind)[record["id"]] = changed
    return changed


def new_record(portal: Portal) -> Record:
    """A record with nothing but what HubSpot gives to every one."""
    now, record_id = portal.now(), portal.new_id()
    return {
        "id": record_id,
        "properties": {CREATED: now, RECORD_ID: record_id},
        "createdAt": now,
        "updatedAt": now,
        "archived": False,
    }


def fill(portal: Portal, kind: ObjectType, every_values: Iterable[Mapping[str, str]]) -> list[str]:
    """Put many records into a portal without any check, for a portal that has data; their ids."""
    made = [keep(portal, kind, new_record(portal), values) for values in every_values]
    return [record["id"] for record in made]


def shown(kind: ObjectType, record: Record, names: Iterable[str] = ()) -> Record:
    """The record with the properties that were asked for, null where it has no value, or with the usual ones.

    A name that no property has is shown as null, too: a read refuses none (unverified).
    """
    asked = [*(names or _SHOWN.get(kind.name, ())), CREATED, modified(kind), RECORD_ID]
    held = record["properties"]
    return {**record, "properties": {name: held.get(name) for name in dict.fromkeys(asked)}}
