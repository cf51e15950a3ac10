"""The check for what must not be committed, itself."""

from __future__ import annotations

import sys

import pytest
from code_source import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from committed import offences


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--index-url https://example.org", "an index URL"),
        ("see https://pypi.example.org/simple/click", "the host of a package registry"),
        ('STATE = "/home/mei/portal"', "a path of somebody's machine"),
        ("token: pat-na1-0123abcd-0000", "something that looks like a HubSpot token"),
        ("x = 1  # TODO later", "an unfinished mark"),
        ("FIXME: this", "an unfinished mark"),
    ],
)
def test_what_is_refused(line: str, told: str) -> None:
    """Each kind of offence is found, with its line."""
    assert [(2, told, line)] == list(offences(f"fine\n{line}\n"))


@pytest.mark.parametrize(
    "line",
    [
        'type: Literal["TODO", "CALL", "EMAIL"] = "TODO"',
        'TOKEN = "pat-eu1-00000000-1111-2222-3333-444444444444"',
        "WorkingDirectory=/srv/clients/example",
        "docs/home/page.md",
        "https://developers.hubspot.com/docs",
    ],
)
def test_what_is_allowed(line: str) -> None:
    """HubSpot's task types, made-up tokens, and paths that belong to nobody's machine."""
    assert list(offences(line)) == []


def test_a_bare_print_is_refused_in_the_source_only() -> None:
    """The tool prints through its views; scripts may print."""
    assert list(offences("    print(x)", source=True)) == [(1, "a bare print", "    print(x)")]
    assert list(offences("    print(x)")) == []
