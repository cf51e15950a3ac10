"""Markdown: labels are text, and a comment is never too long for GitHub."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_plans import CHANGED, HOSTILE, change, drift, held, hostile_changes, plan, run

from revops.model.change import Action
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING
from revops.views.commonmark import code, escaped, exact, size
from revops.views.markdown import LIMIT, markdown
from revops.views.outline import outline_drift, outline_plan, outline_run

GITHUB = 65_536
"""Characters of a comment: "Body is too long (maximum is 65536 characters)"."""

BYTES = 262_144
"""What a comment was measured to hold (objectstack-ai/objectstack#18826)."""

ITEM = re.compile(r"^(## .+|### .+|\*\*.+\*\*|- .+|    - .+|Next: .+|Shortened to .+|)$")
"""The only lines that there are."""


def big(number, text="x", action=Action.CREATE):
    """So many changes, each with a long text."""
    return [
        change(f"property.contacts.p{n}", action, ("label", MISSING, text), label=text, reason=text)
        for n in range(number)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_line_of_text(text):
    """No line break, no control character, no HTML, no open backtick."""
    told = escaped(text)
    assert "\n" not in told
    assert not re.search(r"(?<!\\)(\\\\)*[<>`*_|\[]", told)
    assert told.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@octocat", "@&#8203;octocat"),
        ("営業@octocat", "営業@&#8203;octocat"),
        ("keiko@example.com", "keiko@example.com"),
        ("#123", "\\#&#8203;123"),
        ("GH-7", "GH-&#8203;7"),
        (":tada:", ":&#8203;tada:"),
        ("8:30", "8:30"),
        ("https://example.com", "https:&#8203;//example.com"),
        ("www.example.com", "www&#8203;.example.com"),
        ("$x$", "&#36;x&#36;"),
        ("<b>", "\\<b\\>"),
        ("&lt;", "\\&lt;"),
        ("a|b", "a\\|b"),
        ("a `b`", "a \\`b\\`"),
        ("+ a", "\\+ a"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("1) a", "1\\) a"),
        ("a\n\n# b", "a \\# b"),
        ("\x1b[31m", "\\\\u001b\\[31m"),
    ],
)
def test_what_markdown_and_github_would_read_into_a_text(text, told):
    """A backslash or a gap without width takes the meaning away; addresses of mail stay as they are."""
    assert escaped(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a  b", "a &nbsp;b"),
        ("a   b", "a &nbsp;&nbsp;b"),
        (" a ", "&nbsp;a&nbsp;"),
        (" ", "&nbsp;"),
        ("山田　太郎", "山田　太郎"),
        ("a\u00a0 b", "a\u00a0 b"),
        ("a\n\n# b", "a\\\\n\\\\n\\# b"),
        ("a\tb", "a\\\\tb"),
        ("a b", "a b"),
        ("", ""),
    ],
)
def test_a_value_keeps_its_blanks(text, told):
    """Two values that differ in blanks alone read differently."""
    assert exact(text) == told


@pytest.mark.parametrize("show", [escaped, exact])
@given(text=st.text(alphabet=st.sampled_from(" \t\n\\a#-1.)"), max_size=9))
def test_no_text_opens_a_block(show, text):
    """At the start of a list's item nothing reads as a list, a heading or code."""
    told = show(text)
    assert not re.match(r"[-+#=]|\d+[.)]|\s", told)
    assert "\n" not in told
    assert "\t" not in told


def test_a_blank_more_is_seen_in_a_plan():
    """Before and after are told apart."""
    spaced = held("property.deals.x", ("label", "A B", "A  B"), label="A  B")
    assert 'HubSpot has "A B", the blueprint says "A &nbsp;B"' in markdown(outline_plan(plan(spaced)))


@given(st.text(max_size=60))
def test_no_text_is_markup(text):
    """Every special character is behind a backslash, and nobody is mentioned, whatever the text."""
    told = escaped(text)
    bare = re.sub(r"\\.", "", told)
    assert not re.search(r"[`*_<>\[\]|~$]", bare)
    assert not re.search(r"(?<![A-Za-z0-9_])@\w", told, re.ASCII)


