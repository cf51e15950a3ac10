"""Two sides by address and unit: what only one has, and what differs (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from revops.engine.merge import equal
from revops.model.address import Address
from revops.model.change import UnitChange
from revops.model.comparison import Comparison, Differing, Lone, Side, Thing, Units, Unreadable
from revops.model.json import MISSING, Json, Missing
from revops.model.spec import Resource

_NOTHING: Final[tuple[Json, ...]] = ("", None, (), [], {})
"""Values that say as much as a unit that is not there; so does no, but not the number 0, which equals it."""


def compared(left: Side, right: Side) -> Comparison:
    """Both sides, unit by unit."""
    return Comparison(
        left,
        right,
        tuple(_lone(left, right)),
        tuple(_lone(right, left)),
        tuple(_differing(left, right)),
        tuple(_unreadable(left, right)),
    )


def _lone(one: Side, other: Side) -> Iterator[Lone]:
    """What HubSpot ships is nobody's work; a blueprint does not manage all that a portal has."""
    dark = {address for side in (one, other) for pair in _dark(side, one, other) for address in pair}
    for address in sorted(one.things.keys() - other.things.keys() - dark):
        thing, place = one.things[address], (address.kind, address.scope)
        if not thing.shipped and place not in other.unread:
            yield Lone(thing, other.doubts.get(place, ""))


def _dark(side: Side, one: Side, other: Side) -> Iterator[tuple[Address, Address]]:
    """What a side does not show, and what the opposite side has of it: the same address, else the name."""
    opposite = other if side is one else one
    for address, thing in sorted(side.things.items()):
        if thing.unreadable:
            named = (a for a, its in opposite.things.items() if _is_called(a, its, thing))
            twin = address if address in opposite.things else next(named, None)
            if twin is not None:
                yield address, twin


def _is_called(address: Address, its: Thing, thing: Thing) -> bool:
    name = thing.units.get("name")
    return bool(name) and address.kind == thing.address.kind and its.units.get("name") == name


def _differing(left: Side, right: Side) -> Iterator[Differing]:
    for address in sorted(left.things.keys() & right.things.keys()):
        one, other = left.things[address], right.things[address]
        units = tuple(_units(left, right, one.units, other.units))
        if units and not (one.unreadable or other.unreadable):
            yield Differing(address, units)


def _unreadable(left: Side, right: Side) -> Iterator[Unreadable]:
    for side in (left, right):
        for address, twin in _dark(side, left, right):
            yield Unreadable(twin, side.name, side.things[address].unreadable)


def _units(left: Side, right: Side, one: Units, other: Units) -> Iterator[UnitChange]:
    paths: Iterable[str] = dict.fromkeys([*one, *other])
    if left.only_managed:
        paths = one
    elif right.only_managed:
        paths = other
    for path in paths:
        before, after = one.get(path, MISSING), other.get(path, MISSING)
        if not _says_the_same(path, before, after):
            yield UnitChange(path, before, after)


def _says_the_same(path: str, before: Json | Missing, after: Json | Missing) -> bool:
    if before is MISSING or after is MISSING:
        there = after if before is MISSING else before
        return there is False or there in _NOTHING
    return equal(path, before, after)


def wished(name: str, resources: Iterable[Resource]) -> Side:
    """A blueprint's side; what is only referred to, and what people do by hand, no portal can show."""
    things = {one.address: Thing(one.address, one.units) for one in resources if not one.reference}
    return Side(name, things, only_managed=True)
