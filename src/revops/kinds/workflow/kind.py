"""The kind `workflow`: created off, changed as a whole, switched on as a step of its own (rule 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.kinds.workflow import hazard, lookup, rewriting, writing
from revops.kinds.workflow.enrolment import forms_of
from revops.kinds.workflow.expand import expand
from revops.kinds.workflow.observe import observe
from revops.kinds.workflow.spec import WorkflowSpec
from revops.kinds.workflow.steps import chosen, symbols_of
from revops.kinds.workflow.wire import is_step
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.spec import Observation, Observed, Phase, Present, Resource, Symbol


class WorkflowKind(Plain):
    """Kind `workflow`. Its steps are units, so that one changed step is one line of a plan."""

    name = "workflow"
    section = "workflows"
    section_type: Any = dict[str, WorkflowSpec]
    after: frozenset[str] = frozenset(
        {HOST, "group", "property", "pipeline", "lifecycle", "score", "segment", "form"}
    )
    reads: tuple[str, ...] = ("flows",)
    writes: tuple[str, ...] = ("flows",)

    def expand(self, section: Mapping[str, WorkflowSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(wanted, context)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """With `email: …, else: …` chosen, and the steps that left the blueprint marked for removal."""
        unread = lookup.unread("email") in seen.missing
        known = {*seen.ids, *(resource.uses if unread else ())}
        chose = {p: chosen(unit, known) if is_step(p) else unit for p, unit in resource.units.items()}
        used = {symbol for path, step in chose.items() if is_step(path) for symbol in symbols_of(step)}
        units = {**dict.fromkeys(_dropped(resource, seen, context), MISSING), **chose}
        return replace(resource, units=units, uses=frozenset(used) | forms_of(resource.spec))

    def phase(self, path: str, actual: Observed | None) -> Phase:
        """Any change of a workflow that is on takes effect at once, so it asks as switching on does."""
        is_on = actual is not None and actual.units.get("enabled") is True
        return Phase.ENABLE if is_on or path == "enabled" else Phase.DRAFT

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return writing.compile_changes(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return [writing.settle(address, call, answer) for address in call.carries]

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:
        return {Symbol("workflow", address.name): keys[""]} if keys.get("") else {}

    def hazards(self, change: Change) -> Iterable[Finding]:
        return hazard.hazards(change)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where the workflow is, or where to make one."""
        if change.actual:
            page = link(context, f"/workflows/{{portal}}/platform/flow/{change.actual.id}/edit")
            return f"Open {page} (Automation > Workflows), make the changes listed above, and save."
        page = link(context, "/workflows/{portal}")
        return (
            f"Open {page} (Automation > Workflows), choose Create workflow, and build the steps listed above."
        )

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return rewriting.described(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        rewriting.rewrite(entry, path, value, context.locale)


def _dropped(resource: Resource, seen: Observation, context: Context) -> list[str]:
    """Steps that an earlier run wrote, the blueprint no longer has and the portal still shows."""
    entry, presence = context.ledger.entry(resource.address), seen.presence(resource.address)
    if entry is None or not isinstance(presence, Present):
        return []
    shown = presence.observed.units
    return [path for path in entry.units if is_step(path) and path in shown and path not in resource.units]
