"""Following `paging.next.after`, or `offset` of a list of segments, to an end that may not be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from revops.model.call import Answer, Call
from revops.model.json import MISSING, Json, Missing

MAX_PAGES: Final = 1_000
MAX_ROWS: Final = 200_000
"""Of one list; no portal has as many owners, forms, flows or scores."""

ENDLESS: Final = (
    "the list has no end: its pages point back at each other, "
    f"or there are more than {MAX_PAGES:,} of them, or {MAX_ROWS:,} rows"
)
_LONGEST: Final = 2_000
"""Characters of a cursor; a longer one is no part of a URL."""

MISSHAPEN: Final = "a page of the list is not of the documented shape"


def all_pages(call: Call, send: Callable[[Call], Answer]) -> Answer:
    """One answer with the `results` of all pages.

    A page that is refused, lost or misshapen makes the whole answer not ok: a cut list proves no absence.
    """
    results: list[Json] = []
    seen: set[str] = set()
    while len(seen) < MAX_PAGES and len(results) <= MAX_ROWS:
        answer = send(call)
        if not answer.ok:
            return answer
        page = _results(answer.body)
        if page is None:
            return Answer(answer.status, None, answer.headers, MISSHAPEN)
        results.extend(page)
        after = _after(answer.body)
        if after is MISSING:
            return Answer(answer.status, None, answer.headers, MISSHAPEN)
        if after is None:
            return replace(answer, body={"results": results})
        if after in seen:
            break
        seen.add(after)
        call = _next(call, after)
    return Answer(answer.status, None, answer.headers, ENDLESS)


def _next(call: Call, after: str) -> Call:
    """The call for the page that follows: a POST has the place in its body."""
    if call.method == "POST" and after.isdecimal():
        return replace(call, body={**call.body, "offset": int(after)})
    return replace(call, query={**call.query, "after": after})


def _results(body: Json) -> list[Json] | None:
    results = body.get("results", body.get("lists")) if isinstance(body, dict) else None
    return results if isinstance(results, list) else None


def _after(body: Json) -> str | Missing | None:
    """The cursor of the next page; an empty one ends the list as none does, MISSING where it is misshapen."""
    if "lists" in body:
        return _offset(body)
    paging = body.get("paging")
    following = paging.get("next") if isinstance(paging, dict) else paging
    if following is None:
        return None
    after = following.get("after", MISSING) if isinstance(following, dict) else MISSING
    if after in (None, ""):
        return None
    is_cursor = isinstance(after, str | int) and not isinstance(after, bool) and len(str(after)) <= _LONGEST
    return str(after) if is_cursor else MISSING


def _offset(body: Json) -> str | Missing | None:
    """Where the next page of a search for segments begins (dossier G1)."""
    more, offset = body.get("hasMore"), body.get("offset")
    if more is False:
        return None
    return str(offset) if more is True and type(offset) is int and offset > 0 else MISSING
