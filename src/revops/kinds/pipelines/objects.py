"""Which objects have pipelines, what opens and closes their stages, and how many stages they may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from revops.model.objects import TYPE_IDS, is_custom


@dataclass(frozen=True)
class Pipelined:
    """An object with pipelines."""

    field: str
    """The key in a stage's metadata that tells its state; empty where no source names it."""
    most: int
    """Stages of one pipeline."""


_MANY: Final = 100
_FEW: Final = 30
_OWN: Final = Pipelined("state", _FEW)

_OBJECTS: Final[Mapping[str, Pipelined]] = {
    "deals": Pipelined("probability", _MANY),
    "tickets": Pipelined("ticketState", _MANY),
    "leads": Pipelined("", _FEW),
    "appointments": _OWN,
    "courses": _OWN,
    "listings": _OWN,
    "orders": _OWN,
    "services": _OWN,
    "projects": Pipelined("state", _MANY),
}
"""Dossier D2, D3. The smaller number is from HubSpot's guide to pipelines, which does not name projects."""

LIFECYCLE: Final = ("contacts", "companies")
"""Objects whose one pipeline holds the lifecycle stages (dossier C1)."""


def pipelined(scope: str) -> Pipelined | None:
    """None for an object that has no pipelines. Custom stages use `state` (peers (f))."""
    return Pipelined("state", _MANY) if is_custom(scope) else _OBJECTS.get(scope)


def why_not(scope: str) -> tuple[str, str]:
    """What to say of an object without pipelines, and what to do instead."""
    if scope in LIFECYCLE:
        return f"{scope} have lifecycle stages in place of pipelines", "describe them under `lifecycle:`"
    told = f"HubSpot has no pipelines of {scope}"
    if scope not in TYPE_IDS:
        told = f"no source tells that HubSpot has pipelines of {scope}"
    return told, f"there are pipelines of {', '.join(_OBJECTS)} and custom objects"
