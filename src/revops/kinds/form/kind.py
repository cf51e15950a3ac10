"""Kind `form`: one list to read, one request per change. HubSpot's forms have no draft (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds.base import Settled, Surroundings
from revops.kinds.form import counting, paper, uses, write
from revops.kinds.form.design import Design, path_of
from revops.kinds.form.expand import expand
from revops.kinds.form.observe import LIST, Seen, observe, refined
from revops.kinds.form.spec import FormSpec
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change, Consent
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.outlook import Outlook
from revops.model.reference import Mention
from revops.model.spec import Observation, Observed, Phase, Present, Resource

_NOTIFY: Final = "notify."


class FormKind(Plain):
    """Forms. Every field's members are units of their own; the rows are one, as they are a list."""

    name = "form"
    section = "forms"
    section_type: Any = dict[str, FormSpec]
    after: frozenset[str] = frozenset({HOST, "group", "property", "lifecycle"})
    reads: tuple[str, ...] = ("forms",)
    writes: tuple[str, ...] = ("forms",)
    opens = (LIST,)
    spoken_of = True
    asks: frozenset[Consent] = frozenset({Consent.PUBLISH})

    def expand(self, section: Mapping[str, FormSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(wanted, context)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """With what the portal says of properties that are referred to; who left `notify` is told no more."""
        rows = seen.properties if isinstance(seen, Seen) else {}
        fields = {key: refined(one, rows.get(one.ref)) for key, one in resource.spec.fields.items()}
        told = {path_of(key, m): value for key, one in fields.items() for m, value in one.units.items()}
        gone = dict.fromkeys(_dropped(resource, seen, context), False)
        return replace(resource, units={**resource.units, **told, **gone}, spec=Design(fields))

    def phase(self, path: str, actual: Observed | None) -> Phase:
        """What changes a form that is there shows at once, and e-mails about submissions go to people."""
        return Phase.PUBLISH if actual is not None or path.startswith(_NOTIFY) else Phase.DEFINE

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return write.compile_changes(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return [write.settle(address, call, answer) for address in call.carries]

    def weigh(self, change: Change, outlook: Outlook) -> Conversation | None:
        return counting.weigh(change)

    def hazards(self, change: Change) -> Iterator[Finding]:
        if change.action.writes:
            told, hint = _consequence(change)
            severity = Severity.INFO if change.action is Action.CREATE else Severity.WARNING
            yield Finding("RV866", severity, told, hint, change.address)
        if change.action in (Action.CREATE, Action.UPDATE) and change.resource:
            yield from _unoffered(change.resource)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where the form is, and what to set there."""
        edits = "; ".join(f"{one.path} = {one.after}" for one in change.units if one.after is not MISSING)
        if change.actual and change.actual.id:
            page = link(context, f"/forms/{{portal}}/editor/{change.actual.id}/edit/form")
            return f"Open {page} (Marketing > Forms), set {edits}, and publish it"
        page = link(context, "/forms/{portal}")
        return f"Open {page} (Marketing > Forms), choose Create form, set {edits}, and publish it"

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.mentions(observed, context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return paper.described(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        paper.rewrite(entry, path, value, context.locale)


def _dropped(resource: Resource, seen: Observation, context: Context) -> list[str]:
    """Roles that an earlier run had told, that the blueprint no longer names, and that are still told."""
    entry, presence = context.ledger.entry(resource.address), seen.presence(resource.address)
    if entry is None or not isinstance(presence, Present):
        return []
    shown = presence.observed.units
    ours = (path for path, value in entry.units.items() if path.startswith("notify.roles.") and value is True)
    return [path for path in ours if shown.get(path) is True and path not in resource.units]


def _consequence(change: Change) -> tuple[str, str]:
    """What follows, and what to do about it."""
    if change.action is Action.CREATE:
        told = "forms have no draft: it takes submissions at once, wherever its code or link stands"
        return told, "nobody sees it before it is put on a page"
    if change.action is Action.DELETE:
        told = "the form is archived: it takes no submissions any more, and no request brings it back"
        return told, "HubSpot deletes it for good after three months; take it off your pages first"
    if any(path.startswith("notify.roles.") and on for path, on in change.after().items()):
        return "each submission sends an e-mail to the people who are named", "tell them before you agree"
    return "forms have no draft: the change shows at once on every page that holds the form", ""


def _unoffered(resource: Resource) -> Iterator[Finding]:
    names = [str(one.ref) for one in resource.spec.fields.values() if one.of.offered is False]
    if names:
        told = f"HubSpot does not offer these properties to forms: {', '.join(names)}"
        hint = "write `formField: true` on them, or set it in HubSpot"
        yield Finding("RV867", Severity.WARNING, told, hint, resource.address)
