"""Which object types have pipelines, what drives their stages, and the scopes that read and write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.admission import require
from revops.emulator.http import Refusal

if TYPE_CHECKING:
    from revops.emulator.http import Ask
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

LIFECYCLE = ("contacts", "companies")
"""Objects whose one pipeline holds the lifecycle stages: one configuration for both (dossier C1)."""

HUBS = {"deals": ("sales",), "leads": ("sales",), "tickets": ("service",)}
"""The hub whose tier gives an object its pipelines, any hub for the others (HubSpot's guide to pipelines)."""
LEADS_TIER = "professional"
"""From here on there are leads at all (dossier D3)."""

# Dossier D3. Projects: the specification's write scopes name them.
_PIPELINED = (
    *LIFECYCLE,
    "deals",
    "tickets",
    "orders",
    "leads",
    "services",
    "courses",
    "listings",
    "appointments",
    "projects",
)
_LONG = ("deals", "tickets", "projects")
"""Objects with up to 100 stages in a pipeline, custom ones besides; the others have 30.

HubSpot's guide to pipelines says so (September 2025); projects are not in it.
"""
_STATE_KEYS = {"deals": "probability", "tickets": "ticketState"}
_DEAL_MIRRORS, _MIRRORS = ("pipeline", "dealstage"), ("hs_pipeline", "hs_pipeline_stage")


def asked(ask: Ask) -> ObjectType:
    """The object type of a request.

    Raises:
        Refusal: 400 for an object type that has no pipelines; that it is a 400 is unverified.
    """
    kind = object_types.of(ask)
    if not kind.custom and kind.name not in _PIPELINED:
        raise Refusal(400, f"Object type {kind.id} does not have pipelines")
    return kind


def check_tier(ask: Ask, kind: ObjectType) -> None:
    """Refuse what the subscription does not have (dossier D3)."""
    if kind.name == "leads":
        require(ask.portal.traits, LEADS_TIER, *HUBS["leads"])


def tier_of(portal: Portal, kind: ObjectType) -> str:
    """The tier that counts for the pipelines of an object."""
    return portal.traits.tier_of(*HUBS.get(kind.name, ()))


def state_key(kind: ObjectType) -> str:
    """The metadata key that opens and closes a stage (dossier D2; peers (f): custom stages use `state`)."""
    return _STATE_KEYS.get(kind.name, "state")


def most_stages(kind: ObjectType) -> int:
    """How many stages a pipeline of the object may have."""
    return 100 if kind.custom or kind.name in (*LIFECYCLE, *_LONG) else 30


def mirrors(kind: ObjectType) -> tuple[str, str]:
    """The properties whose options are the object's pipelines and stages (dossier O6)."""
    return _DEAL_MIRRORS if kind.name == "deals" else _MIRRORS


def lifecycle_id(kind: ObjectType) -> str:
    """The id of the object's lifecycle pipeline, empty for an object without one (dossier C1)."""
    return f"{kind.name}-lifecycle-pipeline" if kind.name in LIFECYCLE else ""


def read_scopes(ask: Ask) -> tuple[str, ...]:
    """Scopes of which one suffices to read the pipelines of the object.

    The specification lists every object's scopes for every object. Live, leads asked for their own alone,
    and `crm.schemas` scopes sufficed for deals, tickets and custom objects (peers (f)): each has its own.
    """
    kind = object_types.of(ask)
    if kind.name == "leads":
        return ("crm.objects.leads.read",)
    extra = ("crm.pipelines.orders.read",) if kind.name == "orders" else ()
    return (*object_types.schema_read(ask), *extra)


def write_scopes(ask: Ask) -> tuple[str, ...]:
    """Scopes of which one suffices to write them (dossier B8, D3).

    No source names one for leads: by their reading scope, it is taken to be that of lead records.
    """
    kind = object_types.of(ask)
    if kind.name == "leads":
        return ("crm.objects.leads.write",)
    extra = ("crm.pipelines.orders.write",) if kind.name == "orders" else ()
    return (*object_types.schema_write(ask), *extra)
