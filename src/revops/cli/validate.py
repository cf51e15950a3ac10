"""`revops validate`: check the blueprint files, offline."""

from __future__ import annotations

from pathlib import Path

import click

from revops.cli.options import json_option, project_option, target_option
from revops.cli.output import DONE, INVALID, console, print_json
from revops.cli.session import open_blueprint
from revops.views.json import findings_document
from revops.views.terminal import draw_findings


@click.command("validate")
@project_option
@target_option
@json_option
def command(*, project: Path, target: str | None, as_json: bool) -> int:
    """Check the blueprint files: the errors of a pass at once, each with file and line. Needs no portal."""
    _, blueprint = open_blueprint(project, target)
    if as_json:
        print_json({"findings": findings_document(blueprint.findings), "resources": len(blueprint.resources)})
    else:
        draw_findings(blueprint.findings, console())
        told = f"{len(blueprint.errors)} errors" if blueprint.errors else "valid"
        click.echo(f"{len(blueprint.resources)} resources, {told}")
    return INVALID if blueprint.errors else DONE
