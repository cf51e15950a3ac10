"""What a body of HubSpot's names: filters, steps, rules and texts, walked as they are.

A blueprint's words would not do here: what has no words must count, too, and names are not unique where ids
are. Keys and shapes are those of dossier E3, F2 to F7, G2 and G3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from revops.kinds.objects import scope_of
from revops.kinds.values import NAMED
from revops.model.context import Names
from revops.model.json import Json
from revops.model.reference import Mention, Thing

Body = Mapping[str, Json]
SET: Final = "step.set"
_OWN: Final = (
    *("property", "propertyName", "source_property", "appendPropertyName", "dateProperty"),
    *("comparisonPropertyName", "contactOwnerProperty", "contactProperty", "enrollmentEventProperty"),
)
"""Members that hold the name of a property."""
_SET: Final = ("property_name", "target_property", "targetProperty")
"""Members that hold the name of a property that gets a value."""
_BY_TYPE: Final = ("enrolledObjectPropertyNameToMatch", "associatedObjectPropertyNameToMatch")
"""Members that hold `0-1/email`."""
_IDS: Final[Mapping[str, str]] = {
    "formId": "form",
    "emailId": "email",
    "content_id": "email",
    "email_content_id": "email",
    "flow_id": "workflow",
    "workflow_id": "workflow",
    "sequenceId": "sequence",
}
"""Member -> kind of what its id stands for."""
_ACTS: Final[Mapping[str, str]] = {
    "email": "step.email",
    "workflow": "step.workflow",
    "sequence": "step.sequence",
    "segment": "step.segment",
}
"""What a step does with what it names outside of a filter."""
_ID_LISTS: Final = ("segmentIds", "suppressionListIds")
_OBJECT: Final = ("objectTypeId", "associatedObjectTypeId", "toObjectTypeId", "object_type_id")
"""Members that say of which object the rest of a body speaks."""
_CHANGED: Final = "4-655002"
"""The event "a property's value changed": `hs_name` of it is the property (dossier F3)."""
_AGAIN: Final = "reEnrollmentTriggersFilterBranches"
_WORKFLOWS: Final = "WORKFLOWS_"
"""Of `inListType`: the list is that of a workflow's records, and `metadata.id` the workflow (dossier G3)."""
_TOKEN: Final = re.compile(r"{{\s*enrolled_object\.(\w+)|{{\s*fetched_objects\.(\w+)\.(\w+)")
"""In texts of steps (dossier F4)."""


