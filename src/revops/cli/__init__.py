"""The command line. This module imports click and nothing else, so that `--help` is quick."""

from __future__ import annotations

import gc
import importlib
import io
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import cast

import click

COMMANDS = {
    "init": "Make a project here, or add a target to it.",
    "validate": "Check the blueprint files: errors with file, line and way out.",
    "fmt": "Lay out the blueprint files in the one style.",
    "packs": "List the packs, and the variables of one.",
    "schema": "Print a JSON Schema: blueprint, plan or findings.",
    "auth": "Show what this blueprint needs and what the token allows.",
    "plan": "Show what would change in the portal, and why.",
    "apply": "Do exactly what the plan shows.",
    "drift": "Show what somebody changed by hand in HubSpot.",
    "pull": "Write what a portal has as blueprint files.",
    "adopt": "Bind a portal's own properties to the blueprint's.",
    "score": "Compute lead scores that HubSpot cannot, from the records.",
    "impact": "Show who refers to something, and what records hold it.",
    "history": "List who changed what, and when.",
    "rollback": "Plan and go the way back from a run.",
    "state": "Show or mend what is remembered of a portal.",
    "checklist": "List and tick what must be done by hand.",
    "doctor": "Check project, portal and token in one table.",
    "snapshot": "Save a portal's raw answers in one file.",
    "compare": "Compare portals, snapshots and the blueprint by meaning.",
    "promote": "Take what a sandbox has shown to production.",
    "emulator": "Run a HubSpot that remembers, on a local port.",
    "demo": "Run the main job on the embedded emulator.",
}


THRESHOLDS = (100_000, 20, 20)
"""For `gc`: a command keeps what it builds, and to look for rings every 700 objects takes half the time."""


class LazyGroup(click.Group):
    """Knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - same
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"revops.cli.{name}")
        options = importlib.import_module("revops.cli.options")
        return cast("click.Command", options.arranged(module.command))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; for a slip the error names the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            match = get_close_matches(args[0], COMMANDS, n=1)
            meant = f" Did you mean {match[0]!r}?" if match else ""
            raise click.UsageError(f"{error.message}{meant}", error.ctx) from None

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - same
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.version_option(package_name="revops", message="%(version)s")
def group(*, debug: bool) -> None:
    """HubSpot portals as code: plan, apply and drift of RevOps blueprints."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; what goes wrong becomes text and an exit code."""
    try:
        code = group.main(list(arguments), prog_name="revops", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 1
    except Exception as error:  # noqa: BLE001 - the one edge where errors become text
        from revops.cli.edge import report  # noqa: PLC0415 - only when something went wrong

        return report(error, debug="--debug" in arguments, as_json="--json" in arguments)
    return code if isinstance(code, int) else 0


def main() -> None:
    """The entry point. What a terminal's encoding cannot say becomes `?`, and nothing stops for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    gc.set_threshold(*THRESHOLDS)
    sys.exit(run(sys.argv[1:]))
