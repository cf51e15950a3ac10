"""Options that several commands share."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from revops.blueprint.names import nearest
from revops.cli.typed import telling
from revops.model.change import Consent
from revops.model.guard import STOPPING
from revops.model.plan import Consents

if TYPE_CHECKING:
    _Choice = click.Choice[str]
    _ParamType = click.ParamType[tuple[str, int]]
else:
    _Choice = click.Choice  # takes no type before click 8.2
    _ParamType = click.ParamType

_NOBODY = Consents()
_DIGITS = 10
"""Fewer than this many make a number of changes."""

Command = TypeVar("Command", bound=Callable[..., Any])

_CONSENTS = {
    Consent.CREATE: "Agree to create ADDRESS although it may exist already, or an archived twin does.",
    Consent.DELETE: "Agree to delete ADDRESS, which stands under removed:, or its options under retired:.",
    Consent.MOVE: "Agree to give the records that hold a retired option of ADDRESS its new value, or to copy "
    "the values of a renamed property to ADDRESS.",
    Consent.PUBLISH: "Agree to publish ADDRESS.",
    Consent.ENABLE: "Agree to switch ADDRESS on, or to change it while it is on.",
    Consent.TAKE: "Take the blueprint's side for ADDRESS or ADDRESS#UNIT where HubSpot was changed.",
}


class Named(_Choice):
    """A choice whose error names the nearest value for a slip."""

    def get_invalid_choice_message(self, value: str, ctx: click.Context | None) -> str:
        match = nearest(str(value), self.choices)
        told = super().get_invalid_choice_message(value, ctx)
        return f"{told} Did you mean {match!r}?" if match else told


class Allowed(_ParamType):
    """CODE=NUMBER: a guard and the largest number that is agreed to."""

    name = "CODE=NUMBER"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """The code and the number; a usage error for anything else."""
        found = allowed(value)
        if found is None:
            self.fail(f"{value!r} is not CODE=NUMBER with one of {', '.join(STOPPING)}.", param, ctx)
        return found


def allowed(text: str) -> tuple[str, int] | None:
    """`RV990=37` as its two parts; None for what is no guard with a number."""
    code, _, number = text.partition("=")
    known = code in STOPPING and number.isascii() and number.isdecimal() and len(number) < _DIGITS
    return (code, int(number)) if known else None


_PLACES: Final[Mapping[str, int]] = {
    **dict.fromkeys([*(one.value for one in Consent), "allow"], 1),
    **dict.fromkeys(["full", "as_json", "markdown", "html", "junit"], 2),
    **dict.fromkeys(["project", "target", "portal"], 3),
}
"""Where an option stands in the help of a command: its own, consents, views, and what every command takes."""


def arranged(command: click.Command) -> click.Command:
    """The command, and those below it, with what is its own first in its help."""
    command.params.sort(key=lambda param: _PLACES.get(str(param.name), 0))
    for one in command.commands.values() if isinstance(command, click.Group) else ():
        arranged(one)
    return command


def examples(*lines: str) -> str:
    """The end of a help page: lines that can be typed."""
    return "\n".join(["\b", "Examples:", *(f"  revops {line}" for line in lines)])


def target_option(command: Command) -> Command:
    return click.option("--target", metavar="NAME", help="A target of revops.yaml.")(command)


def project_option(command: Command) -> Command:
    """--project; what the command tells to type next names it and the target again."""
    return click.option(
        "--project",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        help="The project's folder; the working directory where it is not given.",
    )(telling(command))


def wait_option(command: Command) -> Command:
    return click.option(
        "--wait",
        type=click.FloatRange(0),
        default=0.0,
        metavar="SECONDS",
        help="How long to wait for somebody else who works on the portal.",
    )(command)


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(command)


def consent_options(command: Command) -> Command:
    """--create --delete --move --publish --enable --take ADDRESS (or a glob), and --allow CODE=NUMBER."""
    told = "Agree to a guard of the plan, up to NUMBER."
    command = click.option("--allow", multiple=True, type=Allowed(), metavar="CODE=NUMBER", help=told)(
        command
    )
    for consent, told in reversed(_CONSENTS.items()):
        option = click.option(f"--{consent.value}", multiple=True, metavar="ADDRESS", help=told)
        command = option(command)
    return command


def consents_of(given: Mapping[str, tuple[Any, ...]]) -> Consents:
    """The consents among a command's arguments."""
    patterns = {consent.value: tuple(given.get(consent.value, ())) for consent in Consent}
    return Consents(patterns, largest(given.get("allow", ())))


def largest(agreed: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The largest number for each guard."""
    return dict(sorted(agreed))


def typed(target: str | None, consents: Consents = _NOBODY) -> str:
    """The options to type again for the same target and consents, each with a space before it."""
    given = [("target", target)] if target else []
    given += [(flag, pattern) for flag, patterns in consents.patterns.items() for pattern in patterns]
    given += [("allow", one) for one in consents.allowances]
    return "".join(f" --{name} {shlex.quote(value)}" for name, value in given)


def retyped(step: str, consents: Consents) -> str:
    """A next step with the consents that were typed, where they count."""
    return step.replace("revops apply", f"revops apply{typed(None, consents)}")
