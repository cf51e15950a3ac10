"""One file (or folder) = one kind. To add one: write it, name it here."""

from __future__ import annotations

from typing import Final

from revops.kinds.association.kind import AssociationKind
from revops.kinds.base import Kind
from revops.kinds.campaign.kind import CampaignKind
from revops.kinds.checklist import ChecklistKind
from revops.kinds.email.kind import EmailKind
from revops.kinds.form.kind import FormKind
from revops.kinds.group import GroupKind
from revops.kinds.object.kind import ObjectKind
from revops.kinds.operating import OPERATING
from revops.kinds.pipeline_rules.kind import PipelineRulesKind
from revops.kinds.pipeline_rules.permissions import StagePermissionsKind
from revops.kinds.pipelines.lifecycle import LifecycleKind
from revops.kinds.pipelines.pipeline import PipelineKind
from revops.kinds.properties.kind import PropertyKind
from revops.kinds.score.kind import ScoreKind
from revops.kinds.segment.kind import SegmentKind
from revops.kinds.team.kind import TeamKind
from revops.kinds.validation.kind import ValidationKind
from revops.kinds.workflow.kind import WorkflowKind

KINDS: Final[tuple[Kind, ...]] = (
    ObjectKind(),
    GroupKind(),
    PropertyKind(),
    ValidationKind(),
    LifecycleKind(),
    PipelineKind(),
    TeamKind(),
    PipelineRulesKind(),
    StagePermissionsKind(),
    AssociationKind(),
    FormKind(),
    CampaignKind(),
    EmailKind(),
    ScoreKind(),
    SegmentKind(),
    WorkflowKind(),
    ChecklistKind(),
    *OPERATING,
)
"""Every kind that there is, in the order of their sections."""


_BY_NAME: Final = {one.name: one for one in KINDS}


def kind(name: str) -> Kind:
    """The kind that addresses begin with.

    Raises:
        KeyError: there is no such kind.
    """
    return _BY_NAME[name]
