"""Who is in a team, first of all or besides: the beta's members, kept with the users (dossier I)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, body_of, list_of, object_of, one_of
from revops.emulator.http import Ask, Json, Refusal, Reply
from revops.emulator.paging import page
from revops.emulator.portal import Portal
from revops.emulator.references import Subject

MAIN, EXTRA = "DEFAULT", "EXTRA"
MOST_INPUTS = 100
"""Members of one batch; no source tells the number, this one is that of other batches (dossier B1)."""


def member(portal: Portal) -> Checker:
    """`{userId, type}`."""
    return object_of({"userId": Subject(portal, "").has_user, "type": one_of(MAIN, EXTRA)})


def team_of(ask: Ask) -> dict[str, Json]:
    """The team in a request's path, or 404."""
    team: dict[str, Json] | None = ask.portal.table("teams").get(ask.args["team"])
    if team is None:
        raise Refusal(404, f"Team {ask.args['team']} does not exist", "OBJECT_NOT_FOUND")
    return team


def members_of(portal: Portal, team_id: str) -> tuple[list[str], list[str]]:
    """User ids of those whose first team it is, and of those who are in it besides."""
    users = portal.table("users").values()
    first = [user["id"] for user in users if user.get("primaryTeamId") == team_id]
    others = [user["id"] for user in users if team_id in user["secondaryTeamIds"]]
    return first, others


def assign(portal: Portal, team_id: str, sent: Json) -> Json:
    """Put a user into a team, and tell as what.

    Whoever has another main team becomes an extra member, as in HubSpot's editor (its guide to teams,
    September 2025); that the API does the same is unverified.
    """
    user = portal.table("users")[sent["userId"]]
    main = sent["type"] == MAIN and user.get("primaryTeamId") in (None, team_id)
    leave(portal, team_id, user["id"])
    user = portal.table("users")[user["id"]]
    others = user["secondaryTeamIds"]
    changed = {"primaryTeamId": team_id} if main else {"secondaryTeamIds": [*others, team_id]}
    _keep(portal, {**user, **changed})
    return {"userId": user["id"], "type": MAIN if main else EXTRA}


def leave(portal: Portal, team_id: str, user_id: str) -> None:
    """Take a user out of a team, whatever they are in it."""
    user = portal.table("users")[user_id]
    others = [other for other in user["secondaryTeamIds"] if other != team_id]
    kept = {**user, "secondaryTeamIds": others}
    if kept.get("primaryTeamId") == team_id:
        del kept["primaryTeamId"]
    _keep(portal, kept)


def _keep(portal: Portal, user: Json) -> None:
    portal.table("users")[user["id"]] = user
    show_in_owners(portal, user["id"])


def show_in_owners(portal: Portal, user_id: str) -> None:
    """Show a user's teams in the owner that the user is."""
    owners = portal.table("owners")
    for owner in list(owners.values()):
        if str(owner.get("userId")) == user_id:
            owners[owner["id"]] = {**owner, "teams": list(_teams(portal, user_id))}


def _teams(portal: Portal, user_id: str) -> Iterator[Json]:
    table, user = portal.table("teams"), portal.table("users")[user_id]
    for team_id in (user.get("primaryTeamId"), *user["secondaryTeamIds"]):
        if team_id in table:
            primary = team_id == user.get("primaryTeamId")
            yield {"id": team_id, "name": table[team_id]["name"], "primary": primary}


def list_members(ask: Ask) -> Reply:
    first, others = members_of(ask.portal, team_of(ask)["id"])
    members = [{"userId": user, "type": MAIN} for user in first]
    members += [{"userId": user, "type": EXTRA} for user in others]
    return Reply(200, page(ask, members, most=100, key="userId"))


def add_member(ask: Ask) -> Reply:
    team = team_of(ask)
    sent = body_of(ask, {"userId": Subject(ask.portal, "").has_user, "type": one_of(MAIN, EXTRA)})
    return Reply(201, assign(ask.portal, team["id"], sent))


def assign_members(ask: Ask) -> Reply:
    """All or none: an unknown user refuses the batch (unverified)."""
    team, now = team_of(ask), ask.portal.now()
    sent = body_of(ask, {"inputs": list_of(member(ask.portal), 1, MOST_INPUTS)})
    results = [assign(ask.portal, team["id"], entry) for entry in sent["inputs"]]
    return Reply(
        200, {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": ask.portal.now()}
    )


def remove_member(ask: Ask) -> Reply:
    """As what `type` says, or as whatever they are; 404 for a user who is not that (unverified)."""
    team, user_id, kind = team_of(ask), ask.args["user"], ask.one("type")
    if kind not in ("", MAIN, EXTRA):
        raise Refusal(400, f"type must be one of: {MAIN}, {EXTRA}")
    first, others = members_of(ask.portal, team["id"])
    if user_id not in {"": first + others, MAIN: first, EXTRA: others}[kind]:
        raise Refusal(404, f"User {user_id} is not a member of team {team['id']}", "OBJECT_NOT_FOUND")
    leave(ask.portal, team["id"], user_id)
    return Reply(204)
