"""Words, numbers, texts and signs of a calculation formula."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

CONSTANTS: Final = frozenset({"true", "false", "null"})
_KEYWORDS: Final = frozenset({"if", "then", "elseif", "else", "endif", "and", "or", "not", "equals"})
MOST_CHARACTERS: Final = 20_000
"""No formula that a person keeps is as long; the reading of one takes time and stack."""

_PATTERN: Final = re.compile(
    r"""(?P<number>\d+(?:\.\d+)?)
      | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<word>[A-Za-z_]\w*)
      | (?P<sign><=|>=|!=|==|[-+*/()<>=,])
      | (?P<gap>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class FormulaError(ValueError):
    """The text is no formula; says what is the matter."""


@dataclass(frozen=True)
class Token:
    """`text` without quotes and escapes; `start` and `end` count characters of the formula."""

    kind: str
    text: str
    start: int = 0
    end: int = 0

    @property
    def folded(self) -> str:
        """Words in lower case, as HubSpot stores keywords and functions."""
        return self.text.lower() if self.kind == "word" else self.text

    @property
    def is_keyword(self) -> bool:
        return self.kind == "word" and self.folded in _KEYWORDS


END: Final = Token("end", "")


def tokens(formula: str) -> Iterator[Token]:
    """The formula in pieces, without the gaps.

    Raises:
        FormulaError: a character or an open quote that no formula holds, or no end of them.
    """
    if len(formula) > MOST_CHARACTERS:
        raise FormulaError(f"it has {len(formula):,} characters, {MOST_CHARACTERS:,} at most are read")
    for found in _PATTERN.finditer(formula):
        kind, text = str(found.lastgroup), found.group()
        if kind == "other":
            raise FormulaError(f"{text!r} at character {found.start() + 1} belongs to no formula")
        if kind == "gap":
            continue
        if kind == "text":
            text = re.sub(r"\\(.)", r"\1", text[1:-1])
        yield Token(kind, text, found.start(), found.end())
