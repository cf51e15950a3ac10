"""The pipelines of a new portal: sales, support, lifecycle stages, leads and orders (dossier D4, C2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.surfaces.pipeline_objects import HUBS, LEADS_TIER, state_key
from revops.emulator.surfaces.pipeline_shelf import Shelf
from revops.emulator.surfaces.stage_rules import stored_metadata

if TYPE_CHECKING:
    from revops.emulator.http import Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

EPOCH = "1970-01-01T00:00:00Z"
"""What the stages of default pipelines have as `createdAt` (dossier D1)."""

# id, label, and what their metadata says under the object's own key, in displayOrder.
_SALES = (
    ("appointmentscheduled", "Appointment Scheduled", "0.2"),
    ("qualifiedtobuy", "Qualified To Buy", "0.4"),
    ("presentationscheduled", "Presentation Scheduled", "0.6"),
    ("decisionmakerboughtin", "Decision Maker Bought-In", "0.8"),
    ("contractsent", "Contract Sent", "0.9"),
    ("closedwon", "Closed Won", "1.0"),
    ("closedlost", "Closed Lost", "0.0"),
)
_SUPPORT = (
    ("1", "New", "OPEN"),
    ("2", "Waiting on contact", "OPEN"),
    ("3", "Waiting on us", "OPEN"),
    ("4", "Closed", "CLOSED"),
)
_LIFECYCLE = (
    ("subscriber", "Subscriber", "OPEN"),
    ("lead", "Lead", "OPEN"),
    ("marketingqualifiedlead", "Marketing Qualified Lead", "OPEN"),
    ("salesqualifiedlead", "Sales Qualified Lead", "OPEN"),
    ("opportunity", "Opportunity", "OPEN"),
    ("customer", "Customer", "OPEN"),
    ("evangelist", "Evangelist", "OPEN"),
    ("other", "Other", "OPEN"),
)
# Which key a lead stage has in its metadata is unverified (dossier P8): they show the one of other objects.
_LEADS = (
    ("new-stage-id", "New", "OPEN"),
    ("attempting-stage-id", "Attempting", "OPEN"),
    ("connected-stage-id", "Connected", "OPEN"),
    ("qualified-stage-id", "Qualified", "CLOSED"),
    ("unqualified-stage-id", "Disqualified", "CLOSED"),
)
# Ids as public code of three portals has them; which of the stages are closed is not told anywhere.
_ORDERS = (
    ("4b27b500-f031-4927-9811-68a0b525cbae", "Open", "OPEN"),
    ("937ea84d-0a4f-4dcf-9028-3f9c2aafbf03", "Processed", "OPEN"),
    ("aa99e8d0-c1d5-4071-b915-d240bbb1aed9", "Shipped", "OPEN"),
    ("3725360f-519b-4b18-a593-494d60a29c9f", "Delivered", "CLOSED"),
    ("3c85a297-e9ce-400b-b42e-9f16853d69d6", "Cancelled", "CLOSED"),
)
_PIPELINES = (
    ("contacts", "contacts-lifecycle-pipeline", "Lifecycle Stage Pipeline", _LIFECYCLE),
    ("deals", "default", "Sales Pipeline", _SALES),
    ("tickets", "0", "Support Pipeline", _SUPPORT),
    ("leads", "lead-pipeline-id", "Lead Pipeline", _LEADS),
    ("orders", "14a2e10e-5471-408a-906e-c51f3b04369e", "Order Pipeline", _ORDERS),
)


def defaults(portal: Portal) -> None:
    """Put the pipelines of a new portal on their shelves; their properties must be there already."""
    for name, pipeline_id, label, rows in _PIPELINES:
        if name != "leads" or portal.traits.reaches(LEADS_TIER, *HUBS["leads"]):
            kind = object_types.resolve(portal, name)
            stages = [_stage(kind, place, *row) for place, row in enumerate(rows)]
            Shelf(portal, kind).refill([{**_dated(pipeline_id, label, 0), "stages": stages}])


def _dated(thing_id: str, label: str, order: int) -> dict[str, Json]:
    return {
        "id": thing_id,
        "label": label,
        "displayOrder": order,
        "createdAt": EPOCH,
        "updatedAt": EPOCH,
        "archived": False,
    }


def _stage(kind: ObjectType, place: int, stage_id: str, label: str, state: str) -> dict[str, Json]:
    return {
        **_dated(stage_id, label, place),
        "metadata": stored_metadata(kind, {state_key(kind): state}),
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    }
