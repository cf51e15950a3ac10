"""`revops packs`: the packs that ship with the tool, what is in them, and their variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
from rich.cells import cell_len
from rich.text import Text

from revops.blueprint.contents import VARIABLES, Contents, Variable, contents
from revops.blueprint.files import SETTINGS
from revops.blueprint.load import Blueprint
from revops.blueprint.names import meant
from revops.blueprint.shapes import written
from revops.cli.init import LOCALES
from revops.cli.options import json_option, project_option, target_option
from revops.cli.output import console, print_json
from revops.cli.session import open_blueprint
from revops.cli.subscriptions import Taken, taken
from revops.cli.typed import as_typed
from revops.kinds import KINDS
from revops.model.exits import DONE, USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.packs import shipped
from revops.settings import Target
from revops.views.closing import many

_NO_PROJECT = "RV476"
_LOCALE: Final = "en"
"""The language of titles where no target says one that the packs have."""

_TYPES: Final[Mapping[type, str]] = {bool: "true or false", str: "text", list: "list", dict: "map"}
_LONGEST: Final = 60
"""Columns of a value that stands beside its name; what is longer has lines of its own."""
_MARGIN: Final = 6
"""Columns before such a line."""


@dataclass(frozen=True)
class Here:
    """The project that the packs are looked at from; without one nothing is used."""

    target: Target | None = None
    blueprint: Blueprint | None = None

    @property
    def locale(self) -> str:
        """The target's, where the packs speak it."""
        return self.target.entry.locale if self.target and self.target.entry.locale in LOCALES else _LOCALE

    def uses(self, pack: str) -> bool:
        return self.blueprint is not None and pack in self.blueprint.packs

    def value(self, variable: Variable) -> tuple[Json, str]:
        """What the variable is in this project, and the file that says so where it is not the pack."""
        if self.target and variable.name in self.target.entry.variables:
            return self.target.entry.variables[variable.name], SETTINGS
        for document in self.blueprint.sheet.documents if self.blueprint else ():
            given = (document.data or {}).get(VARIABLES) or {}
            if document.overrides and variable.name in given:
                return given[variable.name], document.file
        return variable.default, ""


@click.command("packs")
@click.argument("name", required=False)
@project_option
@target_option
@json_option
def command(*, name: str | None, project: Path, target: str | None, as_json: bool) -> int:
    """List the packs that ship with revops. Asks no portal.

    With NAME: its variables and their values here, the rows of the model that it answers, and what it takes
    of a subscription.
    """
    here, shelf = _here(project, target), shipped()
    if name and name not in shelf.names():
        hint = meant(name, shelf.names())
        raise Refused([Finding("RV301", Severity.ERROR, f"there is no pack {name!r}", hint)], USAGE)
    packs = (shelf.pack(one) for one in ([name] if name else shelf.names()))
    found = contents([pack for pack in packs if pack], KINDS, here.locale, shelf)
    if as_json:
        print_json(_whole(found[0], here) if name else {"packs": [_brief(one, here) for one in found]})
        return DONE
    for line in _page(found[0], here) if name else _list(found, here):
        console().print(line)
    return DONE


def _here(project: Path, target: str | None) -> Here:
    """The project around the working directory; packs can be looked at without one."""
    try:
        return Here(*open_blueprint(project, target))
    except Refused as refused:
        if target or [one.code for one in refused.findings] != [_NO_PROJECT]:
            raise
        return Here()


def _brief(one: Contents, here: Here) -> dict[str, Json]:
    manifest = one.pack.manifest
    return {
        "name": one.pack.name,
        "version": manifest.version,
        "title": _said(manifest.title, here),
        "description": _said(manifest.description, here),
        "needs": list(manifest.needs),
        "used": here.uses(one.pack.name),
        "digest": one.pack.digest,
        "entries": dict(one.entries),
        "variables": len(one.variables),
        "rows": len({row.ref for row in one.rows}),
    }


def _whole(one: Contents, here: Here) -> dict[str, Json]:
    return {
        **_brief(one, here),
        "variables": [_variable(variable, here) for variable in one.variables],
        "rows": [
            {"row": ref, "title": title, "addresses": addresses} for ref, title, addresses in _rows(one)
        ],
        "subscriptions": [
            {"needs": needed.told, "entries": dict(needed.entries), "declared": needed.declared}
            for needed in taken(one.resources, here.target)
        ],
    }


