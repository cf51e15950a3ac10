"""What has to wait: for names that the portal does not have yet, and for resources (rules 1 and 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.spec import Absent, Need, Phase, Present, Resource

_SWITCHES = (Phase.PUBLISH, Phase.ENABLE)


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
    missing = situation.observation(resource.address).missing
    described = {need.address for need in resource.needs}
    names = sorted(
        f"{symbol} ({missing[symbol]})"
        for symbol in resource.uses
        if symbol in missing and Address(symbol.kind, "", symbol.name) not in described
    )
    waits = [*names, *_waits(resource.needs, decided, situation)]
    lacks = [
        f"{need.address} does not exist in the portal and no blueprint makes it"
        for need in sorted(resource.needs)
        if need.address not in decided and isinstance(situation.presence(need.address), Absent)
    ]
    if lacks:
        return "; ".join(lacks), Action.BLOCKED
    return "; ".join(f"waits for {name}" for name in waits), Action.WAITING


def _waits(
    needs: Iterable[Need], decided: Mapping[Address, Sequence[Change]], situation: Situation
) -> list[str]:
    found = []
    for need in sorted(needs):
        if need.address not in decided:
            continue
        if need.phase in _SWITCHES:
            if not _reached(need, situation):
                found.append(f"{need.address} ({need.phase.value})")
        elif not _will_exist(need.address, decided[need.address], situation):
            found.append(str(need.address))
    return found


def _will_exist(address: Address, changes: Sequence[Change], situation: Situation) -> bool:
    if isinstance(situation.presence(address), Present):
        return True
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
