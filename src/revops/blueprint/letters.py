"""Letters that look like others or cannot be seen: in a name they would make two things look like one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 200
"""Characters of a name; HubSpot's own ids end far below it."""

_SHOWN: Final = 40
_ADDRESS: Final = frozenset(".#*?[]")
"""What an address or a glob means something else by."""

_LATIN: Final = re.compile("[A-Za-z]")
_ALIKE: Final = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u1c80-\u1c8f\u1f00-\u1fff]")
"""Greek, Cyrillic and Armenian, whose letters pass for Latin ones."""


def fault_of(name: str) -> str:
    """What is wrong with a name, as the end of a sentence; empty where nothing is."""
    if len(name) > LONGEST:
        return f"has {len(name):,} characters"
    if name.isascii() and name.isidentifier():
        return ""
    if any(letter in _ADDRESS or letter.isspace() for letter in name):
        return "holds a character that an address cannot hold"
    if not name.isprintable():
        return f"holds what cannot be seen: {strangers(name)}"
    plain = unicodedata.normalize("NFKC", name)
    if plain != name:
        return f"has another spelling that looks like it; write {plain!r}"
    if _LATIN.search(name) and _ALIKE.search(name):
        return f"mixes Latin letters with others that look like them: {strangers(name)}"
    return "begins with a mark that has no letter" if unicodedata.combining(name[:1] or "a") else ""


def strangers(text: str) -> str:
    """The first characters that are not ASCII, by number and name."""
    found = [letter for letter in dict.fromkeys(text) if not letter.isascii()][:3]
    return ", ".join(f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip() for letter in found)


def short(text: str) -> str:
    """A text of any length for a sentence."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
