"""Conditions of one workflow: read at their places, checked against its object, kept with their types."""

from __future__ import annotations

from collections.abc import Mapping

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.slips import slip
from revops.kinds.workflow.design import spelled
from revops.model.condition import Condition
from revops.model.json import Json, canonical

At = tuple[str | int, ...]


class Asking:
    """Every condition that it reads stays in `found`, by canonical spelling."""

    def __init__(self, scope: str, near: Surroundings) -> None:
        self.found: dict[str, Condition] = {}
        self._scope, self._near = scope, near

    def condition(self, told: Json, at: At) -> Condition | None:
        """A condition or the name of one; None after a report."""
        near = self._near
        found = near.condition(told, *at) if isinstance(told, str) else near.parse_condition(told, *at)
        problem = filters.problem(found, self._scope) if found else None
        if problem is None:
            return found
        near.report(problem.code, problem.summary, *at, hint=problem.hint)
        return None

    def unit(self, told: Json, at: At) -> Json:
        """Its one spelling; empty after a report."""
        found = self.condition(told, at)
        return self.keep(found) if found else {}

    def keep(self, condition: Condition) -> Json:
        """The spelling under which it stays."""
        value = spelled(condition)
        self.found[canonical(value)] = condition
        return value


def check_workflow(name: str, near: Surroundings, at: At) -> None:
    """A workflow is named by its key: the names of HubSpot's may be shared, and its list omits some."""
    known = near.entry("workflows")
    names = list(known) if isinstance(known, Mapping) else []
    if name not in names:
        hint = slip(name, names) or "name a workflow by its key under `workflows:`"
        near.report("RV839", f"the blueprint describes no workflow {name!r}", *at, hint=hint)
