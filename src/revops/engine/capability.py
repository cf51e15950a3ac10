"""What credential, scopes and tier allow on a surface, before anything is written (design.md, section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.model.surface import Allowance, Surface, Verdict

TIERS = ("free", "starter", "professional", "enterprise")
ALLOWED = Verdict(Allowance.ALLOWED)

_ADD_SCOPE = "Add the scope to the key or app in HubSpot, then run again."
_ADD_APP = "Service Keys do not reach it: set HUBSPOT_AUTOMATION_TOKEN to an app's token that has the scope."

_SAID: Final[Mapping[str, str]] = {
    "schemas": "custom objects",
    "scores": "lead scores",
    "flows": "workflows",
    "association_limits": "limits of associations",
    "email_publishing": "publications of e-mails",
}
"""What people call a surface, where its own name is another one."""


@dataclass(frozen=True)
class Grants:
    """What is known of a target. `scopes` by credential (`data`, `automation`); None means nobody told."""

    scopes: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    hubs: Mapping[str, str] = field(default_factory=dict)
    """The subscription as the target declares it: hub -> tier; empty means not declared."""
    add_ons: frozenset[str] = frozenset()
    """Add-ons that the target declares, in the words of the surfaces."""
    closed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Surface and scope that a probe found closed, with the reason."""


@dataclass(frozen=True, order=True)
class Lack:
    """What a subscription has to include: `tier` of one of `hubs`, or of any where none is named."""

    what: str
    tier: str
    hubs: tuple[str, ...] = ()
    add_on: str = ""

    @property
    def subscription(self) -> str:
        """`Sales Hub Professional`, or `an Enterprise subscription` where any hub will do; or an add-on."""
        tier = self.tier.capitalize()
        some = f"{'an' if tier == 'Enterprise' else 'a'} {tier} subscription"
        carriers = [f"{hub.capitalize()} Hub {tier}" for hub in self.hubs] or [some]
        return " or ".join([*carriers, *([self.add_on] if self.add_on else [])])

    @property
    def told(self) -> str:
        """As the reason of what it keeps from being done."""
        return f"{self.what} need {self.subscription}, which the target does not declare"


def requirement(surface: Surface, scope: str) -> Lack | None:
    """What a surface asks of a subscription for an object type; None where it asks for nothing."""
    lowest, carriers = surface.subscription(scope)
    what = _SAID.get(surface.name, surface.name.replace("_", " "))
    named = f"{what} of {scope}" if scope in surface.tiers else what
    return Lack(named, lowest, carriers, surface.add_on) if lowest else None


def lack(surface: Surface, scope: str, grants: Grants) -> Lack | None:
    """What is missing from the subscription as the target declares it; None where it declares none."""
    needed = requirement(surface, scope)
    return needed if needed and short(needed, grants) else None


def short(needed: Lack, grants: Grants) -> bool:
    """Whether the target declares a subscription, and none that includes it."""
    if not grants.hubs or (needed.add_on and needed.add_on in grants.add_ons):
        return False
    relevant = [tier for hub, tier in grants.hubs.items() if not needed.hubs or hub in needed.hubs]
    return not any(TIERS.index(tier) >= TIERS.index(needed.tier) for tier in relevant)


def verdict(surface: Surface, scope: str, grants: Grants, *, write: bool) -> Verdict:
    """Whether a surface may be used for an object type (`` where the surface is not per object)."""
    return (
        _closed(surface, scope, grants, write=write)
        or _tier(surface, scope, grants)
        or lack_of_scope(surface, scope, grants, write=write)
        or ALLOWED
    )


def _closed(surface: Surface, scope: str, grants: Grants, *, write: bool) -> Verdict | None:
    why = grants.closed.get((surface.name, scope))
    if not (why and write):
        return None
    return Verdict(Allowance.BLOCKED, why, "Run `revops auth` for what this blueprint needs.")


def _tier(surface: Surface, scope: str, grants: Grants) -> Verdict | None:
    """The way out is the same for all that is lacking, so that whoever shows them tells it once."""
    missing = lack(surface, scope, grants)
    return Verdict(Allowance.BLOCKED, missing.told) if missing else None


def lack_of_scope(surface: Surface, scope: str, grants: Grants, *, write: bool) -> Verdict | None:
    """The verdict where the token is known to lack what the surface asks of it."""
    needed = surface.scopes(scope, write=write)
    held = grants.scopes.get(surface.credential)
    if not needed or held is None or held & set(needed):
        return None
    doing = "write" if write else "read"
    reason = f"the {surface.credential} token may not {doing} {surface.name}: it lacks {' or '.join(needed)}"
    return Verdict(Allowance.BLOCKED, reason, _ADD_SCOPE if surface.service_key else _ADD_APP)
