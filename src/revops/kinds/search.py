"""Searches for records by their values: in the order of their ids, or for their number alone (dossier J2)."""

from __future__ import annotations

from collections.abc import Sequence

from revops.model.call import Answer, Call
from revops.model.json import Json


def search(objects: str, filters: Sequence[Json], *, limit: int, rehearsal: Json) -> Call:
    """A search for records in the order of their ids; for all of them where nothing is filtered."""
    body = {
        "filterGroups": [{"filters": list(filters)}] if filters else [],
        "sorts": [{"propertyName": "hs_object_id", "direction": "ASCENDING"}],
        "properties": ["hs_object_id"],
        "limit": limit,
        "after": "0",
    }
    return Call("search", "POST", f"/{objects}/search", body=body, rehearsal=rehearsal)


def how_many(objects: str, filters: Sequence[Json]) -> Call:
    """The question how many records that are; `total` of the answer says it."""
    return search(objects, filters, limit=1, rehearsal={"total": 0, "results": []})


def total(answer: Answer) -> int | None:
    """How many records a search found; None where it was not answered.

    Raises:
        TypeError: the answer has no count.
    """
    if not answer.ok:
        return None
    found = answer.body["total"]
    if not isinstance(found, int) or isinstance(found, bool):
        raise TypeError("`total` is no number")
    return found
