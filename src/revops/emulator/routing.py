"""From a request's path to the operation of a surface and the API version that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import Map, Rule

from revops.emulator.surfaces import SURFACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.http import Route

_HOST = "api.hubapi.com"


def _all() -> dict[str, dict[str, tuple[Route, str]]]:
    """Path -> method -> operation and version."""
    found: dict[str, dict[str, tuple[Route, str]]] = {}
    for surface in SURFACES:
        for route in surface.ROUTES:
            for version in route.versions:
                path = route.path.replace("{version}", version)
                found.setdefault(path, {})[route.method] = (route, version)
    return found


_PATHS: Final = _all()
# Made on import: Werkzeug parses code for each rule, and CPython 3.11 cannot do that in two threads at once
# ("AST constructor recursion depth mismatch"), as two first requests would. The rules are without methods, so
# that a path in full words is never taken for one with a name in it that has the method asked for.
_MAP: Final = Map([Rule(path, endpoint=path) for path in _PATHS], strict_slashes=False, merge_slashes=False)


def find(method: str, path: str) -> tuple[Route, str, Mapping[str, str]]:
    """The route, the version and the path's variable parts.

    Raises Werkzeug's `NotFound` or `MethodNotAllowed` where no surface serves this.
    """
    rule, args = _MAP.bind(_HOST).match(path, method)
    served = _PATHS[rule]
    asked = "GET" if method == "HEAD" else method
    if asked not in served:
        raise MethodNotAllowed(valid_methods=list(served))
    route, version = served[asked]
    return route, version, args
