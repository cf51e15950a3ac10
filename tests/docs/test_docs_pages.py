"""The documentation says what is there: links lead somewhere, commands and options exist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from docs_pages import PAGES, ROOT, invocations, prose

from revops.cli import COMMANDS, group

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _broken(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    there = (page.parent / path) if path else page
    if not there.exists():
        return True
    if not anchor or there.suffix != ".md":
        return False
    return anchor not in {_anchor(heading) for heading in HEADING.findall(prose(there))}


def _options(words: Sequence[str]) -> set[str]:
    command = group.get_command(click.Context(group), words[0])
    if isinstance(command, click.Group) and len(words) > 1:
        command = command.get_command(click.Context(command), words[1])
    assert command is not None
    return {option for parameter in command.params for option in parameter.opts} | {"-h", "--help"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file of the repository, and a heading where it has an anchor."""
    links = [link for link in LINK.findall(prose(page)) if "://" not in link]

    assert [link for link in links if _broken(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_options_exist(page: Path) -> None:
    """Whatever a page tells to type can be typed."""
    typed = [words for words in invocations(page) if words and not words[0].startswith("-")]
    unknown = [words for words in typed if words[0] not in COMMANDS]
    wrong = [
        words
        for words in typed
        if words not in unknown and {word for word in words if word.startswith("--")} - _options(words)
    ]

    assert unknown + wrong == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    """README names each command, and each has help of its own."""
    command = group.get_command(click.Context(group), name)

    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command is not None
    assert (command.help or "").strip()


def test_the_two_commands_of_the_set_up_are_there() -> None:
    """What README tells to run first exists and may be run."""
    named = re.findall(r"^\./(scripts/\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert named == ["scripts/demo", "scripts/test"]
    assert all((ROOT / name).stat().st_mode & 0o100 for name in named)


def test_the_reader_is_told_what_was_never_tried() -> None:
    """README and the way to a real portal say that no live portal was ever touched."""
    assert "run on a live portal" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "run on a live portal" in (ROOT / "docs" / "getting-started.md").read_text(encoding="utf-8")


def test_every_page_is_reachable() -> None:
    """From README by links, so that nobody writes for nobody."""
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = [link.partition("#")[0] for link in LINK.findall(prose(page)) if "://" not in link]
        found = {(page.parent / link).resolve() for link in links if link.endswith(".md")}
        waiting += found - reached

    assert {page for page in PAGES if page not in reached} == set()


def test_every_exit_code_is_explained() -> None:
    """The table in safety.md holds the codes that commands end with, and no other."""
    from revops.cli import output

    table = prose(ROOT / "docs" / "safety.md").partition("## Exit codes")[2].partition("\n## ")[0]
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}

    assert explained == {*output.PRECEDENCE, 64}


def test_every_consent_flag_is_explained() -> None:
    """safety.md says what one agrees to with each flag."""
    from revops.model.change import Consent

    text = prose(ROOT / "docs" / "safety.md")

    assert [consent.value for consent in Consent if f"| `--{consent.value} ADDRESS" not in text] == []
