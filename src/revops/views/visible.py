"""Text of files and portals for terminals: what would steer one, or turn text around, is spelled out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0d\ufeff\ufff9-\uffff\U000e0000-\U000e01ef]"
)
"""Controls, separators, directions, halves of characters. Emoji keep their joiner and their selectors."""


def visible(text: str) -> str:
    """The text with every such character as JSON escapes it, so that JSON stays the same JSON."""
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


class Screen(Console):
    """A console that prints nothing but what can be seen, whatever a label holds."""

    @cached_property
    def is_terminal(self) -> bool:
        """Looked up once: it is asked for each line."""
        return super().is_terminal

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else visible(text), style, control)
