"""Situation in, plan out. Pure: no I/O, no clock; the same inputs in any order give the same plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from revops.engine import touching
from revops.engine.consenting import beyond, consented, unmatched
from revops.engine.decide import decide, settled
from revops.engine.guard import guards
from revops.engine.likeness import namesakes
from revops.engine.moving import adopting
from revops.engine.order import PHASES, layers, rank, topological
from revops.engine.rehearse import Rehearsal, rehearse
from revops.engine.removal import decide_removal, switching_off
from revops.engine.renaming import renaming
from revops.engine.renaming import told as told_of_renamed
from revops.engine.replacing import following, replacing
from revops.engine.situation import Situation
from revops.engine.waiting import wait
from revops.model.address import Address
from revops.model.change import Action, Change, UnitChange
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json, digest
from revops.model.plan import Plan


def make_plan(situation: Situation) -> Plan:
    """The plan for one portal.

    1. What is as it was applied is left out, the rest in the order of needs; each is decided on its own.
    2. What depends on something that is not there waits; what refers to something that is replaced follows.
    3. New addresses are written down; removals; properties under another name.
    4. Consents are matched to addresses.
    5. Changes are put into the order of the run and their requests counted by rehearsal.
    6. Guards look at the whole, and the digest binds it to its inputs.

    Raises:
        Refused: the needs form a ring.
    """
    decided: dict[Address, Sequence[Change]] = dict.fromkeys(settled(situation), ())
    for resource in topological(one for one in situation.resources if one.address not in decided):
        chosen = replacing(decide(resource, situation), situation)
        changes = [consented(change, situation) for change in chosen]
        decided[resource.address] = wait(resource, changes, decided, situation)
    for address, changes in following(decided, situation).items():
        decided[address] = [consented(change, situation) for change in changes]
    decided |= adopting(decided, situation)
    decided |= {address: _going(address, situation) for address in sorted(situation.removed)}
    decided |= renaming(decided, situation)
    ordered = in_order([change for found in decided.values() for change in _chained(found)], situation)
    agreed, asked = _rehearsed(ordered, situation)
    watched = tuple(guards(ordered, situation))
    told = (*situation.findings, *_findings(ordered, situation), *(guard.finding for guard in watched))
    plan = Plan(
        portal=situation.context.portal,
        changes=tuple(_counted(change, asked.counts) for change in ordered),
        findings=tuple(dict.fromkeys(told)),
        guards=watched,
        blueprint_digest=situation.blueprint_digest,
        ledger_digest=ledger_digest(ordered, situation),
        consents=situation.consents,
        writes=agreed.writes,
        reads=situation.reads,
        undoing=situation.undoing,
    )
    return replace(plan, digest=plan_digest(plan, situation))


def _going(address: Address, situation: Situation) -> list[Change]:
    """The end of a thing, or where nobody agreed to that, its switches off."""
    going = [consented(change, situation) for change in decide_removal(address, situation)]
    if any(change.runs for change in going):
        return going
    return [*going, *(consented(change, situation) for change in switching_off(address, situation))]


def _rehearsed(changes: Sequence[Change], situation: Situation) -> tuple[Rehearsal, Rehearsal]:
    """The requests of what is agreed to, and those as if all was."""
    writing = [change for change in changes if change.action.writes]
    agreed = rehearse(writing, situation)
    if all(change.approved for change in writing):
        return agreed, agreed
    return agreed, rehearse([replace(change, approved=True) for change in writing], situation)


def _counted(change: Change, requests: Mapping[tuple[str, Address], int]) -> Change:
    if not change.action.writes:
        return change
    return replace(change, calls=requests[change.phase.value, change.address])


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


def _findings(changes: Sequence[Change], situation: Situation) -> Iterable[Finding]:
    yield from _of_changes(changes, situation)
    yield from told_of_renamed(changes, situation)
    yield from beyond(changes, situation)
    yield from _namesakes(changes, situation)
    yield from _unmatched(situation)


def _of_changes(changes: Iterable[Change], situation: Situation) -> Iterable[Finding]:
    for change in changes:
        origin = change.resource.origin if change.resource else situation.removed.get(change.address)
        for finding in situation.kind(change.address).hazards(change):
            yield replace(finding, origin=finding.origin if finding.origin.file else origin or finding.origin)
        for touched in touching.told(change, situation.impacts):
            yield replace(touched, origin=origin) if origin else touched
        aside = _told(change, undoing=situation.undoing)
        if aside:
            yield replace(aside, origin=origin) if origin else aside


def _told(change: Change, *, undoing: bool) -> Finding | None:
    """What is said once more of a change that does not run; on the way back no side is the blueprint's."""
    at = change.address
    match change.action:
        case Action.BLOCKED:
            return Finding("RV402", Severity.WARNING, f"blocked: {change.reason}", address=at)
        case Action.WAITING:
            return Finding("RV403", Severity.INFO, f"waiting: {change.reason}", address=at)
        case Action.NONE:
            side = "what was there before" if undoing else "the blueprint's"
            way_out = f"it is left as it is; revops apply --take {at} writes {side}"
            return Finding("RV405", Severity.WARNING, change.reason, way_out, at)
        case _:
            return None


def _namesakes(changes: Iterable[Change], situation: Situation) -> Iterable[Finding]:
    """What is to be made although the portal has one that people call the same."""
    made = [c.resource for c in changes if c.action is Action.CREATE and c.resource]
    for resource, twin in namesakes(made, situation):
        summary = f"the portal has one with this label under the name {twin.id!r}"
        hint = "revops adopt binds the two; else there are two of them afterwards"
        yield Finding("RV406", Severity.WARNING, summary, hint, resource.address, resource.origin)


def _unmatched(situation: Situation) -> Iterable[Finding]:
    """Consents that name nothing, most likely for a slip of the pen."""
    for flag, pattern in unmatched(situation):
        where = "that the run touched" if situation.undoing else "in the blueprint"
        summary = f"--{flag} {pattern} names nothing {where}"
        yield Finding("RV404", Severity.WARNING, summary, "revops plan shows the addresses")


def ledger_digest(changes: Iterable[Change], situation: Situation) -> str:
    """Digest of the ledger entries that the plan is about.

    Of everything else the ledger says what the blueprint says, which has a digest of its own.
    """
    ledger = situation.context.ledger
    named = {change.address for change in changes} | situation.removed.keys()
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
            **({"allowed": dict(plan.consents.allowed)} if plan.consents.allowed else {}),
            "changes": [digest(_bound(change)) for change in plan.changes],
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
    """What nobody agreed to and counts records is bound without the counts: they change by themselves."""
    idle = change.phase.is_counted and not change.approved
    units = [] if idle else [_unit(unit) for unit in change.units]
    return [*(str(part) for part in change.key), change.approved, units]


def _unit(unit: UnitChange) -> Json:
    return [unit.path, *([] if value is MISSING else [value] for value in (unit.before, unit.after))]
