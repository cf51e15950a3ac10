"""Options as HubSpot ships them: on first contact a label that still says this may be changed (rule 4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.json import Json

_LEAD_STATUS: Final = {
    "NEW": "New",
    "OPEN": "Open",
    "IN_PROGRESS": "In Progress",
    "OPEN_DEAL": "Open Deal",
    "UNQUALIFIED": "Unqualified",
    "ATTEMPTED_TO_CONTACT": "Attempted to Contact",
    "CONNECTED": "Connected",
    "BAD_TIMING": "Bad Timing",
}
"""Dossier C4."""

_DEAL_TYPE: Final = {"newbusiness": "New Business", "existingbusiness": "Existing Business"}
"""Dossier N7."""

_OPTIONS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("contacts", "hs_lead_status"): _LEAD_STATUS,
    ("companies", "hs_lead_status"): _LEAD_STATUS,
    ("deals", "dealtype"): _DEAL_TYPE,
}


def factory(scope: str, name: str) -> Mapping[str, Json]:
    """HubSpot's own value of every option unit of a shipped property; empty where none is known."""
    options = _OPTIONS.get((scope, name), {})
    labels = {f"options.{value}.label": label for value, label in options.items()}
    return {**labels, "options.order": list(options)} if options else {}
