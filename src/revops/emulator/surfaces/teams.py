"""The teams of a portal, read only: the stable list, and the beta's teams and members (dossier I)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.catalogue.people import TEAMS
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.paging import page

if TYPE_CHECKING:
    from revops.emulator.portal import Portal


def defaults(portal: Portal) -> None:
    """Marketing, sales and customer success."""
    table = portal.table("teams")
    for team_id, name in TEAMS:
        table[team_id] = {"id": team_id, "name": name}


def _members(portal: Portal, team_id: str) -> tuple[list[str], list[str]]:
    """User ids of those whose first team it is, and of those who are in it besides."""
    users = portal.table("users").values()
    first = [user["id"] for user in users if user["primaryTeamId"] == team_id]
    others = [user["id"] for user in users if team_id in user["secondaryTeamIds"]]
    return first, others


def _list(ask: Ask) -> Reply:
    results = []
    for team in ask.portal.table("teams").values():
        first, others = _members(ask.portal, team["id"])
        results.append({"id": team["id"], "name": team["name"], "userIds": first, "secondaryUserIds": others})
    return Reply(200, {"results": results})


def _beta_list(ask: Ask) -> Reply:
    return Reply(200, page(ask, ask.portal.table("teams").values(), most=100))


def _existing(ask: Ask) -> dict[str, Json]:
    team: dict[str, Json] | None = ask.portal.table("teams").get(ask.args["team"])
    if team is None:
        raise Refusal(404, f"Team {ask.args['team']} does not exist", "OBJECT_NOT_FOUND")
    return team


def _beta_read(ask: Ask) -> Reply:
    return Reply(200, _existing(ask))


def _beta_members(ask: Ask) -> Reply:
    first, others = _members(ask.portal, _existing(ask)["id"])
    members = [{"userId": user, "type": "DEFAULT"} for user in first]
    members += [{"userId": user, "type": "EXTRA"} for user in others]
    return Reply(200, page(ask, members, most=100, key="userId"))


_SCOPES, _BETA, _BASE = ("settings.users.teams.read",), ("2026-09-beta",), "/settings/teams/{version}"
ROUTES = (
    Route("GET", "/settings/users/{version}/teams", _list, ("2026-03",), _SCOPES),
    Route("GET", "/settings/v3/users/teams", _list, ("v3",), _SCOPES),
    Route("GET", _BASE, _beta_list, _BETA, _SCOPES, beta=True),
    Route("GET", f"{_BASE}/<team>", _beta_read, _BETA, _SCOPES, beta=True),
    Route("GET", f"{_BASE}/<team>/members", _beta_members, _BETA, _SCOPES, beta=True),
)
