"""What HubSpot does not show: by hand where the token may not see it, unknown where the answer is broken."""

from __future__ import annotations

from revops.kinds.wire import why_refused
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.spec import Observed


def not_shown(answer: Answer, what: str) -> str:
    """Why, for people."""
    return f"HubSpot does not show {what} to this token ({why_refused(answer)})"


def closed(address: Address, answer: Answer, what: str, clicks: str, portal_id: str = "") -> Observed:
    """Something that may be there, behind an answer that is not ok.

    Args:
        address: of what is wanted.
        answer: 403 where a scope or the subscription is missing, 404 where the beta is.
        what: e.g. `teams`.
        clicks: how a person does it in HubSpot.
        portal_id: where it is known.
    """
    why = not_shown(answer, what)
    if answer.status in (403, 404):
        return Observed(address, portal_id, {}, locked={"": f"{why}; by hand: {clicks}"})
    return Observed(address, portal_id, {}, unreadable=why)
