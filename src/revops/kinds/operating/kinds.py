"""One kind per section of the operating model: each checks its entries and makes no resource of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from revops.kinds.base import Surroundings
from revops.kinds.operating.check import Spot
from revops.kinds.operating.spec import (
    DepartmentSpec,
    GoalSpec,
    KpiSpec,
    RightSpec,
    RoleSpec,
    TermSpec,
    TrainingSpec,
)
from revops.kinds.unwritten import Unwritten
from revops.model.spec import Resource


class _Agreed(Unwritten):
    """What people agree on: its entries speak the target's language and name what there is."""

    section: str
    deletes = False

    def expand(self, section: Mapping[str, Any], near: Surroundings) -> Iterable[Resource]:
        for key, spec in section.items():
            spot = Spot(self.section, key, near)
            spot.texts(spec)
            self.check(spec, spot)
        return ()

    def check(self, spec: Any, spot: Spot) -> None:
        """Report names that nothing has."""


class DepartmentKind(_Agreed):
    """Departments with their mission and the hub that they work with."""

    name = "department"
    section = "departments"
    section_type: Any = dict[str, DepartmentSpec]


class GoalKind(_Agreed):
    """Goals, and the KPIs that tell whether they are reached."""

    name = "goal"
    section = "goals"
    section_type: Any = dict[str, GoalSpec]

    def check(self, spec: GoalSpec, spot: Spot) -> None:
        for number, kpi in enumerate(spec.measured_by):
            spot.named(kpi, "kpis", "measured_by", number)


class KpiKind(_Agreed):
    """KPIs: how each is counted, who answers for it and who sees it."""

    name = "kpi"
    section = "kpis"
    section_type: Any = dict[str, KpiSpec]

    def check(self, spec: KpiSpec, spot: Spot) -> None:
        spot.named(spec.department, "departments", "department")


class TermKind(_Agreed):
    """Words with one meaning for all departments, tied to the condition, stage or property that says it."""

    name = "term"
    section = "glossary"
    section_type: Any = dict[str, TermSpec]

    def check(self, spec: TermSpec, spot: Spot) -> None:
        if spec.condition is not None:
            spot.near.condition(spec.condition, spot.section, spot.key, "condition")
        spot.stage(spec.stage)
        spot.declared(spec.property)


class RoleKind(_Agreed):
    """Roles with their department and duties. Where the section stands, every role in use belongs in it."""

    name = "role"
    section = "roles"
    section_type: Any = dict[str, RoleSpec]

    def check(self, spec: RoleSpec, spot: Spot) -> None:
        spot.named(spec.department, "departments", "department")


class RightKind(_Agreed):
    """Rights: which roles administer, edit or view what."""

    name = "right"
    section = "rights"
    section_type: Any = dict[str, RightSpec]


class TrainingKind(_Agreed):
    """Training: who learns what until when, and what they can do afterwards."""

    name = "training"
    section = "training"
    section_type: Any = dict[str, TrainingSpec]
