"""An outline as Markdown, for a job summary or a pull-request comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from revops.model.finding import Finding
from revops.views.commonmark import code, escaped, exact, size
from revops.views.lines import Line
from revops.views.outline import Outline, Row

LIMIT: Final = 65_000
"""GitHub refuses a comment with "Body is too long (maximum is 65536 characters)".

Bisected in September 2026 it was 262,144 bytes (objectstack-ai/objectstack#18826). `size` keeps to both, and
some room is left for words around it.
"""

_CLIPPED, _COMMAND = 200, 2_000
"""Characters of a text, and of a command, in a comment that has to be short."""

_REST: Final = {
    "plan": "`revops plan --full` prints all of it, `revops plan --html FILE` makes a page of it",
    "drift": "`revops drift` prints all of it, `revops drift --html FILE` makes a page of it",
    "run": "`revops apply --html FILE` makes a page of all of it",
}
"""Where the rest is, by what the outline is about."""


@dataclass(frozen=True)
class _Part:
    """A heading, and items of which each is whole or left out. `more` items are left out already."""

    title: str
    items: tuple[str, ...]
    more: int = 0

    def within(self, room: int) -> str:
        """As much of it as fits; what does not is counted."""
        if size(self.whole) <= room:
            return self.whole
        kept, used = 0, size(self._text(0))
        while kept < len(self.items) and used + size(self.items[kept]) + 1 <= room:
            used += size(self.items[kept]) + 1
            kept += 1
        return self._text(kept)

    def _text(self, kept: int) -> str:
        left = len(self.items) - kept + self.more
        rest = [f"- … and {left} more"] if left else []
        return "\n".join(["", f"### {escaped(self.title)}", "", *self.items[:kept], *rest, ""])

    @property
    def whole(self) -> str:
        return self._text(len(self.items))


def markdown(outline: Outline) -> str:
    """The whole outline; where a comment has no room for it, less, with counts and where the rest is."""
    head, parts, tail = _head(outline), _parts(outline, brief=False), _tail(outline)
    text = "".join([head, *(part.whole for part in parts), tail])
    if size(text) <= LIMIT:
        return text
    parts = _parts(outline, brief=True)
    tail = f"{tail}\nShortened to fit a comment: {_REST[outline.about]}.\n"
    rooms = _rooms([size(part.whole) for part in parts], LIMIT - size(head) - size(tail))
    return "".join([head, *(part.within(room) for part, room in zip(parts, rooms, strict=True)), tail])


def _rooms(sizes: Sequence[int], room: int) -> list[int]:
    """What each gets of the room: all that the small ones need, equal shares for the rest."""
    shares = [0] * len(sizes)
    for rank, at in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        shares[at] = min(sizes[at], room // (len(sizes) - rank))
        room -= shares[at]
    return shares


def _head(outline: Outline) -> str:
    return f"## {escaped(_clipped(outline.title))}\n\n**{escaped(_clipped(outline.summary))}**\n"


def _tail(outline: Outline) -> str:
    step = outline.next_step
    if len(step) > _COMMAND:
        return "\nNext: a command that is too long for here; `revops plan` prints it\n"
    return f"\nNext: {code(step)}\n" if step else ""


def _parts(outline: Outline, *, brief: bool) -> list[_Part]:
    parts = [
        _Part(section.title, tuple(_row(row, brief=brief) for row in section.rows), section.more)
        for section in outline.sections
    ]
    told = tuple(_finding(finding, brief=brief) for finding in outline.findings)
    return [*parts, _Part("Findings", told)] if told else parts


def _clipped(text: str, *, brief: bool = True) -> str:
    return f"{text[:_CLIPPED]}…" if brief and len(text) > _CLIPPED else text


def _row(row: Row, *, brief: bool) -> str:
    """One item with its units below, or in brief with their number."""
    address, reason = _clipped(row.address, brief=brief), _clipped(row.reason, brief=brief)
    ref = f" ({escaped(_clipped(row.ref, brief=brief))})" if row.ref else ""
    asks = f", asks {code(_clipped(row.asks, brief=brief))}" if row.asks else ""
    agreed = f", agreed {code(row.agreed)}" if row.agreed and not row.asks else ""
    told = f": {escaped(reason)}" if reason else ""
    return "\n".join(
        [f"- {escaped(row.glyph)} **{escaped(address)}**{ref}{asks}{agreed}{told}", *_below(row, brief=brief)]
    )


def _below(row: Row, *, brief: bool) -> Iterator[str]:
    more = row.more
    if row.consequence:
        why = f" ({escaped(row.consequence.why)})" if row.consequence.why and not brief else ""
        yield f"    - **{escaped(row.consequence.told)}**{why}"
    if brief:
        more += len(row.lines)
    else:
        yield from (_line(line, row) for line in row.lines)
    if more:
        yield f"    - {more} {'units' if brief else 'more'}"
    for finding in row.findings:
        yield f"    - {finding.code}: {escaped(_clipped(finding.summary, brief=brief))}"


def _line(line: Line, row: Row) -> str:
    note = f" ({escaped(line.note)})" if line.note else ""
    return f"    - {escaped(line.path)}: {_values(line, row)}{note}"


def _values(line: Line, row: Row) -> str:
    if row.compares:
        return exact(line.compared)
    if line.before and line.after:
        return f"{exact(line.before)} → {exact(line.after)}"
    return exact(line.after) or f"{exact(line.before)} → not there"


def _finding(finding: Finding, *, brief: bool) -> str:
    where = f" ({escaped(_clipped(str(finding.origin), brief=brief))})" if finding.origin.file else ""
    hint = f" — {escaped(_clipped(finding.hint, brief=brief))}" if finding.hint else ""
    summary = escaped(_clipped(finding.summary, brief=brief))
    return f"- {finding.severity.value} {finding.code}{where}: {summary}{hint}"
