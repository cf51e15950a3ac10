"""What refers to what as text and as a drawing: everybody once, no box upon another, lines between."""

from __future__ import annotations

import io
import re
from itertools import combinations

import pytest
from rich.cells import cell_len
from view_impacts import CHANNEL, DEEP, HOSTILE, IMPACTS, LONG, NOBODY, PORTAL, RING, address

from revops.views.drawing import drawn, fitted, is_wide
from revops.views.impact import draw
from revops.views.impact_page import impact_page
from revops.views.visible import Screen

DRAWN = [(name, wide) for name in IMPACTS for wide in (False, True)]


def printed(impact):
    out = io.StringIO()
    draw(impact, Screen(file=out, soft_wrap=True))
    return out.getvalue()


def overlap(one, other):
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


@pytest.mark.parametrize(("name", "wide"), DRAWN)
def test_everybody_has_one_box(name, wide):
    """The point that was asked about first, and each that depends on it."""
    impact = IMPACTS[name]
    boxes = drawn(impact, wide=wide).boxes

    expected = {impact.point.address, *(user.address for user in impact.users)}
    assert boxes[0].address == impact.point.address
    assert len(boxes) == len(expected)
    assert {box.address for box in boxes} == expected


@pytest.mark.parametrize(("name", "wide"), DRAWN)
def test_no_box_stands_upon_another(name, wide):
    """Nor outside of the drawing."""
    drawing = drawn(IMPACTS[name], wide=wide)

    assert not [pair for pair in combinations(drawing.boxes, 2) if overlap(*pair)]
    for box in drawing.boxes:
        assert 0 <= box.x <= box.x + box.width <= drawing.width
        assert 0 <= box.y <= box.y + box.height <= drawing.height


@pytest.mark.parametrize(("name", "wide"), DRAWN)
def test_lines_begin_and_end_at_boxes(name, wide):
    """The first and the last point of each are on the edge of a box, and every point is in the drawing."""
    drawing = drawn(IMPACTS[name], wide=wide)
    for line in drawing.lines:
        numbers = [int(one) for one in re.findall(r"-?\d+", line.path)]
        start = (numbers[0], numbers[1])
        assert any(_on_edge(start, box) for box in drawing.boxes)
        assert min(numbers) >= 0
        assert max(numbers) <= max(drawing.width, drawing.height)


def _on_edge(point, box):
    x, y = point
    inside = box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
    return inside and (x in (box.x, box.x + box.width) or y in (box.y, box.y + box.height))


def test_references_across_the_tree_are_drawn_apart():
    """One line for each user to whom it depends on, and a dashed one for each other reference."""
    for wide in (False, True):
        lines = drawn(RING, wide=wide).lines
        assert [line.across for line in lines].count(False) == len(RING.users)
        assert [line.across for line in lines].count(True) == 2


def test_what_is_deep_stands_one_below_the_other():
    """Nine columns could not be read."""
    assert not is_wide(DEEP)
    assert is_wide(RING)
    assert 'class="wide"' not in impact_page([DEEP], PORTAL, "")


@pytest.mark.parametrize("text", [LONG, "x" * 200, "short", "", "幅a" * 40])
def test_a_label_takes_the_room_that_there_is(text):
    """Characters of double width count twice; what is cut ends in dots."""
    shown = fitted(text, 20)

    assert cell_len(shown) <= 20
    assert shown == text if cell_len(text) <= 20 else shown.endswith("…")


def test_the_tree_says_how_where_and_what():
    """The step that sets the option, the count, the reason for no count, what was not seen."""
    lines = printed(RING).splitlines()

    assert lines[0] == f"{CHANNEL}  流入チャネル"
    assert "  records: 1,204 contacts" in lines
    assert "  records: companies: not counted (HubSpot refuses to search companies: 403)" in lines
    assert "  ├── workflow.ping  自動応答  (set by step wait2: web)" in lines
    assert "  │   └── workflow.pong  (filter)" in lines
    assert "  └── workflow.echo  (filter)" in lines
    assert "    workflow.secret: HubSpot does not show the workflow" in lines
    assert "  2 more use the whole without naming this part: revops impact property.contacts.channel" in lines


def test_where_nobody_refers_it_is_said():
    """An empty tree would leave one wondering."""
    assert "Nothing was found that refers to it." in printed(NOBODY)


def test_a_label_steers_no_terminal():
    """Controls and directions are spelled out."""
    text = printed(HOSTILE)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u202e" in text


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ["Impact of property.contacts.channel", "set by step wait2: web", "Contacts: 1,204"]),
        ("ja", ["property.contacts.channel の影響範囲", "ステップ wait2 で設定: web", "コンタクト: 1,204"]),
    ],
)
def test_the_page_speaks_its_language(locale, words):
    """Headings, ways and objects."""
    page = impact_page([RING], type(PORTAL)(PORTAL.id, locale=locale), "now")

    assert [word for word in words if word not in page] == []
    assert f'<html lang="{locale}">' in page


def test_the_page_holds_no_markup_of_a_label():
    """It is escaped wherever it stands: in the drawing, its title and the list."""
    page = impact_page([HOSTILE], PORTAL, "now")

    assert "<script" not in page
    assert "&lt;script" in page
    assert str(address("script")) in page
