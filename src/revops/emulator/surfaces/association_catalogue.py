"""The associations that HubSpot defines between its main objects, with their type ids.

Source: HubSpot's associations guide, table "Association type ID values". Left out are activities, commerce
objects but line items, and the labelled ones besides Primary, whose words on either side no source gives.
"""

from __future__ import annotations

from typing import Any, Final

Json = Any
Definition = dict[str, Json]

CATEGORY: Final = "HUBSPOT_DEFINED"
_PRIMARY: Final = "Primary"

_CROSS: Final = (
    # from, to, type id, type id the other way round
    ("0-1", "0-2", 279, 280),
    ("0-1", "0-3", 4, 3),
    ("0-1", "0-5", 15, 16),
    ("0-2", "0-3", 342, 341),
    ("0-2", "0-5", 340, 339),
    ("0-3", "0-5", 27, 28),
    ("0-3", "0-8", 19, 20),
    ("0-136", "0-1", 608, 609),
    ("0-136", "0-2", 610, 611),
    ("0-136", "0-3", 1037, 1038),
    ("0-162", "0-1", 798, 799),
    ("0-162", "0-2", 792, 793),
    ("0-162", "0-3", 794, 795),
    ("0-162", "0-5", 796, 797),
    ("0-410", "0-1", 860, 861),
    ("0-410", "0-2", 938, 939),
    ("0-410", "0-3", 862, 863),
    ("0-410", "0-5", 940, 941),
    ("0-420", "0-1", 882, 883),
    ("0-420", "0-2", 884, 885),
    ("0-420", "0-3", 886, 887),
    ("0-420", "0-5", 942, 943),
    ("0-421", "0-1", 906, 907),
    ("0-421", "0-2", 908, 909),
    ("0-421", "0-3", 944, 945),
    ("0-421", "0-5", 946, 947),
)
_PRIMARIES: Final = (
    ("0-1", "0-2", 1, 2),
    ("0-3", "0-2", 5, 6),
    ("0-5", "0-2", 26, 25),
)
_SAME: Final = (("0-1", 449), ("0-2", 450), ("0-3", 451), ("0-5", 452))
"""Between two records of one object there is one type for both directions."""


def _definition(one: str, other: str, type_id: int, inverse: int, label: str | None) -> Definition:
    return {
        "typeId": type_id,
        "category": CATEGORY,
        "label": label,
        "fromObjectTypeId": one,
        "toObjectTypeId": other,
        "inverseTypeId": inverse,
    }


def _all() -> list[Definition]:
    found = [_definition(one, one, type_id, type_id, None) for one, type_id in _SAME]
    for rows, label in ((_PRIMARIES, _PRIMARY), (_CROSS, None)):
        for one, other, forward, back in rows:
            found += [
                _definition(one, other, forward, back, label),
                _definition(other, one, back, forward, label),
            ]
    return found


SHIPPED: Final[tuple[Definition, ...]] = tuple(_all())
"""One row per direction, those with a label first."""
