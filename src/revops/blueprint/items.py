"""Moves, adds and takes out the items of a list in a YAML text as whole lines, each with its comments."""

from __future__ import annotations

from collections.abc import Mapping

from revops.blueprint.compose import Trail
from revops.blueprint.emit import inline, spelled_out
from revops.blueprint.read import Document
from revops.model.json import Json

Items = Mapping[str, Json]
"""The items of a list by their id, in its order."""


def rearranged(document: Document, trail: Trail, last: int, before: Items, wanted: Items) -> str | None:
    """The text with the items in their new sequence, or None where an item changes, too, or shares a line.

    Args:
        document: what the text says.
        trail: where the list stands.
        last: the list's last line.
        before: the items before, as many as the text has.
        wanted: the items in the end.
    """
    if not wanted or any(before[name] != item for name, item in wanted.items() if name in before):
        return None
    firsts = [document.spots[(*trail, number)].line for number in range(len(before))]
    margins = {_margin(document, first) for first in firsts}
    if len(margins) > 1 or len(set(firsts)) < len(firsts) or None in margins:
        return None
    heads = [_with_comments(document, first) for first in firsts]
    ends = [*heads[1:], last + 1]
    blocks = {
        name: document.lines[head - 1 : end - 1] for name, head, end in zip(before, heads, ends, strict=True)
    }
    (margin,) = margins
    new = [line for name, item in wanted.items() for line in blocks.get(name) or [f"{margin}{_said(item)}"]]
    return "\n".join([*document.lines[: heads[0] - 1], *new, *document.lines[last:]])


def _margin(document: Document, first: int) -> str | None:
    """What stands before an item, that is blanks and a dash; None where it does not begin its line."""
    line = document.line(first)
    blanks = line[: len(line) - len(line.lstrip(" "))]
    dash = line.removeprefix(blanks)
    return f"{blanks}- " if dash.startswith("- ") else None


def _with_comments(document: Document, first: int) -> int:
    """The first line of the comment right above an item, else the item's own."""
    while document.line(first - 1).lstrip().startswith("#"):
        first -= 1
    return first


def _said(item: Json) -> str:
    return inline(spelled_out(item))
