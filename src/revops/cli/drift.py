"""`revops drift`: what somebody changed by hand in HubSpot, and keeping it."""

from __future__ import annotations

from pathlib import Path

import click

from revops.cli.editors import with_editors
from revops.cli.keep import keep
from revops.cli.options import json_option, project_option, target_option
from revops.cli.output import CHANGES, DONE, ERROR, console, print_json, worst
from revops.cli.session import open_session
from revops.engine.planner import make_plan
from revops.model.plan import Consents, Drift
from revops.views.json import drift_document
from revops.views.markdown import markdown
from revops.views.outline import outline_drift
from revops.views.terminal import draw


@click.command("drift")
@project_option
@target_option
@json_option
@click.option(
    "--keep", "keeping", multiple=True, metavar="ADDRESS", help="Keep HubSpot's value: ADDRESS[#UNIT]."
)
@click.option(
    "--markdown",
    "report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append Markdown to a file, e.g. a job summary.",
)
def command(
    *, project: Path, target: str | None, as_json: bool, keeping: tuple[str, ...], report: Path | None
) -> int:
    """Show what somebody changed by hand in HubSpot; exit 2 where there is anything.

    --keep writes HubSpot's value into the blueprint files and the ledger. It sends nothing.
    """
    with open_session(project, target) as session:
        situation = session.look(Consents())
        plan = make_plan(situation)
        if keeping:
            return keep(session, plan, keeping, as_json=as_json)
        plan = make_plan(with_editors(session, situation, plan))
        drift = Drift(plan, two_way=not session.context.ledger.entries)
    if report:
        with report.open("a", encoding="utf-8") as file:
            file.write(markdown(outline_drift(drift)))
    if as_json:
        print_json(drift_document(drift))
    else:
        draw(outline_drift(drift), console())
    return exit_code(drift)


def exit_code(drift: Drift) -> int:
    """2 on any difference, 1 where the portal could not be read."""
    broken = any(finding.is_error for finding in drift.plan.findings)
    return worst(DONE if drift.is_clean else CHANGES, ERROR if broken else DONE)
