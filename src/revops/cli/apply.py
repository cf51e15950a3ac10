"""`revops apply`: do exactly what the plan shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from revops.cli.advice import advised
from revops.cli.ask import Answers, agree
from revops.cli.editors import with_editors
from revops.cli.notes import noted
from revops.cli.options import (
    consent_options,
    consents_of,
    project_option,
    retyped,
    target_option,
)
from revops.cli.output import DONE, ERROR, PARTIAL, UNDECIDED, busy, console, worst
from revops.cli.saved import consents_in, load_plan, require_fresh
from revops.cli.session import Session, open_session
from revops.cli.view import Views, view_options
from revops.engine.execute import execute
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.change import Change
from revops.model.outcome import Outcome, Status
from revops.model.outcome import Run as Result
from revops.model.plan import Plan
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
def command(
    *,
    plan_file: Path | None,
    project: Path,
    target: str | None,
    views: Views,
    yes: bool,
    approve: str | None,
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
    with open_session(project, target, wanted) as session:
        situation, plan = session.counted(session.look(wanted))
        if saved:
            require_fresh(saved, plan)
        answers = Answers(
            yes=yes or saved is not None, approve=approve, quiet=views.quiet, named=target is not None
        )
        if not views.quiet:
            _draw_plan(session, situation, plan)
        situation, plan = agree(situation, plan, answers)
        result = _carry_out(session, situation, plan, quiet=views.quiet)

    def outline(full: bool) -> Outline:
        drawn = outline_run(result, full=full)
        return replace(drawn, next_step=retyped(drawn.next_step, target))

    views.show(outline, lambda: run_document(result))
    return exit_code(result)


def _draw_plan(session: Session, situation: Situation, plan: Plan) -> None:
    """What is about to happen, with the last editors of what is held."""
    edited = with_editors(session, situation, plan)
    shown = advised(plan if edited is situation else make_plan(edited), session)
    draw(replace(outline_plan(noted(shown)), next_step=""), console())


def _carry_out(session: Session, situation: Situation, plan: Plan, *, quiet: bool) -> Result:
    outcomes: list[Outcome] = []
    reads, writes = session.hub.reads, session.hub.writes
    with busy("applying") as status:

        def tell(change: Change, calls: int) -> None:
            """Where the run is; a long change shows its requests."""
            if status and not quiet:
                long = f": request {calls} of about {change.calls}" if change.calls > _FEW else ""
                status.update(f"{len(outcomes)}/{len(plan.runnable)} {change.address}{long}")

        run = replace(session.run(situation), progress=tell)
        for outcome in execute(plan, run):
            outcomes.append(outcome)
            tell(outcome.change, outcome.calls)
    result = Result(plan, tuple(outcomes))
    return replace(result, reads=session.hub.reads - reads, writes=session.hub.writes - writes)


def exit_code(result: Result) -> int:
    """5 where a change failed, 4 where a person must decide, 1 where the portal could not be read, else 0."""
    left = result.plan.undecided or any(outcome.status is Status.LEFT for outcome in result.outcomes)
    return worst(
        ERROR if result.plan.errors else DONE,
        UNDECIDED if left else DONE,
        DONE if result.complete else PARTIAL,
    )
