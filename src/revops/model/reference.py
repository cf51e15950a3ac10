"""Who refers to what in a portal, and what that means for a change: the nouns of `revops impact`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from revops.model.address import Address
from revops.model.consequence import many


class Thing(NamedTuple):
    """Something of the portal by its own id; a property by its name."""

    kind: str
    """As addresses begin; `pipeline.stages` and `lifecycle.stages` for a stage."""
    scope: str
    id: str


@dataclass(frozen=True, order=True)
class Mention:
    """A body names a thing."""

    of: Thing
    how: str
    """A word of the table of ways, e.g. `filter`, `formula`, `step`, `step.set`."""
    at: str = ""
    """Which part of the body, where it has named parts: the name of a step, of a rule."""
    part: str = ""
    """Unit path prefix of the part that is named: `options.web`; one that it does not have is not meant."""
    by: Thing | None = None
    """Who names it, where that is not what the body is about: a score's own property."""


class Point(NamedTuple):
    """A resource, or a part of one: `property.contacts.source#options.web`."""

    address: Address
    part: str = ""
    """Path prefix of its units; empty for all of it."""

    def __str__(self) -> str:
        return f"{self.address}#{self.part}" if self.part else str(self.address)

    def covers(self, other: Point) -> bool:
        """Whether who names the other one names this, or a part of it."""
        return self.address == other.address and self.part in ("", other.part)


@dataclass(frozen=True, order=True)
class Reference:
    """One resource of the portal refers to another one, or to a part of it."""

    by: Address
    to: Point
    how: str
    at: str = ""


@dataclass(frozen=True, order=True)
class Unseen:
    """What may refer to anything, because nobody could look into it."""

    kind: str
    scope: str
    """Object type; empty where the kind is of none."""
    name: str
    """Empty where it is everything of the kind and scope."""
    why: str
    always: bool = False
    """True where it is so in every portal: a list that is known to omit some."""

    @property
    def what(self) -> str:
        """An address, or a kind with its object."""
        if self.name:
            return str(Address(self.kind, self.scope, self.name))
        return f"{self.kind} of {self.scope}" if self.scope else self.kind


@dataclass(frozen=True)
class Held:
    """How many records of one object hold a value; None stands for "not counted", with the reason."""

    object: str
    records: int | None
    why: str = ""

    @property
    def told(self) -> str:
        if self.records is None:
            return f"{self.object}: not counted ({self.why})"
        return many(self.records, self.object)


@dataclass(frozen=True)
class User:
    """One resource that depends on what was asked about.

    Args:
        address: its own.
        depth: 1 refers to it directly, 2 refers to one of those, and so on.
        via: the resource through which it depends, by the shortest way; of several the first.
        references: why, to `via`.
    """

    address: Address
    depth: int
    via: Address
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Impact:
    """What refers to a point and how many records hold it."""

    point: Point
    users: tuple[User, ...] = ()
    """Each once, the nearest first."""
    references: tuple[Reference, ...] = ()
    """Every one among the point and its users, those too that the tree leaves out."""
    beside: int = 0
    """Resources that use the whole and do not name the part that was asked about."""
    held: tuple[Held, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    names: Mapping[Address, str] = field(default_factory=dict)
    """What people call the resources."""

    @property
    def direct(self) -> tuple[User, ...]:
        return tuple(user for user in self.users if user.depth == 1)

    @property
    def told(self) -> str:
        """In a sentence: who refers to it, how many records hold it, and whether that is all."""
        direct = counted(user.address for user in self.direct)
        used = f"used by {direct}" if direct else "nothing was found to use it"
        return "; ".join(filter(None, (used, *self._records, self._doubt)))

    @property
    def _records(self) -> Iterator[str]:
        for one in self.held:
            if one.records is None:
                yield f"records: {one.told}"
            else:
                yield f"{one.told} {'holds' if one.records == 1 else 'hold'} it"

    @property
    def _doubt(self) -> str:
        count = sum(not one.always for one in self.unseen)
        return f"{count} {'thing' if count == 1 else 'things'} could not be looked into" if count else ""


def counted(addresses: Iterable[Address]) -> str:
    """`3 workflows, 1 segment`, the most frequent first."""
    found = Counter(address.kind for address in addresses)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{count:,} {_named(kind, count)}" for kind, count in ordered)


def _named(kind: str, count: int) -> str:
    if kind in _SAID:
        return _SAID[kind]
    one = kind.replace("_", " ")
    if count == 1:
        return one
    return f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"


_SAID: Final[Mapping[str, str]] = {"pipeline_rules": "sets of pipeline rules", "lifecycle": "lifecycle"}
