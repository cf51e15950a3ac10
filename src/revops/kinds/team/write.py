"""Changes of teams as requests (dossier I; the beta's schemas)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.team.people import TEAM, USER
from revops.kinds.team.spec import MEMBERS
from revops.kinds.wire import segment
from revops.model.call import Call
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import Json

SURFACE: Final = "teams"
_TYPES: Final = {"main": "DEFAULT", "extra": "EXTRA"}
_MOST_INPUTS: Final = 100
"""Of one batch. No source tells HubSpot's number; this one is that of other batches (dossier B1)."""


def calls(changes: Sequence[Change], context: Context) -> Iterator[Call]:
    """Teams below others go before those: one with teams below it stays."""
    gone = [change for change in changes if change.action is Action.DELETE]
    for change in changes:
        if change.action is Action.CREATE:
            yield _create(change, context)
        elif change.action is not Action.DELETE:
            yield from _update(change, context)
    parents = {_id(change): _above(change) for change in gone}
    for change in sorted(gone, key=lambda one: -_depth(_id(one), parents)):
        yield Call(SURFACE, "DELETE", f"/{segment(_id(change))}", carries=(change.address,))


def _create(change: Change, context: Context) -> Call:
    units = change.after()
    body: dict[str, Json] = {"name": units["name"], "members": _members(units, context)}
    if units.get("parent"):
        body["parentTeamId"] = context.names.id(TEAM, units["parent"])
    return Call(SURFACE, "POST", body=body, carries=(change.address,))


def _update(change: Change, context: Context) -> Iterator[Call]:
    """A PATCH needs both of its fields: what did not move goes as it is."""
    units, path = change.after(), f"/{segment(_id(change))}"
    own = frozenset(units.keys() & {"name", "parent"})
    if own:
        above = context.names.id(TEAM, units["parent"]) if units.get("parent") else None
        parent = above if "parent" in units else _above(change) or None
        body = {"name": units.get("name", change.actual and change.actual.units["name"])}
        body["parentTeamId"] = parent
        yield Call(SURFACE, "PATCH", path, body=body, carries=(change.address,), units=own)
    members = _members(units, context)
    for start in range(0, len(members), _MOST_INPUTS):
        inputs = members[start : start + _MOST_INPUTS]
        told = frozenset(units.keys() - own)
        body = {"inputs": inputs}
        batch = f"{path}/members/batch"
        yield Call(SURFACE, "POST", batch, body=body, carries=(change.address,), units=told)


def _members(units: Mapping[str, Json], context: Context) -> list[Json]:
    """Each person once: two roles may be one."""
    sorts = {
        context.names.id(USER, path.removeprefix(MEMBERS)): _TYPES[sort]
        for path, sort in units.items()
        if path.startswith(MEMBERS)
    }
    return [{"userId": user_id, "type": sort} for user_id, sort in sorts.items()]


def _id(change: Change) -> str:
    return change.actual.id if change.actual else ""


def _above(change: Change) -> str:
    return str((change.actual.raw if change.actual else {}).get("parentTeamId") or "")


def _depth(team_id: str, parents: Mapping[str, str]) -> int:
    """How many of these teams are above it."""
    depth = 0
    while parents.get(team_id) in parents and depth < len(parents):
        team_id, depth = parents[team_id], depth + 1
    return depth
