"""Association types as a portal told them: labels by direction, names by schema, limits by type.

No answer says which type is the other side of which. Both sides of a label have one name (peers (f)), and
where no schema told it they are taken to have been made one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.surfaces import association_table as types
from revops.emulator.surfaces.association_catalogue import SHIPPED
from revops.emulator.surfaces.schema_table import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from revops.emulator.http import Json
    from revops.emulator.portal import Portal

Row = dict[str, "Json"]
_ENDS: Final = ("fromObjectTypeId", "toObjectTypeId")
_SHIPPED: Final = {types.key_of(row["category"], row["typeId"]) for row in SHIPPED}


def of_schema(portal: Portal, type_id: str, listed: Sequence[Row]) -> list[Row]:
    """Note the names that a schema tells; what is left over leads to activities and is given back."""
    activities = []
    for row in listed:
        ends = {row[end] for end in _ENDS}
        if type_id.startswith("2-") and ends & {*ACTIVITIES}:
            activities.append(row)
        elif any(end.startswith("2-") for end in ends) or not _is_shipped(row):
            _keep(portal, types.USER, int(row["id"]), row)
    return activities


def _is_shipped(row: Row) -> bool:
    """Whether HubSpot's own type of this id leads the same way; a schema tells no category."""
    return any(
        (one["typeId"], *(one[end] for end in _ENDS)) == (int(row["id"]), *(row[end] for end in _ENDS))
        for one in SHIPPED
    )


def _labels(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """One direction of a pair. HubSpot's own types are those of the catalogue."""
    one, other = (object_types.resolve(portal, args[end]) for end in ("from_type", "to_type"))
    for row in body["results"]:
        if types.key_of(row["category"], row["typeId"]) not in _SHIPPED:
            told = {
                "label": row.get("label"),
                "labelled": True,
                **dict(zip(_ENDS, (one.id, other.id), strict=True)),
            }
            _keep(portal, row["category"], row["typeId"], told)


def _keep(portal: Portal, category: str, type_id: int, told: Row) -> None:
    table = types.made(portal)
    key = str(type_id) if category == types.USER else types.key_of(category, type_id)
    known = {"label": None, "name": "", "inverseTypeId": type_id, "createdAt": portal.now()}
    own = {name: told[name] for name in ("label", "labelled", "name", "createdAt", *_ENDS) if name in told}
    table[key] = {**known, **table.get(key, {}), **own, "typeId": type_id, "category": category}


def pair_up(portal: Portal) -> None:
    """Tell every type its other side. What no list of labels had is a name of a type that is not shown."""
    table = types.made(portal)
    listed = {key: row for key, row in table.items() if row.pop("labelled", False) or _is_plain(row)}
    for key in [key for key in table if key not in listed]:
        del table[key]
    for key, row in listed.items():
        others = [other for other in listed.values() if _is_turned(row, other)]
        name = row["name"] or f"association_{row['typeId']}"
        table[key] = {**row, "name": name, "inverseTypeId": _inverse(row, others)}


def _is_plain(row: Row) -> bool:
    """An association of a custom object, which its schema tells."""
    return any(row[end].startswith("2-") for end in _ENDS)


def _is_turned(row: Row, other: Row) -> bool:
    """Whether a type leads back, and has a label where the other one does."""
    back = (row[_ENDS[0]], row[_ENDS[1]]) == (other[_ENDS[1]], other[_ENDS[0]])
    return back and (row["label"] is None) == (other["label"] is None)


def _inverse(row: Row, others: Sequence[Row]) -> int:
    """The side of the same name, else the nearest type that has none; the type itself where it is alone."""
    own: int = row["typeId"]
    rest = [one for one in others if one["typeId"] != own]
    named = [one["typeId"] for one in rest if row["name"] and one["name"] == row["name"]]
    if named:
        return int(named[0])
    if row["name"] and row["label"] is not None:
        return own
    near = sorted((abs(one["typeId"] - own), one["typeId"]) for one in rest)
    return int(near[0][1]) if near else own


def _limits(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    for row in body["results"]:
        limit = row.get("userEnforcedMaxToObjectIds")
        if limit is not None:
            key = types.key_of(row["category"], row["typeId"])
            types.limits(portal)[key] = {"maxToObjectIds": limit}


_ASSOCIATIONS = "/crm/associations/<version>"
LOADERS = {
    f"{_ASSOCIATIONS}/<from_type>/<to_type>/labels": _labels,
    f"{_ASSOCIATIONS}/definitions/configurations/all": _limits,
}
