"""What a pair of objects has, in the words of the blueprint: labels by ledger, then by text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from revops.kinds.association.lists import SHIPPED, USER, Row, is_same
from revops.kinds.association.sides import Sides
from revops.kinds.association.spec import DEFAULT, KIND, LIMITS, NO_LIMIT, AssociationSpec
from revops.kinds.wire import Binding
from revops.model.address import Address
from revops.model.context import Context
from revops.model.json import Json
from revops.model.label import folded
from revops.model.ledger import Entry
from revops.model.spec import Observed, Resource

INVERSE: Final = "inverse"
"""Key in the ledger: the type id of the other direction."""

_UNTOLD: Final = (
    "HubSpot does not tell yet which label is its other side, and an equal text may be another one's; "
    "run again in five minutes"
)
_NO_DEFAULT: Final = "HubSpot has no association of these two objects yet; a label between them makes it"
_SEVERAL: Final = "HubSpot has several labels of this text; rename all but one in HubSpot"


@dataclass(frozen=True)
class Reading:
    """The lists of one pair of objects, and who is who in them."""

    scope: str
    wanted: Sequence[Resource]
    there: Sequence[Row]
    back: Sequence[Row]
    context: Context
    limits: Mapping[str, Mapping[tuple[str, str], Json]] = field(default_factory=dict)
    """By unit; what was not read is not in it."""
    named: Collection[tuple[str, str]] = ()
    """Type ids of two directions that have one name, where names were read."""

    @property
    def is_untold(self) -> bool:
        """True where names would tell the other side of something that is wanted, or where all is."""
        known = self._known_sides()
        met = [self._names[one.address.name] for one in self._met] if self.wanted else self._labels
        return not known.is_clear and any(known.of(row) is None for row in met)

    def observed(self) -> list[Observed]:
        """Everything that was found, by its name in the blueprint where it has one."""
        taken = {row.id: name for name, row in self._names.items()}
        labels = self._sides.firsts(taken)
        used = {DEFAULT, *self._entries, *self._names, *(resource.address.name for resource in self.wanted)}
        free = _free_names([row for row in labels if row.id not in taken], used)
        found = [self._label(row, taken.get(row.id) or free[row.id]) for row in labels]
        return [*found, *self._default(), *self._shipped(used | {*free.values()}), *self._several()]

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        """The ledger's entries of this pair's labels, by name."""
        entries = self.context.ledger.entries.items()
        mine = {a.name: entry for a, entry in entries if (a.kind, a.scope) == (KIND, self.scope)}
        return {name: entry for name, entry in mine.items() if name != DEFAULT}

    @cached_property
    def _labels(self) -> list[Row]:
        """The labels of the first direction; what the ledger knows is one, whatever is told of it."""
        known = {entry.id for entry in self._entries.values()}
        return [row for row in self.there if row.is_label or (row.category == USER and row.id in known)]

    @cached_property
    def _names(self) -> dict[str, Row]:
        """Blueprint name -> type: what the target binds or the ledger knows, then what has the label."""
        by_id = {row.id: row for row in self._labels}
        bound = Binding.of(KIND, self.scope, self.context).to_portal
        known = {**{name: entry.id for name, entry in self._entries.items()}, **bound}
        names = {name: by_id[type_id] for name, type_id in known.items() if type_id in by_id}
        for resource in self.wanted:
            name, alike = resource.address.name, self._alike(resource, names)
            if name not in names and len(alike) == 1:
                names[name] = alike[0]
        return names

    @property
    def _met(self) -> list[Resource]:
        return [resource for resource in self.wanted if resource.address.name in self._names]

    def _known_sides(self) -> Sides:
        """As far as the ledger tells: by type ids, or by the one text with which this tool made a label."""
        sides = Sides(self._labels, [row for row in self.back if row.is_label], is_same(self.scope))
        entries = self._entries.values()
        sides.know([(entry.id, entry.keys.get(INVERSE, "")) for entry in entries])
        sides.match([str(entry.units.get("label")) for entry in entries if _is_of_one_text(entry)])
        return sides

    @cached_property
    def _sides(self) -> Sides:
        sides = self._known_sides()
        sides.know(self.named)
        sides.eliminate()
        return sides

    def _alike(self, resource: Resource, names: Mapping[str, Row]) -> list[Row]:
        """Labels that nobody has, of this text; else of the text in another language; else of this name."""
        taken = {row.id for row in names.values()}
        free = [row for row in self._labels if row.id not in taken]
        for texts in _texts(resource):
            alike = [row for row in free if folded(row.label or "") in texts]
            if alike:
                return alike
        return [row for row in free if _name_of(row) == resource.address.name]

    def _label(self, row: Row, name: str) -> Observed:
        other = self._sides.of(row)
        inverse = {"inverseLabel": other.label} if other else {}
        return Observed(
            Address(KIND, self.scope, name),
            id=row.id,
            units={"label": row.label, **inverse, **self._limits(row, other)},
            keys={INVERSE: other.id} if other else {},
            factory=dict.fromkeys(LIMITS, NO_LIMIT),
            locked={} if other else dict.fromkeys(("label", "inverseLabel", "inverseLimit"), _UNTOLD),
            raw={"category": row.category},
        )

    def _limits(self, row: Row, other: Row | None) -> dict[str, Json]:
        types = dict(zip(LIMITS, (row, other), strict=True))
        return {
            unit: self.limits[unit].get((one.category, one.id), NO_LIMIT)
            for unit, one in types.items()
            if one and unit in self.limits
        }

    def _default(self) -> list[Observed]:
        """The association without a label, whoever defined it; a pair may have none yet."""
        address = Address(KIND, self.scope, DEFAULT)
        row, other = _plain(self.there), _plain(self.back)
        if row is None or other is None:
            is_wanted = any(resource.address == address for resource in self.wanted)
            return [Observed(address, "", {}, locked={"": _NO_DEFAULT})] if is_wanted else []
        return [
            Observed(
                address,
                id=row.id,
                units=self._limits(row, other),
                keys={INVERSE: other.id},
                factory=dict.fromkeys(LIMITS, NO_LIMIT),
                shipped=True,
                raw={"category": row.category},
            )
        ]

    def _shipped(self, used: Collection[str]) -> list[Observed]:
        """HubSpot's own labels, such as `Primary`: nothing of them is managed, and none can be removed."""
        rows = [row for row in self.there if row.category == SHIPPED and row.label is not None]
        names = {_name_of(row): row.id for row in rows}
        return [
            Observed(Address(KIND, self.scope, name), type_id, {}, shipped=True)
            for name, type_id in names.items()
            if name not in used
        ]

    def _several(self) -> list[Observed]:
        """What could be any of several labels."""
        return [
            Observed(resource.address, "", {}, unreadable=_SEVERAL)
            for resource in self.wanted
            if resource.address.name not in self._names and len(self._alike(resource, self._names)) > 1
        ]


