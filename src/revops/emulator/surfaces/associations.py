"""Association labels, and how many a pair of objects may have (dossier H2, peers (f)).

The name of a label is kept and never shown: no answer of these operations has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.check import body_of, filled, integer, text, whole_number
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces import association_table as types

if TYPE_CHECKING:
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal
    from revops.emulator.surfaces.association_catalogue import Definition

MOST_LABELS: Final = 50
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def _list(ask: Ask) -> Reply:
    """One direction only."""
    one, other = types.ends(ask)
    return Reply(200, {"results": [types.shown(row) for row in types.between(ask.portal, one, other)]})


def _create(ask: Ask) -> Reply:
    """The types that it made, the inverse one first, as HubSpot's guide shows them."""
    one, other = types.ends(ask)
    sent = body_of(ask, {"label": text, "name": text}, {"inverseLabel": filled})
    _check_name(ask.portal, sent["name"])
    if not sent["label"].strip():
        return _answered(_unlabelled(ask.portal, one, other, sent["name"]))
    _check_room(ask.portal, one, other)
    texts = (sent["label"], sent.get("inverseLabel") or sent["label"])
    _check_texts(ask.portal, one, other, texts)
    if (one.custom or other.custom) and types.unlabelled(ask.portal, one, other) is None:
        types.new_pair(ask.portal, one, other, f"{one.id}_to_{other.id}", (None, None))
    return _answered(types.new_pair(ask.portal, one, other, sent["name"], texts))


def _answered(rows: list[Definition]) -> Reply:
    return Reply(200, {"results": [types.shown(row) for row in reversed(rows)]})


def _unlabelled(portal: Portal, one: ObjectType, other: ObjectType, name: str) -> list[Definition]:
    """An empty label makes the plain association of a custom object; elsewhere nobody has tried it."""
    if not (one.custom or other.custom) or types.unlabelled(portal, one, other):
        raise Refusal(400, "label must not be blank")
    return types.new_pair(portal, one, other, name, (None, None))


def _check_name(portal: Portal, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Refusal(400, f"name '{name}' must begin with a letter and hold letters, digits and _ only")
    if any(row["name"] == name for row in types.made(portal).values()):
        # A name is one label's in the whole portal (peers (f)); how HubSpot refuses another is unverified.
        raise Refusal(409, f"An association named '{name}' already exists.", "OBJECT_ALREADY_EXISTS")


def _check_room(portal: Portal, one: ObjectType, other: ObjectType) -> None:
    if len(types.labels(portal, one, other)) >= MOST_LABELS:
        told = f"No more than {MOST_LABELS} association types are allowed between {one.id} and {other.id}"
        raise Refusal(437, told)


def _check_texts(
    portal: Portal, one: ObjectType, other: ObjectType, texts: tuple[str, str], but: tuple[int, ...] = ()
) -> None:
    """Unverified: HubSpot's pages refuse a text that is taken; here the API does, per direction."""
    for label, (start, end) in zip(texts, ((one, other), (other, one)), strict=True):
        for row in types.between(portal, start, end):
            if row["label"] == label and row["typeId"] not in but:
                raise Refusal(409, f"A label '{label}' already exists.", "OBJECT_ALREADY_EXISTS")


def _existing(ask: Ask, type_id: int) -> Definition:
    one, other = types.ends(ask)
    found = types.find(ask.portal, one, other, types.USER, type_id)
    if found:
        return found
    if any(row["typeId"] == type_id for row in types.between(ask.portal, one, other)):
        raise Refusal(400, f"Association type {type_id} is HubSpot's own and cannot be changed")
    raise Refusal(404, f"No association type {type_id} from {one.id} to {other.id}", "OBJECT_NOT_FOUND")


def _update(ask: Ask) -> Reply:
    """Without `inverseLabel` the label is put on both sides (peers (f))."""
    sent = body_of(ask, {"associationTypeId": integer, "label": filled}, {"inverseLabel": filled})
    row = _existing(ask, sent["associationTypeId"])
    label, inverse = sent["label"], sent.get("inverseLabel") or sent["label"]
    if row["label"] is None:
        raise Refusal(400, "The unlabelled association has no label to change")
    if row["typeId"] == row["inverseTypeId"] and label != inverse:
        # Unverified: whether a label without sides can be given two.
        raise Refusal(400, "A label with one side cannot have an inverseLabel of its own")
    _check_texts(ask.portal, *types.ends(ask), (label, inverse), (row["typeId"], row["inverseTypeId"]))
    types.relabel(ask.portal, row, label, inverse)
    return Reply(204)


def _delete(ask: Ask) -> Reply:
    type_id = whole_number(ask.args["type_id"])
    if type_id is None:
        raise Refusal(400, "associationTypeId must be an integer")
    row = _existing(ask, type_id)
    one, other = types.ends(ask)
    if row["label"] is None and types.labels(ask.portal, one, other):
        told = f"Definition with label still exists; Cannot delete unlabeled type {row['typeId']}"
        raise Refusal(400, told)
    types.drop(ask.portal, row)
    return Reply(204)


def _usage(ask: Ask) -> Reply:
    """One entry per direction of each pair that has a label; a pair without any is not listed (peers (f))."""
    wanted = [_asked_for(ask, name) for name in ("fromObjectTypeId", "toObjectTypeId")]
    rows = [row for row in types.made(ask.portal).values() if row["label"] is not None]
    pairs = dict.fromkeys((row["fromObjectTypeId"], row["toObjectTypeId"]) for row in rows)
    found = [
        pair
        for pair in pairs
        if all(not asked or asked == end for asked, end in zip(wanted, pair, strict=True))
    ]
    return Reply(200, {"results": [_measured(ask.portal, *pair) for pair in found]})


def _asked_for(ask: Ask, name: str) -> str:
    given = ask.one(name)
    return object_types.resolve(ask.portal, given).id if given else ""


def _measured(portal: Portal, start: str, end: str) -> dict[str, Json]:
    one, other = object_types.resolve(portal, start), object_types.resolve(portal, end)
    found = [row["label"] for row in types.labels(portal, one, other)]
    return {
        "fromObjectType": _named(one),
        "toObjectType": _named(other),
        "limit": MOST_LABELS,
        "usage": len(found),
        "percentage": round(100 * len(found) / MOST_LABELS, 2),
        "allLabels": found,
    }


def _named(kind: ObjectType) -> dict[str, Json]:
    return {"objectTypeId": kind.id, "singularLabel": kind.singular, "pluralLabel": kind.plural}


_ANY: Final = object_types.record_reads()
"""Any one scope on records suffices for every operation here (HubSpot's API description)."""
_TIER: Final = "professional"
"""From here on a portal has labels of its own (HubSpot's knowledge base, "association labels")."""

_LABELS: Final = tuple(
    route
    for base, versions in (
        ("/crm/associations/{version}/<from_type>/<to_type>/labels", ("2026-09", "2026-03", "v4")),
        ("/crm/v4/associations/<from_type>/<to_type>/labels", ("v4",)),
    )
    for route in (
        Route("GET", base, _list, versions, _ANY),
        Route("POST", base, _create, versions, _ANY, tier=_TIER, write=True),
        Route("PUT", base, _update, versions, _ANY, tier=_TIER, write=True),
        Route("DELETE", f"{base}/<type_id>", _delete, versions, _ANY, tier=_TIER, write=True),
    )
)
ROUTES = (
    *_LABELS,
    Route("GET", "/crm/limits/{version}/associations/labels", _usage, ("2026-09", "2026-03"), _ANY),
    Route("GET", "/crm/v3/limits/associations/labels", _usage, ("v3",), _ANY),
)
