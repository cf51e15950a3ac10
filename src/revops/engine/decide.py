"""One resource and its situation in, its changes out: the rules of presence, first contact and phases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, assert_never

from revops.engine.held import why_held
from revops.engine.merge import Side, Triple, is_settled, merge, triples
from revops.engine.situation import Situation
from revops.engine.unfinished import CONSENT_OF_PHASE, is_ours, reason_of
from revops.model.address import Address
from revops.model.change import Action, Change, Consent, MovedBy, UnitChange
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry
from revops.model.spec import Absent, Observed, Phase, Present, Resource, Unknown
from revops.model.surface import Allowance
from revops.model.tick import why_open

_SWITCHES = (Phase.PUBLISH, Phase.ENABLE)
"""Off until somebody switches it on, which asks in any case (rule 9): that it is off is nobody's choice."""


def settled(situation: Situation) -> Iterator[Address]:
    """What is as it was applied and as it is wanted: the usual case, told without deciding it."""
    seen = {place: situation.visible(place) for place in situation.observations}
    entries = situation.context.ledger.entries
    for resource in situation.resources:
        address = resource.address
        entry, there = entries.get(address), seen.get((address.kind, address.scope))
        observed = there.get(address) if there else None
        if entry is None or entry.maybe or observed is None or observed.unreadable:
            continue
        if is_settled(resource.units, entry.units, observed.units):
            yield address


def decide(resource: Resource, situation: Situation) -> list[Change]:
    """All changes of one resource: at most one per phase and action."""
    kind = situation.kind(resource.address)
    entry = situation.context.ledger.entry(resource.address)
    if not kind.writes:
        reason = why_open(resource.units, entry, situation.context.today)
        return [_change(resource, Action.MANUAL, reason=reason)] if reason else []
    refused = situation.reading(resource.address)
    if refused.allowance is not Allowance.ALLOWED:
        return [_change(resource, Action.BLOCKED, reason=refused.told)]
    presence = situation.presence(resource.address)
    match presence:
        case Present(observed):
            return _present(resource, observed, entry, situation)
        case Absent(archived):
            return _absent(resource, entry, situation, archived=archived)
        case Unknown(reason):
            return _unknown(resource, entry, situation, reason)
        case _ as never:
            assert_never(never)


def _change(resource: Resource, action: Action, phase: Phase = Phase.DEFINE, **facts: Any) -> Change:
    return Change(resource.address, phase, action, resource=resource, needs=resource.needs, **facts)


def _absent(resource: Resource, entry: Entry | None, situation: Situation, *, archived: bool) -> list[Change]:
    if resource.reference:
        reason = "the blueprint refers to it, and this portal does not have it"
        return [_change(resource, Action.BLOCKED, reason=reason)]
    if entry and (entry.created or not entry.maybe) and not _taken(resource.address, "", situation):
        gone = tuple(
            UnitChange(path, MISSING, value, MovedBy.PORTAL) for path, value in resource.units.items()
        )
        return [_change(resource, Action.HOLD, units=gone, reason="somebody removed it in HubSpot")]
    if archived:
        reason = "an archived one has this name; HubSpot may bring it and its old values back, or purge it"
        return _create(resource, situation, Consent.CREATE, reason)
    return _create(resource, situation, None, "not in the portal")


def _unknown(resource: Resource, entry: Entry | None, situation: Situation, reason: str) -> list[Change]:
    if entry and entry.maybe and not entry.created:
        told = f"a create was sent and its answer was lost; {reason}"
        return _create(resource, situation, Consent.CREATE, told)
    if entry and not _taken(resource.address, "", situation):
        told = f"it was applied before and is not to be found: {reason}"
        return [_change(resource, Action.HOLD, reason=told)]
    return _create(resource, situation, Consent.CREATE, reason)


