"""`revops plan`: show what would change, and why."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path

import click

from revops.cli.advice import advised, heeded
from revops.cli.editors import with_editors
from revops.cli.explain import print_requests
from revops.cli.notes import language, noted
from revops.cli.options import (
    consent_options,
    consents_of,
    project_option,
    retyped,
    target_option,
    typed,
)
from revops.cli.output import worst
from revops.cli.session import open_session
from revops.cli.typed import documented
from revops.cli.view import Views, view_options
from revops.model.change import Action
from revops.model.exits import CHANGES, DONE, ERROR
from revops.model.plan import Plan
from revops.views.json import plan_document
from revops.views.outline import Outline, outline_plan


@click.command("plan")
@project_option
@target_option
@view_options()
@consent_options
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Save the plan for `revops apply FILE`."
)
@click.option("--exit-code", is_flag=True, help="Exit 2 where there is anything to change or to decide.")
@click.option("--explain", is_flag=True, help="Print the exact requests that the plan would send.")
def command(
    *,
    project: Path,
    target: str | None,
    views: Views,
    out: Path | None,
    exit_code: bool,
    explain: bool,
    **consents: tuple[str, ...],
) -> int:
    """Show what would change in the portal, and why. Sends no write."""
    if explain and views.quiet:
        raise click.UsageError("--explain prints text; nothing else can go to stdout")
    wanted = consents_of(consents)
    with open_session(project, target, wanted, looks=True) as session:
        situation, counted = session.counted(session.look(wanted))
        if out:
            save(advised(counted, session), out)
        situation, named = with_editors(session, situation, counted)
        plan = advised(named, session)

        def outline(page: bool) -> Outline:
            spoken = language(session, page=page)
            drawn = outline_plan(noted(plan, session, page=page), full=views.full or page, locale=spoken)
            return replace(drawn, next_step=_next(drawn.next_step, plan, target, out))

        views.show(outline, lambda: plan_document(plan))
        if explain:
            print_requests(plan, situation, session.hub)
    return _exit_code(plan, asked=exit_code)


def save(plan: Plan, out: Path) -> None:
    """Write the plan for `revops apply FILE`."""
    text = json.dumps(documented(plan_document(plan)), ensure_ascii=False, indent=2)
    try:
        out.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        told = f"the plan cannot be saved to {out}: {error.strerror}"
        raise click.BadParameter(told, param_hint="--out") from None


def _next(step: str, plan: Plan, target: str | None, out: Path | None) -> str:
    """The next step with what was typed; a saved plan has its consents inside."""
    if out and plan.runnable:
        return f"revops apply {shlex.quote(str(out))}{typed(target)}"
    return retyped(step, heeded(plan))


def _exit_code(plan: Plan, *, asked: bool) -> int:
    moved = not plan.is_empty or any(change.action is Action.HOLD for change in plan.changes)
    return worst(CHANGES if asked and moved else DONE, ERROR if plan.errors else DONE)
