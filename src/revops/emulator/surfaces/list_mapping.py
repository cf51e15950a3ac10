"""From the ids of the v1 lists API, which is gone, to those of today (dossier G1).

A new portal has no list that ever had such an id; the table `legacy_lists` (old id: `{"listId": …}`) is for
portals that are to look older.
"""

from __future__ import annotations

from revops.emulator.check import check, filled, list_of
from revops.emulator.http import Ask, Refusal, Reply
from revops.emulator.surfaces.list_table import missing, reads


def _one(ask: Ask) -> Reply:
    legacy_id = ask.one("legacyListId")
    if not legacy_id:
        raise Refusal(400, "legacyListId must be given")
    found = ask.portal.table("legacy_lists").get(legacy_id)
    if found is None:
        raise missing(f"legacy id {legacy_id}")
    return Reply(200, {"legacyListId": legacy_id, "listId": found["listId"]})


def _several(ask: Ask) -> Reply:
    check(ask.body, list_of(filled))
    table = ask.portal.table("legacy_lists")
    found = {legacy_id: table.get(legacy_id) for legacy_id in dict.fromkeys(ask.body)}
    pairs = [{"legacyListId": key, "listId": row["listId"]} for key, row in found.items() if row]
    absent = [key for key, row in found.items() if not row]
    return Reply(200, {"legacyListIdsToIdsMapping": pairs, "missingLegacyListIds": absent})


ROUTES = reads([("GET", "/idmapping", _one), ("POST", "/idmapping", _several)])
