"""`revops plan`: show what would change, and why."""

from __future__ import annotations

import json
from pathlib import Path

import click

from revops.cli.explain import print_requests
from revops.cli.notes import noted
from revops.cli.options import consent_options, consents_of, json_option, project_option, target_option
from revops.cli.output import CHANGES, DONE, ERROR, console, print_json, worst
from revops.cli.session import open_session
from revops.engine.planner import make_plan
from revops.model.change import Action
from revops.model.plan import Plan
from revops.views.json import plan_document
from revops.views.markdown import markdown
from revops.views.outline import outline_plan
from revops.views.terminal import draw


@click.command("plan")
@project_option
@target_option
@json_option
@consent_options
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Save the plan for `revops apply FILE`."
)
@click.option("--exit-code", is_flag=True, help="Exit 2 where there is anything to change or to decide.")
@click.option("--explain", is_flag=True, help="Print the exact requests that the plan would send.")
@click.option("--full", is_flag=True, help="Show every unit of what is created.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown, for a pull request.")
def command(
    *,
    project: Path,
    target: str | None,
    as_json: bool,
    out: Path | None,
    exit_code: bool,
    explain: bool,
    full: bool,
    as_markdown: bool,
    **consents: tuple[str, ...],
) -> int:
    """Show what would change in the portal, and why. Sends no write."""
    with open_session(project, target) as session:
        situation = session.look(consents_of(consents))
        plan = make_plan(situation)
        if out:
            out.write_text(
                json.dumps(plan_document(plan), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
        if as_json:
            print_json(plan_document(plan))
        elif as_markdown:
            click.echo(markdown(outline_plan(noted(plan), full=full)), nl=False)
        else:
            draw(outline_plan(noted(plan), full=full), console())
        if explain:
            print_requests(plan, situation, session.hub)
    return _exit_code(plan, asked=exit_code)


def _exit_code(plan: Plan, *, asked: bool) -> int:
    moved = not plan.is_empty or any(change.action is Action.HOLD for change in plan.changes)
    return worst(CHANGES if asked and moved else DONE, ERROR if plan.errors else DONE)
