"""`/marketing/campaigns` and its v3 twin: the campaigns of a portal (dossier, section I)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from revops.emulator.check import Checker, check, mapping, object_of, text
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.references import Subject
from revops.emulator.surfaces.campaign_assets import assets_of, forget
from revops.emulator.surfaces.campaign_table import TABLE, existing, served
from revops.emulator.surfaces.campaign_values import value_of
from revops.emulator.surfaces.offset_paging import page
from revops.emulator.tagged import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal

USUAL_PAGE, LARGEST_PAGE = 50, 100
"""Campaigns per page; neither number is in a source, the highest `limit` is chosen on the careful side."""
_NAMESPACE = uuid.UUID("d0a3c1d6-9f0b-5d0c-8f53-7a2f3f1f6a35")
_SORTS = {"createdAt": "createdAt", "updatedAt": "updatedAt", "hs_name": "", "name": ""}


def _list(ask: Ask) -> Reply:
    """Campaigns whose name has `name` in it, newest last unless `sort` says otherwise."""
    part, word = ask.one("name").casefold(), ask.one("sort", "createdAt")
    found = [body for body in ask.portal.table(TABLE).values() if part in _name(body).casefold()]
    field = word.removeprefix("-")
    if field not in _SORTS:
        raise Refusal(400, f"sort must be of {', '.join(_SORTS)}, not {field}")
    found.sort(key=lambda body: str(body[_SORTS[field]]) if _SORTS[field] else _name(body))
    shown = [_shown(ask, body) for body in (found[::-1] if word.startswith("-") else found)]
    return Reply(200, {"total": len(found), **page(ask, shown, USUAL_PAGE, LARGEST_PAGE)})


def _read(ask: Ask) -> Reply:
    """One campaign with its assets, by type."""
    body = existing(ask)
    assets = {kind: {"results": held} for kind, held in assets_of(ask.portal, body["id"]).items()}
    return Reply(200, {**_shown(ask, body), "assets": assets})


def _create(ask: Ask) -> Reply:
    check(ask.body, _body(ask))
    properties = _settled(ask, ask.body["properties"])
    now, campaign_id = ask.portal.now(), _new_id(ask.portal)
    body = {
        "id": campaign_id,
        "properties": properties,
        "createdAt": now,
        "updatedAt": now,
        "businessUnits": [{"id": 0}],
    }
    ask.portal.table(TABLE)[campaign_id] = body
    return Reply(201, body, {"Location": f"{ask.path.rstrip('/')}/{campaign_id}"})


def _update(ask: Ask) -> Reply:
    """The answer has the properties that were sent, as after every write; a reset one is gone."""
    body = existing(ask)
    check(ask.body, _body(ask))
    sent = ask.body["properties"]
    properties = _settled(ask, {**body["properties"], **sent}, _name(body))
    changed = {**body, "properties": properties, "updatedAt": ask.portal.now()}
    ask.portal.table(TABLE)[body["id"]] = changed
    return Reply(200, {**changed, "properties": _filled(sent)})


def _delete(ask: Ask) -> Reply:
    """A 204 also where there is no such campaign (HubSpot's description of the operation)."""
    guid = ask.args["campaign_guid"]
    if ask.portal.table(TABLE).pop(guid, None):
        forget(ask.portal, guid)
    return Reply(204)


def _name(body: dict[str, Json]) -> str:
    return str(body["properties"]["hs_name"])


def _shown(ask: Ask, body: dict[str, Json]) -> dict[str, Json]:
    """A campaign with the properties that the query names, unknown ones ignored; none where it names none."""
    named = {name for value in ask.query.get("properties", []) for name in value.split(",")}
    properties = {name: value for name, value in body["properties"].items() if name in named}
    return {**body, "properties": properties}


def _body(ask: Ask) -> Checker:
    values = both(mapping(text), value_of(Subject(ask.portal, "")))
    return object_of({"properties": values})


def _settled(ask: Ask, properties: dict[str, str], own: str = "") -> dict[str, str]:
    """The properties of a campaign after a write; `own` is the name that it had.

    Raises:
        Refusal: 400 without a name or where it ends before it starts, 409 for a name that another one has.
    """
    kept = _filled(properties)
    if not (name := kept.get("hs_name", "")).strip():
        raise Refusal(400, "hs_name is required")
    if kept.get("hs_end_date", "9") < kept.get("hs_start_date", ""):
        raise Refusal(400, "hs_end_date is before hs_start_date")
    if name != own and not ask.portal.has("shared-names"):
        _check_free(ask, name)
    return kept


def _check_free(ask: Ask, name: str) -> None:
    """Whether names are unique is unverified; with the variant `shared-names` a taken one is accepted."""
    if any(_name(body) == name for body in ask.portal.table(TABLE).values()):
        raise Refusal(409, f"A campaign named '{name}' already exists.", "OBJECT_ALREADY_EXISTS")


def _filled(properties: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in properties.items() if value}


def _new_id(portal: Portal) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{portal.id}/{portal.new_id()}"))


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list in place of what is there."""
    campaigns = portal.table(TABLE)
    campaigns.clear()
    campaigns.update({campaign["id"]: campaign for campaign in body["results"]})


LOADERS = {"/marketing/campaigns/<version>": _load, "/marketing/v3/campaigns": _load}
ROUTES: tuple[Route, ...] = (
    *served("GET", "", _list),
    *served("POST", "", _create),
    *served("GET", "/<campaign_guid>", _read),
    *served("PATCH", "/<campaign_guid>", _update),
    *served("DELETE", "/<campaign_guid>", _delete),
)
