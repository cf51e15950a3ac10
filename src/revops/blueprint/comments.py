"""Where the comments of a YAML text stand: `#` within a text is no comment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from yamlcore import CCoreLoader

_MARK: Final = re.compile(r"(?:^|(?<=[ \t]))#(?=(?P<told>.*))", re.MULTILINE)


@dataclass(frozen=True)
class Comment:
    """One comment; line and column of its `#` count from 1."""

    line: int
    column: int
    text: str
    """Without the `#`."""
    alone: bool
    """True where nothing else stands on the line."""


def comments(text: str) -> Iterator[Comment]:
    """Every comment of a text that is YAML."""
    values = _values(text) if "#" in text else []
    starts = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", text))]
    first, end = 0, -1
    for found in _MARK.finditer(text):
        while first < len(values) and values[first][1] <= found.start():
            first += 1
        inside = first < len(values) and values[first][0] <= found.start()
        if inside or found.start() < end:
            continue
        end = found.end("told")
        line = bisect_right(starts, found.start())
        before = text[starts[line - 1] : found.start()]
        yield Comment(line, len(before) + 1, found["told"].rstrip(), not before.strip())


def _values(text: str) -> list[tuple[int, int]]:
    """Where texts start and end, one after the other."""
    return [
        (start.index, end.index)
        for event in yaml.parse(text, CCoreLoader)
        if isinstance(event, yaml.ScalarEvent)
        for start, end in [_marks(event)]
    ]


def _marks(event: Any) -> tuple[Any, Any]:
    return event.start_mark, event.end_mark
