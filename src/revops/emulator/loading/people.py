"""Users, teams and sequences as a portal told them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.http import Json
    from revops.emulator.portal import Portal

_TABLES: Final = ("users", "teams", "owners", "sequences")


def forget(portal: Portal) -> None:
    """The invented people go: a portal's are its own, also where nobody showed them."""
    for name in _TABLES:
        portal.table(name).clear()


def _users(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    for user in body["results"]:
        bare = {"secondaryTeamIds": [], "superAdmin": False}
        portal.table("users")[user["id"]] = {**bare, **user}


def _teams(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """The stable list, with who is in each; people whom no other list has told of come with it."""
    users = portal.table("users")
    for team in body["results"]:
        _team(portal, {"id": team["id"], "name": team["name"]})
        for user_id in team.get("userIds", ()):
            users[user_id] = {**_user(portal, user_id), "primaryTeamId": team["id"]}
        for user_id in team.get("secondaryUserIds", ()):
            user = _user(portal, user_id)
            others = [other for other in user["secondaryTeamIds"] if other != team["id"]]
            users[user_id] = {**user, "secondaryTeamIds": [*others, team["id"]]}


def _tree(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """The beta's list, with the team above each."""
    for team in body["results"]:
        _team(portal, {name: team[name] for name in ("id", "name", "parentTeamId") if team.get(name)})


def _team(portal: Portal, team: dict[str, Json]) -> None:
    table = portal.table("teams")
    table[team["id"]] = {**table.get(team["id"], {}), **team}


def _user(portal: Portal, user_id: str) -> dict[str, Json]:
    known: dict[str, Json] = portal.table("users").get(user_id) or _made(user_id)
    return known


def _made(user_id: str, **told: Json) -> dict[str, Json]:
    named = {"email": "", "firstName": "", "lastName": "", **told}
    return {"id": user_id, **named, "roleIds": [], "secondaryTeamIds": [], "superAdmin": False}


def complete(portal: Portal) -> None:
    """Every owner who is a user is one here, too: other surfaces check the ids of users."""
    users = portal.table("users")
    for owner in portal.table("owners").values():
        user_id = str(owner.get("userId") or "")
        if user_id and not users.get(user_id, {}).get("email"):
            told = {name: owner.get(name) or "" for name in ("email", "firstName", "lastName")}
            users[user_id] = {**_made(user_id), **users.get(user_id, {}), **told}


def _sequences(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """The sequences of one user, without their steps, which the list does not tell."""
    portal.table("sequences").update({one["id"]: {**one, "id": one["id"]} for one in body["results"]})


LOADERS = {
    "/settings/users/<version>": _users,
    "/settings/users/<version>/teams": _teams,
    "/settings/teams/<version>": _tree,
    "/automation/sequences/<version>": _sequences,
}
