"""`revops demo`: the main job on the embedded emulator, told step by step, through the same commands."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Final

import click

from revops.cli import run
from revops.cli.session import embedded_emulator
from revops.model.exits import CHANGES, DONE, ERROR
from revops.model.json import Json
from revops.settings import Settings

CONSENTS: Final = ("--create", "workflow.*", "--publish", "*", "--enable", "*")
_KEPT: Final = "property.contacts.lead_source_category#label"
_TAKEN: Final = "pipeline.deals.default#stages.closedwon.label"
_EDITS: Final[tuple[tuple[str, str, Mapping[str, str], Mapping[str, Json]], ...]] = (
    (
        "property",
        "/crm/properties/2026-09/contacts/lead_source_category",
        {"ja": "流入経路", "en": "Where they came from"},
        {},
    ),
    (
        "deal stage",
        "/crm/pipelines/2026-09/deals/default/stages/closedwon",
        {"ja": "成約", "en": "Signed"},
        {"metadata": {"probability": "1.0"}},
    ),
)
"""What a person changes in the portal: what, where, the new label, and what HubSpot wants sent with it."""
_OK: Final = 200

_HEAD, _TAIL = 24, 8
"""Lines of a long output that are shown."""


@click.command("demo")
@click.option("--locale", type=click.Choice(["ja", "en"]), default="ja", show_default=True)
@click.option("--pause", is_flag=True, help="Wait for Enter after each step.")
@click.option("--full", is_flag=True, help="Show all that the commands print; else long output is cut.")
def command(*, locale: str, pause: bool, full: bool) -> int:
    """Plan, apply and drift of a RevOps blueprint, on a HubSpot that ships with this tool. Needs no account.

    Everything happens in a temporary folder that is removed at the end.
    """
    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), _alone():
            _play(Stage(pause=pause, full=full), locale)
    except StepError as wrong:
        click.echo(f"Not as expected: {wrong}", err=True)
        return ERROR
    click.echo("")
    click.echo("Every step ended as expected. Make your own: revops init")
    return DONE


def _play(stage: Stage, locale: str) -> None:
    """The steps, each a command that anybody can type."""
    stage.say("A consultant starts a project: one settings file, one blueprint file that uses the packs.")
    stage.run("init", "--locale", locale)
    stage.say("What would change in this portal, and why? Nothing is written yet.")
    stage.run("plan")
    stage.say("Do exactly that. What cannot be undone quietly is agreed to by address.")
    stage.run("apply", "--yes", *CONSENTS)
    stage.say("What waited for a score, a segment or an e-mail to be published comes now.")
    stage.run("apply", "--yes", *CONSENTS)
    stage.say("Again: there is nothing left to do.")
    stage.run("plan", "--exit-code")
    stage.say("Weeks later somebody renames a property and a deal stage by hand, in HubSpot.")
    _edit(stage, locale)
    stage.say("The daily check finds both, and overwrites neither: a person decides.")
    stage.run("drift", expected=CHANGES)
    stage.say("The new name of the property is good: keep it. It goes into the blueprint, nothing is sent.")
    before = _files()
    stage.run("drift", "--keep", _KEPT)
    _show_difference(stage, before)
    stage.say("The stage goes back to what the blueprint says: take the blueprint's side.")
    stage.run("apply", "--yes", "--take", _TAKEN)
    stage.say("Blueprint and portal agree again.")
    stage.run("drift")
    stage.run("plan", "--exit-code")


class StepError(Exception):
    """A step did not end as it should."""


class Stage:
    """Runs commands before an audience.

    Args:
        pause: wait for Enter before each step but the first.
        full: show all that a command prints.
    """

    def __init__(self, *, pause: bool, full: bool) -> None:
        self.pause, self.full = pause, full
        self._steps = 0

    def say(self, told: str) -> None:
        """Begin a step."""
        if self.pause and self._steps:
            click.prompt("Enter goes on", default="", show_default=False, prompt_suffix=" ")
        self._steps += 1
        click.echo("")
        click.secho(f"{self._steps}. {told}", bold=True)

    def run(self, *arguments: str, expected: int = DONE) -> None:
        """Run `revops ARGUMENTS` as `main` does and show what it prints.

        Raises:
            StepError: it ended with another exit code.
        """
        typed = f"revops {shlex.join(arguments)}"
        click.secho(f"$ {typed}", fg="cyan")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = run(arguments)
        self.show(printed.getvalue())
        if code != expected:
            raise StepError(f"{typed} ended with {code}, not {expected}")

    def show(self, text: str) -> None:
        """Print a text, a long one with its middle left out."""
        lines = text.splitlines()
        left_out = len(lines) - _HEAD - _TAIL
        if left_out > 0 and not self.full:
            lines = [*lines[:_HEAD], f"  ... {left_out} more lines (--full) ...", *lines[-_TAIL:]]
        for line in lines:
            click.echo(f"  {line}".rstrip())


def _edit(stage: Stage, locale: str) -> None:
    """What a person does in HubSpot's own pages.

    Raises:
        StepError: the emulator refuses it.
    """
    with contextlib.ExitStack() as closing:
        emulator = embedded_emulator(Settings.load(Path()), closing)
        for thing, path, labels, more in _EDITS:
            body = {"label": labels[locale], **more}
            reply = emulator.edit("PATCH", path, body)
            stage.show(f"in HubSpot: the {thing} is now called {labels[locale]}")
            if reply.status != _OK:
                raise StepError(f"HubSpot did not take the new name of the {thing}")


def _files() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted(Path("blueprints").rglob("*.yaml"))}


def _show_difference(stage: Stage, before: Mapping[Path, str]) -> None:
    """What changed in the blueprint files, as a reviewer sees it."""
    for path, text in _files().items():
        old = before.get(path, "").splitlines()
        lines = unified_diff(old, text.splitlines(), str(path), str(path), lineterm="", n=1)
        stage.show("\n".join(lines))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Without the variables that would lead the commands to somebody's portal; colours as outside."""
    kept = dict(os.environ)
    for name in kept:
        if name.startswith(("HUBSPOT_", "REVOPS_")):
            del os.environ[name]
    if sys.stdout.isatty() and "NO_COLOR" not in kept:
        os.environ["FORCE_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
