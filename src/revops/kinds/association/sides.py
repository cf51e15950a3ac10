"""Which type is the other side of which: by the ledger, by name, by text, or because no other one is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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

    def know(self, pairs: Collection[tuple[str, str]]) -> None:
        """Take over what is known, as pairs of type ids; an id of which several are told is not known."""
        by_id = {row.id: row for row in self._left()}
        for row in self._open():
            others = {its for mine, its in pairs if mine == row.id and its in by_id}
            if len(others) == 1:
                self._found[row.id] = by_id[others.pop()]

    def match(self, texts: Mapping[str, str]) -> None:
        """By what the blueprint says of the other side (type id -> text), else by the label's own text.

        A label that was made without an inverse one has its text on both sides (peers (f)).
        """
        for row in sorted(self._open(), key=lambda row: row.id not in texts):
            if row.id not in self._found:
                self._meet(row, folded(texts.get(row.id, row.label or "")))

    def _meet(self, row: Row, text: str) -> None:
        alike = [one for one in self._left() if folded(one.label or "") == text and one.id != row.id]
        if len(alike) == 1:
            self._found[row.id] = alike[0]
        elif self.is_same and not alike and text == folded(row.label or ""):
            self._found[row.id] = row  # one type for both directions

    def eliminate(self) -> None:
        """Every label has two sides, so the last one of either direction are a pair."""
        open_, left = self._open(), self._left()
        if len(open_) == len(left) == 1 and not self.is_same:
            self._found[open_[0].id] = left[0]

    def firsts(self, named: Collection[str]) -> list[Row]:
        """Each label once: of two sides in one list the one that has a name, else the older one."""
        if not self.is_same:
            return list(self.there)
        backs = {(its.id, mine) for mine, its in self._found.items() if its.id != mine}
        hidden = {its for its, mine in backs if its not in named and (mine in named or int(mine) < int(its))}
        return [row for row in self.there if row.id not in hidden]

    def _open(self) -> list[Row]:
        return [row for row in self.there if row.id not in self._found]

    def _left(self) -> list[Row]:
        taken = {row.id for row in self._found.values()}
        return [row for row in self.back if row.id not in taken]
