"""A property under another name: HubSpot never changes the name, so a new one gets the old one's values."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.kinds.objects import path_word
from revops.kinds.properties import retired
from revops.kinds.properties.options import split
from revops.kinds.wire import property_name
from revops.model.address import Address
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.spec import Resource

_PLAIN: Final = "non_sensitive"
_MULTIPLE: Final = "checkbox"
"""The field whose records may hold several options (dossier B3)."""


@dataclass(frozen=True)
class Copying:
    """The way of the values from one property to another, by the names that this portal has for them."""

    new: Address
    old: Address
    objects: str
    source: str
    target: str
    lacking: bool = True
    """True: only records that have no value of the new property."""

    @property
    def filters(self) -> Sequence[Json]:
        """What a search asks for the records (dossier J2)."""
        held = {"propertyName": self.source, "operator": "HAS_PROPERTY"}
        return (
            [held, {"propertyName": self.target, "operator": "NOT_HAS_PROPERTY"}] if self.lacking else [held]
        )

    @property
    def rehearsed(self) -> Mapping[str, Json]:
        """What such a record holds."""
        return {self.source: "<value>", self.target: None}

    def gets(self, held: Mapping[str, Json]) -> Mapping[str, Json]:
        """The old value, where there is one and no new one."""
        value = held.get(self.source)
        return {self.target: value} if value and not held.get(self.target) else {}

    def differs(self, held: Mapping[str, Json]) -> bool:
        """Whether a record holds an old value that the new property does not show."""
        return bool(held.get(self.source)) and held.get(self.source) != held.get(self.target)


def copies(addresses: Container[Address], context: Context) -> list[Copying]:
    """The ways that end, or start, at one of these properties."""
    return [
        Copying(
            new,
            old,
            path_word(new.scope, context),
            property_name(PropertyRef(old.scope, old.name), context),
            property_name(PropertyRef(new.scope, new.name), context),
        )
        for new, old in context.renamed.items()
        if new in addresses or old in addresses
    ]


def unfit(
    one: Copying, old: Mapping[str, Json], new: Mapping[str, Json] | None, wanted: Resource
) -> Finding | None:
    """Why the values cannot be copied.

    Args:
        one: from where to where.
        old: HubSpot's row of the old property.
        new: that of the new one; None where it is not made yet.
        wanted: what the blueprint wants of the new one.
    """
    closed = _closed(one, old, new or _as_wanted(wanted))
    if closed:
        hint = f"take the line out of moved:, and name {one.old} under removed: if its values may go"
        return _finding("RV970", one, closed, hint)
    unlike = _unlike(old, new or _as_wanted(wanted), wanted)
    if unlike:
        hint = f"describe {one.new} like {one.old}, and change what is allowed once the values are copied"
        return _finding("RV971", one, unlike, hint)
    return None


def _as_wanted(wanted: Resource) -> dict[str, Json]:
    """The row that the new property will have, as far as it matters here."""
    return {**wanted.units, "calculated": "calculationFormula" in wanted.units}


def _closed(one: Copying, old: Mapping[str, Json], new: Mapping[str, Json]) -> str:
    for address, row in ((one.old, old), (one.new, new)):
        if why := retired.unwritable(row):
            return f"{address}: {why}"
        if row.get("dataSensitivity", _PLAIN) != _PLAIN:
            return f"{address} is sensitive, and no source says whether a search finds its values"
    return ""


def _unlike(old: Mapping[str, Json], new: Mapping[str, Json], wanted: Resource) -> str:
    if new.get("type", old["type"]) != old["type"]:
        return f"one is of type {old['type']}, the other of type {new['type']}"
    if old.get("fieldType") == _MULTIPLE and new.get("fieldType", _MULTIPLE) != _MULTIPLE:
        return (
            f"a record may hold several options of a {_MULTIPLE} field, and one of a {new['fieldType']} field"
        )
    offered = {*_values(new), *(option[0] for path in wanted.units if (option := split(path)))}
    listed = old["type"] == "enumeration" and not old.get("externalOptions")
    missing = [value for value in _values(old) if value not in offered] if listed else []
    return f"the new one does not have the options {', '.join(missing)}" if missing else ""


def _values(row: Mapping[str, Json]) -> Iterator[str]:
    yield from (option["value"] for option in row.get("options") or ())


def _finding(code: str, one: Copying, why: str, hint: str) -> Finding:
    told = f"the values of {one.old} are not copied to {one.new}: {why}"
    return Finding(code, Severity.WARNING, told, hint, one.new)
