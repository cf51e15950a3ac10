"""Kind `lifecycle`: the stages of contacts and companies, kept as a pipeline of contacts (dossier C)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import object_page
from revops.kinds.pipelines import stages
from revops.kinds.pipelines.lifecycle_spec import LifecycleSpec, Section, check, sequence
from revops.kinds.pipelines.shipped import LIFECYCLE
from revops.kinds.plain import Plain
from revops.kinds.wire import bound_parts, made_id, refs, results, settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.condition import Condition
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry
from revops.model.spec import Observation, Observed, Resource, Symbol

ADDRESS: Final = Address("lifecycle", "", "contacts")
PIPELINE: Final = "contacts-lifecycle-pipeline"
MIRROR: Final = "companies-lifecycle-pipeline"
_SURFACE: Final = "lifecycle"
_PATH: Final = f"/contacts/{PIPELINE}"
_USUAL: Final = {"isClosed": "false", "state": "OPEN"}
"""Metadata that a published integration sends for a new stage (dossier C1)."""
_NO_VERDICT: Final = (401, 423, 429, 477)
"""Refusals that say nothing about lifecycle stages (dossier L2)."""


@dataclass(frozen=True)
class Lifecycle:
    """The section, and the condition under which a contact enters a stage."""

    stages: Mapping[str, LifecycleSpec]
    conditions: Mapping[str, Condition] = field(default_factory=dict)


def conditions(resource: Resource) -> Mapping[str, Condition]:
    """Stage key -> the condition to enter it, for views and for the workflows that carry it out."""
    return resource.spec.conditions if isinstance(resource.spec, Lifecycle) else {}


class LifecycleKind(Plain):
    """One resource for all stages: HubSpot has one list of them for contacts and companies."""

    name = "lifecycle"
    section = "lifecycle"
    section_type: Any = Section
    reads: tuple[str, ...] = (_SURFACE,)
    writes: tuple[str, ...] = (_SURFACE,)

    def expand(self, section: Mapping[str, LifecycleSpec], near: Surroundings) -> Iterator[Resource]:
        units: dict[str, Json] = {
            f"stages.{key}.label": near.text(spec.label, "lifecycle", key, "label")
            for key, spec in section.items()
            if spec.label is not None
        }
        check(section, units, near)
        order = sequence(section)
        yield Resource(
            ADDRESS,
            {**units, **({stages.ORDER: order} if order else {})},
            Lifecycle(section, _conditions(section, near)),
            near.origin("lifecycle"),
            {f"stages.{key}": near.origin("lifecycle", key) for key in section},
            ref=tuple(dict.fromkeys(row for spec in section.values() for row in refs(spec.ref))),
        )

    def opening(self, scope: str, context: Context) -> Sequence[Call]:
        """Contacts' stages, and companies' to see whether they mirror them."""
        return Call(_SURFACE, "GET", "/contacts"), Call(_SURFACE, "GET", "/companies", restates=True)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        calls = self.opening(scope, context)
        contacts, companies = yield calls
        row = _pipeline(contacts, PIPELINE)
        if row is None:
            why = unread([contacts]) or "the pipelines of contacts do not hold the lifecycle stages"
            return Observation(unknown=why, findings=_missing(calls[0], contacts))
        found = _observed(row, wanted, context)
        mirror = _pipeline(companies, MIRROR)
        findings = tuple(_differences(row, mirror)) if mirror else _missing(calls[1], companies)
        return Observation((found,), ids=_symbols(found.keys), findings=findings)

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        """The stages are read again first, so that nothing is written over what changed meanwhile."""
        for change in changes:
            if change.actual is None or change.action is not Action.UPDATE:
                continue
            rehearsal = {"results": [change.actual.raw]}
            answers = yield (Call(_SURFACE, "GET", "/contacts", rehearsal=rehearsal),)
            row = _pipeline(answers[0], PIPELINE) or change.actual.raw
            keys = {at.removeprefix("stages."): i for at, i in change.actual.keys.items()}
            desk = stages.Desk(_PATH, row["stages"], keys, _metadata, (change.address,), _SURFACE)
            yield tuple(desk.calls(stages.Edits.of(change)))

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        """Writing these stages is observed on an older path only (dossier C1): a 4xx goes to a person."""
        for address in call.carries:
            is_verdict = _is_verdict(answer)
            verdict = settled(address, call, answer, hint=_where(context) if is_verdict else "")
            if verdict.done and call.method == "POST":
                keys = {f"stages.{call.body['stageId']}": made_id(answer.body)}
                yield replace(verdict, keys=keys)
            else:
                yield replace(verdict, by_hand=not verdict.done and is_verdict)

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:
        return _symbols(keys)

    def hazards(self, change: Change) -> Iterable[Finding]:
        """HubSpot has no rule for entering a stage: a condition is documentation until a workflow sets it."""
        for key in conditions(change.resource) if change.resource else ():
            summary = f"the condition to enter {key} is not enforced: it needs a workflow that sets the stage"
            yield Finding("RV571", Severity.INFO, summary, "", change.address)

    def audit(self, change: Change, context: Context) -> Sequence[Call]:
        return stages.audits(_PATH, change)

    def by_hand(self, change: Change, context: Context) -> str:
        """The clicks in HubSpot, stage by stage (knowledge base: create-and-customize-lifecycle-stages)."""
        there = change.actual.units if change.actual else {}
        clicks = [_click(unit.path, unit.after, there) for unit in change.units if unit.after is not MISSING]
        return "; ".join([_where(context), *clicks])

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        order = observed.units[stages.ORDER]
        return {
            key: _entry(key, order[at - 1] if at else "", observed.units[f"stages.{key}.label"])
            for at, key in enumerate(order)
        }

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        """`entry` is the whole section: the stages are one resource."""
        part = stages.split(path)
        if path == stages.ORDER:
            _rewrite_after(entry, value)
        elif part and value is MISSING:
            entry.pop(part[0], None)
        elif part:
            rewrite.put_text(entry.setdefault(part[0], {}), part[1], value, context.locale)


def _conditions(section: Mapping[str, LifecycleSpec], near: Surroundings) -> Mapping[str, Condition]:
    found = {
        key: near.condition(spec.enter, "lifecycle", key, "enter")
        for key, spec in section.items()
        if spec.enter is not None
    }
    return {key: condition for key, condition in found.items() if condition is not None}


def _is_verdict(answer: Answer) -> bool:
    """Whether a refusal says that the API does not write these stages; a missing scope can be added."""
    lacks = isinstance(answer.body, Mapping) and answer.body.get("category") == "MISSING_SCOPES"
    return answer.refused and answer.status not in _NO_VERDICT and not lacks


def _pipeline(answer: Answer, portal_id: str) -> Mapping[str, Json] | None:
    return next((row for row in results(answer, "id") if row["id"] == portal_id), None)


def _observed(row: Mapping[str, Json], wanted: Sequence[Resource], context: Context) -> Observed:
    entry = context.ledger.entry(ADDRESS) or Entry()
    labels: dict[str, str] = {}
    for resource in wanted:
        labels |= stages.labels(resource.units)
    keys = stages.bind(row["stages"], labels, {**entry.keys, **bound_parts(ADDRESS, context)})
    gone = {
        f"stages.{key}": "this portal's owner deleted the stage; HubSpot's own stages are never made anew"
        for key in LIFECYCLE.stages
        if key not in keys
    }
    return Observed(
        ADDRESS,
        id=row["id"],
        units=dict(stages.units(row["stages"], keys)),
        keys={f"stages.{key}": portal_id for key, portal_id in keys.items()},
        factory=LIFECYCLE.units,
        locked={**gone, **stages.locks(row["stages"], keys, f"; by hand: {_where(context)}")},
        shipped=True,
        raw=row,
    )


def _missing(call: Call, answer: Answer) -> tuple[Finding, ...]:
    """Nothing where the list was refused, which a token may well be, or lost, which is told everywhere."""
    if not answer.ok:
        return ()
    told = f"{call.request}: the lifecycle stages are not among the pipelines"
    hint = "look at the object's pipelines in HubSpot; the other stages are compared all the same"
    return (Finding("RV693", Severity.WARNING, told, hint, ADDRESS),)


def _differences(contacts: Mapping[str, Json], companies: Mapping[str, Json]) -> Iterator[Finding]:
    """HubSpot shows one list for both (dossier C1); where the two differ somebody should look."""
    ours, theirs = (
        [(s["id"], s["label"]) for s in stages.in_order(p["stages"])] for p in (contacts, companies)
    )
    if ours != theirs:
        odd = sorted({stage_id for stage_id, _ in {*ours} ^ {*theirs}})
        what = f"in {', '.join(odd)}" if odd else "in their sequence"
        summary = f"the lifecycle stages of companies differ from those of contacts {what}"
        hint = "look at both under Settings > Objects > Contacts > Lifecycle Stage"
        yield Finding("RV572", Severity.WARNING, summary, hint, ADDRESS)


def _metadata(now: Mapping[str, Json], fields: Mapping[str, Json]) -> dict[str, str]:  # noqa: ARG001 - Metadata
    return {**_USUAL, **{key: str(value) for key, value in now.items()}}


def _symbols(keys: Mapping[str, str]) -> dict[Symbol, str]:
    return {
        Symbol("lifecycle_stage", at.removeprefix("stages.")): stage_id
        for at, stage_id in keys.items()
        if at.startswith("stages.")
    }


def _where(context: Context) -> str:
    return f"{object_page(context, 'contacts')} (Settings > Objects > Contacts) > Lifecycle Stage"


def _click(path: str, value: Json, there: Mapping[str, Json]) -> str:
    part = stages.split(path)
    if part is None:
        return f"drag the stages into the sequence {', '.join(value)}"
    if path in there:
        return f"hover over {there[path]!r} > Edit > Stage name {value!r}"
    return f"Add stage > name {value!r} > Create lifecycle stage"


def _entry(key: str, before: str, label: str) -> Mapping[str, Json]:
    if key in LIFECYCLE.stages:
        return {"label": label}
    return {"create": True, **({"after": before} if before else {}), "label": label}


def _rewrite_after(entry: MutableMapping[str, Any], order: Sequence[str]) -> None:
    """The portal's sequence as the `after:` of every stage that has one.

    Stages that only the portal has are passed over: a blueprint knows no name for them (design.md, rule 1).
    """
    for before, key in pairwise(key for key in order if key in entry or key in LIFECYCLE.stages):
        if "after" in entry.get(key, {}):
            entry[key]["after"] = before
