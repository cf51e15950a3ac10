"""Every code of a finding with its meaning, for the reference and for the check that none is used twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops import settings
from revops.blueprint import codes as blueprint
from revops.blueprint.lint import codes as lint
from revops.cli import codes as cli
from revops.cli import copy_codes as copies
from revops.cli import guard_codes as guards
from revops.cli import impact_codes as impact
from revops.cli import rollback_codes as rollback
from revops.hub import codes as hub
from revops.kinds import codes as kinds
from revops.kinds.association import codes as association
from revops.kinds.campaign import codes as campaign
from revops.kinds.email import codes as email
from revops.kinds.filters import codes as filters
from revops.kinds.form import codes as form
from revops.kinds.object import codes as objects
from revops.kinds.operating import codes as operating
from revops.kinds.pipeline_rules import codes as pipeline_rules
from revops.kinds.properties import codes as retired
from revops.kinds.properties import renamed_codes as renamed
from revops.kinds.score import codes as score
from revops.kinds.segment import codes as segment
from revops.kinds.team import codes as team
from revops.kinds.validation import codes as validation
from revops.kinds.workflow import codes as workflow
from revops.model.finding import Code
from revops.records import codes as records
from revops.state import codes as state
from revops.state import ledger

TABLES: Final[Mapping[str, Mapping[str, Code]]] = {
    "Blueprint files": blueprint.CODES,
    "Lint": lint.CODES,
    "Properties, groups, pipelines, lifecycle, checklist": kinds.CODES,
    "Custom objects": objects.CODES,
    "The operating model": operating.CODES,
    "Retired options": retired.CODES,
    "Renamed properties": renamed.CODES,
    "Validation rules": validation.CODES,
    "Pipeline rules and stage permissions": pipeline_rules.CODES,
    "Teams": team.CODES,
    "Association labels": association.CODES,
    "Conditions as filters": filters.CODES,
    "Lead scores": score.CODES,
    "Scores that this tool computes": records.CODES,
    "Segments": segment.CODES,
    "Forms": form.CODES,
    "Campaigns": campaign.CODES,
    "Marketing e-mails": email.CODES,
    "Workflows": workflow.CODES,
    "Plan, run and consent": cli.CODES,
    "Guards and preflight": guards.CODES,
    "Impact": impact.CODES,
    "Going back": rollback.CODES,
    "Snapshots, comparisons and promotions": copies.CODES,
    "HubSpot's answers": hub.CODES,
    "Ledger": ledger.CODES,
    "Lock, journal and history": state.CODES,
    "Settings": settings.CODES,
}
"""Where a code is reported from -> code -> what it stands for."""
