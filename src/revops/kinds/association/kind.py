"""Kind `association`: a list per direction of a pair of objects, and one of limits where one is managed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.association import lists, write
from revops.kinds.association.read import INVERSE, Reading
from revops.kinds.association.spec import NO_LIMIT, TEXTS, AssociationSpec, Section, expand
from revops.kinds.base import Settled, Surroundings
from revops.kinds.objects import ObjectName
from revops.kinds.plain import Plain
from revops.kinds.wire import unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.objects import HOST
from revops.model.pairs import pair
from revops.model.spec import Observation, Observed, Resource, Symbol

_FULL: Final = "HubSpot has no room for more labels of these two objects; delete some that nobody uses"


class AssociationKind(Plain):
    """Labels of associations, from both sides, and how many records one may be associated with."""

    name = "association"
    section = "associations"
    section_type: Any = dict[ObjectName, dict[ObjectName, dict[str, AssociationSpec]]]
    after = frozenset({HOST})
    reads: tuple[str, ...] = ("association_labels", "association_limits")
    writes: tuple[str, ...] = ("association_labels", "association_limits")

    def expand(self, section: Section, near: Surroundings) -> Iterable[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        """The labels of both directions, limits that are managed, and the room for labels to be made."""
        if not lists.is_there(scope, context):
            return Observation()
        labels, limits = lists.label_calls(scope, context), lists.limit_calls(scope, wanted, context)
        answers = yield [*labels, *limits.values()]
        types = [lists.rows(answer) for answer in answers[: len(labels)]]
        told = dict(zip(limits, map(lists.limits, answers[len(labels) :]), strict=True))
        reading = Reading(scope, wanted, types[0], types[-1], context, told)
        if reading.is_untold:
            schemas = yield (lists.schema_call(scope, context),)
            reading = replace(reading, named=lists.same_name(schemas[0], scope, context))
        found = reading.observed()
        known = {observed.address for observed in found}
        absent = [r for r in wanted if r.address not in known and not context.ledger.entry(r.address)]
        if absent and not unread(answers):
            rooms = yield (lists.room_call(scope, context),)
            crowded = absent[lists.room(rooms[0], len(absent)) :]
            found += [Observed(resource.address, "", {}, locked={"": _FULL}) for resource in crowded]
        return Observation(tuple(found), unread(answers))

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return write.compile_(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return write.settle(call, answer)

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:
        """The label by its name, seen from either object: each direction has a type id of its own."""
        one, other = lists.ends(address.scope)
        ids = {pair(other, one): keys.get(INVERSE, ""), pair(one, other): keys.get("", "")}
        return {Symbol(self.name, f"{way}/{address.name}"): one_id for way, one_id in ids.items() if one_id}

    def hazards(self, change: Change) -> Iterable[Finding]:
        if change.action is Action.DELETE:
            summary = "the label goes from every record that has it, in both directions; HubSpot keeps none"
            hint = "the records stay associated with each other, without the label"
            yield Finding("RV650", Severity.WARNING, summary, hint, change.address)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        said = {path: value for path, value in observed.units.items() if value != NO_LIMIT}
        if said.get("inverseLabel") == said.get("label"):
            said.pop("inverseLabel", None)
        return said

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        if path in TEXTS:
            rewrite.put_text(entry, path, value, context.locale)
        else:
            rewrite.put(entry, path, value)
