"""The property surface: definitions of properties, one at a time (dossier B, peers (f))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.check import check
from revops.emulator.formulas import parse
from revops.emulator.http import Ask, Handlers, Json, Refusal, Reply
from revops.emulator.spelling import Speller
from revops.emulator.surfaces import property_rules as rules
from revops.emulator.surfaces.property_defaults import defaults
from revops.emulator.surfaces.property_tables import (
    Property,
    active,
    archived,
    existing,
    find,
    missing,
    name_group,
    new_property,
    set_options,
)
from revops.emulator.surfaces.property_uses import refuse_in_use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

__all__ = ["LOADERS", "ROUTES", "create", "defaults", "find", "set_options", "shown"]

RENEW, REFUSE = "renew-archived-property", "refuse-archived-property"
"""Variants of what a create of an archived name does (dossier P1); revived without them."""


def _list(ask: Ask) -> Reply:
    kind, level = object_types.of(ask), sensitivity(ask)
    table = archived if ask.flag("archived") else active
    results = [body for body in table(ask.portal, kind).values() if _level(body) == level]
    return Reply(200, {"results": results})


def sensitivity(ask: Ask) -> str:
    """The list a read asks for: each holds one sensitivity (peers (f))."""
    level = ask.one("dataSensitivity", "non_sensitive")
    if level not in rules.SENSITIVITIES:
        raise Refusal(400, f"dataSensitivity must be one of: {', '.join(rules.SENSITIVITIES)}")
    return level


def _level(body: Mapping[str, Json]) -> str:
    return str(body.get("dataSensitivity", "non_sensitive"))


def shown(portal: Portal, kind: ObjectType, name: str, level: str, *, in_bin: bool) -> Property:
    """One definition under exactly that sensitivity and archived flag, or a 404 (peers (f))."""
    body: Property | None = (archived if in_bin else active)(portal, kind).get(name)
    if body is None or _level(body) != level:
        raise missing(kind, name)
    return body


def _read(ask: Ask) -> Reply:
    kind, in_bin = object_types.of(ask), ask.flag("archived")
    return Reply(200, shown(ask.portal, kind, ask.args["name"], sensitivity(ask), in_bin=in_bin))


def _create(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    check(ask.body, rules.CREATE)
    body = create(ask.portal, kind, ask.body)
    return Reply(201, body, {"Location": f"{ask.path.rstrip('/')}/{body['name']}"})


def create(portal: Portal, kind: ObjectType, sent: Mapping[str, Json]) -> Property:
    """Create a property from a body whose shape was checked, and give what HubSpot answers.

    Number literals of a formula are echoed here as they were sent; reads show them reprinted (peers (f)).
    """
    name = sent["name"]
    if name in active(portal, kind):
        raise Refusal(
            409,
            f"A property named '{name}' already exists.",
            "OBJECT_ALREADY_EXISTS",
            "Properties.PROPERTY_WITH_NAME_EXISTS",
        )
    calculated = _calculated(sent)
    rules.created(portal, kind, calculated)
    body = {**new_property(portal, calculated), **_revived(portal, kind, name)}
    return _keep(portal, kind, body)


def _revived(portal: Portal, kind: ObjectType, name: str) -> Property:
    """What an archived definition leaves to one created under its name: its `createdAt` (peers (f))."""
    table = archived(portal, kind)
    if name not in table or portal.has(RENEW):
        return {}
    if portal.has(REFUSE):
        raise Refusal(400, f"A property named '{name}' was archived and its name cannot be used for 90 days")
    return {"createdAt": table.pop(name)["createdAt"]}


def _calculated(sent: Mapping[str, Json]) -> dict[str, Json]:
    """A formula makes the property a calculation, whatever field type was sent (dossier B2)."""
    if "calculationFormula" not in sent:
        return dict(sent)
    return {"options": [], **sent, "fieldType": "calculation_equation"}


def _keep(portal: Portal, kind: ObjectType, body: Property) -> Property:
    """Store a definition, its formula in HubSpot's spelling, and give the one to answer with."""
    table = active(portal, kind)
    if "calculationFormula" not in body or body.get("hubspotDefined"):
        table[body["name"]] = body
        return body
    tree = parse(body["calculationFormula"])
    table[body["name"]] = {**body, "calculationFormula": _speller(table, numbers=True).spell(tree)}
    return {**body, "calculationFormula": _speller(table, numbers=False).spell(tree)}


