"""One row of the table of API surfaces, and the verdict on whether a credential may use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True)
class Surface:
    """`bases` maps a version to its base path, best first; `lag` is seconds until a write must show."""

    name: str
    bases: Mapping[str, str]
    beta: bool = False
    credential: str = "data"
    """`data` (HUBSPOT_ACCESS_TOKEN) or `automation` (HUBSPOT_AUTOMATION_TOKEN)."""
    reads: frozenset[tuple[str, str]] = frozenset()
    """POST operations that only read: (method, last part of the path)."""
    read_scopes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per scope (object type, `` for any): any one of these lets the surface be read."""
    write_scopes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tier: str = ""
    """Lowest hub tier (`professional`), empty for all; with `hubs`, the hubs that carry it."""
    hubs: tuple[str, ...] = ()
    service_key: bool = True
    lag: float = 2.0
    source: str = ""
    """Where the facts of this row come from (dossier section)."""


class Allowance(Enum):
    """What the credential, its scopes, the tier and the betas allow on a surface."""

    ALLOWED = "allowed"
    WAITING = "waiting"
    BLOCKED = "blocked"
    MANUAL = "manual"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """`reason` names the scope, tier or beta that is missing; `way_out` what to do about it."""

    allowance: Allowance
    reason: str = ""
    way_out: str = ""
