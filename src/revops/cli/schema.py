"""`revops schema`: JSON Schemas of what people write and programs read."""

from __future__ import annotations

import json
from pathlib import Path

import click

from revops.blueprint.schema import blueprint_schema
from revops.cli.output import print_json
from revops.kinds import KINDS
from revops.model.exits import DONE
from revops.views.schema import findings_schema, plan_schema


def write_schema(path: Path) -> None:
    """Put the blueprint's schema where editors find it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(blueprint_schema(KINDS), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


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