def _speller(table: Mapping[str, Property], *, numbers: bool) -> Speller:
    return Speller(lambda name: table[name]["type"] in ("string", "phone_number"), numbers=numbers)


def _update(ask: Ask) -> Reply:
    kind, name = object_types.of(ask), ask.args["name"]
    body = existing(ask.portal, kind, name)
    check(ask.body, rules.UPDATE)
    sent = {key: ask.body[key] for key in rules.KEPT_ON_UPDATE if ask.body.get(key) is not None}
    _refuse_read_only(body, sent)
    merged = {**body, **_calculated_update(sent)}
    rules.updated(ask.portal, kind, merged)
    stamp = {"updatedAt": ask.portal.now(), "updatedUserId": ask.portal.user_id}
    return Reply(200, _keep(ask.portal, kind, {**merged, **stamp}))


def _calculated_update(sent: dict[str, Json]) -> dict[str, Json]:
    if "calculationFormula" not in sent:
        return sent
    return {**sent, "fieldType": "calculation_equation", "calculated": True}


def _refuse_read_only(body: Property, sent: dict[str, Json]) -> None:
    """Refuse changes to what `modificationMetadata` locks (dossier B5; the refusal's body is unverified).

    A value that is the one already there passes.
    """
    metadata = body.get("modificationMetadata", {})
    changed = {key for key, value in sent.items() if body.get(key) != value}
    if metadata.get("readOnlyDefinition") and changed - {"options"}:
        raise Refusal(400, f"The definition of property {body['name']} is read only")
    if metadata.get("readOnlyOptions") and "options" in changed:
        raise Refusal(400, f"The options of property {body['name']} are read only")


def _archive(ask: Ask) -> Reply:
    kind, name = object_types.of(ask), ask.args["name"]
    existing(ask.portal, kind, name)
    archive(ask.portal, kind, name)
    return Reply(204)


def archive(portal: Portal, kind: ObjectType, name: str) -> None:
    """Move an active property to the recycle bin, unless it is HubSpot's or in use."""
    body = existing(portal, kind, name)
    if body.get("hubspotDefined"):
        raise Refusal(400, f"Property {name} cannot be archived")
    refuse_in_use(portal, kind, name)
    del active(portal, kind)[name]
    now = portal.now()
    archived(portal, kind)[name] = {**body, "archived": True, "archivedAt": now, "updatedAt": now}


def _load(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list, or the schema of an object with its properties, in place of what is there.

    A list of archived or of sensitive ones, as the query tells, stands beside the others.
    """
    kind = object_types.resolve(portal, args["object_type"])
    if not {"archived", "dataSensitivity"} & {*args}:
        active(portal, kind).clear()
        archived(portal, kind).clear()
    for one in body.get("results", body.get("properties", [])):
        if one.get("archived") or args.get("archived") == "true":
            archived(portal, kind)[one["name"]] = one
        else:
            active(portal, kind)[one["name"]] = one
            name_group(portal, kind, one["groupName"])


LOADERS = {
    "/crm/properties/<version>/<object_type>": _load,
    "/crm/v3/properties/<object_type>": _load,
    "/crm/v3/schemas/<object_type>": _load,
    "/crm-object-schemas/<version>/schemas/<object_type>": _load,
}
DATED, V3 = ("2026-09", "2026-03"), ("v3",)
BASES = (("/crm/properties/{version}/<object_type>", DATED), ("/crm/v3/properties/<object_type>", V3))
"""The twins of this API and their versions (dossier A3)."""
READ, WRITE = object_types.schema_read, object_types.schema_write
_HANDLERS = Handlers(_list, _create, _read, _update, _archive)
ROUTES = tuple(_HANDLERS.routes(BASES, "<name>", READ, WRITE))
