"""Members of segments: to read of any, to write of MANUAL and SNAPSHOT ones (dossier G1).

Records of which the portal knows nothing are told apart in the answer and change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from revops.emulator.check import body_of, check, list_of, object_of, text
from revops.emulator.http import ORIGIN, Ask, Json, Refusal, Reply
from revops.emulator.object_types import resolve
from revops.emulator.paging import number_of
from revops.emulator.surfaces.list_members import Members, put_in, rows, take_out
from revops.emulator.surfaces.list_table import DYNAMIC, every, existing, reads, writes
from revops.emulator.surfaces.record_table import existing as existing_record

if TYPE_CHECKING:
    from revops.emulator.surfaces.list_table import Segment

_USUAL, _MOST, _AT_ONCE = 100, 250, 100_000
_IDS = list_of(text, maximum=_AT_ONCE)


def _by_id(ask: Ask) -> Reply:
    return _page(ask, list(_members(ask).items()))


def _by_joining(ask: Ask) -> Reply:
    joined = sorted(_members(ask).items(), key=lambda member: member[1]["lastAddedTimestamp"])
    return _page(ask, joined)


def _members(ask: Ask) -> dict[str, dict[str, str]]:
    return Members(ask.portal).of(existing(ask.portal, ask.args["list_id"]))


def _page(ask: Ask, members: list[tuple[str, dict[str, str]]]) -> Reply:
    """A page of members; `after` and `before` count what is in front of it."""
    limit = number_of(ask, "limit", _USUAL)
    if not 1 <= limit <= _MOST:
        raise Refusal(400, f"limit must be between 1 and {_MOST}")
    first = number_of(ask, "after", 0)
    if ask.one("before"):
        end = number_of(ask, "before", 0)
        first, limit = max(end - limit, 0), min(end, limit)
    shown = [
        {"recordId": key, "membershipTimestamp": times["lastAddedTimestamp"]}
        for key, times in members[first : first + limit]
    ]
    body: dict[str, Json] = {"total": len(members), "results": shown}
    if paging := _paging(ask, first, first + limit, len(members)):
        body["paging"] = paging
    return Reply(200, body)


def _paging(ask: Ask, first: int, end: int, total: int) -> dict[str, Json]:
    paging: dict[str, Json] = {}
    if end < total:
        paging["next"] = {"after": str(end), "link": _link(ask, "after", end)}
    if 0 < first <= total:
        paging["prev"] = {"before": str(first), "link": _link(ask, "before", first)}
    return paging


def _link(ask: Ask, name: str, place: int) -> str:
    limit = {"limit": ask.one("limit")} if ask.one("limit") else {}
    return f"{ORIGIN}{ask.path}?{urlencode({**limit, name: place})}"


def _writable(ask: Ask) -> Segment:
    body = existing(ask.portal, ask.args["list_id"])
    if body["processingType"] == DYNAMIC:
        raise Refusal(400, f"Memberships of DYNAMIC list {body['listId']} follow from its filters")
    return body


def _add(ask: Ask) -> Reply:
    body = _writable(ask)
    check(ask.body, _IDS)
    return _changed(ask, body, ask.body, [])


def _remove(ask: Ask) -> Reply:
    body = _writable(ask)
    check(ask.body, _IDS)
    return _changed(ask, body, [], ask.body)


def _add_and_remove(ask: Ask) -> Reply:
    body = _writable(ask)
    sent = body_of(ask, {"recordIdsToAdd": _IDS, "recordIdsToRemove": _IDS})
    return _changed(ask, body, sent["recordIdsToAdd"], sent["recordIdsToRemove"])


def _changed(ask: Ask, body: Segment, adding: list[str], removing: list[str]) -> Reply:
    """What happened to each record; one that is in already, or out already, is in no part (unverified)."""
    there = Members(ask.portal).known(body["objectTypeId"])
    held = rows(ask.portal, body["listId"])
    added = [key for key in dict.fromkeys(adding) if key in there and key not in held]
    put_in(ask.portal, body, added)
    removed = [key for key in dict.fromkeys(removing) if key in held or key in added]
    take_out(ask.portal, body, removed)
    absent = [key for key in dict.fromkeys([*adding, *removing]) if key not in there]
    # The first name is HubSpot's spelling.
    answer = {"recordsIdsAdded": added, "recordIdsRemoved": removed, "recordIdsMissing": absent}
    return Reply(200, answer)


def _remove_all(ask: Ask) -> Reply:
    body = _writable(ask)
    take_out(ask.portal, body, rows(ask.portal, body["listId"]))
    return Reply(204)


def _add_from(ask: Ask) -> Reply:
    """Everybody from another segment, of whatever type; their records must be of one kind."""
    body, source = _writable(ask), existing(ask.portal, ask.args["source_id"])
    if source["objectTypeId"] != body["objectTypeId"]:
        raise Refusal(400, f"Lists {source['listId']} and {body['listId']} are of different object types")
    found, held = Members(ask.portal).of(source), rows(ask.portal, body["listId"])
    if len(found) > _AT_ONCE:
        raise Refusal(400, f"At most {_AT_ONCE} records can be added at once")
    put_in(ask.portal, body, (key for key in found if key not in held))
    return Reply(204)


def _of_record(ask: Ask) -> Reply:
    found = _memberships(ask, Members(ask.portal), ask.args["object_type"], ask.args["record_id"])
    return Reply(200, {"total": len(found), "results": found})


def _memberships(ask: Ask, members: Members, type_id: str, record_id: str) -> list[Json]:
    """The segments that a record is in; 404 for a record that is not there (unverified)."""
    kind = resolve(ask.portal, type_id)
    existing_record(ask.portal, kind, record_id)
    mine = [body for body in every(ask.portal).values() if body["objectTypeId"] == kind.id]
    return [
        {
            "listId": body["listId"],
            "listVersion": body["listVersion"],
            "isPublicList": True,
            **members.of(body)[record_id],
        }
        for body in mine
        if record_id in members.of(body)
    ]


def _of_records(ask: Ask) -> Reply:
    sent = body_of(ask, {"inputs": list_of(object_of({"objectTypeId": text, "recordId": text}))})
    members, started = Members(ask.portal), ask.portal.now()
    results: list[Json] = []
    errors: list[Json] = []
    for one in sent["inputs"]:
        try:
            found = _memberships(ask, members, one["objectTypeId"], one["recordId"])
            results.append({**one, "recordListMemberships": found})
        except Refusal as refusal:
            errors.append(_standard(refusal, one["recordId"]))
    body = {"status": "COMPLETE", "startedAt": started, "completedAt": ask.portal.now(), "results": results}
    return Reply(207, {**body, "numErrors": len(errors), "errors": errors}) if errors else Reply(200, body)


def _standard(refusal: Refusal, record_id: str) -> Json:
    """An error inside a batch (dossier L2); its context names the record."""
    kept = {key: value for key, value in refusal.body.items() if key != "correlationId"}
    return {"errors": [], "links": {}, **kept, "context": {"ids": [record_id]}}


_PATH: Final = "/<list_id>/memberships"
ROUTES = (
    *reads(
        [
            ("GET", _PATH, _by_id),
            ("GET", f"{_PATH}/join-order", _by_joining),
            ("GET", "/records/<object_type>/<record_id>/memberships", _of_record),
            ("POST", "/records/memberships/batch/read", _of_records),
        ]
    ),
    *writes(
        [
            ("PUT", f"{_PATH}/add", _add),
            ("PUT", f"{_PATH}/remove", _remove),
            ("PUT", f"{_PATH}/add-and-remove", _add_and_remove),
            ("PUT", f"{_PATH}/add-from/<source_id>", _add_from),
            ("DELETE", _PATH, _remove_all),
        ]
    ),
)
