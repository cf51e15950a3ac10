"""What a company agrees on before it touches HubSpot: sections that are checked and make nothing there."""

from __future__ import annotations

from typing import Final

from revops.kinds.base import Kind
from revops.kinds.operating.kinds import (
    DepartmentKind,
    GoalKind,
    KpiKind,
    RightKind,
    RoleKind,
    TermKind,
    TrainingKind,
)

OPERATING: Final[tuple[Kind, ...]] = (
    DepartmentKind(),
    GoalKind(),
    KpiKind(),
    TermKind(),
    RoleKind(),
    RightKind(),
    TrainingKind(),
)
"""In the order of their sections."""
