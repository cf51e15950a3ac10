"""Text of strangers on a terminal: spelled out where it would steer it, unchanged where people read it."""

from __future__ import annotations

import io
import json

import pytest
from rich.table import Table
from rich.text import Text

from revops.views.visible import Screen, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x9b31m", "\\u009b31m"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        ("\u2066a\u2069", "\\u2066a\\u2069"),
        ("a\u200bb\u00adc\ufeff", "a\\u200bb\\u00adc\\ufeff"),
        ("over\rwritten", "over\\rwritten"),
        ("\x07\x08\x7f\x00", "\\u0007\\b\\u007f\\u0000"),
        ("\u2028\u2029\x85", "\\u2028\\u2029\\u0085"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\udb40\\udc41"),
    ],
)
def test_what_would_steer_a_terminal_is_spelled_out(text: str, shown: str) -> None:
    """As JSON escapes it."""
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["商談　済み", "a\tb\nc", "👨\u200d👩\u200d👧", "❤\ufe0f", "é", "שלום"])
def test_what_people_read_stays(text: str) -> None:
    """Wide blanks, tabs, emoji and other scripts among it."""
    assert visible(text) == text


def test_json_stays_the_same_json() -> None:
    """Programs read the same value."""
    value = {"a\u202e": ["\x1b", "\u2028", "\U000e0041", "商談"]}

    assert json.loads(visible(json.dumps(value, ensure_ascii=False))) == value


def test_a_screen_shows_colours_of_its_own_alone() -> None:
    """Also in tables; the escapes of a label are text."""
    out = io.StringIO()
    screen = Screen(file=out, force_terminal=True, color_system="standard", width=60)
    table = Table("name")
    table.add_row("\x1b[5mtier\u202e")
    screen.print(Text("\x1b]0;title\x07", style="red"))
    screen.print(table)

    told = out.getvalue()
    assert "\x1b[31m\\u001b]0;title" in told
    assert "│ \\u001b[" in told
    assert "\x1b[5m" not in told
    assert not {"\u202e", "\x07"} & set(told)
