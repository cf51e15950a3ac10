"""`revops schema`: JSON Schemas of what people write and programs read."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from revops.blueprint.files import SETTINGS
from revops.blueprint.schema import blueprint_schema
from revops.cli.output import print_json
from revops.kinds import KINDS
from revops.model.exits import DONE
from revops.views.schema import findings_schema, plan_schema

SCHEMA: Final = ".revops/blueprint.schema.json"
"""Where editors find it, in the project's folder."""


def write_schema(path: Path) -> None:
    """Put the blueprint's schema where editors find it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(blueprint_schema(KINDS), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def lay_schema(project: Path) -> None:
    """Put it where a clone of the project lacks it: git ignores it, and blueprint files name it.

    Nothing that a command is about hangs on it, so a folder that cannot be written is left as it is.
    """
    path = project / SCHEMA
    if path.exists() or not (project / SETTINGS).exists():
        return
    with suppress(OSError):
        write_schema(path)


_SCHEMAS = {
    "blueprint": lambda: blueprint_schema(KINDS),
    "plan": plan_schema,
    "findings": findings_schema,
}


@click.command("schema")
@click.argument("what", type=click.Choice(list(_SCHEMAS)))
def command(*, what: str) -> int:
    """Print the JSON Schema of a blueprint file, a plan, or findings."""
    print_json(_SCHEMAS[what]())
    return DONE
