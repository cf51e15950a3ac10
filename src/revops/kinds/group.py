"""Property groups: a name, a label, one list per object type (dossier B6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Refs, Settled, Surroundings, Text
from revops.kinds.objects import ObjectName
from revops.kinds.plain import Plain
from revops.kinds.wire import Binding, refs, results, segment, settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Observation, Observed, Resource, Spec

SHIPPED: Final[Mapping[str, frozenset[str]]] = {
    "contacts": frozenset(
        {
            "contactinformation",
            "emailinformation",
            "analyticsinformation",
            "conversioninformation",
            "socialmediainformation",
            "sales_properties",
            "contact_activity",
            "contactlcs",
            "deal_information",
            "order_information",
            "smsinformation",
            "multiaccountmanagement",
        }
    ),
    "companies": frozenset(
        {
            "companyinformation",
            "analyticsinformation",
            "companylcs",
            "company_activity",
            "socialmediainformation",
            "targetaccountsinformation",
        }
    ),
    "deals": frozenset(
        {
            "dealinformation",
            "deal_activity",
            "deal_revenue",
            "analyticsinformation",
            "dealstages",
            "dealscripted",
        }
    ),
    "tickets": frozenset({"ticketinformation", "ticket_activity", "ticketstages"}),
}
"""Groups that HubSpot ships (dossier N1); the API does not mark them."""


class GroupSpec(Spec):
    """A property group."""

    label: Text
    ref: Refs = ""


class GroupKind(Plain):
    """Kind `group`. `displayOrder` is no unit: HubSpot renumbers it as it likes (rule 14)."""

    name = "group"
    section = "groups"
    section_type: Any = dict[ObjectName, dict[str, GroupSpec]]
    reads: tuple[str, ...] = ("properties",)
    writes: tuple[str, ...] = ("properties",)

    def expand(
        self, section: Mapping[str, Mapping[str, GroupSpec]], near: Surroundings
    ) -> Iterator[Resource]:
        for scope, groups in section.items():
            for name, spec in groups.items():
                at = ("groups", scope, name)
                yield Resource(
                    Address("group", scope, name),
                    {"label": near.text(spec.label, *at, "label")},
                    spec,
                    near.origin(*at),
                    {"label": near.origin(*at, "label")},
                    ref=refs(spec.ref),
                )

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:  # noqa: ARG002 - Kind
        answers = yield (Call("properties", "GET", f"/{scope}/groups"),)
        binding = Binding.of("group", scope, context)
        rows = [row for row in results(answers[0], "name", "label") if row.get("archived") is not True]
        found = tuple(_observed(scope, row, binding) for row in rows if not binding.hides(row["name"]))
        return Observation(found, unread(answers))

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        yield tuple(_call(change, context) for change in changes)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:  # noqa: ARG002 - Kind
        in_use = "archive or move the properties that are still in the group, then apply again"
        return [settled(address, call, answer, in_use=in_use) for address in call.carries]

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:  # noqa: ARG002 - Kind
        return {"label": observed.units["label"]}

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        rewrite.put_text(entry, path, value, context.locale)


def _observed(scope: str, row: Mapping[str, Json], binding: Binding) -> Observed:
    return Observed(
        Address("group", scope, binding.blueprint(row["name"])),
        id=row["name"],
        units={"label": row["label"]},
        shipped=row["name"] in SHIPPED.get(scope, ()),
        raw=row,
    )


def _call(change: Change, context: Context) -> Call:
    scope = change.address.scope
    name = Binding.of("group", scope, context).portal(change.address.name)
    path, carries = f"/{scope}/groups", (change.address,)
    if change.action is Action.CREATE:
        return Call("properties", "POST", path, body={"name": name, **change.after()}, carries=carries)
    path = f"{path}/{segment(name)}"
    if change.action is Action.DELETE:
        return Call("properties", "DELETE", path, carries=carries)
    return Call("properties", "PATCH", path, body=dict(change.after()), carries=carries)
