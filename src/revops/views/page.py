"""An outline in the order of the HTML page: by department and object, counted, findings with their change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from revops.model.finding import Finding
from revops.model.objects import HOST
from revops.views.outline import Outline, Row
from revops.views.subject import DEPARTMENTS

STATES: Final = (
    "failed",
    "ambiguous",
    "unknown",
    "skipped",
    "left",
    "done",
    "create",
    "update",
    "replace",
    "delete",
    "hold",
    "waiting",
    "blocked",
    "manual",
    "adopt",
    "none",
)
"""The order of tiles and of the parts of a bar: in a run bad news first, in a plan what is written."""


@dataclass(frozen=True)
class Part:
    """A part of a bar; `start` and `width` are per cent of the longest bar."""

    state: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Place:
    """All rows of one department on one object."""

    department: str
    object: str
    rows: tuple[Row, ...]
    parts: tuple[Part, ...] = ()

    @property
    def anchor(self) -> str:
        return f"{self.department}-{self.object or 'portal'}"


@dataclass(frozen=True)
class Page:
    """What the template draws. `findings` are those that belong to no change."""

    outline: Outline
    places: tuple[Place, ...]
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def command(self) -> str:
        """The next step where it is one command that can be copied, not a sentence about several."""
        step = self.outline.next_step
        return "" if " or " in step or "; " in step else step

    @property
    def departments(self) -> tuple[tuple[str, tuple[Place, ...]], ...]:
        """Departments with their places, without empty ones."""
        found = dict.fromkeys(place.department for place in self.places)
        return tuple((name, tuple(p for p in self.places if p.department == name)) for name in found)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({row.subject.kind for place in self.places for row in place.rows}))

    @property
    def has_messages(self) -> bool:
        """True where there is text that comes from the tool and from HubSpot, not from the blueprint."""
        rows = (row for place in self.places for row in place.rows)
        told = (row.findings or row.reason or (row.consequence and row.consequence.why) for row in rows)
        return bool(self.findings) or any(told)

    @property
    def labels(self) -> Mapping[str, str]:
        """What people call the custom objects that the outline is about."""
        rows = (row.subject for place in self.places for row in place.rows)
        return {subject.object: subject.label for subject in rows if subject.kind == HOST and subject.label}

    @property
    def objects(self) -> tuple[str, ...]:
        return tuple(sorted({place.object for place in self.places}))


def page_of(outline: Outline) -> Page:
    """The page; a finding stands in the first row of its address."""
    rows, rest = _with_findings([row for section in outline.sections for row in section.rows], outline)
    counted = Counter(row.state for row in rows)
    counts = {state: counted[state] for state in STATES if counted[state]}
    return Page(outline, _places(rows), counts, rest)


def _with_findings(rows: Sequence[Row], outline: Outline) -> tuple[list[Row], tuple[Finding, ...]]:
    left: dict[str, list[Finding]] = {}
    for finding in outline.findings:
        left.setdefault(str(finding.address or ""), []).append(finding)
    told = [replace(row, findings=(*row.findings, *left.pop(row.address, ()))) for row in rows]
    return told, tuple(finding for found in left.values() for finding in found)


def _places(rows: Iterable[Row]) -> tuple[Place, ...]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.subject.department, row.subject.object), []).append(row)
    longest = max(map(len, found.values()), default=1)
    ordered = sorted(found, key=lambda key: (DEPARTMENTS.index(key[0]), not key[1], key[1]))
    return tuple(Place(*key, tuple(found[key]), _parts(found[key], longest)) for key in ordered)


def _parts(rows: Iterable[Row], longest: int) -> tuple[Part, ...]:
    counted = Counter(row.state for row in rows)
    parts: list[Part] = []
    start = 0.0
    for state in STATES:
        if counted[state]:
            width = 100 * counted[state] / longest
            parts.append(Part(state, counted[state], round(start, 2), round(width, 2)))
            start += width
    return tuple(parts)
