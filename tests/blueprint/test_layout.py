"""The one style of blueprint files, part by part, and what is refused because it could not be kept."""

from __future__ import annotations

import pytest

from revops.blueprint.comments import Comment, comments
from revops.blueprint.layout.members import top
from revops.blueprint.layout.run import formatted
from revops.blueprint.read import Document, read_yaml
from revops.kinds import KINDS
from revops.packs import shipped

PLACE = top(KINDS)
SECTIONS = [kind.section for kind in KINDS]
TIER = "label: T, type: string, fieldType: text, groupName: g"


def fmt(text: str) -> str:
    """The text in the style, which stays as it is when it is formatted again."""
    document = read_yaml(text, "main.yaml")
    result = formatted(document, PLACE, SECTIONS)
    assert result is not None, document.findings
    assert formatted(read_yaml(result, "main.yaml"), PLACE, SECTIONS) == result
    return result


def refused(text: str) -> list[tuple[str, int]]:
    document: Document = read_yaml(text, "main.yaml")
    assert formatted(document, PLACE, SECTIONS) is None
    return [(finding.code, finding.origin.line) for finding in document.findings]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("revops:   1", "revops: 1\n", id="one blank after a colon, and a last line end"),
        pytest.param(
            "\ufeffrevops: 1\r\nuses: [a]\r\n".lstrip("\ufeff"), "revops: 1\nuses: [a]\n", id="line ends"
        ),
        pytest.param(
            "revops: 1\ngroups:\n      deals:\n          g: {label:   G ,ref: [A,B]}\n",
            "revops: 1\n\ngroups:\n  deals:\n    g: {ref: [A, B], label: G}\n",
            id="two blanks per level, one in brackets",
        ),
        pytest.param(
            "revops: 1\nremoved:\n- group.deals.a\n-   group.deals.b\n",
            "revops: 1\n\nremoved:\n  - group.deals.a\n  - group.deals.b\n",
            id="items stand below their key",
        ),
        pytest.param(
            "removed: [group.deals.a]\nlifecycle: {}\ngroups: {}\nconditions: {}\nrevops: 1\n",
            "revops: 1\nconditions: {}\ngroups: {}\nlifecycle: {}\nremoved: [group.deals.a]\n",
            id="sections in their sequence, what is removed last",
        ),
        pytest.param(
            "revops: 1\n\nproperties:\n  deals:\n    a:\n      groupName: g\n      options: {z: Z, b: B}\n"
            "      fieldType: select\n      type: enumeration\n      label: A\n",
            "revops: 1\n\nproperties:\n  deals:\n    a:\n      label: A\n      type: enumeration\n"
            "      fieldType: select\n      groupName: g\n      options: {z: Z, b: B}\n",
            id="members in the sequence of the reference, options as they are",
        ),
        pytest.param(
            "revops: 1\n\n\ngroups:\n\n  deals:\n\n    a: {label: A}\n\n\n    b: {label: B}\n\nuses: []\n\n",
            "revops: 1\n\nuses: []\n\ngroups:\n  deals:\n    a: {label: A}\n\n    b: {label: B}\n",
            id="blank lines: around sections, never two, none below a key",
        ),
        pytest.param(
            "revops: 1\nvariables:\n  a: |\n    x\n\n\n    y  \n  b: >-\n     z\n     z\n",
            "revops: 1\n\nvariables:\n  a: |\n    x\n\n\n    y  \n  b: >-\n    z\n    z\n",
            id="texts of several lines",
        ),
        pytest.param(
            "revops: 1\nvariables: {a: 012, b: 0x1F, c: ~, d: 'no', e: no, f: 1:30, g: \"\\u3042\"}\n",
            "revops: 1\nvariables: {a: 012, b: 0x1F, c: ~, d: 'no', e: no, f: 1:30, g: \"あ\"}\n",
            id="values as they are written, Japanese as Japanese",
        ),
        pytest.param(
            "revops: 1\nvariables:\n  a: &x {k: 1}\n  b: *x\n  c: &lonely 5\n",
            "revops: 1\n\nvariables:\n  a: &x {k: 1}\n  b: *x\n  c: &lonely 5\n",
            id="anchors under their names",
        ),
        pytest.param(
            f"revops: 1\nproperties: {{deals: {{a: {{{TIER}, description: {'x' * 40}}}}}}}\n",
            f"revops: 1\n\nproperties:\n  deals:\n    a: {{label: T, description: {'x' * 40}, type: string, "
            "fieldType: text, groupName: g}\n",
            id="what is wider than 120 columns is opened from the outside",
        ),
    ],
)
def test_the_style(before: str, after: str) -> None:
    """Each part of it, and that it is stable."""
    assert fmt(before) == after


