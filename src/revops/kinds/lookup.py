"""Names of the portal that blueprints use: forms, e-mails, subscriptions and the people behind roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from revops.kinds import who
from revops.kinds.wire import results
from revops.model.call import Answer, Call
from revops.model.context import Context, Role
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.spec import Symbol

_PAGES: Final = {"limit": "100"}
SEGMENTS: Final = Call(
    "lists",
    "POST",
    "/search",
    body={"offset": 0, "count": 500, "listIds": [], "processingTypes": [], "additionalProperties": []},
    pages=True,
    restates=True,
)
"""All segments, without filters; size, folder and number of uses are told unasked (HubSpot's description)."""
_LISTS: Final[Mapping[str, Call]] = {
    "form": Call("forms", "GET", query=_PAGES, pages=True, restates=True),
    "email": Call("emails", "GET", query=_PAGES, pages=True, restates=True),
    "role": Call("owners", "GET", query=_PAGES, pages=True, restates=True),
    "team": Call("users", "GET", "/teams", restates=True),
    "segment": SEGMENTS,
    "subscription": Call("subscriptions", "GET", "/definitions", restates=True),
}
"""Where each kind of name is found. A refusal makes what uses the name wait, and nothing else."""
AUTOMATED: Final = "automated_email"
"""Kind of symbol: an e-mail that workflows send; `email` is any that conditions ask about."""
_SHARED: Final = {"recipient": "role", "user": "role", AUTOMATED: "email"}
"""Kinds of names that are found in the list of another kind."""
KINDS: Final = (*(kind for kind in _LISTS if kind != "team"), *_SHARED)
"""Kinds of names that blueprints use; a team is named by a role."""
_NOWHERE: Final = {"page": "revops cannot look up pages: HubSpot's API for them is not among those it uses"}
"""Kinds of names that are used and that no list tells, and why."""


@dataclass(frozen=True)
class Book:
    """What the lists told: ids by name, and why a name that is asked for has none."""

    ids: Mapping[Symbol, str] = field(default_factory=dict)
    missing: Mapping[Symbol, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def calls(kinds: Iterable[str], roles: Mapping[str, Role] | None = None) -> dict[str, Call]:
    """The lists to read for these kinds of symbols; teams only where a role is one, or nobody tells."""
    named = set(kinds)
    asked = {_SHARED.get(kind, kind) for kind in named}
    if "recipient" in named and (roles is None or any(role.team for role in roles.values())):
        asked.add("team")
    return {kind: call for kind, call in _LISTS.items() if kind in asked}


def book(answers: Mapping[str, Answer], wanted: Iterable[Symbol], context: Context) -> Book:
    """Read the lists. Names that the wanted symbols do not use are known too, to tell what a person chose."""
    pages = {kind: _Page(kind, answer, context) for kind, answer in answers.items()}
    pages |= {kind: replace(pages[home], kind=kind) for kind, home in _SHARED.items() if home in pages}
    found = {symbol: portal_id for page in pages.values() for symbol, portal_id in page.ids()}
    found |= _recipients(pages, found, context)
    symbols = sorted(set(wanted), key=str)
    asked = [symbol for symbol in symbols if symbol.kind in pages]
    missing = {symbol: pages[symbol.kind].reason(symbol.name) for symbol in asked if symbol not in found}
    missing |= {symbol: _NOWHERE[symbol.kind] for symbol in symbols if symbol.kind in _NOWHERE}
    missing |= {unread(kind): page.reason("") for kind, page in pages.items() if not page.answer.ok}
    findings = [pages[AUTOMATED].unready(s) for s in asked if s.kind == AUTOMATED and s in found]
    return Book(found, missing, tuple(finding for finding in findings if finding))


def _recipients(
    pages: Mapping[str, _Page], found: Mapping[Symbol, str], context: Context
) -> dict[Symbol, str]:
    """Who is told where a role is: a user by the user's id, which is not the owner's, or a team.

    `user` is the same for what takes no team.
    """
    users = who.in_roles(who.by_email(pages["role"].rows if "role" in pages else [], "userId"), context.roles)
    named = {name: found.get(Symbol("team", role.team)) for name, role in context.roles.items() if role.team}
    teams = {name: f"team_ids/{team}" for name, team in named.items() if team}
    told = teams | {name: f"user_ids/{user}" for name, user in users.items()}
    return {
        **{Symbol("user", name): user for name, user in users.items()},
        **{Symbol("recipient", name): one for name, one in told.items()},
    }


def unread(kind: str) -> Symbol:
    """Among the missing it says that a whole list was not read, so that absence is not proven (rule 5)."""
    return Symbol(kind, "")


@dataclass(frozen=True)
class _Page:
    """One list, read for one kind of symbol."""

    kind: str
    answer: Answer
    context: Context

    @property
    def rows(self) -> Sequence[Mapping[str, Json]]:
        rows = [row for row in results(self.answer) if row.get("archived") is not True]
        meant = _MEANT.get(self.kind)
        return [row for row in rows if meant(row)] if meant else rows

    def rows_of(self, name: str) -> Sequence[Mapping[str, Json]]:
        return [row for row in self.rows if row.get("name") == name]

    def ids(self) -> Iterator[tuple[Symbol, str]]:
        """Every name that stands for exactly one thing."""
        if self.kind == "role":
            yield from self._people()
        if self.kind in _PEOPLE:
            return
        key = "listId" if self.kind == "segment" else "id"
        for name, portal_id in who.by_name(self.rows, key).items():
            yield Symbol(self.kind, name), portal_id

    def _people(self) -> Iterator[tuple[Symbol, str]]:
        owners = who.by_email(self.rows, "id")
        for name, portal_id in who.in_roles(owners, self.context.roles).items():
            yield Symbol("role", name), portal_id
        for email, portal_id in owners.items():
            yield Symbol("owner", email or portal_id), portal_id

    def reason(self, name: str) -> str:
        """Why the name has no id here; for people."""
        surface = _LISTS[_SHARED.get(self.kind, self.kind)].surface
        return who.not_read(self.answer, surface) or _REASONS[self.kind](self, name)

    def unready(self, symbol: Symbol) -> Finding | None:
        """An e-mail that is found and could not be sent yet."""
        row = next(row for row in self.rows if row.get("name") == symbol.name)
        if row.get("isPublished", True):
            return None
        summary = (
            f"the marketing e-mail {symbol.name!r} is not published; no workflow that sends it can be on"
        )
        return Finding("RV591", Severity.WARNING, summary, "publish it in HubSpot")


def _automated(row: Mapping[str, Json]) -> bool:
    """Workflows send e-mails of the automated type only (dossier F5); the type may be left out."""
    return str(row.get("state", "AUTOMATED")).startswith("AUTOMATED")


def _in_use(row: Mapping[str, Json]) -> bool:
    """A subscription type that was archived is inactive (HubSpot's description)."""
    return row.get("isActive") is not False


_MEANT: Final[Mapping[str, Callable[[Mapping[str, Json]], bool]]] = {
    AUTOMATED: _automated,
    "subscription": _in_use,
}
"""Which rows of a list can be meant, where not all can."""
_PEOPLE: Final = ("role", "recipient", "user")
"""Found by e-mail address, and where there are names, as the target maps them."""


def _no_form(page: _Page, name: str) -> str:
    count = len(page.rows_of(name))
    return f"{count} forms have this name" if count else "the portal has no form of this name"


def _no_email(page: _Page, name: str) -> str:
    count = len(page.rows_of(name))
    return f"{count} e-mails have this name" if count else "the portal has no marketing e-mail of this name"


def _none_to_send(page: _Page, name: str) -> str:
    other = replace(page, kind="email")
    if page.rows_of(name) or not other.rows_of(name):
        return _no_email(page, name)
    return "it is not saved for automation in HubSpot"


def _no_subscription(page: _Page, name: str) -> str:
    count = len(page.rows_of(name))
    told = f"{count} subscription types have this name"
    return told if count else "the portal has no subscription type of this name in use"


def _no_segment(_page: _Page, _name: str) -> str:
    """A name is unique in the portal (dossier G1)."""
    return "the portal has no segment of this name"


def _no_person(page: _Page, name: str) -> str:
    return who.no_user(name, page.context.roles)


def _nobody(page: _Page, name: str) -> str:
    """A team that was looked for and not found is told as such."""
    role = page.context.roles.get(name)
    if role and role.team and not role.email:
        return f"the portal has no team {role.team!r}, or the token may not read teams"
    return _no_person(page, name)


_REASONS: Final[Mapping[str, Callable[[_Page, str], str]]] = {
    "form": _no_form,
    "email": _no_email,
    AUTOMATED: _none_to_send,
    "subscription": _no_subscription,
    "role": _no_person,
    "recipient": _nobody,
    "user": _no_person,
    "segment": _no_segment,
}
