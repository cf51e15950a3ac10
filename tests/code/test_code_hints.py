"""Hints in the source: each a sentence, or a command that can be typed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from code_source import SRC

REVIEWED = sorted(
    path
    for pattern in (
        "blueprint/**/*.py",
        "cli/a[dps]*.py",
        "cli/checklist.py",
        "cli/drift.py",
        "cli/plan.py",
        "engine/capability.py",
        "kinds/*/spec.py",
        "kinds/pipelines/lifecycle_spec.py",
        "kinds/properties/rules.py",
        "kinds/validation/check.py",
    )
    for path in (SRC / "revops").glob(pattern)
)
"""Modules whose hints follow the rule."""

HINT_AT = {"Finding": 3, "Fault": 3, "error": 3, "warn": 3, "Verdict": 2, "_refused": 2}
"""Callables that take a hint without its name -> its place."""

COMMAND = re.compile(r"(?:[A-Z].*: )?revops [a-z]")
"""What may do without a full stop, so that it can be copied; a sentence may lead to it."""


def _hints(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = HINT_AT.get(called, len(node.args))
            yield from node.args[place : place + 1]
            yield from (given.value for given in node.keywords if given.arg in ("hint", "way_out"))
        elif isinstance(node, ast.Assign):
            names = [one.id for one in node.targets if isinstance(one, ast.Name)]
            if set(names) & {"hint", "way_out"}:
                yield node.value


def _texts(node: ast.expr) -> Iterator[tuple[str | None, str | None]]:
    """Beginning and end of a text as far as it stands there; None where a value begins or ends it."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text, text
        case ast.JoinedStr(values=parts):
            first, last = (getattr(part, "value", None) for part in (parts[0], parts[-1]))
            yield tuple(part if isinstance(part, str) else None for part in (first, last))
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one), *_texts(other))


def faults(source: str) -> list[str]:
    """Hints that are neither a sentence nor a command."""
    found = []
    for hint in _hints(ast.parse(source)):
        for begins, ends in _texts(hint):
            begun = begins is None or not begins[0].islower()
            ended = ends is None or ends.endswith((".", "?"))
            if not (COMMAND.match(begins or "") or (begun and ended)):
                found.append(f"{hint.lineno}: {begins} … {ends}")
    return found


@pytest.mark.parametrize("path", REVIEWED, ids=lambda path: str(path.relative_to(SRC)))
def test_a_hint_is_a_sentence_or_a_command(path):
    """A capital first and a full stop last, as far as the text stands in the source."""
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ('"Keep one of the two."', 0),
        ('"revops plan"', 0),
        ('f"Look at it, then: revops apply{more}"', 0),
        ('f"Did you mean {name!r}?"', 0),
        ('f"{one}, {other}."', 0),
        ('"keep one of the two."', 1),
        ('"Keep one of the two"', 1),
        ('"Keep one" if one else "keep two."', 2),
    ],
)
def test_the_rule_tells_good_hints_from_bad_ones(hint, expected):
    """By keyword, by place and by name alike."""
    for source in (f"report(hint={hint})", f"Finding(a, b, c, {hint})", f"hint = {hint}"):
        assert len(faults(source)) == expected, source
