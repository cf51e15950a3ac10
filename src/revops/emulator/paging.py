"""Forward paging of lists in the order of numeric ids: `after` is the last id that the page before showed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from revops.emulator.check import whole_number
from revops.emulator.http import ORIGIN, Ask, Json, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable


def page(
    ask: Ask, items: Iterable[Json], *, most: int, default: int = 100, key: str = "id"
) -> dict[str, Json]:
    """The page that a request asks for, as `results` and, where more follows, `paging`.

    Args:
        ask: The request with its `limit` and `after`.
        items: All that there is.
        most: The highest `limit`.
        default: Items of a page when `limit` is not sent.
        key: The field that holds the numeric id.

    Raises:
        Refusal: 400 for a `limit` out of bounds or an `after` that is no id.
    """
    limit, after = number_of(ask, "limit", default), number_of(ask, "after", -1)
    if not 1 <= limit <= most:
        raise Refusal(400, f"limit must be between 1 and {most}")
    left = sorted((item for item in items if int(item[key]) > after), key=lambda item: int(item[key]))
    body: dict[str, Json] = {"results": left[:limit]}
    if len(left) > limit:
        body["paging"] = {"next": _next(ask, str(left[limit - 1][key]))}
    return body


def _next(ask: Ask, after: str) -> dict[str, str]:
    query = urlencode({**{name: values[-1] for name, values in ask.query.items()}, "after": after})
    return {"after": after, "link": f"{ORIGIN}{ask.path}?{query}"}


def number_of(ask: Ask, name: str, default: int) -> int:
    """A number of the query.

    Raises:
        Refusal: 400 for what is none.
    """
    sent = ask.one(name)
    number = whole_number(sent) if sent else default
    if number is None:
        raise Refusal(400, f"{name} must be a whole number")
    return number
