"""The property group surface (dossier B6, peers (f) "Groups")."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.check import body_of, filled, integer, text
from revops.emulator.http import Ask, Handlers, Json, Refusal, Reply
from revops.emulator.surfaces.property_tables import active, groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal, Table

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _list(ask: Ask) -> Reply:
    return Reply(200, {"results": list(groups(ask.portal, object_types.of(ask)).values())})


def _existing(ask: Ask) -> dict[str, Json]:
    found: dict[str, Json] | None = groups(ask.portal, object_types.of(ask)).get(ask.args["group"])
    if found is None:
        raise Refusal(404, f"Property group {ask.args['group']} does not exist", "OBJECT_NOT_FOUND")
    return found


def _read(ask: Ask) -> Reply:
    return Reply(200, _existing(ask))


def _create(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    sent = body_of(ask, {"name": text, "label": filled}, {"displayOrder": integer})
    table, name = groups(ask.portal, kind), sent["name"]
    if not _NAME.fullmatch(name):
        raise Refusal(
            400, f"Property group name '{name}' must start with a letter and hold a-z, 0-9 and _ only"
        )
    if name in table:
        # The body of this 409 is unverified (dossier B6).
        raise Refusal(409, f"A property group named '{name}' already exists.", "OBJECT_ALREADY_EXISTS")
    table[name] = {
        "name": name,
        "label": sent["label"],
        "displayOrder": _place(table, sent.get("displayOrder", -1)),
        "archived": False,
    }
    return Reply(201, table[name], {"Location": f"{ask.path.rstrip('/')}/{name}"})


def _place(table: Table, order: int) -> int:
    """Without a place of its own a group comes last."""
    return order if order >= 0 else max((body["displayOrder"] for body in table.values()), default=-1) + 1


def _update(ask: Ask) -> Reply:
    body = _existing(ask)
    sent = body_of(ask, {}, {"label": filled, "displayOrder": integer})
    table = groups(ask.portal, object_types.of(ask))
    if "displayOrder" in sent:
        sent["displayOrder"] = _place(table, sent["displayOrder"])
    table[body["name"]] = {**body, **sent}
    return Reply(200, table[body["name"]])


def _archive(ask: Ask) -> Reply:
    kind, name = object_types.of(ask), _existing(ask)["name"]
    if any(body["groupName"] == name for body in active(ask.portal, kind).values()):
        raise _nested()
    # An archived group is in no list, cannot be restored, and its name makes a new one (peers (f)).
    del groups(ask.portal, kind)[name]
    return Reply(204)


def _nested() -> Refusal:
    """HubSpot's quirk: the error is JSON text in `message`, the outer one has no category (dossier B6)."""
    refusal = Refusal(
        400,
        "Can't delete or purge a group with active properties",
        sub_category="PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
    )
    inner = refusal.body
    refusal.body = {
        "status": "error",
        "message": json.dumps(inner),
        "correlationId": inner["correlationId"],
    }
    return refusal


def _load(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    table = groups(portal, object_types.resolve(portal, args["object_type"]))
    table.clear()
    table.update({one["name"]: one for one in body["results"]})


LOADERS = {
    "/crm/properties/<version>/<object_type>/groups": _load,
    "/crm/v3/properties/<object_type>/groups": _load,
}
_BASES = (
    ("/crm/properties/{version}/<object_type>/groups", ("2026-09", "2026-03")),
    ("/crm/v3/properties/<object_type>/groups", ("v3",)),
)
_HANDLERS = Handlers(_list, _create, _read, _update, _archive)
ROUTES = tuple(_HANDLERS.routes(_BASES, "<group>", object_types.schema_read, object_types.schema_write))
