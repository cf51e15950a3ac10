"""What becomes of a `removed:` entry: proof, then consent, then a delete (rule 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from revops.engine.hosts import bearer
from revops.engine.situation import Situation
from revops.engine.unfinished import CONSENT_OF_PHASE
from revops.model.address import Address
from revops.model.change import Action, Change, Consent, UnitChange
from revops.model.json import MISSING
from revops.model.objects import host
from revops.model.spec import Absent, Observed, Phase, Present, Unknown
from revops.model.surface import Allowance


def decide_removal(address: Address, situation: Situation) -> list[Change]:
    """The change for one address under `removed:`; nothing where it is gone already, or goes with another."""
    if _goes_with_host(address, situation) or _goes_with_bearer(address, situation):
        return []
    presence = situation.presence(address)
    match presence:
        case Absent():
            return []
        case Unknown(reason):
            return _unseen(address, situation, reason)
        case Present(observed):
            return [_delete(address, observed, situation)]
        case _ as never:
            assert_never(never)


def switching_off(address: Address, situation: Situation) -> list[Change]:
    """What is left of a removal that nobody agreed to: its switches are turned off, each phase on its own."""
    presence = situation.presence(address)
    if not isinstance(presence, Present) or _obstacle(address, presence.observed, situation):
        return []
    observed, kind = presence.observed, situation.kind(address)
    by_phase: dict[Phase, list[UnitChange]] = {}
    for path in sorted(situation.off.get(address, ())):
        if observed.units.get(path) is True:
            by_phase.setdefault(kind.phase(path, observed), []).append(UnitChange(path, True, False))
    return [
        Change(
            address,
            phase,
            Action.UPDATE,
            tuple(units),
            f"{situation.removing}; it stays until somebody agrees to delete it, switched off",
            CONSENT_OF_PHASE[phase],
            actual=observed,
        )
        for phase, units in by_phase.items()
    ]


def _goes_with_host(address: Address, situation: Situation) -> bool:
    """True for what stands on a custom object that is agreed to be removed, too, and can be."""
    found = host(address.scope)
    if found is None or found not in situation.removed:
        return False
    if not any(found.matches(pattern) for pattern in situation.consents.of(Consent.DELETE.value)):
        return False
    presence = situation.presence(found)
    return isinstance(presence, Present) and not _why_not(found, presence.observed, situation)


def _goes_with_bearer(address: Address, situation: Situation) -> bool:
    """True for what no request removes, where the thing that it is about is to be removed, too, and can be.

    It stays as long as that thing stays, which asks by itself.
    """
    found = bearer(address)
    if found is None or found not in situation.removed or situation.kind(address).deletes:
        return False
    presence = situation.presence(found)
    if isinstance(presence, Present):
        return not _why_not(found, presence.observed, situation)
    return isinstance(presence, Absent)


def _unseen(address: Address, situation: Situation, reason: str) -> list[Change]:
    """Nothing where this tool never made one; else its known id is deleted, if it is gone already or not."""
    entry = situation.context.ledger.entry(address)
    if entry is None:
        return []
    told = f"nobody knows whether it is there: {reason}"
    readable = situation.reading(address).allowance is Allowance.ALLOWED
    if not (entry.created and entry.id and readable and situation.kind(address).deletes):
        return [Change(address, Phase.DEFINE, Action.HOLD, reason=told)]
    refused = _refused(address, situation)
    if refused:
        return [Change(address, Phase.DEFINE, Action.BLOCKED, reason=refused)]
    reason = f"{situation.removing}; {told}"
    return [Change(address, Phase.DEFINE, Action.DELETE, reason=reason, consent=Consent.DELETE)]


def _delete(address: Address, observed: Observed, situation: Situation) -> Change:
    units = tuple(UnitChange(path, value, MISSING) for path, value in observed.units.items())
    kind = situation.kind(address)
    if not kind.deletes:
        change = Change(address, Phase.DEFINE, Action.MANUAL, units=units, actual=observed)
        return replace(change, reason=kind.by_hand(change, situation.context))
    why_not = _why_not(address, observed, situation)
    if why_not:
        return Change(address, Phase.DEFINE, Action.BLOCKED, reason=why_not, actual=observed)
    return Change(
        address,
        Phase.DEFINE,
        Action.DELETE,
        units=units,
        reason=situation.removing,
        consent=Consent.DELETE,
        actual=observed,
    )


def _why_not(address: Address, observed: Observed, situation: Situation) -> str:
    """What keeps it from being deleted: a proof or a right that is missing, or HubSpot."""
    return _obstacle(address, observed, situation) or observed.locked.get("", "")


def _obstacle(address: Address, observed: Observed, situation: Situation) -> str:
    entry = situation.context.ledger.entry(address)
    if observed.shipped:
        return "HubSpot ships it; it cannot be deleted"
    if entry is None or not entry.created:
        return "the ledger has no proof that this tool created it here; delete it in HubSpot by hand"
    if entry.id and observed.id and entry.id != observed.id:
        told = f"the ledger knows another one of this name ({entry.id}, here {observed.id})"
        return f"{told}: somebody made this one by hand; delete it in HubSpot by hand"
    return _refused(address, situation)


def _refused(address: Address, situation: Situation) -> str:
    verdict = situation.writing(address)
    if verdict.allowance is Allowance.ALLOWED:
        return ""
    return f"{verdict.reason}; {verdict.way_out}".strip("; ")
