"""The kind `segment`: found by one search, changed unit by unit, replaced where HubSpot changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.kinds.segment import hazard, paper, uses
from revops.kinds.segment.expand import expand
from revops.kinds.segment.observe import SEARCH, observe
from revops.kinds.segment.spec import DYNAMIC, NEVER, SegmentSpec
from revops.kinds.segment.write import compile_changes
from revops.kinds.wire import settled
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change, Consent
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.json import Json
from revops.model.objects import HOST
from revops.model.reference import Mention
from revops.model.spec import Observation, Observed, Present, Resource

_IN_USE = "take the segment out of what uses it, then apply again"


class SegmentKind(Plain):
    """Kind `segment`, which HubSpot's API calls a list."""

    name = "segment"
    section = "segments"
    section_type: Any = dict[str, SegmentSpec]
    after: frozenset[str] = frozenset(
        {HOST, "group", "property", "lifecycle", "pipeline", "association", "score", "form", "email"}
    )
    reads: tuple[str, ...] = ("lists",)
    writes: tuple[str, ...] = ("lists",)
    opens = (SEARCH,)
    spoken_of = True
    asks: frozenset[Consent] = frozenset({Consent.DELETE})

    def expand(self, section: Mapping[str, SegmentSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(wanted, context)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """Once it is a picture, or HubSpot has made it static as wanted, the condition has done its work."""
        presence, wish = seen.presence(resource.address), resource.units.get("convert", NEVER)
        if not isinstance(presence, Present):
            return resource
        if resource.spec.picture:
            return replace(resource, units={p: unit for p, unit in resource.units.items() if p != "where"})
        if wish == NEVER:
            return resource
        became = presence.observed.units.get("type")
        if became == DYNAMIC:
            return resource
        left = {path: unit for path, unit in resource.units.items() if path not in ("where", "convert")}
        return replace(resource, units={**left, "type": became})

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return compile_changes(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        made = call.method == "POST" and not call.path and answer.ok
        for address in call.carries:
            if made:
                yield Settled(address, done=True, id=str(answer.body["list"]["listId"]))
            else:
                yield settled(address, call, answer, in_use=_IN_USE)

    def hazards(self, change: Change) -> Iterable[Finding]:
        return hazard.hazards(change)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where the segment is, or where to make one."""
        if change.actual:
            page = link(context, f"/contacts/{{portal}}/objectLists/{change.actual.id}/filters")
            return f"Open {page} (CRM > Segments), make the changes listed above, and save."
        page = link(context, "/contacts/{portal}/objectLists/views/all")
        return f"Open {page} (CRM > Segments), choose Create segment, and enter what is listed above."

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.mentions(observed, context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return paper.described(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        paper.rewrite(entry, path, value, context.locale)
