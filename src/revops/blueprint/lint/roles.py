"""Roles that somebody is given and nobody has described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.lint.subject import Hit, Subject
from revops.blueprint.names import meant
from revops.model.json import Json

_USERS: Final = (
    "pipelineRules",
    "stagePermissions",
    "teams",
    "forms",
    "emails",
    "workflows",
    "checklist",
    "kpis",
    "rights",
    "training",
)
"""Sections whose entries name roles."""

_KEYS: Final = frozenset({"role", "roles", "approvers", "main", "extra", "viewers", "audience"})
"""Keys that hold a role or a list of them."""

_OWNERS: Final = "kpis"
"""The section in which `owner` is a role; elsewhere it is a property."""

_DATA: Final = frozenset({"inputs", "outputs", "query", "fields", "options"})
"""Maps whose keys are names that people gave."""


def undescribed(subject: Subject) -> Iterator[Hit]:
    known = [str(trail[-1]) for trail, _ in subject.entries("roles")]
    if not known:
        return
    for section in _USERS:
        keys = {*_KEYS, "owner"} if section == _OWNERS else _KEYS
        for trail, entry in subject.entries(section):
            for way, role in _named(entry, trail, keys):
                if role not in known:
                    yield Hit(way, f"`roles:` does not describe {role!r}", meant(role, known), value=True)


def _named(value: Json, trail: Trail, keys: frozenset[str] | set[str]) -> Iterator[tuple[Trail, str]]:
    """Every role below a place."""
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _named(inner, (*trail, number), keys)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            way = (*trail, key)
            if key in keys:
                yield from _roles(inner, way)
            if not (key in _DATA and isinstance(inner, Mapping)):
                yield from _named(inner, way, keys)


def _roles(value: Json, trail: Trail) -> Iterator[tuple[Trail, str]]:
    if isinstance(value, str):
        yield trail, value
    elif isinstance(value, list):
        yield from (((*trail, number), one) for number, one in enumerate(value) if isinstance(one, str))
