"""Who agreed to a change: addresses, and patterns as far as what they agree to was counted (rule 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from revops.engine.situation import Situation
from revops.kinds.base import Kind
from revops.model.change import Change, Consent
from revops.model.consequence import Consequence
from revops.model.finding import Finding, Severity
from revops.model.spec import Resource

_GLOB: Final = "*?["
_ALWAYS: Final = (Consent.CREATE, Consent.TAKE)
"""What any resource that is written may ask for."""


def consented(change: Change, situation: Situation) -> Change:
    """The change with what it sets off, and whether it may run."""
    if not change.action.counts:
        return change
    sets_off = situation.consequences.get((change.address, change.phase))
    approved = change.consent is None or bool(_agreeing(change, sets_off, situation))
    if approved == change.approved and sets_off is change.consequence:
        return change
    return replace(change, consequence=sets_off, approved=approved)


def _agreeing(change: Change, sets_off: Consequence | None, situation: Situation) -> list[str]:
    """The consents that cover the change.

    A pattern covers what is known to stay within the cap, and no delete in a protected portal.
    """
    by_pattern = not _by_address(change, situation) and _within(sets_off, situation.enrol_cap)
    return [pattern for pattern in _naming(change, situation) if pattern == str(change.address) or by_pattern]


def _by_address(change: Change, situation: Situation) -> bool:
    """True where only the very address agrees, whatever it sets off."""
    return change.consent is Consent.DELETE and situation.context.portal.protected


def _naming(change: Change, situation: Situation) -> list[str]:
    patterns = situation.consents.of(change.consent.value) if change.consent else ()
    return [pattern for pattern in patterns if change.address.matches(pattern)]


def _within(consequence: Consequence | None, cap: int) -> bool:
    return consequence is None or consequence.within(cap)


def is_exact(pattern: str) -> bool:
    """Whether it names one address, so that naming nothing is a slip."""
    return not set(_GLOB) & set(pattern)


def can_ask(flag: str, kind: Kind, *, removed: bool = False) -> bool:
    """Whether any change of the kind, or the removal of one, ever takes this consent."""
    consent = Consent(flag)
    if removed:
        return consent is Consent.DELETE
    return consent in kind.asks or (consent in _ALWAYS and bool(kind.writes))


def units_of(resource: Resource, situation: Situation) -> frozenset[str]:
    """All of a resource that a person can take a side on: what is wanted, was applied or is there."""
    address = resource.address
    entry = situation.context.ledger.entry(address)
    observed = situation.observation(address).by_address.get(address)
    sides = (resource.units, entry.units if entry else {}, observed.units if observed else {})
    return frozenset(path for units in sides for path in units)


def unmatched(situation: Situation) -> Iterator[tuple[str, str]]:
    """Flags and patterns that name nothing; of `ADDRESS#UNIT` only `--take` knows."""
    for flag, patterns in situation.consents.patterns.items():
        for pattern in patterns:
            where, mark, unit = pattern.partition("#")
            named = (one for one in situation.resources if one.address.matches(where))
            if mark and flag == Consent.TAKE.value:
                found = any(unit in units_of(resource, situation) for resource in named)
            else:
                gone = (address for address in situation.removed if address.matches(where))
                found = not mark and any(True for _ in (*named, *gone))
            if not found:
                yield flag, pattern


def beyond(changes: Iterable[Change], situation: Situation) -> Iterator[Finding]:
    """Changes to which a pattern does not agree, for what they would set off; and what HubSpot would bill."""
    for change in changes:
        if change.action.counts and not change.approved and _by_address(change, situation):
            yield from _unnamed(change, situation)
        if not (change.action.counts and change.consequence):
            continue
        if not change.approved and _naming(change, situation):
            yield _refused(change, change.consequence, situation)
        if change.consequence.billing:
            yield _billed(change, change.consequence)


def _unnamed(change: Change, situation: Situation) -> Iterator[Finding]:
    """A delete that only a pattern names."""
    for pattern in _naming(change, situation)[:1]:
        told = (
            f"--delete {pattern!r} does not reach {change.address}: a delete in a protected portal is named"
        )
        hint = f"revops apply --delete {change.address}"
        yield Finding("RV992", Severity.WARNING, told, hint, change.address)


def _refused(change: Change, consequence: Consequence, situation: Situation) -> Finding:
    flag = f"--{change.consent.value}" if change.consent else ""
    pattern = _naming(change, situation)[0]
    if not consequence.is_counted:
        code, told = "RV891", f"{consequence.told} ({consequence.why})"
    else:
        code, told = "RV890", f"{consequence.concerned}, a pattern agrees to {situation.enrol_cap:,} at most"
    summary = f"{flag} {pattern!r} does not reach {change.address}: {told}"
    return Finding(code, Severity.WARNING, summary, f"revops apply {flag} {change.address}", change.address)


def _billed(change: Change, consequence: Consequence) -> Finding:
    bound = "at most " if consequence.at_most else ""
    told = f"{bound}{consequence.billing:,} contacts would become marketing contacts, which HubSpot bills"
    hint = "look at the number of marketing contacts in your subscription before you agree"
    return Finding("RV892", Severity.WARNING, told, hint, change.address)
