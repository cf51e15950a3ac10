"""A guard: something about a whole plan that a person shall have seen, with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from revops.model.address import Address
from revops.model.few import few
from revops.model.finding import Finding, Severity

STOPPING: Final = ("RV990", "RV991", "RV993", "RV994", "RV995", "RV996", "RV998")
"""Codes of guards that may stop a run, which `--allow` takes."""


@dataclass(frozen=True)
class Guard:
    """`told` is a sentence with the number in it; `way_out` what to look at, where there is such a thing."""

    code: str
    count: int
    told: str
    addresses: Sequence[Address]
    stops: bool = True
    """False where it only informs."""
    agreed: bool = False
    way_out: str = ""

    @property
    def trips(self) -> bool:
        """True where `apply` writes nothing until somebody agrees."""
        return self.stops and not self.agreed

    @property
    def flag(self) -> str:
        """What agrees to this number and to no larger one."""
        return f"--allow {self.code}={self.count}"

    @property
    def summary(self) -> str:
        """The sentence with the first addresses."""
        return f"{self.told}: {few(self.addresses)}"

    @property
    def finding(self) -> Finding:
        """As a plan shows it."""
        severity = Severity.WARNING if self.stops else Severity.INFO
        return Finding(self.code, severity, self.summary, self._hint)

    @property
    def _hint(self) -> str:
        if not self.stops:
            return self.way_out
        said = (
            f"Agreed: {self.flag}" if self.agreed else f"Apply stops here; to go on: revops apply {self.flag}"
        )
        return f"{self.way_out} {said}".strip()