@dataclass(frozen=True)
class Walk:
    """One walk through a body.

    Args:
        names: of the portal, for its custom objects.
        how: the way in which it names things, a word for `Mention.how`.
        at: the named part of the body.
        sources: objects of the records that a workflow fetches, by the name of the source.
        event: True below an event: its properties are none of the record's.
    """

    names: Names
    how: str
    at: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    event: bool = False

    def through(self, value: Json, scope: str) -> Iterator[Mention]:
        """Everything that a value names, in a body about this object."""
        match value:
            case str():
                yield from self._tokens(value, scope)
            case list():
                for part in value:
                    yield from self.through(part, scope)
            case Mapping():
                yield from self._body(value, scope)
            case _:
                return

    def property(self, scope: str, name: Json, values: object = (), how: str = "") -> Iterator[Mention]:
        """A property, each of the values among its options, and the stage or pipeline that one stands for."""
        if not isinstance(name, str) or not name:
            return
        found, way = Thing("property", scope, name), how or self.how
        options = [one for value in _listed(values) for one in str(value).split(";") if one]
        yield from (Mention(found, way, self.at, f"options.{one}") for one in options)
        if not options:
            yield Mention(found, way, self.at)
        kind = _VALUES.get(NAMED.get(name, ""))
        for one in options if kind else ():
            yield Mention(Thing(str(kind), "" if kind == _LIFECYCLE else scope, one), way, self.at)

    def _body(self, body: Body, scope: str) -> Iterator[Mention]:
        if "eventTypeId" in body and not self.event:
            yield from replace(self, event=True).through(body, scope)
            return
        about = self._about(body, scope)
        if body.get("eventTypeId") == _CHANGED:
            yield from self.changed(body, scope)
        yield from self._named(body, about)
        yield from self._identified(body)
        for name, part in body.items():
            if name == _AGAIN:
                yield from self._again(part, about)
            elif name not in _LEAVES:
                yield from self.through(part, about)

    def _about(self, body: Body, scope: str) -> str:
        told = next((body[name] for name in _OBJECT if isinstance(body.get(name), str)), "")
        return scope_of(told, self.names, scope) if told else scope

    def _named(self, body: Body, scope: str) -> Iterator[Mention]:
        values = [*_asked(body), *(value for case in body.get("matchRules") or () for value in _asked(case))]
        for name in () if self.event else _OWN:
            if name in body:
                yield from self.property(scope, body[name], values)
        target = scope_of(str(body["target_object"]), self.names) if "target_object" in body else scope
        how = SET if self.how == "step" else ""
        for name in _SET:
            if name in body:
                yield from self.property(target, body[name], _given(body.get("value")), how)
        for name in _BY_TYPE:
            type_, _, own = str(body.get(name) or "").partition("/")
            yield from self.property(scope_of(type_, self.names), own)
        for one in _listed(body.get("owner_properties")):
            yield from self.property(scope, one)
        yield from self._cases(body, scope)

    def _cases(self, body: Body, scope: str) -> Iterator[Mention]:
        """Paths by the value of a property."""
        source = body.get("inputValue")
        if "staticBranches" in body and isinstance(source, Mapping):
            cases = [one.get("branchValue") for one in body["staticBranches"]]
            yield from self.property(scope, source.get("propertyName"), [one for one in cases if one])

    def _identified(self, body: Body) -> Iterator[Mention]:
        told = [(_IDS[name], body[name]) for name in body if name in _IDS]
        told += [("segment", one) for name in _ID_LISTS for one in _listed(body.get(name))]
        about = body.get("metadata")
        if not isinstance(about, Mapping):
            told.append(("segment", body.get("listId")))
        elif str(about.get("inListType")).startswith(_WORKFLOWS):
            told.append(("workflow", about.get("id")))
        if body.get("associationCategory") == "USER_DEFINED":
            told.append(("association", body.get("associationTypeId")))
        acts = self.how == "step" and not (self.event or "filterType" in body)
        how = _ACTS if acts else {}
        for kind, one in told:
            if isinstance(one, str | int) and str(one):
                yield Mention(Thing(kind, "", str(one)), how.get(kind, self.how), self.at)

    def _again(self, branches: Json, scope: str) -> Iterator[Mention]:
        """What enrols again; a branch names the property by `hs_name`, or holds filters as elsewhere."""
        told = replace(self, how="reenrolment")
        for branch in _listed(branches):
            found = list(told.changed(branch, scope))
            yield from found or told.through(branch, scope)

    def changed(self, branch: Body, scope: str) -> Iterator[Mention]:
        """The property whose change a branch asks for, and the new values."""
        asked = {str(one.get("property")): _asked(one) for one in branch.get("filters") or ()}
        for name in asked.get("hs_name", ()):
            yield from self.property(scope, name, asked.get("hs_value", ()))

    def _tokens(self, text: str, scope: str) -> Iterator[Mention]:
        for own, source, name in _TOKEN.findall(text) if "{{" in text else ():
            yield from self.property(self.sources.get(source, scope) if source else scope, own or name)


_LIFECYCLE: Final = "lifecycle.stages"
_VALUES: Final[Mapping[str, str]] = {
    "lifecycle_stage": _LIFECYCLE,
    "stage": "pipeline.stages",
    "pipeline": "pipeline",
}
"""Kind of symbol that a property's values stand for -> what they are in the portal."""
_LEAVES: Final = (*_OWN, *_SET, *_IDS, *_ID_LISTS, *_OBJECT, "listId", "metadata", "owner_properties")


def _listed(value: object) -> list[Json]:
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value is None else [value]


def _asked(body: Body) -> list[Json]:
    """The values that the operation of a filter compares with."""
    operation = body.get("operation")
    if not isinstance(operation, Mapping):
        return []
    found = [*_listed(operation.get("values")), *_listed(operation.get("value"))]
    return [one for one in found if isinstance(one, str)]


def _given(value: object) -> list[Json]:
    """The fixed value that a step sets or appends."""
    found = value if isinstance(value, Mapping) else {}
    return [one for name in ("staticValue", "staticAppendValue") if (one := found.get(name))]
