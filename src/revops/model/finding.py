"""A finding: one coded diagnostic, the same shape for loader, planner, hub and drift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from revops.model.address import Address, Origin
from revops.model.exits import ERROR


class Severity(Enum):
    """How bad; the value is what JSON shows. Errors stop, warnings and notes inform."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(NamedTuple):
    """What a code of findings stands for, in sentences for the reference."""

    meaning: str
    cause: str
    """How it comes about."""
    cure: str
    """What to do next."""


@dataclass(frozen=True, order=False)
class Finding:
    """`summary` says what is the matter and why, `hint` what to do next."""

    code: str
    severity: Severity
    summary: str
    hint: str = ""
    address: Address | None = None
    origin: Origin = field(default_factory=Origin)
    source: str = ""
    """The blueprint line at the origin, for the caret; empty elsewhere."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class Refused(Exception):  # noqa: N818 - it is a decision, not a fault
    """The tool will not go on; carries why, and one of the exit codes of `model.exits`."""

    def __init__(self, findings: Iterable[Finding], exit_code: int = ERROR) -> None:
        self.findings = tuple(findings)
        self.exit_code = exit_code
        super().__init__("; ".join(finding.summary for finding in self.findings))
