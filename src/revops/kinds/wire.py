"""What the kinds share on the wire: names in paths, bound names, lists, and the reading of refusals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from revops.kinds.base import Settled
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.envelope import message
from revops.model.finding import Finding, Severity
from revops.model.json import Json

_EXISTS: Final = ("OBJECT_ALREADY_EXISTS", "CONFLICT", "ALREADY_EXISTS")
_IN_USE: Final = ("IN_USE", "GROUP_WITH_ACTIVE_PROPERTIES")


def segment(name: str) -> str:
    """A name as one part of a path."""
    return quote(name, safe="")


_WAYS_OUT: Final[Mapping[int, str]] = {
    401: "set a token that is valid for this portal, then apply again",
    403: "`revops auth` names the scopes that are missing; else the subscription does not allow it",
    404: "somebody removed it meanwhile: run `revops plan` again",
    423: "HubSpot keeps the portal locked: apply again in a few minutes",
    429: "the rate limit is used up: apply again in a few minutes",
    477: "HubSpot is moving the portal: apply again in a few minutes",
}
_CORRECT: Final = "correct the blueprint where HubSpot's words point, then apply again"


def results(answer: Answer, *texts: str) -> list[dict[str, Json]]:
    """The rows of a list answer; none where it went wrong.

    Args:
        answer: of a list.
        texts: members that every row must hold as text.

    Raises:
        KeyError: there is no list, or a row lacks such a member.
        TypeError: it is no list of objects; what cannot be read proves no absence (rule 5).
    """
    rows: list[dict[str, Json]] = answer.body["results"] if answer.ok else []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TypeError("`results` is no list of objects")
    for name in texts:
        if not all(isinstance(row[name], str) for row in rows):
            raise TypeError(f"`{name}` is no text in every row")
    return rows


def made_id(body: Json) -> str:
    """The id that HubSpot gave to what it made.

    Raises:
        KeyError: it gave none.
        TypeError: it is neither a text nor a whole number.
    """
    given = body["id"]
    if isinstance(given, bool) or not isinstance(given, str | int) or given == "":
        raise TypeError("`id` is no id")
    return str(given)


def why_refused(answer: Answer) -> str:
    """What became of a request that was not answered well: HubSpot's status and words, or the fault."""
    return answer.fault or f"{answer.status} {message(answer.body)}".strip()


def unread(answers: Iterable[Answer]) -> str:
    """Why a list is no proof of absence (rule 5); empty where every answer is whole."""
    for answer in answers:
        if not answer.ok:
            return f"HubSpot did not show the list: {why_refused(answer)}"
        if (answer.body.get("paging") or {}).get("next"):
            return "HubSpot showed only a part of the list"
    return ""


@dataclass(frozen=True)
class Binding:
    """Blueprint names of one kind and scope, and the portal's own names that a target binds them to."""

    to_portal: Mapping[str, str]

    @classmethod
    def of(cls, kind: str, scope: str, context: Context) -> Binding:
        return cls(context.bound.get((kind, scope), {}))

    def portal(self, name: str) -> str:
        return self.to_portal.get(name, name)

    def blueprint(self, portal_name: str) -> str:
        """The blueprint's name; the portal's own where nothing is bound to it."""
        for name, bound in self.to_portal.items():
            if bound == portal_name:
                return name
        return portal_name

    def hides(self, portal_name: str) -> bool:
        """True where the blueprint gives this name to something else of the portal."""
        return self.portal(portal_name) != portal_name and portal_name not in self.to_portal.values()


def property_name(ref: PropertyRef, context: Context) -> str:
    """HubSpot's internal name of a property that a condition, a step or a field names."""
    bound = context.bound.get(("property", ref.object))
    return bound.get(ref.name, ref.name) if bound else ref.name


def property_ref(scope: str, name: str, context: Context) -> PropertyRef:
    """The property that HubSpot calls so, as the blueprint calls it."""
    bound = context.bound.get(("property", scope))
    return PropertyRef(scope, Binding(bound).blueprint(name) if bound else name)


def bound_parts(address: Address, context: Context) -> dict[str, str]:
    """Unit path prefix -> portal id, for parts that the target binds: `pipeline.deals.upsell#stages.won`."""
    start = f"{address}#"
    return {text.removeprefix(start): i for text, i in context.bind.items() if text.startswith(start)}


def refusal(address: Address, answer: Answer, told: str = "", *, hint: str = "", in_use: str = "") -> Finding:
    """A 4xx as a finding with a way out.

    Args:
        address: what was refused.
        answer: the refusal.
        told: replaces HubSpot's words where only a part of the body is meant.
        hint: replaces the way out that the status suggests.
        in_use: the way out where something else uses it.
    """
    marks = json.dumps(answer.body) if answer.body else ""
    words = told or message(answer.body)
    if answer.status == 409 or any(mark in marks for mark in _EXISTS):
        summary = f"HubSpot has one of that name: {words}"
        return _error("RV552", address, summary, "somebody made it meanwhile: run `revops plan` again")
    if any(mark in marks for mark in _IN_USE):
        summary = f"HubSpot does not let go of it: {words}"
        return _error("RV553", address, summary, in_use or "remove what uses it, then apply again")
    way_out = hint or _WAYS_OUT.get(answer.status, _CORRECT)
    return _error("RV551", address, f"HubSpot refused it ({answer.status}): {words}", way_out)


def _error(code: str, address: Address, summary: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, summary.rstrip(": "), hint, address)


def settled(address: Address, call: Call, answer: Answer, *, hint: str = "", in_use: str = "") -> Settled:
    """What an answer says about a call that carries one thing; the ways out are those of `refusal`.

    Deleting what is not there any more is done (dossier B5); an uncertain answer settles nothing.
    """
    if answer.ok or (call.method == "DELETE" and answer.status == 404):
        return Settled(address, done=True)
    if answer.uncertain:
        return Settled(address, done=False, doubtful=True)
    return Settled(address, done=False, finding=refusal(address, answer, hint=hint, in_use=in_use))


def refs(ref: str | Sequence[str]) -> tuple[str, ...]:
    """Row ids, however the blueprint writes them."""
    return tuple(row for row in ([ref] if isinstance(ref, str) else ref) if row)
