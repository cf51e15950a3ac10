"""The kind `workflow`: created off, changed as a whole, switched on as a step of its own (rule 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from revops.kinds import lookup
from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.kinds.workflow import counting, hazard, mails, rewriting, uses, writing
from revops.kinds.workflow.design import named_in
from revops.kinds.workflow.expand import expand
from revops.kinds.workflow.frame import others
from revops.kinds.workflow.observe import LIST, described, observe
from revops.kinds.workflow.removal import dropped, held_open
from revops.kinds.workflow.respelling import gathered
from revops.kinds.workflow.spec import WorkflowSpec
from revops.kinds.workflow.step import Step
from revops.kinds.workflow.steps import chosen, symbols_of
from revops.kinds.workflow.tree import steps_in
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change, Consent
from revops.model.context import Context, Names
from revops.model.finding import Finding
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.outlook import Outlook
from revops.model.reference import Mention
from revops.model.spec import Observation, Observed, Phase, Present, Resource, Symbol


class WorkflowKind(Plain):
    """Kind `workflow`. Its steps are units, so that one changed step is one line of a plan."""

    name = "workflow"
    section = "workflows"
    section_type: Any = dict[str, WorkflowSpec]
    after: frozenset[str] = frozenset(
        {HOST, "group", "property", "pipeline", "lifecycle", "association"}
        | {"score", "segment", "form", "email"}
    )
    reads: tuple[str, ...] = ("flows",)
    writes: tuple[str, ...] = ("flows",)
    asks: frozenset[Consent] = frozenset({Consent.ENABLE})
    opens = (LIST,)
    spoken_of = True

    def expand(self, section: Mapping[str, WorkflowSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(wanted, context)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """With every `else:` chosen, and the steps that left the blueprint marked for removal.

        A fork stays as it is while steps that nobody agreed to remove stand on a path that it would lose.
        """
        chose, uses = _chosen(resource, seen, context)
        entry, presence = context.ledger.entry(resource.address), seen.presence(resource.address)
        if entry and isinstance(presence, Present):
            gone = dropped(chose, entry, presence.observed)
            chose = {**dict.fromkeys(gone, MISSING), **chose} if gone else chose
            kept = held_open(chose, entry, presence.observed)
            chose = {path: unit for path, unit in chose.items() if path not in kept} if kept else chose
        return replace(resource, units=chose, uses=uses, needs=mails.awaited(resource.needs, uses))

    def phase(self, path: str, actual: Observed | None) -> Phase:
        """Any change of a workflow that is on takes effect at once, so it asks as switching on does."""
        is_on = actual is not None and actual.units.get("enabled") is True
        return Phase.ENABLE if is_on or path == "enabled" else Phase.DRAFT

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return writing.compile_changes(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return [writing.settle(address, call, answer) for address in call.carries]

    def weigh(self, change: Change, outlook: Outlook) -> Conversation | None:
        return counting.weigh(change, outlook)

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

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.mentions(observed, context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return rewriting.described(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        rewriting.rewrite(entry, path, value, context.locale)


def _chosen(
    resource: Resource, seen: Observation, context: Context
) -> tuple[Mapping[str, Json], frozenset[Symbol]]:
    """The units with every `else:` chosen and every person once, and the names that they use."""
    steps, uses = steps_in(resource.units), resource.uses
    chose: dict[str, Step] = {}
    if any("else" in step for step in steps.values()):
        chose, uses = _otherwise(resource, steps, seen, context)
    chose |= gathered(chose or steps, Names(seen.ids))
    return {**resource.units, **{f"steps.{name}": step for name, step in chose.items()}}, uses


def _otherwise(
    resource: Resource, steps: Mapping[str, Step], seen: Observation, context: Context
) -> tuple[dict[str, Step], frozenset[Symbol]]:
    """The steps with every `else:` chosen, and the names that the workflow uses then."""
    unread = {symbol for symbol in resource.uses if lookup.unread(symbol.kind) in seen.missing}
    known = {*seen.ids, *described([resource]), *unread} - mails.unsendable(context)
    chose, scope = {name: chosen(step, known) for name, step in steps.items()}, resource.spec.object
    used = {symbol for step in chose.values() for symbol in symbols_of(step, scope)}
    return chose, frozenset(used) | named_in(resource.spec) | others(resource.units)
