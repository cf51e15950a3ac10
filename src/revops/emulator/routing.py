"""From a request's path to the operation of a surface and the API version that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.routing import Map, Rule

from revops.emulator.surfaces import SURFACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.http import Route

_HOST = "api.hubapi.com"


def _all() -> Map:
    rules = [
        Rule(route.path.replace("{version}", version), methods=[route.method], endpoint=(route, version))
        for surface in SURFACES
        for route in surface.ROUTES
        for version in route.versions
    ]
    return Map(rules, strict_slashes=False, merge_slashes=False)


# Made on import: Werkzeug parses code for each rule, and CPython 3.11 cannot do that in two threads at once
# ("AST constructor recursion depth mismatch"), as two first requests would.
_MAP: Final = _all()


def find(method: str, path: str) -> tuple[Route, str, Mapping[str, str]]:
    """The route, the version and the path's variable parts.

    Raises Werkzeug's `NotFound` or `MethodNotAllowed` where no surface serves this.
    """
    (route, version), args = _MAP.bind(_HOST).match(path, method)
    return route, version, args
