"""The teams of a portal: the stable list, and the beta's teams and members (dossier I).

What the beta does beyond its schemas is unverified and taken on the careful side: a name is unique, an update
sends both of its fields, a team with teams below it stays. Subscriptions are those of HubSpot's guide to
teams (December 2025): Professional, and Enterprise for a team inside another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from revops.emulator.catalogue.people import TEAMS
from revops.emulator.check import Checker, Fault, body_of, fault, filled, list_of, nullable
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.paging import page
from revops.emulator.portal import Portal
from revops.emulator.references import Subject
from revops.emulator.surfaces.team_members import (
    add_member,
    assign,
    assign_members,
    leave,
    list_members,
    member,
    members_of,
    remove_member,
    show_in_owners,
    team_of,
)
from revops.emulator.tagged import both


def defaults(portal: Portal) -> None:
    """Marketing, sales and customer success."""
    table = portal.table("teams")
    for team_id, name in TEAMS:
        table[team_id] = {"id": team_id, "name": name}


def _list(ask: Ask) -> Reply:
    results = []
    for team in ask.portal.table("teams").values():
        first, others = members_of(ask.portal, team["id"])
        results.append({"id": team["id"], "name": team["name"], "userIds": first, "secondaryUserIds": others})
    return Reply(200, {"results": results})


def _beta_list(ask: Ask) -> Reply:
    return Reply(200, page(ask, ask.portal.table("teams").values(), most=100))


def _read(ask: Ask) -> Reply:
    return Reply(200, team_of(ask))


def _create(ask: Ask) -> Reply:
    portal = ask.portal
    required: dict[str, Checker] = {"name": filled, "members": list_of(member(portal))}
    sent = body_of(ask, required, {"parentTeamId": _parent(portal, "")})
    _refuse_name(portal, sent["name"], "")
    team: dict[str, Json] = {"id": portal.new_id(), "name": sent["name"]}
    if "parentTeamId" in sent:
        team["parentTeamId"] = sent["parentTeamId"]
    portal.table("teams")[team["id"]] = team
    for entry in sent["members"]:
        assign(portal, team["id"], entry)
    return Reply(201, team, {"Location": f"{ask.path.rstrip('/')}/{team['id']}"})


def _update(ask: Ask) -> Reply:
    """Both fields, as the schema requires them; a parent of null puts the team at the top."""
    team = team_of(ask)
    sent = body_of(ask, {"name": filled, "parentTeamId": nullable(_parent(ask.portal, team["id"]))})
    _refuse_name(ask.portal, sent["name"], team["id"])
    after = {**team, **sent}
    if sent["parentTeamId"] is None:
        del after["parentTeamId"]
    ask.portal.table("teams")[team["id"]] = after
    for user_id in chain.from_iterable(members_of(ask.portal, team["id"])):
        show_in_owners(ask.portal, user_id)
    return Reply(200, after)


def _delete(ask: Ask) -> Reply:
    team, table = team_of(ask), ask.portal.table("teams")
    if any(other.get("parentTeamId") == team["id"] for other in table.values()):
        raise Refusal(400, f"Team {team['id']} has teams below it")
    for user_id in chain.from_iterable(members_of(ask.portal, team["id"])):
        leave(ask.portal, team["id"], user_id)
    del table[team["id"]]
    return Reply(204)


def _refuse_name(portal: Portal, name: str, own_id: str) -> None:
    for team in portal.table("teams").values():
        if team["id"] != own_id and team["name"].strip().casefold() == name.strip().casefold():
            raise Refusal(409, f"A team called {name} already exists", "CONFLICT")


def _parent(portal: Portal, own_id: str) -> Checker:
    """Another team that is not below this one, in Enterprise."""

    def placed(value: Json, where: str) -> Iterator[Fault]:
        if not portal.traits.reaches("enterprise"):
            said = f"{where}: a team inside another needs an enterprise subscription"
            yield fault(said, where, "UNSUPPORTED_TIER")
        if own_id and own_id in _line(portal, value):
            yield fault(f"{where}: team {value} is below team {own_id}", where, "CIRCULAR_REFERENCE")

    return both(Subject(portal, "").has_team, placed)


def _line(portal: Portal, team_id: str) -> Iterator[str]:
    """A team and those above it."""
    while team_id:
        yield team_id
        team_id = portal.table("teams")[team_id].get("parentTeamId", "")


_READ, _WRITE = ("settings.users.teams.read",), ("settings.users.teams.write",)
_BASE = "/settings/teams/{version}"
_TEAM, _MEMBERS = f"{_BASE}/<team>", f"{_BASE}/<team>/members"


def _beta(method: str, path: str, handler: Callable[[Ask], Reply]) -> Route:
    write = method != "GET"
    scopes, tier = (_WRITE, "professional") if write else (_READ, "")
    return Route(method, path, handler, ("2026-09-beta",), scopes, beta=True, tier=tier, write=write)


ROUTES = (
    Route("GET", "/settings/users/{version}/teams", _list, ("2026-03",), _READ),
    Route("GET", "/settings/v3/users/teams", _list, ("v3",), _READ),
    _beta("GET", _BASE, _beta_list),
    _beta("POST", _BASE, _create),
    _beta("GET", _TEAM, _read),
    _beta("PATCH", _TEAM, _update),
    _beta("DELETE", _TEAM, _delete),
    _beta("GET", _MEMBERS, list_members),
    _beta("POST", _MEMBERS, add_member),
    _beta("POST", f"{_MEMBERS}/batch", assign_members),
    _beta("DELETE", f"{_MEMBERS}/<user>", remove_member),
)