@given(st.text(alphabet="a` ", max_size=30))
def test_code_holds_its_backticks(text):
    """The fence is longer than any run of backticks inside."""
    told = code(text)
    fence = re.match("`+", told)[0]
    inside = told[len(fence) : -len(fence)]
    assert told.endswith(fence)
    assert fence not in re.findall("`+", inside)


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("あ", 1), ("𝕏", 2), ("🧑‍💻", 5)])
def test_size_is_counted_in_utf_16(text, units):
    """As many as JavaScript counts, which is never fewer than there are characters."""
    assert size(text) == units == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("outline", [outline_plan(plan()), outline_drift(drift()), outline_run(run())])
def test_only_headings_lists_and_paragraphs(outline):
    """No table and no fence that could be cut; every line is one of few shapes."""
    assert [line for line in markdown(outline).splitlines() if not ITEM.match(line)] == []


def test_a_small_plan_is_whole():
    """Sections, units, findings and the next step."""
    told = markdown(outline_plan(plan()))
    assert "- \\~ **pipeline.deals.default** (SP03)" in told
    assert '    - label: "Sales Pipeline" → "営業パイプライン"' in told
    assert "asks `--create workflow.step\\_mails`" not in told
    assert "asks `--create workflow.step_mails`" in told
    assert "- error RV401: resources need each other in a ring — break the ring" in told
    assert "Shortened" not in told


@pytest.mark.parametrize(
    "changes",
    [
        big(3_000, "長いラベル" * 20),
        big(5, "x" * 40_000),
        big(20_000),
        big(40, "𝕏" * 2_000),
        big(900, "@a|`<" * 100),
    ],
    ids=["many", "long", "very many", "two units each", "escapes"],
)
def test_a_comment_is_never_too_long(changes):
    """In characters, in UTF-16 units and in bytes; and every line is still whole."""
    told = markdown(outline_plan(plan(*changes), full=True))
    assert max(len(told), size(told)) < GITHUB
    assert len(told.encode("utf-8")) < BYTES
    assert [line for line in told.splitlines() if not ITEM.match(line)] == []
    assert told.endswith("Shortened to fit a comment: `revops plan --full` prints all of it, "
                         "`revops plan --html FILE` makes a page of it.\n")  # fmt: skip


def test_what_is_left_out_is_counted():
    """Shown and counted together are all that there are."""
    told = markdown(outline_plan(plan(*big(3_000, "x" * 100))))
    shown = len(re.findall(r"^- \\\+", told, re.MULTILINE))
    (left,) = re.findall(r"^- … and (\d+) more$", told, re.MULTILINE)
    assert shown + int(left) == 3_000
    assert shown > 100


def test_a_long_section_leaves_room_for_the_others():
    """What is held is what a reviewer must see, and stands far down."""
    moved = held("property.deals.bant_need", ("label", "課題", "必要"), label="必要")
    findings = [Finding("RV402", Severity.ERROR, f"finding {n}") for n in range(2_000)]
    told = markdown(outline_plan(plan(*big(3_000, "x" * 100), moved, findings=findings)))
    assert "### Held" in told
    assert "property.deals.bant\\_need" in told
    assert CHANGED.split(",")[0] in told


def test_short_texts_use_the_room():
    """A plan just too long keeps most of its room filled."""
    told = markdown(outline_plan(plan(*big(3_000, "x" * 100))))
    assert size(told) > LIMIT * 0.9


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_do_not_break_the_document(text):
    """The same shapes of lines, whatever a label holds."""
    told = markdown(outline_plan(plan(held("property.deals.x", ("label", text, "b"), label=text))))
    assert [line for line in told.splitlines() if not ITEM.match(line)] == []
    assert "<script" not in told.replace("\\<", "")


def test_all_hostile_labels_at_once():
    """A run of everything, in full."""
    told = markdown(outline_plan(plan(*hostile_changes()), full=True))
    assert [line for line in told.splitlines() if not ITEM.match(line)] == []
