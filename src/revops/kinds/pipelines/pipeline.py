"""Kind `pipeline`: pipelines of deals, tickets and other objects, with their stages (dossier D)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import object_page
from revops.kinds.objects import ObjectName, path_word
from revops.kinds.pipelines import read, room, stages
from revops.kinds.pipelines.objects import pipelined
from revops.kinds.pipelines.shipped import shipped
from revops.kinds.pipelines.spec import Entry, PipelineSpec, StageSpec, check, check_ids, refuse
from revops.kinds.plain import Plain
from revops.kinds.wire import made_id, refs, results, segment, settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.label import folded
from revops.model.objects import HOST
from revops.model.spec import Observation, Observed, Resource, Symbol


class PipelineKind(Plain):
    """One list per object type to read; one POST for a new pipeline, one call per changed stage."""

    name = "pipeline"
    section = "pipelines"
    section_type: Any = dict[ObjectName, dict[str, PipelineSpec]]
    after = frozenset({HOST})
    reads: tuple[str, ...] = ("pipelines",)
    writes: tuple[str, ...] = ("pipelines",)

    def expand(
        self, section: Mapping[str, Mapping[str, PipelineSpec]], near: Surroundings
    ) -> Iterator[Resource]:
        check_ids(section, near)
        for scope, pipelines in section.items():
            kind = pipelined(scope)
            if kind is None:
                refuse(scope, near)
                continue
            for name, spec in pipelines.items():
                at = ("pipelines", scope, name)
                units = dict(_units(spec, at, near))
                check(Entry(spec, scope, name, units, near, kind))
                origins = {f"stages.{key}": near.origin(*at, "stages", key) for key in spec.stages}
                yield Resource(
                    Address("pipeline", scope, name),
                    units,
                    spec,
                    near.origin(*at),
                    origins,
                    ref=refs(spec.ref),
                )

    def opening(self, scope: str, context: Context) -> Sequence[Call]:
        return (Call("pipelines", "GET", f"/{path_word(scope, context)}"),)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        if pipelined(scope) is None:
            return Observation()
        answers = yield self.opening(scope, context)
        rows = [row for row in results(answers[0], "id", "label") if row.get("archived") is not True]
        found = read.observed(rows, scope, wanted, context)
        ids: dict[Symbol, str] = {}
        for pipeline in found:
            ids |= read.symbols(pipeline.address, pipeline.id, pipeline.keys)
        absent = room.absent(wanted, found, context)
        if absent and not unread(answers):
            told = yield (room.CALL,)
            found = (*found, *room.crowded(told[0], scope, absent, context))
        return Observation(found, unread(answers), ids=ids)

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        """The list is read again first: a PATCH must send metadata that nobody changed meanwhile."""
        rehearsal = {"results": [change.actual.raw for change in changes if change.actual]}
        path = f"/{path_word(changes[0].address.scope, context)}"
        answers = yield (Call("pipelines", "GET", path, rehearsal=rehearsal),)
        rows = {row["id"]: row for row in results(answers[0])}
        last = max((row["displayOrder"] for row in rows.values()), default=-1)
        creates = [change for change in changes if change.action is Action.CREATE]
        others = [change for change in changes if change.action is not Action.CREATE]
        yield [
            *(_create(change, last + 1 + at, path) for at, change in enumerate(creates)),
            *(call for change in others for call in _edit(change, rows, path)),
        ]

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        in_use = "move the records to another stage in HubSpot, then apply again"
        verdicts = [settled(address, call, answer, in_use=in_use) for address in call.carries]
        if not answer.ok or call.method != "POST":
            return verdicts
        return [_bound(address, call, answer) for address in call.carries]

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:
        return read.symbols(address, keys.get("", ""), keys)

    def hazards(self, change: Change) -> Iterable[Finding]:
        told = [stages.split(unit.path) for unit in change.units if unit.after is MISSING]
        gone = ", ".join(part[0] for part in told if part and part[1] == "label")
        if gone:
            summary = f"deleting is final, and with the stages ({gone}) go their time properties"
            hint = "HubSpot refuses while records are in them"
            yield Finding("RV563", Severity.WARNING, summary, hint, change.address)

    def audit(self, change: Change, context: Context) -> Sequence[Call]:
        portal_id = change.actual.id if change.actual else ""
        return stages.audits(f"/{path_word(change.address.scope, context)}/{segment(portal_id)}", change)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where to edit the pipeline in HubSpot, and what to set."""
        scope = change.address.scope
        edits = ", ".join(
            f"{unit.path} to {unit.after!r}" for unit in change.units if unit.after is not MISSING
        )
        label = change.actual.units["label"] if change.actual else change.address.name
        where = f"{object_page(context, scope)} (Settings > Objects > {scope.capitalize()})"
        return f"{where} > Pipelines > {label} > set {edits}"

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        units = observed.units
        entries: dict[str, dict[str, Json]] = {key: {} for key in units[stages.ORDER]}
        for path, value in units.items():
            part = stages.split(path)
            if part:
                entries[part[0]][part[1]] = value
        return {"label": units["label"], "stages": entries}

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        part = stages.split(path)
        if path == stages.ORDER:
            rewrite.reorder(entry["stages"], value)
        elif part is None:
            rewrite.put_text(entry, path, value, context.locale)
        else:
            _rewrite_stage(entry["stages"], part, value, context.locale)


