"""Reading many records: pages of a list, and the members of a segment (dossier G1, J1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from revops.engine.observe import Sender
from revops.kinds.wire import results, segment
from revops.model.call import Answer, Call
from revops.model.exits import ERROR, UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json

PAGE: Final = 100
"""Records of one page, and of one batch (dossier J1)."""
_MOST: Final = 10_000_000
"""Records of an object that are read; a list that goes on beyond has no end."""
_LONGEST: Final = 2_000
"""Characters of a cursor; a longer one is no part of a URL."""

Row = Mapping[str, Json]


def pages(sender: Sender, objects: str, properties: Iterable[str]) -> Iterator[list[Row]]:
    """All records of an object that are not archived, each once, with some of their properties.

    The list and not the search: that one ends at 10,000 records and is seconds behind (dossier J2).

    Args:
        sender: the hub.
        objects: the object type as paths of this portal have it.
        properties: the portal's names.

    Raises:
        Refused: a page was refused (exit code 4), lost or misshapen, or the pages have no end (1).
    """
    query = {"limit": str(PAGE), "properties": ",".join(sorted(properties))}
    known: set[str] = set()
    while True:
        call = Call("records", "GET", f"/{objects}", query)
        rows, after = _page(call, _answered(sender, call))
        fresh = [row for row in rows if row["id"] not in known]
        known.update(row["id"] for row in fresh)
        yield fresh
        if not after:
            return
        if not fresh or len(known) > _MOST:
            raise _misshapen(call, "its pages have no end")
        query = {**query, "after": after}


def members(sender: Sender, list_id: str) -> frozenset[str]:
    """Ids of the records that are members of a segment.

    Raises:
        Refused: HubSpot does not show them, as above.
    """
    path = f"/{segment(list_id)}/memberships"
    call = Call("lists", "GET", path, {"limit": str(PAGE)}, pages=True)
    answer = _answered(sender, call)
    try:
        return frozenset(row["recordId"] for row in results(answer, "recordId"))
    except (LookupError, TypeError) as error:
        raise _misshapen(call, repr(error)) from None


def _answered(sender: Sender, call: Call) -> Answer:
    answer = sender.send(call)
    if not answer.ok:
        raise Refused([sender.explain(answer, call)], UNDECIDED if answer.refused else ERROR)
    return answer


def _page(call: Call, answer: Answer) -> tuple[Sequence[Row], str]:
    """The records of a page, and where the next one begins; empty where none follows."""
    try:
        rows = [{"id": row["id"], "properties": {**row["properties"]}} for row in results(answer, "id")]
        following = (answer.body.get("paging") or {}).get("next") or {}
        after = following.get("after") or ""
    except (AttributeError, LookupError, TypeError) as error:
        raise _misshapen(call, repr(error)) from None
    if not isinstance(after, str | int) or len(str(after)) > _LONGEST:
        raise _misshapen(call, "the place of the next page is no cursor")
    return rows, str(after)


def _misshapen(call: Call, why: str) -> Refused:
    told = f"{call.request}: HubSpot's answer is not of the documented shape: {why}"
    return Refused([Finding("RV410", Severity.ERROR, told, "Report it with `revops doctor --json`.")])
