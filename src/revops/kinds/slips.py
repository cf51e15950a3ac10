"""What somebody probably meant, where a name is of nothing that the blueprint describes."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches


def slip(word: str, known: Collection[str]) -> str:
    """A hint with the known name that is most like the word; empty where none is like it."""
    close = get_close_matches(word, known, 1)
    return f"Did you mean {close[0]!r}?" if close else ""
