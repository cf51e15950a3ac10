"""What a short view shows of a change: its first units, or what a workflow is and how many steps it has."""

from __future__ import annotations

from typing import Final

from revops.model.change import Action, Change, UnitChange
from revops.model.json import MISSING
from revops.model.spec import Phase

FEW: Final = 4
"""Units of a create, and rows of a kind that is only counted, that a short view shows."""

_NAMED: Final = ("name", "enrol")
_STEPS: Final = "steps."
_BESIDE: Final = ("steps.order", "steps.extra")
"""Units of a workflow: who it is about, what it does, and what is no step among these."""


def brief(change: Change) -> tuple[tuple[UnitChange, ...], int]:
    """The units to show, and how many are left out; of what is updated or held all are shown."""
    units = change.units
    if change.action is Action.ADOPT:
        return (), len(units)
    made = change.action is Action.CREATE or (change.action is Action.WAITING and change.actual is None)
    if made and any(unit.path.startswith(_STEPS) for unit in units):
        return _workflow(units)
    shown = units[:FEW] if made or change.action is Action.DELETE else units
    return shown, len(units) - len(shown)


def _workflow(units: tuple[UnitChange, ...]) -> tuple[tuple[UnitChange, ...], int]:
    """Its name, what enrols, and the number of its steps, which are not left out: they are counted."""
    named = tuple(unit for unit in units if unit.path in _NAMED)
    steps = sum(1 for unit in units if unit.path.startswith(_STEPS) and unit.path not in _BESIDE)
    counted = UnitChange(_STEPS.rstrip("."), MISSING, steps)
    return (*named, counted), len(units) - len(named) - steps


def is_obvious(change: Change) -> bool:
    """Whether its reason says no more than glyph and phase do: a create without consent, a switch."""
    if change.action is Action.CREATE:
        return change.consent is None
    return change.action is Action.UPDATE and change.phase in (Phase.PUBLISH, Phase.ENABLE)
