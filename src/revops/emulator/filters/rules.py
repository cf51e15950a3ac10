"""What a filter may not say although each of its fields is sound (HubSpot's guides to list filters).

The rules of the older guide, "List filter definitions", are among them where no newer source speaks against.
"""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Fault, fault
from revops.emulator.http import Json

_REFINEMENTS = ("pruningRefineBy", "coalescingRefineBy")
_TRACKED = ("HAS_PAGEVIEW_EQ", "NOT_HAS_PAGEVIEW_EQ")
_STATUSES = ("OPT_IN", "OPT_OUT", "NOT_OPTED")


def keeps_rules(value: Json, where: str) -> Iterator[Fault]:
    """Faults of a filter, or of an event branch, whose shape is sound."""
    yield from refined_once(value, where)
    if value.get("operator") == "NOT_FILLED_OUT" and "pruningRefineBy" in value:
        yield _clash(where, "pruningRefineBy", "is for FILLED_OUT only")
    if "clickUrl" in value and value["operator"] != "LINK_CLICKED":
        yield _clash(where, "clickUrl", "is for LINK_CLICKED only")
    if value.get("enableTracking") and value["operator"] not in _TRACKED:
        yield _clash(where, "enableTracking", "is for whole addresses only")
    if value["filterType"] == "EMAIL_SUBSCRIPTION":
        yield from _one_status(value["acceptedStatuses"], where)


def refined_once(value: Json, where: str) -> Iterator[Fault]:
    """HubSpot enforces one refinement at a time, also where there is room for two ("Refine by operation")."""
    if all(name in value for name in _REFINEMENTS):
        yield _clash(where, "coalescingRefineBy", "cannot stand beside pruningRefineBy")


def _one_status(statuses: list[str], where: str) -> Iterator[Fault]:
    if len(statuses) != 1 or statuses[0] not in _STATUSES:
        yield _clash(where, "acceptedStatuses", f"must be one of: {', '.join(_STATUSES)}")


def _clash(where: str, name: str, why: str) -> Fault:
    return fault(f"{where}.{name} {why}", f"{where}.{name}", "FILTER_RULE")
