"""Which association a filter follows from one object to another: HubSpot's ids, or a label by its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from revops.model.context import Names
from revops.model.json import Json
from revops.model.pairs import pair
from revops.model.spec import Symbol

SYMBOL: Final = "association"
"""Kind of symbol; its name is `contacts-deals/decision_maker`, seen from the first object."""
DEFAULT: Final = "default"
"""Stands for the association without a label, where its id differs by portal (custom objects)."""
_SHIPPED: Final = "HUBSPOT_DEFINED"
_USER: Final = "USER_DEFINED"

_BOTH_WAYS: Final = (
    ("contacts", "companies", 279, 280),
    ("contacts", "deals", 4, 3),
    ("contacts", "tickets", 15, 16),
    ("companies", "deals", 342, 341),
    ("companies", "tickets", 340, 339),
    ("deals", "tickets", 27, 28),
    ("deals", "line_items", 19, 20),
    ("leads", "contacts", 608, 609),
    ("leads", "companies", 610, 611),
    ("leads", "deals", 1037, 1038),
)
_SAME: Final = (("contacts", 449), ("companies", 450), ("deals", 451), ("tickets", 452))
"""Between records of one object one id serves both directions."""


def _shipped() -> dict[tuple[str, str], int]:
    there = {(one, other): number for one, other, number, _ in _BOTH_WAYS}
    back = {(other, one): number for one, other, _, number in _BOTH_WAYS}
    return there | back | {(name, name): number for name, number in _SAME}


UNLABELLED: Final[Mapping[tuple[str, str], int]] = MappingProxyType(_shipped())
"""From, to -> `associationTypeId` without a label, equal in all portals (HubSpot's associations guide)."""


def symbol(scope: str, other: str, label: str) -> Symbol | None:
    """What has to be looked up in the portal; None where HubSpot's id is known."""
    if not label and (scope, other) in UNLABELLED:
        return None
    return Symbol(SYMBOL, f"{pair(scope, other)}/{label or DEFAULT}")


def association(scope: str, other: str, label: str, names: Names) -> dict[str, Json]:
    """The members of a branch that say which association it follows.

    Raises:
        Unresolved: the portal does not have the label (yet).
    """
    wanted = symbol(scope, other, label)
    if wanted is None:
        return {"associationCategory": _SHIPPED, "associationTypeId": UNLABELLED[scope, other]}
    found = names.id(wanted.kind, wanted.name)
    # In a rehearsal the name stands for itself.
    number = int(found) if found.isdecimal() else found
    return {"associationCategory": _USER, "associationTypeId": number}


def label_of(branch: Mapping[str, Json], scope: str, other: str, names: Names) -> str | None:
    """The label that a branch follows, empty for none, or None where nobody has a name for it."""
    number = branch.get("associationTypeId")
    if branch.get("associationCategory") == _SHIPPED and UNLABELLED.get((scope, other)) == number:
        return ""
    known = names.name(SYMBOL, str(number)) or ""
    between, _, label = known.partition("/")
    if between != pair(scope, other):
        return None
    return "" if label == DEFAULT else label
