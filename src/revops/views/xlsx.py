"""The checklist as an Excel workbook, for people who tick on paper or hand a list around."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from xlsxwriter import Workbook

from revops.model.item import Item
from revops.views.items import due
from revops.views.vocabulary import Words

_COLUMNS: Final = {
    "row": 10,
    "title": 34,
    "role": 20,
    "person": 26,
    "due": 14,
    "every": 12,
    "steps": 60,
    "link": 40,
    "evidence": 34,
    "state": 10,
    "by": 18,
    "done_on": 12,
    "proof": 34,
    "address": 30,
}
"""Column -> its width in characters."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What Excel would read as a formula when somebody edits the cell."""

_MOST: Final = 32_767
_LONGEST_LINK: Final = 2_079
"""Characters of a cell, and of a link that opens on a click (Excel's specifications and limits)."""

_LINK: Final = re.compile(r"https://([^\x00-\x20\x7f\"<>\[\]`^{}%]|%[0-9A-Fa-f]{2})+")
"""A link that is written as it is: escapes would make it longer, and control characters spoil the file."""


def xlsx(items: Sequence[Item], today: date, words: Words) -> bytes:
    """A workbook with one sheet: a line for each item, ready to filter and to print.

    Args:
        items: in their sequence.
        today: what is due before and open is overdue.
        words: of the target's language.
    """
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = _Sheet(book, words("checklist"))
        sheet.head([words(f"item.{name}") for name in _COLUMNS])
        for number, item in enumerate(items, 1):
            sheet.line(number, _cells(item, today, words), item.link)
        sheet.finish(len(items))
    return buffer.getvalue()


def _cells(item: Item, today: date, words: Words) -> dict[str, str | date | None]:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(item.steps, 1))
    state = "done" if item.is_done else "overdue" if item.is_overdue(today) else "open"
    return {
        "row": ", ".join(item.ref),
        "title": item.title,
        "role": item.role_title,
        "person": item.person,
        "due": item.due or due(item, words),
        "every": words(f"every.{item.every}") if item.every else "",
        "steps": steps,
        "link": item.link,
        "evidence": item.evidence,
        "state": words(f"item.{state}"),
        "by": item.by,
        "done_on": item.done_on,
        "proof": item.proof,
        "address": str(item.address),
    }


def _opens(link: str) -> bool:
    """Whether Excel opens it on a click; any other stands there as a text."""
    return len(link) <= _LONGEST_LINK and bool(_LINK.fullmatch(link))


class _Sheet:
    """One worksheet; texts stay texts, whatever they begin with."""

    def __init__(self, book: Any, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        shared = {"text_wrap": True, "valign": "top"}
        self._text = book.add_format(shared)
        self._quoted = book.add_format({**shared, "quote_prefix": True})
        self._day = book.add_format({**shared, "num_format": "yyyy-mm-dd", "align": "left"})
        self._link = book.add_format({**shared, "font_color": "#0563C1", "underline": 1})
        self._bold = book.add_format({**shared, "bold": True, "bottom": 1})

    def head(self, names: Sequence[str]) -> None:
        for column, (name, width) in enumerate(zip(names, _COLUMNS.values(), strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, self._bold)

    def line(self, number: int, cells: dict[str, str | date | None], link: str) -> None:
        for column, (name, value) in enumerate(cells.items()):
            if isinstance(value, date):
                self._sheet.write_datetime(number, column, value, self._day)
            elif name == "link" and _opens(link):
                self._sheet.write_url(number, column, link, self._link)
            elif value:
                style = self._quoted if value.startswith(_FORMULA_STARTS) else self._text
                self._sheet.write_string(number, column, value[:_MOST], style)

    def finish(self, lines: int) -> None:
        """Head in sight, columns to filter by, one page wide."""
        self._sheet.freeze_panes(1, 2)
        self._sheet.autofilter(0, 0, lines, len(_COLUMNS) - 1)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
