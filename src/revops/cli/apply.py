"""`revops apply`: do exactly what the plan shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from revops.cli.advice import advised, unfinished
from revops.cli.ask import Answers, agree
from revops.cli.editors import with_editors
from revops.cli.lost import OPEN
from revops.cli.notes import language, noted, noted_run
from revops.cli.options import (
    consent_options,
    consents_of,
    project_option,
    retyped,
    target_option,
    wait_option,
)
from revops.cli.output import busy, console, worst
from revops.cli.preflight import Check, in_brief, preflight, require_worthwhile, table, troubles
from revops.cli.remember import Memory
from revops.cli.saved import consents_in, load_plan, require_fresh
from revops.cli.session import Session, open_session
from revops.cli.typed import outlined
from revops.cli.view import Views, view_options
from revops.engine.execute import execute
from revops.engine.situation import Situation
from revops.model.change import Change
from revops.model.exits import DONE, ERROR, PARTIAL, UNDECIDED
from revops.model.outcome import Outcome, Status
from revops.model.outcome import Run as Result
from revops.model.plan import Plan
from revops.state.kept import Locking
from revops.views.json import run_document
from revops.views.outline import Outline, outline_plan, outline_run
from revops.views.terminal import draw

_FEW = 3
"""Requests of a change that need no progress of their own."""


@click.command("apply")
@click.argument("plan_file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_option
@target_option
@view_options(bare=False)
@consent_options
@click.option("--yes", is_flag=True, help="Answer yes for what is defined and drafted; nothing else.")
@click.option("--approve", metavar="DIGEST", help="Approve the plan with this digest, for CI.")
@wait_option
def command(
    *,
    plan_file: Path | None,
    project: Path,
    target: str | None,
    views: Views,
    yes: bool,
    approve: str | None,
    wait: float,
    **consents: tuple[str, ...],
) -> int:
    """Do exactly what the plan shows, and nothing else.

    With PLAN_FILE, a plan saved by `revops plan --out`: it is refused where blueprint, ledger or portal have
    moved since.
    """
    if plan_file and any(consents.values()):
        raise click.UsageError("a saved plan has its consents inside; give them to `revops plan --out`")
    saved = load_plan(plan_file) if plan_file else None
    wanted = consents_in(saved) if saved else consents_of(consents)
    with open_session(project, target, wanted, Locking("apply", wait, plans=True)) as session:
        situation, plan = session.counted(session.look(wanted))
        if saved:
            require_fresh(saved, plan)
        situation, plan = with_editors(session, situation, plan)
        agreed = yes or plan_file is not None
        answers = Answers(agreed, approve, views.quiet, named=target is not None, saved=plan_file)
        if not views.quiet:
            draw_plan(session, plan, full=views.full)
        situation, plan = agree(situation, plan, answers)
        checks = looked_over(session, situation, plan, quiet=views.quiet)
        result = carry_out(session, situation, plan, quiet=views.quiet)

    def outline(page: bool) -> Outline:
        shown = noted_run(result, session, page=page)
        drawn = outline_run(shown, full=page or views.full, locale=language(session, page=page))
        return replace(drawn, next_step=_next(drawn.next_step, result))

    views.show(outline, lambda: {**run_document(result), "preflight": [one.document for one in checks]})
    return exit_code(result)


def draw_plan(
    session: Session,
    plan: Plan,
    telling: Callable[[Plan], Plan] = lambda plan: plan,
    *,
    full: bool = False,
) -> None:
    """What is about to happen; `telling` chooses its findings."""
    shown = advised(telling(plan), session)
    spoken = language(session, page=False)
    drawn = outline_plan(noted(shown, session, page=False), full=full, locale=spoken)
    draw(outlined(replace(drawn, next_step="")), console())


def looked_over(session: Session, situation: Situation, plan: Plan, *, quiet: bool) -> list[Check]:
    """The preflight of a run that writes; one line where all is well.

    Raises:
        Refused: the run cannot come to its end.
    """
    checks = preflight(session, situation, plan) if plan.writes else []
    if checks and not quiet:
        click.echo(f"\n{in_brief(checks)}\n")
        if found := troubles(checks):
            console().print(table(found))
    require_worthwhile(checks)
    return checks


def carry_out(session: Session, situation: Situation, plan: Plan, *, quiet: bool, undoes: str = "") -> Result:
    """Execute a plan and note it in the history, with the run that it takes back where it does."""
    outcomes: list[Outcome] = []
    reads, writes = session.hub.reads, session.hub.writes
    with busy("applying") as status:

        def tell(change: Change, calls: int) -> None:
            """Where the run is; a long change shows its requests."""
            if status and not quiet:
                long = f": request {calls} of about {change.calls}" if change.calls > _FEW else ""
                status.update(f"{len(outcomes)}/{len(plan.runnable)} {change.address}{long}")

        run = replace(session.run(situation), progress=tell)
        gone = bool(undoes) and exit_code(Result(plan)) == DONE  # nothing is left of it: noted, too
        memory = Memory(session, plan.runnable, plan, undoes) if plan.runnable or gone else None
        try:
            for outcome in execute(plan, run):
                outcomes.append(outcome)
                tell(outcome.change, outcome.calls)
        finally:
            result = Result(plan, tuple(outcomes))
            if memory:
                whole = len(outcomes) == len(plan.runnable)
                memory.finish(exit_code(result) if whole else ERROR, outcomes, run.context.ledger)
    reads, writes = session.hub.reads - reads, session.hub.writes - writes
    return replace(result, reads=reads, writes=writes, in_files=session.state.in_files)


def _next(step: str, result: Result) -> str:
    """The next step with what was typed; what a run has done needs no consent any more."""
    return step if result.complete else retyped(step, unfinished(result))


def exit_code(result: Result) -> int:
    """5 where a change failed, 4 where a person must decide, 1 where the portal could not be read, else 0."""
    left = result.plan.undecided or any(outcome.status is Status.LEFT for outcome in result.outcomes)
    left = left or any(finding.code in OPEN for finding in result.plan.findings)
    return worst(
        ERROR if result.plan.errors else DONE,
        UNDECIDED if left else DONE,
        DONE if result.complete else PARTIAL,
    )
