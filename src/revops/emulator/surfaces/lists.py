"""The surface of segments, which HubSpot's API calls lists (dossier G1, O7).

Variants: `rewrites-filters` (P7), `list-in-use-refused`, `deleted-lists-readable`, and
`unscheduled-conversion-200`. Members, folders, conversions and searches have modules of their own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from revops.emulator.check import body_of
from revops.emulator.filters import tree
from revops.emulator.http import Ask, Json, Refusal, Reply
from revops.emulator.references import Subject
from revops.emulator.surfaces import (
    list_conversions,
    list_folders,
    list_mapping,
    list_memberships,
    list_search,
)
from revops.emulator.surfaces.list_body import check_references, check_room, checked, has_newest
from revops.emulator.surfaces.list_folders import existing_folder, touch
from revops.emulator.surfaces.list_members import Members, put_in
from revops.emulator.surfaces.list_table import (
    DYNAMIC,
    ROOT,
    SNAPSHOT,
    Segment,
    change,
    deleted,
    every,
    existing,
    lists,
    missing,
    reads,
    refuse_taken,
    shown,
    writes,
)
from revops.emulator.surfaces.list_uses import refuse_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from revops.emulator.portal import Portal

READABLE: Final = "deleted-lists-readable"
"""Variant: a deleted segment answers to its id, with `deletedAt`; else it is a 404. No source says which."""
_RESTORABLE: Final = timedelta(days=90)


def _create(ask: Ask) -> Reply:
    """200, not 201, and without the filters (O7)."""
    sent = checked(ask)
    refuse_taken(ask.portal, sent["name"])
    check_room(ask.portal, sent["processingType"])
    folder_id = existing_folder(ask.portal, str(sent.get("listFolderId", ROOT)))["id"]
    body = _new(ask.portal, sent, folder_id)
    lists(ask.portal)[body["listId"]] = body
    touch(ask.portal, folder_id)
    if body["processingType"] == SNAPSHOT:
        put_in(ask.portal, body, Members(ask.portal).matching(body))
    return Reply(200, {"list": shown(ask.portal, body, filters=False)})


def _new(portal: Portal, sent: dict[str, Json], folder_id: str) -> Segment:
    now, filters = portal.now(), {name: sent[name] for name in ("filterBranch",) if name in sent}
    return {
        "listId": portal.new_id(),
        "listVersion": 1,
        "createdAt": now,
        "updatedAt": now,
        "filtersUpdatedAt": now,
        "processingStatus": "COMPLETE",
        "createdById": portal.user_id,
        "updatedById": portal.user_id,
        "processingType": sent["processingType"],
        "objectTypeId": sent["objectTypeId"],
        "name": sent["name"],
        "listPermissions": sent.get("listPermissions", _OPEN),
        "membershipSettings": {**_UNSET, **sent.get("membershipSettings", {})},
        "customProperties": sent.get("customProperties", {}),
        "folderId": folder_id,
        **filters,
    }


_OPEN: Final[dict[str, list[int]]] = {"teamsWithEditAccess": [], "usersWithEditAccess": []}
_UNSET: Final = {"membershipTeamId": None, "includeUnassigned": None}


def _found(ask: Ask, list_id: str) -> Segment:
    if list_id in deleted(ask.portal) and ask.portal.has(READABLE):
        binned: Segment = deleted(ask.portal)[list_id]
        return binned
    return existing(ask.portal, list_id)


def _sized(ask: Ask, bodies: Iterable[Segment]) -> list[Segment]:
    """Segments with their sizes, and with their filters where the request asks for them."""
    filters, members = ask.flag("includeFilters"), Members(ask.portal)
    return [{**shown(ask.portal, body, filters=filters), "size": len(members.of(body))} for body in bodies]


def _alone(ask: Ask, body: Segment) -> Reply:
    return Reply(200, {"list": _sized(ask, [body])[0]})


def _read(ask: Ask) -> Reply:
    return _alone(ask, _found(ask, ask.args["list_id"]))


def _read_several(ask: Ask) -> Reply:
    """Those of the ids that name a segment; that others are passed over is unverified."""
    there = {**(deleted(ask.portal) if ask.portal.has(READABLE) else {}), **every(ask.portal)}
    asked = dict.fromkeys(ask.query.get("listIds", []))
    return Reply(200, {"lists": _sized(ask, (there[key] for key in asked if key in there))})


def _read_named(ask: Ask) -> Reply:
    type_id, name = ask.args["object_type"], ask.args["list_name"]
    for body in every(ask.portal).values():
        if (body["objectTypeId"], body["name"]) == (type_id, name):
            return _alone(ask, body)
    raise missing(f"name '{name}' of object type {type_id}")


def _rename(ask: Ask) -> Reply:
    body, name = existing(ask.portal, ask.args["list_id"]), ask.one("listName").strip()
    filters = ask.flag("includeFilters")
    if not name:
        raise Refusal(400, "listName must not be blank")
    refuse_taken(ask.portal, name, body["listId"])
    return _updated(ask, change(ask.portal, body, name=name), filters=filters)


def _update_filters(ask: Ask) -> Reply:
    """The whole tree of a dynamic segment, which is a new version of it (O7).

    Whether records that come in by this are enrolled in workflows changes nothing: none runs here.
    """
    ask.flag("enrollObjectsInWorkflows")
    body = existing(ask.portal, ask.args["list_id"])
    subject = Subject(ask.portal, body["objectTypeId"])
    sent = body_of(ask, {"filterBranch": tree(subject, segments=has_newest(ask))})["filterBranch"]
    if body["processingType"] != DYNAMIC:
        raise Refusal(400, f"Filters of {body['processingType']} list {body['listId']} cannot be updated")
    check_references(ask.portal, sent, body["objectTypeId"], body["listId"])
    version = {"listVersion": body["listVersion"] + 1, "filtersUpdatedAt": ask.portal.now()}
    return _updated(ask, change(ask.portal, body, filterBranch=sent, **version), filters=False)


def _updated(ask: Ask, body: Segment, *, filters: bool) -> Reply:
    return Reply(200, {"updatedList": shown(ask.portal, body, filters=filters)})


def _delete(ask: Ask) -> Reply:
    body = existing(ask.portal, ask.args["list_id"])
    refuse_in_use(ask.portal, body["listId"])
    deleted(ask.portal)[body["listId"]] = {**body, "deletedAt": ask.portal.now()}
    del lists(ask.portal)[body["listId"]]
    return Reply(204)


def _restore(ask: Ask) -> Reply:
    """Within 90 days; 404 after them, and for what is not deleted, is unverified."""
    body = dict(deleted(ask.portal).get(ask.args["list_id"], {}))
    if not body or _age(ask.portal, body.pop("deletedAt")) > _RESTORABLE:
        raise missing(f"id {ask.args['list_id']} that can be restored")
    refuse_taken(ask.portal, body["name"])
    check_room(ask.portal, body["processingType"])
    del deleted(ask.portal)[body["listId"]]
    there = list_folders.folders(ask.portal)
    lists(ask.portal)[body["listId"]] = {
        **body,
        "folderId": body["folderId"] if body["folderId"] in there else ROOT,
    }
    return Reply(204)


def _age(portal: Portal, moment: str) -> timedelta:
    return datetime.fromisoformat(portal.now()) - datetime.fromisoformat(moment)


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """Take in segments that were read with their filters, in place of what is there.

    Raises:
        Refusal: 400 for a dynamic one without.
    """
    kept = {one["listId"]: {**_UNRECORDED, **one} for one in body["lists"]}
    for one in kept.values():
        if one["processingType"] == DYNAMIC and "filterBranch" not in one:
            raise Refusal(400, f"list {one['listId']} was recorded without its filters")
    lists(portal).clear()
    lists(portal).update(kept)


_UNRECORDED: Final[Segment] = {
    "listPermissions": _OPEN,
    "membershipSettings": _UNSET,
    "customProperties": {},
    "folderId": ROOT,
}
LOADERS = {"/crm/lists/<version>": _load, "/crm/v3/lists": _load}
ROUTES = (
    *reads(
        [
            ("GET", "", _read_several),
            ("GET", "/<list_id>", _read),
            ("GET", "/object-type-id/<object_type>/name/<path:list_name>", _read_named),
        ]
    ),
    *writes(
        [
            ("POST", "", _create),
            ("DELETE", "/<list_id>", _delete),
            ("PUT", "/<list_id>/restore", _restore),
            ("PUT", "/<list_id>/update-list-name", _rename),
            ("PUT", "/<list_id>/update-list-filters", _update_filters),
        ]
    ),
    *list_search.ROUTES,
    *list_folders.ROUTES,
    *list_memberships.ROUTES,
    *list_conversions.ROUTES,
    *list_mapping.ROUTES,
)
