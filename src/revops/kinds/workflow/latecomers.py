"""Whom a picture of those who were there already does not hold: who met the condition only later.

No search tells who is in a segment. Who met the condition later was changed later, and HubSpot keeps the
moment of the last change: `hs_lastmodifieddate`, "most recent timestamp of any property update"; of contacts
`lastmodifieddate`, "the date any property on this contact was modified" (HubSpot's own descriptions).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from revops.kinds import filters
from revops.kinds.lookup import SEGMENTS
from revops.kinds.tally import tally
from revops.kinds.wire import results
from revops.kinds.workflow.design import Design, spelled
from revops.kinds.workflow.filling import is_filled
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.condition import All, Condition, PropertyRef, Test
from revops.model.outlook import Outlook

_TAKEN_NOW: Final = "whoever meets the condition today is kept out by {}, which this run makes"
_LATER: Final = "those who are not in {} were changed after it was made, so whoever was is counted"
_UNTOLD: Final = "nobody can tell how many of them {} keeps out"
_STEADY: Final = ("on", "between", "before", "on_or_before", "after", "on_or_after", "known", "unknown")
"""Words about dates that mean the same on every day, and so do their opposites."""
_DATES: Final = ("date", "datetime")


@dataclass(frozen=True)
class Latecomers:
    """`who` is None where nobody can be left; otherwise those that are left, or more of them."""

    who: Condition | None
    why: str


@dataclass(frozen=True)
class _Segment:
    made: int
    """When, in milliseconds since 1970."""
    size: int


def latecomers(
    who: Condition, design: Design, outlook: Outlook
) -> Generator[Sequence[Call], Sequence[Answer], Latecomers]:
    """Those of `who` that the picture does not keep out.

    Where the numbers speak against it, as when somebody took members out, all of them are meant.

    Args:
        who: whom the start takes in.
        design: of the workflow, with a picture.
        outlook: what is known.
    """
    address = Address("segment", "", design.picture)
    if address in outlook.made:
        return Latecomers(None, _TAKEN_NOW.format(address))
    told = Latecomers(who, _UNTOLD.format(address))
    (answer,) = yield [SEGMENTS]
    there = _there(answer, address, outlook)
    if there is None or not _is_of(design, address, outlook) or not _is_steady(who, design.object, outlook):
        return told
    later = All((who, _changed_since(there.made, design.object)))
    everybody = (yield from tally(who, design.object, outlook)).records
    rest = (yield from tally(later, design.object, outlook)).records
    if everybody is None or rest is None or everybody - rest > there.size:
        return told
    return Latecomers(later, _LATER.format(address))


def _there(answer: Answer, address: Address, outlook: Outlook) -> _Segment | None:
    """The segment as HubSpot's search shows it; None until it is filled."""
    seen = outlook.seen.get(address)
    rows = [row for row in results(answer) if seen and str(row["listId"]) == seen.id]
    if not rows or not is_filled(rows[0]):
        return None
    size = (rows[0].get("additionalProperties") or {}).get("hs_list_size")
    made = datetime.fromisoformat(str(rows[0]["createdAt"]))
    return None if size is None else _Segment(int(made.timestamp() * 1000), int(size))


def _is_of(design: Design, address: Address, outlook: Outlook) -> bool:
    """Whether the picture is one of those who meet the condition as it is now."""
    seen = outlook.seen.get(address)
    return bool(seen and design.enrol and seen.units.get("where") == spelled(design.enrol))


def _is_steady(who: Condition, scope: str, outlook: Outlook) -> bool:
    """Whether nobody comes to meet the condition but by a change of the record itself."""
    leaves = [leaf.of for branch in filters.alternatives(who) for leaf in branch]
    own = [one for one in leaves if isinstance(one, Test) and one.property.object == scope]
    return len(own) == len(leaves) and all(_is_fixed(test, outlook) for test in own)


def _is_fixed(test: Test, outlook: Outlook) -> bool:
    """No word that means other days tomorrow, and no property that HubSpot works out."""
    seen = outlook.seen.get(Address("property", test.property.object, test.property.name))
    if seen is None or str(seen.units.get("fieldType", "calculation")).startswith("calculation"):
        return False
    return test.word.removeprefix("not_") in _STEADY if test.type in _DATES else "updated" not in test.word


def _changed_since(moment: int, scope: str) -> Test:
    """A search compares moments by their milliseconds, as numbers (HubSpot's search guide)."""
    name = "lastmodifieddate" if scope == "contacts" else "hs_lastmodifieddate"
    return Test(PropertyRef(scope, name), "number", "at_least", moment)
