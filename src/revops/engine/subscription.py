"""What the declared subscription lacks besides reading and writing: publishing, and what is done by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from revops.engine.capability import Grants, Lack, lack, short
from revops.kinds.base import Kind
from revops.model.spec import Phase, Resource
from revops.model.surface import Surface


def to_publish(resource: Resource, kind: Kind) -> bool:
    """Whether the blueprint publishes it."""
    switches = [path for path, value in resource.units.items() if value is True]
    return any(kind.phase(path, None) is Phase.PUBLISH for path in switches)


def unpublishable(kind: Kind, surfaces: Mapping[str, Surface], grants: Grants) -> Lack | None:
    """What a kind's publishing takes and the target does not declare."""
    missing = (lack(surfaces[name], "", grants) for name in kind.publishes)
    return next((one for one in missing if one), None)


def shut(kinds: Iterable[Kind], surfaces: Mapping[str, Surface], grants: Grants) -> dict[str, str]:
    """Name of each kind that publishes nothing under the declared subscription, and why."""
    found = {kind.name: unpublishable(kind, surfaces, grants) for kind in kinds}
    return {name: one.told for name, one in found.items() if one}


def beyond(resource: Resource, grants: Grants) -> Lack | None:
    """What people need to do it by hand and the target does not declare."""
    needed = Lack(str(resource.address), resource.tier, resource.hubs)
    return needed if resource.tier and short(needed, grants) else None
