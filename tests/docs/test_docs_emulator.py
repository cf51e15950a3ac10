"""The emulator's page knows every switch: its tables and the command name the same things."""

from __future__ import annotations

import re

import click
import pytest
from docs_pages import ROOT

from revops.cli import group
from revops.emulator.portal import VARIANTS

PAGE = (ROOT / "docs" / "emulator.md").read_text(encoding="utf-8")


def rows(title: str) -> dict[str, str]:
    """First column without its backticks -> second column, of the table below a heading."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    (found,) = [text for text in section if text.startswith(f"{title}\n")]
    return dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", found, re.MULTILINE))


def test_every_variant_is_explained() -> None:
    """And no other: one that is gone would be refused."""
    told = rows("Variants")

    assert sorted(told) == sorted(VARIANTS)
    assert all(told.values())


def test_every_option_is_explained() -> None:
    """Each switch of `revops emulator` has its row."""
    command = group.get_command(click.Context(group), "emulator")
    assert command is not None
    options = {one.opts[0] for one in command.params if isinstance(one, click.Option)} - {"--help"}

    assert {name.split()[0] for name in rows("Options")} == options


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_changes_something(variant: str) -> None:
    """A surface asks for it; a name that nothing reads would promise another answer and give the same."""
    folder = ROOT / "src" / "revops" / "emulator"
    sources = [path for path in folder.rglob("*.py") if path.name != "portal.py"]

    assert any(f'"{variant}"' in path.read_text(encoding="utf-8") for path in sources)
