"""What became of each change of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from revops.model.change import Change
from revops.model.finding import Finding
from revops.model.plan import Plan


class Status(Enum):
    """One word per ending; AMBIGUOUS and UNKNOWN are held until a person looks (rule 6)."""

    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    LEFT = "left"


@dataclass(frozen=True)
class Outcome:
    """`calls` counts the writes sent for the change, `seconds` is wall time."""

    change: Change
    status: Status
    findings: tuple[Finding, ...] = ()
    calls: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Run:
    """One apply: the plan and one outcome per change that it was to carry out."""

    plan: Plan
    outcomes: tuple[Outcome, ...] = ()
    writes: int = 0
    reads: int = 0
    in_files: bool = True
    """The ledger is a file of the project, for its repository; False where a team shares a database."""

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(outcome.status.value for outcome in self.outcomes)

    @property
    def complete(self) -> bool:
        """True where every change that was to run is done."""
        return all(outcome.status in (Status.DONE, Status.LEFT) for outcome in self.outcomes)
