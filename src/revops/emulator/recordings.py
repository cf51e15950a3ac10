"""Takes in answers that were recorded from a portal, in place of what the emulator holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from revops.emulator.http import Json, Refusal
from revops.emulator.surfaces import SURFACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal


_MAP: Final = Map(
    [
        Rule(path, endpoint=loader)
        for surface in SURFACES
        for path, loader in getattr(surface, "LOADERS", {}).items()
    ]
)
"""Made on import, as the map of `routing`."""


def load(portal: Portal, bodies: Mapping[str, Json]) -> None:
    """Replace what each path answers; `bodies` maps request paths to raw bodies of lists or schema reads.

    Raises:
        Refusal: 400 for a path that takes no recording.
    """
    for path, body in bodies.items():
        try:
            loader, args = _MAP.bind("").match(path)
        except HTTPException as unknown:
            raise Refusal(400, f"no recording can be loaded for {path}") from unknown
        loader(portal, args, body)
