"""One change on its way: what its answers said so far, and the outcome that this makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from revops.kinds.base import Settled
from revops.model.call import Call
from revops.model.change import Action, Change
from revops.model.finding import Finding
from revops.model.json import Json
from revops.model.outcome import Outcome, Status
from revops.model.spec import Observed


@dataclass
class Attempt:
    """Mutable on purpose: the state of a change between its first request and its outcome."""

    change: Change
    calls: int = 0
    answered: bool = False
    """At least one request was answered with yes."""
    refused: bool = False
    """A request was answered with no."""
    uncertain: bool = False
    """An answer was lost, so that nobody knows."""
    halted: bool = False
    """Something else keeps the rest of its requests from being sent."""
    by_hand: bool = False
    sent: Mapping[str, Json] = field(default_factory=dict)
    """What a thing holds once the last request of its create was carried out."""
    id: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    status: Status = Status.FAILED

    @property
    def stuck(self) -> bool:
        """True where nothing more may be sent for this change."""
        return self.refused or self.uncertain or self.halted

    @property
    def touched(self) -> bool:
        """True where the portal may be another one than before."""
        return self.answered or self.uncertain

    @property
    def creates(self) -> bool:
        return self.change.action in (Action.CREATE, Action.REPLACE)

    @property
    def made(self) -> bool:
        """True where the answer to a create told an id; after a replacement the new one's."""
        return bool(self.id) and not (
            self.creates and self.change.actual and self.id == self.change.actual.id
        )

    def outlived(self, observed: Observed) -> bool:
        """True for what a list still shows although this replacement took it away."""
        gone = self.change.actual if self.change.action is Action.REPLACE and self.answered else None
        return gone is not None and observed.id == gone.id != self.id

    def removes(self, call: Call) -> bool:
        """True for the request of a replacement that takes away what was there."""
        return self.change.action is Action.REPLACE and call.method == "DELETE"

    def take(self, settled: Settled) -> None:
        """Note what one answer said."""
        self.id = settled.id or self.id
        self.keys.update(settled.keys)
        if settled.finding:
            self.note(settled.finding)
        if settled.doubtful:
            self.uncertain = True
        elif settled.done:
            self.answered = True
        else:
            self.refused, self.by_hand = True, settled.by_hand

    def doubt(self, finding: Finding) -> None:
        """The answer was lost; whether the write happened is to be found out (rule 6)."""
        self.uncertain = True
        self.note(finding)

    def halt(self, finding: Finding) -> None:
        """Send nothing more, for a reason that is not the portal's answer to this change."""
        if not self.stuck:
            self.halted = True
            self.note(finding)

    def note(self, finding: Finding) -> None:
        self.findings.append(replace(finding, address=self.change.address))

    def outcome(self, seconds: float) -> Outcome:
        return Outcome(self.change, self.status, tuple(self.findings), self.calls, seconds)
