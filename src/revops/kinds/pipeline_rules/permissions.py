"""Kind `stage_permissions` (beta): who may edit deals in a stage (dossier D5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from pydantic import Field

from revops.kinds import rewrite
from revops.kinds.base import Refs, Settled, Surroundings
from revops.kinds.objects import ObjectName
from revops.kinds.pipeline_rules import uses
from revops.kinds.pipeline_rules.editors import EVERYONE, Editors, said, symbols
from revops.kinds.pipeline_rules.places import (
    SURFACE,
    Look,
    Row,
    Stages,
    clicks,
    look,
    pipeline_id,
    pipeline_path,
    pipelines,
)
from revops.kinds.pipeline_rules.spec import DEALS, Spot, has_pipelines
from revops.kinds.pipelines.objects import pipelined
from revops.kinds.plain import Plain
from revops.kinds.team.closed import closed, not_shown
from revops.kinds.team.people import TEAM, TREE
from revops.kinds.wire import refs, results, settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.reference import Mention
from revops.model.spec import Need, Observation, Observed, Resource, Spec, Symbol

_SECTION: Final = "stagePermissions"
_BELOW: Final = "/stage-edit-permissions"
_STAGES: Final = "stages."


class EditorsSpec(Spec):
    """Who may edit the deals of a stage, besides super admins. Nobody else where both are empty."""

    roles: list[str] = Field(default_factory=list, description="Roles: their people, or their team")
    teams: list[str] = Field(default_factory=list, description="Keys under `teams:`, or names of teams")


class StagePermissionsSpec(Spec):
    """Stages of a pipeline with those who may edit its deals there; other stages stay as they are."""

    ref: Refs = ""
    stages: dict[str, EditorsSpec | Literal["everyone"]] = Field(
        description="Key of a stage -> who may edit its deals, or `everyone`"
    )


class StagePermissionsKind(Plain):
    """The permissions of a pipeline are always there; what nobody limited is open to everyone."""

    name = "stage_permissions"
    section = _SECTION
    section_type: Any = dict[ObjectName, dict[str, StagePermissionsSpec]]
    after = frozenset({HOST, "pipeline", "team"})
    reads: tuple[str, ...] = (SURFACE, "pipelines")
    writes: tuple[str, ...] = (SURFACE,)
    deletes = False

    def expand(
        self, section: Mapping[str, Mapping[str, StagePermissionsSpec]], near: Surroundings
    ) -> Iterator[Resource]:
        for scope, entries in section.items():
            if has_pipelines(_SECTION, scope, near):
                for name, spec in entries.items():
                    yield _permissions(Spot(_SECTION, scope, name, near), spec)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        if pipelined(scope) is None:
            return Observation()
        made = sorted({symbol for one in wanted for symbol in _made(one)}, key=str)
        seen = yield from look(self.name, scope, wanted, context, _BELOW, (TREE,) if made else ())
        resources = {one.address.name: one for one in wanted}
        known = replace(context, names=seen.people.names)
        found = (_observed(Address(self.name, scope, n), resources.get(n), seen, known) for n in seen.rows)
        missing = seen.missing(self.resolve(one, Observation(), context) for one in wanted)
        shut = next((not_shown(answer, "teams") for answer in seen.more if not answer.ok), "")
        missing = {s: shut if s in made else why for s, why in missing.items() if shut or s not in made}
        return Observation(tuple(found), unread([seen.listed]), ids=seen.people.ids, missing=missing)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """What a role is, the target says: a person, or a team. A team that nobody can make is waited for."""
        values = resource.units.values()
        uses = frozenset(one for value in values for one in symbols(value, context))
        lost = {Need(Address(TEAM, "", one.name)) for one in _made(resource) if one in seen.missing}
        return replace(resource, uses=uses, needs=resource.needs - lost)

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        """A PUT names every stage: those of the pipeline as it is now, with what is kept about each.

        Of a pipeline that this run has made nobody limited a stage yet, whatever HubSpot answers about it.
        """
        scope = changes[0].address.scope
        paths = {change.address: pipeline_path(change.address, context) + _BELOW for change in changes}
        shown = {"results": [_as_listed(change, context) for change in changes]}
        reads = [
            Call(SURFACE, "GET", paths[one.address], restates=not one.actual, rehearsal=_kept(one.actual))
            for one in changes
        ]
        listed, *answers = yield [replace(pipelines(scope, context), rehearsal=shown), *reads]
        rows = {row["id"]: row for row in results(listed)}
        calls = []
        for change, answer in zip(changes, answers, strict=True):
            stages = rows[pipeline_id(change.address, context.names)]["stages"]
            kept = answer.body if answer.ok else _kept(None)
            body = {"stages": Editors(change.address, context).sent(stages, kept, _set(change))}
            calls.append(Call(SURFACE, "PUT", paths[change.address], body=body, carries=(change.address,)))
        yield calls

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        """Which scopes a token needs is not verified: what it may not do, a person does (dossier D5)."""
        for address in call.carries:
            is_refused = answer.status in (403, 404)
            hint = clicks(address, "", (), context) if is_refused else ""
            told = settled(address, call, answer, hint=hint)
            yield replace(told, by_hand=is_refused and not told.done)

    def by_hand(self, change: Change, context: Context) -> str:
        label = str(change.actual.raw.get("label", "")) if change.actual else ""
        gone = {unit.path: EVERYONE for unit in change.units if unit.after is MISSING}
        return clicks(change.address, label, _steps({**gone, **change.after()}), context)

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.of_permissions(observed)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        limited = {p.removeprefix(_STAGES): v for p, v in observed.units.items() if v != EVERYONE}
        return {"stages": limited} if limited else {}

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        rewrite.put(entry["stages"], rewrite.key_of(entry["stages"], path.removeprefix(_STAGES)), value)


def _permissions(spot: Spot, spec: StagePermissionsSpec) -> Resource:
    spot.check_stages(spec.stages, "stages")
    units: dict[str, Json] = {}
    for key, who in spec.stages.items():
        if who != EVERYONE and spot.scope != DEALS:
            spot.report("RV872", "HubSpot limits stages of deals only", "stages", key)
        units[_STAGES + key] = _unit(who)
    teams = sorted(
        {team for who in spec.stages.values() if isinstance(who, EditorsSpec) for team in who.teams}
    )
    described = [team for team in teams if spot.near.entry("teams", team) is not None]
    return Resource(
        Address("stage_permissions", spot.scope, spot.name),
        units,
        spec,
        spot.near.origin(*spot.path()),
        {_STAGES + key: spot.near.origin(*spot.path("stages", key)) for key in spec.stages},
        spot.pipeline.union(Need(Address("team", "", team)) for team in described),
        ref=refs(spec.ref),
    )


def _made(resource: Resource) -> list[Symbol]:
    """Teams that the blueprint describes: where HubSpot shows none of them, nobody can make them."""
    return [Symbol(TEAM, need.address.name) for need in resource.needs if need.address.kind == TEAM]


def _unit(who: EditorsSpec | Literal["everyone"]) -> Json:
    if isinstance(who, str):
        return who
    return {"roles": sorted(set(who.roles)), "teams": sorted(set(who.teams))}


def _observed(address: Address, resource: Resource | None, seen: Look, context: Context) -> Observed:
    row, answer = seen.rows[address.name], seen.answers[address.name]
    wanted = resource.units if resource else {}
    if not answer.ok:
        what = clicks(address, row["label"], _steps(wanted), context)
        return closed(address, answer, "stage permissions", what, row["id"])
    keys = [path.removeprefix(_STAGES) for path in wanted]
    editors = Editors(address, context)
    found = {_STAGES + key: one for key, one in editors.units(row["stages"], answer.body, keys, wanted)}
    factory = dict.fromkeys(found, EVERYONE)
    return Observed(address, row["id"], found, factory=factory, raw={**row, "permissions": answer.body})


def _set(change: Change) -> dict[str, Json]:
    return {path.removeprefix(_STAGES): value for path, value in change.after().items()}


def _kept(actual: Observed | None) -> Row:
    return actual.raw["permissions"] if actual else {"stages": []}


def _as_listed(change: Change, context: Context) -> Row:
    """The pipeline as the list will show it, for a rehearsal."""
    if change.actual:
        return change.actual.raw
    stages = Stages(change.address, context.names)
    ids = [stages.id(path.removeprefix(_STAGES)) for path in change.after()]
    return {"id": pipeline_id(change.address, context.names), "stages": [{"id": one} for one in ids]}


def _steps(units: Mapping[str, Json]) -> list[str]:
    told = [f"{path.removeprefix(_STAGES)}: {said(value)}" for path, value in units.items()]
    return ["Control editing access", *told]
