"""The `lifecycle:` section, and what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from revops.kinds.base import Refs, Surroundings, Text
from revops.kinds.pipelines.shipped import LIFECYCLE
from revops.kinds.pipelines.stages import split
from revops.kinds.sequence import placed
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Spec

_KEY: Final = re.compile(r"^[a-z0-9][a-z0-9_-]*$")


class LifecycleSpec(Spec):
    """A lifecycle stage of contacts and companies."""

    ref: Refs = ""
    create: bool = Field(
        default=False, description="HubSpot does not ship this stage, the blueprint makes it"
    )
    after: str | None = Field(None, description="The stage that a new one follows")
    label: Text | None = Field(None, description="What people read in HubSpot, on contacts and companies")
    enter: str | None = Field(None, description="Name of the condition under which a contact enters")


Section = Annotated[dict[str, LifecycleSpec], Field(max_length=100)]
"""HubSpot allows a pipeline 100 stages."""


def check(section: Mapping[str, LifecycleSpec], units: Mapping[str, Json], near: Surroundings) -> None:
    """Report everything that cannot be carried out."""
    known = {**LIFECYCLE.stages, **section}
    for key, spec in section.items():
        _existence(key, spec, near)
        if spec.after is not None and (spec.after not in known or spec.after == key):
            summary = f"there is no stage {spec.after!r} to come after"
            near.report("RV252", summary, "lifecycle", key, "after", hint=f"Name one of {', '.join(known)}.")
    _ring(section, near)
    _labels(units, near)


def _existence(key: str, spec: LifecycleSpec, near: Surroundings) -> None:
    shipped = key in LIFECYCLE.stages
    if shipped and (spec.create or spec.after):
        summary = f"HubSpot ships {key}: it is renamed, not made or moved"
        near.report("RV251", summary, "lifecycle", key, hint="Remove `create` and `after`.")
    if not shipped and not spec.create:
        summary = f"HubSpot ships no stage {key!r}"
        hint = f"Name one of {', '.join(LIFECYCLE.stages)}; a stage of your own says `create: true`."
        near.report("RV251", summary, "lifecycle", key, hint=hint)
    if spec.create and not (spec.label and spec.after):
        summary = "a new stage needs `label` and `after`"
        near.report(
            "RV253",
            summary,
            "lifecycle",
            key,
            hint="Add them: the sequence of stages decides how records move.",
        )
    if not _KEY.fullmatch(key):
        summary = f"{key!r} is no id for a stage"
        near.report("RV241", summary, "lifecycle", key, hint="Use lower-case letters, digits, _ and -.")


def _ring(section: Mapping[str, LifecycleSpec], near: Surroundings) -> None:
    after = {key: spec.after for key, spec in section.items() if spec.after}
    for key, before in after.items():
        seen, at = [key], before
        while at in after and at not in seen:
            seen.append(at)
            at = after[at]
        if at == key and len(seen) > 1:
            summary = f"stages follow each other in a ring: {' > '.join(seen)}"
            near.report("RV252", summary, "lifecycle", key, "after")


def _labels(units: Mapping[str, Json], near: Surroundings) -> None:
    found: dict[str, str] = {}
    for path, label in units.items():
        part = split(path)
        twin = found.setdefault(folded(label), part[0]) if part else ""
        if part and twin != part[0]:
            summary = f"stage {twin!r} is called {label!r} already; HubSpot compares without case and blanks"
            near.report("RV253", summary, "lifecycle", part[0], "label")


def sequence(section: Mapping[str, LifecycleSpec]) -> list[str]:
    """The new stages and the ones they follow; all others keep the sequence they have (rule 2)."""
    after = {key: spec.after for key, spec in section.items() if spec.create and spec.after}
    found = [key for key in LIFECYCLE.stages if key in after.values()]
    waiting = dict(after)
    while ready := [key for key, before in waiting.items() if before in found]:
        for key in ready:
            found = placed(found, [key], [waiting.pop(key), key])
    return found
