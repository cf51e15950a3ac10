"""Whatever somebody does to a valid file: it loads, or every finding has a file, a line and a known code."""

from __future__ import annotations

import tempfile
from pathlib import Path

from blueprint_toys import Project
from hypothesis import example, given, settings
from hypothesis import strategies as st

from revops.blueprint.codes import CODES

VALID = """\
revops: 1
variables: {limit: 5, more: [b, c]}
conditions:
  known: {property: contacts.email, known: true}
  it: {all: [known, {not: {property: contacts.status, any_of: [NEW]}}]}
properties:
  contacts:
    email: {existing: string}
    status: {type: enumeration, options: {NEW: {ja: 新規, en: New}}}
things:
  contacts:
    tier:
      ref: [MP01, MP02]
      label: {ja: 段階, en: Tier}
      count: $limit
      words: [a, $more]
      when: it
      parts:
        gold: {label: {ja: 金, en: Gold}}
notes:
  one: {label: One, needs: [thing.contacts.tier]}
removed: [note.old]
"""
LINES = VALID.splitlines(keepends=True)
SCRAPS = [
    "",
    " ",
    ":",
    "- ",
    "[",
    "}",
    "&a ",
    "*a",
    "!x ",
    "<<: 1",
    "$limit",
    "$",
    '"',
    "'",
    "\t",
    "null",
    "5",
    "#",
    "? ",
    "\x00",
    "あ",
]


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """The valid file with some lines cut, doubled or swapped, and some scraps put into it."""
    lines = list(LINES)
    for _ in range(draw(st.integers(0, 2))):
        first, second = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["cut", "double", "swap"]))
        if kind == "cut" and len(lines) > 1:
            del lines[first]
        elif kind == "double":
            lines.insert(second, lines[first])
        else:
            lines[first], lines[second] = lines[second], lines[first]
    text = "".join(lines)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 6)))
        text = text[:start] + draw(st.sampled_from(SCRAPS)) + text[stop:]
    return text


@settings(max_examples=150, deadline=None)
@given(mutations())
@example(VALID)
def test_any_mutation_loads_or_says_where_it_is_wrong(text: str) -> None:
    """No crash, and nothing without a place."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.write(text)
        blueprint = project.load()
    count = len(text.splitlines()) + 1

    for finding in blueprint.findings:
        assert finding.origin.file == "blueprints/main.yaml"
        assert 1 <= finding.origin.line <= count
        assert finding.origin.column >= 1
        assert finding.code in CODES
        assert finding.summary
    if not blueprint.findings:
        assert blueprint.digest


def test_the_file_that_is_mutated_is_valid(tmp_path: Path) -> None:
    """Otherwise the test above would show nothing."""
    project = Project(tmp_path)
    project.write(VALID)
    blueprint = project.load()

    assert not blueprint.findings
    assert len(blueprint.resources) == 4
