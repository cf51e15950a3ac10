"""What somebody changed by hand in HubSpot since the last apply; a reading of the plan, nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from revops.model.change import Action, Change
from revops.model.finding import Finding
from revops.model.plan import Plan, PortalFacts


@dataclass(frozen=True)
class Drift:
    """`held` moved in the portal; `pending` is what the blueprint wants and nobody applied yet.

    `two_way` is True where there is no ledger, so that nobody can tell who moved.
    """

    portal: PortalFacts
    held: tuple[Change, ...]
    pending: tuple[Change, ...]
    findings: tuple[Finding, ...]
    two_way: bool

    @property
    def is_clean(self) -> bool:
        return not self.held and not self.pending


def read_drift(plan: Plan, *, two_way: bool) -> Drift:
    """The drift that a plan without consents shows."""
    held = tuple(change for change in plan.changes if change.action is Action.HOLD)
    pending = tuple(change for change in plan.changes if change.action.counts)
    return Drift(plan.portal, held, pending, plan.findings, two_way)
