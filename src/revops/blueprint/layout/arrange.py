"""Members that stand on lines of their own, brought into sequence as whole lines, each with its comments."""

from __future__ import annotations

from functools import cached_property

from revops.blueprint.compose import Trail
from revops.blueprint.layout.align import Head, heads
from revops.blueprint.layout.members import Place
from revops.blueprint.read import Document
from revops.blueprint.sheet import at

Lines = list[str]


class Arranger:
    """A laid out document; a comment above a member stands as far in as the member."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _heads(self) -> dict[Trail, list[Head]]:
        """Heads by what they stand in."""
        found: dict[Trail, list[Head]] = {}
        for head in heads(self._document):
            if head.trail:
                found.setdefault(head.trail[:-1], []).append(head)
        return found

    def arranged(self, place: Place) -> str:
        """The text with the members of every map in sequence, where each begins a line."""
        return "\n".join(self._lines((), 1, len(self._document.lines) + 1, place))

    def _lines(self, trail: Trail, first: int, last: int, place: Place) -> Lines:
        """The lines from `first` up to `last`, which hold what stands below a trail."""
        inside = self._heads.get(trail, [])
        if not inside or len(inside) != len(at(self._document.data, trail)):
            return self._document.lines[first - 1 : last - 1]
        starts = [first, *(self._with_comments(head) for head in inside[1:])]
        end = self._end(inside[-1], last)
        pieces = [
            self._piece(head, start, stop, place.below(head.trail[-1]))
            for head, start, stop in zip(inside, starts, [*starts[1:], end], strict=True)
        ]
        return [*_sorted(inside, pieces, place), *self._document.lines[end - 1 : last - 1]]

    def _piece(self, head: Head, start: int, stop: int, place: Place) -> Lines:
        """A member with its comments; an item's first member begins on the item's own line."""
        own = head.line if isinstance(head.trail[-1], int) else head.line + 1
        return [*self._document.lines[start - 1 : own - 1], *self._lines(head.trail, own, stop, place)]

    def _with_comments(self, head: Head) -> int:
        """The first of the blank lines and comments above a member."""
        line = head.line
        while self._is_aside(line - 1, head.column):
            line -= 1
        return line

    def _end(self, head: Head, last: int) -> int:
        """Where the last member ends; comments below it that stand as far in as it are not its own."""
        while last - 1 > head.line and self._is_aside(last - 1, head.column):
            last -= 1
        return last

    def _is_aside(self, number: int, column: int) -> bool:
        """True for a blank line, and for a comment that stands so far in."""
        line = self._document.line(number)
        return number > 0 and (not line.strip() or line.find("#") == column == len(line) - len(line.lstrip()))


def _sorted(inside: list[Head], pieces: list[Lines], place: Place) -> Lines:
    """The lines of the members in sequence; items of a list keep theirs."""
    by_name = {str(head.trail[-1]): piece for head, piece in zip(inside, pieces, strict=True)}
    is_map = isinstance(inside[0].trail[-1], str)
    names = place.sequence(by_name) if is_map else list(by_name)
    dash = "" if names == list(by_name) else _taken_dash(pieces[0], inside[0].column)
    lines = [line for name in names for line in by_name[name]]
    return _dashed(lines, dash) if dash else lines


def _taken_dash(piece: Lines, column: int) -> str:
    """What stands before the first member of an item, blanks in its place; nothing where it is no item."""
    first = next(number for number, line in enumerate(piece) if _is_content(line))
    dash = piece[first][:column]
    piece[first] = " " * column + piece[first][column:]
    return dash if dash.strip() else ""


def _dashed(lines: Lines, dash: str) -> Lines:
    """The members of an item after its dash; comments of the first one stand above it."""
    first = next(number for number, line in enumerate(lines) if _is_content(line))
    above = [" " * dash.index("-") + line.lstrip() if line.strip() else line for line in lines[:first]]
    return [*above, dash + lines[first][len(dash) :], *lines[first + 1 :]]


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
