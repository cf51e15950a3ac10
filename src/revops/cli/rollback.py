"""`revops rollback`: plan and go the way back from a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

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
    examples,
    project_option,
    target_option,
    typed,
    wait_option,
)
from revops.cli.repeats import told_once
from revops.cli.session import Session, open_session
from revops.cli.standing import MINE, already, chosen, is_cut_off, later_ones, overwritten
from revops.cli.unmissed import added, agreeing, without_own_uses
from revops.cli.view import Views, view_options
from revops.engine.moving import Moved
from revops.engine.observe import Reader
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.engine.unfinished import arrived
from revops.model.exits import DONE
from revops.model.finding import Finding, Refused
from revops.model.history import PastRun, moment
from revops.model.json import Json
from revops.model.outcome import Run as Result
from revops.model.plan import Consents, Plan
from revops.state import history
from revops.state.kept import Locking
from revops.views.history import SHORT
from revops.views.json import findings_document, plan_document, run_document
from revops.views.outline import Outline, outline_plan, outline_run
from revops.views.visible import visible


@click.command(
    "rollback", epilog=examples("rollback --dry-run", "rollback", "rollback 1f3a9c --delete-created")
)
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
    given = typed(None, wanted) + (f" {CREATED}" if delete_created else "")
    locking = None if dry_run else Locking(MINE, wait, plans=True)
    with open_session(project, target, locking=locking) as session:
        past, covered = chosen(session.state, run), ""
        try:
            back, situation, plan = _planned(session, past, wanted, delete_created=delete_created)
            covered = typed(None, added(wanted, plan))
            if dry_run:
                return _shown(back, plan, views, past, given)
            answers = Answers(yes, approve, views.quiet, named=target is not None)
            result, checks = _gone(back, situation, plan, answers, past, given)
        except Refused as refused:
            raise _retold(refused, past, given, covered) from None
    told = {"rollback": past.id, "lost": findings_document(_lost(plan)), "preflight": checks}
    return _told(back, result, past, views, told, given)


def _gone(
    back: Session, situation: Situation, plan: Plan, answers: Answers, past: PastRun, given: str
) -> tuple[Result, list[dict[str, Json]]]:
    """The way back, as far as it was agreed to, and what was looked at before."""
    if not answers.quiet:
        _draw_lost(plan, past)
        draw_plan(back, plan, lambda whole: _rest(whole, past, given))
    situation, plan = agree(situation, plan, answers)
    checks = looked_over(back, situation, plan, quiet=answers.quiet)
    result = carry_out(back, situation, plan, quiet=answers.quiet, undoes=past.id)
    outcomes = tuple(
        replace(one, findings=_of_rollback(one.findings, past, given)) for one in result.outcomes
    )
    return replace(result, outcomes=outcomes), [one.document for one in checks]


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


def _shown(back: Session, plan: Plan, views: Views, past: PastRun, given: str) -> int:
    def outline(page: bool) -> Outline:
        shown = noted(plan if page else _rest(plan, past, given), back, page=page)
        drawn = outline_plan(shown, full=page or views.full, locale=language(back, page=page))
        return replace(drawn, next_step=after_dry_run(plan, past, given))

    if not views.quiet:
        _draw_lost(plan, past)
    views.show(outline, lambda: plan_document(_once(plan, past, given)))
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


def _rest(plan: Plan, past: PastRun, given: str) -> Plan:
    """The plan without what was said already, and what is left said once; ways out are of this command."""
    rest = told_once(one for one in plan.findings if one.code not in LOST)
    return replace(plan, findings=_of_rollback(rest, past, given))


def _of_rollback(findings: Iterable[Finding], past: PastRun, given: str) -> tuple[Finding, ...]:
    """The same with this command where they name apply or plan: those go the other way."""
    return tuple(replace(one, hint=backwards(one.hint, past, given)) for one in findings)


def _once(plan: Plan, past: PastRun, given: str) -> Plan:
    """The plan with what cannot come back thing by thing, and all else said once."""
    return replace(plan, findings=(*_lost(plan), *_rest(plan, past, given).findings))


def _planned(
    session: Session, past: PastRun, wanted: Consents, *, delete_created: bool
) -> tuple[Session, Situation, Plan]:
    """The way back as a plan like any other, with what cannot come back among its findings."""
    database, later = session.state.database, later_ones(session.state, past)
    changes = [change for _, its in reversed(later) for change in its]
    backwards = Backwards.of(past, history.changes(database, past.id), changes, session)
    own = backwards.blueprint(session.blueprint)
    context = replace(session.context, renamed={})
    reader = Reader(session.hub)
    back = replace(session, blueprint=own, moved=Moved(context.ledger), context=context, ahead=[reader])
    why, off = f"run {past.id[:SHORT]}, which is taken back, made it", backwards.switches
    situation = replace(back.look(wanted), only=backwards.only, removing=why, off=off, undoing=True)
    situation = replace(situation, removed=backwards.meant(situation))
    if is_cut_off(past) and all(is_cut_off(one) for one, _ in later):
        described = situation if own.errors else replace(session, ahead=[reader]).look(Consents())
        situation = arrived(situation, backwards.sent, described)
    situation, plan = back.counted(situation, reader)
    if delete_created:
        agreed = agreeing(session, situation, plan, backwards.created, reader)
        situation = situation.consenting(agreed)
    touched = (*backwards.created, *backwards.units)
    told = (
        *backwards.unreached(plan),
        *already(session.state, past),
        *overwritten(session.state, later, touched),
    )
    situation = without_own_uses(situation, backwards)
    situation = replace(situation, findings=(*told, *situation.findings))
    return back, *with_editors(back, situation, make_plan(situation))


def _retold(refused: Refused, past: PastRun, given: str, covered: str) -> Refused:
    """The same refusal; what is to be typed again is this command.

    Args:
        refused: with the ways out of an apply, whose line has the consents in it.
        past: the run that was to be taken back.
        given: the consents that were typed, for a way out that has none.
        covered: the flags that stand for `--delete-created` in a way out, if any.
    """

    def mine(hint: str) -> str:
        short = hint.replace(covered, f" {CREATED}") if covered else hint
        return backwards(f"{short}{given}" if short.endswith("revops plan") else short, past)

    return Refused([replace(one, hint=mine(one.hint)) for one in refused.findings], refused.exit_code)
