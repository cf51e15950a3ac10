"""What to do about text that is no YAML, by what the parser says."""

from __future__ import annotations

from typing import Final

_WAYS: Final = {
    "mapping values are not allowed": "Put text that holds `: ` in quotes, or fix the indentation.",
    "cannot start any token": "Put the text in quotes, and indent with spaces, never with tabs.",
    "violates indentation": "Indent with spaces, never with tabs.",
    "escape": r"Write \\ for a backslash in double quotes, or use single quotes.",
    "hexdecimal": r"Write \x and two, \u and four, or \U and eight digits of 0 to 9 and a to f.",
    "did not find expected key": "Check the indentation here and just above.",
    "did not find expected ',' or": "A bracket or brace above is not closed, or a comma is missing.",
    "unexpected end of stream": "A quote above is not closed.",
}


def way_out(problem: str) -> str:
    """A hint for a problem of the parser's."""
    found = (way for words, way in _WAYS.items() if words in problem)
    return next(found, "Write it as plain YAML; text with special characters goes into quotes.")
