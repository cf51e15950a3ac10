"""Which records hold something, as conditions that a search can count (`revops impact`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from revops.kinds.pipelines.objects import LIFECYCLE
from revops.model.condition import All, Condition, InSegment, PropertyRef, Test
from revops.model.objects import HOST
from revops.model.reference import Point
from revops.model.spec import Observed

_DEALS: Final = "deals"
_STAGE: Final = {_DEALS: "dealstage"}
_PIPELINE: Final = {_DEALS: "pipeline"}
"""Deals have properties of their own for what others hold in `hs_pipeline_stage` and `hs_pipeline` (N)."""


def holders(point: Point, observed: Observed) -> Sequence[tuple[str, Condition]]:
    """Objects and who of their records would be touched; nothing for what no record holds."""
    address, part = point
    key = part.partition(".")[2]
    match address.kind:
        case "property":
            return [(address.scope, _property(point, observed, key))]
        case "pipeline":
            return [(address.scope, _piped(point, key))]
        case "lifecycle" if part:
            return [(scope, _one_of(PropertyRef(scope, "lifecyclestage"), key)) for scope in LIFECYCLE]
        case "segment":
            return [(str(observed.units["object"]), InSegment(address.name))]
        case kind if kind == HOST:
            return [(address.name, All(()))]
        case _:
            return []


def _property(point: Point, observed: Observed, option: str) -> Condition:
    ref, kind = PropertyRef(point.address.scope, point.address.name), str(observed.units["type"])
    if not option:
        return Test(ref, kind, "known")
    return Test(ref, kind, "is", option == "true") if kind == "bool" else _one_of(ref, option)


def _piped(point: Point, stage: str) -> Condition:
    scope, name = point.address.scope, point.address.name
    if stage:
        return _one_of(PropertyRef(scope, _STAGE.get(scope, "hs_pipeline_stage")), f"{name}/{stage}")
    return _one_of(PropertyRef(scope, _PIPELINE.get(scope, "hs_pipeline")), name)


def _one_of(ref: PropertyRef, value: str) -> Condition:
    return Test(ref, "enumeration", "any_of", [value])
