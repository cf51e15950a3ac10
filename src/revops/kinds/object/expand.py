"""One entry of `objects:` as a resource: its units, the properties it is made with, what it needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from revops.kinds.base import Surroundings
from revops.kinds.group import ships
from revops.kinds.object.spec import Design, Entry, ObjectSpec, check, made_with
from revops.kinds.objects import ROLES
from revops.kinds.properties.expand import units_of
from revops.kinds.properties.spec import PropertySpec
from revops.kinds.wire import refs
from revops.model.address import Address, Origin
from revops.model.json import Json
from revops.model.objects import HOST, host
from revops.model.spec import Need, Resource

SETS = ("requiredProperties", "searchableProperties")
"""Roles without a sequence."""


def expand(section: Mapping[str, ObjectSpec], near: Surroundings) -> Iterator[Resource]:
    """Every object of the section, checked."""
    for name, spec in section.items():
        at, entry = ("objects", name), Entry(name, spec, near)
        check(entry)
        yield Resource(
            Address(HOST, "", name),
            dict(_units(spec, at, near)),
            _design(entry),
            near.origin(*at),
            dict(_origins(spec, at, near)),
            frozenset(Need(found) for other in spec.associated_objects or () if (found := host(other))),
            ref=refs(spec.ref),
            reference=spec.existing is not None,
        )


def _design(entry: Entry) -> Design:
    """What the object is made with, and what a new one lacks for it."""
    name, near = entry.name, entry.near
    made = {one: units for one in sorted(made_with(entry)) if (units := _property(name, one, near))}
    groups = {one: str(units["groupName"]) for one, units in made.items() if "groupName" in units}
    known = {group for group in groups.values() if near.entry("groups", name, group) or ships(name, group)}
    return Design(made, {one: group for one, group in groups.items() if group not in known})


def _units(spec: ObjectSpec, at: tuple[str, str], near: Surroundings) -> Iterator[tuple[str, Json]]:
    told = spec.model_dump(by_alias=True, exclude_none=True)
    for number, label in told.get("labels", {}).items():
        yield f"labels.{number}", near.text(label, *at, "labels", number)
    if "description" in told:
        yield "description", near.text(told["description"], *at, "description")
    for role in ROLES:
        if role in told:
            yield role, sorted(told[role]) if role in SETS else told[role]
    for other in told.get("associatedObjects", ()):
        yield f"associatedObjects.{other}", True
    if "allowsSensitiveProperties" in told:
        yield "allowsSensitiveProperties", told["allowsSensitiveProperties"]


def _origins(spec: ObjectSpec, at: tuple[str, str], near: Surroundings) -> Iterator[tuple[str, Origin]]:
    for field in spec.model_dump(by_alias=True, exclude_unset=True):
        yield field, near.origin(*at, field)


def _property(scope: str, name: str, near: Surroundings) -> Mapping[str, Json] | None:
    """Units of a property as its own section says them; what is wrong with it is reported there."""
    found = near.entry("properties", scope, name)
    try:
        spec = PropertySpec.model_validate_json(json.dumps(found))
    except ValidationError:
        return None
    return dict(units_of(spec, ("properties", scope, name), near))
