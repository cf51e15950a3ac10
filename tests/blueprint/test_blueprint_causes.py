"""Faults in words: no pattern and no bare number of entries is shown to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter

from revops.blueprint.causes import FORMS, cause, spelt
from revops.kinds import KINDS


def _patterns(schema) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for key, inner in schema.items():
            yield from () if key == "examples" else _patterns(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _patterns(inner)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_pattern_has_words(kind):
    """A regular expression is nothing that the author of a blueprint should have to read."""
    found = set(_patterns(TypeAdapter(kind.section_type).json_schema()))

    assert found <= FORMS.keys()


def test_examples_are_of_their_form():
    """What a message offers as an example is taken."""
    examples = {
        '"09:00"': "^([01][0-9]|2[0-3]):[0-5][0-9]$",
        "2027-04-01": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "https://www.example.com": "^https?://",
        "en-gb": "^[a-z]{2,3}(-[a-z0-9]{2,4}){0,2}$",
        "1-179507819": "^[01]-[0-9]+$",
    }

    for example, pattern in examples.items():
        assert example in FORMS[pattern]
        assert re.search(pattern, example.strip('"'))


@pytest.mark.parametrize(
    ("kind", "given", "limit", "told"),
    [
        ("too_short", [], {"actual_length": 0, "min_length": 1}, "the list has no entries: at least 1"),
        ("too_short", {"a": 1}, {"actual_length": 1, "min_length": 2}, "the map has 1 entry: at least 2"),
        ("too_long", [1, 2], {"actual_length": 2, "max_length": 1}, "the list has 2 entries: at most 1"),
    ],
)
def test_amounts(kind, given, limit, told):
    """A list or a map, how much it holds, and how much it may hold."""
    assert cause({"type": kind, "loc": ("x",), "input": given, "ctx": limit}) == ("RV118", told)


def test_a_time_is_asked_for_in_words():
    """An example in quotes, as it has to be written."""
    error = {
        "type": "string_pattern_mismatch",
        "loc": ("at",),
        "input": "900",
        "ctx": {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    }

    assert cause(error)[1] == "the text '900' is not a time such as \"09:00\""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (["a", 1], "[a, 1]"),
        ([], "an empty list"),
        ([{"a": 1}], "a list"),
        ("a", "the text 'a'"),
        (["x" * 50], f"[{'x' * 39}…]"),
    ],
)
def test_lists_are_spelt(value, told):
    """Short plain entries only; what is long is cut."""
    assert spelt(value) == told
