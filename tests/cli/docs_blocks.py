"""Blueprint files that the documentation shows whole, each under its name."""

from __future__ import annotations

import re
from pathlib import Path

_DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(r"^```yaml (blueprints/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def named_blocks():
    """Name and text of each."""
    return [
        found.groups()
        for page in sorted(_DOCS.glob("*.md"))
        for found in _BLOCK.finditer(page.read_text("utf-8"))
    ]
