"""Which type is the other side of which: by the ledger, by name, or because no other is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from revops.kinds.association.lists import Row
from revops.model.label import folded


@dataclass
class Sides:
    """The labels of a pair of objects in both directions; between records of one object both are one list."""

    there: Sequence[Row]
    back: Sequence[Row]
    is_same: bool
    _found: dict[str, Row] = field(default_factory=dict)
    """Type id -> the type of the other direction."""

    def of(self, row: Row) -> Row | None:
        return self._found.get(row.id)

    @property
    def is_clear(self) -> bool:
        """True where at most one label is open in each direction, so that nothing can be mistaken."""
        return len(self._open()) <= 1 and len(self._left()) <= 1

    def know(self, pairs: Collection[tuple[str, str]]) -> None:
        """Take over what is known, as pairs of type ids; an id of which several are told is not known."""
        open_ = {row.id: row for row in self._open()}
        left = {row.id: row for row in self._left()}
        told = [(mine, its) for mine, its in set(pairs) if mine in open_ and its in left]
        mine_told, its_told = Counter(mine for mine, _ in told), Counter(its for _, its in told)
        for mine, its in told:
            if mine_told[mine] == its_told[its] == 1:
                self._join(open_[mine], left[its])

    def match(self, texts: Collection[str]) -> None:
        """By one text on both sides, where each direction has it once.

        Only for labels that are known to have been made so: an equal text alone proves nothing, as it may be
        another label's (`Parent` and `Child`, beside `Child` and `Parent`).
        """
        open_, left, wanted = self._open(), self._left(), {folded(text) for text in texts}
        for row in open_:
            alike = _alike(row, left) if folded(row.label or "") in wanted else []
            if len(alike) == len(_alike(alike[0], open_) if alike else ()) == 1:
                self._join(row, alike[0])

    def eliminate(self) -> None:
        """Every label has two sides, so the last one of either direction are a pair.

        In the one list of records of one object, the last one is both sides of itself.
        """
        open_, left = self._open(), self._left()
        if len(open_) == len(left) == 1:
            self._join(open_[0], left[0])

    def firsts(self, named: Collection[str]) -> list[Row]:
        """Each label once: of two sides in one list the one that has a name, else the older one."""
        if not self.is_same:
            return list(self.there)
        backs = {(its.id, mine) for mine, its in self._found.items() if its.id != mine}
        hidden = {its for its, mine in backs if its not in named and (mine in named or int(mine) < int(its))}
        return [row for row in self.there if row.id not in hidden]

    def _join(self, row: Row, other: Row) -> None:
        self._found[row.id] = other
        if self.is_same:
            self._found[other.id] = row

    def _open(self) -> list[Row]:
        return [row for row in self.there if row.id not in self._found]

    def _left(self) -> list[Row]:
        taken = {row.id for row in self._found.values()}
        return [row for row in self.back if row.id not in taken]


def _alike(row: Row, rows: Sequence[Row]) -> list[Row]:
    """Other labels of the same text."""
    return [one for one in rows if one.id != row.id and folded(one.label or "") == folded(row.label or "")]