def _create(resource: Resource, situation: Situation, consent: Consent | None, reason: str) -> list[Change]:
    """The create, and one change per later phase that it leads to."""
    refused = _write_refused(resource, situation)
    if refused:
        return refused
    by_phase: dict[Phase, list[UnitChange]] = {}
    kind = situation.kind(resource.address)
    for path, value in resource.units.items():
        phase = kind.phase(path, None)
        if phase in CONSENT_OF_PHASE and value is False:
            continue  # made switched off anyway
        before = False if phase in CONSENT_OF_PHASE else MISSING
        by_phase.setdefault(phase, []).append(UnitChange(path, before, value))
    first = [phase for phase in by_phase if phase not in CONSENT_OF_PHASE]
    units = tuple(unit for phase in first for unit in by_phase[phase])
    phase = max(first, key=list(Phase).index, default=Phase.DEFINE)
    create = _change(resource, Action.CREATE, phase=phase, units=units, reason=reason, consent=consent)
    later = [
        _later(resource, phase, tuple(units), None)
        for phase, units in by_phase.items()
        if phase in CONSENT_OF_PHASE
    ]
    return [create, *later]


def _later(
    resource: Resource, phase: Phase, units: tuple[UnitChange, ...], actual: Observed | None
) -> Change:
    change = _change(resource, Action.UPDATE, phase=phase, units=units, actual=actual)
    return replace(change, consent=CONSENT_OF_PHASE[phase], reason=reason_of(phase))


def _write_refused(resource: Resource, situation: Situation) -> list[Change]:
    verdict = situation.writing(resource.address)
    if verdict.allowance is Allowance.ALLOWED:
        return []
    action = Action.MANUAL if verdict.allowance is Allowance.MANUAL else Action.BLOCKED
    return [_change(resource, action, reason=verdict.told)]


def _present(
    resource: Resource, observed: Observed, entry: Entry | None, situation: Situation
) -> list[Change]:
    if observed.unreadable:
        return [_change(resource, Action.HOLD, actual=observed, reason=observed.unreadable)]
    heaps = _sort(resource, observed, entry, situation)
    written = updates(resource, observed, heaps.pop("write", []), situation)
    if entry and entry.maybe and any(change.phase not in CONSENT_OF_PHASE for change in written):
        heaps.pop("adopt", None)  # the write that completes it settles these too
    return [*written, *_rest(resource, observed, heaps, situation)]


def _sort(
    resource: Resource, observed: Observed, entry: Entry | None, situation: Situation
) -> dict[str, list[UnitChange]]:
    """Units by what becomes of them: write, adopt, hold, blocked, kept-otherwise."""
    heaps: dict[str, list[UnitChange]] = {}
    base = _base(resource, entry)
    for unit in triples(situation.concerned(resource), base, observed.units, observed.factory):
        phase = situation.kind(resource.address).phase(unit.path, observed)
        verdict = merge(_off(unit) if phase in _SWITCHES else unit, counted=phase.is_counted)
        change = UnitChange(unit.path, unit.actual, unit.desired, verdict.moved_by)
        heap = _heap(resource, unit, verdict.side, observed, entry, situation)
        if heap:
            heaps.setdefault(heap, []).append(change)
    return heaps


def _off(switch: Triple) -> Triple:
    return replace(switch, factory=False)


def _base(resource: Resource, entry: Entry | None) -> Mapping[str, Json] | None:
    """The last applied values; the `existing:` type of a reference is a check, not a value to adopt."""
    if resource.reference and not entry:
        return {"type": resource.units["type"]} if "type" in resource.units else None
    return entry.units if entry else None


def _heap(
    resource: Resource,
    unit: Triple,
    side: Side,
    observed: Observed,
    entry: Entry | None,
    situation: Situation,
) -> str:
    unsettled = entry is not None and entry.maybe
    if side is Side.SAME and not unsettled:
        return ""
    if side is Side.ALIKE and not _taken(resource.address, unit.path, situation):
        return "alike"
    if side in (Side.SAME, Side.CATCH_UP):
        return "adopt" if not (resource.reference and unit.path == "type") else ""
    if lock_of(observed, unit.path):
        return "blocked"
    missed = unsettled and unit.base is MISSING and entry is not None and is_ours(entry, observed)
    if side is Side.HOLD and not missed and not _taken(resource.address, unit.path, situation):
        return "hold"
    if entry and entry.unkept.get(unit.path) == {"sent": unit.desired, "kept": _plain(unit.actual)}:
        return "unkept"
    return "write"


def _plain(value: object) -> Json:
    return None if value is MISSING else value


