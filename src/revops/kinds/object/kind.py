"""Kind `object`: one list to read all, one POST with the properties that have a role, one full PATCH."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import link
from revops.kinds.object.expand import expand
from revops.kinds.object.read import describe, observe
from revops.kinds.object.spec import Design, ObjectSpec
from revops.kinds.object.write import compile_changes
from revops.kinds.objects import role_properties
from revops.kinds.plain import Plain
from revops.kinds.wire import settled
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change, Consent
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.reference import Mention, Thing
from revops.model.spec import Need, Observation, Observed, Present, Resource

_IN_USE: Final = (
    "delete the object's records in HubSpot, and what else uses it, such as workflows; then apply again"
)


class ObjectKind(Plain):
    """Custom objects. Everything on one (groups, properties, pipelines, workflows) is below its name."""

    name = HOST
    section = "objects"
    section_type: Any = dict[str, ObjectSpec]
    reads: tuple[str, ...] = ("schemas",)
    writes: tuple[str, ...] = ("schemas",)
    spoken_of = True

    def expand(self, section: Mapping[str, ObjectSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(wanted, context)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """An object that is there needs the properties that it gives a role to; a new one makes them.

        Whatever they need besides has to be there then, or the object would come with halves of properties.
        """
        design = resource.spec
        if not isinstance(design, Design):
            return resource
        is_there = isinstance(seen.presence(resource.address), Present)
        kind, names = ("property", design.properties) if is_there else ("group", design.groupless.values())
        parts = {Need(Address(kind, resource.address.name, name)) for name in names}
        return replace(resource, needs=resource.needs | parts)

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return compile_changes(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        hint = _IN_USE if call.method == "DELETE" and answer.status == 400 else ""
        for address in call.carries:
            if answer.ok and call.method == "POST" and not call.path:
                yield Settled(address, done=True, id=str(answer.body["objectTypeId"]))
            else:
                yield settled(address, call, answer, hint=hint, in_use=_IN_USE)

    def hazards(self, change: Change) -> Iterable[Finding]:
        if change.action is Action.DELETE:
            told = "its groups, properties, pipelines and associations go with it"
            hint = "HubSpot refuses while records of it exist"
            yield Finding("RV626", Severity.WARNING, told, hint, change.address)
        elif change.action is Action.CREATE and change.consent is Consent.CREATE:
            told = "HubSpot purges an archived object of this name when it is made anew"
            yield Finding("RV627", Severity.WARNING, told, "choose another name to keep it", change.address)
        elif change.action is Action.BLOCKED:
            yield from _groupless(change)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where to edit the object in HubSpot, and what to set."""
        page = link(context, "/settings/{portal}/custom-objects")
        edits = ", ".join(
            f"{unit.path} to {unit.after!r}" for unit in change.units if unit.after is not MISSING
        )
        where = f"{page} (Settings > Objects > Custom objects) > {change.address.name} > Edit"
        return f"{where} > set {edits}" if edits else where

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        scope, names = observed.address.name, role_properties(dict(observed.raw))
        return (Mention(Thing("property", scope, name), "role") for name in names)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return describe(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        first, _, rest = path.partition(".")
        if first == "labels":
            rewrite.put_text(entry.setdefault("labels", {}), rest, value, context.locale)
        elif first == "associatedObjects":
            _rewrite_associated(entry, rest, value)
        elif path == "description":
            rewrite.put_text(entry, path, value, context.locale)
        else:
            rewrite.put(entry, path, value)


def _groupless(change: Change) -> Iterator[Finding]:
    """The properties for whose sake the object cannot be made."""
    design, name = change.resource.spec if change.resource else None, change.address.name
    needed = {need.address.name for need in change.needs if need.address.kind == "group"}
    for one, group in design.groupless.items() if isinstance(design, Design) else ():
        if group in needed:
            told = f"it is made with property.{name}.{one}, which has no group {group!r} to stand in"
            hint = f"describe the group: `groups: {{{name}: {{{group}: {{label: …}}}}}}`"
            yield Finding("RV780", Severity.WARNING, told, hint, change.address)


def _rewrite_associated(entry: MutableMapping[str, Any], name: str, value: Json) -> None:
    listed = entry.setdefault("associatedObjects", [])
    if value is MISSING and name in listed:
        listed.remove(name)
    elif value is not MISSING and name not in listed:
        listed.append(name)
