"""Items of a list as whole lines: they move, come and go with their comments, or the list is left alone."""

from __future__ import annotations

import pytest

from revops.blueprint.items import rearranged
from revops.blueprint.read import read_yaml

TEXT = """\
steps:
  # the first
  - {id: a, n: $one}   # beside a

  # the second,
  # in two lines
  - id: b
    n: 2   # beside b
  - {id: c}
# after the list
more: 1
"""
A, B, C = {"id": "a", "n": 1}, {"id": "b", "n": 2}, {"id": "c"}
BEFORE = {"a": A, "b": B, "c": C}


def changed(text, wanted, last=9):
    return rearranged(read_yaml(text, ""), ("steps",), last, BEFORE, wanted)


def test_an_item_goes_with_its_comments():
    """The lines of `b` and the comment above it are gone, everything else stays."""
    assert changed(TEXT, {"a": A, "c": C}) == TEXT.replace(
        "  # the second,\n  # in two lines\n  - id: b\n    n: 2   # beside b\n", ""
    )


def test_items_move_with_their_comments():
    """A comment stays with the item that it is about; `$one` stays a variable."""
    found = changed(TEXT, {"b": B, "c": C, "a": A})

    assert found.splitlines()[1:] == [
        "  # the second,",
        "  # in two lines",
        "  - id: b",
        "    n: 2   # beside b",
        "  - {id: c}",
        "  # the first",
        "  - {id: a, n: $one}   # beside a",
        "",
        "# after the list",
        "more: 1",
    ]


def test_a_new_item_stands_where_it_belongs():
    """It is written on one line, with the list's own indentation."""
    found = changed(TEXT, {"a": A, "d": {"id": "d", "n": 4}, "b": B, "c": C})

    assert found.splitlines()[2:5] == ["  - {id: a, n: $one}   # beside a", "", "  - {id: d, n: 4}"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TEXT, {"a": A, "b": {**B, "n": 3}}),
        (TEXT, {}),
        ("steps: [{id: a, n: 1}, {id: b, n: 2}, {id: c}]\n", {"b": B, "a": A}),
        ("steps:\n  -\n    id: a\n    n: 1\n  - {id: b, n: 2}\n  - {id: c}\n", {"b": B, "a": A}),
    ],
)
def test_what_is_more_than_whole_lines_is_left_alone(text, wanted):
    """A changed item, an empty list, a list on one line, and a dash on a line of its own."""
    assert changed(text, wanted, len(text.splitlines())) is None
