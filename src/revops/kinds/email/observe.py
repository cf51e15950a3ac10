"""What the portal has: one list of e-mails, names that they use, and what keeps them from being published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds import lookup
from revops.kinds.campaign.observe import LOOKUP as CAMPAIGNS
from revops.kinds.email.names import CAMPAIGN, look_up
from revops.kinds.email.portal import Portal
from revops.kinds.email.reading import Row, is_automated
from revops.kinds.matching import Match, match
from revops.kinds.wire import results, unread
from revops.model.address import Address
from revops.model.call import Call, Conversation
from revops.model.context import Context
from revops.model.spec import Observation, Observed, Resource, Symbol

LIST: Final = Call("emails", "GET", query={"limit": "100"}, pages=True)


def observe(wanted: Sequence[Resource], context: Context) -> Conversation:
    """The list tells all of every e-mail.

    1. The list, and names that e-mails use. 2. Where something is to be published, its draft, and whether
    the token may publish at all.
    """
    symbols = frozenset[Symbol]().union(*(one.uses for one in wanted))
    asked = lookup.calls({symbol.kind for symbol in symbols} if wanted else {"subscription"})
    counted = [CAMPAIGNS] if not wanted or any(one.kind == CAMPAIGN for one in symbols) else []
    listed, *named = yield (LIST, *asked.values(), *counted)
    rows = {row["id"]: row for row in results(listed, "id", "name") if row.get("archived") is not True}
    book = lookup.book(dict(zip(asked, named, strict=False)), symbols, context)
    names = look_up(wanted, named[-1] if counted else None, context)
    found = match("email", _meant(rows, context), wanted, context)
    portal = Portal(rows, wanted, context.named({**book.ids, **names.ids}), found)
    calls = list(portal.calls.values())
    portal = portal.told((yield calls) if calls else ())
    return Observation(
        (*portal.observed(), *found.doubts(wanted)),
        unread([listed]),
        ids={**book.ids, **names.ids, **portal.unpublished()},
        missing={**book.missing, **names.missing},
        findings=(*book.findings, *portal.findings()),
        closed=portal.closed,
        others=() if wanted else tuple(_others(rows, found)),
    )


def _others(rows: Mapping[str, Row], found: Match) -> Iterator[Observed]:
    """E-mails of other types by their ids: newsletters, and those that forms and blogs send."""
    for email_id, row in rows.items():
        if email_id not in found.owners:
            yield Observed(Address("email", "", email_id), email_id, {"name": row["name"]}, raw=row)


def _meant(rows: Mapping[str, Row], context: Context) -> dict[str, str]:
    """Names by id of what a blueprint can describe, and of whatever the ledger or the target points at."""
    known = {entry.id for address, entry in context.ledger.entries.items() if address.kind == "email"}
    known |= {i for text, i in context.bind.items() if text.startswith("email.")}
    return {i: str(row["name"]) for i, row in rows.items() if is_automated(row) or i in known}
