"""`revops init`: make a project in the working directory, or pin a portal as a target of it."""

from __future__ import annotations

from pathlib import Path

import click

from revops.blueprint.files import SETTINGS
from revops.cli.example import ENVIRONMENT
from revops.cli.options import project_option, target_option
from revops.cli.pin import LOCALE, pin
from revops.cli.typed import as_typed
from revops.model.exits import DONE
from revops.targets import EMULATOR

PACKS = ("core", "marketing", "sales", "customer-success")

LOCALES = ("ja", "en")
"""The languages of the packs."""

_SETTINGS = """\
# Targets of this project. Secrets never stand here: name the variables that hold them (.env.example).
default_target: emulator

targets:
  emulator:            # the HubSpot that ships with revops; it needs no account
    emulator: true
    locale: {locale}
    hubs: {{marketing: enterprise, sales: professional, service: professional}}
    roles:             # who has a role of the blueprint: an e-mail address or {{team: NAME}}
      ma_operator: ma-operator@example.com
      content_marketer: content-marketer@example.com
      crm_admin: crm-admin@example.com
      inside_sales: inside-sales@example.com
      content_planner: content-marketer@example.com
      lead_generation_manager: ma-operator@example.com
      pipeline_manager: pipeline-manager@example.com
      sales_rep: field-sales@example.com
      sales_assistant: sales-assistant@example.com
      deal_manager: pipeline-manager@example.com
      sales_activity_tracker: sales-assistant@example.com
      onboarding: onboarding@example.com
      account_manager: account-manager@example.com
      support_desk: support-desk@example.com
      nps_ltv_owner: {{team: Customer Success}}
"""

_BLUEPRINT = """\
# yaml-language-server: $schema=../.revops/blueprint.schema.json
# What the portal is to look like. Packs bring the operating model; add your own sections below.
revops: 1
{uses}"""

_IGNORED = """\
.env
.revops/emulator.db*
.revops/state.db*
.revops/blueprint.schema.json
"""


@click.command("init")
@project_option
@target_option
@click.option(
    "--locale", help="Language of the labels, ja or en; else that of the project's default target, or ja."
)
@click.option(
    "--pack", "packs", multiple=True, type=click.Choice(PACKS), help="Packs to use; all where not given."
)
@click.option("--no-packs", is_flag=True, help="Use no pack, e.g. to `revops pull` what a portal has.")
@click.option("--yes", is_flag=True, help="Pin the portal of --target without asking.")
def command(
    *,
    project: Path,
    target: str | None,
    locale: str | None,
    packs: tuple[str, ...],
    no_packs: bool,
    yes: bool,
) -> int:
    """Make a project: revops.yaml, a first blueprint, .env.example, .gitignore, an editor schema.

    With --target NAME, read the portal behind the token, show it, and pin it in revops.yaml.
    """
    if locale and locale not in LOCALES and not no_packs:
        told = f"the packs speak {' and '.join(LOCALES)}; --no-packs allows other languages"
        raise click.BadParameter(told, param_hint="--locale")
    made = _make(project, locale or LOCALE, () if no_packs else packs or PACKS)
    for path in made:
        click.echo(f"made {path}")
    if target and target != EMULATOR:
        return pin(project, target, locale, yes=yes)
    if not made:
        click.echo("nothing to make: this is a project already")
    click.echo(as_typed("Next: revops pull" if no_packs else "Next: revops plan"))
    return DONE


def _make(project: Path, locale: str, packs: tuple[str, ...]) -> list[str]:
    """Write what is missing; what exists stays as it is."""
    from revops.cli.schema import SCHEMA, write_schema  # noqa: PLC0415 - slow to import, and needed at the end only

    files = {
        SETTINGS: _SETTINGS.format(locale=locale),
        "blueprints/portal.yaml": _BLUEPRINT.format(uses=f"\nuses: [{', '.join(packs)}]\n" if packs else ""),
        ".env.example": ENVIRONMENT,
        ".gitignore": _IGNORED,
    }
    made = []
    for name, content in files.items():
        path = project / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            made.append(name)
    write_schema(project / SCHEMA)
    return made
