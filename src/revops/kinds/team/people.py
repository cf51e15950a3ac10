"""Who is who in a portal: people behind roles by their user id, teams by their name (dossier I)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.kinds import who
from revops.kinds.wire import results
from revops.model.call import Answer, Call
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.spec import Symbol

USER: Final = "user"
"""Kind of symbol: a role, or an e-mail address, as the user that it is. An owner's id is another one."""
TEAM: Final = "team"
"""Kind of symbol: a key of `teams:`, or the name of a team that the blueprint does not describe."""
OWNERS: Final = Call("owners", "GET", query={"limit": "100"}, pages=True, restates=True)
"""The one list that tells user ids by e-mail to a token without rights on users."""
TEAMS: Final = Call("users", "GET", "/teams", restates=True)
"""The stable list: names and members of all teams, but not which team is below which."""
TREE: Final = Call("teams", "GET", query={"limit": "100"}, pages=True, restates=True)
"""The beta's list: which team is below which, but not who is in it."""

Row = Mapping[str, Json]


@dataclass(frozen=True)
class People:
    """What the lists told: ids by name, and why a list told nothing."""

    ids: Mapping[Symbol, str]
    context: Context
    unread: Mapping[str, str] = field(default_factory=dict)
    """Kind of symbol -> why its list was not read."""

    @classmethod
    def of(cls, owners: Answer, teams: Answer, context: Context) -> People:
        """Roles come before addresses, so that an id reads as the role; a key of `teams:` before a name."""
        by_email = who.by_email(results(owners), "userId")
        users = who.in_roles(by_email, context.roles)
        users |= {email: user_id for email, user_id in by_email.items() if email}
        known = {symbol: one for symbol, one in context.names.ids.items() if symbol.kind == TEAM}
        ids = {Symbol(USER, name): user_id for name, user_id in users.items()}
        ids |= {**{Symbol(TEAM, name): one for name, one in who.by_name(results(teams)).items()}, **known}
        told = {USER: who.not_read(owners, "owners"), TEAM: who.not_read(teams, "teams")}
        return cls(ids, context, {kind: why for kind, why in told.items() if why})

    @property
    def names(self) -> Names:
        """Everything that has a name in this portal."""
        return self.context.names.having(self.ids)

    def missing(self, wanted: Iterable[Symbol]) -> dict[Symbol, str]:
        """Why names have no id here, for people (rule 1: it waits, it is no error)."""
        known = self.names.ids
        lost = (symbol for symbol in sorted(wanted, key=str) if symbol not in known)
        return {symbol: self.unread.get(symbol.kind) or self._reason(symbol) for symbol in lost}

    def _reason(self, symbol: Symbol) -> str:
        if symbol.kind != USER:
            return f"the portal has no {symbol.kind} of this name yet"
        return who.no_user(symbol.name, self.context.roles)


def named(
    ids: Collection[str], kind: str, wanted: Iterable[str], names: Names, within: str = ""
) -> list[str]:
    """The blueprint's names for ids, sorted; an id without a name stands for itself.

    Args:
        ids: of one kind of symbol.
        kind: e.g. `user`.
        wanted: names that the blueprint uses, which win: two roles may be one person.
        names: of this portal.
        within: what the symbols' names begin with, e.g. `deals/default/` for stages.
    """
    found = {name: names.ids.get(Symbol(kind, within + name), "") for name in wanted}
    found = {name: known for name, known in found.items() if known in ids}
    known = {
        one: symbol.name.removeprefix(within)
        for symbol, one in reversed([*names.ids.items()])
        if symbol.kind == kind and symbol.name.startswith(within)
    }
    rest = set(ids) - set(found.values())
    return sorted({*found, *(known.get(one, one) for one in rest)})
