"""Where to look for what may refer to something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from revops.cli.choice import SCOPES
from revops.engine.impact import Scopes
from revops.model.reference import Point

_PAIRS: Final = "association"
"""Kind that is read only where it is asked about: its lists are two for every two objects."""


def around(points: Iterable[Point]) -> Scopes:
    """Every kind with its objects, and the pairs of objects that the points are about."""
    pairs = dict.fromkeys(point.address.scope for point in points if point.address.kind == _PAIRS)
    return {**SCOPES, _PAIRS: tuple(pairs)}
