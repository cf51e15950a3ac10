"""Counting what switching on sets off, before anybody is asked: the one look that follows a first plan."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import cast

from revops.engine.conversation import hold
from revops.engine.observe import MISSHAPEN, THREADS, Reader, Sender
from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.consequence import Consequence
from revops.model.envelope import clean
from revops.model.outlook import Outlook
from revops.model.plan import Plan
from revops.model.spec import Observed, Phase

_COUNTED = (Phase.PUBLISH, Phase.ENABLE)


def weighed(
    situation: Situation,
    plan: Plan,
    sender: Sender,
    now: datetime,
    progress: Callable[[Address], None] = lambda _: None,
) -> Situation:
    """The situation with what each switching on sets off; where there is none, the very same, unasked.

    Equal questions are sent once. A count that went wrong is no count: it stays unknown, with the reason.

    Args:
        situation: that the plan was made from.
        plan: without counts.
        sender: the hub.
        now: with its time zone.
        progress: told each address that is about to be counted.
    """
    changes = [change for change in plan.changes if change.phase in _COUNTED and change.action.writes]
    if not changes:
        return situation
    outlook, reader = _outlook(situation, plan, now), Reader(sender)

    def weigh(change: Change) -> Consequence | None:
        progress(change.address)
        return _weighed(change, situation, outlook, reader)

    with ThreadPoolExecutor(min(THREADS, len(changes))) as pool:
        found = list(zip(changes, pool.map(weigh, changes), strict=True))
    return replace(situation, consequences={(c.address, c.phase): one for c, one in found if one})


def _outlook(situation: Situation, plan: Plan, now: datetime) -> Outlook:
    seen: Mapping[Address, Observed] = ChainMap(
        *(dict(situation.visible(place)) for place in situation.observations)
    )
    writing = [change for change in plan.changes if change.action.writes]
    told = {c.address: c.resource for c in writing if c.resource}
    made = {c.address for c in writing if c.action is Action.CREATE}
    return Outlook(
        situation.context,
        now,
        seen,
        made={address: told[address] for address in told if address in made},
        changed={address: told[address] for address in told if address not in made},
        moving=frozenset(change.address for change in writing if change.phase is Phase.MOVE),
    )


def _weighed(change: Change, situation: Situation, outlook: Outlook, reader: Reader) -> Consequence | None:
    """One conversation; refusals are judged by the kind."""
    try:
        conversation = situation.kind(change.address).weigh(change, outlook)
        return cast("Consequence | None", hold(conversation, reader.ask)) if conversation else None
    except MISSHAPEN as error:
        why = f"HubSpot's answer is not of the documented shape: {clean(repr(error))}"
        return Consequence(None, mails=None, billing=None, why=why)
