"""Limits Tracking: how many properties, calculations, pipelines and objects a portal may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.http import Ask, Json, Reply, Route
from revops.emulator.surfaces.pipeline_objects import tier_of
from revops.emulator.surfaces.pipelines import MOST_PIPELINES
from revops.emulator.surfaces.property_rules import property_limit
from revops.emulator.surfaces.property_tables import active, custom_objects, every_kind

if TYPE_CHECKING:
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

# The standard objects that the live answer lists (dossier B4).
_LISTED = ("0-1", "0-2", "0-3", "0-5", "0-8")
_OVERALL = 10_000
_CUSTOM_OBJECTS = 20
_CALCULATIONS = {"professional": 25, "enterprise": 200}
_PIPELINED = ("0-3", "0-5")


def _percentage(usage: int, limit: int) -> float:
    return round(100 * usage / limit, 2) if limit else 0.0


def _named(kind: ObjectType) -> dict[str, Json]:
    return {"objectTypeId": kind.id, "singularLabel": kind.singular, "pluralLabel": kind.plural}


def _measured(kind: ObjectType, usage: int, limit: int) -> dict[str, Json]:
    return {**_named(kind), "limit": limit, "usage": usage, "percentage": _percentage(usage, limit)}


def _overall(usage: int, limit: int, by_type: list[dict[str, Json]]) -> dict[str, Json]:
    return {
        "overallLimit": limit,
        "overallUsage": usage,
        "overallPercentage": _percentage(usage, limit),
        "byObjectType": by_type,
    }


def _custom(portal: Portal, kind: ObjectType) -> list[dict[str, Json]]:
    return [body for body in active(portal, kind).values() if not body.get("hubspotDefined")]


def _properties(ask: Ask) -> Reply:
    portal, limit = ask.portal, property_limit(ask.portal)
    usages = {kind: len(_custom(portal, kind)) for kind in every_kind(portal)}
    listed = [_measured(kind, usage, limit) for kind, usage in usages.items() if _is_listed(kind)]
    return Reply(200, _overall(sum(usages.values()), _OVERALL, listed))


def _is_listed(kind: ObjectType) -> bool:
    return kind.custom or kind.id in _LISTED


def _calculated(ask: Ask) -> Reply:
    usages = {
        kind: sum(body.get("calculated", False) for body in _custom(ask.portal, kind))
        for kind in every_kind(ask.portal)
    }
    by_type = [{**_named(kind), "usage": usage} for kind, usage in usages.items() if usage]
    return Reply(200, _overall(sum(usages.values()), _CALCULATIONS[ask.portal.traits.tier_of()], by_type))


def _pipelines(ask: Ask) -> Reply:
    """Every pipeline counts, the shipped one too: a create beyond the limit shown here is refused."""
    portal = ask.portal
    standard = [kind for kind in every_kind(portal) if kind.id in _PIPELINED]
    measured = [
        _measured(kind, _held(portal, kind), MOST_PIPELINES[tier_of(portal, kind)]) for kind in standard
    ]
    custom = {kind: _held(portal, kind) for kind in custom_objects(portal)}
    by_type = [{**_named(kind), "usage": usage} for kind, usage in custom.items()]
    overall = _overall(sum(custom.values()), MOST_PIPELINES[portal.traits.tier_of()], by_type)
    return Reply(200, {"hubspotDefinedObjectTypes": measured, "customObjectTypes": overall})


def _held(portal: Portal, kind: ObjectType) -> int:
    return sum(key.startswith(f"{kind.name}/") for key in portal.table("pipelines"))


def _objects(ask: Ask) -> Reply:
    usage = len(custom_objects(ask.portal))
    percentage = _percentage(usage, _CUSTOM_OBJECTS)
    return Reply(200, {"limit": _CUSTOM_OBJECTS, "usage": usage, "percentage": percentage})


_VERSIONS = ("2026-09", "2026-03")
_ANY = object_types.record_reads()
ROUTES = tuple(
    Route("GET", path, handler, versions, scopes, tier=tier)
    for name, handler, scopes, tier in (
        ("custom-properties", _properties, _ANY, ""),
        ("calculated-properties", _calculated, _ANY, "professional"),
        ("pipelines", _pipelines, _ANY, ""),
        ("custom-object-types", _objects, ("crm.schemas.custom.read", *_ANY), ""),
    )
    for path, versions in (
        (f"/crm/limits/{{version}}/{name}", _VERSIONS),
        (f"/crm/v3/limits/{name}", ("v3",)),
    )
)
