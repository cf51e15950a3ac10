"""The terminal: widths of Japanese, colours, and 80 columns."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from view_plans import HOSTILE, drift, hostile_changes, plan, run

from revops.views.outline import outline_drift, outline_plan, outline_run
from revops.views.terminal import draw
from revops.views.visible import Screen


def drawn(outline, *, columns=0, colour=None):
    """What comes out: at a terminal of so many columns, or where there is none."""
    out = io.StringIO()
    screen = Screen(
        file=out,
        width=columns or None,
        force_terminal=bool(columns),
        color_system=colour,
        highlight=False,
        soft_wrap=not columns,
    )
    draw(outline, screen)
    return out.getvalue()


OUTLINES = {
    "plan": lambda: outline_plan(plan(), full=True),
    "drift": lambda: outline_drift(drift()),
    "run": lambda: outline_run(run(), full=True),
    "hostile": lambda: outline_plan(plan(*hostile_changes())),
}


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", OUTLINES)
def test_nothing_is_wider_than_the_terminal(name, columns):
    """A Japanese letter counts two columns; only the command to type next is not broken into lines."""
    lines = drawn(OUTLINES[name](), columns=columns).splitlines()
    assert [line for line in lines if cell_len(line) > columns and not line.startswith("Next: ")] == []


@pytest.mark.parametrize("columns", [20, 37])
def test_a_narrow_terminal_loses_nothing(columns):
    """Values wrap, letter by letter where they must."""
    told = "".join(drawn(outline_plan(plan(*hostile_changes())), columns=columns).split())
    assert told.count("あ") >= 3 * 300
    assert told.count("x" * 10) >= 30


def test_a_value_wraps_in_its_own_column():
    """The second line of a value begins where the first one does, counted in columns."""
    lines = drawn(outline_plan(plan(*hostile_changes())), columns=80).splitlines()
    first = next(number for number, line in enumerate(lines) if '"あ' in line)
    start = cell_len(lines[first].partition('"')[0])
    assert lines[first + 1].startswith(" " * start + "あ")


def test_both_values_stand_below_each_other_where_one_line_is_too_short():
    """The arrow begins the second line."""
    told = drawn(OUTLINES["plan"](), columns=44)
    before, after = (
        next(line for line in told.splitlines() if word in line) for word in ("Sales P", "営業パ")
    )
    assert before != after
    assert after.lstrip().startswith("-> ")


def test_where_there_is_no_terminal_lines_stay_whole():
    """A log file gets one line per unit, without colour."""
    told = drawn(OUTLINES["hostile"]())
    assert f'"{"あ" * 300}"' in told
    assert "\x1b" not in told


def test_colours_only_where_they_are_wanted(monkeypatch):
    """NO_COLOR takes them away at a terminal, too (no-color.org)."""
    assert "\x1b[32m" in drawn(OUTLINES["plan"](), columns=80, colour="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in drawn(OUTLINES["plan"](), columns=80, colour="standard")


@pytest.mark.parametrize("name", OUTLINES)
def test_no_label_steers_the_terminal(name):
    """Of all control characters only line breaks come out."""
    told = drawn(OUTLINES[name](), columns=80)
    assert {char for char in told if ord(char) < 32 or 127 <= ord(char) < 160} <= {"\n"}
    assert "\u202e" not in told


def test_what_is_held_reads_as_a_sentence():
    """An arrow would say that it is about to be written."""
    told = drawn(outline_plan(plan()))
    assert 'label  HubSpot has "課題", the blueprint says "解決したい課題"' in told


def test_what_is_asked_can_be_copied_as_one_line():
    """At 80 columns the flag moves to a line of its own rather than being broken."""
    from view_plans import change

    from revops.model.change import Action, Consent

    name = "a_workflow_with_quite_a_long_name"
    long = change(f"workflow.{name}", Action.UPDATE, ("enabled", False, True), consent=Consent.ENABLE)
    assert f"asks: --enable workflow.{name}" in drawn(outline_plan(plan(long)), columns=80).splitlines()[4]


def test_hostile_labels_are_all_there():
    """Each is told in some form."""
    told = drawn(OUTLINES["hostile"]())
    assert all(f"held_{number}" in told for number in range(len(HOSTILE)))
    assert "\\u001b[31m" in told
