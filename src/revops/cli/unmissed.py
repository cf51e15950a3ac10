"""What nobody would miss of what a run made: that is what `rollback --delete-created` agrees to delete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from revops.cli.backwards import Backwards
from revops.cli.session import Session
from revops.engine.observe import Reader
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.engine.unfinished import differing
from revops.model.address import Address
from revops.model.change import Action, Consent
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.plan import Consents, Plan
from revops.model.reference import Impact, Point
from revops.views.history import SHORT

_HELD: Final = ("property", "pipeline", "segment", "object")
"""Kinds of which records hold values, so that a missing count is no count."""
_PLAIN: Final = ("group", "property", "pipeline")
"""Kinds whose units tell by themselves whether a person changed one since."""
_DELETE: Final = Consent.DELETE.value


def agreeing(
    session: Session, situation: Situation, plan: Plan, created: Sequence[Address], reader: Reader
) -> Consents:
    """The consents of the situation and, behind those to delete, the addresses of what nobody would miss.

    Args:
        session: of the portal, with the project's own files.
        situation: of the way back.
        plan: of the situation.
        created: what the run made.
        reader: that the situation was read by; what it knows is not asked again.
    """
    empty = dict(_empty(plan, situation, created))
    if any(address.kind not in _PLAIN for address in empty):
        alike = _untouched(session, reader)
        empty = {at: impact for at, impact in empty.items() if at.kind in _PLAIN or at in alike}
    typed = situation.consents.of(_DELETE)
    gone = map(str, _going(plan, empty, typed))
    return replace(situation.consents, patterns={**situation.consents.patterns, _DELETE: (*typed, *gone)})


def added(wanted: Consents, plan: Plan) -> Consents:
    """The deletions that `--delete-created` has agreed to, without what was typed."""
    return Consents({_DELETE: plan.consents.of(_DELETE)[len(wanted.of(_DELETE)) :]})


def without_own_uses(situation: Situation, backwards: Backwards) -> Situation:
    """What nothing but the run's own things would miss is said once, and not of each of them."""
    created = backwards.created
    idle = [one.address for one in situation.impacts if _is_idle(situation.impacts[one], created)]
    if not idle:
        return situation
    told = (
        f"{len(idle)} of what run {backwards.run.id[:SHORT]} made: nothing but what it made uses them,"
        f" and no record holds a value ({few(sorted(map(str, idle)))})"
    )
    finding = Finding("RV983", Severity.INFO, told, "revops impact ADDRESS shows each of them")
    left = {point: impact for point, impact in situation.impacts.items() if point.address not in idle}
    return replace(situation, impacts=left, findings=(*situation.findings, finding))


def _empty(plan: Plan, situation: Situation, created: Sequence[Address]) -> Iterator[tuple[Address, Impact]]:
    """What no record is known to hold a value of and nothing else uses, if its units show no hand.

    In a protected portal a person types each address.
    """
    for change in plan.changes if not plan.portal.protected else ():
        entry = situation.context.ledger.entry(change.address)
        if change.action is not Action.DELETE or change.actual is None or entry is None:
            continue
        impact = situation.impacts.get(Point(change.address))
        named = change.address.kind not in _PLAIN  # its units name people and things that nobody looked up
        if impact is None or not _is_unused(impact, created):
            continue
        if named or not differing(entry, change.actual, entry.units):
            yield change.address, impact


def _untouched(session: Session, reader: Reader) -> set[Address]:
    """What nobody changed since, as the files tell, whose plan looks names up; of the rest nobody knows."""
    if session.blueprint.errors:
        return set()
    plan = make_plan(replace(session, ahead=[reader]).look(Consents()))
    held = {change.address for change in plan.changes if change.action is Action.HOLD}
    return {resource.address for resource in session.blueprint.resources} - held


def _going(plan: Plan, empty: Mapping[Address, Impact], typed_too: Sequence[str]) -> Iterable[Address]:
    """Of what would not be missed, what nothing uses that the run made and that itself stays."""
    deleted = {change.address for change in plan.changes if change.action is Action.DELETE}
    agreed = {address for address in deleted if any(address.matches(pattern) for pattern in typed_too)}
    going = dict(empty)
    while True:
        staying = deleted - agreed - going.keys()
        kept = [address for address, impact in going.items() if staying & set(_users(impact))]
        if not kept:
            return going
        for address in kept:
            del going[address]


def _is_idle(impact: Impact, created: Sequence[Address]) -> bool:
    return impact.point.address in created and not impact.point.part and _is_unused(impact, created)


def _is_unused(impact: Impact, created: Sequence[Address]) -> bool:
    """Nobody but the run's own things refers to it, all that may was looked into, and no record holds it."""
    seen = all(one.always for one in impact.unseen) and all(one in created for one in _users(impact))
    counted = bool(impact.held) or impact.point.address.kind not in _HELD
    return seen and counted and all(held.records == 0 for held in impact.held)


def _users(impact: Impact) -> list[Address]:
    """Who would miss it.

    Properties are left out: those of a score go with it, and what a formula reads HubSpot does not delete.
    Those in a group keep it: HubSpot deletes none that has active ones (dossier B6).
    """
    group = impact.point.address.kind == "group"
    return [
        one.address for one in impact.users if one.address.kind != "property" or (group and one.depth == 1)
    ]
