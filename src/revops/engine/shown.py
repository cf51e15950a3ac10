"""What a look shows of an attempt: whether all has arrived, or waiting for it makes no sense."""

from __future__ import annotations

from revops.engine.attempt import Attempt
from revops.engine.merge import equal
from revops.model.address import Address
from revops.model.change import Action, UnitChange
from revops.model.json import MISSING
from revops.model.spec import Absent, Observation, Observed, Presence, Present, Unknown


def _presence(seen: Observation, address: Address) -> Presence:
    """What a look proves; one that went wrong proves nothing (rule 5)."""
    return Unknown(seen.broken) if seen.broken else seen.presence(address)


def proven(attempt: Attempt, seen: Observation) -> Presence:
    """What a look proves about one attempt; a list that still shows what is removed shows nothing new."""
    found = _presence(seen, attempt.change.address)
    if not (isinstance(found, Present) and attempt.outlived(found.observed)):
        return found
    unmade = attempt.stuck and not (attempt.uncertain or attempt.made)
    return Absent() if unmade else Unknown(f"the portal still shows {found.observed.id}, which is removed")


def is_hopeless(attempt: Attempt, seen: Observation) -> bool:
    """True where a step about records broke off, sent nothing, was refused some or is locked: why wait."""
    if not attempt.change.phase.is_counted:
        return False
    observed = seen.by_address.get(attempt.change.address)
    locked = observed.locked if observed else {}
    told = attempt.stuck or not attempt.calls or attempt.findings
    return bool(told) or any(unit.path in locked for unit in attempt.change.units)


def is_shown(attempt: Attempt, seen: Observation) -> bool:
    found = proven(attempt, seen)
    if attempt.change.action is Action.DELETE:
        return isinstance(found, Absent)
    return isinstance(found, Present) and not different(attempt, found.observed)


def different(attempt: Attempt, observed: Observed) -> list[UnitChange]:
    """The units of the change that the portal does not show as they were sent."""
    return [
        unit
        for unit in attempt.change.units
        if not equal(unit.path, unit.after, observed.units.get(unit.path, MISSING))
    ]
