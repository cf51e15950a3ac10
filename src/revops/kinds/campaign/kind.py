"""The kind `campaign`: one list to read, one request per change (dossier I)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.campaign.observe import LIST, OWNER, observe
from revops.kinds.campaign.spec import PROPERTIES, TEXTS, CampaignSpec
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.kinds.raw import holds_raw
from revops.kinds.wire import made_id, refs, segment, settled
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING, Json
from revops.model.label import folded
from revops.model.spec import Observed, Resource, Symbol

_NAME: Final = "campaign"


class CampaignKind(Plain):
    """Campaigns. E-mails say themselves which one they belong to; other assets are put in by people."""

    name = _NAME
    section = "campaigns"
    section_type: Any = dict[str, CampaignSpec]
    reads: tuple[str, ...] = ("campaigns",)
    writes: tuple[str, ...] = ("campaigns",)
    opens = (LIST,)
    spoken_of = True

    def expand(self, section: Mapping[str, CampaignSpec], near: Surroundings) -> Iterator[Resource]:
        names: dict[str, str] = {}
        for key, spec in section.items():
            resource = _campaign(key, spec, near)
            twin = names.setdefault(folded(resource.units["name"]), key)
            if twin != key:
                told = f"the campaigns {twin!r} and {key!r} are both called {resource.units['name']!r}"
                near.report("RV911", told, self.section, key, "name", hint="give one of them another name")
            yield resource

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(wanted, context)

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        yield tuple(_call(change, context) for change in changes)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        for address in call.carries:
            if answer.ok and call.method == "POST":
                yield Settled(address, done=True, id=made_id(answer.body))
            else:
                yield settled(address, call, answer)

    def hazards(self, change: Change) -> Iterator[Finding]:
        if change.action is Action.DELETE:
            told = "the campaign is gone for good; its e-mails and other assets stay, under no campaign"
            hint = "HubSpot's API has no way to bring it back"
            yield Finding("RV912", Severity.WARNING, told, hint, change.address)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where campaigns are; HubSpot documents no address of a single one."""
        edits = "; ".join(f"{one.path} = {one.after}" for one in change.units if one.after is not MISSING)
        page = link(context, "/marketing/{portal}/campaigns")
        return f"Open {page} (Marketing > Campaigns), and set of {change.address.name}: {edits}"

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return dict(observed.units)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        if holds_raw(value):
            told = f"{path} is somebody who has no role in the target"
            hint = "map the person to a role in revops.yaml, or take the blueprint's side"
            raise Refused([Finding("RV913", Severity.ERROR, told, hint)], UNDECIDED)
        if path in TEXTS:
            rewrite.put_text(entry, path, value, context.locale)
        else:
            rewrite.put(entry, path, value)


def _campaign(key: str, spec: CampaignSpec, near: Surroundings) -> Resource:
    at = ("campaigns", key)
    if spec.start and spec.end and spec.end < spec.start:
        told = f"it ends on {spec.end}, before it starts on {spec.start}"
        near.report("RV910", told, *at, "end", hint="correct one of the two days")
    said = {unit: getattr(spec, unit) for unit in PROPERTIES if getattr(spec, unit) is not None}
    units = {unit: near.text(v, *at, unit) if unit in TEXTS else v for unit, v in said.items()}
    return Resource(
        Address(_NAME, "", key),
        units,
        spec,
        near.origin(*at),
        {unit: near.origin(*at, unit) for unit in units},
        uses=frozenset({Symbol(OWNER, spec.owner)} if spec.owner else ()),
        ref=refs(spec.ref),
    )


def _call(change: Change, context: Context) -> Call:
    """The request (dossier I).

    Raises:
        Unresolved: the owner's role is nobody in this portal.
    """
    carries = (change.address,)
    body = {"properties": _properties(change.after(), context)}
    if change.action is Action.CREATE:
        obliging = {"id": change.address.name}
        return Call("campaigns", "POST", body=body, carries=carries, rehearsal=obliging)
    known = change.actual.id if change.actual else context.names.id(_NAME, change.address.name)
    path = f"/{segment(known)}"
    if change.action is Action.DELETE:
        return Call("campaigns", "DELETE", path, carries=carries)
    return Call("campaigns", "PATCH", path, body=body, carries=carries)


def _properties(units: Mapping[str, Json], context: Context) -> dict[str, Json]:
    told = dict(units)
    if "owner" in told:
        told["owner"] = context.names.id(OWNER, told["owner"])
    return {PROPERTIES[unit]: value for unit, value in told.items()}
