"""Pipelines and stages as HubSpot ships them; their ids are names, equal in all portals (rule 14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.model.json import Json


@dataclass(frozen=True)
class Shipped:
    """A shipped pipeline: its label, and per stage id the label and the fields."""

    label: str
    stages: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)

    @property
    def units(self) -> Mapping[str, Json]:
        """Every unit with the value that HubSpot ships."""
        stages = {
            f"stages.{key}.{name}": value
            for key, fields in self.stages.items()
            for name, value in fields.items()
        }
        return {"label": self.label, **stages, "stages.order": list(self.stages)}


_SALES: Final = Shipped(
    "Sales Pipeline",
    {
        "appointmentscheduled": {"label": "Appointment Scheduled", "probability": 0.2},
        "qualifiedtobuy": {"label": "Qualified To Buy", "probability": 0.4},
        "presentationscheduled": {"label": "Presentation Scheduled", "probability": 0.6},
        "decisionmakerboughtin": {"label": "Decision Maker Bought-In", "probability": 0.8},
        "contractsent": {"label": "Contract Sent", "probability": 0.9},
        "closedwon": {"label": "Closed Won", "probability": 1},
        "closedlost": {"label": "Closed Lost", "probability": 0},
    },
)

_SUPPORT: Final = Shipped(
    "Support Pipeline",
    {
        "1": {"label": "New", "ticketState": "OPEN"},
        "2": {"label": "Waiting on contact", "ticketState": "OPEN"},
        "3": {"label": "Waiting on us", "ticketState": "OPEN"},
        "4": {"label": "Closed", "ticketState": "CLOSED"},
    },
)

_LEADS: Final = Shipped(
    "",
    {
        "new-stage-id": {"label": "New"},
        "attempting-stage-id": {"label": "Attempting"},
        "connected-stage-id": {"label": "Connected"},
        "qualified-stage-id": {"label": "Qualified"},
        "unqualified-stage-id": {"label": "Disqualified"},
    },
)

_ORDERS: Final = Shipped(
    "",
    {
        "4b27b500-f031-4927-9811-68a0b525cbae": {"label": "Open"},
        "937ea84d-0a4f-4dcf-9028-3f9c2aafbf03": {"label": "Processed"},
        "aa99e8d0-c1d5-4071-b915-d240bbb1aed9": {"label": "Shipped"},
        "3725360f-519b-4b18-a593-494d60a29c9f": {"label": "Delivered"},
        "3c85a297-e9ce-400b-b42e-9f16853d69d6": {"label": "Cancelled"},
    },
)
"""Ids and labels as public code of several portals has them; HubSpot's pages do not list them."""

PIPELINES: Final[Mapping[tuple[str, str], Shipped]] = {
    ("deals", "default"): _SALES,
    ("tickets", "0"): _SUPPORT,
    ("leads", "lead-pipeline-id"): _LEADS,
    ("orders", "14a2e10e-5471-408a-906e-c51f3b04369e"): _ORDERS,
}
"""By object type and id (dossier D4)."""

LIFECYCLE: Final = Shipped(
    "Lifecycle Stage Pipeline",
    {
        "subscriber": {"label": "Subscriber"},
        "lead": {"label": "Lead"},
        "marketingqualifiedlead": {"label": "Marketing Qualified Lead"},
        "salesqualifiedlead": {"label": "Sales Qualified Lead"},
        "opportunity": {"label": "Opportunity"},
        "customer": {"label": "Customer"},
        "evangelist": {"label": "Evangelist"},
        "other": {"label": "Other"},
    },
)
"""Dossier C1 and C2."""


def shipped(scope: str, portal_id: str) -> Shipped | None:
    return PIPELINES.get((scope, portal_id))
