"""The `pipelines:` section, and what HubSpot would refuse in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from revops.kinds.base import Refs, Surroundings, Text
from revops.kinds.pipelines.objects import Pipelined, why_not
from revops.kinds.pipelines.shipped import shipped
from revops.kinds.pipelines.stages import split
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Spec


class StageSpec(Spec):
    """A stage. Which field closes it depends on the object (dossier D2)."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False)

    label: Text | None = Field(None, description="What people read in HubSpot; unique in its pipeline")
    probability: int | float | None = Field(
        None, description="Deals: chance to win, 0 to 1; 1 is won, 0 is lost"
    )
    ticket_state: Literal["OPEN", "CLOSED"] | None = Field(
        None, description="Tickets: whether the work goes on"
    )
    state: Literal["OPEN", "CLOSED"] | None = Field(None, description="Other objects: whether it goes on")


class PipelineSpec(Spec):
    """A pipeline and the stages that the blueprint manages, in their sequence."""

    ref: Refs = ""
    label: Text | None = Field(None, description="What people read in HubSpot; unique per object")
    stages: dict[str, StageSpec] = Field(
        default_factory=dict, description="Id -> stage, in their sequence; others stay where they are"
    )


MAX_PIPELINE_ID: Final = 36
MAX_STAGE_ID: Final = 100
"""Characters; a longer id is answered with a 500 (peers (f))."""

_KEY: Final = re.compile(r"^[a-z0-9][a-z0-9_-]*$")


@dataclass(frozen=True)
class Entry:
    """One pipeline as the blueprint writes it, its units, and where to report."""

    spec: PipelineSpec
    scope: str
    name: str
    units: Mapping[str, Json]
    near: Surroundings
    object: Pipelined

    @property
    def new_stages(self) -> Iterator[tuple[str, StageSpec]]:
        """Stages that the portal does not have from HubSpot."""
        there = shipped(self.scope, self.name)
        return (
            (key, stage) for key, stage in self.spec.stages.items() if not there or key not in there.stages
        )

    def report(self, code: str, summary: str, *path: str, hint: str = "") -> None:
        self.near.report(code, summary, "pipelines", self.scope, self.name, *path, hint=hint)


def check(entry: Entry) -> None:
    """Report everything that HubSpot would refuse about one pipeline."""
    _keys(entry)
    _complete(entry)
    _fields(entry)
    _labels(entry)
    _closed(entry)
    if len(entry.spec.stages) > entry.object.most:
        summary = f"{len(entry.spec.stages)} stages, HubSpot allows {entry.object.most} for {entry.scope}"
        entry.report("RV246", summary, "stages")


def refuse(scope: str, near: Surroundings) -> None:
    """Report an object that has no pipelines."""
    summary, hint = why_not(scope)
    near.report("RV614", summary, "pipelines", scope, hint=hint)


def check_ids(section: Mapping[str, Mapping[str, PipelineSpec]], near: Surroundings) -> None:
    """Stage ids are unique per object type, pipeline ids across deals and tickets (peers (f))."""
    for scope, pipelines in section.items():
        count = Counter(key for spec in pipelines.values() for key in spec.stages)
        for name, spec in pipelines.items():
            for key in spec.stages:
                if count[key] > 1 and not shipped(scope, name):
                    summary = f"two pipelines of {scope} have a stage {key!r}; its id must be the only one"
                    hint = f"Call it {name}_{key}; the label may stay."
                    near.report("RV247", summary, "pipelines", scope, name, "stages", key, hint=hint)
    for name in section.get("tickets", {}):
        if name in section.get("deals", {}):
            summary = f"deals and tickets both have a pipeline {name!r}; its id must be the only one"
            near.report("RV247", summary, "pipelines", "tickets", name, hint=f"Call it tickets_{name}.")


def _keys(entry: Entry) -> None:
    if not _fits(entry.name, MAX_PIPELINE_ID):
        entry.report("RV241", f"{entry.name!r} is no id for a pipeline", hint=_hint(MAX_PIPELINE_ID))
    for key in entry.spec.stages:
        if not _fits(key, MAX_STAGE_ID):
            summary = f"{key!r} is no id for a stage"
            entry.report("RV241", summary, "stages", key, hint=_hint(MAX_STAGE_ID))


def _fits(key: str, most: int) -> bool:
    return bool(_KEY.fullmatch(key)) and len(key) <= most


def _hint(most: int) -> str:
    return f"Use lower-case letters, digits, _ and -, at most {most} characters."


def _complete(entry: Entry) -> None:
    if not (entry.spec.label and entry.spec.stages) and not shipped(entry.scope, entry.name):
        entry.report("RV242", "a pipeline that HubSpot does not ship needs a label and stages")
    for key, stage in entry.new_stages:
        missing = [] if stage.label else ["label"]
        if entry.scope == "deals" and stage.probability is None:
            missing.append("probability")
        if missing:
            summary = f"a stage that HubSpot does not ship needs {' and '.join(missing)}"
            entry.report("RV242", summary, "stages", key)


def _fields(entry: Entry) -> None:
    for path, value in entry.units.items():
        part = split(path)
        if part is None or part[1] == "label":
            continue
        key, field = part
        if field == "state" and not entry.object.field:
            summary = f"no source tells how HubSpot's API names the state of a stage of {entry.scope}"
            entry.report("RV615", summary, "stages", key, field, hint="Leave it out, and set it in HubSpot.")
        elif field != entry.object.field:
            summary = f"stages of {entry.scope} have no {field}"
            hint = f"Use {entry.object.field}." if entry.object.field else "Leave it out."
            entry.report("RV248", summary, "stages", key, field, hint=hint)
        elif field == "probability" and not 0 <= value <= 1:
            entry.report("RV243", f"a probability is from 0 to 1, not {value}", "stages", key, field)


def _labels(entry: Entry) -> None:
    found: dict[str, str] = {}
    for path, value in entry.units.items():
        part = split(path)
        if part is None or part[1] != "label":
            continue
        twin = found.setdefault(folded(value), part[0])
        if twin != part[0]:
            summary = f"stage {twin!r} is called {value!r} already; HubSpot compares without case and blanks"
            entry.report("RV245", summary, "stages", part[0], "label")


def _closed(entry: Entry) -> None:
    told = {key: stage.ticket_state for key, stage in entry.spec.stages.items()}
    if entry.scope == "tickets" and not shipped(entry.scope, entry.name) and "CLOSED" not in told.values():
        summary = "a ticket pipeline keeps at least one closed stage"
        entry.report("RV244", summary, "stages", hint="Give the last one `ticketState: CLOSED`.")
