"""The terminal: widths of Japanese, colours, and 80 columns."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from view_plans import HOSTILE, drift, hostile_changes, plan, run

from revops.model.address import Address
from revops.model.finding import Finding, Severity
from revops.views.outline import Line, Row, Section, outline_drift, outline_plan, outline_run
from revops.views.subject import Subject
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


def test_the_worst_comes_first_and_the_same_is_told_once():
    """A note of two places has both of them, and one text."""
    info = Finding("RV900", Severity.INFO, "it sends nothing", "read it", Address("email", "", "a"))
    other = replace(info, address=Address("email", "", "b"))
    error = Finding("RV401", Severity.ERROR, "a ring")
    told = drawn(outline_plan(plan(findings=(info, error, other))))

    assert told.index("error RV401") < told.index("info RV900")
    assert "info RV900  email.a\ninfo RV900  email.b\n  it sends nothing\n  read it\n" in told


def test_the_summary_leads_where_the_plan_is_long():
    """On a terminal only; a short plan has it at the end alone."""
    outline = outline_plan(plan())
    rows = outline.sections[0].rows[:1]
    long = replace(outline, sections=(replace(outline.sections[0], rows=rows * 31),), summary="many")
    short = replace(outline, sections=(replace(outline.sections[0], rows=rows * 30),), summary="many")

    assert drawn(long, columns=120).splitlines()[1] == "many"
    assert drawn(long).count("many") == drawn(short, columns=120).count("many") == 1


def test_what_is_done_by_hand_has_its_title():
    """The address alone says little to whoever is to do it."""
    row = Row("☐", "manual", "checklist.code", ref="MA01", subject=Subject(label="トラッキングコード設置"))
    outline = replace(outline_plan(plan()), sections=(Section("By hand", (row,)),))
    assert "☐ checklist.code  [MA01]  トラッキングコード設置\n" in drawn(outline)


def rows(*reasons, glyph="+", kind="workflow", **facts):
    """Rows of one kind with these reasons."""
    return tuple(
        Row(glyph, "create", f"{kind}.a{number}", reason=reason, **facts)
        for number, reason in enumerate(reasons)
    )


def section_of(*shown, **facts):
    return drawn(replace(outline_plan(plan()), sections=(Section("Draft", shown, **facts),), findings=()))


def test_a_reason_that_all_of_a_kind_share_is_told_once():
    """Below the heading, by a pattern of those that it is about; other kinds keep theirs."""
    told = section_of(*rows("it may exist", "it may exist"), *rows("a twin", kind="email"))

    assert told.count("it may exist") == 1
    assert "Draft\n  + workflow.*: it may exist\n  + workflow.a0\n  + workflow.a1\n" in told
    assert "  + email.a0\n      a twin\n" in told


@pytest.mark.parametrize("reasons", [("one", "other"), ("one", ""), ("one",)])
def test_reasons_that_differ_stay_with_their_rows(reasons):
    """A pattern would say too much where a single row has another reason, or none."""
    told = section_of(*rows(*reasons))
    assert ".*:" not in told
    assert all(f"\n      {reason}\n" in told for reason in filter(None, reasons))


def test_what_glyph_and_phase_say_is_not_said_again():
    """However many rows have that reason."""
    assert "not in the portal" not in section_of(
        *rows("not in the portal", "not in the portal", obvious=True)
    )


def test_items_that_a_command_lists_are_counted():
    """The rows themselves are there for the views that have room."""
    told = section_of(*rows("", "", ""), listed=2)
    assert "  + workflow.a0\n  2 more: revops checklist (--full)\n" in told
    assert "workflow.a1" not in told


def test_units_that_are_left_out_are_counted_behind_the_last_one():
    """At a terminal too narrow for both, the count has a line of its own in the same column."""
    made = rows("", lines=(Line("name", "", '"A workflow that has a long name"'),), more=2)
    assert 'name  "A workflow that has a long name"  … 2 more units (--full)\n' in section_of(*made)

    outline = replace(outline_plan(plan()), sections=(Section("Draft", made),), findings=())
    narrow = drawn(outline, columns=60).splitlines()
    at = next(number for number, line in enumerate(narrow) if "name  " in line)
    assert narrow[at + 1] == " " * len("      name  ") + "… 2 more units (--full)"


def test_a_finding_of_several_lines_keeps_them_below_each_other():
    """Each under the place that the finding has."""
    found = Finding(
        "RV884", Severity.WARNING, "Lost:\n- one;\n- two.", "wait", Address.parse("score.contacts.a")
    )

    assert "  Lost:\n  - one;\n  - two.\n  wait\n" in drawn(outline_plan(replace(plan(), findings=(found,))))


def test_findings_of_one_place_share_its_line():
    """Their texts stand below each other; a finding that is there twice is told once."""
    one = Finding("RV571", Severity.INFO, "lead is not enforced", "", Address("lifecycle", "", "contacts"))
    other, hinted = replace(one, summary="customer is not enforced"), replace(one, hint="make a workflow")
    told = drawn(outline_plan(plan(findings=(one, other, one, hinted))))

    both = "info RV571  lifecycle.contacts\n  lead is not enforced\n  customer is not enforced\n\n"
    assert both in told
    assert told.count("info RV571") == 2
    assert "info RV571  lifecycle.contacts\n  lead is not enforced\n  make a workflow\n" in told