BESIDE = """\
# of the file
revops: 1 # beside
# of groups
groups:
    # of deals
    deals:
        # of a
        a: {label: A}     # of a, too
        # below a
    # of contacts
    contacts: {}
# the end
"""
BESIDE_AFTER = """\
# of the file
revops: 1  # beside

# of groups
groups:
  # of deals
  deals:
    # of a
    a: {label: A}  # of a, too
    # below a
  # of contacts
  contacts: {}
# the end
"""
ABOVE = """\
revops: 1
# of lifecycle
lifecycle: {}

# of groups,
# in two lines
groups: {}
# the end
"""
ABOVE_AFTER = """\
revops: 1

# of groups,
# in two lines
groups: {}
# of lifecycle
lifecycle: {}
# the end
"""
LIST = """\
revops: 1
checklist:
  a:
    steps:
      # of the first
      - One
      - Two # beside
      # - Three
    # of the title
    title: A
"""
LIST_AFTER = """\
revops: 1

checklist:
  a:
    # of the title
    title: A
    steps:
      # of the first
      - One
      - Two  # beside
      # - Three
"""
ITEM = """\
revops: 1
workflows:
  w:
    object: contacts
    steps:
      - delay: {days: 1}   # a day
        # its name
        id: a
      - {delay: {days: 2}, id: b}
"""
ITEM_AFTER = """\
revops: 1

workflows:
  w:
    object: contacts
    steps:
      # its name
      - id: a
        delay: {days: 1}  # a day
      - {id: b, delay: {days: 2}}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(BESIDE, BESIDE_AFTER, id="beside what they are about"),
        pytest.param(ABOVE, ABOVE_AFTER, id="above what moves"),
        pytest.param(LIST, LIST_AFTER, id="with the list that moves"),
        pytest.param(ITEM, ITEM_AFTER, id="above an item whose first member changes"),
    ],
)
def test_comments_go_with_what_they_are_about(before: str, after: str) -> None:
    """In the indentation of the line that they belong to."""
    assert fmt(before) == after


def test_members_that_an_alias_keeps_where_they_are() -> None:
    """The anchor must come first, so the sequence stays and the rest is laid out."""
    text = "revops: 1\nlifecycle: &all   {lead: {label: L}}\ngroups: *all\n"

    assert fmt(text) == "revops: 1\nlifecycle: &all {lead: {label: L}}\ngroups: *all\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("revops: 1\ngroups: [\n", [("RV104", 3)]),
        ("revops: 1\ngroops: {}\n", [("RV115", 2)]),
        ("groups: {}\n", [("RV114", 1)]),
        ("revops: 1\nvariables: {a: 1,  # one\n  b: 2}\n", [("RV740", 2)]),
        ("revops: 1\nvariables: {a: ! 6}\n", [("RV740", 1)]),
    ],
)
def test_what_is_left_as_it_is(text: str, expected: list[tuple[str, int]]) -> None:
    """A file with errors, and one that could not say the same in the style; the place is told."""
    assert refused(text) == expected


def test_a_comment_beside_something_wide_stays() -> None:
    """Opening the brackets does not lose it."""
    wide = ", ".join(f"word{number}: {number}" for number in range(14))
    after = fmt(f"revops: 1\nvariables:\n  a: {{{wide}}}  # told\n  b: 1\n")

    assert [note.text for note in comments(after)] == [" told"]
    assert "    word13: 13\n" in after


def test_comments_are_told_from_texts() -> None:
    """By their place; `#` in quotes, in a block of text or within a word begins none."""
    text = "a: 'x # no' # yes\nb: |\n  # no\nc: x#no\n  # alone\n"

    assert list(comments(text)) == [Comment(1, 13, " yes", alone=False), Comment(5, 3, " alone", alone=True)]


@pytest.mark.parametrize("name", shipped().names())
def test_the_shipped_packs_are_in_the_style(name: str) -> None:
    """Every file of every pack."""
    pack = shipped().pack(name)
    assert pack is not None
    texts = {file: path.read_text(encoding="utf-8") for file, path in pack.files.items()}

    assert {file: fmt(text) for file, text in texts.items()} == texts
