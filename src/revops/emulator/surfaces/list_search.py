"""Segments by what is known of them: `/search`, and `/all` in the order of ids (dossier G1, O7).

`/all` stands in HubSpot's guide for 2026-09, and in its API description for the beta only: both are served.
No source tells what `sort` takes, so it is refused. A search promises no order: the newest come first.
"""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import TYPE_CHECKING, Final

from revops.emulator.check import Checker, body_of, list_of, one_of, text
from revops.emulator.filters.times import within
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.list_folders import folder_name
from revops.emulator.surfaces.list_members import Members
from revops.emulator.surfaces.list_table import PROCESSING_TYPES, READ, every, header, reads
from revops.emulator.surfaces.list_uses import uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from revops.emulator.surfaces.list_table import Segment

_USUAL, _MOST = 20, 500
_COMMON: Final[dict[str, Checker]] = {
    "objectTypeId": text,
    "count": within(1, _MOST),
    "additionalProperties": list_of(text),
}
_SEARCH: Final = {
    **_COMMON,
    "processingTypes": list_of(one_of(*PROCESSING_TYPES)),
    "query": text,
    "listIds": list_of(text),
    "offset": within(0, 2**31 - 1),
}
_ALL: Final = {**_COMMON, "processingTypes": list_of(text), "after": text}


def _search(ask: Ask) -> Reply:
    sent = body_of(ask, {}, _SEARCH)
    words, listed = sent.get("query", "").lower(), sent.get("listIds")
    found = [
        body
        for body in _of_kind(ask, sent)
        if words in body["name"].lower() and (not listed or body["listId"] in listed)
    ]
    found.sort(key=lambda body: int(body["listId"]), reverse=True)
    first, count = sent.get("offset", 0), sent.get("count", _USUAL)
    page = found[first : first + count]
    more = first + len(page) < len(found)
    shown = _shown(ask, page, sent)
    return Reply(200, {"lists": shown, "total": len(found), "offset": first + len(page), "hasMore": more})


def _all(ask: Ask) -> Reply:
    sent = body_of(ask, {}, _ALL)
    if unknown := set(sent.get("processingTypes", [])).difference(PROCESSING_TYPES):
        told = f"unknown processing types: {', '.join(sorted(unknown))}"
        raise Refusal(400, told, sub_category="INVALID_PROCESSING_TYPE")
    after, count = _place(sent), sent.get("count", _USUAL)
    left = [body for body in _of_kind(ask, sent) if int(body["listId"]) > after]
    page = sorted(left, key=lambda body: int(body["listId"]))[:count]
    answer: dict[str, Json] = {"results": _shown(ask, page, sent)}
    if len(left) > count:
        answer["paging"] = {"next": {"after": _cursor(sent, page[-1]["listId"])}}
    return Reply(200, answer)


def _of_kind(ask: Ask, sent: dict[str, Json]) -> Iterator[Segment]:
    """What the index holds, which is behind the segments by the portal's lag."""
    type_id, processing = sent.get("objectTypeId"), sent.get("processingTypes")
    for body in every(ask.portal, ask.portal.traits.index_lag_ms).values():
        if type_id in (None, body["objectTypeId"]) and (
            not processing or body["processingType"] in processing
        ):
            yield body


def _cursor(sent: dict[str, Json], list_id: str) -> str:
    """Where a page ended and what was asked for, as HubSpot's cursors have it."""
    kept = {name: sent[name] for name in ("objectTypeId", "processingTypes") if name in sent}
    return base64.b64encode(json.dumps({"listId": list_id, **kept}).encode()).decode()


def _place(sent: dict[str, Json]) -> int:
    """The id after which a page begins; a cursor of other filters is none."""
    if "after" not in sent:
        return -1
    try:
        list_id = json.loads(base64.b64decode(sent["after"], validate=True))["listId"]
        if _cursor(sent, list_id) == sent["after"]:
            return int(list_id)
    except (ValueError, KeyError, TypeError):
        pass
    raise Refusal(400, "after is no cursor of this request", sub_category="INVALID_CURSOR")


def _shown(ask: Ask, page: Iterable[Segment], sent: dict[str, Json]) -> list[Segment]:
    """Segments without their filters, permissions and settings, and with additional properties as text."""
    members, users = Members(ask.portal), uses(ask.portal)
    asked = sent.get("additionalProperties", [])
    return [
        {
            **header(body),
            "additionalProperties": {
                **{
                    name: body["customProperties"][name] for name in asked if name in body["customProperties"]
                },
                "hs_list_size": str(len(members.of(body))),
                "hs_list_reference_count": str(len(users.get(body["listId"], []))),
                **_further(ask, body, members),
            },
        }
        for body in page
    ]


def _further(ask: Ask, body: Segment, members: Members) -> dict[str, str]:
    """What is said only where there is something to say; moments are milliseconds since 1970."""
    found = {}
    if folder := folder_name(ask.portal, body["folderId"]):
        found["hs_folder_name"] = folder
    joined = [times["lastAddedTimestamp"] for times in members.of(body).values()]
    moments = {"added": max(joined, default=None), "removed": body.get("lastRemovedAt")}
    for word, moment in moments.items():
        if moment:
            found[f"hs_last_record_{word}_at"] = str(int(datetime.fromisoformat(moment).timestamp() * 1000))
    return found


ROUTES = (
    *reads([("POST", "/search", _search)]),
    Route("POST", "/crm/lists/{version}/all", _all, ("2026-09",), READ),
    Route("POST", "/crm/lists/{version}/all", _all, ("2026-09-beta",), READ, beta=True),
)
