"""`revops rollback`: plan and go the way back from a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from revops.cli.apply import carry_out, draw_plan, exit_code, looked_over
from revops.cli.ask import Answers, agree
from revops.cli.backwards import Backwards
from revops.cli.editors import with_editors
from revops.cli.lost import LOST
from revops.cli.notes import language, noted, noted_run
from revops.cli.onwards import CREATED, after_dry_run, backwards, next_step
from revops.cli.options import (
    consent_options,
    consents_of,
    project_option,
    target_option,
    typed,
    wait_option,
)
from revops.cli.repeats import told_once
from revops.cli.session import Session, open_session
from revops.cli.standing import MINE, already, chosen, is_cut_off, later_ones, overwritten
from revops.cli.view import Views, view_options
from revops.engine.moving import Moved
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.engine.unfinished import arrived, differing
from revops.model.address import Address
from revops.model.change import Action, Consent
from revops.model.exits import DONE
from revops.model.few import few
from revops.model.finding import Finding, Refused, Severity
from revops.model.history import PastRun, moment
from revops.model.json import Json
from revops.model.outcome import Run as Result
from revops.model.plan import Consents, Plan
from revops.model.reference import Impact, Point
from revops.state import history
from revops.state.kept import Locking
from revops.views.history import SHORT
from revops.views.json import findings_document, plan_document, run_document
from revops.views.outline import Outline, outline_plan, outline_run
from revops.views.visible import visible

_HELD: Final = ("property", "pipeline", "segment", "object")
"""Kinds of which records hold values, so that a missing count is no count."""
_PLAIN: Final = ("group", "property", "pipeline")
"""Kinds whose units tell by themselves whether a person changed one since."""
_DELETE: Final = Consent.DELETE.value


@click.command("rollback")
@click.argument("run", required=False)
@project_option
@target_option
@view_options()
@consent_options
@click.option(
    CREATED,
    is_flag=True,
    help="Agree to delete what the run created, as far as no record holds a value of it.",
)
@click.option("--yes", is_flag=True, help="Answer yes for what is defined and drafted; nothing else.")
@click.option("--approve", metavar="DIGEST", help="Approve the plan with this digest, for CI.")
@click.option("--dry-run", is_flag=True, help="Show the way back and what cannot come back; send nothing.")
@wait_option
def command(
    *,
    run: str | None,
    project: Path,
    target: str | None,
    views: Views,
    delete_created: bool,
    yes: bool,
    approve: str | None,
    dry_run: bool,
    wait: float,
    **consents: tuple[str, ...],
) -> int:
    """Plan the way back from a run, and go it.

    RUN is a run's number or the beginning of it, the last apply where it is left out. What somebody changed
    in HubSpot since is held. What cannot come back is said first.
    """
    wanted = consents_of(consents)
    locking = None if dry_run else Locking(MINE, wait, plans=True)
    with open_session(project, target, locking=locking) as session:
        past = chosen(session.state, run)
        try:
            back, situation, plan = _planned(session, past, wanted, delete_created=delete_created)
            if dry_run:
                return _shown(back, plan, views, past, _given(wanted, deleting=delete_created))
            answers = Answers(yes, approve, views.quiet, named=target is not None)
            result, checks = _gone(back, situation, plan, answers, past)
        except Refused as refused:
            raise _retold(refused, past) from None
    told = {"rollback": past.id, "lost": findings_document(_lost(plan)), "preflight": checks}
    return _told(back, result, past, views, told, _given(wanted, deleting=delete_created))


def _gone(
    back: Session, situation: Situation, plan: Plan, answers: Answers, past: PastRun
) -> tuple[Result, list[dict[str, Json]]]:
    """The way back, as far as it was agreed to, and what was looked at before."""
    if not answers.quiet:
        _draw_lost(plan, past)
        draw_plan(back, plan, lambda whole: _rest(whole, past))
    situation, plan = agree(situation, plan, answers)
    checks = looked_over(back, situation, plan, quiet=answers.quiet)
    result = carry_out(back, situation, plan, quiet=answers.quiet, undoes=past.id)
    return result, [one.document for one in checks]


def _told(
    back: Session, result: Result, past: PastRun, views: Views, also: dict[str, Json], given: str
) -> int:
    def outline(page: bool) -> Outline:
        drawn = outline_run(
            noted_run(result, back, page=page), full=page or views.full, locale=language(back, page=page)
        )
        return replace(drawn, next_step=next_step(drawn.next_step, result, past, given))

    views.show(outline, lambda: {**run_document(result), **also})
    return exit_code(result)


def _given(wanted: Consents, *, deleting: bool) -> str:
    """What was agreed to, as it is typed again."""
    return typed(None, wanted) + (f" {CREATED}" if deleting else "")


def _shown(back: Session, plan: Plan, views: Views, past: PastRun, given: str) -> int:
    def outline(page: bool) -> Outline:
        shown = noted(plan if page else _rest(plan, past), back, page=page)
        drawn = outline_plan(shown, full=page or views.full, locale=language(back, page=page))
        return replace(drawn, next_step=after_dry_run(plan, past, given))

    if not views.quiet:
        _draw_lost(plan, past)
    views.show(outline, lambda: plan_document(_once(plan, past)))
    return DONE


def _draw_lost(plan: Plan, past: PastRun) -> None:
    """Which run it is about, and what cannot come back, is said first."""
    about = f"{past.id[:SHORT]} ({past.command} of {moment(past.started)} by {past.who})"
    click.echo(visible(f"Taking back run {about}."))
    if lost := _lost(plan):
        click.echo("Cannot come back:")
        for finding in told_once(lost):
            click.echo(visible(f"  {finding.summary}"))
        click.echo()


def _lost(plan: Plan) -> list[Finding]:
    return [finding for finding in plan.findings if finding.code in LOST]


def _rest(plan: Plan, past: PastRun) -> Plan:
    """The plan without what was said already, and what is left said once; ways out are of this command."""
    rest = told_once(one for one in plan.findings if one.code not in LOST)
    return replace(plan, findings=tuple(replace(one, hint=backwards(one.hint, past)) for one in rest))


def _once(plan: Plan, past: PastRun) -> Plan:
    """The plan with what cannot come back thing by thing, and all else said once."""
    return replace(plan, findings=(*_lost(plan), *_rest(plan, past).findings))


def _planned(
    session: Session, past: PastRun, wanted: Consents, *, delete_created: bool
) -> tuple[Session, Situation, Plan]:
    """The way back as a plan like any other, with what cannot come back among its findings."""
    database, later = session.state.database, later_ones(session.state, past)
    changes = [change for _, its in reversed(later) for change in its]
    backwards = Backwards.of(past, history.changes(database, past.id), changes, session)
    own = backwards.blueprint(session.blueprint)
    context = replace(session.context, renamed={})
    back = replace(session, blueprint=own, moved=Moved(context.ledger), context=context)
    why, off = f"run {past.id[:SHORT]}, which is taken back, made it", backwards.switches
    situation = replace(back.look(wanted), only=backwards.only, removing=why, off=off, undoing=True)
    if is_cut_off(past) and all(is_cut_off(one) for one, _ in later):
        situation = arrived(situation, backwards.sent)
    situation, plan = back.counted(situation)
    if delete_created:
        empty = dict(_empty(plan, situation, backwards.created))
        if any(address.kind not in _PLAIN for address in empty):
            alike = _untouched(session)
            empty = {at: impact for at, impact in empty.items() if at.kind in _PLAIN or at in alike}
        gone = map(str, _going(plan, empty, wanted.of(_DELETE)))
        patterns = {**wanted.patterns, _DELETE: (*wanted.of(_DELETE), *gone)}
        situation = situation.consenting(replace(wanted, patterns=patterns))
    touched = (*backwards.created, *backwards.units)
    told = (
        *backwards.unreached(plan),
        *already(session.state, past),
        *overwritten(session.state, later, touched),
    )
    situation = _without_own_uses(situation, backwards)
    situation = replace(situation, findings=(*told, *situation.findings))
    return back, *with_editors(back, situation, make_plan(situation))


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


def _untouched(session: Session) -> set[Address]:
    """What nobody changed since, as the files tell, whose plan looks names up; of the rest nobody knows."""
    if session.blueprint.errors:
        return set()
    plan = make_plan(session.look(Consents()))
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


def _without_own_uses(situation: Situation, backwards: Backwards) -> Situation:
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


def _retold(refused: Refused, past: PastRun) -> Refused:
    """The same refusal; what is to be typed again is this command."""
    findings = [replace(one, hint=backwards(one.hint, past)) for one in refused.findings]
    return Refused(findings, refused.exit_code)
