"""`revops apply`: do exactly what the plan shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from revops.cli.ask import Answers, agree
from revops.cli.editors import with_editors
from revops.cli.notes import noted
from revops.cli.options import (
    consent_options,
    consents_of,
    json_option,
    project_option,
    retyped,
    target_option,
)
from revops.cli.output import DONE, ERROR, PARTIAL, UNDECIDED, busy, console, print_json, worst
from revops.cli.saved import consents_in, load_plan, require_fresh
from revops.cli.session import Session, open_session
from revops.engine.execute import execute
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.outcome import Outcome, Status
from revops.model.outcome import Run as Result
from revops.model.plan import Plan
from revops.views.json import run_document
from revops.views.outline import outline_plan, outline_run
from revops.views.terminal import draw


@click.command("apply")
@click.argument("plan_file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_option
@target_option
@json_option
@consent_options
@click.option("--yes", is_flag=True, help="Answer yes for what is defined and drafted; nothing else.")
@click.option("--approve", metavar="DIGEST", help="Approve the plan with this digest, for CI.")
def command(
    *,
    plan_file: Path | None,
    project: Path,
    target: str | None,
    as_json: bool,
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
    with open_session(project, target) as session:
        wanted = consents_in(saved) if saved else consents_of(consents)
        situation = session.look(wanted)
        plan = make_plan(situation)
        if saved:
            require_fresh(saved, plan)
        answers = Answers(
            yes=yes or saved is not None, approve=approve, quiet=as_json, named=target is not None
        )
        if not as_json:
            shown = make_plan(with_editors(session, situation, plan))
            draw(replace(outline_plan(noted(shown)), next_step=""), console())
        situation, plan = agree(situation, plan, answers)
        result = _carry_out(session, situation, plan, quiet=as_json)
    if as_json:
        print_json(run_document(result))
    else:
        outline = outline_run(result)
        draw(replace(outline, next_step=retyped(outline.next_step, target)), console())
    return exit_code(result)


def _carry_out(session: Session, situation: Situation, plan: Plan, *, quiet: bool) -> Result:
    outcomes: list[Outcome] = []
    reads, writes = session.hub.reads, session.hub.writes
    with busy("applying") as status:
        for outcome in execute(plan, session.run(situation)):
            outcomes.append(outcome)
            if status and not quiet:
                status.update(f"{len(outcomes)}/{len(plan.runnable)} {outcome.change.address}")
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
