"""Forward paging of lists that are not in the order of numeric ids: `after` tells how many were seen.

Forms have ids that are no numbers, and marketing e-mails come in the order that `sort` names. A cursor is a
number in base 64, as the example of HubSpot's description of campaigns is; one that is damaged is refused.
"""

from __future__ import annotations

import base64
from urllib.parse import urlencode

from revops.emulator.check import whole_number
from revops.emulator.http import ORIGIN, Ask, Json, Refusal


def page(ask: Ask, items: list[Json], usual: int, most: int) -> dict[str, Json]:
    """The page that a request asks for, as `results` and, where more follows, `paging`.

    Args:
        ask: The request; its `after` is what `paging` gave.
        items: All that there is, in order.
        usual: Items of a page when `limit` is not sent.
        most: The highest `limit`.

    Raises:
        Refusal: 400 for a `limit` out of bounds or an `after` that no page gave.
    """
    limit = whole_number(ask.one("limit") or str(usual))
    if limit is None or not 1 <= limit <= most:
        raise Refusal(400, f"limit must be a whole number between 1 and {most}")
    start = _start(ask.one("after"))
    body: dict[str, Json] = {"results": items[start : start + limit]}
    if start + limit < len(items):
        after = _cursor(start + limit)
        query = urlencode({**{key: values[-1] for key, values in ask.query.items()}, "after": after})
        body["paging"] = {"next": {"after": after, "link": f"{ORIGIN}{ask.path}?{query}"}}
    return body


def _cursor(seen: int) -> str:
    return base64.b64encode(f"{seen}\n".encode()).decode()


def _start(after: str) -> int:
    """How many a cursor has seen; none without one."""
    if not after:
        return 0
    try:
        seen = whole_number(base64.b64decode(after, validate=True).decode().removesuffix("\n"))
    except ValueError:
        seen = None
    if seen is None or _cursor(seen) != after:
        raise Refusal(400, "after is not a cursor that a page gave")
    return seen
