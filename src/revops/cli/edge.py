"""The one place where an exception becomes text and an exit code."""

from __future__ import annotations

import sys
import traceback

import click

from revops.cli.output import print_json
from revops.model.exits import ERROR
from revops.model.finding import Refused
from revops.views.json import findings_document
from revops.views.terminal import draw_findings
from revops.views.visible import Screen, visible


def report(error: Exception, *, debug: bool, as_json: bool) -> int:
    """Show the error on stderr, or as one JSON document on stdout under `--json`; the exit code."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, Refused):
        _refused(error, as_json=as_json)
        return error.exit_code
    if debug:
        traceback.print_exception(error)
    else:
        click.echo(visible(f"error: {type(error).__name__}: {error}"), err=True)
        click.echo("Run the same with `revops --debug ...` for the traceback.", err=True)
    return ERROR


def _refused(error: Refused, *, as_json: bool) -> None:
    if as_json:
        print_json({"findings": findings_document(error.findings)})
    else:
        screen = Screen(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())
        draw_findings(error.findings, screen)
