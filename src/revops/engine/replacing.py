"""Another one in its place: what HubSpot never changes, where this tool made what is there (rule 3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from revops.engine.decide import updates
from revops.engine.rehearse import rehearse
from revops.engine.situation import Situation
from revops.engine.unfinished import is_ours
from revops.model.address import Address
from revops.model.change import Action, Change, Consent, MovedBy, UnitChange
from revops.model.json import MISSING, Json
from revops.model.spec import Observed, Phase, Present, Resource, Symbol
from revops.model.surface import Allowance

_NO_ID: Final = "0"
"""An id that HubSpot gives to nothing."""


def replacing(changes: Sequence[Change], situation: Situation) -> list[Change]:
    """The changes of one resource; a replacement in their place, where one is the way and nothing is held.

    What was changed in HubSpot is left to a person, as is what somebody made by hand.
    """
    locked = next((change for change in changes if change.action is Action.BLOCKED), None)
    held = any(change.action is Action.HOLD for change in changes)
    if locked is None or held or not _may(locked, situation):
        return list(changes)
    units = tuple(
        unit for change in changes if change.action.writes or change is locked for unit in change.units
    )
    reason = f"{locked.reason}: {locked.actual.another}" if locked.actual else locked.reason
    return [
        replace(
            locked,
            phase=Phase.DEFINE,
            action=Action.REPLACE,
            units=units,
            reason=reason,
            consent=Consent.DELETE,
        )
    ]


def _may(locked: Change, situation: Situation) -> bool:
    """Whether the kind offers it, the ledger proves that it is ours, and the blueprint moved."""
    entry, actual = situation.context.ledger.entry(locked.address), locked.actual
    if situation.writing(locked.address).allowance is not Allowance.ALLOWED:
        return False
    if entry is None or actual is None or not actual.another or not is_ours(entry, actual):
        return False
    taken = any(locked.address.matches(one) for one in situation.consents.of(Consent.TAKE.value))
    ours = all(unit.moved_by is MovedBy.BLUEPRINT for unit in locked.units)
    return entry.id == actual.id and (taken or ours)


def following(
    decided: Mapping[Address, Sequence[Change]], situation: Situation
) -> dict[Address, list[Change]]:
    """The changes of what refers by id to something that is replaced: the new id is written there, too."""
    new = {address for address, changes in decided.items() if any(map(_is_replaced, changes))}
    found: dict[Address, list[Change]] = {}
    for resource in situation.resources if new else ():
        named = {symbol for symbol in resource.uses if Address(symbol.kind, "", symbol.name) in new}
        presence = situation.presence(resource.address)
        if named and isinstance(presence, Present) and not resource.reference:
            extra = _referring(resource, presence.observed, named, situation)
            found[resource.address] = _joined(decided[resource.address], extra)
    return found


def _is_replaced(change: Change) -> bool:
    return change.action is Action.REPLACE and change.approved


def _referring(
    resource: Resource, observed: Observed, named: Collection[Symbol], situation: Situation
) -> list[Change]:
    """Updates of the units that refer to one of the names and are as they should be."""
    names = {symbol.name for symbol in named}
    same = [
        UnitChange(path, observed.units[path], value, note="the id is another one")
        for path, value in resource.units.items()
        if observed.units.get(path, MISSING) == value and _says(value, names)
    ]
    units = [unit for unit in same if _refers(unit, resource, observed, named, situation)]
    return updates(resource, observed, units, situation)


def _refers(
    unit: UnitChange,
    resource: Resource,
    observed: Observed,
    named: Collection[Symbol],
    situation: Situation,
) -> bool:
    """Whether the requests that write the unit are others where the names have other ids.

    The name alone does not tell: a stage, a step and a segment may be called the same.
    """
    phase = situation.kind(resource.address).phase(unit.path, observed)
    known = Change(
        resource.address, phase, Action.UPDATE, (unit,), approved=True, resource=resource, actual=observed
    )
    names = situation.context.names.having(dict.fromkeys(named, _NO_ID))
    elsewhere = replace(situation, context=replace(situation.context, names=names))
    return rehearse([known], situation) != rehearse([known], elsewhere)


def _says(value: Json, named: Collection[str]) -> bool:
    if isinstance(value, Mapping):
        return any(_says(part, named) for part in value.values())
    if isinstance(value, list | tuple):
        return any(_says(part, named) for part in value)
    return isinstance(value, str) and value in named


def _joined(changes: Sequence[Change], extra: Sequence[Change]) -> list[Change]:
    """At most one change per phase and action; a replacement writes everything anyway, what waits nothing."""
    if any(change.action in (Action.REPLACE, Action.WAITING) for change in changes):
        return list(changes)
    mine = {change.key: change for change in changes}
    for change in extra:
        same = mine.get(change.key)
        mine[change.key] = replace(same, units=(*same.units, *change.units)) if same else change
    return list(mine.values())
