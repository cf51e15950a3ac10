"""Puts variables in: `$name` as a whole value stands for the variable's value, `$$` begins a plain `$`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.blueprint.compose import MAX_NODES, Trail
from revops.blueprint.files import SETTINGS
from revops.blueprint.names import meant
from revops.blueprint.sheet import Sheet
from revops.model.json import Json

_NAME: Final = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")


def put_in(sheet: Sheet, given: Mapping[str, Json]) -> set[Trail]:
    """Replace all variables in the sheet; the target's values win over the defaults.

    Returns where variables stand that do not exist; nothing else can be said about these values.
    """
    defaults = {name: _default(sheet, name, value) for name, value in sheet.data.pop("variables", {}).items()}
    run = _Run(sheet, {**defaults, **given}, frozenset(given))
    sheet.data = {section: run.value(value, (section,)) for section, value in sheet.data.items()}
    return run.broken


def _default(sheet: Sheet, name: str, value: Json) -> Json:
    trail = ("variables", name)
    if not _NAME.fullmatch(f"${name}"):
        sheet.error(
            "RV119", f"{name!r} is no name of a variable", trail, "Use letters, digits and `_`.", value=False
        )
    return _Run(sheet, {}).value(value, trail)


def _is_plain(value: Json) -> bool:
    """A text that names no variable, as nearly all values are."""
    return type(value) is str and value[:1] != "$"


@dataclass
class _Run:
    sheet: Sheet
    values: Mapping[str, Json]
    given: Collection[str] = ()
    """Names of those to which the target gives a value."""
    broken: set[Trail] = field(default_factory=set)
    added: int = 0
    """Values that variables brought; limited as aliases are."""

    def value(self, value: Json, trail: Trail) -> Json:
        if isinstance(value, str):
            return value if _is_plain(value) else self._text(value, trail)
        if isinstance(value, dict):
            return self._map(value, trail)
        if isinstance(value, list):
            return self._list(value, trail)
        return value

    def _map(self, entries: dict[str, Json], trail: Trail) -> dict[str, Json]:
        """The map itself where nothing changes: most of a blueprint is shared with its files."""
        result = {
            key: inner if _is_plain(inner) else self.value(inner, (*trail, key))
            for key, inner in entries.items()
        }
        return entries if all(result[key] is entries[key] for key in entries) else result

    def _list(self, items: list[Json], trail: Trail) -> list[Json]:
        """A list variable as an item brings its items in its place."""
        result: list[Json] = []
        before: list[int] = []
        for number, item in enumerate(items):
            value = item if _is_plain(item) else self.value(item, (*trail, number))
            spliced = isinstance(item, str) and isinstance(value, list)
            result += value if spliced else [value]
            before += [number] * (len(value) if spliced else 1)
        if len(before) != len(items):
            self.sheet.moved[trail] = before
        return result

    def _text(self, text: str, trail: Trail) -> Json:
        if text.startswith("$$"):
            return text[1:]
        found = _NAME.fullmatch(text)
        if not found:
            return text
        if found[1] not in self.values:
            return self._unknown(found[1], trail)
        if self.added > MAX_NODES:
            self.broken.add(trail)
            return None
        self.added += _size(self.values[found[1]])
        if self.added > MAX_NODES:
            told = f"the variables unfold to more than {MAX_NODES:,} values"
            return self._refuse("RV108", told, trail, "Write fewer values into one variable.")
        self.sheet.given[trail] = self._giver(found[1])
        return self.values[found[1]]

    def _giver(self, name: str) -> str:
        if name in self.given:
            where = f"{SETTINGS}, under the target's `variables:`"
        else:
            where = str(self.sheet.origin(("variables", name), value=True))
        return f"The value of `${name}` is given in {where}."

    def _unknown(self, name: str, trail: Trail) -> None:
        hint = meant(name, self.values) or "Declare it under `variables:`."
        summary = f"the variable {name!r} is not declared"
        if trail[0] == "variables":
            summary, hint = f"a variable cannot name another one, {name!r}", "Write the value out."
        self._refuse("RV203", summary, trail, f"{hint} For a text that begins with `$` write `$$`.")

    def _refuse(self, code: str, summary: str, trail: Trail, hint: str) -> None:
        self.sheet.error(code, summary, trail, hint)
        self.broken.add(trail)


def _size(value: Json) -> int:
    if isinstance(value, dict):
        return 1 + sum(_size(inner) for inner in value.values())
    return 1 + sum(_size(inner) for inner in value) if isinstance(value, list) else 1
