"""Which members the rows of a recorded body must have, so that the emulator can work with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from revops.emulator.check import anything as whatever
from revops.emulator.check import boolean, check, filled, integer, list_of, mapping, text
from revops.emulator.http import Json, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.check import Checker

_OBJECT: Final = mapping(whatever)
_STAGES: Final = list_of(_OBJECT)
_NAMED: Final[Mapping[str, Checker]] = {"id": filled, "name": text}
_ROWS: Final[tuple[tuple[str, Mapping[str, Checker]], ...]] = (
    # path, members of a row
    (r"/crm/properties/[^/]+/[^/]+/groups", {"name": filled, "label": text}),
    (
        r"/crm/properties/[^/]+/[^/]+",
        {"name": filled, "label": text, "type": filled, "fieldType": filled, "groupName": text},
    ),
    (
        r"/crm/pipelines/[^/]+/[^/]+",
        {"id": filled, "label": text, "displayOrder": integer, "stages": _STAGES, "createdAt": text},
    ),
    (r"/crm/property-validations/[^/]+/[^/]+", {"propertyName": filled}),
    (r"/crm/associations/[^/]+/[^/]+/[^/]+/labels", {"category": filled, "typeId": integer}),
    (
        r"/(crm-object-schemas/[^/]+|crm/v3)/schemas",
        {"name": filled, "objectTypeId": filled, "labels": _OBJECT},
    ),
    (r"/crm/owners/[^/]+", {"id": filled, "archived": boolean}),
    (r"/crm/lists/[^/]+", {"listId": filled, "name": text, "processingType": filled, "objectTypeId": filled}),
    (r"/settings/users/[^/]+(/teams)?", {"id": filled}),
    (r"/settings/teams/[^/]+", _NAMED),
    (r"/marketing/(emails/[^/]+|v3/emails)", _NAMED),
    (r"/marketing/(forms/[^/]+|v3/forms)", _NAMED),
    (r"/marketing/(campaigns/[^/]+|v3/campaigns)", {"id": filled, "properties": _OBJECT}),
    (r"/automation/sequences/[^/]+", {**_NAMED, "userId": filled}),
    (r"/automation/[^/]+/flows", {"id": filled, "objectTypeId": filled}),
    (
        r"/marketing/lead-scoring/[^/]+/scores",
        {**_NAMED, "scoredObjectTypeId": filled, "lastConfigurationChangeTimestamp": text},
    ),
)
_BODIES: Final[tuple[tuple[str, Mapping[str, Checker]], ...]] = (
    (
        r"/automation/[^/]+/flows/[^/]+",
        {
            "id": filled,
            "name": text,
            "type": filled,
            "objectTypeId": filled,
            "revisionId": filled,
            "updatedAt": text,
            "actions": list_of(_OBJECT),
        },
    ),
    (
        r"/marketing/lead-scoring/[^/]+/scores/[^/]+(/draft)?",
        {
            "id": filled,
            "name": text,
            "objectTypeId": filled,
            "groupConfigs": list_of(_OBJECT),
            "outputConfiguration": _OBJECT,
        },
    ),
)


def check_rows(path: str, body: Mapping[str, Json]) -> None:
    """Refuse a body that lacks what the emulator needs of it.

    Raises:
        Refusal: 400 that names path and place.
    """
    place = path.partition("?")[0]
    for pattern, members in _BODIES:
        if re.fullmatch(pattern, place):
            _check(path, body, members, "")
    wanted = next((members for pattern, members in _ROWS if re.fullmatch(pattern, place)), None)
    if wanted is None:
        return
    rows = next((body[name] for name in ("results", "lists") if name in body), None)
    if not isinstance(rows, list):
        raise Refusal(400, f"{path}: the body has no list of results")
    for number, row in enumerate(rows):
        _check(path, row, wanted, f"[{number}]")


def _check(path: str, row: Json, members: Mapping[str, Checker], where: str) -> None:
    try:
        check(row, _OBJECT, where)
        for name, checker in members.items():
            check(row.get(name), checker, f"{where}.{name}".lstrip("."))
    except Refusal as refusal:
        raise Refusal(400, f"{path}: {refusal}") from refusal
