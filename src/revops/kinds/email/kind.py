"""The kind `email`: made as a draft, published for workflows to send as a step of its own (rule 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds.base import Settled, Surroundings
from revops.kinds.email import paper, uses, write
from revops.kinds.email.counting import weigh
from revops.kinds.email.expand import FROM, KIND, PUBLISHED, expand
from revops.kinds.email.observe import LIST, observe
from revops.kinds.email.portal import clicks, editor
from revops.kinds.email.spec import EmailSpec
from revops.kinds.links import link
from revops.kinds.lookup import AUTOMATED
from revops.kinds.plain import Plain
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change, Consent
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.outlook import Outlook
from revops.model.reference import Mention
from revops.model.spec import Absent, Observation, Observed, Phase, Resource, Symbol

_NEEDED: Final = ("subject", FROM["from_name"], FROM["reply_to"], "subscription")
"""What HubSpot's editor asks for before it publishes an e-mail of any type."""


class EmailKind(Plain):
    """Marketing e-mails of the automated type. Conditions name them, so they come with the definitions."""

    name = KIND
    section = "emails"
    section_type: Any = dict[str, EmailSpec]
    after: frozenset[str] = frozenset({"campaign"})
    reads: tuple[str, ...] = ("emails",)
    writes: tuple[str, ...] = ("emails",)
    opens = (LIST,)
    asks: frozenset[Consent] = frozenset({Consent.PUBLISH})
    publishes: tuple[str, ...] = ("email_publishing",)

    def expand(self, section: Mapping[str, EmailSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(wanted, context)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """What is to be made stays a draft where nothing can be published; a person publishes it."""
        shut = seen.closed and isinstance(seen.presence(resource.address), Absent)
        if not shut:
            return resource
        units = {path: value for path, value in resource.units.items() if path != PUBLISHED}
        return replace(resource, units=units)

    def phase(self, path: str, actual: Observed | None) -> Phase:
        """What changes a published e-mail is published with it: workflows that are on send it."""
        is_live = actual is not None and actual.units.get(PUBLISHED) is True
        return Phase.PUBLISH if is_live or path == PUBLISHED else Phase.DEFINE

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return write.compile_changes(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return [write.settle(address, call, answer) for address in call.carries]

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:
        """Conditions ask about an e-mail, workflows send it."""
        known = keys.get("")
        return {Symbol(kind, address.name): known for kind in (KIND, AUTOMATED)} if known else {}

    def weigh(self, change: Change, outlook: Outlook) -> Conversation | None:
        return weigh(change)

    def hazards(self, change: Change) -> Iterator[Finding]:
        if change.action is Action.DELETE:
            told = "the e-mail is archived: a workflow that sends it has nothing to send any more"
            yield Finding("RV902", Severity.WARNING, told, "take it out of workflows first", change.address)
        elif change.action is Action.UPDATE and change.phase is Phase.PUBLISH:
            yield from _published(change)
        yield from _unready(change)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where the e-mail is, what to set there, and how it is published."""
        page = link(context, "/email/{portal}/manage")
        if change.actual and change.actual.id:
            page = editor(context, change.actual.id)
        told = {unit.path: unit.after for unit in change.units if unit.after is not MISSING}
        edits = "; ".join(f"{path} = {value}" for path, value in told.items() if path != PUBLISHED)
        start = (
            f"Open {page} (Marketing > Email) and set of {change.address.name}: {edits}. Then "
            if edits
            else ""
        )
        return f"{start}{clicks(page)}"

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.mentions(observed, context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return paper.described(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        paper.rewrite(entry, path, value, context.locale)


def _published(change: Change) -> Iterator[Finding]:
    """What is taken back, or changes while workflows send it; publishing a draft is weighed instead."""
    at = change.address
    if change.after().get(PUBLISHED) is False:
        told = "the e-mail becomes a draft again: workflows cannot send it any more"
        yield Finding("RV900", Severity.WARNING, told, "take it out of workflows first", at)
    elif change.actual and change.actual.units.get(PUBLISHED) is True:
        told = "the e-mail is published: each mail that workflows send from then on has the change"
        yield Finding("RV901", Severity.WARNING, told, "read it in HubSpot before you agree", at)


def _unready(change: Change) -> Iterator[Finding]:
    """What HubSpot would refuse to publish, told before anything is written."""
    known = {
        **(change.actual.units if change.actual else {}),
        **(change.resource.units if change.resource else {}),
    }
    missing = [path for path in _NEEDED if not known.get(path)]
    if missing and change.after().get(PUBLISHED) is True:
        told = f"HubSpot's editor publishes no e-mail without {', '.join(missing)}"
        yield Finding("RV906", Severity.WARNING, told, "write it into the entry", change.address)
