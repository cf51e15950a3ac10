"""From a request's path to the operation of a surface and the API version that was asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from werkzeug.routing import Map, Rule

from revops.emulator.surfaces import SURFACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.http import Route

_HOST = "api.hubapi.com"


@cache
def _map() -> Map:
    rules = [
        Rule(route.path.replace("{version}", version), methods=[route.method], endpoint=(route, version))
        for surface in SURFACES
        for route in surface.ROUTES
        for version in route.versions
    ]
    return Map(rules, strict_slashes=False, merge_slashes=False)


def find(method: str, path: str) -> tuple[Route, str, Mapping[str, str]]:
    """The route, the version and the path's variable parts.

    Raises Werkzeug's `NotFound` or `MethodNotAllowed` where no surface serves this.
    """
    (route, version), args = _map().bind(_HOST).match(path, method)
    return route, version, args
