"""What `without:` leaves out although something is built on it: told where it stands, with who uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.expand import Expansion
from revops.blueprint.references import IN_PORTALS
from revops.blueprint.sheet import at, spelled
from revops.blueprint.stage_values import stage_values
from revops.model.address import Address
from revops.model.few import few
from revops.model.json import Json
from revops.model.spec import Resource, Symbol

_SHOWN: Final = 6
"""Users that are named; more are counted."""

_KINDS: Final = {"automated_email": "email"}
"""Kinds of resources whose names go by another word where something uses them."""


def check_left_out(expansion: Expansion) -> None:
    """Report needs as errors, and names that the portal may know all the same as warnings."""
    needed, named = _needed(expansion), _named(expansion)
    for address in expansion.without.met:
        document, trail = expansion.without.entry(address)
        origin = document.origin(trail, value=True)
        if address in needed:
            summary = f"{address} is left out and still needed by {_listed(needed[address])}"
            overrides = expansion.sheet.overrides
            hint = f"Leave these out, too, change them (a pack's in {overrides}), or take this line out."
            document.error("RV123", summary, origin, hint, address)
        elif address in named:
            summary = f"{address} is left out and still named by {_listed(named[address])}"
            hint = "Leave these out, too, or make sure that the portal has it: until then they wait."
            document.warn("RV124", summary, origin, hint, address)


def _needed(expansion: Expansion) -> dict[Address, list[str]]:
    found: defaultdict[Address, list[str]] = defaultdict(list)
    for entry, trails in expansion.sheet.left_out.items():
        address = expansion.without.address(entry)
        if address:
            first = {expansion.sheet.entry(trail): trail for trail in reversed(trails)}
            found[address] += [_user(expansion, trail) for trail in reversed(first.values())]
    for resource, address in _missed(expansion):
        if address.kind not in IN_PORTALS:
            found[address].append(_told(resource))
    return {address: users for address, users in found.items() if users}


def _missed(expansion: Expansion) -> Iterator[tuple[Resource, Address]]:
    """Every resource with what it needs and `without:` leaves out."""
    known = {resource.address for resource in expansion.resources}
    for resource in expansion.resources:
        for need in sorted(resource.needs):
            if need.address in expansion.without.met - known:
                yield resource, need.address


def _named(expansion: Expansion) -> dict[Address, list[str]]:
    gone = expansion.without.met - {resource.address for resource in expansion.resources}
    found: defaultdict[Address, list[str]] = defaultdict(list)
    for pipeline in (address for address in gone if address.kind == "pipeline"):
        names = {"pipeline": {pipeline.name}, "stage": _stages(expansion, pipeline)}
        found[pipeline] += [
            _user(expansion, way) for way in _entries(expansion) if _holds(expansion, way, pipeline, names)
        ]
    for resource, address in _missed(expansion):
        if address.kind in IN_PORTALS:
            found[address].append(_told(resource))
    for resource in expansion.resources:
        for address in sorted({_address(symbol) for symbol in resource.uses} & gone):
            found[address].append(_told(resource))
    return {address: users for address, users in found.items() if users}


def _entries(expansion: Expansion) -> list[Trail]:
    return [*expansion.sheet.entries("conditions"), *expansion.trails.values()]


def _stages(expansion: Expansion, pipeline: Address) -> set[str]:
    """What may stand for a stage of a pipeline that is left out, and for none of a pipeline that is there."""
    section, within = "pipelines", (pipeline.scope, pipeline.name)
    held = [
        one.data[section] for one in expansion.sheet.documents if one.pack and section in (one.data or {})
    ]
    own = {stage for pipelines in held for stage in _keys(pipelines, (*within, "stages"))}
    there = [way for way in expansion.sheet.entries(section) if way[1] == pipeline.scope]
    kept = {stage for way in there for stage in _keys(expansion.sheet.data, (*way, "stages"))}
    return own - kept | {f"{pipeline.name}/{stage}" for stage in own}


def _keys(data: Json, trail: Trail) -> Iterator[str]:
    """Keys of the map at the end of a trail, where there is one."""
    for part in trail:
        data = data.get(part) if isinstance(data, dict) else None
    yield from data if isinstance(data, dict) else ()


def _holds(expansion: Expansion, entry: Trail, pipeline: Address, names: Mapping[str, set[str]]) -> bool:
    """True where an entry sets a record's pipeline or stage to one of these, or asks whether it is."""
    return any(
        found.value in names.get(found.kind, ())
        for found in stage_values(at(expansion.sheet.data, entry), entry)
        if found.of.object == pipeline.scope
    )


def _address(symbol: Symbol) -> Address:
    """The resource that a name stands for; a stage stands for its pipeline."""
    if symbol.kind not in ("pipeline", "stage"):
        return Address(_KINDS.get(symbol.kind, symbol.kind), "", symbol.name)
    scope, _, name = symbol.name.partition("/")
    return Address("pipeline", scope, name.partition("/")[0])


def _user(expansion: Expansion, trail: Trail) -> str:
    """Who stands at a place, with the place."""
    entry, origin = expansion.sheet.entry(trail), expansion.sheet.origin(trail)
    if entry[0] == "conditions":
        return f"the condition {entry[-1]!r} ({origin})"
    names = {way: str(address) for address, way in expansion.trails.items()}
    return f"{names.get(entry, spelled(entry))} ({origin})"


def _told(resource: Resource) -> str:
    return f"{resource.address} ({resource.origin})"


def _listed(users: list[str]) -> str:
    return few(list(dict.fromkeys(users)), _SHOWN)
