"""The people of a portal: users and permission sets, read only (dossier I)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.catalogue.people import ADMIN, PEOPLE, ROLES
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.paging import page

if TYPE_CHECKING:
    from revops.emulator.portal import Portal


def defaults(portal: Portal) -> None:
    """One user per role of a RevOps team, and the two permission sets they have."""
    users = portal.table("users")
    for person in PEOPLE:
        users[person.user_id] = {
            "id": person.user_id,
            "email": person.email,
            "firstName": person.first,
            "lastName": person.last,
            "roleId": person.role,
            "roleIds": [person.role],
            "primaryTeamId": person.team,
            "secondaryTeamIds": [],
            "superAdmin": person.role == ADMIN,
        }
    roles = portal.table("roles")
    for role_id, name, billing in ROLES:
        roles[role_id] = {"id": role_id, "name": name, "requiresBillingWrite": billing}


def _list(ask: Ask) -> Reply:
    return Reply(200, page(ask, ask.portal.table("users").values(), most=100))


def _read(ask: Ask) -> Reply:
    key, by = ask.args["user"], ask.one("idProperty", "USER_ID")
    field = {"USER_ID": "id", "EMAIL": "email"}.get(by)
    if field is None:
        raise Refusal(400, "idProperty must be one of: EMAIL, USER_ID")
    users: list[dict[str, Json]] = list(ask.portal.table("users").values())
    for user in users:
        if user[field].lower() == key.lower():
            return Reply(200, user)
    raise Refusal(404, f"User {key} does not exist", "OBJECT_NOT_FOUND")


def _roles(ask: Ask) -> Reply:
    return Reply(200, {"results": list(ask.portal.table("roles").values())})


_SCOPES = ("settings.users.read", "crm.objects.users.read")
ROUTES = tuple(
    route
    for base, versions in (("/settings/users/{version}", ("2026-03",)), ("/settings/v3/users", ("v3",)))
    for route in (
        Route("GET", base, _list, versions, _SCOPES),
        Route("GET", f"{base}/roles", _roles, versions, _SCOPES),
        Route("GET", f"{base}/<user>", _read, versions, _SCOPES),
    )
)
