"""`revops history`: who changed what, and when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from revops.cli.offline import Offline, offline, portal_option
from revops.cli.options import examples, json_option, project_option, target_option
from revops.cli.output import console, print_json
from revops.engine.snapshot.secrets import without_secrets
from revops.model.exits import DONE
from revops.state import history
from revops.views.history import past_change_document, past_run_document, run_line, run_lines


@click.command("history", epilog=examples("history", "history 1f3a9c", "history --target client --limit 5"))
@click.argument("run", required=False)
@project_option
@target_option
@portal_option
@json_option
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    metavar="N",
    help="List the last N runs; 20 where it is not given.",
)
def command(
    *, run: str | None, project: Path, target: str | None, portal: int | None, as_json: bool, limit: int
) -> int:
    """List the runs against a portal, the last one first; with RUN, what that one changed.

    RUN is a run's number as the list shows it, or the beginning of it. HubSpot is not asked.
    """
    with offline(project, target, portal) as state:
        if run:
            _one(state, run, as_json=as_json)
        else:
            _all(state, limit, as_json=as_json)
    return DONE


def _all(state: Offline, limit: int, *, as_json: bool) -> None:
    found = history.runs(state.database, state.portal, limit)
    by = history.undone(state.database, state.portal)
    if as_json:
        documents = [past_run_document(one, state.condition(one), by.get(one.id)) for one in found]
        told = {"portal": state.portal, "told": state.told, "target": state.target}
        print_json({**told, "other_portals": list(state.others), "runs": documents})
        return
    click.echo(state.told)
    for one in found:
        console().print(run_line(one, state.condition(one), by.get(one.id)))
    if not found:
        click.echo(f"Nobody has changed portal {state.portal} with this state.")


def _one(state: Offline, name: str, *, as_json: bool) -> None:
    run = history.run(state.database, state.portal, name)
    changes = history.changes(state.database, run.id)
    by = history.undone(state.database, state.portal).get(run.id)
    if as_json:
        document = past_run_document(run, state.condition(run), by)
        bodies = [replace(change, raw=without_secrets(change.raw)) for change in changes]
        print_json({**document, "changes": [past_change_document(change) for change in bodies]})
        return
    for line in run_lines(run, state.condition(run), by, changes):
        console().print(line)
