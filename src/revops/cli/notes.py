"""What a plan tells beside its values: the condition to enter a lifecycle stage, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from revops.kinds.pipelines.lifecycle import conditions
from revops.model.change import Change
from revops.model.plan import Plan
from revops.views.sentence import sentence

_UNENFORCED: Final = "not enforced: needs a workflow"


def noted(plan: Plan) -> Plan:
    """The same plan, its stages with the condition under which a contact enters them."""
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
    return {
        f"stages.{key}.label": f"enter: {sentence(condition, locale)} ({_UNENFORCED})"
        for key, condition in found.items()
    }
