"""How alike a property that the blueprint would make and one of the portal's own are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Final

from revops.engine.situation import Situation
from revops.model.json import Json
from revops.model.spec import Absent, Observed, Resource

KINDS: Final = ("group", "property")
"""Kinds whose names a target may bind, groups first: properties are looked for in theirs."""

_CLOSE: Final = 0.85
"""From here on two labels are alike; below, every pair of short Japanese labels would be."""


@dataclass(frozen=True)
class Proposal:
    """One pair. `options`: how many of the blueprint's the portal's property has, and how many there are."""

    resource: Resource
    observed: Observed
    likeness: float
    same_label: bool
    same_type: bool
    options: tuple[int, int] = (0, 0)
    clashes: tuple[str, ...] = ()
    """Labels of options that stand for another value in the portal."""
    twin: Resource | None = None
    """The project's own entry for the portal's one, e.g. a pulled one; two entries cannot hold it."""

    @property
    def exact(self) -> bool:
        """True where nobody has to think: same label, type and field, all of the options, and no twin."""
        have, wanted = self.options
        alike = self.same_label and self.same_type and have == wanted and not self.clashes
        return alike and self.twin is None

    @property
    def told(self) -> str:
        """What speaks for it and what against, in one line."""
        label = "same label" if self.same_label else f"label {self.likeness:.0%} alike"
        kind = f", {self.observed.units['fieldType']}" if "fieldType" in self.observed.units else ""
        have, wanted = self.options
        options = f", {have} of {wanted} options" if wanted else ""
        clash = f", other values behind {', '.join(self.clashes)}" if self.clashes else ""
        twin = f", described in {self.twin.origin} as well" if self.twin else ""
        return f"{label}{kind}{options}{clash}{twin}"


def folded(label: str) -> str:
    """A label as people read it: NFKC, trimmed, without case."""
    return unicodedata.normalize("NFKC", label).strip().casefold()


def proposals(situation: Situation) -> list[Proposal]:
    """Pairs of what the blueprint would make and what the portal has under another name, best first.

    Nothing is proposed twice, and nothing where the types differ: HubSpot does not change a type.
    """
    pairs = [pair for resource in _absent(situation) for pair in _pairs(resource, situation)]
    best = sorted(
        pairs, key=lambda p: (-p.exact, -p.likeness, -p.options[0], p.resource.address, p.observed.id)
    )
    found: dict[Any, Proposal] = {}
    taken: set[Any] = set()
    for pair in best:
        if pair.resource.address not in found and pair.observed.address not in taken:
            found[pair.resource.address] = pair
            taken.add(pair.observed.address)
    return sorted(found.values(), key=lambda p: (KINDS.index(p.resource.address.kind), p.resource.address))


def _absent(situation: Situation) -> Iterator[Resource]:
    for resource in situation.resources:
        if resource.reference or resource.address.kind not in KINDS:
            continue
        if isinstance(situation.presence(resource.address), Absent):
            yield resource


def _pairs(resource: Resource, situation: Situation) -> Iterator[Proposal]:
    named = {one.address: one for one in situation.resources}
    for observed in situation.observation(resource.address).found:
        twin = named.get(observed.address)
        if observed.shipped or not _is_free(observed, twin) or not _same(resource, observed, "type"):
            continue
        proposal = _compared(resource, observed)
        if proposal.likeness >= _CLOSE:
            yield replace(proposal, twin=twin)


def _is_free(observed: Observed, twin: Resource | None) -> bool:
    """True where no entry holds it, or one of the project's own files under its name in the portal."""
    return twin is None or (not twin.pack and observed.id == observed.address.name)


def _same(resource: Resource, observed: Observed, path: str) -> bool:
    return bool(resource.units.get(path) == observed.units.get(path))


def _compared(resource: Resource, observed: Observed) -> Proposal:
    theirs = folded(observed.units["label"])
    likeness = max((_alike(folded(label), theirs) for label in _labels(resource)), default=0.0)
    have, wanted = _options(observed.units), _options(resource.units)
    values = {folded(label): value for value, label in have.items()}
    clashes = [
        label
        for value, label in wanted.items()
        if value not in have and values.get(folded(label), value) != value
    ]
    return Proposal(
        resource,
        observed,
        likeness,
        same_label=likeness == 1,
        same_type=_same(resource, observed, "fieldType"),
        options=(len(have.keys() & wanted.keys()), len(wanted)),
        clashes=tuple(clashes),
    )


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else min(SequenceMatcher(None, one, other).ratio(), 0.99)


def _labels(resource: Resource) -> Sequence[str]:
    """The label in every language: the portal's people may have written either."""
    label = getattr(resource.spec, "label", None)
    several = list(label.values()) if isinstance(label, Mapping) else []
    return [str(resource.units["label"]), *map(str, several)] if "label" in resource.units else several


def _options(units: Mapping[str, Json]) -> dict[str, str]:
    """Value -> label."""
    order = units.get("options.order") or []
    return {value: str(units.get(f"options.{value}.label", "")) for value in order}
