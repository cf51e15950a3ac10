"""What a change is about, for people who do not know addresses: whose it is, on which object, its label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from revops.model.change import Change
from revops.model.json import Json
from revops.model.label import title_of

DEPARTMENTS: Final = ("marketing", "sales", "customer-success", "project")
"""In the order in which a customer meets them; `project` is what belongs to none of them."""

_OF_ROW: Final = {"M": "marketing", "S": "sales", "C": "customer-success"}
"""First letters of the operating model's row ids (blueprints/README.md)."""

_WITHOUT_SCOPE: Final = ("lifecycle", "object")
"""Kinds whose name is the object type."""


@dataclass(frozen=True)
class Subject:
    """`object` is HubSpot's name of the object type, empty for what concerns the whole portal."""

    kind: str = ""
    object: str = ""
    department: str = "project"
    label: str = ""


def subject_of(change: Change) -> Subject:
    """Department by pack or row ids, object by address or unit, label from the blueprint, else HubSpot."""
    address = change.address
    units = _units(change)
    named = address.name if address.kind in _WITHOUT_SCOPE else str(units.get("object", ""))
    return Subject(address.kind, address.scope or named, _department(change), title_of(units))


def _units(change: Change) -> Mapping[str, Json]:
    there = change.actual.units if change.actual else {}
    wanted = change.resource.units if change.resource else {}
    return {**there, **wanted}


def _department(change: Change) -> str:
    if not change.resource:
        return "project"
    if change.resource.pack in DEPARTMENTS:
        return change.resource.pack
    return _of_rows(change.resource.ref)


def _of_rows(rows: Iterable[str]) -> str:
    return next((_OF_ROW[row[0]] for row in rows if row[:1] in _OF_ROW), "project")
