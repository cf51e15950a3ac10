"""How many records a lead score scores when it is published: all of its object, or members of segments."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from revops.kinds.score.spec import Design
from revops.kinds.tally import explained, tally
from revops.model.call import Answer, Call
from revops.model.change import Change
from revops.model.condition import All, AnyOf, Condition, InSegment, Not
from revops.model.consequence import Act, Consequence
from revops.model.json import Json
from revops.model.outlook import Outlook
from revops.model.spec import Phase

_ALL: Condition = All(())


def weigh(
    change: Change, outlook: Outlook
) -> Generator[Sequence[Call], Sequence[Answer], Consequence] | None:
    """The conversation that counts; None for what is no publishing."""
    design = change.resource.spec if change.resource else None
    if change.phase is not Phase.PUBLISH or not isinstance(design, Design):
        return None
    return _weigh(change.address.scope, change.resource.units if change.resource else {}, outlook)


def _weigh(
    scope: str, units: Mapping[str, Json], outlook: Outlook
) -> Generator[Sequence[Call], Sequence[Answer], Consequence]:
    found = yield from tally(_scored(units.get("records")), scope, outlook)
    return Consequence(found.records, found.at_most, why=explained(found), object=scope, act=Act.SCORE)


def _scored(records: Json) -> Condition:
    """Who is scored: members of segments, everybody but those, or everybody."""
    match records:
        case {"include": segments}:
            return AnyOf(tuple(map(InSegment, segments)))
        case {"exclude": segments}:
            return Not(AnyOf(tuple(map(InSegment, segments))))
        case _:
            return _ALL
