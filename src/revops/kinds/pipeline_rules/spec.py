"""The `pipelineRules:` section, and what HubSpot would refuse in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from revops.kinds import filters
from revops.kinds.base import Refs, Surroundings, Text
from revops.kinds.pipelines.objects import pipelined, why_not
from revops.kinds.pipelines.shipped import shipped
from revops.kinds.slips import slip
from revops.kinds.team.people import USER
from revops.kinds.wire import refs
from revops.model.address import Address
from revops.model.condition import Condition
from revops.model.json import Json
from revops.model.spec import Need, Resource, Spec, Symbol

SECTION: Final = "pipelineRules"
DEALS: Final = "deals"

Stages = bool | list[str]


class ApprovalSpec(Spec):
    """Whose yes deals need in a stage. What is not said here is not asked for."""

    stage: str = Field(description="Key of the stage that deals wait in")
    approvers: list[str] = Field(description="Roles whose people may approve")
    mode: Literal["all", "any"] = Field("any", description="Whether all of them must, or any one may")
    comment: Text | None = Field(None, description="What the approvers read")
    when: str | dict[str, Json] | None = Field(
        None, description="Condition on the deal; without it every deal is approved"
    )


class PipelineRulesSpec(Spec):
    """What people may not do with records of a pipeline (Professional)."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False)

    ref: Refs = ""
    no_skipping: Stages | None = Field(
        None, description="Stages that may not be skipped: true for all, or a list of keys"
    )
    no_backwards: Stages | None = Field(
        None, description="Stages that may not be moved back to: true for all, or a list of keys"
    )
    create_in: list[str] | None = Field(
        None, description="The only stages in which records may be made; an empty list allows all"
    )
    approval: ApprovalSpec | Literal[False] | None = Field(
        None, description="Approval of deals (Sales Hub Enterprise); false for none"
    )


@dataclass(frozen=True)
class Design:
    """The spec of a resource, with its condition understood."""

    spec: PipelineRulesSpec
    when: Condition | None


@dataclass(frozen=True)
class Spot:
    """One entry of a section about a pipeline: where it stands, and what its stages may be called."""

    section: str
    scope: str
    name: str
    near: Surroundings

    @property
    def pipeline(self) -> frozenset[Need]:
        """A pipeline that HubSpot ships need not be described."""
        is_described = self.near.entry("pipelines", self.scope, self.name) is not None
        if shipped(self.scope, self.name) and not is_described:
            return frozenset()
        return frozenset({Need(Address("pipeline", self.scope, self.name))})

    def path(self, *below: str) -> tuple[str, ...]:
        return (self.section, self.scope, self.name, *below)

    def report(self, code: str, summary: str, *below: str, hint: str = "") -> None:
        self.near.report(code, summary, *self.path(*below), hint=hint)

    def check_stages(self, keys: Iterable[str], *below: str) -> None:
        """Report keys of no stage. What a pipeline has that nobody describes, only the portal knows."""
        known = self._stages()
        for key in keys:
            if known and key not in known:
                hint = slip(key, known) or f"There are: {', '.join(known)}."
                self.report("RV870", f"{self.scope}.{self.name} has no stage {key!r}", *below, hint=hint)

    def _stages(self) -> Collection[str]:
        described = self.near.entry("pipelines", self.scope, self.name, "stages")
        there = shipped(self.scope, self.name)
        own = list(described) if isinstance(described, Mapping) else []
        return dict.fromkeys([*map(str, own), *(there.stages if there else ())])


def has_pipelines(section: str, scope: str, near: Surroundings) -> bool:
    """Whether an object has pipelines; one that has none is reported."""
    if pipelined(scope) is not None:
        return True
    near.report("RV873", why_not(scope)[0], section, scope, hint="Take it out.")
    return False


def expand(section: Mapping[str, Mapping[str, PipelineRulesSpec]], near: Surroundings) -> Iterator[Resource]:
    """All rules of the section; faults are reported at their lines."""
    for scope, entries in section.items():
        if has_pipelines(SECTION, scope, near):
            for name, spec in entries.items():
                yield _rules(Spot(SECTION, scope, name, near), spec)


def _rules(spot: Spot, spec: PipelineRulesSpec) -> Resource:
    when = _condition(spot, spec.approval) if spec.approval else None
    _check(spot, spec)
    units = dict(_units(spot, spec, when))
    needs = filters.needs(when, spot.near, spot.scope) if when else ()
    people = spec.approval.approvers if spec.approval else ()
    return Resource(
        Address("pipeline_rules", spot.scope, spot.name),
        units,
        Design(spec, when),
        spot.near.origin(*spot.path()),
        {unit: spot.near.origin(*spot.path(unit)) for unit in units},
        spot.pipeline.union(needs),
        frozenset(Symbol(USER, role) for role in people)
        | (filters.symbols(when, spot.scope) if when else frozenset()),
        refs(spec.ref),
    )


def _units(spot: Spot, spec: PipelineRulesSpec, when: Condition | None) -> Iterator[tuple[str, Json]]:
    if spec.no_skipping is not None:
        yield "noSkipping", _stages(spec.no_skipping)
    if spec.no_backwards is not None:
        yield "noBackwards", _stages(spec.no_backwards)
    if spec.create_in is not None:
        yield "createIn", sorted(set(spec.create_in))
    if spec.approval is False:
        yield "approval", False
    elif spec.approval is not None:
        yield "approval", _approval(spot, spec.approval, when)


def _stages(value: Stages) -> Json:
    """The sequence tells nothing, and an empty list is no rule."""
    return value if isinstance(value, bool) else sorted(set(value)) or False


def _approval(spot: Spot, spec: ApprovalSpec, when: Condition | None) -> dict[str, Json]:
    found: dict[str, Json] = {"stage": spec.stage, "approvers": sorted(set(spec.approvers))}
    found["mode"] = spec.mode
    if spec.comment is not None:
        found["comment"] = spot.near.text(spec.comment, *spot.path("approval", "comment"))
    if when is not None:
        found["when"] = filters.spell(filters.canonical(when))
    return found


def _condition(spot: Spot, spec: ApprovalSpec) -> Condition | None:
    where = spot.path("approval", "when")
    if spec.when is None:
        return None
    if isinstance(spec.when, str):
        condition = spot.near.condition(spec.when, *where)
    else:
        condition = spot.near.parse_condition(spec.when, *where)
    problem = filters.problem(condition, spot.scope) if condition else None
    if problem is None:
        return condition
    spot.near.report(problem.code, problem.summary, *where, hint=problem.hint)
    return None


def _check(spot: Spot, spec: PipelineRulesSpec) -> None:
    named = {"noSkipping": spec.no_skipping, "noBackwards": spec.no_backwards, "createIn": spec.create_in}
    for unit, keys in named.items():
        if isinstance(keys, list):
            spot.check_stages(keys, unit)
    if not spec.approval:
        return
    spot.check_stages([spec.approval.stage], "approval", "stage")
    if spot.scope != DEALS:
        spot.report("RV871", "HubSpot has approvals for deals only", "approval")
    if not spec.approval.approvers:
        spot.report("RV874", "nobody could give the approval", "approval", "approvers")
