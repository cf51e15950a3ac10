"""The e-mails of a portal as resources, and what keeps each from being changed or published (dossier I)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from revops.kinds.email import content
from revops.kinds.email.expand import KIND, PUBLISHED, UNPUBLISHED
from revops.kinds.email.reading import PARTS, Reader, Row, is_automated, is_published
from revops.kinds.email.write import body_of
from revops.kinds.links import link
from revops.kinds.matching import Match
from revops.kinds.wire import segment
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context, Unresolved
from revops.model.envelope import message
from revops.model.finding import Finding, Severity
from revops.model.spec import Observed, Resource, Symbol

PROBE: Final = Call("emails", "POST", "/0/publish", restates=True)
"""Publishes what there is not, so that it cannot succeed: a 403 says that nothing can be published.

No other request tells which add-on the account has, and publishing takes Marketing Hub Enterprise or the
add-on for transactional e-mail (HubSpot's description of the operation).
"""
_SHUT: Final = 403
_WHOLE, _DRAFT, _PUBLISH = "whole", "draft", "publish"
_AS_MADE: Final = {PUBLISHED: False}
"""A draft is nobody's decision against publishing it."""
_NOT_AUTOMATED: Final = (
    "it is no e-mail that workflows send; publishing one of another type would send it, so it is left alone"
)


@dataclass(frozen=True)
class Portal:
    """The list of e-mails, and what the second round of reads told of them."""

    rows: Mapping[str, Row]
    wanted: Sequence[Resource]
    context: Context
    found: Match
    drafts: Mapping[str, Answer] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    """Ids of those whose design nobody showed."""
    closed: str = ""
    """Why nothing can be published."""

    @cached_property
    def calls(self) -> Mapping[tuple[str, str], Call]:
        """The second round, by what it asks: an e-mail, its draft, whether anything can be published."""
        drafts = [self._ids[one.address] for one in self._changing if self._is_live(one)]
        bare = [self._ids[one.address] for one in self.wanted if self._is_bare(one)]
        return {
            **{(_WHOLE, i): Call("emails", "GET", f"/{segment(i)}") for i in bare},
            **{(_DRAFT, i): Call("emails", "GET", f"/{segment(i)}/draft", restates=True) for i in drafts},
            **({(_PUBLISH, ""): PROBE} if self._changing and not self._shut else {}),
        }

    @cached_property
    def _changing(self) -> Sequence[Resource]:
        return [one for one in self.wanted if self._to_publish(one)]

    @cached_property
    def _shut(self) -> str:
        """Why the declared subscription publishes nothing, so that HubSpot is not asked."""
        return self.context.shut.get(KIND, "") if self._changing else ""

    def told(self, answers: Sequence[Answer]) -> Portal:
        """With the answers to the calls."""
        found = dict(zip(self.calls, answers, strict=True))
        whole = {i: one for (what, i), one in found.items() if what == _WHOLE}
        rows = {**self.rows, **{i: one.body for i, one in whole.items() if one.ok}}
        hidden = frozenset(i for i, one in whole.items() if not one.ok)
        drafts = {i: one for (what, i), one in found.items() if what == _DRAFT}
        shut = [one for (what, _), one in found.items() if what == _PUBLISH and one.status == _SHUT]
        why = [f"HubSpot does not let this token publish e-mails: {message(one.body)}" for one in shut]
        told = self._shut or "".join(why).rstrip(": .")
        return replace(self, rows=rows, drafts=drafts, hidden=hidden, closed=told)

    @cached_property
    def _ids(self) -> Mapping[Address, str]:
        return {address: i for i, address in self.found.owners.items()}

    def _is_live(self, resource: Resource) -> bool:
        row = self._row(resource)
        return row is not None and is_published(row)

    def _is_bare(self, resource: Resource) -> bool:
        """Whether the list shows no design of what has a text or a preview; the content is sent whole.

        HubSpot's answers to writes are known to leave it out; no source tells what its list does.
        """
        row, shown = self._row(resource), resource.units.keys() & {*content.UNITS}
        return row is not None and bool(shown) and not content.is_designed(row)

    def _row(self, resource: Resource) -> Row | None:
        return self.rows[self._ids[resource.address]] if resource.address in self._ids else None

    def _to_publish(self, resource: Resource) -> bool:
        """Whether something of it is to be published: the e-mail, or a change of a published one."""
        row = self._row(resource)
        if row is None or not self._is_live(resource):
            return resource.units.get(PUBLISHED) is True
        shown = Reader(self.context, resource).units(row)
        return any(shown.get(path) != value for path, value in resource.units.items())

    def observed(self) -> Iterator[Observed]:
        """Every e-mail that a blueprint can describe, with what keeps it from being changed."""
        wanted = {one.address: one for one in self.wanted}
        for address, email_id in self._ids.items():
            row, resource = self.rows[email_id], wanted.get(address)
            if is_automated(row):
                units = Reader(self.context, resource).units(row)
                locks = self._locked(email_id, resource)
                yield Observed(address, email_id, units, factory=_AS_MADE, locked=locks, raw=row)
            else:
                yield Observed(address, email_id, {}, unreadable=_NOT_AUTOMATED)

    def _locked(self, email_id: str, resource: Resource | None) -> dict[str, str]:
        row, page = self.rows[email_id], editor(self.context, email_id)
        if resource is None:
            return {}
        draft = self.drafts.get(email_id)
        if draft and _differs(draft, row) and not self._is_wanted(draft, row, resource):
            return {"": f"changes wait in its draft: open {page}, and publish or discard them there"}
        if not self.closed:
            return self._fixed(email_id, page)
        paths = resource.units if is_published(row) else [PUBLISHED]
        return {**self._fixed(email_id, page), **dict.fromkeys(paths, f"{self.closed}; {clicks(page)}")}

    def _is_wanted(self, draft: Answer, row: Row, resource: Resource) -> bool:
        """Whether what waits is what the blueprint asks for: a run that was cut off left it there."""
        shown = Reader(self.context, resource).units(row)
        told = {path: value for path, value in resource.units.items() if path != PUBLISHED}
        moved = {path: value for path, value in told.items() if shown.get(path) != value}
        try:
            written = {**row, **body_of(row, moved, self.context)}
        except Unresolved:
            return False
        return draft.ok and not _differs(draft, written)

    def _fixed(self, email_id: str, page: str) -> dict[str, str]:
        """What of its content cannot be changed: all where nobody sees it, a text that is not just one."""
        row = self.rows[email_id]
        if email_id in self.hidden:
            told = f"HubSpot did not show its design: plan again, or change it in HubSpot ({page})"
            return dict.fromkeys(content.UNITS, told)
        count = len(content.text_modules(row.get("content") or {}))
        if count == 1 or not content.is_designed(row):
            return {}
        told = f"{count} modules with text: change them" if count else "no module with text: add one"
        return {content.BODY: f"its design has {told} in HubSpot ({page})"}

    def unpublished(self) -> dict[Symbol, str]:
        """E-mails that workflows cannot send and that no run publishes, with the reason."""
        found = {}
        for one in self.wanted:
            named = Symbol(UNPUBLISHED, one.address.name)
            planned = one.units.get(PUBLISHED) is True and not self.closed
            if not (planned or self._is_live(one)):
                found[named] = self.closed or "the blueprint does not publish it"
        return found

    def findings(self) -> Iterator[Finding]:
        """Of what is to be made: that it stays a draft. What is there is blocked, and says so itself."""
        page = link(self.context, "/email/{portal}/manage")
        for one in self.wanted if self.closed else ():
            if one.units.get(PUBLISHED) is True and self._row(one) is None:
                told, hint = f"it stays a draft: {self.closed}", f"once it is made, {clicks(page)}"
                yield Finding("RV903", Severity.WARNING, told, hint, one.address)


def _differs(draft: Answer, row: Row) -> bool:
    """Whether somebody's changes wait; a draft that cannot be read may hold some."""
    return not draft.ok or any(draft.body.get(part) != row.get(part) for part in PARTS)


def editor(context: Context, email_id: str) -> str:
    """The page of an e-mail (HubSpot's guide to sending single e-mails)."""
    return link(context, f"/email/{{portal}}/edit/{email_id}/settings")


def clicks(page: str) -> str:
    """How a person publishes."""
    return f"open {page} (Marketing > Email) and choose Review and publish, which by itself sends nothing"
