"""Forward paging of lists that are not in the order of numeric ids: `after` counts what was seen.

Forms have ids that are no numbers, and marketing e-mails come in the order that `sort` names.
"""

from __future__ import annotations

from urllib.parse import urlencode

from revops.emulator.check import whole_number
from revops.emulator.http import Ask, Json, Refusal

_HOST = "https://api.hubapi.com"


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
    limit = _whole_number(ask, "limit", usual)
    start = _whole_number(ask, "after", 0)
    if not 1 <= limit <= most:
        raise Refusal(400, f"limit must be between 1 and {most}")
    body: dict[str, Json] = {"results": items[start : start + limit]}
    if start + limit < len(items):
        after = str(start + limit)
        query = urlencode({**{key: values[-1] for key, values in ask.query.items()}, "after": after})
        body["paging"] = {"next": {"after": after, "link": f"{_HOST}{ask.path}?{query}"}}
    return body


def _whole_number(ask: Ask, name: str, usual: int) -> int:
    sent = ask.one(name)
    number = whole_number(sent) if sent else usual
    if number is None:
        raise Refusal(400, f"{name} must be a whole number")
    return number
