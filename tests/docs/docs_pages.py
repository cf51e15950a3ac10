"""The documentation as the tests about it read it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCHEDULED = ROOT / "docs" / "scheduled"
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "blueprints" / "README.md",
    ]
)

sys.path.insert(0, str(ROOT / "scripts"))

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def invocations(page: Path) -> list[list[str]]:
    """Every `revops ...` that the page types or names, as words up to a pipe or redirection."""
    text = page.read_text(encoding="utf-8")
    typed = re.findall(r"^\$ (.*)$", text, re.MULTILINE)
    named = CODE.findall(prose(page))
    found = [re.search(r"(?:^|[\s/])revops (.*)", line) for line in (*typed, *named)]
    return [re.split(r"\s[|>&]|;", match[1])[0].split() for match in found if match]
