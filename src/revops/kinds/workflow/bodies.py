"""Bodies of tasks and of e-mails inside the company: HTML in HubSpot, plain or HTML in a blueprint (F5).

One rule, both ways: a text with a tag of HTML in it is HTML, every other one is plain.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

_LINES: Final = frozenset({"p", "div"})
"""Elements that begin and end a line; without attributes they say nothing else."""
_BLOCKS: Final = (
    _LINES
    | {"blockquote", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "pre"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_ELEMENTS: Final = (
    _BLOCKS
    | {
        "a",
        "abbr",
        "b",
        "big",
        "br",
        "center",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "mark",
    }
    | {"q", "s", "small", "span", "strike", "strong", "sub", "sup", "u"}
)
"""What the text of a mail is made of. `<name>` is none of it, so that stays a text."""
_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
_REMARK: Final = re.compile(r"<!--.*?-->|<![^>]*>", re.DOTALL)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


def is_html(text: str) -> bool:
    """Whether a tag of HTML stands in the text."""
    return any(name.lower() in _ELEMENTS for name in _TAG.findall(text))


def sent(text: str) -> str:
    """A blueprint's text as HTML that shows the same: HTML as it is, else escaped, with its line breaks."""
    return text if is_html(text) else escape(text.strip(), quote=False).replace("\n", "<br>")


def told(html: str) -> str:
    """HubSpot's HTML as a blueprint says it: plain where plain text shows the same, else as it is."""
    if not is_html(html):
        plain = unescape(html)
        return f"<p>{html}</p>" if is_html(plain) else plain
    page = _Page(html)
    plain = unescape("\n".join(page.lines))
    return html if page.is_marked or is_html(plain) else plain


def is_same(text: str, other: str) -> bool:
    """Whether two texts of a blueprint show the same."""
    return text == other or _Page(sent(text)).lines == _Page(sent(other)).lines


class _Page(HTMLParser):
    """HTML as the lines that people see, with the markup within them in one spelling."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.is_marked = False
        """Whether there is markup that plain text cannot say."""
        self._line: str | None = None
        self.feed(_REMARK.sub("", html))
        self.close()
        self._end()

    def _end(self) -> None:
        """End the line that was begun, if one was."""
        if self._line is not None:
            self.lines.append(_SPACES.sub(" ", self._line).strip())
        self._line = None

    def _add(self, part: str) -> None:
        self._line = (self._line or "") + part

    def handle_data(self, data: str) -> None:
        if self._line is not None or data.strip(" \t\r\n\f"):
            self._add(escape(data, quote=False))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("")
            self._end()
            return
        if tag in _BLOCKS:
            self._end()
        if tag not in _LINES or attrs:
            told = "".join(f' {name}="{escape(value or "")}"' for name, value in sorted(attrs))
            self._mark(tag, f"<{tag}{told}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end()
        if tag not in (*_LINES, "br"):
            self._mark(tag, f"</{tag}>")

    def _mark(self, tag: str, markup: str) -> None:
        self.is_marked = True
        self._add(markup)
        if tag in _BLOCKS:
            self._end()
