"""The properties that a published score writes: their names, and where they stand in a configuration (E3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from revops.model.condition import PropertyRef
from revops.model.json import Json

if TYPE_CHECKING:
    from revops.kinds.score.spec import ScoreSpec

TIERS = "threshold"


def outputs(key: str, spec: ScoreSpec) -> Iterator[tuple[PropertyRef, str]]:
    """The properties of a score and their types; they exist once the score is published.

    HubSpot takes the internal name as `internalPropertyName` of an output override. That it keeps the name
    is read back after the write.
    """
    for output, name in names(key, spec).items():
        yield PropertyRef(spec.object, name), "enumeration" if output == TIERS else "number"


def names(key: str, spec: ScoreSpec) -> Mapping[str, str]:
    """Internal names by output: one number for each category, one enumeration where there are thresholds."""
    base = spec.output.property or key
    single = len(spec.categories) == 1
    found = {kind.lower(): base if single else f"{base}_{kind.lower()}" for kind in spec.categories}
    return {**found, TIERS: f"{base}_{TIERS}"} if spec.thresholds else found


def places(config: Mapping[str, Json]) -> Mapping[str, Mapping[str, Json]]:
    """The outputs of a configuration by the word of unit paths; a total over both categories is left out."""
    found: dict[str, Mapping[str, Json]] = {}
    for output in (config.get("outputConfiguration") or {}).get("outputs") or ():
        categories = output.get("categories") or config["allowedGroupTypes"]
        if output["outputType"] == "THRESHOLD":
            found[TIERS] = output
        elif output["outputType"] == "SCORE" and len(categories) == 1:
            found[categories[0].lower()] = output
    return found
