"""The workbook of the checklist: links that open, and files that Excel reads whatever a link holds."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from revops.model.address import Address
from revops.model.item import Item
from revops.views.vocabulary import Words
from revops.views.xlsx import xlsx

LONGEST = 2_079
"""Characters of a link that opens on a click (Excel's specifications and limits)."""


def cell(link):
    """The cell of an item's link, as Excel would read it."""
    item = Item(Address("checklist", "", "a"), "A", link=link, why_open="open")
    book = load_workbook(io.BytesIO(xlsx([item], date(2027, 1, 15), Words("en"))))
    head, line = book.active.iter_rows()
    return dict(zip([one.value for one in head], line, strict=True))["Link"]


@pytest.mark.parametrize(
    "link",
    [
        "https://app.hubspot.com/forms/7?a=b&c=%20",
        "https://example.com/手順",
        "https://a.example/".ljust(LONGEST, "x"),
    ],
)
def test_an_address_opens_on_a_click(link):
    """As it is written, up to the longest that Excel takes."""
    assert (cell(link).value, cell(link).hyperlink.target) == (link, link)


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/".ljust(LONGEST + 1, "x"),
        "https://a.example/" + "a b" * 600,
        "https://a.example/100%",
        "http://a.example/",
        "javascript:alert(1)",
    ],
)
def test_anything_else_stands_there_as_a_text(link):
    """Escaped it would be another or a longer one than was written."""
    assert (cell(link).value, cell(link).hyperlink) == (link, None)


def test_control_characters_do_not_spoil_the_file():
    """As a text they are escaped; as an address they would make a file that Excel calls damaged."""
    assert cell("https://a.example/\x01").hyperlink is None
