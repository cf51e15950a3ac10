"""Blank lines: one around every section of several lines, never two, none right below a key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml
from yamlcore import CCoreLoader

from revops.blueprint.layout.align import Head, heads
from revops.blueprint.read import Document


def spaced(document: Document) -> str:
    """The text with its blank lines in order; those within a text of several lines belong to it."""
    texts, found = set(_texts(document.text)), heads(document)
    parents, parted = _parents(found), set(_parted(document, found))
    result: list[tuple[int, str]] = []
    for number, line in enumerate(document.lines, 1):
        before = result[-1] if result else (0, "")
        if number in texts:
            result.append((number, line))
        elif line.strip():
            result += [(0, "")] if number in parted and before[1].strip() else []
            result.append((number, line.rstrip()))
        elif before[1].strip() and before[0] not in parents:
            result.append((0, ""))
    while result and not result[-1][1].strip() and result[-1][0] not in texts:
        result.pop()
    return "".join(f"{line}\n" for _, line in result)


def _texts(text: str) -> Iterator[int]:
    """Lines that a text goes on in."""
    for event in yaml.parse(text, CCoreLoader):
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            end: Any = event.end_mark
            yield from range(start.line + 2, end.line + 1 + bool(end.column))


def _parents(found: list[Head]) -> set[int]:
    """Lines of keys that have members on lines of their own."""
    lines = {head.trail: head.line for head in found}
    above = ((lines.get(head.trail[:-1]), head.line) for head in found)
    return {line for line, own in above if line is not None and line < own}


def _parted(document: Document, found: list[Head]) -> Iterator[int]:
    """Lines above which a blank one stands: of sections that have several lines, or follow one that has."""
    top = [_with_comments(document, head.line) for head in found if len(head.trail) == 1]
    ends = [*top[1:], len(document.lines) + 1]
    several = [_content(document, start, end) > 1 for start, end in zip(top, ends, strict=True)]
    for (_, before), (start, own) in pairwise(zip(top, several, strict=True)):
        if before or own:
            yield start


def _with_comments(document: Document, line: int) -> int:
    while document.line(line - 1).startswith("#"):
        line -= 1
    return line


def _content(document: Document, start: int, end: int) -> int:
    lines = document.lines[start - 1 : end - 1]
    return sum(bool(line.strip()) and not line.startswith("#") for line in lines)
