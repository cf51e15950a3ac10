"""Creates that nobody knows to be complete, and the switches that every new thing starts with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from revops.engine.merge import equal, is_order
from revops.kinds.base import Kind
from revops.model.call import Call
from revops.model.change import Change, Consent
from revops.model.journal import Unsettled
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Observed, Phase, Resource

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
