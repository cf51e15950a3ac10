"""How alike a thing that the blueprint would make and one of the portal's own are (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.json import Json
from revops.model.label import folded, title_of
from revops.model.spec import Observed, Present, Resource

_CLOSE: Final = 0.85
"""From here on two labels are alike; below, every pair of short Japanese labels would be."""
_STAGES: Final = "stages."


@dataclass(frozen=True)
class Proposal:
    """One pair. `options`: how many of the blueprint's the portal's property has, and how many there are."""

    resource: Resource
    observed: Observed
    likeness: float
    same_label: bool
    same_type: bool
    part: str = ""
    """The stage that is meant, as a unit path prefix; empty for the thing itself."""
    portal_id: str = ""
    options: tuple[int, int] = (0, 0)
    clashes: tuple[str, ...] = ()
    """Labels of options that stand for another value in the portal."""
    twin: Resource | None = None
    """The project's own entry for the portal's one, e.g. a pulled one; two entries cannot hold it."""

    @property
    def name(self) -> str:
        """The key under `bind:` of a target."""
        return f"{self.resource.address}#{self.part}" if self.part else str(self.resource.address)

    @property
    def labels(self) -> tuple[str, str]:
        """What the blueprint calls it, and what the portal does."""
        if self.part:
            theirs = next(path for path, its in self.observed.keys.items() if its == self.portal_id)
            return _stage_label(self.resource.units, self.part), _stage_label(self.observed.units, theirs)
        return title_of(self.resource.units), title_of(self.observed.units)

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


def proposals(situation: Situation) -> list[Proposal]:
    """Pairs of what the blueprint would make and what the portal has under another name, best first.

    Nothing is proposed twice, and nothing where the types differ: HubSpot does not change a type.
    """
    pairs = [pair for resource in _unmet(situation) for pair in _pairs(resource, situation)]
    parts = [pair for resource in situation.resources for pair in _stage_pairs(resource, situation)]
    best = sorted([*pairs, *parts], key=lambda p: (-p.exact, -p.likeness, -p.options[0], p.name, p.portal_id))
    found: dict[str, Proposal] = {}
    taken: set[tuple[Address, str]] = set()
    for pair in best:
        theirs = (pair.observed.address, pair.portal_id)
        if pair.name not in found and theirs not in taken:
            found[pair.name] = pair
            taken.add(theirs)
    ranks = {kind: n for n, kind in enumerate(situation.kinds)}
    return sorted(found.values(), key=lambda p: (ranks[p.resource.address.kind], p.name))


def namesakes(resources: Iterable[Resource], situation: Situation) -> Iterator[tuple[Resource, Observed]]:
    """Of what is to be made: what the portal has under another name with the same label and type."""
    shelves: dict[tuple[str, str], dict[str, Observed]] = {}
    claimed = {resource.address for resource in situation.resources} | {*situation.context.renamed.values()}
    for resource in resources:
        place = (resource.address.kind, resource.address.scope)
        if place not in shelves:
            found = situation.observation(resource.address).found
            free = (one for one in found if not one.shipped and one.address not in claimed)
            shelves[place] = {folded(title_of(one.units)): one for one in free}
        twin = shelves[place].get(folded(title_of(resource.units)))
        if twin and title_of(resource.units) and _same(resource, twin, "type"):
            yield resource, twin


def _unmet(situation: Situation) -> Iterator[Resource]:
    for resource in situation.resources:
        asked = situation.kind(resource.address).reads and not resource.reference
        if asked and not isinstance(situation.presence(resource.address), Present):
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


def _stage_pairs(resource: Resource, situation: Situation) -> Iterator[Proposal]:
    """Stages that the blueprint would add to what is there, and stages there that it does not name."""
    presence = situation.presence(resource.address)
    if not isinstance(presence, Present):
        return
    observed = presence.observed
    wanted = {
        path.removesuffix(".label")
        for path in resource.units
        if path.startswith(_STAGES) and path.endswith(".label")
    }
    free = [path for path in observed.keys if path.startswith(_STAGES) and path not in wanted]
    for part in sorted(wanted - observed.keys.keys()):
        mine = folded(_stage_label(resource.units, part))
        for path in free:
            likeness = _alike(mine, folded(_stage_label(observed.units, path)))
            if likeness >= _CLOSE:
                same = likeness == 1
                yield Proposal(
                    resource,
                    observed,
                    likeness,
                    same_label=same,
                    same_type=True,
                    part=part,
                    portal_id=observed.keys[path],
                )


def _stage_label(units: Mapping[str, Json], path: str) -> str:
    return str(units.get(f"{path}.label", ""))


def _is_free(observed: Observed, twin: Resource | None) -> bool:
    """True where no entry holds it, or one of the project's own files under its name in the portal."""
    return twin is None or (not twin.pack and observed.id == observed.address.name)


def _same(resource: Resource, observed: Observed, path: str) -> bool:
    return bool(resource.units.get(path) == observed.units.get(path))


def _compared(resource: Resource, observed: Observed) -> Proposal:
    theirs = folded(title_of(observed.units))
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
        portal_id=observed.id,
        options=(len(have.keys() & wanted.keys()), len(wanted)),
        clashes=tuple(clashes),
    )


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else min(SequenceMatcher(None, one, other).ratio(), 0.99)


def _labels(resource: Resource) -> Sequence[str]:
    """The label in every language: the portal's people may have written either."""
    label = getattr(resource.spec, "label", None)
    several = list(label.values()) if isinstance(label, Mapping) else []
    title = title_of(resource.units)
    return [*([title] if title else []), *map(str, several)]


def _options(units: Mapping[str, Json]) -> dict[str, str]:
    """Value -> label."""
    order = units.get("options.order") or []
    return {value: str(units.get(f"options.{value}.label", "")) for value in order}