def _is_of_one_text(entry: Entry) -> bool:
    """True for a label that was made without an inverse one, which then reads alike from both sides."""
    return entry.created and INVERSE not in entry.keys and "inverseLabel" not in entry.units


def _texts(resource: Resource) -> Iterable[set[str]]:
    """The wanted label; then the label in every language, as people of the portal may have written any."""
    label = resource.units.get("label")
    if isinstance(label, str):
        yield {folded(label)}
    spec = resource.spec
    if isinstance(spec, AssociationSpec) and isinstance(spec.label, dict):
        yield {folded(text) for text in spec.label.values()}


def _plain(types: Iterable[Row]) -> Row | None:
    """HubSpot's own; with a custom object it is the portal's (unverified)."""
    found = [row for row in types if row.label is None]
    return min(found, key=lambda row: row.category != SHIPPED, default=None)


def _name_of(row: Row) -> str:
    """HubSpot's name of a label made in its pages: the text in lower case with underscores (unverified)."""
    return re.sub(r"\s+", "_", (row.label or "").strip().lower())


def _free_names(labels: Iterable[Row], taken: Collection[str]) -> dict[str, str]:
    """Names for what no blueprint names, by type id, which stands in for a name that cannot be a key."""
    used = set(taken)
    found: dict[str, str] = {}
    for row in labels:
        name = _name_of(row)
        is_key = re.fullmatch(r"[a-z][a-z0-9_]*", name) and name not in used
        found[row.id] = name if is_key else row.id
        used.add(found[row.id])
    return found
