"""What a plan tells beside its values: the condition to enter a stage, and where records are moved to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from revops.kinds.pipelines.lifecycle import conditions
from revops.model.change import Change
from revops.model.plan import Plan
from revops.model.spec import Phase
from revops.views.sentence import sentence

_UNENFORCED: Final = "not enforced: needs a workflow"


def noted(plan: Plan) -> Plan:
    """The same plan with the conditions to enter its stages, and the values that its records get."""
    return replace(plan, changes=tuple(_noted(change, plan.portal.locale) for change in plan.changes))


def _noted(change: Change, locale: str) -> Change:
    notes = _notes(change, locale)
    if not notes:
        return change
    return replace(
        change, units=tuple(replace(unit, note=notes.get(unit.path, unit.note)) for unit in change.units)
    )


def _notes(change: Change, locale: str) -> Mapping[str, str]:
    found = conditions(change.resource) if change.resource else {}
    retired = change.resource.retired if change.resource and change.phase is Phase.MOVE else {}
    moved = {f"options.{value}.records": f"they get {target}" for value, target in retired.items()}
    return moved | {
        f"stages.{key}.label": f"enter: {sentence(condition, locale)} ({_UNENFORCED})"
        for key, condition in found.items()
    }
