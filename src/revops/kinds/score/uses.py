"""What a score names, as it is published and as its draft has it, and the properties that it fills (E3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from revops.kinds.mentions import Walk
from revops.model.context import Context
from revops.model.json import Json
from revops.model.reference import Mention, Thing
from revops.model.spec import Observed


def mentions(observed: Observed, context: Context) -> Iterator[Mention]:
    """Rules and filter. A property that it fills is there only while the score is, so it names the score."""
    scope = observed.address.scope
    walk = Walk(context.names, "rule")
    for side in ("draft", "published"):
        config = observed.raw.get(side) or {}
        for group in config.get("groupConfigs") or ():
            yield from replace(walk, at=str(group.get("groupName", ""))).through(group, scope)
        yield from replace(walk, how="filter").through(config.get("filterConfiguration"), scope)
        for output in (config.get("outputConfiguration") or {}).get("outputs") or ():
            yield from _filled(output, observed)


def _filled(output: Mapping[str, Json], observed: Observed) -> Iterator[Mention]:
    scope, name = observed.address.scope, output.get("propertyName")
    if isinstance(name, str) and name:
        score = Thing("score", scope, observed.id)
        yield Mention(score, "output", by=Thing("property", scope, name))
