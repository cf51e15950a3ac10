"""Records of custom objects: HubSpot archives no object that has any (peers (f)), so they are counted."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

from revops.kinds.search import how_many, total
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.spec import Observed

Counting = Generator[Sequence[Call], Sequence[Answer], tuple[Observed, ...]]


def counted(found: Sequence[Observed], context: Context) -> Counting:
    """What was found; objects that cannot be removed for their records' sake are locked as a whole.

    Only those are counted that this tool made and that stand under `removed:`; one search each. A count that
    is refused says nothing: HubSpot refuses the removal itself then.
    """
    going = [one for one in found if one.address in context.removed and _is_ours(one, context)]
    answers = (yield [_count(one) for one in going]) if going else ()
    counts = {one.address: total(answer) for one, answer in zip(going, answers, strict=True)}
    return tuple(_locked(one, counts.get(one.address)) for one in found)


def _is_ours(observed: Observed, context: Context) -> bool:
    entry = context.ledger.entry(observed.address)
    return entry is not None and entry.created and entry.id == observed.id


def _count(observed: Observed) -> Call:
    return replace(how_many(observed.id, ()), restates=True)


def _locked(observed: Observed, count: int | None) -> Observed:
    if not count:
        return observed
    told = f"it has {count} record{'' if count == 1 else 's'}, and HubSpot archives no object that has any"
    return replace(observed, locked={"": f"{told}: delete them in HubSpot first"})
