"""One row of the table of API surfaces, and the verdict on whether a credential may use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from revops.model.objects import CUSTOM, is_custom


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
    add_on: str = ""
    """An add-on, in words, that carries it below the tier."""
    tiers: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Per scope, where an object type asks for more than the surface: lowest tier, and the hubs for it."""
    service_key: bool = True
    lag: float = 2.0
    beside: str = ""
    """The surface that it is a part of: it is there only in a version in which that one answers."""
    source: str = ""
    """Where the facts of this row come from (dossier section)."""

    def scopes(self, scope: str, *, write: bool) -> tuple[str, ...]:
        """Any one of these lets the surface be used for an object type; none: every token may."""
        table = self.write_scopes if write else self.read_scopes
        own = table.get(scope) or (table.get(CUSTOM) if is_custom(scope) else ())
        return own or table.get("", ())

    def subscription(self, scope: str) -> tuple[str, tuple[str, ...]]:
        """Lowest tier for an object type, empty for all, and the hubs that carry it."""
        own = self.tiers.get(scope) or (self.tiers.get(CUSTOM) if is_custom(scope) else None)
        return own or (self.tier, self.hubs)


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

    @property
    def told(self) -> str:
        """Both in one line."""
        return f"{self.reason}; {self.way_out}".strip("; ")
