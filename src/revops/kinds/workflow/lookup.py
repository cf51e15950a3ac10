"""Names of the portal that workflows use: forms, marketing e-mails and the people behind roles (rule 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from revops.kinds.wire import results
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.envelope import message
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.spec import Symbol

_LISTS: Final[Mapping[str, Call]] = {
    "form": Call("forms", "GET", query={"limit": "100"}, pages=True, restates=True),
    "email": Call("emails", "GET", query={"limit": "100"}, pages=True, restates=True),
    "role": Call("owners", "GET", query={"limit": "100"}, pages=True, restates=True),
}
"""Where each kind of name is found. A refusal makes what uses the name wait, and nothing else."""
KINDS: Final = tuple(_LISTS)


@dataclass(frozen=True)
class Book:
    """What the lists told: ids by name, and why a name that is asked for has none."""

    ids: Mapping[Symbol, str] = field(default_factory=dict)
    missing: Mapping[Symbol, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def calls(kinds: Iterable[str]) -> dict[str, Call]:
    """The lists to read for these kinds of symbols."""
    asked = set(kinds)
    return {kind: call for kind, call in _LISTS.items() if kind in asked}


def book(answers: Mapping[str, Answer], wanted: Iterable[Symbol], context: Context) -> Book:
    """Read the lists. Names that the wanted symbols do not use are known too, to tell what a person chose."""
    pages = {kind: _Page(kind, answer, context) for kind, answer in answers.items()}
    found = {symbol: portal_id for page in pages.values() for symbol, portal_id in page.ids()}
    asked = sorted({s for s in wanted if s.kind in pages}, key=str)
    missing = {symbol: pages[symbol.kind].reason(symbol.name) for symbol in asked if symbol not in found}
    missing |= {unread(kind): page.reason("") for kind, page in pages.items() if not page.answer.ok}
    findings = [pages["email"].unready(s) for s in asked if s.kind == "email" and s in found]
    return Book(found, missing, tuple(finding for finding in findings if finding))


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
        return [row for row in results(self.answer) if row.get("archived") is not True]

    def ids(self) -> Iterator[tuple[Symbol, str]]:
        """Every name that stands for exactly one thing."""
        if self.kind == "role":
            yield from self._people()
            return
        rows = [row for row in self.rows if self.kind != "email" or _automated(row)]
        names = [row.get("name") for row in rows]
        for row in rows:
            if names.count(row.get("name")) == 1:
                yield Symbol(self.kind, str(row["name"])), str(row["id"])

    def _people(self) -> Iterator[tuple[Symbol, str]]:
        owners = {str(row.get("email", "")).lower(): str(row["id"]) for row in self.rows}
        for name, role in self.context.roles.items():
            if role.email.lower() in owners and role.email:
                yield Symbol("role", name), owners[role.email.lower()]
        for email, portal_id in owners.items():
            yield Symbol("owner", email or portal_id), portal_id

    def reason(self, name: str) -> str:
        """Why the name has no id here; for people."""
        if not self.answer.ok:
            told = self.answer.fault or f"{self.answer.status} {message(self.answer.body)}".strip()
            return f"the token may not read {_LISTS[self.kind].surface}: {told}"
        return _REASONS[self.kind](self, name)

    def unready(self, symbol: Symbol) -> Finding | None:
        """An e-mail that is found and could not be sent yet."""
        row = next(row for row in self.rows if row.get("name") == symbol.name and _automated(row))
        if row.get("isPublished", True):
            return None
        summary = (
            f"the marketing e-mail {symbol.name!r} is not published; no workflow that sends it can be on"
        )
        return Finding("RV591", Severity.WARNING, summary, "publish it in HubSpot")


def _automated(row: Mapping[str, Json]) -> bool:
    """Workflows send e-mails of the automated type only (dossier F5); the type may be left out."""
    return str(row.get("state", "AUTOMATED")).startswith("AUTOMATED")


def _no_form(page: _Page, name: str) -> str:
    count = sum(row.get("name") == name for row in page.rows)
    return f"{count} forms have this name" if count else "the portal has no form of this name"


def _no_email(page: _Page, name: str) -> str:
    same = [row for row in page.rows if row.get("name") == name]
    if not same:
        return "the portal has no marketing e-mail of this name"
    automated = sum(map(_automated, same))
    return f"{automated} e-mails have this name" if automated else "it is not saved for automation in HubSpot"


def _no_person(page: _Page, name: str) -> str:
    role = page.context.roles.get(name)
    if role is None:
        return "the target maps it to nobody"
    if not role.email:
        return f"the target maps it to the team {role.team!r}, and this needs one user"
    return f"{role.email} is no user of the portal yet"


_REASONS: Final[Mapping[str, Callable[[_Page, str], str]]] = {
    "form": _no_form,
    "email": _no_email,
    "role": _no_person,
}
