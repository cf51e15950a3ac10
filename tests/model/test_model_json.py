"""JSON of strangers, one spelling per value, and the mark for what is not there."""

from __future__ import annotations

import hashlib

import pytest

from revops.model.json import MAX_DEPTH, MISSING, MOST_VALUES, canonical, digest, is_whole, parsed


def test_a_value_has_one_spelling():
    """Sorted keys, no spaces, text as it is: what a digest is made of."""
    assert canonical({"b": [1, 2.5, None], "a": "売上"}) == '{"a":"売上","b":[1,2.5,null]}'
    assert digest({"b": 1, "a": 2}) == hashlib.sha256(b'{"a":2,"b":1}').hexdigest()


def test_half_a_character_is_no_text():
    """UTF-8 cannot spell it, wherever it stands."""
    assert is_whole({"a": ["売上", "😀"]})
    assert not is_whole({"a": ["\ud83d"]})
    assert not is_whole({"\ud83d": 1})


def test_what_is_not_there_says_so():
    """In a failed test as in a log."""
    assert repr(MISSING) == "MISSING"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NaN", "NaN is no JSON number"),
        ("[-Infinity]", "-Infinity is no JSON number"),
        ("1e999", "1e999 is no JSON number"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "it is nested too deeply"),
        ('{"a":' * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1), "it is nested too deeply"),
        ("[" * 100_000, "it is nested too deeply"),
        ("," * (MOST_VALUES + 1), "it holds more than 2,000,000 values"),
    ],
)
def test_what_no_value_comes_of(text, told):
    """A number that cannot be written back, depth without end, more values than memory."""
    with pytest.raises(ValueError, match=rf"^{told}$"):
        parsed(text)


def test_as_deep_as_it_may_be():
    """The last level that is allowed; numbers with a point are numbers."""
    assert parsed("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert parsed('{"a": [1.5, 2]}') == {"a": [1.5, 2]}


def test_as_many_values_as_it_may_hold(monkeypatch):
    """Commas and brackets are counted, nothing else; the limit itself is allowed."""
    monkeypatch.setattr("revops.model.json.MOST_VALUES", 3)

    assert parsed('["X", "XX"]') == ["X", "XX"]
    assert parsed("[1, [2]]") == [1, [2]]
    with pytest.raises(ValueError, match="more than 3 values"):
        parsed("[1, [2, 3]]")


def test_objects_are_made_by_whoever_asks():
    """So that a key that stands twice can be seen."""
    assert parsed('{"a": 1, "a": 2}', tuple) == (("a", 1), ("a", 2))
