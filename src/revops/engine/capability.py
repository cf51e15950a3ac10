"""What credential, scopes and tier allow on a surface, before anything is written (design.md, section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.model.surface import Allowance, Surface, Verdict

TIERS = ("free", "starter", "professional", "enterprise")
ALLOWED = Verdict(Allowance.ALLOWED)

_ADD_SCOPE = "add the scope to the key or app in HubSpot, then run again"
_ADD_APP = "Service Keys do not reach it: set HUBSPOT_AUTOMATION_TOKEN to an app's token that has the scope"


@dataclass(frozen=True)
class Grants:
    """What is known of a target. `scopes` by credential (`data`, `automation`); None means nobody told."""

    scopes: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    hubs: Mapping[str, str] = field(default_factory=dict)
    """The subscription as the target declares it: hub -> tier; empty means not declared."""
    closed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Surface and scope that a probe found closed, with the reason."""


def verdict(surface: Surface, scope: str, grants: Grants, *, write: bool) -> Verdict:
    """Whether a surface may be used for an object type (`` where the surface is not per object)."""
    return (
        _closed(surface, scope, grants, write=write)
        or _tier(surface, scope, grants)
        or _scope(surface, scope, grants, write=write)
        or ALLOWED
    )


def _closed(surface: Surface, scope: str, grants: Grants, *, write: bool) -> Verdict | None:
    why = grants.closed.get((surface.name, scope))
    if not (why and write):
        return None
    return Verdict(Allowance.BLOCKED, why, "run `revops auth` for what this blueprint needs")


def _tier(surface: Surface, scope: str, grants: Grants) -> Verdict | None:
    lowest, carriers = surface.subscription(scope)
    if not (lowest and grants.hubs):
        return None
    relevant = [tier for hub, tier in grants.hubs.items() if not carriers or hub in carriers]
    if any(TIERS.index(tier) >= TIERS.index(lowest) for tier in relevant):
        return None
    what = f"{surface.name} of {scope}" if scope in surface.tiers else surface.name
    hubs = " or ".join(carriers) or "a hub"
    reason = f"{what} needs {hubs} {lowest}, which the target does not declare"
    return Verdict(
        Allowance.BLOCKED, reason, "correct `hubs:` of the target in revops.yaml if the portal has it"
    )


def _scope(surface: Surface, scope: str, grants: Grants, *, write: bool) -> Verdict | None:
    needed = surface.scopes(scope, write=write)
    held = grants.scopes.get(surface.credential)
    if not needed or held is None or held & set(needed):
        return None
    doing = "write" if write else "read"
    reason = f"the {surface.credential} token may not {doing} {surface.name}: it lacks {' or '.join(needed)}"
    return Verdict(Allowance.BLOCKED, reason, _ADD_SCOPE if surface.service_key else _ADD_APP)
