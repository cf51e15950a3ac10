"""Commands to type next, as they run where they are read: for the project and the target that were given."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from revops.model.finding import Finding, Refused
from revops.model.json import Json
from revops.views.outline import Outline, Row, Section

Given = TypeVar("Given", bound=Callable[..., Any])

_PORTAL: Final = (
    "state show|state unlock|state rebuild|validate|packs|auth|plan|apply|drift|pull|adopt|score|impact|"
    "history|rollback|checklist|doctor|snapshot"
)
"""Commands of one portal; `init --target` is another matter than `init`."""
_FILES: Final = "init|fmt|compare|promote"
"""Commands that take a project alone."""
_COMMAND: Final = re.compile(rf"\brevops (?:(?P<portal>{_PORTAL})|{_FILES})\b(?![-.])")


_TELLING: Final = ("findings", "lost", "checks", "preflight", "outcomes", "plan")
"""Members of documents below which there are findings, or lines of `doctor`."""
_HINTS: Final = ("hint", "way_out")


def about(target: str) -> None:
    """From here on the running command tells what to type for this target, however its argument is called."""
    click.get_current_context().params["target"] = target


def as_typed(text: str) -> str:
    """The text with its commands for what the running command was given; what they say already stays."""
    context = click.get_current_context(silent=True)
    return _completed(text, context.params if context else {})


def outlined(outline: Outline) -> Outline:
    """The same with the next step and every way out as they run here."""
    sections = tuple(_section(section) for section in outline.sections)
    found = tuple(hinted(outline.findings))
    return replace(outline, sections=sections, findings=found, next_step=as_typed(outline.next_step))


def hinted(findings: Iterable[Finding]) -> list[Finding]:
    """The same with ways out that run here."""
    return [replace(one, hint=as_typed(one.hint)) if one.hint else one for one in findings]


def documented(document: Json) -> Json:
    """A JSON document with ways out that run here; what holds values of portal and blueprint stays."""
    if isinstance(document, list):
        return [documented(one) for one in document]
    if not isinstance(document, Mapping):
        return document
    parts = {name: documented(document[name]) for name in _TELLING if name in document}
    hints = {name: as_typed(document[name]) for name in _HINTS if isinstance(document.get(name), str)}
    return {**document, **parts, **hints}


def telling(command: Given) -> Given:
    """A command whose refusals tell ways out that run here."""

    @wraps(command)
    def run(*arguments: Any, **given: Any) -> Any:
        try:
            return command(*arguments, **given)
        except Refused as refused:
            raise Refused(hinted(refused.findings), refused.exit_code) from refused

    shown: Any = run
    result: Given = shown
    return result


def _section(section: Section) -> Section:
    return replace(section, rows=tuple(_row(row) if row.findings else row for row in section.rows))


def _row(row: Row) -> Row:
    return replace(row, findings=tuple(hinted(row.findings)))


def _completed(text: str, given: Mapping[str, Any]) -> str:
    def whole(place: re.Match[str]) -> str:
        rest = text[place.end() :].partition("revops ")[0]
        said = (one for name, one in _options(place, given) if f" --{name} " not in rest)
        return "".join((place[0], *said))

    return _COMMAND.sub(whole, text)


def _options(place: re.Match[str], given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The options that the command takes and that were given, as they are typed."""
    project, target = given.get("project"), given.get("target")
    if project and project != Path():
        yield "project", f" --project {shlex.quote(str(project))}"
    if target and place["portal"]:
        yield "target", f" --target {shlex.quote(target)}"
