"""What a pack holds: its variables with what its files say of them, its entries, and the rows they answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from revops.blueprint.comments import Comment, comments
from revops.blueprint.load import Blueprint, load
from revops.blueprint.read import Document
from revops.blueprint.rows import Row, rows
from revops.kinds.base import Kind
from revops.model.address import Origin
from revops.model.json import Json
from revops.model.spec import Resource
from revops.packs import Pack, Shelf

VARIABLES: Final = "variables"


@dataclass(frozen=True)
class Variable:
    """One variable of a pack. `told` is the comment on its line, else the one right above it."""

    name: str
    default: Json
    told: str
    origin: Origin


@dataclass(frozen=True)
class Contents:
    """What a pack brings, taken by itself with the packs that it needs."""

    pack: Pack
    variables: tuple[Variable, ...]
    entries: Mapping[str, int]
    """Entries by section, the most first."""
    rows: tuple[Row, ...]
    resources: tuple[Resource, ...]


def contents(packs: Sequence[Pack], kinds: Sequence[Kind], locale: str, shelf: Shelf) -> list[Contents]:
    """Read some packs.

    Args:
        packs: of the shelf.
        kinds: which sections there are.
        locale: the language of titles.
        shelf: where the packs are that these need.

    Raises:
        Refused: a pack has errors (exit code 3).
    """
    uses = [pack.name for pack in packs]
    blueprint = load(Path(), [], kinds, locale=locale, shelf=shelf, uses=uses).checked()
    return [_contents(pack, blueprint, locale) for pack in packs]


def _contents(pack: Pack, blueprint: Blueprint, locale: str) -> Contents:
    documents = [one for one in blueprint.sheet.documents if one.pack == pack.name]
    held = {one.file for one in documents}
    return Contents(
        pack,
        tuple(variable for document in documents for variable in _variables(document)),
        _entries(blueprint, pack.name),
        tuple(row for row in rows(blueprint, locale) if row.origin.file in held),
        tuple(one for one in blueprint.resources if one.pack == pack.name),
    )


def _entries(blueprint: Blueprint, pack: str) -> Mapping[str, int]:
    """Sorted by number and name."""
    layers = blueprint.sheet.layers.items()
    count = Counter(str(trail[0]) for trail, held in layers if held[-1].pack == pack)
    del count[VARIABLES]
    return dict(sorted(count.items(), key=lambda one: (-one[1], one[0])))


def _variables(document: Document) -> Iterator[Variable]:
    values = document.data.get(VARIABLES) or {}
    noted = {one.line: one for one in comments(document.text)} if values else {}
    for name, default in values.items():
        origin = document.origin((VARIABLES, name))
        yield Variable(name, default, _told(noted, origin.line), origin)


def _told(noted: Mapping[int, Comment], line: int) -> str:
    if line in noted:
        return noted[line].text.strip()
    above: list[str] = []
    while (comment := noted.get(line := line - 1)) and comment.alone:
        above.insert(0, comment.text.strip())
    return " ".join(above)
