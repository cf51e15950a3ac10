"""The properties that a published score writes: their names, and where they stand in a configuration (E3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from revops.model.condition import PropertyRef
from revops.model.json import Json

if TYPE_CHECKING:
    from revops.kinds.score.spec import ScoreSpec

TIERS = "threshold"
MATRIX = "matrix"


KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "calculated": ("fit",),
    "computed": ("fit", "intent"),
    "workflows": ("fit", "intent"),
}
"""Fallback -> the outputs for which it makes a property."""


def outputs(key: str, spec: ScoreSpec) -> Iterator[tuple[PropertyRef, str]]:
    """The properties that a score promises, and their types; they exist once the score is published.

    HubSpot takes the internal name as `internalPropertyName` of an output override. That it keeps the name
    is read back after the write. With a fallback nothing is promised that it could not keep.
    """
    kept = KEPT[spec.fallback] if spec.fallback else ("fit", "intent", TIERS, MATRIX)
    for output, name in names(key, spec).items():
        if output in kept:
            yield PropertyRef(spec.object, name), "enumeration" if output in (TIERS, MATRIX) else "number"


def names(key: str, spec: ScoreSpec) -> Mapping[str, str]:
    """Internal names by output: a number for each category, enumerations for thresholds and the matrix."""
    base = spec.output.property or key
    single = len(spec.categories) == 1
    found = {kind.lower(): base if single else f"{base}_{kind.lower()}" for kind in spec.categories}
    found |= {TIERS: f"{base}_{TIERS}"} if spec.thresholds else {}
    return found | ({MATRIX: f"{base}_{MATRIX}"} if spec.matrix else {})


def places(config: Mapping[str, Json]) -> Mapping[str, Mapping[str, Json]]:
    """The outputs of a configuration by the word of unit paths; a total over both categories is left out."""
    found: dict[str, Mapping[str, Json]] = {}
    for output in (config.get("outputConfiguration") or {}).get("outputs") or ():
        categories = output.get("categories") or config["allowedGroupTypes"]
        if output["outputType"] == "THRESHOLD":
            found[TIERS] = output
        elif output["outputType"] == "MATRIX":
            found[MATRIX] = output
        elif output["outputType"] == "SCORE" and len(categories) == 1:
            found[categories[0].lower()] = output
    return found
