"""Where association types are kept: HubSpot's own, a portal's labels, and the limits on either.

A label is two types, one per direction, that come and go together (dossier H2, peers (f)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.surfaces.association_catalogue import SHIPPED, Definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.http import Ask, Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal, Table

USER: Final = "USER_DEFINED"
CATEGORIES: Final = ("HUBSPOT_DEFINED", "INTEGRATOR_DEFINED", USER, "WORK")


def made(portal: Portal) -> Table:
    """What people and integrations made, by type id; the ids are numbers of the portal's own."""
    return portal.table("association_types")


def limits(portal: Portal) -> Table:
    """Limits by `key_of`; a type without one is not in it."""
    return portal.table("association_limits")


def key_of(category: str, type_id: int) -> str:
    """HubSpot counts its own types like a portal's, so a number alone names two (peers (f))."""
    return f"{category}/{type_id}"


def ends(ask: Ask) -> tuple[ObjectType, ObjectType]:
    """The two object types in the path of a request."""
    one, other = (object_types.resolve(ask.portal, ask.args[name]) for name in ("from_type", "to_type"))
    return one, other


def every(portal: Portal) -> Iterator[Definition]:
    """Both directions of everything, a portal's labels newest first: HubSpot promises no order."""
    yield from reversed(list(made(portal).values()))
    yield from SHIPPED


def between(portal: Portal, one: ObjectType, other: ObjectType) -> list[Definition]:
    """The types from one object to the other, the unlabelled one last."""
    found = [d for d in every(portal) if (d["fromObjectTypeId"], d["toObjectTypeId"]) == (one.id, other.id)]
    return sorted(found, key=lambda definition: definition["label"] is None)


def find(
    portal: Portal, one: ObjectType, other: ObjectType, category: str, type_id: int
) -> Definition | None:
    """One type in one direction; under the inverse pair the same number is another type, or none."""
    for definition in between(portal, one, other):
        if (definition["category"], definition["typeId"]) == (category, type_id):
            return definition
    return None


def unlabelled(portal: Portal, one: ObjectType, other: ObjectType) -> Definition | None:
    return next((d for d in between(portal, one, other) if d["label"] is None), None)


def labels(portal: Portal, one: ObjectType, other: ObjectType) -> list[Definition]:
    """What counts against the cap: a paired label once, the unlabelled type not at all (peers (f))."""
    mine = [d for d in between(portal, one, other) if d["category"] == USER and d["label"] is not None]
    return [d for d in mine if one != other or d["typeId"] <= d["inverseTypeId"]]


def new_pair(
    portal: Portal, one: ObjectType, other: ObjectType, name: str, texts: tuple[str | None, str | None]
) -> list[Definition]:
    """Make a type per direction, and keep them; one for both where an object meets itself and text is one."""
    forward = int(portal.new_id())
    alone = one == other and texts[0] == texts[1]
    back = forward if alone else int(portal.new_id())
    rows = [_row(one, other, name, texts[0], (forward, back), portal)]
    if not alone:
        rows.append(_row(other, one, name, texts[1], (back, forward), portal))
    for row in rows:
        made(portal)[str(row["typeId"])] = row
    return rows


def _row(
    one: ObjectType, other: ObjectType, name: str, label: str | None, ids: tuple[int, int], portal: Portal
) -> Definition:
    return {
        "typeId": ids[0],
        "category": USER,
        "label": label,
        "name": name,
        "fromObjectTypeId": one.id,
        "toObjectTypeId": other.id,
        "inverseTypeId": ids[1],
        "createdAt": portal.now(),
    }


def relabel(portal: Portal, definition: Definition, label: str, inverse: str) -> None:
    """Set the texts of both sides; the name stays (peers (f))."""
    table = made(portal)
    other = table[str(definition["inverseTypeId"])]
    table[str(other["typeId"])] = {**other, "label": inverse}
    table[str(definition["typeId"])] = {**definition, "label": label}


def drop(portal: Portal, definition: Definition) -> None:
    """Both directions go, with their limits."""
    for type_id in {definition["typeId"], definition["inverseTypeId"]}:
        del made(portal)[str(type_id)]
        limits(portal).pop(key_of(USER, type_id), None)


def shown(definition: Definition) -> dict[str, Json]:
    """A type as every answer has it; never with its name (dossier H2)."""
    return {name: definition[name] for name in ("category", "typeId", "label")}
