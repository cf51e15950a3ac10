"""Where the boxes and lines of a drawn graph stand: who depends on what, the nearest first.

Libraries that lay graphs out draw by a program that has to be installed beside them, by a browser, or in no
layers; what is drawn here is a tree with a few references across, so a tidy tree is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size

from revops.model.address import Address
from revops.model.reference import Impact, Reference
from revops.views.visible import visible

_DEEPEST: Final = 4
"""Steps beyond which columns side by side would be too wide to read."""


@dataclass(frozen=True)
class Frame:
    """Measures of a drawing, in pixels; `indent` instead of columns makes it narrow."""

    width: int
    height: int
    across: int
    """From one level to the next."""
    down: int
    """From one box to the next."""
    cells: tuple[int, int]
    """Characters of half width that a box has room for: in its bold first line, in its small second one."""
    stacked: bool = False
    """Every box on a line of its own."""


_WIDE: Final = Frame(224, 46, 286, 58, (24, 32))
_NARROW: Final = Frame(252, 46, 16, 58, (28, 37), stacked=True)
_EDGE: Final = 30
"""Room at the right and below for references across."""
_ELBOW: Final = 7
"""From the left of a box to the line that leads up to it."""
_LEVELS: Final = 3
"""Levels that are indented in a narrow drawing; deeper ones stand below these."""


@dataclass(frozen=True)
class Box:
    """One resource; x and y are of its upper left corner."""

    address: Address
    x: int
    y: int
    width: int
    height: int
    title: str
    below: str
    depth: int

    @property
    def full(self) -> str:
        return f"{self.title} {self.address}".strip()

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """From who refers to what is referred to; one across is in no tree."""

    path: str
    across: bool = False


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def is_wide(impact: Impact) -> bool:
    """Whether columns side by side can be read on a wide screen."""
    return max((user.depth for user in impact.users), default=0) <= _DEEPEST


def drawn(impact: Impact, *, wide: bool) -> Drawing:
    """The graph of an impact, in columns or one below the other."""
    frame = _WIDE if wide else _NARROW
    below: dict[Address, list[Address]] = {}
    for user in impact.users:
        below.setdefault(user.via, []).append(user.address)
    depths = {impact.point.address: 0, **{user.address: user.depth for user in impact.users}}
    rows = _stacked(impact.point.address, below) if frame.stacked else _tidy(impact.point.address, below)
    boxes = {one: _box(one, depths[one], row, frame, impact) for one, row in rows.items()}
    tree = {user.address: user.via for user in impact.users}
    aside = _bulge if frame.stacked else _sag
    lines = [*_in_tree(tree, boxes, frame), *_across(impact.references, tree, boxes, aside)]
    right = max(box.x + box.width for box in boxes.values())
    bottom = max(box.y + box.height for box in boxes.values())
    return Drawing(right + _EDGE, bottom + _EDGE, tuple(boxes.values()), tuple(lines))


def _order(start: Address, below: Mapping[Address, Sequence[Address]]) -> list[Address]:
    """Everybody after whom they depend on, those of one branch together."""
    found, waiting = [], [start]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += reversed(below.get(one, ()))
    return found


def _stacked(start: Address, below: Mapping[Address, Sequence[Address]]) -> dict[Address, float]:
    return {one: float(row) for row, one in enumerate(_order(start, below))}


def _tidy(start: Address, below: Mapping[Address, Sequence[Address]]) -> dict[Address, float]:
    """Rows: a leaf takes the next one, what has some below it stands in the middle of them."""
    order = _order(start, below)
    found: dict[Address, float] = {}
    for one in order:
        if one not in below:
            found[one] = float(len(found))
    for one in reversed(order):
        if one in below:
            rows = [found[child] for child in below[one]]
            found[one] = (rows[0] + rows[-1]) / 2
    return {one: found[one] for one in order}


def _box(address: Address, depth: int, row: float, frame: Frame, impact: Impact) -> Box:
    x = min(depth, _LEVELS) * frame.across if frame.stacked else depth * frame.across
    name = impact.names.get(address, "")
    told = str(impact.point) if depth == 0 else str(address)
    title, under = (name, told) if name else (told, "")
    return Box(
        address,
        x + 1,
        round(row * frame.down) + 1,
        frame.width,
        frame.height,
        fitted(title, frame.cells[0]),
        fitted(under, frame.cells[1]),
        depth,
    )


def fitted(text: str, cells: int) -> str:
    """As much of the text as there is room for; what cannot be seen is spelled out first."""
    shown = visible(text.replace("\n", " ").replace("\t", " "))
    return shown if cell_len(shown) <= cells else f"{set_cell_size(shown, cells - 1).rstrip()}…"


def _in_tree(tree: Mapping[Address, Address], boxes: Mapping[Address, Box], frame: Frame) -> Iterator[Line]:
    for user, via in tree.items():
        one, other = boxes[user], boxes[via]
        if frame.stacked:
            yield Line(_elbow(one, other))
        else:
            half = (one.x - other.x - other.width) // 2
            end = other.x + other.width
            bend = f"{one.x - half} {one.middle} {end + half} {other.middle}"
            yield Line(f"M{one.x} {one.middle} C{bend} {end} {other.middle}")


def _across(
    references: Iterable[Reference],
    tree: Mapping[Address, Address],
    boxes: Mapping[Address, Box],
    aside: Callable[[Box, Box], str],
) -> Iterator[Line]:
    pairs = dict.fromkeys((one.by, one.to.address) for one in references)
    for by, to in pairs:
        if by in boxes and to in boxes and tree.get(by) != to:
            yield Line(aside(boxes[by], boxes[to]), across=True)


def _elbow(one: Box, other: Box) -> str:
    """From the left of a box up to the one that it is indented below; beyond all indents around the right."""
    if one.x <= other.x:
        return _bulge(one, other)
    return f"M{one.x} {one.middle} H{other.x + _ELBOW} V{other.y + other.height}"


def _sag(one: Box, other: Box) -> str:
    """From below one box to below another one."""
    start, end = one.x + one.width // 2, other.x + other.width // 2
    low = max(one.y + one.height, other.y + other.height) + _EDGE - 4
    return f"M{start} {one.y + one.height} C{start} {low} {end} {low} {end} {other.y + other.height}"


def _bulge(one: Box, other: Box) -> str:
    """Around the right of two boxes."""
    start, end = one.x + one.width, other.x + other.width
    far = max(start, end) + _EDGE - 4
    return f"M{start} {one.middle} C{far} {one.middle} {far} {other.middle} {end} {other.middle}"