def _rewrite_stage(entry: MutableMapping[str, Any], part: tuple[str, str], value: Json, locale: str) -> None:
    """A stage without a label is gone from the portal, with all of its fields."""
    name, field = part
    key = rewrite.key_of(entry, name)
    if value is not MISSING:
        rewrite.put_text(entry.setdefault(key, {}), field, value, locale)
    elif field == "label":
        entry.pop(key, None)
    elif key in entry:
        rewrite.put(entry[key], field, MISSING)


def _units(spec: PipelineSpec, at: tuple[str, str, str], near: Surroundings) -> Iterator[tuple[str, Json]]:
    if spec.label is not None:
        yield "label", near.text(spec.label, *at, "label")
    for key, stage in spec.stages.items():
        yield from _stage_units(f"stages.{key}", stage, (*at, "stages", key), near)
    if spec.stages:
        yield stages.ORDER, list(spec.stages)


def _stage_units(
    path: str, stage: StageSpec, at: tuple[str, ...], near: Surroundings
) -> Iterator[tuple[str, Json]]:
    if stage.label is not None:
        yield f"{path}.label", near.text(stage.label, *at, "label")
    if stage.probability is not None:
        yield f"{path}.probability", stages.number(stage.probability)
    if stage.ticket_state is not None:
        yield f"{path}.ticketState", stage.ticket_state
    if stage.state is not None:
        yield f"{path}.state", stage.state


def _metadata(now: Mapping[str, Json], fields: Mapping[str, Json]) -> dict[str, str]:
    """All of it: a PATCH needs it whole (dossier D1). `isClosed` is HubSpot's own conclusion (peers (f))."""
    kept = {key: str(value) for key, value in now.items() if key != "isClosed"}
    return {**kept, **{key: _spelled(value) for key, value in fields.items() if key != "label"}}


def _spelled(value: Json) -> str:
    """Metadata are texts; probabilities as HubSpot prints them, `1.0` (dossier D2)."""
    return value if isinstance(value, str) else str(float(value))


def _create(change: Change, place: int, path: str) -> Call:
    """One POST with all stages; the keys go out as ids, which HubSpot keeps (peers (f))."""
    name, after = change.address.name, change.after()
    edits, there = stages.Edits.of(change), shipped(change.address.scope, name)
    known = there.stages if there else {}
    fields = {key: {**known.get(key, {}), **edits.fields.get(key, {})} for key in edits.order}
    body = {
        "pipelineId": name,
        "label": after.get("label") or (there.label if there else "") or name,
        "displayOrder": place,
        "stages": [
            stages.stage_input(key, told, at, _metadata) for at, (key, told) in enumerate(fields.items())
        ],
    }
    return Call("pipelines", "POST", path, body=body, carries=(change.address,))


def _edit(change: Change, rows: Mapping[str, Mapping[str, Json]], base: str) -> Iterator[Call]:
    if change.actual is None:
        return
    path, carries = f"{base}/{segment(change.actual.id)}", (change.address,)
    if change.action is Action.DELETE:
        yield Call("pipelines", "DELETE", path, carries=carries)
        return
    after = change.after()
    if "label" in after:
        yield Call("pipelines", "PATCH", path, body={"label": after["label"]}, carries=carries)
    keys = {at.removeprefix("stages."): portal_id for at, portal_id in change.actual.keys.items()}
    now = rows.get(change.actual.id, change.actual.raw)["stages"]
    yield from stages.Desk(path, now, keys, _metadata, carries).calls(stages.Edits.of(change))


def _bound(address: Address, call: Call, answer: Answer) -> Settled:
    """The ids that came back; whether HubSpot keeps those sent is observed, not promised (dossier P2)."""
    if call.path.endswith("/stages"):
        return Settled(address, done=True, keys={f"stages.{call.body['stageId']}": made_id(answer.body)})
    ids = {folded(stage["label"]): str(stage["id"]) for stage in answer.body.get("stages") or ()}
    keys = {
        f"stages.{stage['stageId']}": ids[folded(stage["label"])]
        for stage in call.body["stages"]
        if folded(stage["label"]) in ids
    }
    return Settled(address, done=True, id=made_id(answer.body), keys=keys)
