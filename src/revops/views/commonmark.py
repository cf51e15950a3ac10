"""Text that GitHub's Markdown shows as it is: no emphasis, no HTML, no link, and nobody is notified."""

from __future__ import annotations

import re
from typing import Final

from revops.views.visible import visible

_SPECIAL: Final = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|~!&"} | {"$": "&#36;"})
"""A backslash makes ASCII punctuation text (CommonMark 2.4); of `$` it does not, it opens a formula there."""

_GAP: Final = "&#8203;"
"""A space without width: what Renovate and Dependabot put in names, so that nobody is mentioned."""

_REFERENCES: Final = re.compile(
    r"(?<![A-Za-z0-9_])@(?=\w)"  # a person; any letter but ASCII may stand before it
    r"|\\#(?=\d)|\bGH-(?=\d)"  # an issue
    r"|:(?=//)|\bwww(?=\.)"  # a page
    r"|:(?=[\w\\+-]+:)"  # an emoji
)
_BREAKS: Final = {"\n": "\\n", "\t": "\\t"}
"""Spelled as `visible` spells the rest; a list's item has one line."""

_BLANKS: Final = re.compile(r"(?:^|(?<= )) | $")
"""Those that a page would swallow: a second one in a row, and any at an end."""

_BLOCK: Final = re.compile(r"^([+=-])|^(\d{1,9})([.)])")
"""What would open a list or underline a heading, at the start of a line or of a list's item."""


def escaped(text: str) -> str:
    """Text that Markdown shows as it is; line breaks become spaces."""
    return _plain(" ".join(visible(text).split()))


def exact(text: str) -> str:
    """A value that Markdown shows to the last blank; line breaks and tabs are spelled out."""
    told = visible(text)
    for char, spelled in _BREAKS.items():
        told = told.replace(char, spelled)
    return _BLANKS.sub("&nbsp;", _plain(told))


def _plain(text: str) -> str:
    told = _REFERENCES.sub(rf"\g<0>{_GAP}", text.translate(_SPECIAL))
    return _BLOCK.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", told)


def code(text: str) -> str:
    """Text between backticks, as many as it needs."""
    told = " ".join(visible(text).split())
    fence = "`" * (max(map(len, re.findall("`+", told)), default=0) + 1)
    pad = " " if "`" in told else ""
    return f"{fence}{pad}{told}{pad}{fence}"


def size(text: str) -> int:
    """Length in UTF-16 units: as many as characters or more, and never more than a third of the bytes."""
    return len(text) + sum(1 for char in text if char > "\uffff")
