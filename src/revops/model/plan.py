"""A plan: the ordered changes for one portal, their findings, and the digest that binds it to its inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from revops.model.change import Action, Change, Consent
from revops.model.finding import Finding
from revops.model.guard import Guard


@dataclass(frozen=True)
class Consents:
    """What was agreed to on the command line: patterns by flag, the values of `Consent`, and guards."""

    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allowed: Mapping[str, int] = field(default_factory=dict)
    """Guards that were agreed to (`--allow CODE=NUMBER`): code -> the largest number."""

    @property
    def allowances(self) -> list[str]:
        """Guards that were agreed to, as they are typed."""
        return [f"{code}={number}" for code, number in sorted(self.allowed.items())]

    def allows(self, code: str, count: int) -> bool:
        """True where somebody agreed to a guard with this number or a larger one."""
        return code in self.allowed and count <= self.allowed[code]

    def of(self, flag: str) -> tuple[str, ...]:
        return tuple(self.patterns.get(flag, ()))


@dataclass(frozen=True)
class PortalFacts:
    """The account behind the token: `GET /account-info/2026-09/details` (dossier, K)."""

    id: int
    account_type: str = "STANDARD"
    time_zone: str = "UTC"
    currency: str = ""
    ui_domain: str = "app.hubspot.com"
    target: str = ""
    locale: str = "en"
    protected: bool = True


@dataclass(frozen=True)
class Plan:
    """Pure data; `apply` executes it and nothing else (rule 8)."""

    portal: PortalFacts
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    guards: tuple[Guard, ...] = ()
    """What is odd about it as a whole; `findings` tell them, too."""
    blueprint_digest: str = ""
    ledger_digest: str = ""
    digest: str = ""
    """Binds portal, blueprint, ledger, locale, consents and the observed values of the touched units."""
    consents: Consents = field(default_factory=Consents)
    writes: int = 0
    """Requests that the approved changes send; counted by rehearsal."""
    reads: int = 0
    """Requests that were sent to make this plan."""
    undoing: bool = False
    """True for the way back from a run: what it wants is what was there before."""

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(change.action.value for change in self.changes)

    @property
    def is_empty(self) -> bool:
        return not any(change.action.counts for change in self.changes)

    @cached_property
    def runnable(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.runs)

    @cached_property
    def undecided(self) -> tuple[Change, ...]:
        """Changes that wait for a person: not approved, held or blocked."""
        held = (Action.HOLD, Action.BLOCKED)
        return tuple(c for c in self.changes if (c.action.counts and not c.approved) or c.action in held)

    @property
    def stopping(self) -> tuple[Guard, ...]:
        """Guards that keep it from being applied."""
        return tuple(guard for guard in self.guards if guard.trips)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)


@dataclass(frozen=True)
class Drift:
    """What a plan without consents says about changes by hand: a reading of it, nothing more.

    `two_way` is True where there is no ledger, so that nobody can tell who moved.
    """

    plan: Plan
    two_way: bool
    also: tuple[Consent, ...] = ()
    """What taking the blueprint's side of the first that is held asks for besides."""

    @property
    def held(self) -> tuple[Change, ...]:
        """Moved in the portal, or by both."""
        return tuple(change for change in self.plan.changes if change.action is Action.HOLD)

    @property
    def pending(self) -> tuple[Change, ...]:
        """What the blueprint wants and nobody applied yet."""
        return tuple(change for change in self.plan.changes if change.action.counts)

    @property
    def is_clean(self) -> bool:
        return not self.held and not self.pending
