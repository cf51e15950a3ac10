"""Kind `team` (beta): a list of teams and one of members to read; a team and a batch of members to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.kinds.team import read, write
from revops.kinds.team.closed import closed, not_shown
from revops.kinds.team.people import OWNERS, TEAM, TEAMS, TREE, USER, People
from revops.kinds.team.spec import MEMBERS, TeamSpec, expand
from revops.kinds.wire import made_id, results, settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.spec import Observation, Observed, Resource, Symbol

_ENTERPRISE: Final = "A team below another needs an Enterprise subscription."
_BELOW: Final = "HubSpot keeps a team as long as others are below it: remove those first."


class TeamKind(Plain):
    """A team and each of its members by role. Whoever is in it besides is left in it."""

    name = TEAM
    section = "teams"
    section_type: Any = dict[str, TeamSpec]
    reads: tuple[str, ...] = (write.SURFACE,)
    writes: tuple[str, ...] = (write.SURFACE,)
    opens = (TREE, OWNERS, TEAMS)
    spoken_of = True

    def expand(self, section: Mapping[str, TeamSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        rows, owners, listed = yield self.opens
        broken = [one for one in (owners, listed) if _is_broken(one)]
        if broken or not rows.ok:
            return _closed(rows if not rows.ok else broken[0], wanted, context)
        people = People.of(owners, listed, context)
        found = read.observed(results(rows, "id", "name"), results(listed), wanted, people)
        roles = {Symbol(USER, role): one.address for one in wanted for role in _roles(one)}
        missing = people.missing({*roles, *(symbol for one in wanted for symbol in one.uses)})
        absent = [_absent(roles[s], s, why) for s, why in missing.items() if s.kind == USER]
        return Observation(found, unread([rows]), ids=people.ids, missing=missing, findings=tuple(absent))

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """Without those who are no users yet: the team does not wait for them."""
        lost = {f"{MEMBERS}{role}" for role in _roles(resource) if Symbol(USER, role) in seen.missing}
        units = {path: value for path, value in resource.units.items() if path not in lost}
        return replace(resource, units=units)

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        yield tuple(write.calls(changes, context))

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        is_below = isinstance(call.body, dict) and call.body.get("parentTeamId")
        hint = (_ENTERPRISE if is_below else "") if call.method != "DELETE" else _BELOW
        for address in call.carries:
            told = settled(address, call, answer, hint=hint if answer.status == 400 else "")
            is_made = told.done and call.method == "POST" and not call.path
            yield replace(told, id=made_id(answer.body)) if is_made else told

    def hazards(self, change: Change) -> Iterable[Finding]:
        if change.action is Action.DELETE:
            told = "deleting a team is final, and whatever is shared with it is shared no more"
            yield Finding("RV877", Severity.WARNING, told, address=change.address)

    def by_hand(self, change: Change, context: Context) -> str:
        """The clicks of HubSpot's guide to teams (December 2025)."""
        name = change.actual.units.get("name") if change.actual else None
        return _clicks(change.after(), str(name or ""), context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        units, members = observed.units, _sorted_roles(observed.units)
        parent = {"parent": units["parent"]} if units.get("parent") else {}
        return {"name": units["name"], **parent, **({"members": members} if members else {})}

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        if path.startswith(MEMBERS):
            _put_member(entry.setdefault("members", {}), path.removeprefix(MEMBERS), value)
        elif path == "name":
            rewrite.put_text(entry, path, value, context.locale)
        else:
            rewrite.put(entry, path, value)


def _roles(resource: Resource) -> list[str]:
    return [path.removeprefix(MEMBERS) for path in resource.units if path.startswith(MEMBERS)]


def _sorted_roles(units: Mapping[str, Json]) -> dict[str, Json]:
    """`{main: […], extra: […]}`, each only where somebody is in it."""
    found: dict[str, list[str]] = {}
    for path, sort in sorted(units.items()):
        if path.startswith(MEMBERS):
            found.setdefault(sort, []).append(path.removeprefix(MEMBERS))
    return dict(found)


def _put_member(members: MutableMapping[str, Any], role: str, value: Json) -> None:
    for sort in ("main", "extra"):
        if role in members.get(sort, ()) and sort != value:
            members[sort].remove(role)
    if value is not MISSING and role not in members.get(value, ()):
        members.setdefault(value, []).append(role)


def _absent(address: Address, symbol: Symbol, why: str) -> Finding:
    told = f"{symbol.name} is not put into the team yet: {why}"
    return Finding("RV878", Severity.INFO, told, "The next plan does it, once the person is there.", address)


def _is_broken(answer: Answer) -> bool:
    """Whether a list was not read for a passing reason: who is in a team is then not known."""
    return not answer.ok and answer.status not in (403, 404)


def _closed(answer: Answer, wanted: Sequence[Resource], context: Context) -> Observation:
    """No beta, or no right: nothing is planned, and what is wanted is told as clicks."""
    why = not_shown(answer, "teams")
    found = (closed(one.address, answer, "teams", _clicks(one.units, "", context)) for one in wanted)
    hint = "The beta may be off, or the scope settings.users.teams.read missing."
    return Observation(tuple(found), why, findings=(Finding("RV879", Severity.WARNING, why, hint),))


def _clicks(units: Mapping[str, Json], name: str, context: Context) -> str:
    """Where teams are, and what to enter there."""
    page = link(context, "/settings/{portal}/users/teams")
    start = f"open {name!r}, Edit" if name else "Create team"
    below = units.get("parent")
    parts = [
        f"{page} (Settings > Users & Teams > Teams)",
        start,
        *([f"name {units['name']!r}"] if "name" in units else []),
        *([f"Put this team under another team: {below}"] if below else []),
        *(f"Team members ({sort}): {', '.join(roles)}" for sort, roles in _sorted_roles(units).items()),
    ]
    return " > ".join([*parts, "Save"])
