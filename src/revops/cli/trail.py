"""Where things went since a run: what has another address, or a part another key, by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from revops.blueprint.load import Blueprint
from revops.engine.moving import follow
from revops.model.address import Address
from revops.model.change import UnitChange
from revops.model.history import PastChange
from revops.model.ledger import Entry, Ledger
from revops.model.move import Move


@dataclass(frozen=True)
class Trail:
    """The moves since a run, oldest first."""

    moves: tuple[Move, ...]
    parts: frozenset[tuple[Address, str]] = frozenset()
    """Parts of which the history tells that they have another name, and not which."""

    @classmethod
    def of(cls, later: Iterable[PastChange], blueprint: Blueprint) -> Trail:
        """Moves of later runs, and the blueprint's: its lines may be gone by now, or not applied yet."""
        told = [(was, now) for one in later if (now := parsed(one.address)) for was in one.was.split(", ")]
        whole = [Move(old, now) for was, now in told if "#" not in was and (old := parsed(was))]
        moves = (*whole, *(move for move in blueprint.moved if not move.copies))
        parts = {(cls(moves).now(at), was.partition("#")[2]) for was, at in told if "#" in was}
        return cls(moves, frozenset(parts))

    def now(self, address: Address) -> Address:
        """What a thing is called today."""
        return self.followed(address, ())[0]

    def followed(
        self, address: Address, units: Sequence[UnitChange]
    ) -> tuple[Address, tuple[UnitChange, ...], tuple[UnitChange, ...]]:
        """The address and the units by today's names, and units of which nobody knows the name of today.

        They follow the moves as a ledger does that has nothing else in it.
        """
        before, after = (
            follow(Ledger(0, {address: Entry(units=side)}), self.moves).ledger.entries
            for side in ({one.path: one.before for one in units}, {one.path: one.after for one in units})
        )
        ((now, entry),) = before.items()
        known: list[UnitChange] = []
        gone: list[UnitChange] = []
        for path, value in entry.units.items():
            lost = any((now, part) in self.parts for part in above(path))
            (gone if lost else known).append(UnitChange(path, value, after[now].units[path]))
        return now, tuple(known), tuple(gone)


def above(path: str) -> Iterator[str]:
    """The path, and those of what it is a part of: `stages.due.label`, `stages.due`, `stages`."""
    parts = path.split(".")
    return (".".join(parts[:length]) for length in range(len(parts), 0, -1))


def parsed(text: str) -> Address | None:
    """An address of the history, which may be another version's."""
    try:
        return Address.parse(text)
    except ValueError:
        return None
