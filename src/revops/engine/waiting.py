"""What has to wait: for names that the portal does not have yet, and for resources (rules 1 and 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from revops.engine.decide import lock_of
from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change, UnitChange
from revops.model.spec import Absent, Need, Phase, Present, Resource, Symbol

_SWITCHES = (Phase.PUBLISH, Phase.ENABLE)
_TYPE = "type"
_UNKNOWN = "the portal was not found to have it"


def wait(
    resource: Resource,
    changes: Sequence[Change],
    decided: Mapping[Address, Sequence[Change]],
    situation: Situation,
) -> list[Change]:
    """The changes; those that write become waiting or blocked where something is not there."""
    writing = [change for change in changes if change.action.writes]
    if not writing:
        return list(changes)
    reason, action = _obstacle(resource, decided, situation)
    if not reason:
        return list(changes)
    others = [change for change in changes if not change.action.writes]
    units = tuple(unit for change in writing for unit in change.units)
    stopped = replace(writing[0], action=action, units=units, reason=reason, consent=None, phase=Phase.DEFINE)
    return [stopped, *others]


def _obstacle(
    resource: Resource, decided: Mapping[Address, Sequence[Change]], situation: Situation
) -> tuple[str, Action]:
    names = {symbol: _why_unknown(symbol, resource, situation) for symbol in resource.uses}
    lost = sorted(
        f"waits for {symbol.kind.replace('_', ' ')} {symbol.name!r} ({why})"
        for symbol, why in names.items()
        if why
    )
    waits = [*lost, *_waits(resource.needs, decided, situation)]
    lacks = [
        f"{need.address} does not exist in the portal and no blueprint makes it"
        for need in sorted(resource.needs)
        if need.address not in decided and isinstance(situation.presence(need.address), Absent)
    ]
    if lacks:
        return "; ".join(lacks), Action.BLOCKED
    return "; ".join(waits), Action.WAITING


def _why_unknown(symbol: Symbol, resource: Resource, situation: Situation) -> str:
    """Why a name has no id, neither now nor by what the run makes; empty where it has one or gets one."""
    makers = [need.address for need in resource.needs if _makes(need.address, symbol, situation)]
    if makers and not any(isinstance(situation.presence(maker), Present) for maker in makers):
        return ""
    told = "" if makers else situation.observation(resource.address).missing.get(symbol, "")
    return told or ("" if symbol in situation.context.names.ids else _UNKNOWN)


def _makes(address: Address, symbol: Symbol, situation: Situation) -> bool:
    """Whether a name is that of a resource. Names of what stands between two objects end in its own."""
    if symbol.kind != address.kind:
        return symbol in situation.kind(address).learn(address, {"": address.name})
    return symbol.name == address.name or bool(address.scope and symbol.name.endswith(f"/{address.name}"))


def _waits(
    needs: Iterable[Need], decided: Mapping[Address, Sequence[Change]], situation: Situation
) -> list[str]:
    made = [need for need in sorted(needs) if need.address in decided]
    return [why for need in made if (why := _why_not_yet(need, decided[need.address], situation))]


def _why_not_yet(need: Need, changes: Sequence[Change], situation: Situation) -> str:
    if need.phase in _SWITCHES:
        return "" if _reached(need, situation) else f"waits for {need.address} ({need.phase.value})"
    if not _will_exist(need.address, changes, situation):
        return f"waits for {need.address}"
    kept = next((unit for change in changes for unit in change.units if _keeps_type(change, unit)), None)
    return f"waits: {need.address} is of type {kept.before} in this portal" if kept else ""


def _keeps_type(change: Change, unit: UnitChange) -> bool:
    """Whether HubSpot keeps a type that the blueprint does not want: what was written for that one fails."""
    if change.action is not Action.BLOCKED or unit.path != _TYPE or change.actual is None:
        return False
    return bool(lock_of(change.actual, _TYPE))


def _will_exist(address: Address, changes: Sequence[Change], situation: Situation) -> bool:
    presence = situation.presence(address)
    if isinstance(presence, Present):
        # Without an id and locked as a whole it stands for what HubSpot has no room for.
        return bool(presence.observed.id) or "" not in presence.observed.locked
    return any(change.action is Action.CREATE and change.approved for change in changes)


def _reached(need: Need, situation: Situation) -> bool:
    """True where the needed resource has once come as far as the phase: its switch is on, or was."""
    kind = situation.kind(need.address)
    entry = situation.context.ledger.entry(need.address)
    presence = situation.presence(need.address)
    units = [dict(entry.units)] if entry else []
    if isinstance(presence, Present):
        units.append(dict(presence.observed.units))
    return any(
        value is True and kind.phase(path, None) is need.phase
        for found in units
        for path, value in found.items()
    )
