"""Folders of segments: one tree under the root, whose id is `0` (dossier G1, HubSpot's guide to segments).

That names may repeat inside a folder and that the root has no name are unverified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import body_of, filled, whole_number
from revops.emulator.http import Ask, Json, Refusal, Reply
from revops.emulator.surfaces.list_table import ROOT, change, every, existing, reads, writes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.portal import Portal, Table

Folder = dict[str, Json]


def folders(portal: Portal) -> Table:
    return portal.table("list_folders")


def folder_name(portal: Portal, folder_id: str) -> str | None:
    """The name of a folder, None for the root's."""
    name: str | None = folders(portal).get(folder_id, {}).get("name")
    return name


def existing_folder(portal: Portal, folder_id: str) -> Folder:
    """A folder, the root too, or 404."""
    if folder_id == ROOT:
        return {"id": ROOT, "parentFolderId": ROOT}
    found: Folder | None = folders(portal).get(folder_id)
    if found is None:
        raise Refusal(404, f"There is no list folder with id {folder_id}", "OBJECT_NOT_FOUND")
    return found


def touch(portal: Portal, *folder_ids: str) -> None:
    """Note that the contents of folders have changed."""
    for folder_id in folder_ids:
        if folder_id in folders(portal):
            folders(portal)[folder_id] = {**folders(portal)[folder_id], "updatedContentsAt": portal.now()}


def _shown(portal: Portal, folder: Folder) -> Folder:
    """A folder with all that is below it."""
    inside = [body for body in folders(portal).values() if body["parentFolderId"] == folder["id"]]
    held = [int(body["listId"]) for body in every(portal).values() if body["folderId"] == folder["id"]]
    return {**folder, "childNodes": [_shown(portal, body) for body in inside], "childLists": held}


def _answer(ask: Ask, folder: Folder) -> Reply:
    return Reply(200, {"folder": _shown(ask.portal, folder)})


def _fetch(ask: Ask) -> Reply:
    return _answer(ask, existing_folder(ask.portal, ask.one("folderId", ROOT)))


def _create(ask: Ask) -> Reply:
    sent = body_of(ask, {"name": filled}, {"parentFolderId": filled})
    parent = existing_folder(ask.portal, sent.get("parentFolderId", ROOT))["id"]
    now, folder_id = ask.portal.now(), ask.portal.new_id()
    made: Folder = {
        "id": folder_id,
        "name": sent["name"],
        "parentFolderId": parent,
        "createdAt": now,
        "updatedAt": now,
        "updatedContentsAt": now,
        "userId": whole_number(ask.portal.user_id) or 0,
    }
    folders(ask.portal)[folder_id] = made
    touch(ask.portal, parent)
    return _answer(ask, made)


def _changeable(ask: Ask) -> Folder:
    if ask.args["folder_id"] == ROOT:
        raise Refusal(400, "The root folder cannot be changed")
    return existing_folder(ask.portal, ask.args["folder_id"])


def _change(ask: Ask, folder: Folder, **changes: str) -> Reply:
    changed = {**folder, **changes, "updatedAt": ask.portal.now()}
    folders(ask.portal)[folder["id"]] = changed
    return _answer(ask, changed)


def _rename(ask: Ask) -> Reply:
    folder, name = _changeable(ask), ask.one("newFolderName").strip()
    if not name:
        raise Refusal(400, "newFolderName must not be blank")
    return _change(ask, folder, name=name)


def _move(ask: Ask) -> Reply:
    folder = _changeable(ask)
    parent = existing_folder(ask.portal, ask.args["parent_id"])
    if folder["id"] in _way_up(ask.portal, parent):
        raise Refusal(400, "A folder cannot be moved into itself")
    touch(ask.portal, folder["parentFolderId"], parent["id"])
    return _change(ask, folder, parentFolderId=parent["id"])


def _way_up(portal: Portal, folder: Folder) -> Iterator[str]:
    """The ids of a folder and of all that it is in."""
    while folder["id"] != ROOT:
        yield folder["id"]
        folder = existing_folder(portal, folder["parentFolderId"])


def _delete(ask: Ask) -> Reply:
    """Only an empty one goes [KNOW]."""
    folder = _changeable(ask)
    whole = _shown(ask.portal, folder)
    if whole["childNodes"] or whole["childLists"]:
        raise Refusal(400, f"Folder {folder['id']} is not empty")
    del folders(ask.portal)[folder["id"]]
    touch(ask.portal, folder["parentFolderId"])
    return Reply(204)


def _move_list(ask: Ask) -> Reply:
    sent = body_of(ask, {"listId": filled, "newFolderId": filled})
    body = existing(ask.portal, sent["listId"])
    folder_id = existing_folder(ask.portal, sent["newFolderId"])["id"]
    touch(ask.portal, body["folderId"], folder_id)
    change(ask.portal, body, folderId=folder_id)
    return Reply(204)


ROUTES = (
    *reads([("GET", "/folders", _fetch)]),
    *writes(
        [
            ("POST", "/folders", _create),
            ("PUT", "/folders/move-list", _move_list),
            ("DELETE", "/folders/<folder_id>", _delete),
            ("PUT", "/folders/<folder_id>/rename", _rename),
            ("PUT", "/folders/<folder_id>/move/<parent_id>", _move),
        ]
    ),
)
