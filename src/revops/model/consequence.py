"""What follows at once when something is switched on: counted before anybody agrees (rule 9)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from revops.model.objects import is_custom


class Act(Enum):
    """What happens to the records that are counted."""

    ENROL = "enrol"
    SCORE = "score"
    SEND = "send"


@dataclass(frozen=True)
class Consequence:
    """How much one change sets off as soon as it is carried out; None stands for "nobody could count"."""

    records: int | None
    at_most: bool = False
    """True: the count is an upper bound, because HubSpot's search cannot tell all that is asked."""
    mails: int | None = 0
    """Marketing e-mails that go out before any record has to wait."""
    billing: int | None = 0
    """Contacts that would become marketing contacts, which HubSpot bills."""
    why: str = ""
    """How the numbers come about, or why there are none; for people."""
    object: str = "records"
    act: Act = Act.ENROL

    @property
    def is_counted(self) -> bool:
        """Whether all the numbers are known."""
        return None not in (self.records, self.mails, self.billing)

    def within(self, most: int) -> bool:
        """Whether it is known, in every number, and concerns so many records or fewer."""
        return self.is_counted and self.records is not None and self.records <= most

    @property
    def told(self) -> str:
        """The numbers in a sentence, without the reasons."""
        parts = [
            self.concerned,
            self._mails if self.concerns(self.mails) else "",
            self._billing if self.concerns(self.billing) else "",
        ]
        return "; ".join(filter(None, parts))

    def concerns(self, count: int | None) -> bool:
        """Whether a number besides the records is worth a word: with nobody enrolled, one that is unknown."""
        return self.act is Act.ENROL and (self.records != 0 or count is None)

    @property
    def _bound(self) -> str:
        return "at most " if self.at_most else ""

    @property
    def concerned(self) -> str:
        """How many records, in a sentence."""
        happens = _HAPPENS[self.act]
        if self.records is None:
            return f"{self.object} that {happens}: not counted"
        if self.records == 0:
            return _NOTHING.get(self.act, f"no {self.object} {happens}")
        return f"{self._bound}{many(self.records, self.object)} {happens}"

    @property
    def _mails(self) -> str:
        if self.mails is None:
            return "e-mails today: not counted"
        return f"{self._bound}{self.mails:,} e-mails today" if self.mails else "no e-mails today"

    @property
    def _billing(self) -> str:
        if self.billing is None:
            return "contacts that would become marketing contacts: not counted"
        if not self.billing:
            return "no change of marketing contacts"
        return f"{self._bound}{self.billing:,} would become marketing contacts, which HubSpot bills"


_HAPPENS: Final = {
    Act.ENROL: "would enrol at once",
    Act.SCORE: "would be scored",
    Act.SEND: "would be sent it at once",
}
_NOTHING: Final = {Act.SEND: "sends nothing by itself"}
"""What is said of no records where "no contacts would ..." is beside the point."""


def many(count: int, scope: str) -> str:
    """`5,000 contacts`, `1 company`, `12 records of contract`."""
    if is_custom(scope):
        return f"{count:,} record{'' if count == 1 else 's'} of {scope}"
    one = f"{scope[:-3]}y" if scope.endswith("ies") else scope.removesuffix("s")
    return f"{count:,} {one if count == 1 else scope}"
