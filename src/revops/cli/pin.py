"""Pinning a portal: read who is behind the token, show it, write its id into revops.yaml after a yes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from revops.blueprint.edit import Edit, edited
from revops.blueprint.emit import write_text
from revops.blueprint.files import SETTINGS
from revops.blueprint.read import read_file
from revops.hub.account import identify
from revops.hub.credentials import StaticToken
from revops.hub.door import API
from revops.hub.gateway import Hub
from revops.model.exits import DONE, UNDECIDED
from revops.model.json import Json
from revops.model.plan import PortalFacts
from revops.settings import OAuthSecrets, Settings, Target
from revops.targets import TargetEntry

LOCALE: Final = "ja"
"""Where neither the command line nor a target names a language."""


def pin(project: Path, name: str, locale: str | None, *, yes: bool) -> int:
    """Write `targets.NAME` with the portal's id; without a locale it speaks as the default target does.

    Raises:
        Refused: there is no token, or HubSpot does not tell the account.
    """
    settings = Settings.load(project)
    if name in settings.file.targets:
        click.echo(f"{SETTINGS} has a target {name} already: portal {settings.file.targets[name].portal}")
        return UNDECIDED
    facts = _facts(settings, name)
    click.echo(
        f"portal {facts.id}: {facts.account_type}, {facts.time_zone}, {facts.currency or 'no currency told'}"
    )
    agreed = yes or (sys.stdin.isatty() and click.confirm(f"Pin it as target {name}?"))
    if not agreed:
        click.echo(f"nothing was written; type: revops init --target {name} --yes")
        return UNDECIDED
    spoken = locale or _spoken(settings)
    _write(project / SETTINGS, name, {"portal": facts.id, "locale": spoken})
    click.echo(
        f"pinned in {SETTINGS}. Next: declare its `hubs:` and `roles:`, then revops plan --target {name}"
    )
    return DONE


def _spoken(settings: Settings) -> str:
    """The language of the default target, which the project's labels have already."""
    entry = settings.file.targets.get(settings.file.default_target)
    return entry.locale if entry else LOCALE


def _facts(settings: Settings, name: str) -> PortalFacts:
    secret = settings.secrets(Target(name, 0, TargetEntry.model_construct()))["data"]
    token = secret.get_secret_value() if not isinstance(secret, OAuthSecrets) else ""
    with Hub({"data": StaticToken(token)}, settings.environment.revops_base_url or API) as hub:
        return identify(hub)


def _write(path: Path, name: str, target: dict[str, Json]) -> None:
    """Add the target to the file; what else stands there, and its comments, stay."""
    data = read_file(path, path.name).data if path.exists() else {}
    text = path.read_text(encoding="utf-8") if path.exists() else "targets: {}\n"
    targets = {**data.get("targets", {}), name: target}
    change = {"targets": {name: target}}
    write_text(path, edited(text, Edit((), change, data, {**data, "targets": targets})))
