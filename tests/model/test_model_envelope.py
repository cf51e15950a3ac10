"""HubSpot's error body, also where it stands as text inside of another (dossier B6, L2)."""

from __future__ import annotations

import json

from revops.model.envelope import clean, envelope


def wrapped(body, times):
    """An error whose message holds an error, so many times."""
    for _ in range(times):
        body = {"message": json.dumps(body)}
    return body


def test_a_body_inside_of_a_message_counts():
    """Its members win over those around it; words before it do not hide it."""
    inner = {"message": "in use", "category": "VALIDATION_ERROR"}

    assert envelope({"message": f"400: {json.dumps(inner)}", "status": "error"}) == {
        **inner,
        "status": "error",
    }


def test_the_first_bracket_begins_the_body():
    """A body with brackets of its own is taken whole."""
    inner = {"context": {"name": ["a"]}, "message": "in use"}

    assert envelope({"message": json.dumps(inner)})["context"] == {"name": ["a"]}


def test_a_body_is_unwrapped_three_times():
    """Then it is taken as it is: nobody writes more, but for a trap."""
    error = {"message": "in use"}

    assert envelope(wrapped(error, 3)) == error
    assert envelope(wrapped(error, 4)) == wrapped(error, 1)


def test_what_is_no_body_stays_text():
    """Braces without JSON, JSON without a message, and no text at all."""
    for message in ("use {name}", '{"a": 1}', "[1]", 5, None):
        assert envelope({"message": message}) == {"message": message}


def test_a_long_text_is_cut():
    """At 600 characters, after what cannot be printed became spaces, and twice as many are looked at."""
    assert clean("a" * 600) == "a" * 600
    assert clean("a" * 601) == f"{'a' * 600}…"
    assert clean(" " * 1199 + "ab") == "a"
    assert clean("a\x00\tb") == "a b"
