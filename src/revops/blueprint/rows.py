"""Which entries answer which rows of the operating model (`ref:`), in every section of a blueprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from revops.blueprint.load import Blueprint
from revops.blueprint.sheet import at
from revops.kinds.operating import OPERATING
from revops.model.address import Address, Origin
from revops.model.json import Json
from revops.model.label import title_of

_NAMES = ("title", "term")
"""Fields by which people call an entry of the operating model."""


@dataclass(frozen=True)
class Row:
    """One row id at one entry."""

    ref: str
    section: str
    address: Address
    title: str
    """In the locale that the blueprint was loaded for; empty where nobody gave the entry one."""
    origin: Origin
    agreed: bool = False
    """True for an entry of the operating model: people agreed on it, and HubSpot holds nothing of it."""

    @property
    def key(self) -> str:
        return self.address.name


def rows(blueprint: Blueprint, locale: str) -> tuple[Row, ...]:
    """A row for every `ref` of every entry, sorted by row id and address.

    Args:
        blueprint: loaded without errors.
        locale: the one that it was loaded for.
    """
    found = [*_made(blueprint), *agreed(blueprint, locale)]
    return tuple(sorted(found, key=lambda row: (row.ref, row.agreed, row.address)))


def _made(blueprint: Blueprint) -> Iterator[Row]:
    for one in blueprint.resources:
        section = str(blueprint.trails.get(one.address, ("",))[0])
        for ref in one.ref:
            yield Row(ref, section, one.address, title_of(one.units), one.origin)


def agreed(blueprint: Blueprint, locale: str) -> Iterator[Row]:
    """The rows of the sections that make nothing in HubSpot."""
    for kind in OPERATING:
        for trail in blueprint.sheet.entries(kind.section):
            entry, address = at(blueprint.sheet.data, trail), Address(kind.name, "", str(trail[-1]))
            origin = blueprint.sheet.origin(trail)
            for ref in _refs(entry):
                yield Row(ref, kind.section, address, _title(entry, locale), origin, agreed=True)


def _refs(entry: Mapping[str, Json]) -> list[str]:
    ref = entry.get("ref") or []
    return [ref] if isinstance(ref, str) else ref


def _title(entry: Mapping[str, Json], locale: str) -> str:
    text = next((entry[name] for name in _NAMES if name in entry), "")
    return str(text[locale] if isinstance(text, Mapping) else text)
