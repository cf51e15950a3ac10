"""What pulled entries speak of: the properties in their conditions, steps, rules and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from revops.cli.harvest import Piece
from revops.kinds.objects import role_properties
from revops.kinds.properties.formula import references
from revops.kinds.properties.tokens import FormulaError
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.objects import HOST

_PROPERTY: Final = re.compile(r"([^\s.]+)\.([^\s.]+)")
"""OBJECT.PROPERTY, as entries name it."""


def references_of(pieces: Iterable[Piece]) -> set[PropertyRef]:
    """What the entries may speak of as properties: in conditions, steps, rules and formulas."""
    found: set[PropertyRef] = set()
    for piece in pieces:
        found.update(_named(piece.entry))
        if piece.address.kind == HOST:
            found.update(PropertyRef(piece.address.name, name) for name in role_properties(piece.entry))
        if piece.address.kind == "property":
            found.update(PropertyRef(piece.address.scope, name) for name in _read(piece.entry))
        if piece.address.kind == "validation":
            found.add(PropertyRef(piece.address.scope, piece.address.name))
    return found


def _named(value: Json) -> Iterator[PropertyRef]:
    """Every text and every key that has the form of a property; which of them are some, the portal tells."""
    if isinstance(value, str):
        found = _PROPERTY.fullmatch(value)
        yield from [PropertyRef(found[1], found[2])] if found else []
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _named(key)
            yield from _named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named(part)


def _read(entry: Mapping[str, Json]) -> set[str]:
    """The properties that a property's formula and currency read."""
    currency = {entry["currencyPropertyName"]} if entry.get("currencyPropertyName") else set()
    try:
        return currency | references(entry.get("calculationFormula") or "0")
    except FormulaError:
        return currency
