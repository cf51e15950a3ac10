"""Comments that allow a finding on their line or on the next one: `# revops: allow RV716 because …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from revops.blueprint.comments import comments
from revops.blueprint.read import Document

_OURS: Final = re.compile(r"\s*revops:\s*(?P<told>.*)")
_ALLOW: Final = re.compile(r"allow\s+(?P<codes>RV\d{3}(?:\s*,\s*RV\d{3})*)\s+because\s+\S")


@dataclass(frozen=True)
class Allowance:
    """One code that one comment allows on one line; no code where the comment cannot be read."""

    code: str
    line: int
    """The line that it is about."""
    place: tuple[int, int]
    """Line and column of the comment."""


def allowances(document: Document) -> Iterator[Allowance]:
    """What the comments of a file allow; nothing where it has errors, since they come first."""
    if document.has_errors or not re.search(r"#\s*revops:", document.text):
        return
    for comment in comments(document.text):
        ours = _OURS.match(comment.text)
        if ours:
            told = _ALLOW.match(ours["told"])
            line = _meant(document, comment.line)
            for code in re.findall(r"RV\d{3}", told["codes"]) if told else [""]:
                yield Allowance(code, line, (comment.line, comment.column))


def _meant(document: Document, line: int) -> int:
    """The comment's own line, or the next one where nothing else stands on it."""
    while document.line(line).lstrip().startswith("#"):
        line += 1
    return line
