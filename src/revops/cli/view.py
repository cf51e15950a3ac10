"""How a command shows what it found: on the terminal, as JSON, and in files for people who are not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from revops.cli.options import Command, json_option
from revops.cli.output import console, print_json
from revops.cli.typed import outlined
from revops.kinds.filters.days import zone_of
from revops.model.json import Json
from revops.views.outline import Outline
from revops.views.terminal import draw

STDOUT: Final = "-"

_FILES: Final = {
    "junit": "Write JUnit XML to FILE, for CI.",
    "html": "Write one HTML page to FILE; it opens offline.",
    "markdown": "Append Markdown to FILE, e.g. a job summary or a comment.",
}
"""Views that go to files; each is the function of its name in the module of its name, loaded on demand."""

_ALONE: Final = {"is_flag": False, "flag_value": STDOUT}
"""An option that may stand without its value."""

_PAGES: Final = ("html",)
"""Views for people who know neither the tool nor English: every unit, in the target's language."""


@dataclass(frozen=True)
class Views:
    """What was asked for: one document on stdout instead of the terminal's view, and files."""

    as_json: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    full: bool = False
    """Every unit in the terminal, too."""

    @property
    def quiet(self) -> bool:
        """True where stdout belongs to one document, so that nothing else may be printed or asked."""
        return self.as_json or STDOUT in self.files.values()

    def show(self, outline: Callable[[bool], Outline], document: Callable[[], Json]) -> None:
        """Draw everything that was asked for; `outline` is called with whether it is for a page."""
        for name, place in self.files.items():
            shown, view = outlined(outline(name in _PAGES)), import_module(f"revops.views.{name}")
            put(name, place, getattr(view, name)(replace(shown, at=_now(shown.portal.time_zone))))
        if self.as_json:
            print_json(document())
        elif not self.quiet:
            draw(outlined(outline(False)), console())


def _now(time_zone: str) -> str:
    """The moment as the portal's clocks show it; in UTC where nobody knows their zone."""
    try:
        now = datetime.now(zone_of(time_zone))
    except ValueError:
        now = datetime.now(UTC)
    return f"{now:%Y-%m-%d %H:%M} {now.tzinfo}"


def put(name: str, place: str, text: str) -> None:
    """Write a view to a file, or to stdout for `-`."""
    if place == STDOUT:
        click.echo(text, nl=False)
        return
    try:
        with Path(place).open("a" if name == "markdown" else "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise _unwritable(place, name, error.strerror) from None


full_option = click.option("--full", is_flag=True, help="Show every unit, also of what is created.")


def view_options(*, bare: bool = True) -> Callable[[Command], Command]:
    """--full, --json, --markdown, --html and --junit, which reach the command as `views`.

    With `bare`, `--markdown` without FILE prints it. A command that takes a file itself leaves that out, or
    `--markdown FILE` would mean two things.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> Any:
            views = _asked(given)
            return command(**given, views=views)

        shown: Any = run
        for name, told in _FILES.items():
            alone: dict[str, Any] = _ALONE if bare and name == "markdown" else {}
            option = click.option(
                f"--{name}", metavar="FILE", help=f"{told} `-` is stdout.", callback=checked_place, **alone
            )
            shown = option(shown)
        result: Command = full_option(json_option(shown))
        return result

    return decorate


def _asked(given: dict[str, Any]) -> Views:
    """The views among a command's arguments, taken out of them."""
    files = {name: given.pop(name) for name in reversed(_FILES)}
    chosen = {name: place for name, place in files.items() if place}
    views = Views(given.pop("as_json"), chosen, full=given.pop("full"))
    if [*views.files.values(), *([STDOUT] if views.as_json else [])].count(STDOUT) > 1:
        raise click.UsageError("stdout has room for one of --json, --markdown, --html and --junit")
    return views


def checked_place(_context: click.Context, option: click.Parameter, place: str | None) -> str | None:
    """Refuse before anything is sent what could not be written afterwards."""
    if place and place != STDOUT and not Path(place).absolute().parent.is_dir():
        raise _unwritable(place, str(option.name), "there is no such folder")
    return place


def _unwritable(place: str, name: str, why: str | None) -> click.BadParameter:
    return click.BadParameter(f"{place} cannot be written: {why}", param_hint=f"--{name}")
