"""What the whole project tells of a plan: which address a consent meant, which subscription is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from revops.cli.consents import likeliest
from revops.cli.session import Session
from revops.cli.upgrades import unsubscribed
from revops.model.change import Action, Change, Consent, is_taken
from revops.model.finding import Finding, Severity
from revops.model.outcome import Run, Status
from revops.model.plan import Consents, Plan
from revops.model.spec import Phase

_UNMATCHED = "RV404"
_UNHELD = "RV459"


def advised(plan: Plan, session: Session) -> Plan:
    """The same plan; a pattern that names nothing gets the nearest address, a subscription is told once."""
    findings = [_meant(finding, plan, session) for finding in plan.findings]
    return replace(
        plan, findings=(*findings, *_unheld(plan), *_too_early(plan), *unsubscribed(plan, session))
    )


def heeded(plan: Plan) -> Consents:
    """The consents that name something; the others are not worth typing again."""
    idle = (*plan.findings, *_unheld(plan))
    return _those(plan.consents, lambda flag, one: not any(_is_about(found, flag, one) for found in idle))


def unfinished(result: Run) -> Consents:
    """The consents to give again after a run that failed: those of which something is still to be done."""
    done = {one.change.key for one in result.outcomes if one.status is Status.DONE}
    left = [change.address for change in result.plan.changes if change.key not in done]
    wanted = heeded(result.plan)
    return _those(wanted, lambda _, one: any(address.matches(one.partition("#")[0]) for address in left))


def _those(consents: Consents, holds: Callable[[str, str], bool]) -> Consents:
    """Those for which something holds of flag and pattern."""
    held = {
        flag: tuple(pattern for pattern in patterns if holds(flag, pattern))
        for flag, patterns in consents.patterns.items()
    }
    return replace(consents, patterns=held)


def _is_about(finding: Finding, flag: str, pattern: str) -> bool:
    return finding.code in (_UNMATCHED, _UNHELD) and finding.summary.startswith(f"--{flag} {pattern} ")


def _meant(finding: Finding, plan: Plan, session: Session) -> Finding:
    for flag, patterns in plan.consents.patterns.items():
        for pattern in patterns:
            if finding.code == _UNMATCHED and _is_about(finding, flag, pattern):
                match = likeliest(flag, pattern, session.blueprint, session.kinds)
                return replace(finding, hint=f"Did you mean --{flag} {match}?") if match else finding
    return finding


def _unheld(plan: Plan) -> Iterator[Finding]:
    """Sides that were taken where nothing is held: blueprint and portal agree there, or nobody moved it."""
    unmatched = [finding for finding in plan.findings if finding.code == _UNMATCHED]
    for pattern in plan.consents.of(Consent.TAKE.value):
        told = any(_is_about(finding, Consent.TAKE.value, pattern) for finding in unmatched)
        if told or any(_takes(change, pattern) for change in plan.changes):
            continue
        summary = f"--take {pattern} names nothing that is held"
        yield Finding(_UNHELD, Severity.WARNING, summary, "revops drift lists what is held")


def _takes(change: Change, pattern: str) -> bool:
    """What is replaced, removed or cannot be read although a side was taken is told by its row."""
    aside = change.action in (Action.REPLACE, Action.DELETE)
    told = aside or (change.action is Action.HOLD and not change.units)
    return is_taken(change, pattern) or (told and change.address.matches(pattern.partition("#")[0]))


def _too_early(plan: Plan) -> Iterator[Finding]:
    """Consents to remove options that records still hold: these are moved first."""
    for change in plan.changes:
        asked = any(change.address.matches(pattern) for pattern in plan.consents.of(Consent.DELETE.value))
        if asked and change.phase is Phase.MOVE and not change.approved:
            told = f"--delete {change.address} removes nothing yet: the records are moved first"
            yield Finding(
                "RV792", Severity.INFO, told, f"revops apply --move {change.address}", change.address
            )
