"""Where to look for what may refer to something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from revops.cli.choice import SCOPES
from revops.engine.capability import Grants, lack
from revops.engine.impact import Scopes
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.model.reference import Point

_PAIRS: Final = "association"
"""Kind that is read only where it is asked about: its lists are two for every two objects."""


def around(points: Iterable[Point], grants: Grants) -> Scopes:
    """Every kind with its objects, and the pairs of objects that the points are about.

    What the subscription does not include as the target declares it is left out: there is nothing of it.
    """
    pairs = dict.fromkeys(point.address.scope for point in points if point.address.kind == _PAIRS)
    reads = {kind.name: kind.reads for kind in KINDS}

    def included(kind: str, scope: str) -> bool:
        return not any(lack(SURFACES[name], scope, grants) for name in reads[kind])

    wanted = {**SCOPES, _PAIRS: tuple(pairs)}
    found = {kind: tuple(one for one in wanted[kind] if included(kind, one)) for kind in wanted}
    return {kind: scopes for kind, scopes in found.items() if scopes}
