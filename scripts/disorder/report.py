"""The numbers over all seeds, and a line for a seed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from disorder.seeds import Found

_ID: Final = re.compile(r"/\d+(?=/|$)")
CHECKS: Final = {
    "duplicates": "made twice",
    "lost": "not as an undisturbed run makes it",
    "overwritten": "edits by hand overwritten",
    "planned": "left in a plan that is to be empty",
    "ledger": "ledger entries unlike those of an undisturbed run",
    "forgotten": "found to differ by a plan without the ledger",
    "not done": "never done",
    "broken": "ended in an error of the tool's own",
}
"""What may be wrong -> what that means."""


@dataclass
class Report:
    """Adds up."""

    found: list[Found] = field(default_factory=list)

    def add(self, found: Found) -> None:
        """One seed more."""
        self.found.append(found)

    @property
    def wrong(self) -> list[Found]:
        """The seeds after which something does not hold."""
        return [one for one in self.found if one.wrong]

    def line(self, found: Found) -> str:
        """One seed, with all that is wrong."""
        told = [f"seed {found.seed}: {found.told}; {found.applies} applies, {found.seconds:.1f} s"]
        for name, ones in found.wrong.items():
            told += [f"  {CHECKS[name]}: {one}" for one in ones]
        if found.wrong:
            told.append(f"  again: scripts/chaos --seed {found.seed} --runs 1")
        return "\n".join(told)

    def table(self, seconds: float) -> str:
        """Everything, in lines."""
        ones = self.found
        hits = [hit for one in ones for hit in one.hits]
        places = {_ID.sub("/ID", hit.request) for hit in hits}
        rows: list[tuple[str, object]] = [
            ("seeds", len(ones)),
            ("applies", sum(one.applies for one in ones)),
            ("requests", sum(one.requests for one in ones)),
            ("processes killed", sum(one.kills for one in ones)),
            ("requests disturbed", f"{len(hits)}, of {len(places)} sorts"),
            *((f"  {name}", count) for name, count in sorted(Counter(hit.trouble for hit in hits).items())),
            ("edits by hand", sum(one.edited for one in ones)),
            ("  of them taken back", sum(one.taken for one in ones)),
            *((told, sum(len(one.wrong.get(name, ())) for one in ones)) for name, told in CHECKS.items()),
            ("made, but not provably by the tool", sum(one.unproven for one in ones)),
            ("seconds", f"{seconds:.0f}"),
        ]
        return "\n".join(f"{name:<50}{value:>20}" for name, value in rows)