def _variable(variable: Variable, here: Here) -> dict[str, Json]:
    value, given_in = here.value(variable)
    return {
        "name": variable.name,
        "type": _type(variable.default),
        "default": variable.default,
        "value": value,
        "given_in": given_in,
        "description": variable.told,
        "file": variable.origin.file,
        "line": variable.origin.line,
    }


def _type(value: Json) -> str:
    """The sort of value, in the words of findings."""
    return _TYPES.get(type(value), "number")


def _said(text: str | Mapping[str, str], here: Here) -> str:
    """A text of the manifest; the packs that ship have every language."""
    return text if isinstance(text, str) else text.get(here.locale, "")


def _rows(one: Contents) -> list[tuple[str, str, list[str]]]:
    """Row id, the first title among its entries, and all their addresses."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in one.rows:
        title, addresses = found.get(row.ref, ("", []))
        found[row.ref] = (title or row.title, [*addresses, str(row.address)])
    return [(ref, title, addresses) for ref, (title, addresses) in found.items()]


def _list(found: Sequence[Contents], here: Here) -> Iterator[Text]:
    for one in found:
        yield from _head(one, here)
    yield Text(as_typed("Next: revops packs NAME"), style="dim")


def _head(one: Contents, here: Here) -> Iterator[Text]:
    """Three lines that every view of a pack begins with."""
    manifest = one.pack.manifest
    line = Text(f"{one.pack.name} {manifest.version}", style="bold")
    line.append(f"  {_said(manifest.title, here)}", style="not bold")
    yield line.append(f"  ({'used' if here.uses(one.pack.name) else 'not used'})", style="not bold dim")
    yield Text(f"  {_said(manifest.description, here)}")
    entries = ", ".join(f"{section} {count}" for section, count in one.entries.items())
    sums = f"{many(len(one.variables), 'variable')}, {many(len(_rows(one)), 'row')}"
    yield Text(f"  {entries}; {sums}", style="dim")


def _page(one: Contents, here: Here) -> Iterator[Text]:
    yield from _head(one, here)
    if one.pack.manifest.needs:
        yield Text(f"  needs the packs {', '.join(one.pack.manifest.needs)}", style="dim")
    yield from _subscriptions(taken(one.resources, here.target))
    yield from _answered(one)
    yield from _set(one, here)


def _subscriptions(found: Sequence[Taken]) -> Iterator[Text]:
    yield Text("Needs by subscription", style="bold")
    for one in found:
        counts = ", ".join(f"{section} {count}" for section, count in one.entries.items())
        lacks = "" if one.declared is not False else " (the target does not declare it)"
        yield Text(f"  {one.told}: {counts}{lacks}", style="yellow" if lacks else "")


def _answered(one: Contents) -> Iterator[Text]:
    rows = _rows(one)
    yield Text("Rows of the model", style="bold")
    width = max((len(ref) for ref, _, _ in rows), default=0)
    for ref, title, addresses in rows:
        yield Text(f"  {ref:{width}}  {title or addresses[0]}").append(_others(addresses), style="dim")


def _others(addresses: Sequence[str]) -> str:
    return f"  and {len(addresses) - 1} more" if len(addresses) > 1 else ""


def _set(one: Contents, here: Here) -> Iterator[Text]:
    """The variables last: they are what people come for."""
    where = f"`variables:` of {here.target.name} in {SETTINGS}" if here.target else f"a target in {SETTINGS}"
    yield Text(f"Variables (set them below {where})", style="bold")
    for variable in one.variables:
        value, given_in = here.value(variable)
        line, below = _assigned(f"  {variable.name}:", value)
        line.append(f"  {_type(variable.default)}", style="dim")
        if given_in:
            default, more = _assigned(f"  set in {given_in}; default", variable.default)
            line.append(default.plain, style="yellow")
            below = [*below, *more]
        yield line
        yield from below
        yield Text(f"{' ' * _MARGIN}{variable.told}", style="dim")


def _assigned(name: str, value: Json) -> tuple[Text, list[Text]]:
    """A name with its value, and the lines below it where the value is too long to stand beside it."""
    text = Text(written(value))
    if cell_len(text.plain) <= _LONGEST:
        return Text(f"{name} {text.plain}"), []
    parts = text.wrap(console(), console().width - _MARGIN) if console().is_terminal else [text]
    return Text(name), [Text(" " * _MARGIN) + part for part in parts]
