"""Situation in, plan out. Pure: no I/O, no clock; the same inputs in any order give the same plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from revops.engine.decide import decide
from revops.engine.order import PHASES, layers, rank, topological
from revops.engine.rehearse import rehearse
from revops.engine.removal import decide_removal
from revops.engine.situation import Situation
from revops.engine.waiting import wait
from revops.model.address import Address
from revops.model.change import Action, Change, UnitChange
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json, digest
from revops.model.plan import Plan


def make_plan(situation: Situation) -> Plan:
    """The plan for one portal.

    1. Resources in the order of their needs; each is decided on its own.
    2. What depends on something that is not there waits.
    3. Removals.
    4. Consents are matched to addresses.
    5. Changes are put into the order of the run and their requests counted by rehearsal.
    6. The digest binds the result to its inputs.

    Raises:
        Refused: the needs form a ring.
    """
    decided: dict[Address, list[Change]] = {}
    for resource in topological(situation.resources):
        changes = [_consented(change, situation) for change in decide(resource, situation)]
        decided[resource.address] = wait(resource, changes, decided, situation)
    for address in sorted(situation.removed):
        decided[address] = [_consented(change, situation) for change in decide_removal(address, situation)]
    changes = [change for found in decided.values() for change in _chained(found)]
    ordered = in_order(changes, situation)
    requests = rehearse([replace(change, approved=True) for change in ordered], situation).counts
    plan = Plan(
        portal=situation.context.portal,
        changes=tuple(
            replace(change, calls=requests[change.phase.value, change.address] if change.action.writes else 0)
            for change in ordered
        ),
        findings=tuple(
            dict.fromkeys((*situation.findings, *_findings(ordered, situation), *_unmatched(situation)))
        ),
        blueprint_digest=situation.blueprint_digest,
        ledger_digest=ledger_digest(situation),
        consents=situation.consents,
        writes=rehearse(ordered, situation).writes,
        reads=situation.reads,
    )
    return replace(plan, digest=plan_digest(plan, situation))


def _consented(change: Change, situation: Situation) -> Change:
    if not change.action.counts:
        return change
    if change.consent is None:
        return replace(change, approved=True)
    patterns = situation.consents.of(change.consent.value)
    return replace(change, approved=any(change.address.matches(pattern) for pattern in patterns))


def _chained(changes: Sequence[Change]) -> list[Change]:
    """Nothing is published or switched on that was not agreed to be made."""
    unmade = any(change.action is Action.CREATE and not change.approved for change in changes)
    return [replace(change, approved=False) for change in changes] if unmade else list(changes)


def in_order(changes: Sequence[Change], situation: Situation) -> list[Change]:
    """Changes in the order of the run; what does not run stands where its kind stands."""
    ranks = rank(situation.kinds.values())
    found: list[Change] = []
    for phase in PHASES:
        mine = sorted(
            (change for change in changes if change.phase is phase),
            key=lambda change: (ranks[change.address.kind], change.address, change.action.value),
        )
        for layer in layers(mine, ranks):
            found.extend(layer)
    return found


def _findings(changes: Iterable[Change], situation: Situation) -> Iterable[Finding]:
    for change in changes:
        origin = change.resource.origin if change.resource else situation.removed.get(change.address)
        for finding in situation.kind(change.address).hazards(change):
            yield replace(finding, origin=finding.origin if finding.origin.file else origin or finding.origin)
        if change.action in (Action.BLOCKED, Action.WAITING):
            code = "RV402" if change.action is Action.BLOCKED else "RV403"
            severity = Severity.WARNING if change.action is Action.BLOCKED else Severity.INFO
            summary = f"{change.action.value}: {change.reason}"
            finding = Finding(code, severity, summary, address=change.address)
            yield replace(finding, origin=origin) if origin else finding


def _unmatched(situation: Situation) -> Iterable[Finding]:
    """Consents that name nothing, most likely for a slip of the pen."""
    known = [*(resource.address for resource in situation.resources), *situation.removed]
    for flag, patterns in situation.consents.patterns.items():
        for pattern in patterns:
            if not any(address.matches(pattern.partition("#")[0]) for address in known):
                summary = f"--{flag} {pattern} names nothing in the blueprint"
                yield Finding("RV404", Severity.WARNING, summary, "revops plan shows the addresses")


def ledger_digest(situation: Situation) -> str:
    """Digest of the ledger entries of everything that the blueprint names."""
    ledger = situation.context.ledger
    named = {resource.address for resource in situation.resources} | situation.removed.keys()
    entries = {address: ledger.entry(address) for address in named}
    return digest(
        {
            str(address): [
                entry.id,
                dict(entry.units),
                dict(entry.keys),
                entry.created,
                entry.maybe,
                dict(entry.unkept),
                entry.ticked,
            ]
            for address, entry in entries.items()
            if entry
        }
    )


def plan_digest(plan: Plan, situation: Situation) -> str:
    """What an approval is bound to (rule 8), the portal's ids of the names that are written among it."""
    return digest(
        {
            "portal": plan.portal.id,
            "locale": plan.portal.locale,
            "blueprint": plan.blueprint_digest,
            "ledger": plan.ledger_digest,
            "consents": {
                flag: sorted(patterns) for flag, patterns in plan.consents.patterns.items() if patterns
            },
            "changes": [_bound(change) for change in plan.changes],
            "names": _names(plan.changes, situation),
        }
    )


def _names(changes: Iterable[Change], situation: Situation) -> Json:
    """Who and what a role, form or stage is here: another one makes it another plan."""
    ids, bind = situation.context.names.ids, situation.context.bind
    writing = [change for change in changes if change.action.writes]
    used = {symbol for change in writing if change.resource for symbol in change.resource.uses}
    bound = {str(change.address) for change in writing} & bind.keys()
    return {
        **{str(symbol): ids[symbol] for symbol in used if symbol in ids},
        **{address: bind[address] for address in bound},
    }


def _bound(change: Change) -> Json:
    return [*(str(part) for part in change.key), change.approved, [_unit(unit) for unit in change.units]]


def _unit(unit: UnitChange) -> Json:
    return [unit.path, *([] if value is MISSING else [value] for value in (unit.before, unit.after))]
