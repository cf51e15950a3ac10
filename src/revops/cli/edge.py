"""The one place where an exception becomes text and an exit code."""

from __future__ import annotations

import sys
import traceback
from dataclasses import replace

import click

from revops.cli.output import print_json
from revops.engine.snapshot.secrets import without_secrets
from revops.model.exits import ERROR, USAGE
from revops.model.finding import Refused
from revops.views.json import findings_document
from revops.views.terminal import draw_findings
from revops.views.visible import Screen, visible


def report(error: Exception, *, debug: bool, as_json: bool) -> int:
    """Show the error on stderr, or as one JSON document on stdout under `--json`; the exit code.

    A token that slipped into a command line, a name or a file is not told again.
    """
    if isinstance(error, click.UsageError):
        click.UsageError(without_secrets(error.format_message()), error.ctx).show()
        return USAGE
    if isinstance(error, click.ClickException):
        click.ClickException(without_secrets(error.format_message())).show()
        return error.exit_code
    if isinstance(error, Refused):
        _refused(error, as_json=as_json)
        return error.exit_code
    if debug:
        click.echo(without_secrets("".join(traceback.format_exception(error))), err=True, nl=False)
    else:
        click.echo(visible(without_secrets(f"error: {type(error).__name__}: {error}")), err=True)
        click.echo("Run the same with `revops --debug ...` for the traceback.", err=True)
    return ERROR


def _refused(error: Refused, *, as_json: bool) -> None:
    found = [
        replace(one, summary=without_secrets(one.summary), hint=without_secrets(one.hint))
        for one in error.findings
    ]
    if as_json:
        print_json({"findings": findings_document(found)})
    else:
        screen = Screen(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())
        draw_findings(found, screen)
