"""The owners of a portal: its users, as records see them (dossier I)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.catalogue.people import PEOPLE, TEAMS
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.paging import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal

_EPOCH = "1970-01-01T00:00:00Z"


def defaults(portal: Portal) -> None:
    """One owner per user; an owner's id is not the user's."""
    names, table = dict(TEAMS), portal.table("owners")
    for person in PEOPLE:
        table[person.owner_id] = {
            "id": person.owner_id,
            "email": person.email,
            "type": "PERSON",
            "firstName": person.first,
            "lastName": person.last,
            "userId": int(person.user_id),
            "userIdIncludingInactive": int(person.user_id),
            "createdAt": _EPOCH,
            "updatedAt": _EPOCH,
            "archived": False,
            "teams": [{"id": person.team, "name": names[person.team], "primary": True}],
        }


def _list(ask: Ask) -> Reply:
    archived, email = ask.flag("archived"), ask.one("email").lower()
    found = [
        owner
        for owner in ask.portal.table("owners").values()
        if owner["archived"] == archived and email in ("", owner["email"].lower())
    ]
    return Reply(200, page(ask, found, most=500))


def _read(ask: Ask) -> Reply:
    by, key, archived = ask.one("idProperty", "id"), ask.args["owner"], ask.flag("archived")
    if by not in ("id", "userId"):
        raise Refusal(400, "idProperty must be one of: id, userId")
    owners: list[dict[str, Json]] = list(ask.portal.table("owners").values())
    for owner in owners:
        if str(owner.get(by)) == key and owner["archived"] == archived:
            return Reply(200, owner)
    raise Refusal(404, f"Owner {key} does not exist", "OBJECT_NOT_FOUND")


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    table = portal.table("owners")
    table.clear()
    table.update({owner["id"]: owner for owner in body["results"]})


LOADERS = {"/crm/owners/<version>": _load, "/crm/v3/owners": _load}
_SCOPES = ("crm.objects.owners.read",)
ROUTES = tuple(
    route
    for base, versions in (("/crm/owners/{version}", ("2026-09", "2026-03")), ("/crm/v3/owners", ("v3",)))
    for route in (
        Route("GET", base, _list, versions, _SCOPES),
        Route("GET", f"{base}/<owner>", _read, versions, _SCOPES),
    )
)
