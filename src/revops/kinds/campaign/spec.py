"""The section `campaigns` as people write it, and what each entry is called in HubSpot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from revops.kinds.base import Refs, Text
from revops.kinds.day import Day as CalendarDay
from revops.model.spec import Spec

Day = Annotated[CalendarDay, Field(examples=["2026-12-01"])]
Status = Literal["planned", "in_progress", "active", "paused", "completed"]

PROPERTIES: Final[Mapping[str, str]] = {
    "name": "hs_name",
    "start": "hs_start_date",
    "end": "hs_end_date",
    "notes": "hs_notes",
    "goal": "hs_goal",
    "audience": "hs_audience",
    "status": "hs_campaign_status",
    "owner": "hs_owner",
}
"""Unit -> property. HubSpot's guide to campaigns shows name, start and notes; the rest was not checked there.

HubSpot answers 400 to a property that it does not have, so a wrong one is told and not lost.
"""
TEXTS: Final = ("name", "notes", "goal", "audience")
"""Units in a language."""


class CampaignSpec(Spec):
    """A campaign. What is left out stays as it is in HubSpot."""

    ref: Refs = ""
    name: Text = Field(description="What people read in HubSpot; each campaign has its own")
    start: Day | None = Field(None, description="First day, YYYY-MM-DD")
    end: Day | None = Field(None, description="Last day, YYYY-MM-DD")
    notes: Text | None = Field(None, description="Notes")
    goal: Text | None = Field(None, description="What it is to reach")
    audience: Text | None = Field(None, description="Whom it is for")
    status: Status | None = Field(None, description="How far it is")
    owner: str | None = Field(None, description="A role of the target: whose campaign it is")
