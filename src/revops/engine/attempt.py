"""One change on its way: what its answers said so far, and the outcome that this makes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from revops.kinds.base import Settled
from revops.model.change import Action, Change
from revops.model.finding import Finding
from revops.model.outcome import Outcome, Status


@dataclass
class Attempt:
    """Mutable on purpose: the state of a change between its first request and its outcome."""

    change: Change
    calls: int = 0
    accepted: bool = False
    """At least one request was answered with yes, and none with no."""
    refused: bool = False
    uncertain: bool = False
    by_hand: bool = False
    id: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    status: Status = Status.FAILED

    @property
    def stuck(self) -> bool:
        """True where nothing more may be sent for this change."""
        return self.refused or self.uncertain

    @property
    def creates(self) -> bool:
        return self.change.action is Action.CREATE

    def take(self, settled: Settled) -> None:
        """Note what one answer said."""
        self.id = settled.id or self.id
        self.keys.update(settled.keys)
        if settled.finding:
            self.findings.append(replace(settled.finding, address=self.change.address))
        if settled.doubtful:
            self.uncertain = True
        elif settled.done:
            self.accepted = not self.refused
        else:
            self.accepted, self.refused, self.by_hand = False, True, settled.by_hand

    def doubt(self, finding: Finding) -> None:
        """The answer was lost; whether the write happened is to be found out (rule 6)."""
        self.uncertain = True
        self.findings.append(replace(finding, address=self.change.address))

    def outcome(self, seconds: float) -> Outcome:
        return Outcome(self.change, self.status, tuple(self.findings), self.calls, seconds)
