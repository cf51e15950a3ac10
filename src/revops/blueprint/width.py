"""How wide a text is where every letter has the same width: Japanese ones take two columns."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "FW" else 1 for letter in text)
