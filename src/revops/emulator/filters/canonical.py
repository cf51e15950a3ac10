"""A tree as HubSpot may respell it: the same meaning in other words (dossier G3, P7: unverified).

Text operations come in their plural, defaults are filled in, values of enumerations are in order, nothing is
said twice, and members stand in another order than they were sent.
"""

from __future__ import annotations

from typing import Final

from revops.emulator.filters.operations import OPERATIONS
from revops.emulator.http import Json

_DEFAULTS: Final[dict[str, dict[str, str]]] = {
    "TIME_POINT": {"endpointBehavior": "EXCLUSIVE", "propertyParser": "VALUE"},
    "TIME_RANGED": {
        "lowerBoundEndpointBehavior": "INCLUSIVE",
        "upperBoundEndpointBehavior": "INCLUSIVE",
        "propertyParser": "VALUE",
    },
}
_SAME: Final = {"IS_NOT_KNOWN": "IS_UNKNOWN", "IS_BLANK": "IS_UNKNOWN", "IS_NOT_BLANK": "IS_KNOWN"}


def respelled(value: Json) -> Json:
    """The same tree, or any part of one."""
    if isinstance(value, list):
        return [respelled(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    body = {name: respelled(value[name]) for name in sorted(value, reverse=True)}
    if "operationType" in body:
        return _operation(body)
    if "timeType" in body:
        return {"timezoneSource": "CUSTOM", **body}
    for name in ("filters", "filterBranches"):
        if name in body:
            body[name] = _once(body[name])
    return body


def _operation(body: dict[str, Json]) -> dict[str, Json]:
    kind, operator = body["operationType"], body["operator"]
    if kind == "STRING" and operator in OPERATIONS["MULTISTRING"].operators.split():
        rest = {name: part for name, part in body.items() if name != "value"}
        return {**rest, "operationType": "MULTISTRING", "values": [body["value"]]}
    if kind == "ENUMERATION":
        return {**body, "values": sorted(set(body["values"]))}
    if kind == "ALL_PROPERTY":
        return {**body, "operator": _SAME.get(operator, operator)}
    return {**_DEFAULTS.get(kind, {}), **body}


def _once(entries: list[Json]) -> list[Json]:
    return [entry for place, entry in enumerate(entries) if entry not in entries[:place]]
