"""Which changes take something away that others may refer to, and what a plan says about it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING
from revops.model.reference import Impact, Point
from revops.model.spec import Phase

_PARTS: Final = ("options", "stages")
"""Groups of units that go as a whole when the label goes."""
_LABEL: Final = ".label"


def removing(change: Change) -> Iterator[Point]:
    """What the change takes away: the resource, or options and stages of it."""
    if change.action in (Action.DELETE, Action.REPLACE) or _is_archive(change):
        yield Point(change.address)
    elif change.action.writes:
        for unit in change.units:
            group, _, rest = unit.path.partition(".")
            if unit.after is MISSING and group in _PARTS and rest.endswith(_LABEL):
                yield Point(change.address, unit.path.removesuffix(_LABEL))


def _is_archive(change: Change) -> bool:
    """True for the end of a renamed property, also while it waits: who refers to it is what it waits for."""
    return change.phase is Phase.REMOVE and change.resource is None


def retyping(change: Change) -> Iterator[Point]:
    """A property that would have to be another one, because its type differs."""
    if change.action is Action.BLOCKED and any(unit.path == "type" for unit in change.units):
        yield Point(change.address)


def told(change: Change, impacts: Mapping[Point, Impact]) -> Iterator[Finding]:
    """One finding for each point of the change that was looked into."""
    for point in removing(change):
        if point in impacts:
            yield _finding(impacts[point], "")
    for point in retyping(change):
        if point in impacts:
            yield _finding(impacts[point], "as far as this plan has read the portal, ")


def _finding(impact: Impact, before: str) -> Finding:
    point = impact.point
    what = f"{point.part}: " if point.part else ""
    held = any(one.records != 0 for one in impact.held)
    doubt = any(not one.always for one in impact.unseen)
    severity = Severity.WARNING if impact.users or held or doubt else Severity.INFO
    hint = f"revops impact {point} shows each of them"
    return Finding("RV983", severity, f"{what}{before}{impact.told}", hint, point.address)
