"""Creates that nobody knows to be complete, and the switches that every new thing starts with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from revops.engine.merge import equal, is_order
from revops.engine.situation import Situation
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.call import Call
from revops.model.change import Change, Consent, UnitChange
from revops.model.journal import Unsettled
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Observed, Phase, Present, Resource

CONSENT_OF_PHASE: Final = {
    Phase.MOVE: Consent.MOVE,
    Phase.PUBLISH: Consent.PUBLISH,
    Phase.ENABLE: Consent.ENABLE,
    Phase.REMOVE: Consent.DELETE,
}
"""Moving records, switching on and removing are steps of their own, each with a consent (rules 3 and 9)."""


def reason_of(phase: Phase) -> str:
    """Why a change asks: what is counted of records says besides what is not."""
    uses = "; uses of the values in workflows, segments and forms: not counted" if phase.is_counted else ""
    return f"{phase.value} is a step of its own{uses}"


def switched_off(resource: Resource, kind: Kind) -> dict[str, Json]:
    """The switches of a thing as it is made: all of them off."""
    return {path: False for path in resource.units if kind.phase(path, None) in CONSENT_OF_PHASE}


def sent_by(call: Call, change: Change, kind: Kind) -> dict[str, Json]:
    """The values that a thing has once this create was carried out."""
    sent = {path: value for path, value in change.after().items() if call.units is None or path in call.units}
    return {**(switched_off(change.resource, kind) if change.resource else {}), **sent}


def is_ours(entry: Entry, observed: Observed) -> bool:
    """True where this tool made what is there: HubSpot said so, or it is as a lost create sent it."""
    as_sent = bool(entry.units) and not differing(entry, observed, entry.units)
    return entry.created or (entry.maybe and as_sent)


def differing(entry: Entry, observed: Observed, paths: Collection[str]) -> list[str]:
    """Units among the paths that the portal shows otherwise than the ledger has them."""
    return [
        path
        for path in paths
        if not equal(path, entry.units.get(path, MISSING), observed.units.get(path, MISSING))
    ]


def unmoved_orders(resource: Resource | None, entry: Entry, observed: Observed) -> list[str]:
    """Sequences that nobody moved: with what is new in them they are agreed as they are now."""
    managed = resource.units if resource else {}
    return [
        path
        for path in managed
        if is_order(path) and path in entry.units and not differing(entry, observed, [path])
    ]


def remembered(resource: Resource | None, entry: Entry, observed: Observed) -> Mapping[str, Json]:
    """What the ledger holds, without what neither the blueprint nor the portal has any more."""
    if resource is None:
        return entry.units
    kept = {p: value for p, value in entry.units.items() if p in resource.units or p in observed.units}
    orders = unmoved_orders(resource, entry, observed)
    return {**kept, **{path: observed.units[path] for path in orders if path in observed.units}}


def arrived(
    situation: Situation, sent: Mapping[Address, Mapping[str, UnitChange]], described: Situation
) -> Situation:
    """The situation that knows what of the last run is in the portal although it was cut off.

    Such a run wrote no ledger: what it has changed would pass for a change by hand. What the ledger has as
    the run found it, and the portal as the run sent it, was applied by the run. What is there as a lost
    create sent it was made by the run, as it is for the next apply.

    Args:
        situation: with the ledger as it was saved before that run, or in the middle of it.
        sent: what the run changed, by address and path; empty for what it was to make.
        described: the portal as it is read for the project's files. Parts of what was made have their names
            from these: no answer told the ids by which they would be known.
    """
    ledger, found = situation.context.ledger, dict[Address, Entry | None]()
    for address, units in sent.items():
        entry, presence = ledger.entry(address), situation.presence(address)
        if entry is None or not isinstance(presence, Present):
            continue
        seen = presence.observed
        own = {path: unit.after for path, unit in units.items() if _is_own(unit, entry, seen.units)}
        there = described.presence(address)
        named = there.observed if isinstance(there, Present) and there.observed.id == seen.id else seen
        if entry.maybe and is_ours(entry, named):
            keys = {**entry.keys, **named.keys}
            entry = replace(entry, id=seen.id, keys=keys, created=True, maybe=False)
        found[address] = replace(entry, units={**entry.units, **own})
    context = replace(situation.context, ledger=ledger.with_entries(found))
    return replace(situation, context=context)


def _is_own(unit: UnitChange, entry: Entry, there: Mapping[str, Json]) -> bool:
    base, actual = (side.get(unit.path, MISSING) for side in (entry.units, there))
    return equal(unit.path, base, unit.before) and equal(unit.path, actual, unit.after)


def recovered(ledger: Ledger, found: Iterable[Unsettled]) -> Ledger:
    """The ledger with what runs that were cut off leave in doubt.

    Only where the entry is still the one that the request was made upon: where it moved, the answer was
    written down before the run ended, or a later one has found out.

    Args:
        ledger: as it was saved last.
        found: the requests that nobody settled, oldest first.
    """
    for one in found:
        doubtful = {
            address: perhaps.after
            for address, perhaps in one.intent.perhaps.items()
            if ledger.entry(address) == perhaps.before
        }
        ledger = ledger.with_entries(doubtful) if doubtful else ledger
    return ledger
