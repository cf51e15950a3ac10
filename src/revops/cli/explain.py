"""`plan --explain`: the exact requests of a plan, from the same rehearsal that counts them."""

from __future__ import annotations

import json
import re
from typing import Final
from urllib.parse import unquote

import click

from revops.engine.rehearse import rehearse
from revops.engine.situation import Situation
from revops.hub.gateway import Hub
from revops.model.plan import Plan
from revops.views.visible import visible

_ANGLES: Final = re.compile("%3C.*?%3E")


def print_requests(plan: Plan, situation: Situation, hub: Hub) -> None:
    """Method, path and body of every request, in the order in which they go out."""
    click.echo()
    click.echo("Requests")
    for phase, call in rehearse(plan.changes, situation).calls:
        # An id that the run itself will learn stands as `<kind:name>`; nothing else is written in angles.
        path = _ANGLES.sub(lambda found: unquote(found[0]), hub.path(call))
        click.echo(visible(f"  {phase:8} {call.method} {path}"))
        if call.body is not None:
            body = visible(json.dumps(call.body, ensure_ascii=False, indent=2))
            click.echo("\n".join(f"           {line}" for line in body.splitlines()))