def lock_of(observed: Observed, path: str) -> str:
    """Why HubSpot does not let a unit be changed, or nothing."""
    for prefix, why in observed.locked.items():
        if prefix in ("", path) or path.startswith(prefix + "."):
            return why
    return ""


def _taken(address: Address, path: str, situation: Situation) -> bool:
    """True where a person took the blueprint's side, for the whole resource or for `ADDRESS#UNIT`."""
    for pattern in situation.consents.of("take"):
        where, _, unit = pattern.partition("#")
        if address.matches(where) and unit in ("", path):
            return True
    return False


def updates(
    resource: Resource, observed: Observed, units: Iterable[UnitChange], situation: Situation
) -> list[Change]:
    """One update per phase; units of later phases that lapse through it are put back in their own."""
    units = list(units)
    if not units:
        return []
    refused = _write_refused(resource, situation)
    if refused:
        return [replace(change, units=tuple(units), actual=observed) for change in refused]
    kind = situation.kind(resource.address)
    by_phase: dict[Phase, list[UnitChange]] = {}
    for unit in units:
        by_phase.setdefault(kind.phase(unit.path, observed), []).append(unit)
    moved = frozenset(unit.path for unit in units)
    for path, lapsed in kind.follow(resource, moved).items():
        wanted = resource.units.get(path, MISSING)
        if wanted is not MISSING and wanted != lapsed and path not in moved:
            by_phase.setdefault(kind.phase(path, observed), []).append(UnitChange(path, lapsed, wanted))
    return [
        _update(resource, phase, tuple(found), observed, situation)
        for phase, found in sorted(by_phase.items(), key=lambda item: list(Phase).index(item[0]))
    ]


def _update(
    resource: Resource, phase: Phase, units: tuple[UnitChange, ...], observed: Observed, situation: Situation
) -> Change:
    verdict = situation.moving(resource.address)
    if phase is Phase.MOVE and verdict.allowance is not Allowance.ALLOWED:
        return _change(
            resource, Action.BLOCKED, phase=phase, units=units, actual=observed, reason=verdict.told
        )
    if phase in CONSENT_OF_PHASE:
        return _later(resource, phase, units, observed)
    return _change(resource, Action.UPDATE, phase=phase, units=units, actual=observed)


def _rest(
    resource: Resource, observed: Observed, heaps: Mapping[str, list[UnitChange]], situation: Situation
) -> list[Change]:
    """Adopt, hold, blocked and what HubSpot did not keep."""
    changes, entry = [], situation.context.ledger.entry(resource.address)
    if "adopt" in heaps:
        changes.append(_change(resource, Action.ADOPT, units=tuple(heaps["adopt"]), actual=observed))
    if "alike" in heaps:
        changes.append(_alike(resource, observed, tuple(heaps["alike"])))
    if "hold" in heaps:
        held = tuple(heaps["hold"])
        why = why_held(observed, held, entry, undoing=situation.undoing)
        changes.append(_change(resource, Action.HOLD, units=held, actual=observed, reason=why))
    if "blocked" in heaps:
        blocked = tuple(heaps["blocked"])
        reason = lock_of(observed, blocked[0].path)
        changes.append(_change(resource, Action.BLOCKED, units=blocked, actual=observed, reason=reason))
    if "unkept" in heaps:
        changes.append(_unkept(resource, observed, tuple(heaps["unkept"]), situation))
    return changes


def _alike(resource: Resource, observed: Observed, units: tuple[UnitChange, ...]) -> Change:
    told = ", ".join(f"{unit.path} {unit.before!r}" for unit in units)
    reason = f"HubSpot's {told} differs in width or outer spaces only"
    return _change(resource, Action.NONE, units=units, actual=observed, reason=reason)


def _unkept(
    resource: Resource, observed: Observed, units: tuple[UnitChange, ...], situation: Situation
) -> Change:
    """HubSpot took the value and did not keep it, or refused it: a person's turn, not a loop (rule 10)."""
    change = _change(resource, Action.HOLD, units=units, actual=observed)
    clicks = situation.kind(resource.address).by_hand(change, situation.context)
    if clicks:
        return replace(change, action=Action.MANUAL, reason=clicks)
    return replace(change, reason="HubSpot accepted the value and did not keep it")
