"""Every code of a finding with its meaning, for the reference and for the check that none is used twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops import settings
from revops.blueprint import codes as blueprint
from revops.cli import codes as cli
from revops.hub import errors as hub
from revops.kinds import codes as kinds
from revops.kinds.filters import codes as filters
from revops.kinds.score import codes as score
from revops.kinds.workflow import codes as workflow
from revops.state import ledger

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "Blueprint files": blueprint.CODES,
    "Properties, groups, pipelines, lifecycle, checklist": kinds.CODES,
    "Conditions as filters": filters.CODES,
    "Lead scores": score.CODES,
    "Workflows": workflow.CODES,
    "Plan, run and consent": cli.CODES,
    "HubSpot's answers": hub.CODES,
    "Ledger": ledger.CODES,
    "Settings": settings.CODES,
}
"""Where a code is reported from -> code -> meaning."""
