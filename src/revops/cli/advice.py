"""What the whole project tells of a plan: which address a consent meant, which subscription is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from revops.blueprint.files import SETTINGS
from revops.blueprint.names import nearest
from revops.blueprint.shapes import written
from revops.cli.session import Session
from revops.engine.capability import TIERS, Lack, lack
from revops.hub.surfaces import SURFACES
from revops.model.change import Action, Consent
from revops.model.finding import Finding, Severity
from revops.model.plan import Consents, Plan
from revops.model.spec import Phase

_UNMATCHED = "RV404"


def advised(plan: Plan, session: Session) -> Plan:
    """The same plan; a consent that names nothing gets the nearest address, a subscription is told once."""
    findings = [_meant(finding, plan, session) for finding in plan.findings]
    return replace(plan, findings=(*findings, *_too_early(plan), *_subscription(plan, session)))


def heeded(plan: Plan) -> Consents:
    """The consents that name something; the others are not worth typing again."""
    return Consents(
        {
            flag: tuple(one for one in patterns if not any(_is_about(f, flag, one) for f in plan.findings))
            for flag, patterns in plan.consents.patterns.items()
        }
    )


def _is_about(finding: Finding, flag: str, pattern: str) -> bool:
    return finding.code == _UNMATCHED and finding.summary.startswith(f"--{flag} {pattern} ")


def _meant(finding: Finding, plan: Plan, session: Session) -> Finding:
    for flag, patterns in plan.consents.patterns.items():
        for pattern in patterns:
            if _is_about(finding, flag, pattern):
                match = _nearest(flag, pattern, plan, session)
                return replace(finding, hint=f"Did you mean --{flag} {match}?") if match else finding
    return finding


def _nearest(flag: str, pattern: str, plan: Plan, session: Session) -> str:
    """The address that was meant: one that asks for this consent, else any of the blueprint."""
    asking = [str(one.address) for one in plan.changes if one.consent and one.consent.value == flag]
    blueprint = session.blueprint
    known = [str(one) for one in (*(one.address for one in blueprint.resources), *blueprint.removed)]
    address, mark, path = pattern.partition("#")
    match = nearest(address, asking) or nearest(address, known)
    return f"{match}{mark}{path}" if match else ""


def _too_early(plan: Plan) -> Iterator[Finding]:
    """Consents to remove options that records still hold: these are moved first."""
    for change in plan.changes:
        asked = any(change.address.matches(pattern) for pattern in plan.consents.of(Consent.DELETE.value))
        if asked and change.phase is Phase.MOVE and not change.approved:
            told = f"--delete {change.address} removes nothing yet: the records are moved first"
            yield Finding(
                "RV792", Severity.INFO, told, f"revops apply --move {change.address}", change.address
            )


def _subscription(plan: Plan, session: Session) -> Iterator[Finding]:
    """What the declared subscription does not include of all that the plan blocks, and the line to write."""
    lacking = sorted(set(_lacking(plan, session)))
    if not lacking:
        return
    declared = {str(hub): str(tier) for hub, tier in session.grants.hubs.items()}
    needed = dict.fromkeys(one.subscription for one in lacking)
    told = (f"{' and '.join(one.what for one in lacking if one.subscription == s)} need {s}" for s in needed)
    summary = f"the target declares {written(declared)[1:-1]}, but {', '.join(told)}"
    line = f"hubs: {written(_enough(declared, lacking))}"
    hint = f"If the portal has it, write `{line}` below `{session.target.name}:` in {SETTINGS}."
    yield Finding("RV790", Severity.WARNING, summary, hint)


def _lacking(plan: Plan, session: Session) -> Iterator[Lack]:
    for change in plan.changes:
        if change.action is Action.BLOCKED:
            kind = session.kinds[change.address.kind]
            found = (
                lack(SURFACES[name], change.address.scope, session.grants)
                for name in (*kind.reads, *kind.writes)
            )
            yield from filter(None, found)


def _enough(declared: dict[str, str], lacking: Sequence[Lack]) -> dict[str, str]:
    """The declared hubs with what is lacking: a hub that is there already, where any will do."""
    hubs = dict(declared)
    for one in lacking:
        carriers = one.hubs or tuple(hubs)
        if not any(TIERS.index(hubs[hub]) >= TIERS.index(one.tier) for hub in carriers if hub in hubs):
            hubs[next((hub for hub in carriers if hub in hubs), carriers[0])] = one.tier
    return hubs
