"""`scripts/chaos`: disturbs and kills applies, prints the numbers, and tells the seeds that went wrong."""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from disorder.commands import commands
from disorder.journeys import Journeys
from disorder.portal import UnrulyPortal
from disorder.report import Report
from disorder.seeds import run
from revops.cli import THRESHOLDS
from revops.emulator.serve import serve


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=500, show_default=True, help="Seeds to try, one after the other.")
@click.option("--seed", default=1, show_default=True, help="The first of them.")
@click.option("--seconds", type=float, help="Begin no seed after so many.")
@click.option("--verbose", is_flag=True, help="A line for each seed.")
def main(*, runs: int, seed: int, seconds: float | None, verbose: bool) -> None:
    """Disturb applies with every fault and SIGKILL, let others mend them, and look what came out."""
    gc.set_threshold(*THRESHOLDS)
    report, started = Report(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, at_work(Path(folder)) as journeys:
        for number in range(seed, seed + runs):
            if seconds and time.monotonic() - started > seconds:
                break
            found = run(number, journeys)
            report.add(found)
            if verbose or found.wrong:
                click.echo(report.line(found))
    click.echo(report.table(time.monotonic() - started))
    sys.exit(1 if report.wrong else 0)


@contextmanager
def at_work(folder: Path) -> Iterator[Journeys]:
    """A portal on a port, a host for the commands, and a folder for their projects."""
    portal = UnrulyPortal()
    server = serve(portal)
    try:
        with commands(server.base_url) as host:
            yield Journeys(folder, portal, host)
    finally:
        server.stop()
        portal.close()


if __name__ == "__main__":
    main()
