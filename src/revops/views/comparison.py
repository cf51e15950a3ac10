"""A comparison of two sides, for the terminal as an outline and for programs as a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from revops.model.change import UnitChange
from revops.model.comparison import Comparison, Differing, Lone, Unreadable
from revops.model.json import MISSING, Json
from revops.model.label import title_of
from revops.views.closing import many
from revops.views.lines import Line
from revops.views.outline import Outline, Row, Section
from revops.views.words import text_of

_LEFT, _RIGHT, _BOTH, _NOBODY_KNOWS = "-", "+", "~", "?"
_SHOWN: Final = 6
"""Units of one resource in a short view."""


def outline_comparison(found: Comparison, *, locale: str, full: bool = False) -> Outline:
    """What only one side has, then what differs with the values of both, then what nobody could read."""
    left, right, most = found.left.name, found.right.name, None if full else _SHOWN
    unread = tuple(
        Row(_NOBODY_KNOWS, "", " of ".join(filter(None, place)), reason=f"{side}: {why}")
        for place, side, why in found.unread
    )
    sections = (
        Section(f"Only in {left}", tuple(_alone(_LEFT, one) for one in found.only_left)),
        Section(f"Only in {right}", tuple(_alone(_RIGHT, one) for one in found.only_right)),
        Section(f"Differs: {left} -> {right}", tuple(_both(one, locale, most) for one in found.differing)),
        Section("Not compared in full", unread),
        Section("Not readable, so not compared", tuple(_unreadable(one) for one in found.unreadable)),
    )
    shown = tuple(section for section in sections if section.rows)
    return Outline(f"{left} and {right}, by meaning", shown, summary=_summary(found), about="compare")


def _alone(glyph: str, one: Lone) -> Row:
    label = title_of(one.thing.units)
    told = [f'"{label}"' if label else "", f"not for sure: {one.doubt}" if one.doubt else ""]
    return Row(glyph, "", str(one.thing.address), reason="; ".join(filter(None, told)))


def _both(one: Differing, locale: str, most: int | None) -> Row:
    units = one.units[:most]
    lines = tuple(
        Line(unit.path, text_of(unit.before, locale), text_of(unit.after, locale)) for unit in units
    )
    return Row(_BOTH, "", str(one.address), lines=lines, more=len(one.units) - len(units))


def _unreadable(one: Unreadable) -> Row:
    return Row(_NOBODY_KNOWS, "", str(one.address), reason=f"{one.side}: {one.reason}")


def _summary(found: Comparison) -> str:
    if found.is_equal:
        whole = not (found.unread or found.unreadable)
        return "They say the same." if whole else "They say the same, as far as they were read."
    left, right = found.left.name, found.right.name
    count, dark = len(found.differing), len({one.address for one in found.unreadable})
    differing = f"{many(count, 'resource')} {'differs' if count == 1 else 'differ'}"
    told = f"{len(found.only_left)} only in {left}, {len(found.only_right)} only in {right}, {differing}"
    return f"{told}, {dark} not readable." if dark else f"{told}."


def comparison_document(found: Comparison) -> dict[str, Json]:
    """As `revops compare --json` prints it; a value that is not there is left out."""
    return {
        "left": found.left.name,
        "right": found.right.name,
        "equal": found.is_equal,
        "only_left": [_lone(one) for one in found.only_left],
        "only_right": [_lone(one) for one in found.only_right],
        "differing": [
            {"address": str(one.address), "units": list(_units(one.units))} for one in found.differing
        ],
        "unreadable": [
            {"address": str(one.address), "side": one.side, "reason": one.reason} for one in found.unreadable
        ],
        "unread": [
            {"kind": kind, "scope": scope, "side": side, "reason": why}
            for (kind, scope), side, why in found.unread
        ],
    }


def _lone(one: Lone) -> dict[str, Json]:
    return {"address": str(one.thing.address), "label": title_of(one.thing.units), "doubt": one.doubt}


def _units(units: Iterable[UnitChange]) -> Iterable[dict[str, Json]]:
    for unit in units:
        sides = {"left": unit.before, "right": unit.after}
        yield {"path": unit.path, **{name: value for name, value in sides.items() if value is not MISSING}}
