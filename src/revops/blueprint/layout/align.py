"""Comments beside what they are about, after everything else was laid out anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from revops.blueprint.comments import Comment, comments
from revops.blueprint.compose import Trail
from revops.blueprint.read import Document

_BESIDE: Final = "  "
"""Between a value and the comment on its line."""


class Head(NamedTuple):
    """A key or an item that begins its line."""

    trail: Trail
    line: int
    column: int
    """From 0; of an item its dash."""


def heads(document: Document) -> list[Head]:
    """All of them, from top to bottom; an item comes before the key that begins on the same line."""
    return [
        head
        for trail, spot in document.spots.items()
        for head in _head(document, trail, spot.key_line, spot.key_column)
    ]


def aligned(before: Document, after: Document) -> str | None:
    """The laid out text with every comment where it belongs, None where one was lost on the way.

    A comment on a line of its own stands as far in as the key below it; one that stood further in belongs
    to what is above it.
    """
    found, left = list(comments(before.text)), list(comments(after.text))
    if [one.text for one in found] != [one.text for one in left]:
        return None
    columns = {head.trail: head.column for head in heads(after)}
    told = [head for head in heads(before) if head.trail in columns]
    lines = list(after.lines)
    for old, new in zip(found, left, strict=True):
        line = lines[new.line - 1]
        if new.alone:
            lines[new.line - 1] = " " * _column(old, told, columns) + line.lstrip()
        else:
            lines[new.line - 1] = line[: new.column - 1].rstrip() + _BESIDE + line[new.column - 1 :]
    return "\n".join(lines)


def _head(document: Document, trail: Trail, line: int, column: int) -> Iterator[Head]:
    before = document.line(line)[: column - 1]
    if before.strip(" -"):
        return
    is_item = bool(trail) and isinstance(trail[-1], int)
    dashes = before.count("-")
    if is_item and not dashes:
        return
    yield Head(trail, line, before.rindex("-") if is_item else column - 1)


def _column(comment: Comment, told: list[Head], columns: Mapping[Trail, int]) -> int:
    follows = next((head for head in told if head.line > comment.line), None)
    if follows and comment.column - 1 <= follows.column:
        return columns[follows.trail]
    above = [head for head in told if head.line < comment.line and head.column <= comment.column - 1]
    owner = above[-1] if above else follows
    return columns[owner.trail] if owner else 0
