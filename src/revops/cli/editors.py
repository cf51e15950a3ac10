"""Who changed what is held: asked only where something is held, so that an unchanged plan costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from revops.cli.session import Session
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.kinds.wire import results
from revops.model.address import Address
from revops.model.call import Call
from revops.model.change import Action, Change
from revops.model.plan import Plan
from revops.model.spec import Observation

PEOPLE = Call("owners", "GET", query={"limit": "100"}, pages=True, restates=True)


def with_editors(session: Session, situation: Situation, plan: Plan) -> tuple[Situation, Plan]:
    """Both with the last editors of what the plan holds, as e-mail addresses; the plan's digest stays.

    Properties carry a user's id, pipelines and stages have an audit (dossier B2, D1); groups, scores and
    workflows tell nobody. A write of our own is no edit of the person whose token it was, and a bare id names
    nobody: there the editor is left out.
    """
    held = [change for change in plan.changes if change.action is Action.HOLD and change.actual]
    editors = {change.address: _editor(session, change) for change in held}
    people = _people(session) if any(editors.values()) else {}
    named = {address: people.get(one, "") for address, one in editors.items()}
    if all(change.actual and change.actual.editor == named[change.address] for change in held):
        return situation, plan
    seen = {place: _named(one, named) for place, one in situation.observations.items()}
    found = replace(situation, observations=seen, reads=session.hub.reads)
    return found, make_plan(found)


def _people(session: Session) -> dict[str, str]:
    """E-mail addresses by the ids of users."""
    rows = results(session.hub.send(PEOPLE))
    return {str(row.get("userId")): str(row.get("email") or "") for row in rows}


def _editor(session: Session, change: Change) -> str:
    """The id of the user, empty where HubSpot does not tell, or tells of our own write."""
    told = change.actual.editor if change.actual else ""
    calls = () if told else session.kinds[change.address.kind].audit(change, session.context)
    rows = [row for call in calls for row in results(session.hub.send(call))]
    by_time = sorted(rows, key=lambda row: str(row.get("timestamp", "")))
    users = [told, *(str(row.get("fromUserId") or "") for row in reversed(by_time))]
    return next((one for one in users if one and one not in session.hub.writers), "")


def _named(seen: Observation, editors: Mapping[Address, str]) -> Observation:
    if not _any(seen, editors):
        return seen
    found = tuple(replace(one, editor=editors.get(one.address, one.editor)) for one in seen.found)
    return replace(seen, found=found)


def _any(seen: Observation, addresses: Iterable[Address]) -> bool:
    wanted = set(addresses)
    return any(one.address in wanted for one in seen.found)
