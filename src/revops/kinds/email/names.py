"""Names that only e-mails look up: campaigns of the portal, and addresses behind roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.kinds.campaign.observe import ids as campaign_ids
from revops.kinds.campaign.observe import rows_of as campaigns_of
from revops.kinds.email.expand import SENDER
from revops.kinds.who import not_read
from revops.model.call import Answer
from revops.model.context import Context
from revops.model.spec import Resource, Symbol

CAMPAIGN: Final = "campaign"


@dataclass(frozen=True)
class Names:
    """Ids of names, and why a name that is asked for has none."""

    ids: Mapping[Symbol, str]
    missing: Mapping[Symbol, str]


def look_up(wanted: Sequence[Resource], campaigns: Answer | None, context: Context) -> Names:
    """What campaigns and roles are here; campaigns of the blueprint are learnt as such.

    Args:
        wanted: the e-mails.
        campaigns: the answer to the list of campaigns; None where nothing is asked of it.
        context: with the target's roles.
    """
    senders = {Symbol(SENDER, name): role.email for name, role in context.roles.items() if role.email}
    described = {Symbol(CAMPAIGN, need.address.name) for one in wanted for need in one.needs}
    known = campaign_ids(campaigns_of(campaigns)) if campaigns else {}
    found = {**senders, **{symbol: i for symbol, i in known.items() if symbol not in described}}
    used = frozenset[Symbol]().union(*(one.uses for one in wanted)) - described - found.keys()
    why = {CAMPAIGN: _why_no_campaign(campaigns), SENDER: "the target maps it to no person"}
    return Names(found, {symbol: why[symbol.kind] for symbol in used if symbol.kind in why})


def _why_no_campaign(answer: Answer | None) -> str:
    if answer is None or answer.ok:
        return "the portal has no campaign of this name, or several"
    return not_read(answer, "campaigns")
